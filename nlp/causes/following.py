"""What a text states behind a cause, so that the cause ends there: the next figure, 持平, the next item."""

from __future__ import annotations

from bisect import bisect_left

from nlp.annotations import Comparison, KnownText, Quantity
from nlp.comparisons import direction_of
from records.phrases import Phrases

WORDS = Phrases("nlp/causes")

LONGEST_COMPARISON = 40
"""Characters in which a new comparison is told: 较2023年度财政拨款支出决算数减少3万元."""
LONGEST_CHANGE = 12
"""Characters of the words of a change before its number: 相应地增加了约|5万元."""
NEXT_RATE = 14
"""Characters behind a change in which its rate begins: ，同比下降5%."""


def compared_at(known: KnownText, position: int, ends: bool = False) -> Comparison | None:
    """The comparison that begins at ``position``, or the one that ends there."""
    places = known.comparisons
    at = bisect_left(places, position, key=lambda one: one.end if ends else one.start)
    found = places[at] if at < len(places) else None
    return found if found is not None and position == (found.end if ends else found.start) else None


def changes_at(known: KnownText, start: int) -> bool:
    """Whether a word of change and its number stand at ``start`` (增加5万元)."""
    at = bisect_left(known.quantities, start, key=lambda one: one.start)
    first = known.quantities[at] if at < len(known.quantities) else None
    if first is None or first.start >= start + LONGEST_CHANGE:
        return False
    changed = direction_of(known.text[start : first.start])
    return changed is not None and changed[0] == 0


def stays_again(known: KnownText, start: int, end: int) -> bool:
    """Whether a clause only says that something is as it was (与上年持平): that is told, and no cause."""
    compared = compared_at(known, start)
    if compared is None:
        return False
    at = bisect_left(known.flats, (compared.end, 0))
    flat = known.flats[at] if at < len(known.flats) else None
    near = flat is not None and flat[0] - compared.end <= 1
    return near and flat is not None and not known.text[flat[1] : end].strip("。； \n")


def next_cut(cuts: list[int], cut: int, until: int) -> int:
    return next((other for other in cuts if other > cut), until)


def states_figure(known: KnownText, start: int, end: int, quantities: list[Quantity]) -> bool:
    """Whether a clause states a figure of its own, or that one did not change."""
    if any(
        start <= quantity.start < end and quantity.sort in ("money", "percent", "score")
        for quantity in quantities
    ):
        return True
    first = bisect_left(known.flats, (start, start))
    return first < len(known.flats) and known.flats[first][0] < end


def measures_again(text: str, start: int, quantities: list[Quantity]) -> bool:
    """Whether a clause is a new comparison by itself (较上年减少3万元，下降5%; 与预算相比减少1万元。),
    and no part of a cause."""
    clause = text[start : start + LONGEST_COMPARISON]
    match = WORDS.compares_again.match(clause)
    if match is None:
        return False
    first = next((q for q in quantities if q.start == start + match.end()), None)
    if first is None:
        return False
    following = text[first.end : first.end + NEXT_RATE]
    if first.sort == "money" and following.strip("\n ")[:1] in ("", "。", "；"):
        return True
    return WORDS.changes_next.match(following) is not None
