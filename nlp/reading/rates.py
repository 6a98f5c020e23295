"""What a rate claims: a change, a share, how far a budget was carried out, or a score."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.annotations import Claim, NamedAccount, Quantity, Subject
from nlp.comparisons import (
    against_in,
    direction_of,
    distance_in,
    goes_on_to,
    moved_from_in,
    prior_in,
)
from nlp.lines import BLANK
from nlp.phases import completion_in, has_score_word, phase_in, share_in
from nlp.reading.changes import leads_to
from nlp.reading.counts import CountReader
from nlp.subjects import (
    clean_phrase,
    fund_of,
    names_any_whole,
    names_total,
    says_nothing,
    side_word,
    subject_of,
)
from records.lexicon.groups import BUDGETS, CHANGES, EARLIER, GRANTS
from records.lexicon.terms import USES, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

NEAR = 10
"""How many characters before an amount say what it is."""


def _stand_side_by_side(one: Subject, other: Subject) -> bool:
    """Whether two subjects are parts of one thing and neither of the other (基本支出, 项目支出)."""
    first, second = one.measure or "", other.measure or ""
    apart = first != second and first not in wholes_of(second)
    of_one = wholes_of(first) & wholes_of(second) or first in USES and second in USES
    return apart and bool(of_one)


def _may_hold(whole: Subject, part: Subject | None) -> bool:
    """Whether one subject may be the whole of another: revenue is no part of what was spent."""
    return part is None or not whole.sides or not part.sides or bool(set(whole.sides) & set(part.sides))


def _behind_thing(lead: str, start: int) -> int:
    """Where the words of a rate begin behind the thing whose rate it is: 公务接待费|预算执行率."""
    for found in WORDS.words_of_rate.finditer(lead, start + 1):
        thing = clean_phrase(lead[start : found.start()])
        if not says_nothing(thing) and not side_word(thing) and subject_of(thing).measure is not None:
            return found.start()
    return start


class RateReader(CountReader):
    """Reads percentages and scores, by the words before the number."""

    def _rate(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        if aside := WORDS.stage_aside.search(lead):
            named = phase_in(aside["stage"])
            self.scope.bound = named if named in BUDGETS else self.scope.bound
            lead = lead.replace(aside[0], "")
        of_whole = (
            self._of_whole_told(lead, quantity)
            or self._ratio(lead, quantity, account)
            or self._moved_rate(lead, quantity, account)
        )
        if of_whole is not None:
            return of_whole
        if against := against_in(lead):
            return self._against_budget("change_rate", lead, quantity, account, against)
        if yardstick := WORDS.yardstick.search(lead):
            return self._beside_yardstick(lead, quantity, account, yardstick)
        changed, share, done = direction_of(lead), share_in(lead), completion_in(lead)
        if distance_in(lead) and (apart := self._distance(lead, quantity, "change_rate")) is not None:
            return apart
        if quantity.sort == "points":
            changed = changed or (len(lead), "neutral", "")
        if quantity.unit == "倍" and not changed or WORDS.price_of_money.search(lead):
            return None
        if (
            changed
            and not (share and share[0] > changed[0] and changed[2])  # 压减比例 is no share
            and not (done and done[2] and done[0] > changed[0])
            and (not changed[2] or quantity.sort == "points" or WORDS.thing.search(changed[2]))
        ):
            return self._change("change_rate", lead, quantity, account, changed)
        if done and done[2] and not (share and self._means_share(lead, share, done)):
            return self._completion(lead, quantity, account, done)
        if share:
            return self._share(lead, quantity, account, share)
        if (rate := self._behind_last(lead, quantity, account)) is not None:
            return rate
        if done is None and (WORDS.rate_noun.search(lead) or WORDS.reached.search(lead)):
            done = (len(lead), "", False)
        if done is None:
            return None  # a bare percentage: a label, a line of a chart
        return self._completion(lead, quantity, account, done)

    def _moved_rate(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        """占比由上年的60%|提高到|65%: a rate of the year before and the one of this."""
        from_, last = moved_from_in(lead), self.last
        if from_ is not None and goes_on_to(self.text, quantity.end):
            words = lead[: from_.start()]
            share = share_in(words) if WORDS.share_of_whole.search(words) else None  # no 缴费比例
            done = completion_in(words)
            if share is None and (done is None or not done[2]):
                return None
            claim = (
                self._share(words, quantity, account, share)
                if share is not None
                else self._completion(words, quantity, account, done or (0, "", True))
            )
            claim.period = self.chapter.year_before
            return claim
        moved = last is not None and last.kind in ("share", "completion_rate") and leads_to(lead)
        if last is None or not moved or last.period != self.chapter.year_before or quantity.sort != "percent":
            return None
        claim = self.new_claim(quantity, last.kind, last.subject, last.phase)
        claim.share_of, claim.base, claim.period = last.share_of, last.base, self.chapter.year
        claim.doubts += [doubt for doubt in last.doubts if doubt not in claim.doubts]
        return claim

    def _of_whole_told(self, lead: str, quantity: Quantity) -> Claim | None:
        """占本年支出100万元的|70%: of the amount right before."""
        if self.whole is None or self.whole[0] is not self.last or lead.strip("（()） ") not in ("", "的"):
            return None
        whole, part = self.whole
        if whole.period is None and whole.subject == part:
            return None  # “十二五”时期3亿元的1.8倍
        own = self.chapter.own_stage
        if whole.phase in BUDGETS and whole.subject == part and not self.chapter.is_budget:
            # 占年初预算5万元的90%: what was spent of the budget
            claim = self.new_claim(quantity, "completion_rate", part, own)
            claim.base = whole.phase
            return claim
        claim = self.new_claim(quantity, "share", part, whole.phase or own)
        claim.share_of = whole.subject.text if whole.subject else None
        if WORDS.ratio_to.search(self.text[max(self.sentence.start, whole.start - NEAR) : whole.start]):
            claim.share_of, claim.phase = EARLIER, own  # 为上年4万元的125%
        return claim

    def _beside_yardstick(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, found: re.Match[str]
    ) -> Claim | None:
        """完成预算的64%，超时间进度|5个百分点: what is spoken of goes on, held against something else."""
        if quantity.sort == "percent" and WORDS.of_others.search(found["of"]) is None:
            return None
        subject = self.scope.meant(lead[: found.start()], account)
        claim = self.new_claim(quantity, "change_rate", subject, self.chapter.own_stage)
        claim.direction = "up" if found["above"] else "down"
        claim.base = "other"
        return claim

    def _means_share(self, lead: str, share: tuple[int, str], done: tuple[int, str, bool]) -> bool:
        """Whether a rate that may be one of completion is a share: 占支出预算的5%."""
        behind = done[0] < share[0] and "占" not in lead[done[0] : done[0] + 1]
        of_budget = phase_in(share[1]) == "budget" and done[0] == share[0] and not done[1]
        if lead[done[0] : done[0] + 1] == "占" and WORDS.spent_in_proportion.search(lead):
            return True  # 占一般公共预算支出比例85%
        return behind or of_budget and not says_nothing(clean_phrase(share[1])) or self._of_budgeted(share)

    def _share(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, share: tuple[int, str]
    ) -> Claim:
        explained = self._just_explained(lead[: share[0]]) or self._counted_of(lead, share)
        subject = explained or self.scope.meant(lead[: share[0]], account)
        claim = self.new_claim(quantity, "share", subject, self.scope.phase or self.chapter.own_stage)
        if subject is not None:
            self.scope.sharing.append(subject)
        whole, told = clean_phrase(share[1]), self.scope.share_of
        if "拨款" in whole and (self.scope.parent is None or self.scope.parent.fund is None):
            whole = "财政拨款" if names_any_whole(whole) or says_nothing(whole) else whole
        is_bare = names_any_whole(whole) and self.scope.parent is not None
        goes_on = is_bare or says_nothing(whole) and whole not in ("总计", "合计")
        if goes_on and not (whole and self._was_shared(claim)):
            parent = self._whole_shared() or self._whole_of(subject)
            claim.doubts += ["part"] if self.whole_unsure or self._follows_share_of_one(subject) else []
            claim.share_of = parent.text if parent else None
            if parent is None and told is not None and subject is not None and subject.sides == told[0]:
                claim.share_of = told[1]  # the paragraph before named it: 占收入预算的40%
            return claim
        claim.share_of = whole
        self._take_fund_of_whole(claim, whole)
        if self._depth:
            return claim  # 甲9万元，占90%（含乙3万元，占甲的33%）；丙1万元，占10%: not of that
        self.shared_whole = (self.sentence.start, subject_of(whole))
        inside = self.scope.parts_here and bool(self.scope.style)
        if subject is None or not inside or told is None or subject.sides not in ((), told[0]):
            # 5.教育支出9万元，其中…占教育支出的5%: the next item's share is not of that
            self.scope.share_of = (subject.sides, whole) if subject is not None else None
        return claim

    def _was_shared(self, claim: Claim) -> bool:
        """甲9万元，占90%（|占全部支出的74%）: a share of another whole stands right before."""
        last = self.last
        told = last is not None and (last.kind, last.subject) == ("share", claim.subject)
        return told and last is not None and last.sentence is self.sentence

    def _behind_last(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        """A rate right behind an amount or a change (9万元，占5%; 增加3万元，5%), by what that is."""
        last = self.last
        if last is None or any(last.end <= one.start < quantity.start for one in self.q):
            return None  # 缴费比例为16%和8%: what stands before it was no claim
        if WORDS.of_amount.match(lead) and (rate := self._of_amount(quantity, last)):
            return rate
        if not WORDS.link.match(lead.strip("幅度为是约")):
            return None
        if last.kind in CHANGES:
            claim = self.new_claim(quantity, "change_rate", last.subject, last.phase)
            claim.direction, claim.base = last.direction, last.base
            return claim
        if last.kind != "level":
            return None
        if quantity.value < 0:
            return self._change("change_rate", lead, quantity, account, (len(lead), "down", ""))
        claim = self.new_claim(quantity, "share", last.subject, last.phase)
        parent = self._whole_of(last.subject)
        claim.share_of = parent.text if parent else None
        if parent is None or parent is not self.scope.parent:
            claim.doubts.append("part")  # 支出总计5万元，97.3%: no word says of what
        return claim

    def _ratio(self, lead: str, quantity: Quantity, account: NamedAccount | None) -> Claim | None:
        """为上年的102%, 为养老保险缴费的50%: something in terms of what it was, or of another."""
        told = WORDS.ratio_to.search(lead) or WORDS.ratio_of.search(lead)
        if told is None or quantity.sort != "percent":
            return None
        subject = self.scope.meant(lead[: told.start()], account)
        claim = self.new_claim(quantity, "share", subject, self.scope.phase or self.chapter.own_stage)
        claim.share_of = told["of"]
        if prior_in(told["of"]):
            if told["of"][:4].isdecimal() and int(told["of"][:4]) != self.chapter.year_before:
                return None
            claim.share_of, claim.period = EARLIER, self.chapter.year
            self._hold_against(quantity.start, "prior_year")
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

    def _counted_of(self, lead: str, share: tuple[int, str]) -> Subject | None:
        """培训90人次，占任务数的96%: the share of a number is that of what was counted right before."""
        last = self.last
        if (
            last is None
            or last.kind != "count"
            or last.inside != self.in_reason
            or lead[: share[0]].strip("，,（( ")
        ):
            return None
        return last.subject if WORDS.number_of.search(share[1]) else None

    def _of_amount(self, quantity: Quantity, last: Claim) -> Claim | None:
        """完成年度预算13万元的96%: the rate of completion of the budget whose amount stands before it."""
        before = BLANK.sub("", self.text[max(self.sentence.start, last.start - NEAR) : last.start])
        if last.kind != "level" or last.phase not in BUDGETS or not WORDS.of_budget.search(before):
            return None
        default = self.chapter.own_stage
        claim = self.new_claim(quantity, "completion_rate", last.subject, default)
        claim.base = last.phase
        return claim

    def _of_budgeted(self, share: tuple[int, str]) -> bool:
        """Whether a part's share of all that is planned is given (占支出预算总额的5%)."""
        whole, named = share[1], clean_phrase(share[1])
        return (
            (self.chapter.is_budget or names_total(whole) and phase_in(whole) == "budget")
            and phase_in(whole) in ("budget", "initial_budget")
            and (
                bool(side_word(named))
                or self._is_planned_in(named)
                or (says_nothing(named) or self.chapter.is_budget)
                and names_total(whole)
            )
            and not prior_in(whole)
            and all(int(year) == self.chapter.year for year in re.findall(r"20\d\d", whole))
        )

    def _is_planned_in(self, named: str) -> bool:
        """分散采购预算3万元，占政府采购预算的15%: whether a budget told right before is of another thing."""
        last, whole = self.last, subject_of(named).measure
        if last is None or last.kind != "level" or last.sentence is not self.sentence:
            return False
        own = last.subject.measure if last.subject is not None else None
        planned = self.chapter.is_budget and last.phase == self.chapter.own_stage
        return planned and whole is not None and own != whole

    def _whole_shared(self) -> Subject | None:
        """…，占项目增加额的84%；…，占16%: what the share before it is of, if that is nothing known."""
        at, whole = self.shared_whole
        return whole if at == self.sentence.start and whole is not None and whole.measure is None else None

    def _whole_of(self, subject: Subject | None) -> Subject | None:
        """What a share is one of that names no whole: what was opened last, if no part beside it."""
        parent = self.scope.parent
        if parent is not None and subject is not None:
            if _stand_side_by_side(parent, subject) or self._is_behind_parts_of(parent):
                parent = None
        topic = self.scope.topic if self.scope.topic not in self.scope.sharing else None
        if topic is not None and subject is not None and topic.measure in wholes_of(subject.measure or ""):
            return topic  # the paragraph began with it: 基本支出9万元，人员经费占81%
        named = (parent, self._top(subject), self.chapter.subject)
        return next((one for one in named if one is not None and _may_hold(one, subject)), None)

    def _follows_share_of_one(self, subject: Subject | None) -> bool:
        """甲采购授予中小企业的占甲采购的80%，|乙采购占70%: what is left out is what it is a share of."""
        last = self.last
        if last is None or last.kind != "share" or last.start < self.sentence.start or subject is None:
            return False
        if "part" in last.doubts and last.subject is not None:
            return _stand_side_by_side(last.subject, subject)
        whole = subject_of(last.share_of or "")
        return whole.measure != subject.measure and _stand_side_by_side(whole, subject)

    def _is_behind_parts_of(self, part: Subject) -> bool:
        """收入9万元，占90%，其中甲收入8万元；其他收入…: whether the list that ``part`` is in goes on."""
        if self.last is None or part not in self.scope.sharing[-2:-1]:
            return False
        opened = self.text.rfind("其中", self.sentence.start, self.last.start)
        return opened >= 0 and "；" in self.text[opened : self.last.start]

    def _top(self, subject: Subject | None) -> Subject | None:
        """What the paragraph began with, unless that is a part like this one."""
        topic = self.scope.topic
        beside = topic is not None and subject is not None and _stand_side_by_side(topic, subject)
        return None if topic == subject or topic in self.scope.sharing or beside else topic

    def _completion(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, done: tuple[int, str, bool]
    ) -> Claim:
        start, budget, certain = done
        subject = self.scope.meant(lead[: _behind_thing(lead, start)], account)
        claim = self.new_claim(quantity, "completion_rate", subject, self.chapter.own_stage)
        if not certain:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
            return claim
        named = phase_in(budget)
        if named in BUDGETS:
            claim.base = self.scope.budget = named
            self._settle_bare_budget(claim)
        elif (
            named == "budget"
            or not budget
            or WORDS.any_budget.search(budget)
            or WORDS.completed.match(budget)
            and (self.scope.budgets_named or self.scope.bare_budget)
        ):
            claim.base, sure = self.scope.budget_completed("执行" in budget)
            if not sure and "执行" not in budget:
                claim.doubts.append("budget")
        else:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
        return claim

    def _settle_bare_budget(self, claim: Claim) -> None:
        """预算数8万元，决算数7万元，完成年初预算的88%: which budget a bare 预算 was is told behind it."""
        told = self._levels_here(claim.subject)
        if any(one.phase == claim.base for one in told):
            return
        for one in told:
            said = self.text[max(one.sentence.start, one.start - NEAR) : one.start]
            if one.phase in BUDGETS and one.period == claim.period and phase_in(said) == "budget":
                one.phase, one.doubts = claim.base, [doubt for doubt in one.doubts if doubt != "budget"]

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
