"""Claims that figures contradict, but that hold for another amount of the same passage: left undecided.

A rate behind a part may be that of the whole before it (收入总计…，其中年初结转…，较上年减少…), and a
part of a sum that holds is not refuted by the figure of another fund.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linking.intervals import Interval, decimals_of, verdict
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.operands import Books
from linking.links.relations import OPERAND_UNIT, growth_by_step, signed
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord

HOLDS = frozenset({"supported", "rounding", "derivable"})
MOST_BEFORE = 12
"""How many amounts before a rate it may be the rate of."""
FEWEST_PARTS = 2
"""Parts that make a sum."""


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
    if change.value is None or rate.value is None or rate.unit != "%":
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
    return all(one.claim_id in links and links[one.claim_id].verdict in HOLDS for one in others)


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
