"""Text into the cells of a grid.

A line of the PDF may run over several cells (``9746.50 一、一般公共服务支出``): it is cut at the
rulings, but never inside a number, which goes whole to the cell that holds most of it. So does a text that
is too long for its cell and runs over a ruling.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import combinations, product
from statistics import median

from extractors.characters import IDEOGRAPH, tight
from extractors.document import TextLine
from extractors.tables.geometry import GEOMETRY
from extractors.tables.grid import Cell, Grid
from extractors.tables.pieces import LEADING, rows_of_lines

OVERHANG = GEOMETRY.overhang
NUMERIC = frozenset("0123456789.,-%+")
AMOUNT = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?=\d)")
"""An amount right before another number."""
APART = 0.06
"""Ideographs that stand so much (in font sizes) farther apart or nearer than others belong to two texts."""
NEAR = 3
"""Characters by which a text may stick out of its cell where the text of the next one follows."""
REACH = 0.08
"""A character lies on a ruling if it reaches so far (in font sizes) over both of its sides."""
ON_LINE = 0.95
"""Font sizes by which lines of one text are apart at least; one nearer to another stands on it."""
ON_ONE_LINE = 0.25
"""... and pieces of one line at most."""
SETTINGS = {0.5: 0.3, 0.0: 0.5, 1.0: 0.5}
"""Where texts stand in their cells, as a share of the height: in the middle, at the top, at the foot. For
each the heights of a line by which one stands off at most."""
OFF_USUAL = 0.12
"""... and by which the texts of one column differ in that."""
HANGS = 1.5
"""Points: so near to the foot of a table begins a line of a cell that a page break has cut."""
ACCOUNT_CODE = re.compile(r"[1-5]\d{2}(?:\d\d){0,2}")
LAST_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+$")
"""An amount that ends a line."""


def fill(grid: Grid, lines: list[TextLine]) -> list[TextLine]:
    """Put ``lines`` into the cells of ``grid``; return those that lie outside of it."""
    outside = []
    left, right, top, bottom = grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1]
    ys, last = grid.ys, grid.rows - 1
    for line in lines:
        middle = line.middle
        if not top <= middle <= bottom or line.x1 <= left or line.x0 >= right:
            outside.append(line)
            continue
        row = min(bisect_right(ys, middle) - 1, last)
        _put(line, row, grid, lines)
    for line in [line for line in outside if abs(line.y0 - bottom) < HANGS]:
        cell = grid.at[last][column_at(grid, line.x0)]
        if cell.x0 <= line.x0 and line.x1 <= cell.x1 and _goes_on(cell, line):
            cell.lines.append(line)
            outside.remove(line)
    if any(map(_is_overprinted, grid.cells)):
        _take_back(grid, lines, outside)
    for cell in grid.cells:
        if cell.lines:
            cell.write(visual_lines(cell))
    return outside


def _is_overprinted(cell: Cell) -> bool:
    """Whether a line of a cell stands on another: that of a neighbour whose text is higher than its cell."""
    return len(cell.lines) > 1 and any(
        (off := abs(one.middle - other.middle)) < ON_LINE * one.size
        and (off > ON_ONE_LINE * one.size or min(one.x1, other.x1) - max(one.x0, other.x0) > one.size)
        for one, other in combinations(cell.lines, 2)
    )


def _take_back(grid: Grid, lines: list[TextLine], outside: list[TextLine]) -> None:
    """Give each cell its lines that hang over its top and foot, as rows too low for their text print them.

    The lines of one text follow each other in the file (``lines``), and stand in the middle of their cell, or
    all at the top or the foot. All lines of a column must find their cells so, or none is moved. Those of
    the first and last row may hang out of the grid: they are ``outside`` until then.
    """
    order = {id(line): place for place, line in enumerate(lines)}
    columns: dict[tuple[int, int], list[Cell]] = {}
    for cell in grid.cells:
        columns.setdefault((cell.column, cell.column_span), []).append(cell)
    for column in columns.values():
        if not any(map(_is_overprinted, column)):
            continue
        own = [line for cell in column for line in cell.lines]
        hanging = [line for line in outside if _hangs_out(line, grid, column[0])]
        for more, share in product((hanging, []), SETTINGS):
            runs = _runs(sorted(own + more, key=lambda line: order.get(id(line), -1)))
            found = _texts(runs, column, share)
            if len({id(cell) for cell, _ in found}) < len(found) or not all(text for _, text in found):
                continue
            for cell in column:
                cell.lines = next((text for its, text in found if its is cell), [])
            outside[:] = [line for line in outside if not any(line is one for one in more)]
            break


def _hangs_out(line: TextLine, grid: Grid, cell: Cell) -> bool:
    """Whether a line stands right above or below a grid, in the column of ``cell``."""
    off = max(grid.ys[0] - line.middle, line.middle - grid.ys[-1])
    return 0 < off < (1 + LEADING) * line.size and cell.x0 < line.x0 and line.x1 < cell.x1


def _runs(lines: list[TextLine]) -> list[list[TextLine]]:
    """Lines that follow each other down the page as those of one text do, as lists."""
    runs: list[list[TextLine]] = []
    for line in lines:
        step = (line.middle - runs[-1][-1].middle) / (line.y1 - line.y0) if runs else 0.0
        if ON_LINE <= step < 1 + LEADING:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _texts(runs: list[list[TextLine]], column: list[Cell], share: float) -> list[tuple[Cell, list[TextLine]]]:
    """The texts of a column with their cells; a run that takes another's cell holds as few as can be."""
    usual = median(_off(text, cell, share) for run in runs for cell, text in _texts_of(run, column, share))
    ways = [_texts_of(run, column, share, usual) for run in runs]
    taken = Counter(id(cell) for way in ways for cell, _ in way)
    for place, (run, way) in enumerate(zip(runs, ways, strict=True)):
        if any(taken[id(cell)] > 1 for cell, _ in way):
            ways[place] = _texts_of(run, column, share, usual, fewest=True)
    return [text for way in ways for text in way]


def _off(text: list[TextLine], cell: Cell, share: float) -> float:
    """How far below a ``share`` of the height of a cell that of a text stands; fonts differ in that."""
    if not text:
        return 0.0
    top, foot = text[0].y0, text[-1].y1
    return top - cell.y0 + share * (foot - top - cell.y1 + cell.y0)


def _texts_of(
    run: list[TextLine], column: list[Cell], share: float, usual: float | None = None, fewest: bool = False
) -> list[tuple[Cell, list[TextLine]]]:
    """The texts that the lines of ``run`` make up, as many as can be or the ``fewest``, each with its cell.

    Each stands as far below the ``share`` of the height of a cell of ``column`` as is ``usual``; if they
    cannot, one without lines is returned.
    """
    ways: dict[int, list[tuple[Cell, list[TextLine]]]] = {0: []}
    for first, start in enumerate(run):
        for end in range(first + 1, len(run) + 1) if first in ways else ():
            text = run[first:end]
            cell = min(column, key=lambda cell: abs(_off(text, cell, share) - (usual or 0.0)))
            off = abs(_off(text, cell, share) - (usual or 0.0)) / (start.y1 - start.y0)
            if off < (SETTINGS[share] if usual is None else OFF_USUAL):
                way = [*ways[first], (cell, text)]
                if end not in ways or (len(way) < len(ways[end])) is fewest:
                    ways[end] = way
    return ways.get(len(run), [(column[0], [])])


def _goes_on(cell: Cell, line: TextLine) -> bool:
    """Whether ``line`` is the next one of the text of ``cell``, centred or flush below it."""
    above = max(cell.lines, key=lambda one: one.y1, default=None)
    if above is None or not 0 <= line.y0 - above.y1 < LEADING * line.size:
        return False
    return min(abs(above.x0 - line.x0), abs(above.x0 + above.x1 - line.x0 - line.x1) / 2) < GEOMETRY.flush


def column_at(grid: Grid, x: float) -> int:
    """The column of the grid at ``x``; what sticks out belongs to the outermost."""
    return bisect_right(grid.xs, x, 1, grid.columns) - 1


def _put(line: TextLine, row: int, grid: Grid, lines: list[TextLine]) -> None:
    """Put ``line``, cut at the borders of the cells of ``row`` that it crosses, into these.

    ``lines`` are all of the page.
    """
    text = line.text
    start, end = _without_blanks(text, 0, len(text))
    if start == end:
        return
    edges = line.edges
    cell = grid.at[row][column_at(grid, edges[start] + OVERHANG)]
    if edges[end] - OVERHANG <= cell.x1:
        cell.lines.append(line if end - start == len(text) else line.part(start, end))
        return
    first = start
    for position in range(start + 1, end):
        here = grid.at[row][column_at(grid, (edges[position] + edges[position + 1]) / 2)]
        if here is cell:
            continue
        cut = _outside_number(line, position, first, end, cell.x1)
        if cut is None:
            continue
        if cut == position and here.x0 > cell.x0:
            cut = _between_texts(line, position, first, end, cell.x1)
            if cut is None or cut == position and _is_overwritten(line, position, end, lines):
                cell = here
                continue
        if cut > first and not text[first:cut].isspace():
            _put_part(line.part(*_without_blanks(line.text, first, cut)), row, grid)
        first, cell = cut, here
    if not text[first:end].isspace():
        _put_part(line.part(*_without_blanks(line.text, first, end)), row, grid)


def _put_part(part: TextLine, row: int, grid: Grid) -> None:
    """Put ``part`` into the cell of ``row`` that its middle lies in."""
    grid.at[row][column_at(grid, (part.x0 + part.x1) / 2)].lines.append(part)


def _outside_number(line: TextLine, position: int, first: int, end: int, border: float) -> int | None:
    """Where to cut near ``position``, so that no number is cut; ``None``: not here."""
    text = line.text
    if text[position] not in NUMERIC or text[position - 1] not in NUMERIC:
        return position
    low, high = position, position
    while low > first and text[low - 1] in NUMERIC:
        low -= 1
    while high < end and text[high] in NUMERIC:
        high += 1
    amount = AMOUNT.match(text, low, high)
    if amount:
        off = line.edges[amount.end()] - border
        if text[high : high + 1] == "、" and abs(off) < line.size:
            return amount.end()  # an amount and the number of a label: 12.50 | 1、…
        if -OVERHANG <= off <= OVERHANG and ACCOUNT_CODE.fullmatch(text, amount.end(), high):
            return amount.end()  # an amount and an account code: 12.50 | 30201
        if text.find(".", amount.end(), high) > 0:
            # Two amounts. If one runs over the other, figures that stand in one place were lost.
            return amount.end() if -line.size < off <= OVERHANG else None
    if border - line.edges[low] > line.edges[high] - border:
        return None
    return low


def _between_texts(line: TextLine, position: int, first: int, end: int, border: float) -> int | None:
    """Where to cut near ``position``, so that no text is cut that runs over the ruling at ``border``.

    Ideographs of one text stand evenly. ``None``: one text does run over it.
    """
    text, edges = line.text, line.edges
    steps = [edges[i + 1] - edges[i] for i in range(first, end - 1) if IDEOGRAPH.match(text, i)]
    if not steps or not IDEOGRAPH.match(text, position) or not IDEOGRAPH.match(text, position - 1):
        return position
    step = median(steps)

    def is_apart(place: int) -> bool:
        if IDEOGRAPH.match(text, place - 1) is None:
            return text[place - 1] == " "
        even = abs(edges[place] - edges[place - 1] - step) <= APART * line.size
        return not even or LAST_AMOUNT.match(text, place) is not None

    near = range(max(first + 1, position - NEAR), min(end, position + NEAR + 1))
    for place in sorted(near, key=lambda place: abs(place - position)):
        if is_apart(place):
            return place
    reach = REACH * line.size
    over = (edges[i] for i in (position - 1, position))
    return None if any(x < border - reach and x + step > border + reach for x in over) else position


def _is_overwritten(line: TextLine, position: int, end: int, lines: list[TextLine]) -> bool:
    """Whether another text is written over what stands from ``position`` on: that is not its cell."""
    left, right = line.edges[position], line.edges[end]
    return any(
        other.y0 < line.y1
        and other is not line
        and line.y0 < other.middle < line.y1
        and other.x0 < right - 1
        and left + 1 < other.x1
        for other in lines
    )


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a part of a text begins and ends without the blanks at its ends."""
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def visual_lines(cell: Cell) -> list[str]:
    """The text of a cell, one entry a visual line; sorts ``cell.lines`` into reading order."""
    if len(cell.lines) == 1:
        return [tight(cell.lines[0].text)]
    rows = rows_of_lines(cell.lines)
    cell.lines = []
    texts = []
    for row in rows:
        cell.lines += row
        text = row[0].text
        for before, line in zip(row, row[1:], strict=False):
            gap = line.x0 - before.x1
            text += (" " if gap > 0.3 * line.size else "") + line.text
        texts.append(tight(text))
    return texts
