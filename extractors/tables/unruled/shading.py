"""Shaded rows (zebra) as rulings: where colour parts the rows of a table, no line is drawn.

Lengths are PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.tables.geometry import GEOMETRY
from extractors.tables.rulings import Frame, Segment, join
from extractors.tables.strokes import Shade, meet

TALLEST_BAND = GEOMETRY.tallest_band
NARROWEST = GEOMETRY.narrowest_table
FEWEST_BANDS = 2
"""Every other row is shaded: so many bands, with the rows between, make a table."""
SAME_EDGE = GEOMETRY.same_band_edge
FARTHEST = GEOMETRY.farthest_band


@dataclass(frozen=True, slots=True)
class Bands:
    """The shaded rows of one table: its outer edges and the edges between its rows."""

    left: float
    top: float
    right: float
    bottom: float
    edges: list[Segment]

    @property
    def pitch(self) -> float:
        """The usual height of a row."""
        ys = sorted({y for y, _, _ in self.edges})
        return median(b - a for a, b in pairwise(ys))


def shaded_rows(shades: list[Shade], ruled: list[Frame]) -> list[Bands]:
    """The tables whose rows are shaded, top to bottom; what lies in ``ruled`` tables is left alone."""
    boxes = [frame.box for frame in ruled]
    free = [s for s in shades if s[3] - s[1] <= TALLEST_BAND and not any(meet(s, box) for box in boxes)]
    edges = join([(y, x0, x1) for x0, top, x1, bottom in free for y in (top, bottom)])
    wide = [edge for edge in edges if edge[2] - edge[1] >= NARROWEST]
    stacks: list[list[Segment]] = []
    for edge in wide:
        last = stacks[-1][-1] if stacks else None
        if last and edge[0] - last[0] < FARTHEST and _is_below(edge, stacks[-1][0]):
            stacks[-1].append(edge)
        else:
            stacks.append([edge])
    result = []
    for stack in stacks:
        left, right = stack[0][1], stack[0][2]
        top, bottom = stack[0][0], stack[-1][0]
        if len(stack) >= 2 * FEWEST_BANDS:
            inner = [s for s in edges if top <= s[0] <= bottom and left - 1 <= s[1] and s[2] <= right + 1]
            result.append(Bands(left, top, right, bottom, inner))
    return result


def _is_below(edge: Segment, first: Segment) -> bool:
    return abs(edge[1] - first[1]) < SAME_EDGE and abs(edge[2] - first[2]) < SAME_EDGE
