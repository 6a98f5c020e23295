"""What one quantity claims: here an amount; changes, counts, rates and scores in the modules it builds on."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.annotations import Claim, NamedAccount, Quantity, Subject
from nlp.comparisons import against_in, direction_of, distance_in
from nlp.phases import phase_in
from nlp.reading.changes import leads_to
from nlp.reading.rates import NEAR, RateReader
from nlp.reading.sums import sum_of_listed, sums_up, sums_up_above
from nlp.reading.told import counted_before
from nlp.subjects import (
    clean_phrase,
    is_standard,
    names_fund_only,
    names_total,
    per_head_at_end,
    says_nothing,
    subject_of,
)
from records.lexicon.groups import BUDGETS, THREE_PUBLIC
from records.lexicon.terms import USES, money_of, parts_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

STAGED = ("budget", *BUDGETS)
"""Stages of which a sentence tells how much is for so many things."""


class FigureReader(RateReader):
    """Turns a quantity and the text before it into a claim; what the text leaves out comes from the scope."""

    def read_figure(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, compared: bool, tail: str
    ) -> Claim | None:
        """The claim that one quantity makes, by the text before it."""
        if quantity.sort in ("percent", "points"):
            return self._rate(lead, quantity, account)
        if quantity.sort == "score":
            return self._score_moved(lead, quantity, account) or self._score(lead, quantity, account)
        if quantity.sort == "count":
            return self._count(lead, quantity, account, compared, tail)
        if compared and lead.endswith("的") and direction_of(lead.removesuffix("的")):
            lead = lead.removesuffix("的")  # 比上年增加的5万元主要用于…
        against = against_in(lead)
        if against:
            return self._against_budget("change", lead, quantity, account, against)
        apart = self._distance(lead, quantity) if distance_in(lead, tail) else None
        if (apart := apart or self._left(lead, quantity)) is not None:
            return apart
        if WORDS.passes.search(lead):
            self._passed(lead, account)
            return None
        if (budget := WORDS.of_budget_told.fullmatch(lead)) and tail.strip() == "的" and phase_in(lead):
            return self._budget_told(budget["stage"], quantity)
        adjusted = self._adjusted_to(lead)
        standard = None
        if leads_to(lead):
            standard, lead = self._standard_moved(), ""
        if (moved := self._moved_budget(lead, quantity)) is not None:
            return moved
        if (
            held := self.held_against(lead, quantity, self.text[quantity.end : self.sentence.end])
        ) is not None:
            return held
        changed = direction_of(lead)
        if changed and (not changed[2] or WORDS.thing.search(changed[2]) and phase_in(changed[2]) is None):
            return self._change("change", lead, quantity, account, changed)
        if (going_on := self._changes_on(lead, quantity) or self._amount_of_rate(quantity)) is not None:
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
            or standard
            or (self._spent_on_counted(text) if account is None else None)
            or self._priced(quantity)
            or self._rest(text, tail)
            or self.scope.meant(lead, account)
            or self.scope.counted
        )
        if self.last is None and self.in_reason is None and WORDS.of_nothing_told.fullmatch(lead):
            subject = None
        self.scope.go_to(subject)
        phase, sure = self.scope.phase_of(self._stage_of_counted(quantity) + lead, text == "支出")
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
            or self._is_part_of_itself(claim, lead)
            or says_nothing(text)
            and WORDS.thing_behind.match(tail)
            or self._is_other_than_explained(claim)
            or summed is not None
            and summed.measure is None
        ):
            claim.doubts.append("part")
        self.whole = (claim, part) if part is not None else None
        return claim

    def _passed(self, lead: str, account: NamedAccount | None) -> None:
        """收入突破6000亿元，增长5%: a line that was passed is no amount, but names what is spoken of."""
        named = clean_phrase(WORDS.passes.sub("", lead))
        if not says_nothing(named) and subject_of(named).sides and self.in_reason is None:
            self.scope.name(self.scope.meant(named, account) or subject_of(named))

    def _budget_told(self, stage: str, quantity: Quantity) -> Claim:
        """为大会调整预算收入3亿元的|58%: the budget of what is spoken of, whoever decided it."""
        subject = self.scope.going_on()
        phase, sure = self.scope.phase_of(stage, False)
        claim = self.new_claim(quantity, "level", subject, phase)
        claim.doubts += [] if sure else ["budget"]
        self.whole = (claim, subject) if subject is not None else None
        return claim

    def _standard_moved(self) -> Subject | None:
        """补助标准由每人79元提高到84元: both are of the standard, and neither of what was told before it."""
        last = self.last
        if last is None or last.kind != "level" or last.sentence is not self.sentence:
            return None
        own = last.subject if last.inside == self.in_reason else None
        return own if own is not None and is_standard(own.text) else None

    def _score_moved(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        """得分95分，比上年提高2分: how the score told right before it changed."""
        changed, last = direction_of(lead), self.last
        if changed is None or changed[2] or last is None or last.kind != "score":
            return None
        claim = self._change("change", lead, quantity, account, changed)
        claim.subject = last.subject
        return claim

    def _rest(self, text: str, tail: str) -> Subject | None:
        """其余5万元为其他收入: what the rest is stands behind its amount."""
        if WORDS.rest.fullmatch(text) is None or (told := WORDS.rest_is.match(tail)) is None:
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
        said = phase_in(self.text[max(last.sentence.start, last.start - NEAR) : last.start])
        if claim.phase in BUDGETS and said not in BUDGETS:
            last.base = claim.phase
            last.doubts = [doubt for doubt in last.doubts if doubt != "budget"]

    def works_out(self, lead: str, quantity: Quantity) -> bool:
        """公积金按工资总额的12%缴纳，共5万元: by what the amount behind is worked out, which is of 公积金."""
        rate = quantity.sort == "percent" and ("按" in lead or "依照" in lead)
        found = WORDS.computed.match(lead) if rate else None
        if found is None:
            return False
        if found["what"] and self.in_reason is None:
            self.scope.name(self.scope.meant(found["what"]) or subject_of(clean_phrase(found["what"])))
        return True

    def _adjusted_to(self, lead: str) -> bool:
        """预算由5万元调整为6万元: the second is what the budget was adjusted to, within a year."""
        last = self.last
        of_budget = last is not None and (last.kind, last.phase) == ("level", "initial_budget")
        if last is not None and last.period not in (None, self.chapter.year):
            return False  # 由2023年的6万元调整为5万元: from year to year
        return of_budget and lead.lstrip("，, ").startswith("调") and leads_to(lead)

    def _may_be_for_use(self, text: str) -> bool:
        """Whether a fund named right behind one use of money may be what it gives to that use alone.

        项目支出90万元，财政拨款安排70万元: to the projects, or in all.
        """
        last = self.last
        if self.scope.parts or last is None or last.kind != "level" or last.subject is None:
            return False
        return last.subject.measure in USES and names_fund_only(text)

    def _is_part_of_itself(self, claim: Claim, lead: str) -> bool:
        """支出合计9万元，其中当年支出8万元: a part whose words mean its whole; which part is not known."""
        whole = self.scope.parent if self.scope.parts_here else None
        same = whole is not None and claim.subject == whole and claim.phase == self.chapter.own_stage
        same = same and all(one.value != claim.value for one in self._levels_here(whole))
        return same and not names_total(lead) and not sums_up(lead) and "合计" not in lead

    def _is_other_than_explained(self, claim: Claim) -> bool:
        """支出30万元，增加5万元，原因是举办赛事，支出8万元: unnamed in a cause it is no second one."""
        told = [one for one in self._said_here() if one.kind == "level" and one.inside is None]
        same = [one for one in told if (one.subject, one.phase) == (claim.subject, claim.phase)]
        own = self.in_reason is not None and claim.subject is not None and bool(same)
        return own and all(one.value != claim.value for one in same)

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

    def _stage_of_counted(self, quantity: Quantity) -> str:
        """年初批复预算7个项目620万元: the words of a stage before the count right before."""
        last = self.last
        if last is None or last.kind != "count" or last.sentence is not self.sentence:
            return ""
        between = self.text[last.end : quantity.start]
        before = re.split("[，。；：（(]", self.text[self.sentence.start : last.start])[-1]
        staged = phase_in(before) in STAGED and WORDS.names_counted.fullmatch(between)
        return f"{before}，" if staged else ""

    def _priced(self, quantity: Quantity) -> Subject | None:
        """购置设备3台，预算32万元, 囚车1辆26万元: the price of what was counted right before."""
        last, counted = self.last, counted_before(self.claims)
        if last is None or counted is None or counted.subject is None or last.inside != self.in_reason:
            return None
        behind = self.text[last.end : quantity.start]
        named = WORDS.counted_thing.match(self.text, last.raw_end)
        if last is counted and named is not None and counted.subject.text.endswith(named["thing"]):
            behind = behind.replace(named[0], "", 1)  # 购置1辆应急指挥车，支出18万元
        told = (
            last is not counted
            or not self.text[last.raw_end : quantity.start].strip()
            or WORDS.bought.search(self.text[self.sentence.start : last.start])
            or WORDS.valued.search(behind)
        )
        return Subject(counted.subject.text) if told and WORDS.leads_to_price.fullmatch(behind) else None
