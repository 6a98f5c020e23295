"""Tables as grids for HTML: rows of cells with their spans, their figures and failed checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from records.file_tables import CellRecord, FactRecord, TableRecord
from records.tables import Document

DASHES = frozenset("—－-–/")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is shown; ``checks`` are the failed checks that its figure takes part in."""

    column: int
    text: str
    role: str = "body"
    row_span: int = 1
    column_span: int = 1
    fact: FactRecord | None = None
    checks: tuple[str, ...] = ()

    @property
    def is_dash(self) -> bool:
        """Whether a sign stands in the place of a figure."""
        return self.text in DASHES


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid; ``page`` is set where the table goes on on another page."""

    cells: list[ShownCell]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its rows."""

    table: TableRecord
    rows: list[GridRow]


def grids(document: Document, failed: dict[str, tuple[str, ...]]) -> list[ShownTable]:
    """All tables of a document. ``failed`` is a fact's id -> the failed checks that it is in."""
    cells: dict[str, list[CellRecord]] = defaultdict(list)
    for cell in document.cells:
        cells[cell.table_id].append(cell)
    facts: dict[str, dict[tuple[int, int], FactRecord]] = defaultdict(dict)
    for fact in document.facts:
        facts[fact.table_id].setdefault((fact.row, fact.column), fact)
    return [
        ShownTable(table, list(_rows(table, cells[table.table_id], facts[table.table_id], failed)))
        for table in document.tables
    ]


def _rows(
    table: TableRecord,
    cells: list[CellRecord],
    facts: dict[tuple[int, int], FactRecord],
    failed: dict[str, tuple[str, ...]],
) -> Iterable[GridRow]:
    at = {(cell.row, cell.column): cell for cell in cells}
    covered: set[tuple[int, int]] = set()
    last_page: int | None = None
    for row in range(table.rows):
        shown: list[ShownCell] = []
        page: int | None = None
        for column in range(table.columns):
            if (row, column) in covered:
                continue
            cell = at.get((row, column))
            if cell is None:
                shown.append(ShownCell(column, ""))
                continue
            if cell.row_span > 1 or cell.column_span > 1:
                covered.update(
                    (r, c)
                    for r in range(row, row + cell.row_span)
                    for c in range(column, column + cell.column_span)
                )
            page = page or cell.page
            fact = facts.get((row, column))
            checks = failed.get(fact.fact_id, ()) if fact else ()
            shown.append(
                ShownCell(column, cell.text, cell.role, cell.row_span, cell.column_span, fact, checks)
            )
        begins = page if last_page is not None and page != last_page else None
        last_page = page or last_page
        yield GridRow(shown, begins)
