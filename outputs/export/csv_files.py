"""Sheets as CSV files in a folder: UTF-8 with the mark by which spreadsheet programs know it.

All rows of a file are as long as its head, so that every reader of tables opens it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from extractors.characters import printable
from outputs.export.sheets import FileLink, Head, Style, Value, Wide

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be computed by a spreadsheet program."""


class CsvFiles:
    """A :class:`~outputs.export.sheets.Sheets` that writes a file for each sheet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, tuple[TextIO, Any, int]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def begin(self, sheet: str, head: Sequence[Head]) -> None:
        file = (self._folder / f"{sheet}.csv").open("w", encoding="utf-8-sig", newline="", errors="replace")
        writer = csv.writer(file)
        self._open[sheet] = file, writer, len(head)
        writer.writerow([column.name for column in head])

    def add(self, sheet: str, row: Sequence[Value], style: Style = "body") -> None:
        _, writer, columns = self._open[sheet]
        values = [plain for value in row for plain in _plain(value)]
        if len(values) > columns:
            raise ValueError(f"a row of {len(values)} values in a sheet of {columns} columns")
        writer.writerow(values + [""] * (columns - len(values)))

    def close(self, order: Sequence[str]) -> None:
        for file, _, _ in self._open.values():
            file.close()


def _plain(value: Value) -> list[str]:
    if isinstance(value, Wide):
        return [harmless(value.text), *[""] * (value.columns - 1)]
    if isinstance(value, Decimal):
        return [f"{value:f}"]
    if isinstance(value, FileLink):
        return [value.target]
    return [harmless(value) if isinstance(value, str) else "" if value is None else str(value)]


def harmless(text: str) -> str:
    """A text as no spreadsheet program takes it for a formula: with an apostrophe before it.

    Without what steers a terminal either: such files are shown in one.
    """
    text = printable(text)
    return f"'{text}" if text.startswith(FORMULA) else text
