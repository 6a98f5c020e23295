"""Tables beside each other on a page, each with what stands above it.

A page is read from the top: it has parts with one table below the other, and parts with two columns of them.
"""

from __future__ import annotations

from extractors.document import TextLine
from extractors.tables.captions.above import read_caption
from extractors.tables.grid import Grid
from extractors.tables.pieces import rows_of_lines

LEAST_GAP = 3.0
"""Points between two tables that stand beside each other."""
Column = tuple[list[Grid], list[TextLine]]


def columns_of(grids: list[Grid], lines: list[TextLine]) -> list[Column]:
    """The page as it is read: one column of tables and text, or two where tables of both have titles.

    What stands above one table of two that share a title belongs to both: they stay together then.
    """
    bands = _bands(grids)
    if all(len(band) == 1 for band in bands):
        return [(grids, lines)]
    parts = _two_columns(grids, lines)
    if len(parts) > 1 or len(bands) == 1:
        return parts
    parts = []
    top, is_split = float("-inf"), False
    for number, band in enumerate(bands, 1):
        foot = max(grid.ys[-1] for grid in band) if number < len(bands) else float("inf")
        own = [line for line in lines if top <= line.middle < foot]
        found = _two_columns(band, own)
        if len(found) == 1 and parts and not is_split:
            (above, upper), (below, lower) = parts.pop(), found[0]
            found = [(above + below, upper + lower)]
        is_split = len(found) > 1
        parts += found
        top = foot
    return parts if len(parts) > 1 else [(grids, lines)]


def _bands(grids: list[Grid]) -> list[list[Grid]]:
    """The tables of a page by the part of its height that they take, those of one beside each other."""
    bands: list[list[Grid]] = []
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        if bands and grid.ys[0] < max(other.ys[-1] for other in bands[-1]):
            bands[-1].append(grid)
        else:
            bands.append([grid])
    return bands


def _two_columns(grids: list[Grid], lines: list[TextLine]) -> list[Column]:
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
