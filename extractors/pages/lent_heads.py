"""The header of an open table that stands alone at the foot of a page, its figures overleaf.

No ruling tells that it is one: it is read with the next page, at the top of which it is put for that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from extractors.document import TextLine
from extractors.flow import Flow
from extractors.numbers import is_plain_number
from extractors.pdf.reading import Page
from extractors.tables.captions.above import read_caption
from extractors.tables.grid import Grid
from extractors.tables.headers import header_of
from extractors.tables.sheet import Caption, Sheet, sheet_of
from records.lexicon.statements import statement_of_title

MOST_ROWS = 6
"""Rows of text that a header has, at most."""
LONGEST_HEAD = 24
"""Characters; a longer line is prose."""
FEWEST_HEADS = 3
"""A row of a header holds as many heads beside each other."""
GAP = 0.4
"""Sizes of type between the header and the first row."""


class Lent(NamedTuple):
    """Heads, and how far down from their place they were put."""

    lines: list[TextLine]
    down: float


def lent_heads(flow: Flow, grids: list[Grid], outside: list[TextLine], page: Page) -> Lent | None:
    """The heads at the foot of the page before, which is the last in ``flow``, put above the first grid.

    ``None`` if that table has heads of its own, or something stands above it.
    """
    if not grids or grids[0].origin == "ruled" or any(line.y0 < grids[0].ys[0] for line in outside):
        return None
    if header_of(sheet_of(grids[0], page.number, Caption()))[0]:
        return None
    rows = _foot(flow, page.number - 1)
    for count in range(1, min(MOST_ROWS, len(rows) - 1) + 1):
        heads, above = rows[-count:], rows[:-count]
        lines = [line for row in heads for line in row]
        if not all(map(_is_head, lines)):
            return None
        title = read_caption(above, above[-1][0].y1)[0].title
        if title and statement_of_title(title) and max(map(len, heads)) >= FEWEST_HEADS:
            last = max(lines, key=lambda line: line.y1)
            down = grids[0].ys[0] - GAP * last.size - last.y1
            return Lent([_moved(line, down) for line in lines], down)
    return None


def put_back(sheet: Sheet, down: float) -> None:
    """Let the heads that were put ``down`` above a table stand on the page before, where they are printed."""
    page = sheet.row_pages[-1]
    rows = {cell.row for cell in sheet.cells if any(line.page != page for line in cell.lines)}
    for cell in sheet.cells:
        if cell.row in rows:
            cell.y0, cell.y1 = cell.y0 - down, cell.y1 - down
            cell.lines = [_moved(line, -down) for line in cell.lines]
    for row in rows:
        sheet.row_pages[row] = page and page - 1


def _moved(line: TextLine, down: float) -> TextLine:
    return replace(line, y0=line.y0 + down, y1=line.y1 + down)


def _foot(flow: Flow, number: int) -> list[list[TextLine]]:
    """The rows of text with which page ``number`` ends."""
    rows: list[list[TextLine]] = []
    for block in reversed(flow.blocks):
        if not isinstance(block, list) or block[0].page != number or len(rows) > 2 * MOST_ROWS:
            break
        rows.insert(0, block)
    return rows


def _is_head(line: TextLine) -> bool:
    return len(line.text) <= LONGEST_HEAD and not (is_plain_number(line.text) and "." in line.text)
