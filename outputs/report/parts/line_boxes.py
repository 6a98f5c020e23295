"""Boxes of text no taller than its line.

A font may tell far more height than its characters have; a box of such a font covers the lines above and
below it. How high a line is, the distance between lines tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from records.columns import Box
from records.narrative_tables import ClaimRecord

Clip = Callable[[int | None, Box | None], Box | None]
LEAST_PITCH = 7.0
"""Points between two lines; what is nearer is one line, its boxes not quite level."""
ALONE = 0.25
"""Share of a box that may lie over the next line's: taller, and it is cut."""


def lines_of(claims: Sequence[ClaimRecord]) -> Clip:
    """A function that cuts a box on a page to its line's height, by the lines of all claims there."""
    middles: dict[int, set[float]] = defaultdict(set)
    for claim in claims:
        for place in claim.boxes:
            middles[place.page].add(_middle(place.box))
    pitches = {page: pitch for page, found in middles.items() if (pitch := _pitch(sorted(found)))}

    def clipped(page: int | None, box: Box | None) -> Box | None:
        pitch = pitches.get(page or 0)
        if box is None or pitch is None or box[3] - box[1] <= pitch * (1 + ALONE):
            return box
        middle = _middle(box)
        return box[0], middle - pitch / 2, box[2], middle + pitch / 2

    return clipped


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _pitch(middles: list[float]) -> float | None:
    """The smallest distance of two lines on a page."""
    return min(
        (below - above for above, below in pairwise(middles) if below - above > LEAST_PITCH), default=None
    )
