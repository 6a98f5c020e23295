"""The statements as they were printed, one sheet a kind, all bodies below each other."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.export.sheets import WHOSE, Head, Style, Value, Wide
from outputs.export.tables import whose
from outputs.report.parts.grids import ShownTable, grids
from records.file_tables import DocumentRecord
from records.tables import Document
from records.vocabularies import vocabularies

HEAD = (*WHOSE, Head("表", 24), Head("页", 6), Head("计量单位", 9))
COLUMN = "栏{}"
COLUMN_WIDTH = 14


def statement_head(columns: int) -> tuple[Head, ...]:
    """The head of a sheet whose widest table has so many columns."""
    return (*HEAD, *(Head(COLUMN.format(n), COLUMN_WIDTH) for n in range(1, columns + 1)))


def statements(document: Document) -> Iterator[tuple[str, list[Value], Style]]:
    """The rows of all tables that hold figures: sheet, row, style.

    Each row begins with whose it is, so that a filter finds a body; numbers are numbers, in the unit
    that the table is printed in.
    """
    terms = vocabularies()["statement"]
    for grid in grids(document, {}):
        table = grid.table
        if not table.is_empty:
            for row, style in _grid_rows(document.record, grid):
                yield terms[table.statement], row, style


def _grid_rows(document: DocumentRecord, grid: ShownTable) -> Iterator[tuple[list[Value], Style]]:
    table = grid.table
    whole: list[Value] = [*whose(document), table.title]
    yield [*whole, table.first_page, table.unit, table.title], "title"
    page = table.first_page
    for number, row in enumerate(grid.rows):
        page = row.page or page
        is_head = number < table.header_rows
        cells: list[Value] = []
        reached = 0
        for cell in row.cells:
            cells += [None] * (cell.column - reached)
            reached = cell.column + 1
            if is_head and cell.column_span > 1:
                cells.append(Wide(_line(cell.text), cell.column_span))
                reached = cell.column + cell.column_span
            elif cell.fact is not None and cell.fact.value is not None:
                cells.append(cell.fact.value)
            else:
                cells.append(_line(cell.text))
        yield [*whole, page, table.unit, *cells], "head" if is_head else "body"


def _line(text: str) -> str:
    return text.replace("\n", "")
