"""Claims that figures contradict, but that hold for another amount of the same passage: left undecided.

A rate behind a part may be that of the whole before it (收入总计…，其中年初结转…，较上年减少…), and a
part of a sum that holds is not refuted by the figure of another fund.

Contradictions that no slip of a clerk explains, in a passage that little else bears out: left undecided.

A clerk mistypes a digit, swaps two, loses a decimal point, leaves last year's figure, takes another base or
the wrong direction. A number that is nothing of the kind was more likely read as that of another thing,
unless what stands around it was read right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from linking.intervals import HUNDRED, Interval, decimals_of, verdict
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.operands import Books
from linking.links.relations import OPERAND_UNIT, growth_by_step, percentage, signed
from linking.links.verdicts import BORNE_OUT
from linking.mistyped import mistyped
from records.file_tables import FactRecord
from records.lexicon.groups import BUDGETS, CHANGES, TOTALS
from records.lexicon.statements import of_kind
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

MOST_BEFORE = 12
"""How many amounts before a rate it may be the rate of."""
FEWEST_PARTS = 2
"""Parts that make a sum."""
WELL_READ = 3
"""So many claims of a chapter that hold, for one that does not, tell that it was read right."""
FARTHEST = {"change_rate": Decimal(4), "share": Decimal(4), "completion_rate": Decimal(4)}
FARTHEST_AMOUNT = Decimal(2)
"""How many times the other a number may be that is no slip: beyond, another thing is meant."""
MOST_FIGURES = 24
"""Figures of a row among which another base is looked for."""


def withdraw_other_readings(books: Books, links: Links) -> None:
    """Make ``unverifiable`` what is contradicted and holds in another reading of its passage."""
    for claims in books.narrative.by_section.values():
        for index, claim in enumerate(claims):
            link = links.get(claim.claim_id)
            if link is None or link.verdict != "contradicted":
                continue
            if claim.kind == "change_rate":
                open_still = _is_rate_of_another(claims, index, link)
            elif claim.kind == "change":
                open_still = _is_step_of_another(claims, index)
            elif claim.kind == "share":
                open_still = link.computed == HUNDRED  # of itself: the whole is another one
            elif claim.kind == "completion_rate":
                open_still = _completes_another(claims, index)
            else:
                open_still = claim.kind == "level" and _completes_a_sum(claims, index, links)
            if open_still:
                link.verdict, link.doubts = "unverifiable", ["reading"]


def _is_rate_of_another(claims: Sequence[ClaimRecord], index: int, link: LinkRecord) -> bool:
    """Whether a rate follows from the change beside it and another amount of this year told before."""
    rate = claims[index]
    change = claims[index - 1] if index else None
    if (
        change is None
        or change.kind != "change"
        or (change.base, change.sentence) != (rate.base, rate.sentence)
    ):
        return False
    if change.value is None or rate.value is None or rate.unit != "%" or _names_what_changed(change):
        return False
    step, own = signed(change), signed(rate)
    places = decimals_of(rate.raw, rate.value)
    before = [one for one in claims[:index] if one.kind == "level" and one.value is not None]
    for level in before[-MOST_BEFORE:]:
        if level.period != rate.period or level.claim_id in link.claim_ids:
            continue
        grown = growth_by_step(interval_of(level, OPERAND_UNIT), step)
        if grown is not None and verdict(own, grown, places) == "supported":
            return True
    return False


def _completes_another(claims: Sequence[ClaimRecord], index: int) -> bool:
    """Whether a rate that only says 预算 holds for the other of the two budgets that its sentence tells."""
    rate = claims[index]
    said = re.split("[，。；]", (rate.sentence or "").partition(rate.raw or "\n")[0])[-1]
    if WORDS.which_budget.search(said):
        return False
    told = [
        one
        for one in claims[:index][-MOST_BEFORE:]
        if (one.kind, one.sentence, one.subject) == ("level", rate.sentence, rate.subject)
        and one.period == rate.period
        and one.value is not None
    ]
    done = [interval_of(one, OPERAND_UNIT) for one in told if one.phase == rate.phase]
    others = [
        interval_of(one, OPERAND_UNIT) for one in told if one.phase in BUDGETS and one.phase != rate.base
    ]
    own, places = interval_of(rate, rate.unit), decimals_of(rate.raw, rate.value or Decimal(0))
    held = (percentage(spent, budget) for spent in done for budget in others)
    return any(one is not None and verdict(own, one, places) == "supported" for one in held)


def _names_what_changed(change: ClaimRecord) -> bool:
    """Whether a part's own name stands right before its change (其中：接待费决算减少3万元，下降…)."""
    name, raw = re.escape(change.subject or "\n"), re.escape(change.raw or "\n")
    return re.search(rf"[：；]{name}[^\d，；。]*{raw}", change.sentence or "") is not None


def _is_step_of_another(claims: Sequence[ClaimRecord], index: int) -> bool:
    """Whether a change that names no subject of its own is that of two other amounts before it.

    其他收入10万元，占11%。与上年82万元相比增加8万元: of what was named last, or of the whole of 90 before it.
    """
    step = claims[index]
    if step.value is None or step.base != "prior_year" or _names_its_subject(claims, index):
        return False
    levels = [one for one in claims[:index] if one.kind == "level" and one.value is not None][-MOST_BEFORE:]
    now = [one for one in levels if one.period == step.period and one.subject != step.subject]
    then = [one for one in levels[-2:] if one.period != step.period]
    own, places = signed(step), decimals_of(step.raw, step.value)
    return any(
        verdict(own, interval_of(one, OPERAND_UNIT) - interval_of(other, OPERAND_UNIT), places) == "supported"
        for one in now
        for other in then
    )


def _names_its_subject(claims: Sequence[ClaimRecord], index: int) -> bool:
    """Whether a claim's subject stands between the number before it and its own."""
    claim = claims[index]
    before = (claim.sentence or "").partition(claim.raw or "\n")[0]
    last = claims[index - 1].raw if index and claims[index - 1].sentence == claim.sentence else None
    return bool(claim.subject) and (claim.subject or "") in (before.rpartition(last)[2] if last else before)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total and the parts behind it that add up to it."""

    total: ClaimRecord
    parts: tuple[ClaimRecord, ...]


def _completes_a_sum(claims: Sequence[ClaimRecord], index: int, links: Links) -> bool:
    """Whether the total before a part, and each part beside it, hold, and leave just this amount."""
    part = claims[index]
    same = [
        one
        for one in claims
        if one.sentence == part.sentence
        and one.kind == "level"
        and one.value is not None
        and (one.phase, one.period) == (part.phase, part.period)
    ]
    found = next((one for one in _sums(same) if part in one.parts), None)
    if found is None:
        return False
    others = [found.total, *(one for one in found.parts if one is not part)]
    return all(one.claim_id in links and links[one.claim_id].verdict in BORNE_OUT for one in others)


def _sums(levels: Sequence[ClaimRecord]) -> list[_Sum]:
    """The totals of a sentence with the amounts right behind them that make them up."""
    found = []
    for at, total in enumerate(levels):
        reached: Interval | None = None
        for end in range(at + 1, len(levels)):
            amount = interval_of(levels[end], total.unit)
            reached = amount if reached is None else reached + amount
            own = interval_of(total, total.unit)
            parts = tuple(levels[at + 1 : end + 1])
            if own.value > 0 and reached.value == own.value and len(parts) >= FEWEST_PARTS:
                found.append(_Sum(total, parts))
                break
    return found


def withdraw_unlikely(
    facts: list[FactRecord], books: Books, links: dict[str, LinkRecord], sure: frozenset[str] = frozenset()
) -> None:
    """Make ``unverifiable`` the contradictions that are no slip, where little of their chapter holds.

    Of ``sure`` claims it is known what they mean.
    """
    rows = _Rows(facts)
    for claims in books.narrative.by_section.values():
        told = [(claim, links[claim.claim_id]) for claim in claims if claim.claim_id in links]
        against = [(claim, link) for claim, link in told if link.verdict == "contradicted"]
        no_slips = [
            (claim, link)
            for claim, link in against
            if claim.claim_id not in sure
            and not _is_slip(claim, link, rows)
            and not _is_swapped(claim, link, against)
        ]
        borne_out = sum(link.verdict in BORNE_OUT for _, link in told)
        told_apart = len({claim.sentence for claim, _ in no_slips})
        misread = told_apart > 1 and borne_out < WELL_READ * told_apart
        for claim, link in no_slips:
            if misread or _is_far(claim, link):
                link.verdict, link.doubts = "unverifiable", ["reading"]


class _Rows:
    """The figures that stand in a row with others."""

    def __init__(self, facts: Iterable[FactRecord]) -> None:
        self._facts = {fact.fact_id: fact for fact in facts}
        self._rows: dict[tuple[str | None, int], list[FactRecord]] = {}
        for fact in self._facts.values():
            self._rows.setdefault((fact.table_id, fact.row), []).append(fact)

    def of(self, fact_ids: Iterable[str]) -> Iterator[FactRecord]:
        """The figures in the rows of these."""
        for fact_id in fact_ids:
            if (fact := self._facts.get(fact_id)) is not None:
                yield from self._rows[fact.table_id, fact.row]

    def are_of_form(self, fact_ids: Iterable[str]) -> bool:
        """Whether these stand in a form of its own (绩效自评表), of which only a chapter tells."""
        found = [self._facts[fact_id] for fact_id in fact_ids if fact_id in self._facts]
        return any(fact.statement in of_kind("form") for fact in found)


def _is_far(claim: ClaimRecord, link: LinkRecord) -> bool:
    """Whether the number told is out of all proportion to what the operands give; nothing is, to none."""
    value, made = abs(claim.value or Decimal(0)), abs(link.computed or Decimal(0))
    farthest = FARTHEST.get(claim.kind, FARTHEST_AMOUNT)
    return value > made * farthest or made > value * farthest


def _is_slip(claim: ClaimRecord, link: LinkRecord, rows: _Rows) -> bool:
    """Whether a slip makes the number that is told of the one that the operands give."""
    value, made = claim.value, link.computed
    if value is None or made is None or made == 0 and claim.kind not in CHANGES:
        return True
    if value == 0:
        return claim.measure in TOTALS or claim.kind != "level"  # a form that was not filled in
    if made == 0:
        return False  # two years of one amount: it was read twice
    places = decimals_of(claim.raw, value)
    if mistyped(abs(value), abs(made), places) or rows.are_of_form(link.fact_ids):
        return True
    if claim.kind in ("level", "count"):
        return any(_same(claim, other) for other in rows.of(link.fact_ids))
    amounts = [fact.value for fact in rows.of(link.fact_ids) if fact.value][:MOST_FIGURES]
    return any(round(abs(rate), places) == abs(value) for rate in _rates(amounts, claim.kind))


def _is_swapped(claim: ClaimRecord, link: LinkRecord, against: list[tuple[ClaimRecord, LinkRecord]]) -> bool:
    """Whether another item is told with just this one's figure, and this one with that of the other."""
    return claim.kind == "level" and any(
        (other.kind, other.unit) == (claim.kind, claim.unit)
        and other.value != claim.value
        and _is_printed(other, link.computed)
        and _is_printed(claim, made.computed)
        for other, made in against
    )


def _is_printed(claim: ClaimRecord, amount: Decimal | None) -> bool:
    """Whether a claim tells an amount, rounded as it is printed."""
    if amount is None or claim.value is None:
        return False
    return round(amount, decimals_of(claim.raw, claim.value)) == claim.value


def _same(claim: ClaimRecord, fact: FactRecord) -> bool:
    if claim.amount_yuan is None:
        return claim.value == fact.value
    return fact.amount_yuan is not None and fact.amount_yuan != 0 and fact.amount_yuan == claim.amount_yuan


def _rates(amounts: list[Decimal], kind: str) -> Iterator[Decimal]:
    """What other figures of a row give: with another base, or the other way round."""
    for one, other in permutations(dict.fromkeys(amounts), 2):
        if kind == "change":
            yield one - other
        elif kind == "change_rate":
            yield (one / other - 1) * HUNDRED
        else:
            yield one / other * HUNDRED
