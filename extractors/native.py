"""Formats that mark paragraphs and cells themselves: Word, web pages, workbooks.

A reader of such a format gives its content as a sequence of :class:`NativeText` and
:class:`NativeTable`, in reading order; :func:`native_flow` makes of it the same
:class:`~extractors.flow.Flow` that pages are read into: captions, notes and continuations are found
by the same rules. No place has a page or a box then; each text and each cell has an *anchor*.

A reader of workbooks gives, sheet by sheet, what stands above the table (title, 单位：万元) as
``NativeText``, one a row with its cells parted by tabs, and the rest as one ``NativeTable``; rows of
title and unit may as well stay in the table: they are recognised at its top. Merged cells are one
``NativeCell`` with its spans; empty cells may be left out. The anchor of a cell is ``Sheet1!C7``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.chapters import heading_level
from extractors.characters import normalise, tight
from extractors.document import TextLine
from extractors.errors import TooLarge
from extractors.flow import Flow
from extractors.pages.assemble import CHAPTER
from extractors.paragraphs import SENTENCE_END, Paragraph, tightened
from extractors.tables.captions.above import read_caption
from extractors.tables.captions.below import read_foot, read_note
from extractors.tables.captions.inside import MOST_CAPTION_ROWS, absorb_caption
from extractors.tables.captions.wording import is_title, parts_captions
from extractors.tables.grid import Cell, Grid
from extractors.tables.page_breaks.continuation import continues, is_blank
from extractors.tables.sheet import Sheet, distinct, sheet_of
from records.list_numbers import HEADING, PART
from records.phrases import Phrases

WORDS = Phrases("extractors")

USUAL_SIZE = 12.0
"""Font size in points where the file does not say."""
COLUMN_WIDTH = 60.0
"""Points, of a column whose file names no width."""
NARROWEST = 3.0
"""Points; no character of a printed table is narrower."""
MOST_PLACES = 2_000_000
"""Rows times columns of one table; the largest real forms have some 10,000."""
MIDDLE = 240.0
"""Made-up middle of the page that centred text stands around."""
PART_ALONE = re.compile(f"^{PART}$")
PIECES = re.compile(r"\t+| {3,}|\u3000{2,}")


@dataclass(frozen=True, slots=True)
class NativeText:
    """A paragraph as the file gives it.

    ``text`` is one line; tabs part the pieces that stand apart on it. ``size`` is the font size in
    points, ``level`` that of a heading style (from 1).
    """

    text: str
    anchor: str
    size: float = USUAL_SIZE
    centred: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class NativeCell:
    """A cell as the file gives it; ``row`` and ``column`` from 0, line feeds part the lines of ``text``."""

    row: int
    column: int
    text: str
    anchor: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class NativeTable:
    """A table as the file gives it.

    ``widths`` are those of its columns in points, if the file says them. ``alone``: it never goes
    on from the table before, however alike they are (another sheet of a workbook).
    """

    cells: Sequence[NativeCell]
    widths: Sequence[float] | None = None
    alone: bool = False


Block = NativeText | NativeTable


def cut_lines(text: str, like: NativeText) -> Iterator[NativeText]:
    """``text``, a paragraph like ``like``, cut where a line broken by hand ends a sentence or a heading.

    So are the lines of a table's caption: its title, form number, body and unit.
    """
    whole = ""
    for line in text.split("\n"):
        ended = whole.rstrip().endswith(SENTENCE_END) or like.centred or heading_level(whole.strip())
        if whole and not ended and not HEADING.match(line) and not parts_captions(whole, line):
            whole += line
            continue
        if whole:
            yield replace(like, text=whole)
        whole = line
    yield replace(like, text=whole)


def put_beside(left: NativeTable, right: NativeTable) -> NativeTable | None:
    """Two tables in the cells of one row as one: the sides of a form; ``None`` if one has a title inside."""
    if any(is_title(cell.text) for table in (left, right) for cell in table.cells if cell.row == 0):
        return None
    columns = max(cell.column + cell.column_span for cell in left.cells)
    cells = [*left.cells, *(replace(cell, column=cell.column + columns) for cell in right.cells)]
    widths = [*left.widths[:columns], *right.widths] if left.widths and right.widths else None
    return NativeTable(cells, widths, left.alone)


def native_flow(blocks: Iterable[NativeText | NativeTable]) -> Flow:
    """Paragraphs and tables of a file without pages as a flow.

    A table that follows another directly, with the same columns and neither title nor header, is
    its continuation. Raises :class:`~extractors.errors.TooLarge` for a table beyond all measure.
    """
    flow = Flow()
    above: list[NativeText] = []
    open_sheet: Sheet | None = None
    top = 0.0
    for block in blocks:
        if isinstance(block, NativeText):
            if block.text.strip() and not WORDS.goes_on_below.match(block.text.strip()):
                above.append(block)
            continue
        grid = native_grid(block)
        if grid is None:
            continue
        if texts := _caption_texts(grid):
            above += texts
            continue
        above = _without_note(above, open_sheet, False)
        rows, top = _rows(above, top)
        caption, used = read_caption(rows, top)
        kept = len(above) - used
        if 0 < kept < len(above) and PART_ALONE.match(tight(above[kept - 1].text.strip())):
            kept += 1  # the title of the part, on the line below its number
            caption, _ = read_caption(rows[kept:], top)
        sheet = sheet_of(grid, None, caption)
        absorb_caption(sheet)
        flow.blocks += map(_paragraph, above[:kept])
        follows = open_sheet is not None and not kept and not block.alone
        if not (follows and open_sheet is not None and continues(open_sheet, grid, caption, None)):
            flow.blocks += [
                _paragraph(text)
                for text, row in zip(above[kept:], rows[kept:], strict=True)
                if CHAPTER.match(row[0].text)
            ]
            if not is_blank(grid) or caption.title is not None:
                flow.blocks.append(sheet)
                open_sheet = sheet
        above = []
    flow.blocks += map(_paragraph, _without_note(above, open_sheet, True))
    return flow


def _caption_texts(grid: Grid) -> list[NativeText]:
    """The rows of a table that only holds a caption, as text (a table without rulings used to align it)."""
    if grid.rows > MOST_CAPTION_ROWS:
        return []
    cells = [[cell for cell in distinct(row) if cell.texts] for row in grid.at]
    texts = [NativeText("\t".join(cell.text for cell in row), row[0].anchor or "") for row in cells if row]
    caption, used = read_caption(*_rows(texts, 0.0))
    told = caption.unit or caption.form_code or caption.counted
    return texts if texts and used == len(texts) and told else []


def native_grid(table: NativeTable) -> Grid | None:
    """The grid of a table; ``None`` if it has no cells.

    Where cells overlap, the first one has the place; where none is, an empty one is made. Columns
    that no cell begins or ends at are none, nor are those narrower than any text, which come from
    rows drawn one by one. Raises :class:`~extractors.errors.TooLarge`.
    """
    if not table.cells:
        return None
    bounds = sorted({c for cell in table.cells for c in (cell.column, cell.column + cell.column_span)} | {0})
    column_of, xs = _columns(bounds, table)
    columns = len(xs) - 1
    rows = max(cell.row + cell.row_span for cell in table.cells)
    if rows * columns > MOST_PLACES:
        raise TooLarge(f"a table of {rows:,} rows and {columns:,} columns")
    ys = [USUAL_SIZE * 2 * row for row in range(rows + 1)]
    owner: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    cells: list[Cell] = []

    def place(row: int, column: int, row_span: int, column_span: int) -> Cell | None:
        if owner[row][column] is not None:
            return None
        last = column
        while last + 1 < column + column_span and owner[row][last + 1] is None:
            last += 1
        bottom = row
        while bottom + 1 < row + row_span and not any(owner[bottom + 1][column : last + 1]):
            bottom += 1
        box = (xs[column], ys[row], xs[last + 1], ys[bottom + 1])
        cell = Cell(row, column, bottom - row + 1, last - column + 1, *box)
        cells.append(cell)
        for r in range(row, bottom + 1):
            owner[r][column : last + 1] = [cell] * (last - column + 1)
        return cell

    for given in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        start, end = column_of[given.column], column_of[given.column + given.column_span]
        if start == end:
            continue
        cell = place(given.row, start, given.row_span, end - start)
        if cell is not None:
            cell.anchor = given.anchor
            _write(cell, given)
    for row in range(rows):
        for column in range(columns):
            place(row, column, 1, 1)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(xs, ys, cells, owner)  # type: ignore[arg-type]


def _columns(bounds: list[int], table: NativeTable) -> tuple[dict[int, int], list[float]]:
    """For each bound of the file's columns the grid's, and their made-up positions.

    Bounds nearer to each other than any text is wide are one, unless text stands between them.
    """
    widths = table.widths
    known = widths if widths and len(widths) >= bounds[-1] and min(widths) >= 0 else None
    positions = [0.0]
    for first, after in pairwise(bounds):
        width = sum(known[first:after]) if known else COLUMN_WIDTH * (after - first)
        positions.append(positions[-1] + max(width, 1.0))
    column_of, xs = {bounds[0]: 0}, [0.0]
    for bound, x in zip(bounds[1:], positions[1:], strict=True):
        if x - xs[-1] > NARROWEST:
            xs.append(x)
        column_of[bound] = len(xs) - 1
    lost = any(
        cell.text.strip() and column_of[cell.column] == column_of[cell.column + cell.column_span]
        for cell in table.cells
    )
    if lost or len(xs) == 1:
        return {bound: index for index, bound in enumerate(bounds)}, positions
    return column_of, xs


def _write(cell: Cell, given: NativeCell) -> None:
    """Put the lines of a text into its cell."""
    written = (line for line in given.text.splitlines() if line.strip())
    cell.lines = [
        _line(text, given.anchor, USUAL_SIZE, cell.x0, cell.y0 + number * USUAL_SIZE)
        for number, text in enumerate(written)
    ]
    cell.write([tight(line.text.strip()) for line in cell.lines])


def _line(text: str, anchor: str, size: float, x0: float, y0: float) -> TextLine:
    edges = [x0 + size * i for i in range(len(text) + 1)]
    return TextLine(None, normalise(text), text, edges, y0, y0 + size, size, anchor=anchor)


def _paragraph(text: NativeText) -> Paragraph:
    line = tightened(_line(text.text, text.anchor, text.size, 0.0, 0.0))
    return Paragraph([line], text.centred, text.level)


def _rows(texts: list[NativeText], top: float) -> tuple[list[list[TextLine]], float]:
    """Paragraphs as rows of pieces below each other from ``top`` on, and where the next would stand."""
    rows = []
    for text in texts:
        pieces = [piece for piece in PIECES.split(text.text.strip()) if piece]
        row = []
        for number, piece in enumerate(pieces):
            x0 = 2 * MIDDLE * number / len(pieces)
            if text.centred and len(pieces) == 1:
                x0 = MIDDLE - text.size * len(piece) / 2
            row.append(_line(piece, text.anchor, text.size, x0, top))
        rows.append(row)
        top += 2 * text.size
    return rows, top


def _without_note(texts: list[NativeText], sheet: Sheet | None, last: bool) -> list[NativeText]:
    """The text below a table without the unit and the note at its head, which become the table's.

    ``last``: no table follows.
    """
    if sheet is None or not texts:
        return texts
    rows, _ = _rows(texts, 0.0)
    foot = read_foot(rows, sheet.caption, last)
    sheet.note, used = read_note(rows[foot:])
    return texts[foot + used :]
