"""A workbook's sheets as a reader of it sees them: cells as they are shown, borders, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from extractors.workbooks.number_formats import GENERAL

Place = tuple[int, int]
"""Row and column of a cell, from 0."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells."""

MOST_COLUMNS = 16_384
"""Columns of a sheet in the format itself."""
MOST_SHEETS = 400
"""Sheets; the largest disclosures have some hundred."""
MOST_CELLS = 2_000_000
"""Cells with text in a workbook; the largest real ones have some 50,000."""
MOST_BORDERED = 400_000
"""Empty cells with a border that are kept between two with text; what lies beyond is decoration."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What we need of a cell's style."""

    number_format: str = GENERAL
    bordered: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without a value; ``zeros``: whether a cell of its sheet shows a nought."""

    text: str
    style: CellStyle
    zeros: bool = True


@dataclass(slots=True)
class BookSheet:
    """One sheet.

    ``texts`` are the cells that show something; ``bordered`` all cells with a border, empty ones too,
    as far as the last cell with text. ``widths`` are column widths in characters. ``numbers`` are the exact
    values of cells, ``formulas`` those whose value the file does not keep: ``counted`` if plain sums,
    ``unknown`` if not. ``errors`` are cells that show an error, ``lost`` those whose text is not in the file,
    ``doubled`` those that stand in it more than once. ``boxes`` are the texts that lie over the cells.
    """

    name: str
    hidden: bool = False
    texts: dict[Place, str] = field(default_factory=dict)
    centred: set[Place] = field(default_factory=set)
    bordered: set[Place] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    numbers: dict[Place, float] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    unknown: list[Place] = field(default_factory=list)
    counted: list[Place] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)
    lost: list[Place] = field(default_factory=list)
    doubled: list[Place] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Cells that show something, or would."""
        return len(self.texts) + len(self.formulas)

    def show(self, place: Place, text: str, centred: bool) -> None:
        """Take up the text of a cell."""
        if not text.strip():
            return
        if place in self.texts and self.texts[place] != text:
            self.doubled.append(place)
        self.texts[place] = text
        if centred:
            self.centred.add(place)

    def anchor(self, row: int, column: int) -> str:
        """The place of a cell as a reader names it: ``Sheet1!C7``."""
        return f"{self.name}!{column_name(column)}{row + 1}"


@dataclass(slots=True)
class ReadWorkbook:
    """A workbook; ``macros``: it holds programs, which are never run; ``lost``: sheets that are not there."""

    sheets: list[BookSheet] = field(default_factory=list)
    macros: bool = False
    lost: list[str] = field(default_factory=list)
    pictures: int = 0


def column_name(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place_of(reference: str) -> Place:
    """``C7`` -> (6, 2). Raises ``ValueError`` for what is no reference."""
    letters = reference.rstrip("0123456789")
    row = int(reference[len(letters) :] or 0)
    if not row:
        raise ValueError(f"{reference!r} names no cell")
    return row - 1, _column_of(letters)


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"{letters!r} names no column")
        column = column * 26 + ord(letter) - ord("A") + 1
    if not 0 < column <= MOST_COLUMNS:
        raise ValueError(f"{letters!r} names no column")
    return column - 1
