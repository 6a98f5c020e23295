"""What the reader saw on a page, for a picture of it: the pieces from which its tables were made."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.document import TextLine
from extractors.errors import NoSuchPage
from extractors.pages.assemble import assemble
from extractors.pages.furniture import remove_furniture
from extractors.pdf.opening import picture_as_pdf
from extractors.pdf.reading import Page, read_pages
from extractors.scans.reading import recognise
from extractors.tables.facts import read_table
from extractors.tables.figures import Context
from extractors.tables.grid import Grid, LeftOut
from extractors.tables.headers import Group, read_layout
from extractors.tables.performance.forms import is_form
from extractors.tables.rulings import Frame, Segment, frames
from extractors.tables.sheet import Sheet
from extractors.tables.strokes import Shade
from records.columns import Box
from records.file_tables import CellRecord


@dataclass(slots=True)
class TableSeen:
    """A table's part on the page: its id, its cells with their roles, its groups of columns.

    ``groups`` is empty for a free form, which has no columns of one meaning.
    """

    table_id: str
    statement: str
    cells: list[CellRecord]
    groups: list[tuple[Group, list[Box]]] = field(default_factory=list)


@dataclass(slots=True)
class PageSeen:
    """A page as read, laid straight if its text stands on its side; all in points from its top left.

    ``horizontal`` holds ``(y, x0, x1)`` and ``vertical`` ``(x, y0, y1)`` as drawn (or, where
    ``is_recognised``, as found in a picture); ``frames`` are these cleaned and grouped.
    """

    number: int
    width: float
    height: float
    is_recognised: bool
    lines: list[TextLine]
    horizontal: list[Segment]
    vertical: list[Segment]
    shades: list[Shade]
    frames: list[Frame]
    grids: list[Grid]
    tables: list[TableSeen]
    left_out: list[LeftOut]


def see_page(data: bytes, number: int) -> PageSeen:
    """What is seen on page ``number`` (from 1) of a PDF or picture file.

    The pages before it are read too, since a table may go on from them. Raises as
    :func:`extractors.pdf.opening.open_pdf`, and :class:`~extractors.errors.NoSuchPage`.
    """
    pages = list(read_pages(data if b"%PDF-" in data[:1024] else picture_as_pdf(data).pdf))
    if not 1 <= number <= len(pages):
        raise NoSuchPage(number, len(pages))
    recognise(data, pages)
    page = pages[number - 1]
    lines = list(page.lines)
    remove_furniture(pages)
    flow = assemble(pages)
    flow.unstack()
    return PageSeen(
        number=number,
        width=page.width,
        height=page.height,
        is_recognised=any(line.scores is not None for line in lines),
        lines=lines,
        horizontal=page.horizontal,
        vertical=page.vertical,
        shades=page.shades,
        frames=frames(page.horizontal, page.vertical) or [],
        grids=page.grids,
        tables=_tables(flow.sheets, page),
        left_out=page.left_out,
    )


def _tables(sheets: list[Sheet], page: Page) -> list[TableSeen]:
    result = []
    for index, sheet in enumerate(sheets, 1):
        rows = [row for row, at in enumerate(sheet.row_pages) if at == page.number]
        if not rows:
            continue
        read = read_table(sheet, index, Context("", None, None))
        cells = [cell for cell in read.cells if cell.page == page.number and cell.box is not None]
        seen = TableSeen(read.table.table_id, read.table.statement, cells)
        if not is_form(sheet):
            layout = read_layout(sheet)
            top = min(cell.box[1] for cell in cells if cell.box)
            bottom = max(cell.box[3] for cell in cells if cell.box)
            seen.groups = [(group, _columns(sheet, group, top, bottom)) for group in layout.groups]
        result.append(seen)
    return result


def _columns(sheet: Sheet, group: Group, top: float, bottom: float) -> list[Box]:
    """The boxes of a group's columns, side by side ones as one."""
    result: list[Box] = []
    for column in sorted({*group.codes, *group.body_codes, *group.labels, *group.values}):
        left, right = sheet.xs[column], sheet.xs[column + 1]
        if result and left - result[-1][2] < 1:
            result[-1] = (result[-1][0], top, right, bottom)
        else:
            result.append((left, top, right, bottom))
    return result
