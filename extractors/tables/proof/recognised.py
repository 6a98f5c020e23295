"""What a figure recognised in a picture may be besides what was taken: another of its readings.

Digits are those of one reading. Of its marks a recogniser takes a comma for a point and a point for a comma:
in front of three digits either may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.document import TextLine
from extractors.numbers import parse_figure
from extractors.tables.grid import Cell
from extractors.tables.proof.places import value_columns, write
from extractors.tables.proof.reading import TableReading
from extractors.tables.sheet import Sheet

GROUPED = re.compile(r"-?\d{1,3}(?:[.,] ?\d{3})+")
"""Groups of three digits with any marks between them."""


@dataclass(slots=True)
class Swap:
    """Another reading of what is recognised in a cell."""

    source: Cell
    line: TextLine
    other: TextLine

    @property
    def target(self) -> Cell:
        return self.source

    def make(self) -> None:
        write(self.source, [self.other])

    def undo(self) -> None:
        write(self.source, [self.line])

    def told(self) -> str:
        return f"{self.other.text} is read where {self.line.text} was recognised"


def other_texts(sheet: Sheet, reading: TableReading) -> Iterator[Swap]:
    """The other readings of the recognised figures of ``reading``, and of what is no figure beside them."""
    if not reading.figures or reading.figures[0].cell.lines[0].scores is None:
        return
    columns = value_columns(reading)
    for row in range(reading.layout.header_rows, sheet.rows):
        for cell in sheet.filled_cells(row):
            if cell.column not in columns or len(cell.lines) > 1 or cell.lines[0].scores is None:
                continue
            line = cell.lines[0]
            marked = replace(line, text=line.text.replace(".", ","))
            if "." in line.text and GROUPED.fullmatch(line.text):
                yield Swap(cell, line, marked)
            elif line.other is not None and parse_figure(line.other.text) is not None:
                yield Swap(cell, line, line.other)
