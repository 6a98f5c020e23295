"""What horizontal rulings tell of a table whose rows are all ruled and whose columns are not.

A cell that takes several rows stops the rulings between these: they begin at its right edge. Lengths are
PDF points.
"""

from __future__ import annotations

from itertools import pairwise

from extractors.tables.geometry import GEOMETRY
from extractors.tables.grid import positions
from extractors.tables.rulings import SNAP, TOUCH, Segment
from extractors.tables.unruled.fragments import Row, is_figure_row
from extractors.tables.unruled.runs import is_caption, names_columns

FEWEST_ROWS = 4
"""Rows; those of a small table without a merged cell are as well told by their text."""
FEWEST_STOPPED = 2
"""So many rulings that begin at one place inside of a table stand beside a cell of several rows."""


def rows_are_ruled(across: list[Segment], rows: list[Row], continued: bool) -> bool:
    """Whether a ruling parts every two rows of figures, and some are stopped by cells of several rows.

    ``continued``: the table is the rest of one of the page before, which may be short.
    """
    left = min(start for _, start, _ in across)
    stopped = [s for s in across if s[1] > left + TOUCH]
    heights = positions([y for y, _, _ in across])
    bands = [
        _figures_below_each_other([row for row in rows if upper < row[0].middle_height < lower])
        for upper, lower in pairwise(heights)
    ]
    if max(bands, default=0) != 1:
        return False
    return continued or (len(stopped) >= FEWEST_STOPPED and len(bands) >= FEWEST_ROWS)


def _figures_below_each_other(rows: list[Row]) -> int:
    """How many figures stand below each other in a band: several lines of it may hold some of one row."""
    count = 0
    own: Row = []
    for row in filter(is_figure_row, rows):
        figures = [piece for piece in row[1:] if piece.is_figure]
        if not own or any(f.x0 < other.x1 and other.x0 < f.x1 for f in figures for other in own):
            count, own = count + 1, figures
        else:
            own += figures
    return count


def going_on(
    group: list[Segment], rows: list[Row], across: list[Segment], known: list[float]
) -> list[Segment] | None:
    """The rulings of the rest of a table with the ``known`` columns, a page's first, with one above its rows.

    Above the first of its rulings (``group``) that go through all the table may lie some that cells of
    several rows stop, and rows. ``None`` if it is none.
    """
    first, left, right = group[0]
    edge = GEOMETRY.same_edge
    above = [row for row in rows if row[0].middle_height < first]
    stopped = [s for s in across if s[0] < first - TOUCH]
    if abs(left - known[0]) > edge or abs(right - known[-1]) > edge or not above:
        return None
    if any(min(abs(s[1] - x) for x in known) > SNAP or abs(s[2] - right) > edge for s in stopped):
        return None
    if any(is_caption(row) or names_columns(row) for row in above):
        return None  # a table with a head of its own
    if any(row[0].x0 < left - edge or row[-1].x1 > right + edge for row in above):
        return None
    return [(min(f.y0 for f in above[0]) - TOUCH, left, right), *stopped, *group]


def goes_on_below(stack: list[Segment], below: Segment, between: list[Row]) -> bool:
    """Whether a ruling goes on with those of a table with cells of several rows: it ends where all do, a tall
    row lower, such as one whose text stands in one cell alone.
    """
    left, right = min(s[1] for s in stack), max(s[2] for s in stack)
    stopped = [s for s in stack if s[1] > left + TOUCH and right - s[2] < TOUCH]
    return (
        bool(stopped)
        and below[0] - max(s[0] for s in stack) < GEOMETRY.tallest_band
        and abs(below[2] - right) < TOUCH
        and not any(map(is_caption, between))
    )


def stopped_at(across: list[Segment], rows: list[Row]) -> list[float]:
    """Where rulings that reach the right edge of a table begin inside of it, several at one place.

    No text of the rows beside them stands across such a place.
    """
    left, right = min(s[1] for s in across), max(s[2] for s in across)
    stopped = [s for s in across if s[1] > left + TOUCH and right - s[2] < TOUCH]
    heights = positions([y for y, _, _ in across])
    found = []
    for x in positions([start for _, start, _ in stopped]):
        own = [y for y, start, _ in stopped if abs(start - x) < SNAP]
        bands = [(a, b) for a, b in pairwise(heights) if any(min(abs(y - a), abs(y - b)) < SNAP for y in own)]
        beside = [row for row in rows if any(a < row[0].middle_height < b for a, b in bands)]
        crossed = any(f.x0 + 1 < x < f.ink_end - 1 for row in beside for f in row)
        if len(own) >= FEWEST_STOPPED and not crossed:
            found.append(x)
    return found


def with_boundaries(columns: list[float], found: list[float]) -> list[float]:
    """``columns`` with the boundaries ``found``, each of which replaces one that lies near it."""
    kept = [x for x in columns[1:-1] if all(abs(x - y) > GEOMETRY.same_edge for y in found)]
    return sorted([columns[0], *kept, *found, columns[-1]])
