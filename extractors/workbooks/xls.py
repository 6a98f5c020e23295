"""XLS (Excel 97 to 2003, WPS .et) into a :class:`~extractors.workbooks.book.ReadWorkbook`, by xlrd.

The format keeps the last value of each formula; macros are not looked at.
"""

from __future__ import annotations

import os
from typing import Any

import xlrd

from extractors.errors import DamagedFile, EncryptedFile, TooLarge
from extractors.workbooks.book import MOST_CELLS, MOST_SHEETS, BookSheet, ReadWorkbook
from extractors.workbooks.number_formats import GENERAL, shown
from extractors.workbooks.xls_boxes import text_boxes

WIDTH_UNIT = 256.0
"""Column widths are in so many parts of a character."""
CENTRED = (2, 6)


def read_xls(data: bytes) -> ReadWorkbook:
    """The workbook.

    Raises :class:`~extractors.errors.DamagedFile`, ``EncryptedFile`` and ``TooLarge``.
    """
    with open(os.devnull, "w") as silent:  # xlrd prints what it wonders about
        try:
            source = xlrd.open_workbook(
                file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=silent
            )
            if source.nsheets > MOST_SHEETS:
                raise TooLarge(f"it has {source.nsheets:,} sheets")
            book, count = ReadWorkbook(), 0
            for index in range(source.nsheets):
                book.sheets.append(_sheet(source, source.sheet_by_index(index)))
                source.unload_sheet(index)
                count += len(book.sheets[-1].texts)
                if count > MOST_CELLS:
                    raise TooLarge(f"more than {MOST_CELLS:,} cells")
            stream = bytes(source.mem[source.base : source.base + source.stream_len])
            for sheet, boxes in zip(book.sheets, text_boxes(stream), strict=False):
                sheet.boxes = boxes
            return book
        except TooLarge:
            raise
        except Exception as error:  # a damaged file makes xlrd fail in any way
            if "encrypted" in str(error).lower():
                raise EncryptedFile from error
            raise DamagedFile(f"{type(error).__name__}: {error}") from error


def _sheet(source: Any, given: Any) -> BookSheet:
    sheet = BookSheet(given.name, hidden=given.visibility != 0)
    for row, info in given.rowinfo_map.items():
        if info.hidden or info.height == 0:
            sheet.hidden_rows.add(row)
    for column, info in given.colinfo_map.items():
        sheet.widths[column] = info.width / WIDTH_UNIT
        if info.hidden or info.width == 0:
            sheet.hidden_columns.add(column)
    sheet.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in given.merged_cells]
    last = -1
    bordered = []
    for row in range(given.nrows):
        for column, cell in enumerate(given.row(row)):
            style = source.xf_list[cell.xf_index] if cell.xf_index is not None else None
            text = _shown(source, cell, style, sheet, (row, column), given.show_zero_values)
            if text.strip():
                sheet.texts[row, column] = text
                last = row
                if style is not None and style.alignment.hor_align in CENTRED:
                    sheet.centred.add((row, column))
            if style is not None and _is_bordered(style.border):
                bordered.append((row, column))
    sheet.bordered = {place for place in bordered if place[0] <= last}
    return sheet


def _is_bordered(border: Any) -> bool:
    return bool(
        border.left_line_style or border.right_line_style or border.top_line_style or border.bottom_line_style
    )


def _shown(source: Any, cell: Any, style: Any, sheet: BookSheet, place: tuple[int, int], zeros: int) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            if not cell.value and not zeros:
                return ""
            code = source.format_map[style.format_key].format_str if style is not None else GENERAL
            return shown(cell.value, code or GENERAL, source.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            sheet.errors.append(place)
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return ""
