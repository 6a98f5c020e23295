"""Other columns that the text of a cell may belong to, by where it stands on the page.

A figure moves only to the column beside its own, if nothing stands there and its text reaches over the
border, or, where only the texts tell the columns, if it stands about as near to the figures of that one.
What a clerk put into a ruled cell stays there. Lengths are PDF points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.document import TextLine
from extractors.tables.cells import visual_lines
from extractors.tables.grid import Cell
from extractors.tables.proof.reading import TableReading
from extractors.tables.sheet import Sheet

OVER = 0.2
"""Share of a text that reaches over the border if it belongs to neither side for sure."""
NEARER = 2.0
"""So many times as far from the figures beside as from those of its own column may stand one of either."""
Edges = tuple[float, float, float]
"""Where figures begin, have their middle and end: one of them all of a column have in common."""
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?=$|\s|-?\d)|-?\d[\d,]*(?:\.\d+)?(?=$|\s)")
"""An amount that a blank or another amount follows."""


@dataclass(slots=True)
class Move:
    """Lines of one cell that are put into an empty one beside it."""

    lines: list[TextLine]
    rest: list[TextLine]
    source: Cell
    target: Cell

    def make(self) -> None:
        write(self.source, self.rest)
        write(self.target, self.lines)

    def undo(self) -> None:
        write(self.source, [*self.rest, *self.lines])
        write(self.target, [])

    def told(self) -> str:
        return f"{''.join(line.text for line in self.lines)} is of the column beside its own"


def write(cell: Cell, lines: list[TextLine]) -> None:
    """Set the lines of a cell, and what it prints."""
    cell.lines = list(lines)
    cell.write(visual_lines(cell) if lines else [])


def strays(sheet: Sheet, reading: TableReading) -> Iterator[Move]:
    """The figures of ``reading`` that may belong to the column beside theirs."""
    columns = value_columns(reading)
    usual: dict[int, Edges] = {}
    if not sheet.is_ruled:
        found: dict[int, list[TextLine]] = {}
        for one in reading.figures:
            found.setdefault(one.cell.column, []).append(one.cell.lines[0])
        usual = {column: usual_edges(lines) for column, lines in found.items()}
    for one in reading.figures:
        cell, line = one.cell, one.cell.lines[0]
        if sheet.is_ruled and len(cell.lines) == 1 and cell.x0 <= line.x0 and line.x1 <= cell.x1:
            continue
        if one.figure.value:
            for target in beside(sheet, columns, cell):
                if _may_stand_in(sheet, cell, target, usual):
                    yield Move(cell.lines, [], cell, target)


def value_columns(reading: TableReading) -> set[int]:
    """The columns of figures."""
    return {column for group in reading.layout.groups for column in group.values}


def beside(sheet: Sheet, columns: set[int], cell: Cell) -> Iterator[Cell]:
    """The empty cells right and left of ``cell`` in the ``columns`` of figures."""
    if sheet.row_pages[cell.row] is None:
        return
    for column in (cell.column - 1, cell.column + cell.column_span):
        if column in columns and not (target := sheet.at[cell.row][column]).texts:
            if target.column_span == target.row_span == 1 and target.page == cell.page:
                yield target


def _may_stand_in(sheet: Sheet, cell: Cell, target: Cell, usual: dict[int, Edges]) -> bool:
    left, right = min(line.x0 for line in cell.lines), max(line.x1 for line in cell.lines)
    over = target.x1 - left if target.x0 < cell.x0 else right - target.x0
    if over > OVER * (right - left):
        return True
    if sheet.is_ruled or len(cell.lines) > 1:
        return False
    middle = (target.x0 + target.x1) / 2
    other = usual.get(target.column, (middle, middle, middle))
    return off_column(cell.lines[0], other) < NEARER * off_column(cell.lines[0], usual[cell.column])


def usual_edges(lines: Sequence[TextLine]) -> Edges:
    """Where the figures of a column stand."""
    return (
        median(line.x0 for line in lines),
        median((line.x0 + line.x1) / 2 for line in lines),
        median(line.x1 for line in lines),
    )


def off_column(line: TextLine, column: Edges) -> float:
    """How far a figure stands from where those of a column do."""
    own = (line.x0, (line.x0 + line.x1) / 2, line.x1)
    return min(abs(a - b) for a, b in zip(own, column, strict=True))


def glued(sheet: Sheet, reading: TableReading) -> Iterator[Move]:
    """The cells of two amounts, one of which may belong to an empty cell beside."""
    if not reading.unread:
        return
    columns = value_columns(reading)
    for row in range(reading.layout.header_rows, sheet.rows):
        for cell in sheet.filled_cells(row):
            if cell.column not in columns or " " not in cell.text and len(cell.text) < 8:
                continue
            parts = amounts(cell)
            if len(parts) == 2:
                for target in beside(sheet, columns, cell):
                    gone = parts[0] if target.column < cell.column else parts[1]
                    yield Move([gone], [part for part in parts if part is not gone], cell, target)


def amounts(cell: Cell) -> list[TextLine]:
    """The amounts of a cell that holds nothing else, on one line, from the left; none if there is more."""
    found: list[TextLine] = []
    if len({round(line.middle / line.size) for line in cell.lines}) > 1:
        return []
    for line in cell.lines:
        end = 0
        for match in AMOUNT.finditer(line.text):
            if line.text[end : match.start()].strip():
                return []
            found.append(line.part(*match.span()))
            end = match.end()
        if line.text[end:].strip():
            return []
    return sorted(found, key=lambda line: line.x0)
