"""Pages drawn from a few lines of text, so that a test reads like the report that it protects.

A table is a block of text: a line a row, cells parted by ``|``. ``<`` lets the cell at its left span
this place too, ``^`` the one above; text wraps in its cell, and at ``¶``. Lengths are PDF points;
ideographs are as wide as the font size, other characters half as wide.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.document import TextLine
from extractors.pages.assemble import assemble
from extractors.pdf.reading import Page
from extractors.tables.facts import TableRows, read_table
from extractors.tables.figures import Context
from extractors.tables.sheet import Sheet
from records.file_tables import FactRecord

SIZE = 10.0
DECIMAL = re.compile(r"-?\d+\.\d+")
CONTEXT = Context("0" * 32, 2024, "final_accounts")
Spans = list[tuple[int, int, int, int]]


def line(x: float, y: float, text: str, number: int = 1, size: float = SIZE, bold: bool = False) -> TextLine:
    """A line of text whose top left corner is at ``x``, ``y``."""
    edges = [x]
    for char in text:
        edges.append(edges[-1] + (size if ord(char) > 0x2E7F or char in "“”—…" else size / 2))
    return TextLine(number, text, text, edges, y, y + 1.2 * size, size, bold)


def width_of(text: str, size: float = SIZE) -> float:
    return line(0, 0, text, size=size).x1


def parsed(table: str) -> list[list[str]]:
    """The cells' texts and marks, row by row."""
    rows = [row for row in table.splitlines() if row.strip()]
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def spans_of(rows: list[list[str]]) -> Spans:
    """Row, column, row span and column span of each cell, in reading order."""
    result = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide, high = 1, 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            while r + high < len(rows) and rows[r + high][c] == "^":
                high += 1
            result.append((r, c, high, wide))
    return result


def draw(
    table: str,
    *,
    number: int = 1,
    widths: list[float] | None = None,
    left: float = 50.0,
    top: float = 120.0,
    height: float = 24.0,
    above: str = "",
    below: str = "",
    vertical: bool = True,
    flush: bool = False,
    right: bool = False,
    page: Page | None = None,
) -> Page:
    """A page with a ruled table, rows of text above it (caption) and below it.

    A row of ``above`` with ``|`` has a piece at the left and one at the right; one without is
    centred. ``vertical=False`` leaves the vertical rulings away, ``flush`` sets all cells flush left,
    ``right`` figures flush right.
    ``page`` draws onto a page.
    """
    rows = parsed(table)
    columns = max(map(len, rows))
    widths = widths or [490 / columns] * columns
    xs = [left + sum(widths[:i]) for i in range(columns + 1)]
    ys = [top + height * i for i in range(len(rows) + 1)]
    page = page or Page(number, 595.0, 842.0)
    number = page.number
    texts = [text.strip() for text in above.strip().splitlines()]
    for i, text in enumerate(texts):
        _write(page, text, xs[0], xs[-1], top - 18.0 * (len(texts) - i))
    for row, column, high, wide in spans_of(rows):
        x0, x1, y0, y1 = xs[column], xs[column + wide], ys[row], ys[row + high]
        page.horizontal += [(y0, x0, x1), (y1, x0, x1)]
        if vertical:
            page.vertical += [(x0, y0, y1), (x1, y0, y1)]
        parts = [part for text in rows[row][column].split("¶") for part in _wrapped(text, x1 - x0 - 2)]
        middle = (y0 + y1) / 2 - 0.6 * SIZE * len(parts)
        for i, text in enumerate(parts):
            if text:
                x = x0 + 3 if flush else max((x0 + x1 - width_of(text)) / 2, x0 + 1)
                if right and DECIMAL.fullmatch(text):
                    x = x1 - 3 - width_of(text)
                page.lines.append(line(x, middle + 1.2 * SIZE * i, text, number))
    for i, text in enumerate(t.strip() for t in below.strip().splitlines()):
        page.lines.append(line(xs[0], ys[-1] + 4 + 14.0 * i, text, number))
    return page


def _wrapped(text: str, width: float) -> list[str]:
    """``text`` in pieces that fit ``width``; a number stays whole."""
    pieces = [""]
    for char in text:
        if width_of(pieces[-1] + char) > width and not char.isascii():
            pieces.append("")
        pieces[-1] += char
    return pieces


def _write(page: Page, text: str, left: float, right: float, y: float) -> None:
    if "|" in text:
        first, last = (part.strip() for part in text.split("|"))
        page.lines.append(line(left, y, first, page.number))
        page.lines.append(line(right - width_of(last), y, last, page.number))
    else:
        page.lines.append(line((left + right - width_of(text)) / 2, y, text, page.number))


def prose(*paragraphs: str, number: int = 1, top: float = 100.0) -> Page:
    """A page of running text, a line each."""
    page = Page(number, 595.0, 842.0)
    page.lines = [line(70.0, top + 20.0 * i, text, number) for i, text in enumerate(paragraphs)]
    return page


def sheets(*pages: Page) -> list[Sheet]:
    return assemble(pages).sheets


def read(page: Page, *more: Page, context: Context = CONTEXT) -> TableRows:
    """The rows of the one table on these pages, its facts in reading order."""
    (sheet,) = sheets(page, *more)
    rows = read_table(sheet, 1, context)
    rows.facts.sort(key=lambda fact: (fact.row, fact.column))
    return rows


def told(facts: list[FactRecord]) -> list[tuple[str | None, str, Decimal | None]]:
    """Label, column path (parted by ``/``) and value of each fact."""
    return [(fact.row_label, "/".join(fact.column_path), fact.value) for fact in facts]


def texts_of(sheet: Sheet) -> list[list[str]]:
    """The text of every row's own cells."""
    return [
        ["".join(cell.texts) for cell in sheet.row_cells(row) if cell.row == row] for row in range(sheet.rows)
    ]
