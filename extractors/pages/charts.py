"""The plots of charts (柱状图, 折线图), whose gridlines are no rulings.

In a table text stands between rulings; the marks of an axis stand level with its gridlines, in steps that are
even in value as on the page. All lengths are points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.document import TextLine
from extractors.numbers import parse_figure
from extractors.tables.rulings import SNAP, Segment, join
from records.columns import Box

FEWEST = 3
"""So many rulings that numbers in even steps stand on are those of a chart."""
LEVEL = 0.25
"""The middle of a mark lies off its gridline at most so many times its height."""
REACH = 3.0
"""A mark stands beside the end of its gridline at most so many times its height off."""
UNEVEN = 0.1
"""Steps on the page differ by at most so much of one."""
TICK = 8.0
"""An axis goes on beyond its last gridline by no more."""

Mark = tuple[float, Decimal]
"""Where a mark stands along its axis, and its value."""


def without_plots(
    across: list[Segment], down: list[Segment], lines: Sequence[TextLine]
) -> tuple[list[Segment], list[Segment]]:
    """The horizontal and vertical rulings of a page as drawn, without those in the plots of charts."""
    plots = _plots(across, lines)
    if not plots:
        return across, down
    return (
        [one for one in across if not any(_lies_in(plot, one[1], one[0], one[2], one[0]) for plot in plots)],
        [one for one in down if not any(_lies_in(plot, one[0], one[1], one[0], one[2]) for plot in plots)],
    )


def _lies_in(plot: Box, x0: float, y0: float, x1: float, y1: float) -> bool:
    left, top, right, bottom = plot
    return left - TICK <= x0 and x1 <= right + TICK and top - TICK <= y0 and y1 <= bottom + TICK


def _plots(across: list[Segment], lines: Sequence[TextLine]) -> list[Box]:
    """The boxes of gridlines beside which the marks of an axis stand, which no ruling parts."""
    level = [(line, figure.value) for line in _level(across, lines) if (figure := parse_figure(line.text))]
    if len(level) < FEWEST:
        return []
    marked: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    sides: dict[tuple[int, int], float] = {}
    for y, start, end in join(across):
        for line, value in level:
            height = line.y1 - line.y0
            off = max(start - line.x1, line.x0 - end)
            if abs(line.middle - y) <= LEVEL * height and -SNAP <= off <= REACH * height:
                marked[round(start), round(end)].append((y, value))
                sides[round(start), round(end)] = (line.x0 + line.x1) / 2
                break
    found = {
        (start, min(marks)[0], end, max(marks)[0]): sides[start, end]
        for (start, end), marks in marked.items()
        if _is_axis(sorted(marks))
    }
    return [
        plot
        for plot, x in found.items()
        if not any(plot[1] < y < plot[3] and start < x < end for y, start, end in across)
    ]


def _level(across: list[Segment], lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of text whose middle is level with a ruling: few in a table."""
    heights = sorted({y for y, _, _ in across})
    found = []
    for line in lines if len(heights) >= FEWEST else ():
        middle, reach = line.middle, LEVEL * (line.y1 - line.y0)
        at = bisect_left(heights, middle - reach)
        if at < len(heights) and heights[at] <= middle + reach:
            found.append(line)
    return found


def _is_axis(marks: Sequence[Mark]) -> bool:
    """Whether numbers, from the top, stand in even steps and fall by even steps of value.

    The numbers of rows (序号) grow, though they may stand level with rulings, over two rows each.
    """
    if len(marks) < FEWEST:
        return False
    gaps = [below[0] - above[0] for above, below in pairwise(marks)]
    steps = {below[1] - above[1] for above, below in pairwise(marks)}
    return len(steps) == 1 and max(steps) < 0 and max(gaps) - min(gaps) <= UNEVEN * max(gaps)
