"""A row of a table becomes two, where another page tells a ruling that its own cells do not have."""

from __future__ import annotations

from extractors.tables.grid import Cell, Grid
from extractors.tables.sheet import Sheet, distinct


def split_sheet_row(sheet: Sheet, row: int) -> None:
    """Let the cells of ``row`` reach over two rows."""
    _split(sheet.at, sheet.cells, row)
    sheet.row_pages.insert(row + 1, sheet.row_pages[row])
    after = {number + 1 for number in sheet.repeated if number > row}
    sheet.repeated = {number for number in sheet.repeated if number <= row} | after
    if row in sheet.repeated:
        sheet.repeated.add(row + 1)


def split_grid_row(grid: Grid, row: int, height: float) -> None:
    """Let the cells of ``row`` reach over two rows, between which there is a ruling at ``height``."""
    _split(grid.at, grid.cells, row)
    grid.ys.insert(row + 1, height)


def _split(at: list[list[Cell]], cells: list[Cell], row: int) -> None:
    for cell in distinct(at[row]):
        cell.row_span += 1
    wide = {id(cell) for cell in at[row]}
    for cell in cells:
        if cell.row > row and id(cell) not in wide:
            cell.row += 1
    at.insert(row + 1, list(at[row]))
