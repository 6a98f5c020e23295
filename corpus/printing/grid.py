"""A sheet -> its parts on pages: column widths, row heights, breaks, and the text of each cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.printing.look import Box, Look, Measure, Stroke, Text, wrap
from corpus.printing.rulings import Rect, rulings
from corpus.tables.sheet import Field, MadeSheet, TrueFigure, placed

SMALLEST = 5.0


@dataclass(slots=True)
class PageRow:
    """A row, or what a page break leaves of it, on one page."""

    row: int
    part: int
    top: float
    bottom: float


@dataclass(slots=True)
class Fitted:
    """A sheet fitted to a width: everything about it that does not depend on the page."""

    sheet: MadeSheet
    look: Look
    size: float
    edges: list[float]
    cells: list[tuple[int, int, Field]]
    lines: list[list[str]]
    heights: list[float]
    header_rows: int

    @property
    def lead(self) -> float:
        return self.size * 1.25


@dataclass(slots=True)
class TablePart:
    """The marks and figures of a table on one page."""

    marks: list[Text | Stroke | Box] = field(default_factory=list)
    figures: list[TrueFigure] = field(default_factory=list)


def fitted(sheet: MadeSheet, look: Look, left: float, right: float, measure: Measure) -> Fitted:
    """Fit the columns between ``left`` and ``right``; the type shrinks until every figure fits."""
    cells = list(placed(sheet.header + sheet.body))
    count, size, pad = len(sheet.widths), look.size, look.padding
    while True:
        least = [size + 2 * pad] * count
        for _, column, cell in cells:
            if cell.columns == 1 and (cell.figure or cell.text.replace(".", "").isdigit()):
                least[column] = max(least[column], measure(cell.text, size) + 2 * pad + 1)
        room = right - left - sum(least)
        if room >= 0 or size <= SMALLEST:
            break
        size -= 0.5
    wish = [w * (right - left) / sum(sheet.widths) for w in sheet.widths]
    more = [max(0.0, w - m) for w, m in zip(wish, least, strict=True)]
    share = max(0.0, room) / (sum(more) or 1.0)
    edges = [left]
    for m, extra in zip(least, more, strict=True):
        edges.append(round(edges[-1] + m + extra * share, 2))
    lines = [
        wrap(c.text, edges[col + c.columns] - edges[col] - 2 * pad, size, measure) if c.text else []
        for _, col, c in cells
    ]
    lead, rows = size * 1.25, len(sheet.header) + len(sheet.body)
    heights = [look.row_height * size / look.size] * rows
    for (row, _, cell), text in zip(cells, lines, strict=True):
        if cell.rows == 1:
            heights[row] = max(heights[row], len(text) * lead + 2 * pad)
    for (row, _, cell), text in zip(cells, lines, strict=True):
        lack = len(text) * lead + 2 * pad - sum(heights[row : row + cell.rows])
        if cell.rows > 1 and lack > 0:
            heights[row + cell.rows - 1] += lack
    return Fitted(sheet, look, size, edges, cells, lines, heights, len(sheet.header))


def cut(fit: Fitted, row: int, room: float) -> float | None:
    """Height of the part of a row that may stay above a page break, if its label can be cut."""
    if not fit.look.cut_rows or row < fit.header_rows:
        return None
    longest = max(
        (len(t) for (r, _, c), t in zip(fit.cells, fit.lines, strict=True) if r == row and c.rows == 1),
        default=0,
    )
    keep = int((room - 2 * fit.look.padding) / fit.lead)
    if longest < 2 or keep < 1 or keep >= longest:
        return None
    return keep * fit.lead + 2 * fit.look.padding


def part_on_page(fit: Fitted, bands: list[list[PageRow]], here: int, measure: Measure) -> TablePart:
    """Draw what lies in ``bands[here]``; ``bands`` are the rows on each page of the table."""
    part = TablePart()
    rects: list[Rect] = []
    if fit.look.rulings == "zebra":
        for band in bands[here]:
            if band.row < fit.header_rows or (band.row - fit.header_rows) % 2:
                fill = 0.85 if band.row < fit.header_rows else 0.95
                part.marks.append(Box(fit.edges[0], band.top, fit.edges[-1], band.bottom, fill=fill))
    shown = {b.row for b in bands[here]}
    for (row, column, cell), lines in zip(fit.cells, fit.lines, strict=True):
        rows = range(row, row + cell.rows)
        if not shown.intersection(rows):
            continue
        header = row < fit.header_rows
        pages = [here] if header else [i for i, page in enumerate(bands) if any(b.row in rows for b in page)]
        rest, mine, rect = list(lines), [], (0.0, 0.0, 0.0, 0.0)
        for i in pages:
            own = [b for b in bands[i] if b.row in rows]
            area = (fit.edges[column], own[0].top, fit.edges[column + cell.columns], own[-1].bottom)
            last = i == pages[-1]
            fits = len(rest) if last else int((area[3] - area[1] - 2 * fit.look.padding + 0.1) / fit.lead)
            taken, rest = rest[: max(fits, 0)], rest[max(fits, 0) :]
            if i == here:
                mine, rect = taken, area
                if cell.figure and taken:
                    part.figures.append(cell.figure)
        rects.append(rect)
        if fit.look.ground:
            part.marks.append(Box(*rect, fill=1.0))
        if header and fit.look.header_shade:
            part.marks.append(Box(*rect, fill=fit.look.header_shade))
        bold = cell.bold or (cell.header and (fit.look.header_bold or (fit.look.title_inside and row == 0)))
        part.marks += _text(fit, cell, mine, rect, measure, bold)
    head = max((b.bottom for b in bands[here] if b.row < fit.header_rows), default=0.0)
    return TablePart([*part.marks, *rulings(rects, fit.look, head)], part.figures)


def _text(fit: Fitted, cell: Field, lines: list[str], rect: Rect, measure: Measure, bold: bool) -> list[Text]:
    x0, y0, x1, y1 = rect
    look, size = fit.look, fit.size
    height = len(lines) * fit.lead
    top = y0 + (y1 - y0 - height) / 2
    if cell.figure:
        place = {"top": y0 + look.padding, "bottom": y1 - look.padding - height}
        top = place.get(look.figure_place, top) + look.figure_shift
    if look.spread and cell.align == "left" and len(lines) == 1 and 1 < len(lines[0]) < 7:
        line, baseline = lines[0], round(top + fit.lead * 0.78, 2)
        step = min((x1 - x0 - 2 * look.padding - size) / (len(line) - 1), 3 * size)
        if not line[0].isascii() and step > size * 1.1:
            return [
                Text(round(x0 + look.padding + i * step, 2), baseline, c, size) for i, c in enumerate(line)
            ]
    marks = []
    for n, line in enumerate(lines):
        width = measure(line, size)
        x = {"left": x0 + look.padding, "right": x1 - look.padding - width}.get(
            cell.align, (x0 + x1 - width) / 2
        )
        baseline = top + n * fit.lead + fit.lead * 0.78
        marks.append(Text(round(x, 2), round(baseline, 2), line, size, bold))
    return marks
