"""Tables too wide for a page, whose right columns a workbook prints on pages of their own.

The pages of the right columns follow each page of the left ones, or all of them (打印顺序: 先行后列,
先列后行). Their rows stand at the same heights, and what stands across the cut is printed in part on
each page: the title, a merged header. Lengths are PDF points.

A row of a table becomes two, where another page tells a ruling that its own cells do not have.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.characters import joined, tight
from extractors.document import TextLine
from extractors.numbers import parse_figure
from extractors.tables.captions.above import read_caption
from extractors.tables.captions.wording import is_caption
from extractors.tables.grid import Cell, Grid
from extractors.tables.headers import read_layout
from extractors.tables.page_breaks.continuation import repeated_rows
from extractors.tables.pieces import rows_of_lines
from extractors.tables.sheet import Caption, Sheet, distinct
from extractors.tables.words import FORM_WORDS, is_word

SAME_HEIGHT = 1.2
"""A row's rulings on two pages are so near each other in height."""
FEWEST_SHARED = 4
"""So many rulings at the same height tell that two pages show the same rows."""
FEWEST_SHARED_IN_KNOWN = 2
"""So many are enough where the columns are those that the rows of another page have got."""
MOST_OWN = 3
"""Rulings within the header that only one of the pages has."""
MOST_CUT_BELOW = 1
"""Rows at the foot of a page's table that are cut at both sides: 公用经费合计."""
CUT = 3.0
"""Text so near the edge of a page's columns goes on across it."""
FEWEST_LABELS = 3
"""So many equal labels at the left of both pages are columns that are repeated (打印标题列)."""
CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Spread:
    """A table that may go on at its right on a later page: ``above`` is the text over it, ``widened`` how
    often the rows of each page have got more columns, ``parts`` the first column of what they got and the
    positions there, ``heights`` those of the rulings of the pages that were looked at."""

    sheet: Sheet
    above: list[list[TextLine]]
    widened: dict[int, int] = field(default_factory=dict)
    parts: list[tuple[int, list[float]]] = field(default_factory=list)
    heights: dict[int, list[float]] = field(default_factory=dict)

    def rulings(self, page: int) -> list[float]:
        """The heights of the rulings between the rows of a page."""
        if page not in self.heights:
            self.heights[page] = _heights(self.sheet, page)
        return self.heights[page]


def goes_on_right(
    spread: Spread, grid: Grid, around: tuple[list[list[TextLine]], list[list[TextLine]]], page: int
) -> bool:
    """Put the columns of ``grid`` at the right of ``spread``, if they are the rest of it; whether they were.

    ``around`` are the rows of text above and below ``grid`` on its page; rows of cells that are cut at both
    sides, which no ruling closes, are taken from them.
    """
    sheet = spread.sheet
    if grid.origin != "ruled" or sheet.last_page is None or page != sheet.last_page + 1:
        return False
    if repeated_rows(sheet, grid) or _is_titled(grid.at) and _is_titled(sheet.at):
        return False
    first = _page_beside(spread, grid)
    if first is None:
        return False
    above, below = around
    ys = spread.rulings(first)
    caption, _ = read_caption([row for row in above if row[0].middle < ys[0]], ys[0], grid.xs[-1])
    count = spread.widened.get(first, 0)
    repeats = _repeated_columns(sheet, grid, first)
    if count < len(spread.parts):
        if len(spread.parts[count][1]) != len(grid.xs) - repeats:
            return False
    elif _begins(spread, grid, caption, above, bool(repeats)) or not (
        repeats or _lacks_its_left(spread, grid, caption, above)
    ):
        return False
    if repeats:
        _drop_columns(grid, repeats)
    _close(grid, ys, above, below)
    spread.heights[first] = _align(sheet, grid, first, ys)
    start = sheet.row_pages.index(first)
    rows = range(start, start + grid.rows)
    if count == len(spread.parts):
        spread.parts.append((sheet.columns, grid.xs))
        left = sheet.xs[-1] - grid.xs[0]
        spread.above = _beside_each_other(spread.above, above, left)
        _widen(sheet, grid, left)
    _place(sheet, grid, rows, spread.parts[count][0], page)
    if first == sheet.first_page:
        _join_heads(sheet, spread.parts[count][0])
    spread.widened[first] = count + 1
    sheet.overleaf = page
    return True


def recaptioned(spread: Spread) -> int:
    """Read the caption of a spread from what stands above all of its pages; how many rows of it were used."""
    sheet = spread.sheet
    found, used = read_caption(spread.above, sheet.top, sheet.xs[-1])
    old = sheet.caption
    old.title = found.title or old.title
    old.form_code = found.form_code or old.form_code
    old.unit, old.issuer = found.unit or old.unit, found.issuer or old.issuer
    old.year = found.year or old.year
    old.rest = found.rest or old.rest
    return used


def _own_cells(sheet: Sheet, page: int) -> list[Cell]:
    """The cells of the left columns on a page."""
    start = sheet.row_pages.index(page)
    rows = range(start, start + sheet.row_pages.count(page))
    return [cell for row in rows for cell in sheet.row_cells(row) if cell.row == row and cell.page is None]


def _heights(sheet: Sheet, page: int) -> list[float]:
    """The heights of the rulings between the rows of a page."""
    ys: list[float] = []
    for y in sorted({y for cell in _own_cells(sheet, page) if cell.y1 > cell.y0 for y in (cell.y0, cell.y1)}):
        if not ys or y - ys[-1] > SAME_HEIGHT:
            ys.append(y)
    return ys


def _page_beside(spread: Spread, grid: Grid) -> int | None:
    """Of the pages that were widened least the first whose rows stand as those of ``grid``."""
    sheet = spread.sheet
    pages = Counter(page for page in sheet.row_pages if page is not None)
    least = min(spread.widened.get(page, 0) for page in pages)
    known = least < len(spread.parts) and _are_as_wide(spread.parts[least][1], grid.xs)
    fewest = FEWEST_SHARED_IN_KNOWN if known else FEWEST_SHARED
    for page, rows in pages.items():
        if spread.widened.get(page, 0) != least:
            continue
        ys = spread.rulings(page)
        if len(ys) != rows + 1:
            continue
        outer = [sum(y < other - SAME_HEIGHT for y in ys) for other in (grid.ys[0], grid.ys[-1])]
        if outer[0] > MOST_OWN or len(ys) - 1 - outer[1] > MOST_CUT_BELOW:
            continue
        if not all(any(abs(y - other) < SAME_HEIGHT for y in ys) for other in (grid.ys[0], grid.ys[-1])):
            continue
        shared = sum(any(abs(y - other) < SAME_HEIGHT for other in grid.ys) for y in ys)
        if shared >= fewest and len(ys) + len(grid.ys) - 2 * shared <= MOST_OWN:
            return page
    return None


def _close(grid: Grid, ys: list[float], above: list[list[TextLine]], below: list[list[TextLine]]) -> None:
    """Add to ``grid`` the rows of the page beside it, ruled at ``ys``, whose cell is cut at both sides.

    Their text is taken out of the rows ``above`` and ``below``.
    """
    over = [y for y in ys if y < grid.ys[0] - SAME_HEIGHT]
    under = [y for y in ys if y > grid.ys[-1] + SAME_HEIGHT]
    for cell in grid.cells:
        cell.row += len(over)
    edges = [*over, grid.ys[0]], [grid.ys[-1], *under]
    for rows, heights, first in ((above, edges[0], 0), (below, edges[1], len(over) + grid.rows)):
        for row, (top, bottom) in enumerate(pairwise(heights), first):
            cell = Cell(row, 0, 1, grid.columns, grid.xs[0], top, grid.xs[-1], bottom)
            inside = [one for one in rows if top < one[0].middle < bottom]
            cell.lines = [line for taken in inside for line in taken]
            cell.write([tight(joined([line.text for line in taken])) for taken in inside])
            for taken in inside:
                rows.remove(taken)
            grid.cells.append(cell)
            grid.at.insert(row, [cell] * grid.columns)
    grid.ys = [*over, *grid.ys, *under]


def _is_titled(rows: list[list[Cell]]) -> bool:
    """Whether the first row is a whole title (…支出决算表) or says which project a form is about."""
    cells = distinct(rows[0]) if rows else []
    first = tight(cells[0].text) if cells else ""
    named = len(cells) > 1 and is_word(first.strip(":："), "project_key", FORM_WORDS)
    return named or len(cells) == 1 and first.endswith("表")


def _begins(spread: Spread, grid: Grid, caption: Caption, above: list[list[TextLine]], repeats: bool) -> bool:
    """Whether ``grid`` has a caption of its own, as the spread has one: it is another table.

    Where the left columns are repeated, so is what stands above them.
    """
    own = spread.sheet.caption
    both = [(caption.unit, own.unit), (caption.issuer, own.issuer), (caption.form_code, own.form_code)]
    titled = caption.title and own.title and not _is_title_cut(spread, grid, above)
    return bool(titled) or any(all(pair) and not (repeats and pair[0] == pair[1]) for pair in both)


def _lacks_its_left(spread: Spread, grid: Grid, caption: Caption, above: list[list[TextLine]]) -> bool:
    """Whether ``grid`` shows by itself that it is the right part of a table, which the spread has begun."""
    own = spread.sheet.caption
    if caption.title and not own.title or caption.unit and not own.unit:
        return True
    if _is_title_cut(spread, grid, above):
        return True
    body = _body(grid)
    labelled = any(CHINESE_WORD.search(cell.text) for cell in body)
    if body and not labelled and any(parse_figure(cell.text) for cell in body):
        return True
    left, right = (row[0].text for row in (spread.sheet.at[spread.sheet.caption_rows], grid.at[0]))
    return is_word(left, "revenue") and is_word(right, "expenditure")


def _is_title_cut(spread: Spread, grid: Grid, above: list[list[TextLine]]) -> bool:
    """Whether text above the tables of both pages goes on across the cut between them."""
    begins = [row[0] for row in above if row[0].x0 < grid.xs[0] + CUT and not is_caption(row[0].text)]
    return any(_ends_at_edge(line, spread) for line in begins)


def _ends_at_edge(line: TextLine, spread: Spread) -> bool:
    """Whether a line of the left page, at the height of ``line``, runs to the right edge of its table."""
    return any(
        abs(other.middle - line.middle) < SAME_HEIGHT
        and other.x1 > spread.sheet.xs[-1] - CUT
        and not is_caption(other.text)
        for row in spread.above
        for other in row
    )


def _body(grid: Grid) -> list[Cell]:
    """The cells from the first row with a figure on."""
    for row, cells in enumerate(grid.at):
        texts = [cell.text for cell in distinct(cells)]
        if any(parse_figure(text) and not (text.isdecimal() and len(text) < 3) for text in texts):
            return [cell for cell in grid.cells if cell.row >= row]
    return []


def _repeated_columns(sheet: Sheet, grid: Grid, page: int) -> int:
    """How many columns at the left of ``grid`` repeat those of the sheet: codes and names."""
    rows = [row for row, at in enumerate(sheet.row_pages) if at == page]
    if len(rows) != grid.rows:
        return 0
    count = labels = 0
    for column in range(min(grid.columns - 1, sheet.columns)):
        ours = [sheet.at[row][column].text for row in rows]
        if ours != [row[column].text for row in grid.at]:
            break
        labels += sum(bool(CHINESE_WORD.search(text)) for text in ours)
        count += 1
    while count and any(row[count - 1] is row[count] for row in grid.at):
        count -= 1
    return count if labels >= FEWEST_LABELS else 0


def _drop_columns(grid: Grid, count: int) -> None:
    grid.cells = [cell for cell in grid.cells if cell.column >= count]
    for cell in grid.cells:
        cell.column -= count
    grid.at = [row[count:] for row in grid.at]
    grid.xs = grid.xs[count:]


def _are_as_wide(ours: list[float], theirs: list[float]) -> bool:
    """Whether columns of two pages are equally wide, wherever they stand."""
    left = theirs[0] - ours[0]
    return len(ours) == len(theirs) and all(
        abs(b - a - left) < SAME_HEIGHT for a, b in zip(ours, theirs, strict=True)
    )


def _align(sheet: Sheet, grid: Grid, page: int, ys: list[float]) -> list[float]:
    """Give both pages each other's rows of the header; the heights of all of them."""
    start = sheet.row_pages.index(page)
    ours = list(ys)
    for y in grid.ys:
        if not any(abs(y - other) < SAME_HEIGHT for other in ours):
            place = sum(other < y for other in ours)
            split_sheet_row(sheet, start + place - 1)
            ours.insert(place, y)
    for y in ours:
        if not any(abs(y - other) < SAME_HEIGHT for other in grid.ys):
            split_grid_row(grid, sum(other < y for other in grid.ys) - 1, y)
    return ours


def _widen(sheet: Sheet, grid: Grid, left: float) -> None:
    """Add empty columns at the right, as wide as those of ``grid``."""
    first = sheet.columns
    sheet.xs = [*sheet.xs, *(x + left for x in grid.xs[1:])]
    for row, cells in enumerate(sheet.at):
        y0, y1 = cells[0].y0, cells[0].y1
        empty = [
            Cell(row, column, 1, 1, sheet.xs[-1], y0, sheet.xs[-1], y1)
            for column in range(first, sheet.columns)
        ]
        sheet.cells += empty
        sheet.at[row] = [*cells, *empty]


def _place(sheet: Sheet, grid: Grid, rows: range, first: int, page: int) -> None:
    """Put the cells of ``grid`` into the empty columns from ``first`` on of some rows."""
    gone = {id(cell) for row in rows for cell in sheet.at[row][first : first + grid.columns]}
    for cell in grid.cells:
        cell.row += rows.start
        cell.column += first
        cell.page = page
    for row, cells in zip(rows, grid.at, strict=True):
        sheet.at[row][first : first + grid.columns] = cells
    sheet.cells = [cell for cell in sheet.cells if id(cell) not in gone] + grid.cells
    sheet.cells.sort(key=lambda cell: (cell.row, cell.column))


def _join_heads(sheet: Sheet, first: int) -> None:
    """Make one of a merged header that the cut between the columns ``first - 1`` and ``first`` goes through.

    Its text stands on one of the pages, or a part of it on each.
    """
    layout = read_layout(sheet)
    header_rows = layout.header_rows - len(layout.number_rows)
    for row in range(sheet.caption_rows, header_rows):
        left, right = sheet.at[row][first - 1], sheet.at[row][first]
        same = left.row == right.row == row and left.row_span == right.row_span
        if not same or row + left.row_span >= header_rows or not (left.texts or right.texts):
            continue
        if left.texts and right.texts and not _is_cut(left, right):
            continue
        if left.texts and right.texts:
            twice = left.texts[-1][-1:] == right.texts[0][:1] and right.lines[0].x0 < right.x0
            left.write([joined([*left.texts, right.texts[0][twice:], *right.texts[1:]])])
        left.write(left.texts or right.texts)
        left.lines = left.lines + right.lines
        left.column_span += right.column_span
        for covered in range(row, row + right.row_span):
            sheet.at[covered] = [left if cell is right else cell for cell in sheet.at[covered]]
        sheet.cells = [cell for cell in sheet.cells if cell is not right]


def _is_cut(left: Cell, right: Cell) -> bool:
    """Whether the text of one cell runs to the edge at which that of the other begins."""
    return left.lines[-1].x1 > left.x1 - CUT and right.lines[0].x0 < right.x0 + CUT


def _beside_each_other(
    left: list[list[TextLine]], right: list[list[TextLine]], shift: float
) -> list[list[TextLine]]:
    """The rows above the pages of a spread as those above one wide page; a letter on the cut stands once."""
    lines = [line for row in left for line in row]
    for row in right:
        for line in row:
            moved = replace(line, edges=[edge + shift for edge in line.edges])
            for number, other in enumerate(lines):
                over = abs(other.middle - moved.middle) < SAME_HEIGHT and other.x1 > moved.x0 + 1
                if over and other.text[-1:] == moved.text[:1] and other.x0 < moved.x0:
                    lines[number] = other.part(0, len(other.text) - 1)
            lines.append(moved)
    return rows_of_lines([line for line in lines if line.text])


def split_sheet_row(sheet: Sheet, row: int) -> None:
    """Let the cells of ``row`` reach over two rows."""
    _split(sheet.at, sheet.cells, row)
    sheet.row_pages.insert(row + 1, sheet.row_pages[row])
    after = {number + 1 for number in sheet.repeated if number > row}
    sheet.repeated = {number for number in sheet.repeated if number <= row} | after
    if row in sheet.repeated:
        sheet.repeated.add(row + 1)


def split_grid_row(grid: Grid, row: int, height: float) -> None:
    """Let the cells of ``row`` reach over two rows, between which there is a ruling at ``height``."""
    _split(grid.at, grid.cells, row)
    grid.ys.insert(row + 1, height)


def _split(at: list[list[Cell]], cells: list[Cell], row: int) -> None:
    for cell in distinct(at[row]):
        cell.row_span += 1
    wide = {id(cell) for cell in at[row]}
    for cell in cells:
        if cell.row > row and id(cell) not in wide:
            cell.row += 1
    at.insert(row + 1, list(at[row]))
