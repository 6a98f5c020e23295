"""A table of the next page that is the rest of the one before it, as the sums over both say."""

from __future__ import annotations

from dataclasses import replace

from extractors.tables.grid import Cell, Grid
from extractors.tables.headers import header_of
from extractors.tables.page_breaks.continuation import append, repeated_rows
from extractors.tables.performance.forms import is_form
from extractors.tables.proof.choice import Read
from extractors.tables.proof.reading import TableReading
from extractors.tables.sheet import Sheet

LONGEST = 500
"""Rows; a longer table is read once, so that one of hundreds of pages takes linear time."""


def proven_whole(above: Sheet, below: Sheet, read: Read) -> Sheet | None:
    """``above`` with ``below`` as its rest, if more sums come out so; ``None`` if they do not.

    The rest has as many columns and no title or header of its own, and stands on the next page. One amount
    that is also in the other table says nothing: sums of several must come out.
    """
    page, own = below.first_page, below.caption
    if page is None or above.last_page is None or page != above.last_page + 1:
        return None
    if own.title or own.form_code or own.unit or own.issuer or below.columns != above.columns:
        return None
    if above.rows > LONGEST or is_form(above) or is_form(below):
        return None
    upper, lower = read(_copy(above), None), read(_copy(below), None)
    whole, rest = _copy(above), _copy(below)
    grid = Grid(rest.xs, [rest.top, rest.bottom], rest.cells, rest.at)
    repeated = repeated_rows(above, grid)
    if repeated < header_of(rest)[0]:
        return None
    append(whole, grid, page, list(range(len(above.xs))), repeated)
    whole.row_pages[above.rows :] = rest.row_pages
    whole.note = below.note
    apart = TableReading(upper.layout)
    apart.take(upper, 0)
    apart.take(lower, above.rows)
    joined = read(_copy(whole), None)
    return whole if joined.is_better_than(apart) and joined.several() > apart.several() else None


def _copy(sheet: Sheet) -> Sheet:
    """A sheet whose cells can be changed without changing those of ``sheet``."""
    new: dict[Cell, Cell] = {
        cell: replace(cell, lines=list(cell.lines), texts=list(cell.texts))
        for row in [sheet.cells, *sheet.at]
        for cell in row
    }
    return replace(
        sheet,
        xs=list(sheet.xs),
        cells=[new[cell] for cell in sheet.cells],
        at=[[new[cell] for cell in row] for row in sheet.at],
        row_pages=list(sheet.row_pages),
        repeated=set(sheet.repeated),
    )
