"""XLS (Excel 97 to 2003, WPS .et) into a :class:`~extractors.workbooks.book.ReadWorkbook`, by xlrd.

The format keeps the last value of each formula; macros are not looked at.

Texts of the boxes that lie over the cells of an XLS workbook, which xlrd leaves out.

A box is a record OBJ that tells its kind, then a record TXO with the number of its letters, and these in
the records CONTINUE behind it (Microsoft's specification of the format, [MS-XLS] 2.4.181, 2.4.329).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import Any

import xlrd

from extractors.errors import DamagedFile, EncryptedFile, TooLarge
from extractors.workbooks.book import MOST_CELLS, MOST_SHEETS, BookSheet, ReadWorkbook
from extractors.workbooks.number_formats import GENERAL, shown

WIDTH_UNIT = 256.0
"""Column widths are in so many parts of a character."""
CENTRED = (2, 6)
BOF, EOF, OBJECT, TEXT, CONTINUED = 0x0809, 0x000A, 0x005D, 0x01B6, 0x003C
"""Codes of the records."""
WORKSHEET = 0x0010
"""The kind of a part of the stream that is a sheet of cells."""
NOTE = 0x0019
"""The kind of an object that is the comment of a cell."""
KIND_AT, LETTERS_AT = 4, 10
"""Where OBJ keeps its kind and TXO the number of its letters, in bytes."""

Record = tuple[int, bytes]


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
            if style is not None and bool(
                style.border.left_line_style
                or style.border.right_line_style
                or style.border.top_line_style
                or style.border.bottom_line_style
            ):
                bordered.append((row, column))
    sheet.bordered = {place for place in bordered if place[0] <= last}
    return sheet


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


def text_boxes(stream: bytes) -> list[list[str]]:
    """The texts of the boxes of each worksheet of a ``Workbook`` stream, in the order of the file.

    What a record cuts off is left out.
    """
    sheets: list[list[str]] = []
    depth, of_note = 0, False
    records = list(_records(stream))
    for at, (code, data) in enumerate(records):
        if code == BOF:
            depth += 1
            if depth == 1 and len(data) >= KIND_AT and _number(data, 2) == WORKSHEET:
                sheets.append([])
        elif code == EOF:
            depth -= 1
        elif code == OBJECT and len(data) > KIND_AT + 1:
            of_note = _number(data, KIND_AT) == NOTE
        elif code == TEXT and sheets and not of_note and len(data) > LETTERS_AT + 1:
            text = _letters(records, at + 1, _number(data, LETTERS_AT))
            lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
            if any(lines):
                sheets[-1].append("\n".join(filter(None, lines)))
    return sheets


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _letters(records: list[Record], at: int, count: int) -> str:
    """``count`` letters from record number ``at`` on; the first byte of each says how they are kept."""
    text = ""
    while len(text) < count and at < len(records) and records[at][0] == CONTINUED and records[at][1]:
        data = records[at][1]
        text += data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1", "replace")
        at += 1
    return text[:count]
