"""Tables that go on over a page break become one.

The next page may repeat the header or not, may leave empty columns away, may shift the table, and
may go on in the middle of a row. Lengths are PDF points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from extractors.characters import fold
from extractors.numbers import is_plain_number, parse_figure
from extractors.tables.captions.wording import is_title
from extractors.tables.geometry import GEOMETRY
from extractors.tables.grid import Cell, Grid, nearest
from extractors.tables.headers import header_of
from extractors.tables.number_rows import numbers_columns
from extractors.tables.page_breaks.cut_rows import join_cut_heads, join_cut_row, join_spans
from extractors.tables.performance.forms import goes_on, is_form
from extractors.tables.rulings import TOUCH
from extractors.tables.sheet import Caption, Sheet, distinct, sheet_of
from extractors.tables.words import FORM_WORDS, is_word
from records.list_numbers import ITEMS
from records.phrases import Phrases

WORDS = Phrases("extractors")

HEADS = ("row_head", "revenue", "expenditure")
"""Words that head the columns or sides of a table."""
FIRST_ITEM = re.compile(r"[（(]?[一1](?![\d十])")
YEAR = re.compile(r"(?:19|20)\d\d")
FEWEST_COUNTS = 2
"""Whole numbers of a row, beside its label, that are figures: one may be the number of a column."""
SHORTEST_CUT = 4
"""Characters of the head of a column that are left where the header's repetition cuts it off."""
MOST_EMPTY_ROWS = 2.5
"""Heights of a row by which a table goes on below an empty row, at most."""
MORE_ROWS = 2
"""Rows that a header may take more on one page than on the other."""
SAME = GEOMETRY.same_column
MOST_OFF = 0.04
"""Shares of the width of their tables by which columns that are the same differ, at most."""
SHIFT = GEOMETRY.shift


def continues(sheet: Sheet, grid: Grid, caption: Caption, page: int | None) -> bool:
    """Append ``grid`` to ``sheet`` if it is its continuation; whether it was.

    On pages it must stand on the page after; without pages it must follow directly, which the
    caller has seen, with as many columns and no header of its own. On one page it may go on below an
    empty row without rulings.
    """
    if page is not None and page == sheet.last_page:
        titled = caption.title is not None or _is_captioned(caption, grid)
        return not titled and _continues_below_gap(sheet, grid, page)
    if page is not None and (sheet.last_page is None or page != sheet.last_page + 1):
        return False
    title = caption.title and WORDS.title_continues.sub("", caption.title)
    if title and fold(title) != fold(sheet.caption.title or ""):
        return False
    if is_blank(grid):
        return True
    repeated = repeated_rows(sheet, grid)
    marked = _is_marked(caption, grid)
    if title and not repeated and not marked:
        return False
    if title and not marked and _begins_anew(sheet, caption, grid, repeated):
        return False
    if sheet.note and not repeated:
        return False
    if (
        page is not None
        and not repeated
        and not title
        and (_is_captioned(caption, grid) or _opens(sheet, grid))
    ):
        return False
    if caption.form_code and sheet.caption.form_code not in (None, caption.form_code):
        return False
    if page is None and (grid.columns != sheet.columns or not _is_rest(sheet, grid, repeated)):
        return False
    # the whole table is looked at only where its columns alone do not tell: it may have hundreds of pages
    if _are_alike(sheet.xs, grid) or _is_repeated_whole(sheet, grid, repeated):
        columns: list[int] | None = list(range(len(sheet.xs)))
    else:
        columns = column_map(sheet, grid)
    if columns is None:
        return False
    append(sheet, grid, page, columns, repeated)
    return True


def _is_marked(caption: Caption, grid: Grid) -> bool:
    """Whether what stands above a table or at its head says that it goes on: 收入总表（续）, 续表."""
    told = [caption.title or "", *caption.rest, *(cell.text for cell in distinct(grid.at[0]) if cell.texts)]
    return any(WORDS.title_continues.search(text) for text in told)


def _begins_anew(sheet: Sheet, caption: Caption, grid: Grid, repeated: int) -> bool:
    """Whether a table with the title and header of ``sheet`` is another: of another body, or alike in its
    first row.
    """
    issuers = {fold(name) for name in (caption.issuer, sheet.caption.issuer) if name}
    if len(issuers) > 1:
        return True
    ours = [fold(cell.text) for cell in sheet.row_cells(repeated)] if repeated < sheet.rows else []
    theirs = [fold(cell.text) for cell in distinct(grid.at[repeated])] if repeated < grid.rows else []
    return bool(theirs and ours) and theirs[:2] == ours[:2] and any(theirs[:2])


def _continues_below_gap(sheet: Sheet, grid: Grid, page: int) -> bool:
    """Append ``grid`` if it goes on with ``sheet`` below an empty row: a row of figures in its columns."""
    pitch = max(b - a for a, b in pairwise(grid.ys))
    columns = [nearest(sheet.xs, x) for x in grid.xs]
    if not 0 <= grid.ys[0] - sheet.bottom < MOST_EMPTY_ROWS * pitch or len(set(columns)) < len(columns):
        return False
    if any(abs(sheet.xs[i] - x) > TOUCH for i, x in zip(columns, grid.xs, strict=True)):
        return False
    texts = [cell.text for cell in distinct(grid.at[0]) if cell.texts]
    figures = [text for text in texts if parse_figure(text)]
    if not 0 < len(figures) < len(texts) or not any(parse_figure(cell.text) for cell in sheet.cells):
        return False
    append(sheet, grid, None, columns, 0)
    sheet.row_pages[-grid.rows :] = [page] * grid.rows
    return True


def _is_repeated_whole(sheet: Sheet, grid: Grid, repeated: int) -> bool:
    """Whether ``grid`` has the columns of ``sheet`` by their heads, all of which it repeats, wherever they
    stand: they may be as wide as what this page has in them."""
    if len(grid.xs) != len(sheet.xs) or not repeated:
        return False
    return repeated >= header_of(sheet)[0] - sheet.caption_rows and not is_form(sheet)


def _is_captioned(caption: Caption, grid: Grid) -> bool:
    """Whether a table has a form number, unit or body of its own, as one that begins has.

    A unit that the label of a form's money has in its brackets (项目资金（万元）) is none of the table.
    """
    first = grid.at[0][0]
    of_money = first.row_span > 1 and is_word(first.text, "money_label", FORM_WORDS)
    return any((caption.form_code, caption.unit and not of_money, caption.issuer))


def _opens(sheet: Sheet, grid: Grid) -> bool:
    """Whether the first row with text of ``grid`` is the header of another table than ``sheet``.

    It heads columns, and is no band of a form (一级指标 …), which has headers in its middle.
    """
    first = next((row for row in grid.at if any(cell.texts for cell in row)), [])
    texts = [cell.text for cell in distinct(first) if cell.texts]
    if len(texts) < 2 or not _heads_more(first) or any(map(parse_figure, texts)):
        return False
    if any(is_word(text, kind, FORM_WORDS) for text in texts for kind in ("level1", "level2")):
        return False
    if not any(parse_figure(cell.text) for cell in sheet.cells):
        return False
    return any(is_word(text, kind) for text in texts for kind in HEADS)


def _heads_more(row: list[Cell]) -> bool:
    """Whether most cells of a row hold text: a row of a body may be a label without figures."""
    cells = distinct(row)
    return 2 * sum(bool(cell.texts) for cell in cells) > len(cells)


def _is_rest(sheet: Sheet, grid: Grid, repeated: int) -> bool:
    """Whether ``grid`` has no header of its own, or repeats the whole one of ``sheet``.

    Forms one after the other begin alike, and are none the other's continuation.
    """
    if repeated:
        return repeated >= _rows_of_words(sheet) and not is_form(sheet)
    if goes_on(sheet, grid.at[0]):
        return True
    if header_of(sheet)[0] == sheet.rows and any(
        parse_figure(cell.text) for cell in distinct(grid.at[0])[1:]
    ):
        return True  # the body below a header that is a table of its own
    if not is_form(sheet) and _is_later_row(distinct(grid.at[0])):
        return True
    return _rows_of_words(sheet_of(grid, None, Caption())) == 0


def _is_later_row(row: list[Cell]) -> bool:
    """Whether a row cannot be the first of a table: an item that is not its first, or several counts."""
    texts = [cell.text for cell in row if cell.texts]
    if len(row) == 1 or any(map(is_title, texts)):
        return False
    if any(ITEMS.match(text) and not FIRST_ITEM.match(text) for text in texts):
        return not any(is_word(text, kind) for text in texts for kind in HEADS)
    counts = [text for text in texts[1:] if is_plain_number(text) and not YEAR.fullmatch(text)]
    return len(counts) >= FEWEST_COUNTS and not numbers_columns(texts)


def _rows_of_words(sheet: Sheet) -> int:
    """How many rows from the top are header, without those at its end that only number the columns."""
    rows, _ = header_of(sheet)
    while rows and numbers_columns([cell.text for cell in sheet.row_cells(rows - 1)]):
        rows -= 1
    return rows


def column_map(sheet: Sheet, grid: Grid) -> list[int] | None:
    """For each position of ``grid.xs`` its index in ``sheet.xs``; ``None`` if they do not agree.

    Adds to ``sheet.xs`` the positions that only the next page has, if the outer edges agree.
    """
    ours, theirs = sheet.xs, grid.xs
    if _are_alike(ours, grid):
        return list(range(len(ours)))
    for shift in dict.fromkeys((0.0, ours[0] - theirs[0], ours[-1] - theirs[-1])):
        if abs(shift) > SHIFT:
            continue
        near = [nearest(ours, x + shift) for x in theirs]
        good = [abs(ours[i] - x - shift) <= SAME for i, x in zip(near, theirs, strict=True)]
        if all(good) and len(set(near)) == len(near) and (len(theirs) >= 3 or near == [0, len(ours) - 1]):
            return near
        if grid.origin != "ruled" and shift == 0.0 and (own := _columns_within(ours, theirs)):
            return own
        if good[0] and good[-1] and near[0] == 0 and near[-1] == len(ours) - 1:
            _add_positions(sheet, [x + shift for x, known in zip(theirs, good, strict=True) if not known])
            return [nearest(sheet.xs, x + shift) for x in theirs]
    return None


def _are_alike(ours: list[float], grid: Grid) -> bool:
    """Whether the columns of ``grid`` are ours, one by one: as wide a share of the table each."""
    theirs = grid.xs
    if len(ours) != len(theirs):
        return False
    total, their_total = ours[-1] - ours[0], theirs[-1] - theirs[0]
    widths = zip(pairwise(ours), pairwise(theirs), strict=True)
    off = max(abs((b - a) / total - (d - c) / their_total) for (a, b), (c, d) in widths)
    return off <= MOST_OFF or grid.origin != "ruled" and _are_same_columns(ours, theirs)


def _are_same_columns(ours: list[float], theirs: list[float]) -> bool:
    """Whether columns that the text of each page tells are those of the other page, one by one."""

    def within(columns: list[float], others: list[float]) -> bool:
        middles = [(a + b) / 2 for a, b in pairwise(columns)]
        return all(a < middle < b for middle, (a, b) in zip(middles, pairwise(others), strict=True))

    return within(ours, theirs) and within(theirs, ours)


def _columns_within(ours: list[float], theirs: list[float]) -> list[int] | None:
    """As :func:`column_map`, where the text of the next page tells fewer columns, each in one of ours."""
    if abs(ours[0] - theirs[0]) > SAME or abs(ours[-1] - theirs[-1]) > SAME:
        return None
    places = [bisect_right(ours, (a + b) / 2) - 1 for a, b in pairwise(theirs)]
    if any(b <= a for a, b in pairwise(places)) or len(theirs) > len(ours):
        return None
    return [*places, len(ours) - 1]


def _add_positions(sheet: Sheet, extra: list[float]) -> None:
    """Split the columns of ``sheet`` at ``extra``; its cells then span more columns."""
    xs = sorted(sheet.xs + extra)
    place = {x: i for i, x in enumerate(xs)}
    starts = [place[x] for x in sheet.xs]
    for cell in sheet.cells:
        first, after = starts[cell.column], starts[cell.column + cell.column_span]
        cell.column, cell.column_span = first, after - first
    for row, cells in enumerate(sheet.at):
        wide: list[Cell] = []
        for column, cell in enumerate(cells):
            wide += [cell] * (starts[column + 1] - starts[column])
        sheet.at[row] = wide
    sheet.xs = xs


def is_blank(grid: Grid) -> bool:
    """Whether no cell of the grid holds text."""
    return not any(cell.lines for cell in grid.cells)


def repeated_rows(sheet: Sheet, grid: Grid) -> int:
    """How many rows at the top of ``grid`` repeat the first rows of ``sheet``."""
    marks = 0
    while marks < grid.rows and _only_says_that_it_goes_on(grid.at[marks]):
        marks += 1
    count = 0
    for row in range(min(grid.rows - marks, sheet.rows)):
        theirs = [_without_mark(cell.text) for cell in distinct(grid.at[row + marks])]
        ours = [_without_mark(cell.text) for cell in sheet.row_cells(row) if cell.page is None]
        if not _is_same_row([t for t in theirs if t], [t for t in ours if t]):
            break
        if any(parse_figure(text) and len(text) > 2 for text in theirs):
            break
        count += 1
    if count or grid.origin == "ruled":
        return count + marks
    return _rows_of_same_header(sheet, grid)


def _only_says_that_it_goes_on(row: list[Cell]) -> bool:
    texts = [cell.text for cell in distinct(row) if cell.texts]
    return bool(texts) and all(map(WORDS.continued.match, texts))


def _without_mark(text: str) -> str:
    return fold(WORDS.title_continues.sub("", text))


def _rows_of_same_header(sheet: Sheet, grid: Grid) -> int:
    """How many rows at the top of ``grid`` hold the text of the header of ``sheet``, however it is parted.

    Where no ruling tells the cells of a header, each page may read them in its own way.
    """
    own = range(sheet.caption_rows, header_of(sheet)[0])
    wanted = Counter(
        char for row in own for cell in sheet.row_cells(row) if cell.row == row for char in fold(cell.text)
    )
    found: Counter[str] = Counter()
    for row in range(min(grid.rows, len(own) + MORE_ROWS)):
        found.update(char for cell in distinct(grid.at[row]) if cell.row == row for char in fold(cell.text))
        if found == wanted:
            return 0 if is_form(sheet) else row + 1
    return 0


def _is_same_row(theirs: list[str], ours: list[str]) -> bool:
    """Whether a row has the same texts as another, the end of one of them perhaps cut off."""
    if not theirs or len(theirs) != len(ours):
        return False
    other = [(a, b) for a, b in zip(theirs, ours, strict=True) if a != b]
    return not other or (
        len(theirs) > 2
        and len(other) == 1
        and len(other[0][0]) >= SHORTEST_CUT
        and other[0][1].startswith(other[0][0])
    )


def append(sheet: Sheet, grid: Grid, page: int | None, columns: list[int], repeated: int) -> None:
    """Add the rows of ``grid`` below ``sheet``; ``columns`` as :func:`column_map` gives it.

    Without pages (``page`` is ``None``) nothing has cut a row in two.
    """
    first_row, first_cell = sheet.rows, len(sheet.cells)
    last = sheet.columns
    seen: set[int] = set()
    for cells in grid.at:
        row: list[Cell] = []
        for cell in cells:
            if id(cell) not in seen:
                seen.add(id(cell))
                after = columns[cell.column + cell.column_span]
                cell.column = columns[cell.column]
                cell.column_span = after - cell.column
                cell.row += first_row
                sheet.cells.append(cell)
            if not row or row[-1] is not cell:
                row += [cell] * cell.column_span
        sheet.at.append(_padded(row, columns[0], last, sheet, len(sheet.at), grid))
        sheet.row_pages.append(page)
    sheet.bottom = grid.ys[-1]
    sheet.repeated.update(range(first_row, first_row + repeated))
    # Only the cells of the new page are looked at, so that a long table takes linear time.
    if page is not None and first_row + repeated < sheet.rows:
        join_cut_row(sheet, first_row - 1, first_row + repeated, first_cell)
    if not repeated and page is not None and first_row < sheet.rows:
        join_cut_heads(sheet, first_row, first_cell)
        join_spans(sheet, first_row, first_cell)


def _padded(row: list[Cell], before: int, columns: int, sheet: Sheet, index: int, grid: Grid) -> list[Cell]:
    """The row with empty cells where the next page has no columns."""

    def empty(column: int) -> Cell:
        y0, y1 = row[0].y0, row[0].y1
        cell = Cell(index, column, 1, 1, grid.xs[-1], y0, grid.xs[-1], y1)
        sheet.cells.append(cell)
        return cell

    head = [empty(column) for column in range(before)]
    return head + row + [empty(column) for column in range(before + len(row), columns)]
