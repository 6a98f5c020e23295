"""What a sheet is made of, and what writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol


class Format(StrEnum):
    """A workbook, a folder of CSV files, a workbook of check sheets (检查表), or originals with findings."""

    xlsx = "xlsx"
    csv = "csv"
    checklist = "checklist"
    pdf = "pdf"


Style = Literal["head", "title", "body"]
"""``head``: the names of columns; ``title``: the line above a statement."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name, and its width in characters."""

    name: str
    width: int


WHOSE = (
    Head("单位", 22),
    Head("地区", 16),
    Head("年度", 7),
    Head("类别", 10),
    Head("文件", 24),
)
"""The columns that each sheet begins with, so that a filter finds a body and a year."""


@dataclass(frozen=True, slots=True)
class FileLink:
    """A text that leads to a file, by its path from the folder of the export."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Wide:
    """A text over several columns."""

    text: str
    columns: int


Value = str | int | Decimal | FileLink | Wide | None


class Sheets(Protocol):
    """Writes rows, one below the other, to sheets that :meth:`begin` with their heads."""

    def begin(self, sheet: str, head: Sequence[Head]) -> None: ...

    def add(self, sheet: str, row: Sequence[Value], style: Style = "body") -> None: ...

    def close(self, order: Sequence[str]) -> None:
        """End; ``order`` are all sheets from first to last."""
