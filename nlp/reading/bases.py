"""The base of a change: named in the sentence, standing beside it, or given as an amount of its own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nlp.annotations import Claim, Comparison, NamedAccount, Quantity, Subject
from nlp.comparisons import direction_of, goes_on_to, leaves_over, made_comparable, moved_from_in, prior_in
from nlp.phases import phase_in
from nlp.reading.sums import make_up
from nlp.reading.told import ToldSoFar
from nlp.reading.wholes import opening_of_year
from nlp.subjects import clean_phrase, is_standard, says_nothing, subject_of
from records.lexicon.groups import BUDGETS
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

_SIDE_REACH = 12
"""Letters before a comparison that may name the side that is compared."""
_ASIDE = re.compile(r"[（(][^（）()。；\n]{1,40}[）)]")
_NAME_OF_YEAR = 10
"""Letters that a name of a year takes (二〇二三年度)."""


def _of_base(lead: str) -> int | None:
    """Where words begin that only name the year before, behind nothing, an open bracket or a measure."""
    start = max(lead.rfind("（"), lead.rfind("("), 0)
    if WORDS.base.match(lead, start):
        return start
    behind = WORDS.its_base.search(lead, start)
    return behind.start() if behind is not None and WORDS.base.match(lead, behind.start()) else None


def _apart(claim: Claim, value: Decimal, base: Decimal) -> bool:
    """Whether a change, or its rate as printed, is the distance of a value from a base."""
    if claim.kind != "change_rate":
        return abs(value - base) == abs(claim.value)
    places = max(0, -int(claim.value.as_tuple().exponent))
    return base != 0 and round(abs(value - base) * 100 / abs(base), places) == abs(claim.value)


class Amount(NamedTuple):
    """An amount where it stands: from where on its words are read, what it is compared with, what follows."""

    left: int
    quantity: Quantity
    compared: list[Comparison]
    tail: str
    account: NamedAccount | None


class BaseReader(ToldSoFar):
    """Finds the base of changes, and reads the figures of the base itself (上年5万元)."""

    def _outturn_told(self, claim: Claim) -> bool:
        """Whether a change on the year before is that of the outturn, though its budget was named last.

        支出13万元，完成年度预算15万元的87%，同比下降5%: but 比上年预算下降5% speaks of the budget.
        """
        stage = self.scope.base.phase if self.scope.base is not None else None
        return stage not in BUDGETS and any(
            one.phase == "final" and one.period == self.chapter.year
            for one in self._levels_here(claim.subject)
        )

    def _compare(self, claim: Claim) -> None:
        """Give a change what it is measured against, and the year that it belongs to."""
        claim.base, doubt = self.scope.base_of(self.scope.base)
        if self.scope.base is not None:
            claim.base_phase = self.scope.base.phase
        if claim.base == "prior_year" and self._of_year_told(claim):
            claim.base, claim.period = claim.base_phase, self.scope.base.year if self.scope.base else None
        carried = self.scope.base is not None and self.scope.base.start < self.sentence.start
        if claim.base is None and (beside := self._figures_beside(claim)) is not None:
            claim.base, doubt = beside[0], None
        elif self._falls_short(claim):
            completed = self._completed_here(claim)
            claim.base, sure = (completed, True) if completed else self.scope.budget_meant()
            claim.base_phase, doubt = claim.base, None if sure else "budget"
        elif carried and claim.kind == "change" and (completed := self._completed_here(claim)) is not None:
            claim.base = completed
        elif carried and claim.kind == "change" and (apart := self._apart_by(claim)) is not None:
            claim.base = apart
        # 1.行政运行3万元，增加2万元: a budget has nothing else to be held against, nor has the item of a list
        listed = self.scope.listed_base
        before = listed or (self.scope.compared if self.chapter.is_budget else None)
        before = before or (self.chapter.lasting[-1] if self.chapter.lasting else None)
        if (
            claim.base is None
            and before is not None
            and before.base in ("prior_year", listed and listed.base)
        ):
            claim.base, claim.base_phase, doubt = before.base, before.phase, None
        if claim.base is None and doubt == "base" and self.chapter.of_government and claim.kind != "relation":
            claim.base, doubt = "prior_year", None  # 税收完成5亿元，增长3%: so governments report
        said = self.text[self.sentence.start : claim.start]
        if claim.kind != "relation" and WORDS.of_a_year.search(said):
            claim.base, claim.base_phase, doubt = "other", None, None  # 年均增长5%: over several years
        if claim.base in BUDGETS:
            claim.base_phase = claim.base
        if claim.base == "prior_year" and (self._on_same_footing(claim) or WORDS.over_years.search(said)):
            claim.doubts.append("footing")
        claim.doubts += [doubt] if doubt else []
        if claim.base == "initial_budget" and WORDS.adjusted.search(said) and claim.kind != "relation":
            claim.phase = "adjusted_budget"
        if claim.base == "prior_year":
            claim.period = self._year_reported(claim)

    def _on_same_footing(self, claim: Claim) -> bool:
        """收入5亿元，可比增长9%: neither figure that is compared need be the one published.

        What is carried from a sentence or a change before is a comparison of another sort.
        """
        base, last = self.scope.base, self.last
        if base is None or not made_comparable(self.text[base.start : base.end]):
            return False
        again = last is not None and "footing" in last.doubts and last.subject == claim.subject
        return last is None or last.raw_end <= base.start or again

    def _completed_here(self, claim: Claim) -> str | None:
        """比上年增加3万元。完成年初预算的105%，|超出2万元: the budget that the sentence completed."""
        said = self.text[self.sentence.start : claim.start]
        rates = [one for one in self._said_here() if one.kind == "completion_rate"]
        same = bool(rates) and rates[-1].subject == claim.subject and rates[-1].base in BUDGETS
        return rates[-1].base if same and WORDS.over_or_under.search(said) else None

    def _of_year_told(self, claim: Claim) -> bool:
        """2023年执行数5万元，比2023年预算数减少1万元, told in 2024: the budget of the year that is told."""
        base = self.scope.base
        if base is None or base.phase not in BUDGETS or base.year is None:
            return False
        own = self._levels_here(claim.subject)[-1:]
        return [(one.phase, one.period) for one in own] == [("final", base.year)]

    def _figures_beside(self, claim: Claim) -> tuple[str, Decimal] | None:
        """The base of a change that names none, and its value: the other figure beside the outturn.

        Of several it is the one whose distance from the outturn is the change.
        """
        levels = self._levels_here(claim.subject)
        ours = [one for one in levels if one.period == self.chapter.year]
        own = [one for one in ours if one.phase == self.chapter.own_stage]
        bases = [(one.phase or "", one.value) for one in ours if one.phase in BUDGETS]
        before = [one for one in levels if self.chapter.year and one.period == self.chapter.year_before]
        bases = [*([] if self.chapter.is_budget else bases), *(("prior_year", one.value) for one in before)]
        if not own or not bases:
            return None
        exact = [base for base in bases if _apart(claim, own[-1].value, base[1])]
        # 完成预算5亿元的98%，增长4%: governments report growth on the year before beside their budgets
        grown = self.chapter.of_government and bases[-1][0] in BUDGETS and not exact
        if len({base for base, _ in bases}) == 1 and not grown:
            return bases[-1]
        return exact[0] if exact else None

    def _apart_by(self, claim: Claim) -> str | None:
        """The base of a change that is just the distance of the two figures told before it in its sentence.

        比上年减少2万元。…预算4万元，决算3万元，减少1万元: held against what stands beside it.
        """
        beside = self._figures_beside(claim)
        ours = self._value_here(claim.subject, claim.phase)
        fits = beside is not None and ours is not None and abs(ours - beside[1]) == abs(claim.value)
        return beside[0] if beside is not None and fits else None

    def _value_here(self, subject: Subject | None, phase: str | None) -> Decimal | None:
        """What the sentence told last of a subject for a stage of the report's year."""
        levels = reversed(self._levels_here(subject))
        return next((o.value for o in levels if (o.phase, o.period) == (phase, self.chapter.year)), None)

    def _distance(self, lead: str, quantity: Quantity, kind: str = "change") -> Claim | None:
        """两者相差5万元, 差异率5%: the distance of the two figures before it, directed as they are."""
        if self.scope.subject is None and not self._levels_here(None):
            return None
        claim = self.new_claim(quantity, kind, self.scope.subject, self.chapter.own_stage)
        beside = self._figures_beside(claim)
        own = [one for one in self._levels_here(claim.subject) if one.phase == claim.phase]
        if beside is None or not own:
            if kind == "change_rate" and WORDS.of_budget_and_outturn.search(lead):
                self._take_base(claim, "预算")
                claim.direction = "down" if quantity.value < 0 else None
                return claim
            return None if leaves_over(lead) else self._distance_from_named(claim)
        claim.base, claim.base_phase = beside[0], None if beside[0] == "prior_year" else beside[0]
        value = ([one for one in own if one.period == self.chapter.year] or own)[-1].value
        claim.period = self.chapter.year
        claim.direction = "flat" if value == beside[1] else "up" if value > beside[1] else "down"
        return claim

    def _distance_from_named(self, claim: Claim) -> Claim | None:
        """与上年相差5万元: a distance from what is only named, so that its way is open; none from 0."""
        if not any(one.end <= claim.start for one in self.c):
            return None
        self._compare(claim)
        claim.direction = None if claim.value else "flat"
        claim.doubts += ["direction"] if claim.value else []
        return claim

    def of_year_begin(self, lead: str) -> bool:
        """住房公积金5万元，年初4万元: of an account in final accounts 年初 alone is the budget of then."""
        return not self.chapter.is_budget and lead.rstrip("为是").endswith("年初")

    def _left(self, lead: str, quantity: Quantity) -> Claim | None:
        """较年初预算结余5万元: what was not spent of a budget that is named and not told."""
        near = self.scope.base is not None and self.scope.base.start >= self.sentence.start
        base = self.scope.base_of(self.scope.base)[0] if near else None
        if base not in BUDGETS or not leaves_over(lead):
            return None
        claim = self.new_claim(quantity, "change", self.scope.subject, self.chapter.own_stage)
        claim.base = claim.base_phase = base
        claim.direction = "down"
        return claim

    def _against_budget(
        self,
        kind: str,
        lead: str,
        quantity: Quantity,
        account: NamedAccount | None,
        named: tuple[int, str, str],
    ) -> Claim:
        """决算数大于预算数5万元: a change whose base stands between its word and its number."""
        start, way, budget = named
        claim = self.new_claim(quantity, kind, self.scope.meant(lead[:start], account), "final")
        claim.direction = way
        self._take_base(claim, budget)
        claim.period = self.chapter.year if claim.base == "prior_year" else claim.period
        if claim.base == "prior_year":
            self._hold_against(quantity.start, claim.base)  # 高出上年3万元，|增长5%
        return claim

    def _take_base(self, claim: Claim, words: str) -> None:
        """Give a claim the base that words name: a budget, or a stage of the year before."""
        named = phase_in(words)
        if prior_in(words):
            claim.base, claim.base_phase = "prior_year", "initial_budget" if named == "budget" else named
            return
        claim.base, sure = self.scope.budget_meant() if named in ("budget", None) else (named, True)
        claim.base_phase = claim.base
        claim.doubts += [] if sure else ["budget"]

    def read_base(self, amount: Amount, lead: str) -> Claim | None:
        """The claim of a figure of the base itself, if it is one: 比上年的5万元增加…, 由上年5万元增加到…."""
        left, quantity, compared, tail, account = amount
        if quantity.sort in ("percent", "count") and compared:
            return self._other_of_base(quantity, compared[-1], tail)
        if quantity.sort != "money" or direction_of(lead):
            return None
        if not lead and self.text[left - 1 : left] in (":", "："):
            # 上年：5万元
            before = self.text[max(self.sentence.start, left - _NAME_OF_YEAR) : left]
            lead = re.split("[，、；（(]", before)[-1]
            lead = lead if WORDS.base.match(lead) else ""
        done = WORDS.done_then.search(lead) is not None
        told = self._base_told(amount, lead)
        if told is None:
            return None
        base, stage, year, lead = told
        subject = self.scope.meant(lead, account)
        if says_nothing(clean_phrase(lead)) and account is None and self._is_of_whole(quantity):
            subject = self.scope.parent
        phase = base if base in BUDGETS else "final"
        if base == "prior_year":
            year = self.chapter.year_before if year == self.chapter.year else year
            own = "final" if done else self.chapter.own_stage
            phase = "initial_budget" if stage == "budget" else stage or own
        of_standard = self.in_reason is not None and subject is not None and is_standard(subject.text)
        claim = self.new_claim(quantity, "level", subject, None if of_standard else phase)
        claim.period = year
        # 在校生9人，比年中的6人少3人: of another day, which the words of the subject do not tell
        elsewhen = base == "other" and self.as_then(subject) == subject
        claim.doubts += ["part"] if base is None or elsewhen else []
        if WORDS.its_rate.match(tail) and subject is not None:
            self.whole = (claim, subject)
        return claim

    def _base_told(self, amount: Amount, lead: str) -> tuple[str | None, str | None, int | None, str] | None:
        """The base whose figure an amount is, its stage and year, and the words that say what it is of."""
        left, quantity, compared, tail, account = amount
        from_, year = moved_from_in(lead), self.chapter.year
        if period := WORDS.of_plan_period.search(lead):
            return "other", "final", None, lead[: period.start()]
        if compared and self._is_figure_of(compared[-1], quantity, tail):
            self.scope.base = one = compared[-1]
            lead = lead.rstrip("的") or self._measured_in(one)
            base = self.scope.base_of(one)[0]
            # 2023年执行数5万元，比预算数4万元超支1万元, told in 2024: the budget of the year that is told
            then = self._year_of(one) or (self.period_at(left) if base in BUDGETS else year)
            then = None if WORDS.of_plan_period.search(self.text[one.start : one.end]) else then
            return base, one.phase, then, lead
        if from_ and (goes_on_to(tail) or from_["when"] and WORDS.behind_base.match(tail)):
            # 由5万元调整为6万元: only a budget is adjusted
            adjusted = from_["budget"] or not from_["when"] and tail.lstrip().startswith("调")
            base = "initial_budget" if adjusted and not from_["when"] else "prior_year"
            if self.scope.base and not from_["when"] and not from_["budget"]:
                base = self.scope.base_of(self.scope.base)[0]
            named = (from_["when"] or "")[:4]
            if named.isdecimal() and self.chapter.year and int(named) < self.chapter.year - 1:
                base, year = "other", int(named)  # 由2019年的5万元上升到2024年的6万元
            self._hold_against(left, base)
            return base, None, year, lead[: from_.start()]
        if (of_base := _of_base(lead)) is not None and (account is None or not of_base):
            # 上年预算数5万元, 公务接待费（上年5万元）, 小学教育（项）上年5万元: of the year before, by itself
            named = re.search(r"20\d\d", lead[of_base:])
            if named and int(named[0]) != self.chapter.year_before:
                return None
            self._hold_against(left, "prior_year")
            begins = not lead[:of_base].strip("，,（( ") and self.scope.going_on() is None
            return "prior_year", phase_in(lead[of_base:]), year, lead if begins else lead[:of_base]
        prior = WORDS.base_first.match(lead) if account is None else None
        if prior and self._goes_on_or_measures(clean_phrase(lead[prior.end() :])):
            self._hold_against(left, "prior_year")
            return "prior_year", phase_in(lead), year, lead[prior.end() :]
        if (ratio := WORDS.ratio_to.search(lead)) and WORDS.its_rate.match(tail):
            return "prior_year", phase_in(lead[ratio.start() :]), year, lead[: ratio.start()]
        if WORDS.arrow.match(tail):
            # 办公费（上年较多）5万元→6万元: what it was before, which only what is compared with tells
            return self.scope.base_of(self.scope.base or self.scope.compared)[0], None, year, lead
        return None

    def _is_figure_of(self, compared: Comparison, quantity: Quantity, tail: str) -> bool:
        """Whether an amount behind a comparison is that of what is compared with."""
        leads = WORDS.only_leads.fullmatch(self.text, compared.end, quantity.start)
        behind = WORDS.behind_base.match
        return (leads is not None or self._measured_again(compared, quantity, tail)) and bool(
            behind(tail)
            or behind(self.text, self._behind_aside(quantity.end))
            or "的" in self.text[compared.start : quantity.start]
            or self.in_bracket(compared.end, quantity)
        )

    def _hold_against(self, at: int, base: str | None) -> None:
        """Take a base as what is compared with from a place on."""
        year = self.chapter.year_before if base == "prior_year" else None
        self.scope.base = Comparison(at, at, base, year=year)

    def _year_of(self, compared: Comparison) -> int | None:
        """2023年支出5万元，比上年的6万元减少1万元, told in 2024: the year before the one that is told."""
        told = self._levels_here(self.scope.going_on())
        named = re.search(r"20\d\d", self.text[compared.start : compared.end]) is not None
        again = bool(told) and not named and all(one.period == compared.year for one in told)
        return compared.year - 1 if again and compared.year else compared.year

    def as_then(self, subject: Subject | None) -> Subject | None:
        """年末结余5万元，比年初的|6万元少1万元: what the amount compared with is of."""
        base = self.scope.base
        if base is None or base.base != "other" or subject is None or subject.measure != "carry_over_closing":
            return subject
        return opening_of_year(subject) if "初" in self.text[base.start : base.end] else subject

    def _is_of_whole(self, quantity: Quantity) -> bool:
        """收入9万元，其中拨款8万元、其他1万元，较上年的7万元增加…: nearer to the whole than to a part."""
        whole = self.scope.parent if self.scope.parts_here else None
        told = [one for one in self._said_here() if one.inside is None]
        if self.last is None or self.last.unit != quantity.unit or not make_up(told, whole):
            return False
        own = next(one.value for one in told if one.subject == whole)
        return abs(quantity.value - own) < abs(quantity.value - self.last.value)

    def _measured_again(self, compared: Comparison, quantity: Quantity, tail: str) -> bool:
        """会议费5万元，较上年|会议费|4万元增加1万元: what was named, before the amount that it had then."""
        again = subject_of(clean_phrase(self.text[compared.end : quantity.start]))
        named = self.scope.going_on()
        same = named is not None and again.measure is not None and again.measure == named.measure
        return same and WORDS.behind_base.match(tail) is not None

    @staticmethod
    def _goes_on_or_measures(text: str) -> bool:
        """Whether words behind 上年 mean what was named (该项支出), or something that is measured."""
        return bool(text) and (says_nothing(text) or subject_of(text).measure is not None)

    def budget_before(self, compared: Comparison) -> str | None:
        """年初预算|与决算一致: the budget that stands before an outturn which it is held against."""
        start = max(self.sentence.start, compared.start - _SIDE_REACH)
        named = phase_in(re.split("[，。；]", self.text[start : compared.start])[-1])
        against = phase_in(self.text[compared.start : compared.end])
        if against != "final" or compared.year is not None or named not in ("budget", *BUDGETS):
            return None
        return self.scope.budget_meant()[0] if named == "budget" else named

    def of_other_side(self, compared: Comparison) -> bool:
        """支出预算与收入预算持平: the two sides are held against each other, and not two budgets."""
        words = self.text[compared.start : compared.end]
        if compared.year is not None or "收入" not in words and "支出" not in words:
            return False
        subject = self.scope.going_on()
        before = self.text[max(self.sentence.start, compared.start - _SIDE_REACH) : compared.start]
        own = "支出" in before if "收入" in words else "收入" in before
        return own and subject is not None and prior_in(words) is False

    def _behind_aside(self, position: int) -> int:
        """Where the text goes on behind brackets that open at ``position``: 25万元（上年执行21万元）|压减."""
        aside = _ASIDE.match(self.text, position)
        return aside.end() if aside is not None else position

    def in_bracket(self, start: int, quantity: Quantity) -> bool:
        """Whether an amount stands alone in brackets behind what is compared with: 较上年（5万元），…."""
        before, behind = self.text[start : quantity.start].strip(), self.text[quantity.end : quantity.end + 1]
        return before in ("（", "(") and behind in ("）", ")")

    def _other_of_base(self, quantity: Quantity, compared: Comparison, tail: str) -> Claim | None:
        """The rate or count of the year before, beside this year's: 比上年执行率91%提高…."""
        between = self.text[compared.end : quantity.start].strip("的为末底（( ")
        if between or not WORDS.behind_base.match(tail):
            return None
        if quantity.sort == "count":
            claim = self.new_claim(quantity, "count", self.scope.counted, None)
        elif self.last is not None and self.last.kind in ("completion_rate", "share"):
            claim = self.new_claim(quantity, self.last.kind, self.last.subject, self.last.phase)
            claim.base, claim.share_of = self.last.base, self.last.share_of
        else:
            return None
        self.scope.base = compared
        claim.period = compared.year or claim.period
        return claim

    def _measured_in(self, compared: Comparison) -> str:
        """What a comparison names as measured: 相比2016年的总收入."""
        words = re.search(r"(?:年度?|去年)的?([一-鿿“”]{2,})$", self.text[compared.start : compared.end])
        named = words[1] if words else ""
        return named if named and subject_of(clean_phrase(named)).measure else ""
