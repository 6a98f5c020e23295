"""Sheets as one Excel workbook, written row by row, so that its size does not matter.

Texts are always written as texts: what begins like a formula is none. A sheet that is full goes on in
another one.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from outputs.export.sheets import Link, Style, Value, Wide

MOST_ROWS = 1_048_576
MOST_LINKS = 65_000
MOST_CHARACTERS = 32_000
"""Of a sheet, a sheet, a cell: limits of Excel."""
WIDTHS = {"不符": (22, 8, 10, 22, 8, 22, 40, 24), "核对不成立": (22, 8, 10, 22, 8, 16)}
USUAL = (22, 8, 10, 22, 24, 8, 8)
"""Widths of the first columns, in characters."""


class Workbook:
    """A :class:`~outputs.export.sheets.Sheets` that writes an .xlsx file."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self._book: Any = xlsxwriter.Workbook(str(file), options)
        base = {"valign": "top", "font_size": 10}
        self._styles = {
            "body": self._book.add_format(base),
            "title": self._book.add_format(base | {"bold": True, "top": 1}),
            "head": self._book.add_format(base | {"bold": True, "bg_color": "#F2EFE8", "text_wrap": True}),
            "wide": self._book.add_format(
                base | {"bold": True, "bg_color": "#F2EFE8", "align": "center", "text_wrap": True}
            ),
            "link": self._book.add_format(base | {"font_color": "#2B4A6B", "underline": 1}),
        }
        self._formats: dict[int, Any] = {}
        self._sheets: dict[str, list[Any]] = {}
        self._rows: dict[str, int] = {}
        self._links = 0

    def add(self, sheet: str, row: Sequence[Value], style: Style = "body") -> None:
        page = self._page(sheet)
        number = self._rows[sheet]
        self._rows[sheet] += 1
        column = 0
        for value in row:
            column += self._write(page, number, column, value, style)

    def _page(self, sheet: str) -> Any:
        if sheet not in self._sheets or self._rows[sheet] == MOST_ROWS:
            pages = self._sheets.setdefault(sheet, [])
            page = self._book.add_worksheet(f"{sheet} ({len(pages) + 1})" if pages else sheet)
            for column, width in enumerate(WIDTHS.get(sheet, USUAL)):
                page.set_column(column, column, width)
            page.freeze_panes(1, 0)
            pages.append(page)
            self._rows[sheet] = 0
        return self._sheets[sheet][-1]

    def _write(self, page: Any, row: int, column: int, value: Value, style: Style) -> int:
        """Write a value; how many columns it took."""
        shape = self._styles[style]
        if isinstance(value, Wide):
            if value.columns > 1:
                page.merge_range(row, column, row, column + value.columns - 1, "", self._styles["wide"])
            page.write_string(row, column, value.text[:MOST_CHARACTERS], self._styles["wide"])
            return value.columns
        if isinstance(value, Link) and self._links < MOST_LINKS:
            self._links += 1
            page.write_url(row, column, f"external:{value.target}", self._styles["link"], value.text)
        elif isinstance(value, Link):
            page.write_string(row, column, value.target, shape)
        elif isinstance(value, Decimal):
            page.write_number(row, column, value, self._number(value))
        elif isinstance(value, int):
            page.write_number(row, column, value, shape)
        elif value:
            page.write_string(row, column, value[:MOST_CHARACTERS], shape)
        elif style != "body":
            page.write_blank(row, column, None, shape)
        return 1

    def _number(self, value: Decimal) -> Any:
        """The format that shows a number with as many decimals as it has."""
        exponent = value.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        if decimals not in self._formats:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._formats[decimals] = self._book.add_format(
                {"valign": "top", "font_size": 10, "num_format": pattern}
            )
        return self._formats[decimals]

    def close(self, order: Sequence[str]) -> None:
        place = {page.get_name(): (order.index(sheet), n) for sheet, pages in self._sheets.items()
                 for n, page in enumerate(pages)}  # fmt: skip
        self._book.worksheets_objs.sort(key=lambda page: place[page.get_name()])
        if self._book.worksheets_objs:
            self._book.worksheets_objs[0].activate()
        try:
            self._book.close()
        except XlsxFileError as error:  # the library's own name for what the disk says
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(errno.EIO, str(error)) from error
