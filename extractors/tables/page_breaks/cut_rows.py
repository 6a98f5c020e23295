"""Rows and cells that a page break has cut in two are joined again. Lengths are PDF points."""

from __future__ import annotations

from extractors.numbers import is_cut_amount, is_dash, parse_figure
from extractors.tables.grid import Cell
from extractors.tables.sheet import Sheet
from extractors.tables.words import FORM_WORDS, is_word
from records.list_numbers import ITEMS

NUMBERS = "一二三四五六七八九十百0123456789"
"""What the numbers of the items of one level differ in."""
MOST_HEADER_ROWS = 4
"""Rows of a header that stand above a page break which cuts it."""


def join_cut_row(sheet: Sheet, last: int, row: int, first_cell: int) -> None:
    """Join ``row`` to the ``last`` one of the page before, if the page break has cut that in two.

    Between them may stand the repeated header. ``first_cell`` is the place in ``sheet.cells`` from which
    on the cells of the new page stand. It is the rest of a row if some text of the row above runs to the
    end of its line there, goes on here without a code or a number of its own, and nothing stands twice.
    An amount too long for its line may go on, too.
    """
    above, below = sheet.row_cells(last), sheet.row_cells(row)
    if row > last + 1 and (last in sheet.repeated or any(cell.row_span > 1 for cell in above + below)):
        return
    if [(c.column, c.column_span) for c in above] != [(c.column, c.column_span) for c in below]:
        return
    pairs = list(zip(above, below, strict=True))
    if not _complement(pairs) and not _goes_on(pairs):
        return
    for a, b in pairs:
        a.lines += b.lines
        a.write(a.texts + b.texts)
        if b.row_span > 1:
            _extend(sheet, a, b)
    _remove(sheet, below, first_cell)
    for cell in sheet.row_cells(row):
        if cell.row < row:
            cell.row_span -= 1
    for cell in sheet.cells[first_cell:]:
        if cell.row > row:
            cell.row -= 1
    del sheet.at[row]
    del sheet.row_pages[row]


def _complement(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether the one row has figures and no name and the other a name and no figures, in different columns.

    Labels of several lines may go whole to the next page while the figures of their row stay.
    """
    if any(a.lines and b.lines or a.row_span > 1 or b.row_span > 1 for a, b in pairs):
        return False
    above, below = ([cell.text for cell in row if cell.texts] for row in zip(*pairs, strict=True))
    figures = [text for text in above if parse_figure(text)]
    codes = [text for text in below if text.isdecimal()]
    named = len(below) - len(codes)
    return (
        bool(figures)
        and all(parse_figure(text) or is_dash(text) for text in above)
        and named == 1 >= len(codes)
    )


def _goes_on(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether some text of the row above goes on in that below, and nothing stands twice."""
    rest = [(a, b) for a, b in pairs if b.lines and b.row_span == 1]
    if not rest or any(b.lines and not _runs_on(a) for a, b in pairs if b.row_span > 1):
        return False
    if any(_is_next_item(a, b) for a, b in rest) or _has_codes_of_its_own(pairs):
        return False
    others = [(a, b) for a, b in rest if not is_cut_amount(a.text, b.text)]
    if any(a.lines and parse_figure(b.text) for a, b in others):
        return False
    if not all(_runs_on(a, b) for a, b in others if not parse_figure(b.text)):
        return False
    return any(a.lines for a, _ in rest) and not any(_both_whole(a, b) for a, b in pairs)


def _has_codes_of_its_own(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether both rows have a code before their names, in columns of their own (项 above, 款 below)."""
    names = (n for n, pair in enumerate(pairs) if any(c.lines and not c.text.isdecimal() for c in pair))
    before = pairs[: next(names, 0)]
    return any(a.lines for a, _ in before) and any(b.lines and not a.lines for a, b in before)


def _is_next_item(above: Cell, below: Cell) -> bool:
    """Whether two cells each hold an item of one level of a list (十八、…, 十九、…), in a line of its own."""
    first, second = ITEMS.match(above.text), ITEMS.match(below.text)
    if first is None or second is None or len(above.texts) > 1:
        return False
    return first[0].strip(NUMBERS) == second[0].strip(NUMBERS)


def _both_whole(above: Cell, below: Cell) -> bool:
    """Whether two cells each hold the whole name of a level of indicators (产出指标, 效益指标)."""
    texts = above.text, below.text
    return all(texts) and all(is_word(text, "level_name", FORM_WORDS) for text in texts)


def _runs_on(cell: Cell, rest: Cell | None = None) -> bool:
    """Whether the last line of the cell fills its width, so that its text may go on.

    A label that is set in by its level fills it from there, if what goes on (``rest``) is not set in.
    """
    if not cell.lines:
        return False
    line = cell.lines[-1]
    left = cell.x0 + 1.6 * line.size
    if rest is not None and rest.lines and rest.lines[0].x0 < min(left, line.x0 - line.size):
        left = line.x0 + 1
    return line.x1 > cell.x1 - 1.6 * line.size and line.x0 < left


def _remove(sheet: Sheet, gone: list[Cell], first_cell: int) -> None:
    """Take cells that stand from ``first_cell`` on out of ``sheet.cells``."""
    ids = {id(cell) for cell in gone}
    sheet.cells[first_cell:] = [cell for cell in sheet.cells[first_cell:] if id(cell) not in ids]


def join_cut_heads(sheet: Sheet, row: int, first_cell: int) -> None:
    """Join the heads of columns that a page break has cut, where ``row`` begins the new page.

    Beside them stands a head over others, which are below the break: 科目编码 over 类, 款 and 项. No figure
    stands in the header, and each head that has text on both pages runs to the end of its line.
    """
    if row > MOST_HEADER_ROWS or len(sheet.row_cells(row)) == len(sheet.row_cells(row - 1)):
        return
    if any(parse_figure(cell.text) for n in range(row + 1) for cell in sheet.row_cells(n)):
        return
    pairs = [
        (above, below)
        for below in sheet.row_cells(row)
        if (above := sheet.at[row - 1][below.column]).column == below.column
        and above.column_span == below.column_span
    ]
    cut = [(a, b) for a, b in pairs if a.lines and b.lines]
    if not cut or not all(_runs_on(a, b) for a, b in cut):
        return
    for above, below in pairs:
        above.lines += below.lines
        above.write(above.texts + below.texts)
        _extend(sheet, above, below)
    _remove(sheet, [below for _, below in pairs], first_cell)


def join_spans(sheet: Sheet, row: int, first_cell: int) -> None:
    """A cell that spans rows on both sides of the break, empty below it, is one cell."""
    if row >= sheet.rows:
        return
    for below in sheet.row_cells(row):
        above = sheet.at[row - 1][below.column]
        if below.lines or not above.lines or below.row != row:
            continue
        if (above.column, above.column_span) != (below.column, below.column_span):
            continue
        if above.row_span == 1 and below.row_span == 1 or parse_figure(above.text):
            continue
        _extend(sheet, above, below)
        _remove(sheet, [below], first_cell)


def _extend(sheet: Sheet, above: Cell, below: Cell) -> None:
    """Let ``above`` cover the place of ``below`` too."""
    above.row_span = below.row + below.row_span - above.row
    for row in range(below.row, below.row + below.row_span):
        for column in range(below.column, below.column + below.column_span):
            sheet.at[row][column] = above
