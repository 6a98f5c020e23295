"""What one quantity claims: an amount, a change, a rate, a share, a count or a score."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.annotations import Claim, Comparison, NamedAccount, Quantity, Subject
from nlp.comparisons import against_in, direction_of, distance_in, prior_in
from nlp.phases import completion_in, has_score_word, phase_in, share_in
from nlp.reading.changes import leads_to
from nlp.reading.counts import CountReader
from nlp.reading.each import counted_before
from nlp.reading.sums import sum_of_listed, sums_up, sums_up_above
from nlp.rules import phrase
from nlp.subjects import (
    clean_phrase,
    fund_of,
    names_any_whole,
    names_fund_only,
    names_total,
    per_head_at_end,
    says_nothing,
    side_word,
    subject_of,
)
from records.lexicon.groups import BUDGETS, GRANTS, THREE_PUBLIC
from records.lexicon.terms import USES, money_of, parts_of, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

EARLIER = "上年"
"""What a ratio to the year before is of, however that is called."""
_NEAR = 10
"""How many characters before an amount say what it is."""
_PRICED = re.compile(
    r"\s*[万元台套件辆册部组批项个只张座间栋架株人次名户家所（）()/、]{0,6}[，,、（(\s]*(?:共计|合计|共需?|计|涉及|总|需)?(?:预算|金额|资金|支出|经费|(?:账面)?(?:价值|原值|净值)|投资)?(?:安排|合计|总额|共计|约|为|[:：])*"
)


def _stand_side_by_side(one: Subject, other: Subject) -> bool:
    """Whether two subjects are parts of one thing and neither of the other (基本支出, 项目支出)."""
    first, second = one.measure or "", other.measure or ""
    apart = first != second and first not in wholes_of(second)
    of_one = wholes_of(first) & wholes_of(second) or first in USES and second in USES
    return apart and bool(of_one)


class FigureReader(CountReader):
    """Turns a quantity and the text before it into a claim; what the text leaves out comes from the scope."""

    def read_figure(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, compared: bool, tail: str
    ) -> Claim | None:
        """The claim that one quantity makes, by the text before it."""
        if quantity.sort in ("percent", "points"):
            return self._rate(lead, quantity, account, compared)
        if quantity.sort == "score":
            return self._score(lead, quantity, account)
        if quantity.sort == "count":
            return self._count(lead, quantity, account, compared, tail)
        against = against_in(lead)
        if against:
            return self._against_budget("change", lead, quantity, account, against)
        apart = self._distance(lead, quantity) if distance_in(lead) else None
        if (apart := apart or self._left(lead, quantity)) is not None:
            return apart
        adjusted = self._adjusted_to(lead)
        if leads_to(lead):
            lead = ""
        if (moved := self._moved_budget(lead, quantity)) is not None:
            return moved
        changed = direction_of(lead)
        if changed and (
            not changed[2] or phrase("thing").search(changed[2]) and phase_in(changed[2]) is None
        ):
            return self._change("change", lead, quantity, account, changed)
        if (going_on := self._changes_on(lead, quantity) or self._amount_of_rate(lead, quantity)) is not None:
            return going_on
        if (
            quantity.value < 0
            and WORDS.link.match(lead)
            and self.last is not None
            and self.last.kind == "level"
        ):
            return self._change("change", lead, quantity, account, (len(lead), "down", ""))
        part = None
        if (to_whole := WORDS.leads_to_whole.match(lead)) is not None and self.last is not None:
            part, lead = self.last.subject, lead[to_whole.end() :]
        if self.last is not None and self.last.kind == "count":
            lead = per_head_at_end(lead) or lead
        text = clean_phrase(lead)
        summed = None
        if sums_up(lead) and not self.scope.untold:
            summed = sum_of_listed([one for one in self._said_here() if one.inside == self.in_reason])
        subject = (
            summed
            or self._spent_on_counted(text)
            or self._priced(quantity)
            or self._rest(text, tail)
            or self.scope.meant(lead, account)
            or self.scope.counted
        )
        self.scope.go_to(subject)
        phase, sure = self.scope.phase_of(lead, text == "支出")
        if self.in_reason is not None and phase_in(lead) is None and not lead.endswith(("支出", "收入")):
            phase = None
        if subject is not None and subject.account and self.of_year_begin(lead):
            phase = "initial_budget"
            self.scope.set_budget(phase)
        claim = self.new_claim(quantity, "level", subject, "adjusted_budget" if adjusted else phase)
        if not sure:
            claim.doubts.append("budget")
        self._settle_completion(claim)
        summing = self.scope.opening and sums_up_above(lead) and not self.scope.untold
        in_midst = summing and self.scope.topic is not None
        if (
            self._may_be_for_use(text)
            or self._may_be_of_counted(text)
            or in_midst
            or summed is not None
            and summed.measure is None
        ):
            claim.doubts.append("part")
        self.whole = (claim, part) if part is not None else None
        return claim

    def _rest(self, text: str, tail: str) -> Subject | None:
        """其余5万元为其他收入: what the rest is stands behind its amount."""
        if phrase("rest").fullmatch(text) is None or (told := phrase("rest_is").match(tail)) is None:
            return None
        subject = subject_of(clean_phrase(told["what"]))
        listed = (
            subject_of(clean_phrase(told["what"].rpartition("等")[2])) if subject.measure is None else subject
        )
        return listed if listed.measure is not None else None

    def _settle_completion(self, claim: Claim) -> None:
        """预算完成率90%（全年预算5万元）: which budget was completed is told behind the rate."""
        last = self.last
        if last is None or last.kind != "completion_rate" or last.subject != claim.subject or not self._depth:
            return
        said = phase_in(self.text[max(last.sentence.start, last.start - _NEAR) : last.start])
        if claim.phase in BUDGETS and said not in BUDGETS:
            last.base = claim.phase
            last.doubts = [doubt for doubt in last.doubts if doubt != "budget"]

    def works_out(self, lead: str, quantity: Quantity) -> bool:
        """公积金按工资总额的12%缴纳，共5万元: by what the amount behind is worked out, which is of 公积金."""
        rate = quantity.sort == "percent" and ("按" in lead or "依照" in lead)
        found = phrase("computed").match(lead) if rate else None
        if found is None:
            return False
        if found["what"] and self.in_reason is None:
            self.scope.name(self.scope.meant(found["what"]) or subject_of(clean_phrase(found["what"])))
        return True

    def _adjusted_to(self, lead: str) -> bool:
        """预算由5万元调整为6万元: the second is what the budget was adjusted to."""
        last = self.last
        of_budget = last is not None and (last.kind, last.phase) == ("level", "initial_budget")
        return of_budget and lead.lstrip("，, ").startswith("调") and leads_to(lead)

    def _may_be_for_use(self, text: str) -> bool:
        """Whether a fund named right behind one use of money may be what it gives to that use alone.

        项目支出90万元，财政拨款安排70万元: to the projects, or in all.
        """
        last = self.last
        if self.scope.parts or last is None or last.kind != "level" or last.subject is None:
            return False
        return last.subject.measure in USES and names_fund_only(text)

    def _may_be_of_counted(self, text: str) -> bool:
        """文物保护科目安排的项目4个，5万元: of these, though no word says so."""
        last = self.last
        if last is None or last.kind != "count" or last.subject is None:
            return False
        return "的" in last.subject.text and says_nothing(text)

    def _spent_on_counted(self, text: str) -> Subject | None:
        """国内接待8批次、92人，共计支出5万元: what was counted right before is what the money went to."""
        counted = self.scope.counted
        if counted is None or counted_before(self.claims) is None:
            return None
        if not says_nothing(text) and text != "支出":
            return None
        meaning = subject_of(counted.text)
        measure = money_of(meaning.measure)
        if measure not in parts_of(THREE_PUBLIC):
            return None
        return replace(meaning, measure=measure, sides=("expenditure",))

    def _priced(self, quantity: Quantity) -> Subject | None:
        """购置设备3台，预算32万元, 囚车1辆26万元: the price of what was counted right before."""
        last, counted = self.last, counted_before(self.claims)
        if last is None or counted is None or counted.subject is None or last.inside != self.in_reason:
            return None
        behind = self.text[last.end : quantity.start]
        told = (
            last is not counted
            or not self.text[last.raw_end : quantity.start].strip()
            or WORDS.bought.search(self.text[self.sentence.start : last.start])
            or WORDS.valued.search(behind)
        )
        return Subject(counted.subject.text) if told and _PRICED.fullmatch(behind) else None

    def _rate(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, compared: bool
    ) -> Claim | None:
        if self.whole is not None and self.whole[0] is self.last and lead.strip("（()） ") in ("", "的"):
            # 占本年支出100万元的70%
            if (
                self.whole[0].phase in BUDGETS
                and self.whole[0].subject == self.whole[1]
                and not self.chapter.is_budget
            ):
                # 占年初预算5万元的90%: what was spent of the budget
                claim = self.new_claim(quantity, "completion_rate", self.whole[1], self.chapter.own_stage)
                claim.base = self.whole[0].phase
                return claim
            claim = self.new_claim(quantity, "share", self.whole[1], self.whole[0].phase)
            claim.share_of = self.whole[0].subject.text if self.whole[0].subject else None
            before = self.text[max(self.sentence.start, self.last.start - _NEAR) : self.last.start]
            if phrase("ratio_to").search(before):
                claim.share_of, claim.phase = EARLIER, self.chapter.own_stage  # 为上年4万元的125%
            return claim
        if (ratio := self._ratio(lead, quantity, account)) is not None:
            return ratio
        against = against_in(lead)
        if against:
            return self._against_budget("change_rate", lead, quantity, account, against)
        changed, share, done = direction_of(lead), share_in(lead), completion_in(lead)
        if distance_in(lead) and (apart := self._distance(lead, quantity, "change_rate")) is not None:
            return apart
        if quantity.sort == "points":
            changed = changed or (len(lead), "neutral", "")
        if quantity.unit == "倍" and not changed:
            return None
        if (
            changed
            and not (share and share[0] > changed[0] and changed[2])  # 压减比例 is no share
            and not (done and done[2] and done[0] > changed[0])
        ):
            if not changed[2] or quantity.sort == "points" or phrase("thing").search(changed[2]):
                return self._change("change_rate", lead, quantity, account, changed)
        of_something = share is not None and not says_nothing(clean_phrase(share[1]))
        if (
            done
            and done[2]
            and not (share and done[0] < share[0] and "占" not in lead[done[0] : done[0] + 1])
            and not (
                share
                and of_something
                and phase_in(share[1]) == "budget"
                and done[0] == share[0]
                and not done[1]
            )
            and not (share and self._of_budgeted(share))
        ):
            return self._completion(lead, quantity, account, done)
        if share:
            subject = self._just_explained(lead[: share[0]]) or self.scope.meant(lead[: share[0]], account)
            claim = self.new_claim(
                quantity,
                "share",
                subject,
                self.scope.phase or self.chapter.own_stage,
            )
            if subject is not None:
                self.scope.sharing.append(subject)
            whole = clean_phrase(share[1])
            is_bare = names_any_whole(whole) and self.scope.parent is not None
            if is_bare or says_nothing(whole) and whole not in ("总计", "合计"):
                parent = self._whole_shared() or self._whole_of(subject)
                claim.doubts += ["part"] if self.whole_unsure else []
                told = self.scope.share_of
                claim.share_of = parent.text if parent else None
                if parent is None and told is not None and subject is not None and subject.sides == told[0]:
                    claim.share_of = told[1]  # the paragraph before named it: 占收入预算的40%
            else:
                claim.share_of = whole
                self.shared_whole = (self.sentence.start, subject_of(whole))
                self._take_fund_of_whole(claim, whole)
                self.scope.share_of = (subject.sides, whole) if subject is not None else None
            return claim
        last = self.last
        if last is not None and any(last.end <= one.start < quantity.start for one in self.q):
            last = None  # 缴费比例为16%和8%: what stands before it was no claim
        if last is not None and WORDS.of_amount.match(lead) and (rate := self._of_amount(quantity, last)):
            return rate
        if last is not None and WORDS.link.match(lead.strip("幅度为是约") or ""):
            if last.kind in ("change", "change_rate"):
                claim = self.new_claim(quantity, "change_rate", last.subject, last.phase)
                claim.direction, claim.base = last.direction, last.base
                return claim
            if last.kind == "level" and quantity.value < 0:
                return self._change("change_rate", lead, quantity, account, (len(lead), "down", ""))
            if last.kind == "level":
                claim = self.new_claim(quantity, "share", last.subject, last.phase)
                parent = self._whole_of(last.subject)
                claim.share_of = parent.text if parent else None
                return claim
        if done is None and (WORDS.rate_noun.search(lead) or WORDS.reached.search(lead)):
            done = (len(lead), "", False)
        if done is None:
            return None  # a bare percentage: a label, a line of a chart
        return self._completion(lead, quantity, account, done)

    def _ratio(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        """为上年的102%, 为养老保险缴费的50%: something in terms of what it was, or of another."""
        told = phrase("ratio_to").search(lead) or phrase("ratio_of").search(lead)
        if told is None or quantity.sort != "percent":
            return None
        subject = self.scope.meant(lead[: told.start()], account)
        claim = self.new_claim(quantity, "share", subject, self.scope.phase or self.chapter.own_stage)
        claim.share_of = told["of"]
        if prior_in(told["of"]):
            before = self.chapter.year - 1 if self.chapter.year else None
            if told["of"][:4].isdecimal() and int(told["of"][:4]) != before:
                return None
            claim.share_of, claim.period = EARLIER, self.chapter.year
            self.scope.base = Comparison(quantity.start, quantity.start, "prior_year", year=before)
        return claim

    def _take_fund_of_whole(self, share: Claim, whole: str) -> None:
        """项目经费5万元，占一般公共预算支出10%: the amount is what that fund gives to it."""
        last, fund = self.last, fund_of(whole)
        if fund not in GRANTS or share.subject is None or share.subject.fund is not None:
            return
        if last is not None and last.kind == "level" and last.subject == share.subject:
            share.subject = last.subject = replace(share.subject, fund=fund)

    def _just_explained(self, lead: str) -> Subject | None:
        """减少5万元，主要是项目支出3万元，占60%: the share is of what the cause told last."""
        last = self.last
        if last is None or last.inside is None or self.in_reason is not None or last.kind != "level":
            return None
        return last.subject if not lead.strip("，,（( ") else None

    def _of_amount(self, quantity: Quantity, last: Claim) -> Claim | None:
        """完成年度预算13万元的96%: the rate of completion of the budget whose amount stands before it."""
        before = self.text[max(self.sentence.start, last.start - _NEAR) : last.start]
        if last.kind != "level" or last.phase not in BUDGETS or not phrase("of_budget").search(before):
            return None
        default = self.chapter.own_stage
        claim = self.new_claim(quantity, "completion_rate", last.subject, default)
        claim.base = last.phase
        return claim

    def _of_budgeted(self, share: tuple[int, str]) -> bool:
        """Whether a part's share of all that is planned is given (占支出预算总额的5%)."""
        whole = share[1]
        return (
            (self.chapter.is_budget or names_total(whole) and phase_in(whole) == "budget")
            and phase_in(whole) in ("budget", "initial_budget")
            and (bool(side_word(named := clean_phrase(whole))) or says_nothing(named) and names_total(whole))
            and not prior_in(whole)
            and all(int(year) == self.chapter.year for year in re.findall(r"20\d\d", whole))
        )

    def _whole_shared(self) -> Subject | None:
        """…，占项目增加额的84%；…，占16%: what the share before it is of, if that is nothing known."""
        at, whole = self.shared_whole
        return whole if at == self.sentence.start and whole is not None and whole.measure is None else None

    def _whole_of(self, subject: Subject | None) -> Subject | None:
        """What a share is one of that names no whole: what was opened last, if no part beside it."""
        parent = self.scope.parent
        if parent is not None and subject is not None and _stand_side_by_side(parent, subject):
            parent = None
        topic = self.scope.topic if self.scope.topic not in self.scope.sharing else None
        if topic is not None and subject is not None and topic.measure in wholes_of(subject.measure or ""):
            return topic  # the paragraph began with it: 基本支出9万元，人员经费占81%
        return parent or self._top(subject) or self.chapter.subject

    def _top(self, subject: Subject | None) -> Subject | None:
        """What the paragraph began with, unless that is a part like this one."""
        topic = self.scope.topic
        beside = topic is not None and subject is not None and _stand_side_by_side(topic, subject)
        return None if topic == subject or topic in self.scope.sharing or beside else topic

    def _completion(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, done: tuple[int, str, bool]
    ) -> Claim:
        start, budget, certain = done
        subject = self.scope.meant(lead[:start], account)
        claim = self.new_claim(quantity, "completion_rate", subject, self.chapter.own_stage)
        if not certain:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
            return claim
        named = phase_in(budget)
        if named in BUDGETS:
            claim.base = self.scope.budget = named
        elif (
            named == "budget"
            or "执行" in budget
            or not budget
            or "支出" in budget
            or "支付" in budget
            or "预算" in budget
            or phrase("completed").match(budget)
            and self.scope.budgets_named
        ):
            claim.base, sure = self.scope.budget_completed("执行" in budget)
            if not sure and "执行" not in budget:
                claim.doubts.append("budget")
        else:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
        return claim

    def _score(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        if not has_score_word(lead) and not has_score_word(self.text[self.sentence.start : quantity.start]):
            return None
        subject = self.scope.meant(lead, account)
        if WORDS.link.match(lead) and self.last is not None and self.last.kind == "score":
            subject = self.last.subject  # 得分分别为96分、94.5分
        named = WORDS.scored.match(subject.text) if subject is not None else None
        if named and self.in_reason is None:
            # what follows is the money of what was scored
            self.scope.name(Subject(named["what"]))
        return self.new_claim(quantity, "score", subject, None)
