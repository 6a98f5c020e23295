"""Labels of several lines that stand with their middle beside the figures of their row.

Among all ways to part the lines of a column of labels into those of its rows, the one is taken in which the
labels stand nearest to the middle. Costs are heights of a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALONE = 0.5
"""Cost of a line that belongs to no row of figures: the label of a row without any."""
UNNAMED = 0.5
"""Cost of a row of figures without a label."""
MOST_LINES = 8
"""Lines of one label."""

Ways = dict[int, tuple[float, tuple[tuple[int, float], ...]]]
"""By how many lines are parted: what the best way to do so costs, and which line went to which row."""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line of a label: its place among the lines, its top and foot, the row that its own figures tell.

    ``begins``: it is the first of a label.
    """

    place: int
    top: float
    foot: float
    own: float | None
    begins: bool

    @property
    def y(self) -> float:
        return (self.top + self.foot) / 2


def owned(
    items: Sequence[LabelLine], anchors: Sequence[float], height: float, apart: float
) -> dict[int, float]:
    """The rows, by the heights of their figures (``anchors``), that the lines of some labels belong to.

    The lines of one label are less than ``apart`` from each other, ``height`` is that of a line.
    """
    ways: Ways = {0: (0.0, ())}
    reach = MOST_LINES * height
    for anchor in anchors:
        best = {at: (cost + UNNAMED, found) for at, (cost, found) in ways.items()}
        for first, (cost, found) in ways.items():
            start = first
            while start < len(items) and items[start].y < anchor + reach:
                for end in range(start + 1, min(start + MOST_LINES, len(items)) + 1):
                    run = items[start:end]
                    if end - start > 1 and (run[-1].begins or run[-1].top - run[-2].foot >= apart):
                        break
                    if run[-1].own not in (None, anchor):
                        break
                    off = abs((run[0].y + run[-1].y) / 2 - anchor) / height
                    total = cost + ALONE * (start - first) + off
                    if end not in best or total < best[end][0]:
                        best[end] = (total, (*found, *((item.place, anchor) for item in run)))
                if items[start].own is not None:
                    break
                start += 1
        ways = _passed(best, items, anchor - reach)
    last = min(ways, key=lambda at: ways[at][0] + ALONE * (len(items) - at))
    return dict(ways[last][1])


def _passed(ways: Ways, items: Sequence[LabelLine], y: float) -> Ways:
    """The ways that are still open: the lines above ``y`` are too far from what follows."""
    least = next((i for i, item in enumerate(items) if item.y >= y), len(items))
    result: Ways = {}
    for at, (cost, found) in ways.items():
        to = max(at, least)
        total = cost + ALONE * (to - at)
        if to not in result or total < result[to][0]:
            result[to] = (total, found)
    return result
