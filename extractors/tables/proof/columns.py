"""A column that holds several amounts a row, as the columns that it may be. Lengths are PDF points."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median

from extractors.document import TextLine
from extractors.tables.cells import visual_lines
from extractors.tables.grid import Cell
from extractors.tables.pieces import rows_of_lines
from extractors.tables.proof.places import Edges, amounts, off_column, usual_edges
from extractors.tables.proof.reading import TableReading
from extractors.tables.sheet import Sheet

SHORTEST = 7
"""Characters of two amounts side by side: 0.12 3.40."""
FEWEST = 2
"""So many rows with several amounts in one column tell that it may be several."""


def parted(sheet: Sheet, reading: TableReading) -> Sheet | None:
    """``sheet`` with the first column that holds several amounts a row as several; ``None`` if none does."""
    if sheet.is_ruled or sheet.row_pages[0] is None:
        return None
    for column in range(sheet.columns):
        cells = [row[column] for row in sheet.at[reading.layout.header_rows :]]
        found = [amounts(cell) for cell in cells if cell.column_span == 1 and len(cell.text) >= SHORTEST]
        counts = Counter(map(len, found))
        several = [count for count, rows in counts.items() if count > 1 and rows >= FEWEST]
        if several:
            return _cut(sheet, column, [one for one in found if len(one) == max(several)])
    return None


def _cut(sheet: Sheet, column: int, full: list[list[TextLine]]) -> Sheet:
    """A copy of ``sheet`` whose ``column`` is as many as each of the ``full`` rows has amounts."""
    usual = [usual_edges(own) for own in zip(*full, strict=True)]
    cuts = [
        median((left.x1 + right.x0) / 2 for left, right in zip(lefts, rights, strict=True))
        for lefts, rights in pairwise(zip(*full, strict=True))
    ]
    new: dict[int, list[Cell]] = {}
    for cell in dict.fromkeys(cell for row in [sheet.cells, *sheet.at] for cell in row):
        if cell.column == column == cell.last_column:
            new[id(cell)] = _parts(cell, cuts, usual)
        else:
            wider = len(cuts) * (cell.column <= column <= cell.last_column)
            moved = cell.column + len(cuts) * (cell.column > column)
            new[id(cell)] = [replace(cell, column=moved, column_span=cell.column_span + wider)]
    rows = []
    for row in sheet.at:
        cells = []
        for place, cell in enumerate(row):
            own = new[id(cell)]
            cells += own * (1 + len(cuts)) if place == column and len(own) == 1 else own
        rows.append(cells)
    xs = [*sheet.xs[: column + 1], *cuts, *sheet.xs[column + 1 :]]
    parts = [cell for old in sheet.cells for cell in new[id(old)]]
    return replace(sheet, xs=xs, cells=parts, at=rows, repeated=set(sheet.repeated))


def _parts(cell: Cell, cuts: Sequence[float], usual: Sequence[Edges]) -> list[Cell]:
    """The cells that ``cell`` is, its text in those that it stands in."""
    texts: list[list[TextLine]] = [[] for _ in usual]
    found = amounts(cell)
    if 0 < len(found) <= len(usual):
        ways = combinations(range(len(usual)), len(found))
        best = min(ways, key=lambda way: sum(map(off_column, found, (usual[place] for place in way))))
        for place, line in zip(best, found, strict=True):
            texts[place].append(line)
    else:
        for row in rows_of_lines(cell.lines):
            for line in row if len(row) > 1 else _pieces(row[0], cuts):
                texts[bisect_left(cuts, _middle(line))].append(line)
    parts = []
    for place, (lines, x0, x1) in enumerate(zip(texts, [cell.x0, *cuts], [*cuts, cell.x1], strict=True)):
        part = replace(cell, column=cell.column + place, x0=x0, x1=x1, lines=lines, texts=[], text="")
        if lines:
            part.write(visual_lines(part))
        parts.append(part)
    return parts


def _middle(line: TextLine) -> float:
    return (line.x0 + line.x1) / 2


def _pieces(line: TextLine, cuts: Sequence[float]) -> list[TextLine]:
    """A head over several columns as one for each, cut at its blanks or else where these are."""
    pieces = []
    if line.text.isascii():
        return [line]
    for at in cuts:
        if not line.x0 + line.size < at < line.x1 - line.size:
            continue
        inner = range(1, len(line.text))
        blanks = [place for place in inner if line.text[place] == " "]
        cut = min(blanks or inner, key=lambda place: abs(line.edges[place] - at))
        pieces.append(line.part(0, cut))
        line = line.part(cut + (line.text[cut] == " "), len(line.text))
    return [*pieces, line]
