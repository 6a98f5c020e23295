"""Workbooks in the XML of Excel 2003 into a :class:`~extractors.workbooks.book.ReadWorkbook`.

Reporting systems write their sheets so, under the ending .xls (XML Spreadsheet Reference, Microsoft 2001).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml import etree

from extractors.errors import DamagedFile, TooLarge
from extractors.packages import parse_xml
from extractors.workbooks.book import (
    MOST_BORDERED,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    BookSheet,
    CellStyle,
    Place,
    ReadWorkbook,
)
from extractors.workbooks.number_formats import DAYS, GENERAL, shown

MOST_ROWS = 1 << 20
"""Rows of a sheet in the format itself."""
POINTS = 6.0
"""Of a character; widths are in points here."""
NAMED = {
    "General Number": GENERAL,
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": "#,##0.00;-#,##0.00",
    "Euro Currency": "#,##0.00;-#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
"""Number formats that the file calls by a name."""


def read_excel_xml(data: bytes) -> ReadWorkbook:
    """The workbook. Raises :class:`~extractors.errors.DamagedFile`, ``TooLarge`` and ``UnsafeFile``."""
    root = parse_xml(data.lstrip(b"\xef\xbb\xbf\r\n\t "))
    styles = _styles(root)
    book, count = ReadWorkbook(), 0
    for number, worksheet in enumerate(_children(root, "Worksheet"), 1):
        if number > MOST_SHEETS:
            raise TooLarge(f"more than {MOST_SHEETS} sheets")
        sheet = BookSheet(_get(worksheet, "Name") or f"Sheet{number}")
        sheet.hidden = (worksheet.findtext(".//{*}WorksheetOptions/{*}Visible") or "").endswith("Hidden")
        for table in _children(worksheet, "Table"):
            _read_table(table, sheet, styles)
        count += len(sheet.texts)
        if count > MOST_CELLS:
            raise TooLarge(f"more than {MOST_CELLS:,} cells")
        book.sheets.append(sheet)
    return book


def _children(element: Any, name: str) -> Iterator[Any]:
    yield from element.iterchildren(f"{{*}}{name}")


def _get(element: Any, name: str) -> str | None:
    """An attribute by its name, whatever its namespace."""
    return next((v for key, v in element.attrib.items() if etree.QName(key).localname == name), None)


def _count(element: Any, name: str, most: int, otherwise: int = 0) -> int:
    """A number among the attributes. Raises :class:`DamagedFile` for one beyond all measure."""
    text = _get(element, name)
    if text is None:
        return otherwise
    if not text.isdecimal() or not 0 <= int(text[:10]) <= most:
        raise DamagedFile(f"its attribute {name} is {text[:20]!r}")
    return int(text)


def _styles(root: Any) -> dict[str, CellStyle]:
    styles: dict[str, CellStyle] = {}
    for group in _children(root, "Styles"):
        for entry in _children(group, "Style"):
            style = styles.get(_get(entry, "Parent") or "Default", CellStyle())
            for part in entry:
                match etree.QName(part).localname if isinstance(part.tag, str) else "":
                    case "NumberFormat":
                        code = _get(part, "Format") or GENERAL
                        style = replace(style, number_format=NAMED.get(code, code))
                    case "Alignment":
                        style = replace(style, centred=(_get(part, "Horizontal") or "").startswith("Center"))
                    case "Borders":
                        lines = [_get(border, "LineStyle") or "Continuous" for border in part]
                        style = replace(style, bordered=any(line != "None" for line in lines))
            styles[_get(entry, "ID") or ""] = style
    return styles


def _read_table(table: Any, sheet: BookSheet, styles: dict[str, CellStyle]) -> None:
    column = -1
    for entry in _children(table, "Column"):
        column = _count(entry, "Index", MOST_COLUMNS, column + 2) - 1
        span = _count(entry, "Span", MOST_COLUMNS)
        for one in range(column, column + span + 1):
            with suppress(ValueError):
                sheet.widths[one] = float(_get(entry, "Width") or 48) / POINTS
            if _is_hidden(entry, "Width"):
                sheet.hidden_columns.add(one)
        column += span
    row = -1
    pending: set[Place] = set()
    for entry in _children(table, "Row"):
        row = _count(entry, "Index", MOST_ROWS, row + 2) - 1
        span = _count(entry, "Span", MOST_ROWS)
        if _is_hidden(entry, "Height"):
            sheet.hidden_rows.update(range(row, row + span + 1))
        before = len(sheet.texts)
        _read_row(entry, row, sheet, styles, pending)
        if len(sheet.texts) > before:
            sheet.bordered |= pending
            pending.clear()
        if len(sheet.texts) > MOST_CELLS:
            raise TooLarge(f"more than {MOST_CELLS:,} cells on one sheet")
        row += span


def _is_hidden(entry: Any, size: str) -> bool:
    return _get(entry, "Hidden") == "1" or _get(entry, size) == "0"


def _read_row(
    entry: Any, row: int, sheet: BookSheet, styles: dict[str, CellStyle], pending: set[Place]
) -> None:
    """The cells of a row; empty ones with a border are ``pending`` until another cell shows something."""
    column = -1
    for cell in _children(entry, "Cell"):
        column = _count(cell, "Index", MOST_COLUMNS, column + 2) - 1
        place = (row, column)
        style = styles.get(_get(cell, "StyleID") or _get(entry, "StyleID") or "Default", CellStyle())
        across, down = _count(cell, "MergeAcross", MOST_COLUMNS), _count(cell, "MergeDown", MOST_ROWS)
        if across or down:
            sheet.merges.append((row, column, row + down, column + across))
        text = _shown(cell, style, sheet, place)
        sheet.show(place, text, style.centred)
        if style.bordered and len(pending) < MOST_BORDERED:
            pending.add(place)
        column += across


def _shown(cell: Any, style: CellStyle, sheet: BookSheet, place: Place) -> str:
    """The text that a cell shows; what is set in other letters within it is text as well."""
    data = next(_children(cell, "Data"), None)
    if data is None:
        if _get(cell, "Formula"):
            sheet.unknown.append(place)
        return ""
    text = "".join(data.itertext())
    match _get(data, "Type"):
        case "Number":
            with suppress(ValueError):
                return shown(float(text), style.number_format)
        case "DateTime":
            with suppress(ValueError):
                passed = datetime.fromisoformat(text.strip()) - DAYS[False]
                code = style.number_format if style.number_format != GENERAL else NAMED["Short Date"]
                return shown(passed.total_seconds() / 86_400, code)
        case "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        case "Error":
            sheet.errors.append(place)
    return text
