"""The tables of a document, as a list and as grids, for the terminal."""

from __future__ import annotations

from collections import Counter

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from flows.views.document import heading
from flows.views.wording import pages, term
from outputs.language.speaking import counted, told
from records.file_tables import CellRecord, TableRecord
from records.tables import Document

WIDEST = 18
"""Terminal columns that a column of a grid may take before its text is broken."""
FRAME = 3
"""Terminal columns for the frame and the blanks of a grid's column."""


def tables(document: Document) -> list[RenderableType]:
    """The list of tables."""
    if not document.tables:
        return [heading("Tables"), Text(told("none found"))]
    figures = Counter(fact.table_id for fact in document.facts)
    listing = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for label in ("Id", "Title", "Statement", "Unit", "Pages"):
        listing.add_column(told(label), overflow="fold")
    for label in ("Size", "Figures"):
        listing.add_column(told(label), justify="right")
    for table in document.tables:
        count = figures[table.table_id]
        listing.add_row(
            table.table_id,
            Text(_one_line(table.title or told("(without a title)"))),
            term("statement", table.statement),
            table.unit or "",
            pages(table.first_page, table.last_page),
            f"{table.rows} x {table.columns}",
            f"{count:,}" if count else Text(told("empty"), "dim") if table.is_empty else "0",
        )
    return [heading("Tables"), listing]


def grid(document: Document, table: TableRecord, width: int) -> list[RenderableType]:
    """A table as the eye sees it; if ``width`` is too small, in strips, one below the other.

    Each strip repeats the columns of labels, and columns with nothing below the header are left out
    of the strips. A cell over several columns has its text in the first.
    """
    cells = [cell for cell in document.cells if cell.table_id == table.table_id]
    with_figures = {fact.column for fact in document.facts if fact.table_id == table.table_id}
    words = [table.table_id, _one_line(table.title or ""), pages(table.first_page, table.last_page)]
    words.append(table.unit or "")
    parts: list[RenderableType] = [heading("  ".join(filter(None, words)))]
    covering = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    widths = _widths(cells, table.columns)
    columns = list(range(table.columns))
    if sum(widths) >= width:
        filled = {cell.column for cell in cells if cell.row >= table.header_rows and cell.text.strip()}
        if empty := len(columns) - len(filled):
            columns = sorted(filled)
            parts.append(
                Text(
                    told(
                        "Left out: {columns} with nothing below the header.", columns=counted(empty, "column")
                    ),
                    "dim",
                )
            )
    labels, strips = _strips(columns, widths, min(with_figures, default=0), width)
    for strip in strips:
        shown = Table(show_header=False, box=box.SQUARE)
        for column in labels + strip:
            right = column in with_figures
            shown.add_column(overflow="fold", max_width=WIDEST, justify="right" if right else "left")
        for row in range(table.rows):
            texts = [_text(covering.get((row, c)), row, c, strip) for c in labels + strip]
            shown.add_row(*texts, style="bold" if row < table.header_rows else "")
            if row + 1 == table.header_rows:
                shown.add_section()
        parts.append(shown)
    if table.note:
        parts.append(Text(table.note, "dim"))
    return parts


def _text(cell: CellRecord | None, row: int, column: int, strip: list[int]) -> Text:
    """The text of the cell that covers a place, if it is the cell's first one that is shown."""
    if cell is None or row != cell.row:
        return Text()
    return Text(_one_line(cell.text) if column == cell.column or column == strip[:1][0] else "")


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))


def _widths(cells: list[CellRecord], columns: int) -> list[int]:
    """Terminal columns of each column of the grid, its frame included."""
    widths = [1] * columns
    for cell in cells:
        if cell.column_span == 1:
            widths[cell.column] = max(widths[cell.column], min(cell_len(_one_line(cell.text)), WIDEST))
    return [width + FRAME for width in widths]


def _strips(
    columns: list[int], widths: list[int], first_figure: int, width: int
) -> tuple[list[int], list[list[int]]]:
    """The columns that every strip repeats, and the others of each strip.

    The columns before ``first_figure`` hold labels; they are repeated if they take at most half of
    the width.
    """
    labels = [column for column in columns if column < first_figure]
    if sum(widths[column] for column in labels) > width // 2:
        labels = []
    room = width - 1 - sum(widths[column] for column in labels)
    strips: list[list[int]] = []
    taken = 0
    for column in columns[len(labels) :]:
        if not strips or taken + widths[column] > room:
            strips.append([])
            taken = 0
        strips[-1].append(column)
        taken += widths[column]
    return labels, strips


def indicators(document: Document) -> list[RenderableType]:
    """The performance indicators: target, result, score, stated cause of a deviation."""
    if not document.indicators:
        return []
    listing = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for label in ("Table", "Indicator", "Target", "Result", "Weight", "Score", "Explanation"):
        listing.add_column(told(label), overflow="fold")
    for one in document.indicators:
        listing.add_row(
            one.table_id,
            Text(_one_line(one.name or one.level2 or one.level1 or "")),
            Text(_one_line(one.target or "")),
            Text(_one_line(one.actual or "")),
            "" if one.weight is None else f"{one.weight.normalize():f}",
            "" if one.score is None else f"{one.score.normalize():f}",
            Text(_one_line(one.explanation or "")),
        )
    return [heading("Performance indicators"), listing]
