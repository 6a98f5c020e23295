"""An abstract table (表): cells with spans, captions, and which cells are figures with which truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class TrueFigure:
    """The truth of a cell that holds a number: its row label, account code and header path.

    ``value`` is as printed without thousands separators; ``measure`` and ``funds`` say what of the
    model it is, for the claims that speak of it. ``exact`` is the amount in yuan before it was rounded.
    """

    row: str | None
    code: str | None
    col: tuple[str, ...]
    value: str
    measure: str = ""
    funds: tuple[str, ...] = ()
    exact: Decimal | None = None


@dataclass(slots=True)
class Field:
    """A cell as printed; ``rows`` and ``columns`` are its spans."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    align: Align = "center"
    figure: TrueFigure | None = None
    header: bool = False
    bold: bool = False


@dataclass(slots=True)
class MadeSheet:
    """A table as it will be laid out.

    ``header`` and ``body`` list cells row by row as HTML does: a cell covered by a span above or
    to the left is left out. ``widths`` are weights of the columns. ``caption`` holds lines of
    (left, centre, right) text between title and grid; ``notes`` are lines below.
    """

    statement: str
    title: str
    unit: str
    widths: list[float]
    header: list[list[Field]]
    body: list[list[Field]]
    caption: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    truth_title: str = ""
    wide: bool = False
    look: dict[str, object] = field(default_factory=dict)

    def figures(self) -> Iterator[TrueFigure]:
        """The figures in reading order."""
        for row in self.body:
            for cell in row:
                if cell.figure:
                    yield cell.figure


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a family prints money: ``unit`` (万元 or 元), separators, and what stands for zero."""

    unit: str = "万元"
    thousands: bool = False
    zero: str = "0.00"

    def plain(self, yuan: Decimal) -> str:
        """``yuan`` in the unit, rounded to two places, without separators."""
        scaled = yuan / 10_000 if self.unit == "万元" else yuan
        return str(scaled.quantize(Decimal("0.01"), ROUND_HALF_UP))

    def printed(self, plain: str) -> str:
        """A plain number as it stands in the cell."""
        if Decimal(plain.rstrip("%")) == 0:
            return self.zero
        return f"{Decimal(plain):,}" if self.thousands and "%" not in plain else plain


def placed(rows: Sequence[Sequence[Field]]) -> Iterator[tuple[int, int, Field]]:
    """Row and column of each cell of rows that leave covered cells out."""
    covered: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in covered:
                column += 1
            yield r, column, cell
            covered.update(
                (r + i, column + j) for i in range(cell.rows) for j in range(cell.columns) if i or j
            )
            column += cell.columns


def header_tree(paths: Sequence[Sequence[str]]) -> list[list[Field]]:
    """Header rows over columns with these header paths: neighbours with one name are merged.

    A path that ends early spans the rows down to the body; blanks inside names are kept.
    """
    depth = max(len(path) for path in paths)
    rows: list[list[Field]] = [[] for _ in range(depth)]

    def fill(first: int, last: int, level: int) -> None:
        column = first
        while column < last:
            path = paths[column]
            if len(path) <= level:
                column += 1
                continue
            end = column + 1
            while (
                end < last
                and len(paths[end]) > level
                and tuple(paths[end][: level + 1]) == tuple(path[: level + 1])
            ):
                if len(path) == level + 1 or len(paths[end]) == level + 1:
                    break
                end += 1
            leaf = len(path) == level + 1
            rows[level].append(
                Field(path[level], depth - level if leaf else 1, end - column, "center", header=True)
            )
            fill(column, end, level + 1)
            column = end

    fill(0, len(paths), 0)
    return rows


def caption_rows(sheet: MadeSheet) -> list[list[Field]]:
    """Title and captions of a sheet as first rows of its grid, as a workbook has them."""
    count = len(sheet.widths)
    rows = [[Field(sheet.title, columns=count, header=True)]] if sheet.title else []
    for start, middle, end in sheet.caption:
        left = count - count // 2
        text = f"{start}\u3000\u3000{middle}" if middle else start
        rows.append(
            [Field(text, columns=left, align="left"), Field(end, columns=count - left, align="right")]
        )
    return rows


def label(text: str) -> str:
    """A printed label as the truth gives it: without line breaks and blanks around."""
    return text.replace("\n", "").strip(" \u3000")
