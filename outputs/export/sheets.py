"""What a sheet is made of, and what writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol


class Format(StrEnum):
    """A workbook for Excel and the like, a folder of text files, or a workbook of check sheets (检查表)."""

    xlsx = "xlsx"
    csv = "csv"
    checklist = "checklist"


Style = Literal["head", "title", "body"]
"""``head``: the names of columns; ``title``: the line above a statement."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a file, by its path from the folder of the export."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Wide:
    """A text over several columns."""

    text: str
    columns: int


Value = str | int | Decimal | Link | Wide | None


class Sheets(Protocol):
    """Writes rows, one below the other, to sheets that begin when they are first named."""

    def add(self, sheet: str, row: Sequence[Value], style: Style = "body") -> None: ...

    def close(self, order: Sequence[str]) -> None:
        """End; ``order`` are all sheets from first to last."""
