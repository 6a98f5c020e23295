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

from outputs.export.own_files import MARK
from outputs.export.sheets import FileLink, Head, Style, Value, Wide

MOST_ROWS = 1_048_576
MOST_LINKS = 65_000
MOST_CHARACTERS = 32_000
"""Of a sheet, a sheet, a cell: limits of Excel."""
A4 = 9
MARGIN = 0.4
"""Inches at each side of a printed page."""


class Workbook:
    """A :class:`~outputs.export.sheets.Sheets` that writes an .xlsx file."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self._book: Any = xlsxwriter.Workbook(str(file), options)
        self._book.set_properties({"comments": MARK})
        base = {"valign": "top", "font_size": 10, "text_wrap": True}
        self._styles = {
            "body": self._book.add_format(base),
            "title": self._book.add_format(base | {"bold": True, "top": 1}),
            "head": self._book.add_format(base | {"bold": True, "bg_color": "#F2EFE8"}),
            "wide": self._book.add_format(base | {"bold": True, "bg_color": "#F2EFE8", "align": "center"}),
            "link": self._book.add_format(base | {"font_color": "#2B4A6B", "underline": 1}),
        }
        self._formats: dict[int, Any] = {}
        self._sheets: dict[str, list[Any]] = {}
        self._heads: dict[str, Sequence[Head]] = {}
        self._rows: dict[str, int] = {}
        self._links = 0

    def begin(self, sheet: str, head: Sequence[Head]) -> None:
        self._heads[sheet] = head
        self._sheets[sheet] = []
        self._turn_over(sheet)

    def add(self, sheet: str, row: Sequence[Value], style: Style = "body") -> None:
        if self._rows[sheet] == MOST_ROWS:
            self._turn_over(sheet)
        page, number = self._sheets[sheet][-1], self._rows[sheet]
        self._rows[sheet] += 1
        column = 0
        for value in row:
            column += self._write(page, number, column, value, style)

    def _turn_over(self, sheet: str) -> None:
        """Begin a page of a sheet: its head, and how it is looked at and printed."""
        head, pages = self._heads[sheet], self._sheets[sheet]
        page = self._book.add_worksheet(f"{sheet} ({len(pages) + 1})" if pages else sheet)
        for column, one in enumerate(head):
            page.set_column(column, column, one.width)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&L&A&R&P / &N")
        for column, one in enumerate(head):
            page.write_string(0, column, one.name, self._styles["head"])
        pages.append(page)
        self._rows[sheet] = 1

    def _write(self, page: Any, row: int, column: int, value: Value, style: Style) -> int:
        """Write a value; how many columns it took."""
        shape = self._styles[style]
        if isinstance(value, Wide):
            if value.columns > 1:
                page.merge_range(row, column, row, column + value.columns - 1, "", self._styles["wide"])
            page.write_string(row, column, value.text[:MOST_CHARACTERS], self._styles["wide"])
            return value.columns
        if isinstance(value, FileLink) and self._links < MOST_LINKS:
            self._links += 1
            page.write_url(row, column, f"external:{value.target}", self._styles["link"], value.text)
        elif isinstance(value, FileLink):
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
        for sheet, pages in self._sheets.items():
            for page in pages:
                last = MOST_ROWS if page is not pages[-1] else self._rows[sheet]
                page.autofilter(0, 0, last - 1, len(self._heads[sheet]) - 1)
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
