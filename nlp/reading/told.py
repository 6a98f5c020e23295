"""What has been read of a text so far: its claims, and the years that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.annotations import Claim, Comparison, Quantity, Reason, Stretch, Subject
from nlp.chapters import Chapter
from nlp.phases import phase_in
from nlp.reading.footing import is_on_own_footing
from nlp.reading.scope import Scope
from nlp.sentences import closes_more
from nlp.subjects import is_left_over, is_per_head
from records.lexicon.groups import CHANGES
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

_PARTS = "，,。；;：:、\n"
_OF_ITEM = re.compile("[，,；;：:、。]")
LOOKED_BACK = 12
"""So many claims back others of the same sentence are looked for, so that reading stays linear."""


_RECENT = 8
"""Claims before a change among which the amount is that it is of."""


def _is_moved_from(text: str, year: re.Match[str]) -> bool:
    """Whether a year is that of the amount that something moved from: 由2023年的4万元变为5万元."""
    return (
        text[year.start() - 1 : year.start()] in ("由", "从")
        and WORDS.moved_amount.match(text, year.end()) is not None
    )


def _of_part_of_year(before: str) -> bool:
    """Whether words before an amount say that it is that of some months, and not of the year."""
    if "月" not in before and "季度" not in before and "上半年" not in before:
        return False
    return WORDS.of_one_month.search(before) is not None or WORDS.of_part_of_year.search(before) is not None


def _in_closed_brackets(text: str, year: re.Match[str], position: int) -> bool:
    """Whether a year stands with other words in brackets that end before ``position``."""
    if year[2]:
        return False
    return closes_more(text[year.start() : position])


class ToldSoFar:
    """The state of reading a text, and what can be told from it about the next claim."""

    def __init__(
        self, text: str, comparisons: list[Comparison], reasons: list[Reason], chapter: Chapter
    ) -> None:
        self.text = text
        self.comparisons = comparisons
        self.reasons = reasons
        self.chapter = self.base = chapter
        self.scope = Scope(chapter)
        self.claims: list[Claim] = []
        self.sentence = Stretch(0, 0)
        self.in_reason: int | None = None
        self.last: Claim | None = None
        self.purpose = False
        """Whether the sentence has come to what the money is for (用于)."""
        self.whole_unsure = False
        """Whether 其中 may mean the whole that was listed before, or the last of its parts."""
        self.shared_whole: tuple[int, Subject | None] = (-1, None)
        """Where the sentence begins that named what a share is one of last, and that."""
        self.whole: tuple[Claim, Subject] | None = None
        """The whole that an amount was just told to be a share of, and what is its part."""
        self.q: list[Quantity] = []
        self.c: list[Comparison] = []
        self._r = 0
        self._depth = 0
        self.around: Scope | None = None
        """What was spoken of where the brackets opened that are open still."""
        self.explained: Subject | None = None
        """What was spoken of when the cause that is read began."""

    def before_aside(self, left: int, end: int) -> int:
        """Where the phrase before ``end`` begins, also before the aside in which ``left`` lies.

        “三公”经费（下同，|不含会议费）5万元; an amount within the brackets makes them no aside.
        """
        if not closes_more(self.text[left:end]):
            return left
        opened = max(self.text.rfind(mark, self.sentence.start, left) for mark in "（(")
        if opened < 0 or self.last is not None and self.last.end > opened:
            return left
        return max(self.sentence.start, *(self.text.rfind(mark, 0, opened) + 1 for mark in _PARTS))

    def _said_here(self) -> list[Claim]:
        """What the sentence has claimed last."""
        return [claim for claim in self.claims[-LOOKED_BACK:] if claim.sentence.start == self.sentence.start]

    def _levels_here(self, subject: Subject | None) -> list[Claim]:
        """The levels of a subject that the sentence has given so far."""
        levels: list[Claim] = []
        for claim in reversed(self.claims[-LOOKED_BACK:]):
            if claim.sentence.start != self.sentence.start:
                break
            if claim.kind == "level" and claim.inside == self.in_reason and claim.subject == subject:
                levels.insert(0, claim)
        return levels

    def _year_reported(self, claim: Claim) -> int | None:
        """The year whose change it is, where the sentence names the year before too."""
        years = [int(match[1] or match[2] or match[3]) for match in self._years(claim.start)]
        compared = self.scope.base.year if self.scope.base is not None else None
        if claim.period is not None and len(set(years)) > 1:
            return max(years)
        if claim.period is not None and compared == claim.period and self.chapter.year:
            return claim.period if self.is_of_earlier_level(claim) else self.chapter.year
        if any(one.period == self.chapter.year for one in self._levels_here(claim.subject)):
            return self.chapter.year
        return self.chapter.year if self._held_against_own(claim) else claim.period

    def is_of_earlier_level(self, claim: Claim) -> bool:
        """2023年支出5万元，比上年减少1万元, told in 2024: 上年 is the year before the one that is told."""
        base, told = self.scope.base, self._levels_here(claim.subject)
        named = base is None or re.search(r"20\d\d", self.text[base.start : base.end]) is not None
        latest = max((one.period or 0 for one in told), default=None)
        return latest == claim.period and not named and not self._held_against_own(claim)

    def is_then_against_now(self, claim: Claim) -> bool:
        """上年支出5万元，比2024年多1万元, told in 2024: the year before is held against this one."""
        base, told, year = self.scope.base, self._levels_here(claim.subject), self.chapter.year
        named = base is not None and year is not None and str(year) in self.text[base.start : base.end]
        return named and bool(told) and told[-1].period == self.chapter.year_before

    def _held_against_own(self, claim: Claim) -> bool:
        """收入9万元。2023年收入8万元，同比增加1万元: of this year, told before, whose base is told here."""
        ours, own = self.chapter.year, claim.subject
        if ours is None or own is None or claim.period != ours - 1:
            return False
        told = (one for one in self.claims[-_RECENT:] if (one.kind, one.period) == ("level", ours))
        return any(
            one.subject == own
            or own.measure is not None
            and one.subject is not None
            and (one.subject.measure, one.subject.account) == (own.measure, own.account)
            for one in told
        )

    def _falls_short(self, claim: Claim) -> bool:
        """完成预算的98%，短收1万元: of the budget, if its own clause does not say 比上年."""
        base, last = self.scope.base, self.last
        since = last.raw_end if last is not None and last.sentence is self.sentence else self.sentence.start
        named = base is not None and base.start >= since
        return not named and WORDS.falls_short.search(self.text, since, claim.start) is not None

    def money_unit(self) -> str | None:
        money = next(
            (claim for claim in reversed(self.claims) if claim.unit and claim.unit.endswith("元")), None
        )
        return money.unit if money else None

    def new_claim(self, quantity: Quantity, kind: str, subject: Subject | None, phase: str | None) -> Claim:
        doubts = ["unit"] if quantity.assumed else []
        if quantity.sort == "count" and WORDS.or_so.match(self.text, quantity.number_end):
            doubts.append("rough")
        before = self.text[self.sentence.start : quantity.start]
        behind = self.text[quantity.end : self.sentence.end]
        if kind != "count" and _of_part_of_year(before):
            doubts.append("narrowed")
        period = self.period_at(quantity.start)
        if not quantity.value and kind == "level" and WORDS.none_then.search(before):
            period = self.chapter.year_before
        if kind == "level" and (then := self._year_of_outturn(phase, period, quantity.start)) is not None:
            phase, period = "final", then
        if kind in CHANGES and phase == "final" and self._names_own_budget(quantity.start):
            phase = self.scope.phase = self.chapter.own_stage
        if is_on_own_footing(kind, before, behind, subject.measure if subject is not None else None):
            doubts.append("footing")
        return Claim(
            quantity.start, quantity.number_end, quantity.end, self.sentence, kind, quantity.value,
            quantity.unit, subject, phase, period, inside=self.in_reason,
            doubts=doubts,
        )  # fmt: skip

    def _year_of_outturn(self, phase: str | None, period: int | None, position: int) -> int | None:
        """The former year of whose outturn an amount is in a budget, by what was told before it.

        2022年实际支出5万元，其中：办公费|3万元, told in 2023; an amount that names a budget is of that.
        """
        year, told = self.chapter.year, self._amounts_outside()
        if not self.chapter.is_budget or phase != self.chapter.own_stage or not year or not period:
            return None
        head = told[-1] if told else None
        here = head is not None and head.sentence is self.sentence
        since = head.raw_end if head is not None and here else self.sentence.start
        named = phase_in(_OF_ITEM.split(self.text[since:position])[-1])
        if period > year or named is not None:
            return period if period < year and named == "final" else None
        if period == year or not here and not self._years(position):
            return self._goes_on_of_outturn(head, position)
        if head is not None and here and head.period == period:
            return period if head.phase == "final" else None
        opening = self.text[self.sentence.start : position]
        ahead = list(WORDS.outturn_ahead.finditer(opening))
        return period if ahead and phase_in(opening[ahead[-1].end() :]) in (None, "final") else None

    def _goes_on_of_outturn(self, head: Claim | None, position: int) -> int | None:
        """The former year of whose outturn ``head`` is, if its parts, or the items of its list, follow."""
        year = self.chapter.year
        if head is None or not year or head.phase != "final" or not head.period or head.period >= year:
            return None
        parted = self.scope.parts if head.sentence.paragraph == self.sentence.paragraph else self.scope.listed
        goes_on = head.sentence is not self.sentence and self.scope.year == head.period
        if not (parted or goes_on) or self._years(position) and head.sentence is not self.sentence:
            return None
        between = self.text[head.raw_end : position]
        beside = [one for one in self.claims[-LOOKED_BACK:] if one.sentence is head.sentence]
        if phase_in(between) is not None or str(year) in between:
            return None
        return head.period if all(one.period == head.period for one in beside) else None

    def _names_own_budget(self, position: int) -> bool:
        """2022年实际支出5万元，2023年预算数增加|1万元, told in the budget of 2023: of that, and not spent."""
        last = self.last
        since = last.raw_end if last is not None else self.sentence.start
        return self.chapter.is_budget and f"{self.chapter.year}年" in self.text[since:position]

    def _amounts_outside(self) -> list[Claim]:
        """The amounts told last outside causes, and outside brackets unless these are open."""
        return [
            one
            for one in self.claims[-LOOKED_BACK:]
            if one.kind == "level" and one.inside is None and (self._depth > 0 or not one.aside)
        ]

    def changed_like(self, last: Claim, quantity: Quantity, subject: Subject | None) -> Claim:
        """A change that goes the way of the one told before it, from the same base."""
        claim = self.new_claim(quantity, "change", subject, last.phase)
        claim.direction, claim.base, claim.base_phase = last.direction, last.base, last.base_phase
        claim.period, claim.doubts = last.period, [*claim.doubts, *last.doubts]
        return claim

    def _is_of_row(self, year: re.Match[str], position: int) -> bool:
        """Whether a year that a row of a list names within it, 2023年4万元；, ends before ``position``."""
        heads = WORDS.year_heads.match(self.text, self.sentence.start)
        if heads is not None and year.start() < heads.end():
            return False
        return any(mark in self.text[year.end() : position] for mark in "；;")

    def _goes_back(self, position: int) -> bool:
        """2023年4万元，本年|5万元: the year of the document again, behind an amount of another."""
        last = self.last
        if last is None or last.kind != "level" or last.sentence is not self.sentence:
            return False
        return WORDS.this_year_again.search(self.text, last.end, position) is not None

    def _years(self, position: int) -> list[re.Match[str]]:
        """The years that the sentence, or the cause, names before ``position``, outside comparisons."""
        start = self.sentence.start if self.in_reason is None else self.reasons[self.in_reason].start
        opening = WORDS.bracket_of_year.match(self.text, start, position)
        found = [opening] if opening is not None else []
        for match in WORDS.told_year.finditer(self.text, start, position):
            inside = any(one.start <= match.start() < one.end for one in self.c)
            caused = self.in_reason is None and any(
                one.start <= match.start() < one.end
                for one in self.reasons[max(0, self._r - 3) : self._r + 1]
            )
            if WORDS.nothing_then.match(self.text, match.end()) or _is_moved_from(self.text, match):
                continue
            if self._is_of_row(match, position):
                continue
            if not inside and not caused and not _in_closed_brackets(self.text, match, position):
                found.append(match)
        return found

    def _before_bracket(self, position: int) -> Claim | None:
        """The amount of another year behind which the brackets open that ``position`` stands in.

        比上年预算30万元（含上年结转2万元）, 比2018年1.45亿元（14494万元）: what is said of it is of its year.
        """
        opened = max(self.text.rfind(mark, self.sentence.start, position) for mark in "（(")
        if not self._depth or opened < 0:
            return None
        told = reversed(self.claims[-LOOKED_BACK:])
        last = next((one for one in told if (one.kind, one.raw_end) == ("level", opened)), None)
        return last if last is not None and last.period != self.chapter.year else None

    def period_at(self, position: int) -> int | None:
        """The year that the sentence names last before ``position``, outside comparisons."""
        start = self.sentence.start if self.in_reason is None else self.reasons[self.in_reason].start
        years = self._years(position)
        found = years[-1] if years else None
        outside = self._before_bracket(position)
        if outside is not None and (found is None or found.end() <= outside.start):
            return outside.period
        if found is None:
            return self.scope.year or self.chapter.year
        if self._goes_back(position):
            return self.chapter.year
        last = self.last
        if last is not None and last.sentence is self.sentence and found.end() <= last.start:
            if last.kind in CHANGES and last.inside == self.in_reason:
                return last.period  # 2024年5万元，2023年4万元，增长25%，占…: of the year of the change
        year = int(found[1] or found[2] or found[3])
        around = self.text[max(start, found.start() - 6) : found.end() + 8]
        self.scope.year = year if WORDS.as_of.search(around) else None
        return year


def told_on(claim: Claim) -> Subject | None:
    """What a sentence speaks of from a claim on: its subject, unless it is a count or told in passing.

    That is an amount of each one, and what is left of another (余5万元). A rate of another sort than how a
    budget was carried out (资金到位率) is its own subject, and of nothing else.
    """
    subject = claim.subject
    of_itself = claim.kind == "completion_rate" and claim.base == "other"
    if subject is None or claim.kind in ("count", "score") or of_itself:
        return None
    if is_per_head(subject.text) or is_left_over(subject.text):
        return None
    return subject


def counted_before(claims: Sequence[Claim]) -> Claim | None:
    """The count that the last claim is, or that it tells the amount of each one of (10台，单价0.5万元)."""
    last = claims[-1] if claims else None
    if last is None or last.kind == "count":
        return last
    before = claims[-2] if len(claims) > 1 else None
    if before is None or before.kind != "count" or before.sentence is not last.sentence:
        return None
    return before if last.subject is not None and is_per_head(last.subject.text) else None


def settle_each(before: Claim | None, claim: Claim) -> None:
    """Say of what a change is that stands right behind an amount of each one.

    每亩补助500元，较上年增加50元 is of each; 增加150万元, in another unit or more than each has, is not.
    A smaller change in 万元, and a rate alone, may be of either.
    """
    if claim.kind not in CHANGES or before is None or before.sentence is not claim.sentence:
        return
    if claim.kind == "change_rate" and before.kind == "change" and "narrowed" in before.doubts:
        claim.doubts.append("narrowed")
    if before.subject is not None and is_left_over(before.subject.text):
        claim.doubts.append("narrowed")
    if before.subject is None or not is_per_head(before.subject.text):
        return
    if claim.kind == "change_rate" and before.kind == "level":
        claim.doubts.append("narrowed")
    elif before.kind == "change" or claim.unit == before.unit == "元":
        claim.subject = before.subject
    elif claim.unit == before.unit and claim.value < before.value:
        claim.doubts.append("narrowed")
