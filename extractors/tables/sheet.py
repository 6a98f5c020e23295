"""A logical table: the grids of one or several pages as one, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.tables.grid import Cell, Grid


@dataclass(slots=True)
class Caption:
    """What is printed above a table: title, form number (公开01表), unit (单位), body (部门).

    ``rest`` is what else stands there, such as 状态：已审核.
    """

    title: str | None = None
    form_code: str | None = None
    unit: str | None = None
    counted: tuple[str, ...] = ()
    """Units of what is counted (单位：人、辆)."""
    issuer: str | None = None
    year: int | None = None
    rest: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A table over all its pages.

    ``at[row][column]`` is the cell that covers that place, ``row_pages[row]`` the page of the row
    (``None`` in a format without pages), ``xs`` the positions of the columns on the first page.
    ``repeated`` are rows that only repeat the header on a later page; the first ``caption_rows``
    rows hold title, unit and the like. ``overleaf`` is the last page that shows its right columns, if
    they have pages of their own. ``is_ruled`` says that rulings tell the columns, not the texts in them.
    """

    caption: Caption
    xs: list[float]
    cells: list[Cell]
    at: list[list[Cell]]
    row_pages: list[int | None]
    top: float
    bottom: float
    repeated: set[int] = field(default_factory=set)
    note: str | None = None
    caption_rows: int = 0
    overleaf: int | None = None
    is_ruled: bool = True

    @property
    def rows(self) -> int:
        return len(self.at)

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def first_page(self) -> int | None:
        return self.row_pages[0]

    @property
    def last_page(self) -> int | None:
        last = self.row_pages[-1]
        return last if last is None else max(last, self.overleaf or last)

    def page_of(self, cell: Cell) -> int | None:
        """The page on which a cell stands."""
        return cell.page if cell.page is not None else self.row_pages[cell.row]

    def text(self, row: int, column: int) -> str:
        """Text of the cell that covers the place, on one line."""
        return self.at[row][column].text

    def row_cells(self, row: int) -> list[Cell]:
        """The distinct cells of a row, left to right, merged ones included."""
        return distinct(self.at[row])

    def filled_cells(self, row: int) -> list[Cell]:
        """The cells that begin in a row and are not empty, left to right."""
        cells = self.at[row]
        return [
            cell
            for before, cell in zip([None, *cells], cells, strict=False)
            if cell is not before and cell.row == row and cell.texts
        ]


def distinct(cells: list[Cell]) -> list[Cell]:
    """``cells`` of a row without the repetitions of merged ones."""
    return list(dict.fromkeys(cells))


def sheet_of(grid: Grid, page: int | None, caption: Caption) -> Sheet:
    """A sheet that holds the one grid."""
    return Sheet(
        caption,
        grid.xs,
        grid.cells,
        grid.at,
        [page] * grid.rows,
        grid.ys[0],
        grid.ys[-1],
        is_ruled=grid.origin == "ruled",
    )
