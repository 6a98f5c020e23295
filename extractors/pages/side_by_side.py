"""Two tables beside each other on one page, each with a title of its own, as two columns of the page."""

from __future__ import annotations

from extractors.document import TextLine
from extractors.tables.captions import read_caption
from extractors.tables.grid import Grid
from extractors.tables.lines import rows_of_lines

LEAST_GAP = 3.0
"""Points between two tables that stand beside each other."""
Column = tuple[list[Grid], list[TextLine]]


def columns_of(grids: list[Grid], lines: list[TextLine]) -> list[Column]:
    """The page as it is read: one column of tables and text, or two if tables of both have titles.

    What stands above one table of two that share a title belongs to both: the page stays whole then.
    """
    gutter = _gutter(grids)
    if gutter is None:
        return [(grids, lines)]
    left, right = ([grid for grid in grids if (grid.xs[0] > gutter) is beyond] for beyond in (False, True))
    beside = [line for line in lines if line.x0 > gutter]
    rest = [line for line in lines if line.x0 <= gutter]
    if not (_is_titled(left[0], rest) and _is_titled(right[0], beside)):
        return [(grids, lines)]
    return [(left, rest), (right, beside)]


def _gutter(grids: list[Grid]) -> float | None:
    """Where white space parts all the tables of a page into those at the left and those at the right."""
    for grid in grids:
        x = grid.xs[-1]
        left = [other for other in grids if other.xs[-1] <= x]
        right = [other for other in grids if other.xs[0] >= x + LEAST_GAP]
        if not right or len(left) + len(right) < len(grids):
            continue
        if any(a.ys[0] < b.ys[-1] and b.ys[0] < a.ys[-1] for a in left for b in right):
            end, start = max(other.xs[-1] for other in left), min(other.xs[0] for other in right)
            return (end + start) / 2
    return None


def _is_titled(grid: Grid, lines: list[TextLine]) -> bool:
    """Whether a title stands above a table, all of it over its own columns."""
    above = rows_of_lines([line for line in lines if line.middle < grid.ys[0]])
    caption, used = read_caption(above, grid.ys[0], grid.xs[-1])
    own = [line for row in above[len(above) - used :] for line in row] if used else []
    middle = (grid.xs[0] + grid.xs[-1]) / 2
    return bool(caption.title) and all(
        abs((line.x0 + line.x1) / 2 - middle) < (grid.xs[-1] - grid.xs[0]) / 2 for line in own
    )
