"""Lists of items (项) in the narrative: a chapter's stated total and the items that it gives one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linking.intervals import Interval, added_up
from linking.links.figure_index import interval_of
from linking.links.operands import ClaimIndex, subject_of
from linking.mistyped import AMOUNT_PLACES, repairs, typed_over
from records.list_numbers import ITEMS
from records.narrative_tables import ClaimRecord

FEWEST_ITEMS = 2
"""Items that make a list."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A stated total with the items of its chapter.

    ``complete`` says that the items are all there are: their outturns add up to the total's, and no other
    item is numbered like them (one that was not understood may have had a budget and no outturn). Where they
    are less than the total, one of them must be mistyped: what had a budget and no outturn is not listed.
    """

    total: ClaimRecord
    items: tuple[ClaimRecord, ...]
    complete: bool


def item_lists(narrative: ClaimIndex) -> Iterator[ItemList]:
    """The totals other than outturns, each with one claim for each 项 of its chapter in its phase."""
    for claims in narrative.by_section.values():
        items = [c for c in claims if c.kind == "level" and len(c.account_path) == 3]
        done = first_of_each(c for c in items if c.phase == "final")
        for claim in claims:
            if claim.kind != "level" or claim.account_path or claim.phase == "final":
                continue
            parts = first_of_each(c for c in items if c.phase == claim.phase)
            outturn = narrative.nearest(claim, "level", "final", claim.period)
            if len(parts) >= FEWEST_ITEMS and outturn is not None and len(done) == len(parts):
                whole = _adds_up(outturn, done) and not _has_others(claims, parts)
                complete = whole and not _leaves_some_out(claim, parts)
                yield ItemList(claim, tuple(parts), complete)


def added(claims: Iterable[ClaimRecord], unit: str | None) -> Interval:
    """The sum of stated numbers, in ``unit``."""
    return added_up(interval_of(claim, unit) for claim in claims)


def first_of_each(claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
    """The first claim of each subject, in order."""
    seen: dict[tuple[str, ...], ClaimRecord] = {}
    for claim in claims:
        seen.setdefault(subject_of(claim), claim)
    return list(seen.values())


def _has_others(claims: list[ClaimRecord], parts: list[ClaimRecord]) -> bool:
    """Whether a numbered sentence tells an amount of numbered items' stage, of nothing that is known."""
    known = {claim.sentence for claim in parts}
    if not all(ITEMS.match(sentence or "") for sentence in known):
        return False
    return any(
        claim.sentence not in known and ITEMS.match(claim.sentence or "")
        for claim in claims
        if (claim.kind, claim.phase, claim.measure) == ("level", parts[0].phase, None)
        and not claim.account_path
    )


def _leaves_some_out(total: ClaimRecord, parts: list[ClaimRecord]) -> bool:
    """Whether parts are less than their total, and no mistyped number of them is why."""
    if _adds_up(total, parts):
        return False
    less = added(parts, total.unit).value < interval_of(total, total.unit).value
    return less and not any(typed_over(*pair, AMOUNT_PLACES) for pair in repairs(total, parts))


def _adds_up(total: ClaimRecord, parts: list[ClaimRecord]) -> bool:
    result, own = added(parts, total.unit), interval_of(total, total.unit)
    return result.meets(own)
