"""XLSX into a :class:`~extractors.workbooks.book.ReadWorkbook` (SpreadsheetML, ECMA-376 part 1, chapter 18).

Read with lxml part by part: of a sheet we need at once the formula, its kept value, the number format, the
borders and what is hidden, and of a used range of a million styled cells only those that show
something. openpyxl gives either formulas or values, makes an object of every styled cell, and refuses
files with styles that it does not know, as accounting programs write them. Formulas are not computed
but for plain sums that their writer left to the reader (:mod:`extractors.workbooks.formulas`), links to other
workbooks not followed, macros not run.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from extractors.errors import DamagedFile, TooLarge, UnknownFormat, UnsafeFile
from extractors.packages import PARSER_OPTIONS, Package
from extractors.workbooks.book import (
    MOST_BORDERED,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    BookSheet,
    CellStyle,
    Formula,
    Place,
    ReadWorkbook,
    place_of,
)
from extractors.workbooks.formulas import count
from extractors.workbooks.number_formats import BUILT_IN, GENERAL, shown

OTHER_SHEETS = ("chartsheet", "dialogsheet", "macrosheet", "xlMacrosheet", "xlIntlMacrosheet")
"""Relations of what is listed among the sheets and is none."""
LONGEST_NUMBER = 10
"""Digits of an index or a size; what is longer is none."""
USUAL_WIDTH, WIDEST = 8.43, 255.0
"""Characters; of a column, and of the widest that there is."""
SIDES = ("left", "right", "top", "bottom", "start", "end")


@dataclass(slots=True)
class Shared:
    """What all sheets of a workbook have in common.

    ``to_calculate``: whoever opens it calculates it anew; its writer kept 0 for what it did not know.
    """

    texts: list[str] = field(default_factory=list)
    styles: list[CellStyle] = field(default_factory=list)
    from_1904: bool = False
    to_calculate: bool = False

    def style(self, number: str | None) -> CellStyle:
        index = _number(number)
        return self.styles[index] if index < len(self.styles) else CellStyle()


def read_xlsx(data: bytes) -> ReadWorkbook:
    """The workbook.

    Raises :class:`~extractors.errors.DamagedFile`, ``EncryptedFile``, ``TooLarge``, ``UnsafeFile``, and
    :class:`~extractors.errors.UnknownFormat` for a binary workbook (XLSB).
    """
    package = Package(data)
    part = _main_part(package)
    if part.endswith(".bin"):
        raise UnknownFormat("a binary workbook, XLSB; save it as XLSX")
    root = package.xml(part)
    targets = _relations(package, part)
    shared = _shared(package, root, targets)
    book = ReadWorkbook(macros=any(name.endswith("vbaProject.bin") for name in package.names()))
    book.pictures = sum(name.startswith("xl/media/") for name in package.names())
    sheets = root.findall("{*}sheets/{*}sheet")
    if len(sheets) > MOST_SHEETS:
        raise TooLarge(f"it has {len(sheets):,} sheets")
    cells = 0
    for sheet in sheets:
        name, state = sheet.get("name") or f"Sheet{len(book.sheets) + 1}", sheet.get("state", "visible")
        kind, target = targets.get(
            next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""), ("", "")
        )
        if kind in OTHER_SHEETS:
            continue
        if kind != "worksheet" or target not in package:
            book.lost.append(name)
            continue
        found = BookSheet(name, hidden=state in ("hidden", "veryHidden"))
        _read_sheet(package.read(target), found, shared)
        found.boxes = list(_boxes(package, target))
        cells += found.cells
        if cells > MOST_CELLS:
            raise TooLarge(f"more than {MOST_CELLS:,} cells")
        book.sheets.append(found)
    count(book.sheets, shared.from_1904)
    return book


def _main_part(package: Package) -> str:
    """The name of the workbook's own part."""
    for _, (kind, target) in _relations(package, "").items():
        if kind == "officeDocument" and target in package:
            return target
    for name in ("xl/workbook.xml", "xl/workbook.bin"):
        if name in package:
            return name
    raise DamagedFile("it has no workbook part")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part by id: the last word of their type, and the name of the target part."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where not in package:
        return {}
    found = {}
    for relation in package.xml(where).iterfind("{*}Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def _shared(package: Package, workbook: Any, targets: dict[str, tuple[str, str]]) -> Shared:
    shared = Shared()
    properties = workbook.find("{*}workbookPr")
    shared.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    calculation = workbook.find("{*}calcPr")
    shared.to_calculate = calculation is not None and _is_on(calculation, "fullCalcOnLoad")
    for kind, target in targets.values():
        if target not in package:
            continue
        if kind == "sharedStrings":
            shared.texts = [_text(item) for item in package.xml(target).iterfind("{*}si")]
        elif kind == "styles":
            shared.styles = _styles(package.xml(target))
    return shared


def _boxes(package: Package, part: str) -> Iterator[str]:
    """The texts of the shapes that lie over a sheet, a line a paragraph."""
    for kind, drawing in _relations(package, part).values():
        if kind == "drawing" and drawing in package:
            for body in package.xml(drawing).iterfind(".//{*}txBody"):
                lines = ("".join(t.text or "" for t in p.iterfind(".//{*}t")) for p in body.iterfind("{*}p"))
                yield "\n".join(line for line in lines if line.strip())


def _text(item: Any) -> str:
    """The text of a string item without its phonetic readings."""
    return "".join(
        t.text or "" for t in item.iterfind(".//{*}t") if etree.QName(t.getparent()).localname != "rPh"
    )


def _styles(root: Any) -> list[CellStyle]:
    codes = dict(BUILT_IN)
    for entry in root.iterfind("{*}numFmts/{*}numFmt"):
        if (number := _number(entry.get("numFmtId"), -1)) >= 0:
            codes[number] = entry.get("formatCode", GENERAL)
    borders = [_is_border(border) for border in root.iterfind("{*}borders/{*}border")]
    styles = []
    for entry in root.iterfind("{*}cellXfs/{*}xf"):
        border, code = _number(entry.get("borderId")), _number(entry.get("numFmtId"))
        alignment = entry.find("{*}alignment")
        centred = alignment is not None and alignment.get("horizontal") in ("center", "centerContinuous")
        bordered = border < len(borders) and borders[border]
        styles.append(CellStyle(codes.get(code, GENERAL), bordered, centred))
    return styles


def _is_border(border: Any) -> bool:
    return any(
        side.get("style", "none") != "none"
        for side in border
        if isinstance(side.tag, str) and etree.QName(side).localname in SIDES
    )


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < LONGEST_NUMBER else otherwise


def _read_sheet(data: bytes, sheet: BookSheet, shared: Shared) -> None:
    """Fill in what a sheet shows; the XML is gone through once and not kept."""
    pending: set[Place] = set()
    zeros = True
    row = -1
    for element in _elements(data):
        match etree.QName(element).localname:
            case "sheetView":
                zeros = zeros and element.get("showZeros") not in ("0", "false")
            case "col":
                _read_columns(element, sheet)
            case "row":
                row = _number(element.get("r"), row + 2) - 1
                if _is_on(element, "hidden") or element.get("ht") == "0":
                    sheet.hidden_rows.add(row)
                before = sheet.cells
                _read_row(element, row, sheet, shared, zeros, pending)
                if sheet.cells > before:
                    sheet.bordered |= pending
                    pending.clear()
                if sheet.cells > MOST_CELLS:
                    raise TooLarge(f"more than {MOST_CELLS:,} cells on one sheet")
            case "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                try:
                    sheet.merges.append((*place_of(first), *place_of(last or first)))
                except ValueError:
                    continue


def _elements(data: bytes) -> Iterator[Any]:
    """The elements of a sheet that say something, each forgotten after its use."""
    names = [f"{{*}}{name}" for name in ("sheetView", "col", "row", "mergeCell")]
    try:
        for _, element in etree.iterparse(BytesIO(data), tag=names, huge_tree=True, **PARSER_OPTIONS):
            if element.getroottree().docinfo.internalDTD is not None:
                raise UnsafeFile("a sheet declares a document type")
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"a sheet: {error}") from error


def _is_on(element: Any, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _read_columns(element: Any, sheet: BookSheet) -> None:
    first, last = max(_number(element.get("min")) - 1, 0), min(_number(element.get("max")), MOST_COLUMNS)
    if first in sheet.widths:
        return  # told before
    try:
        width = float(element.get("width", "8.43"))
    except ValueError:
        width = USUAL_WIDTH
    if not 0 <= width <= WIDEST:
        width = USUAL_WIDTH
    for column in range(first, last):
        sheet.widths[column] = width
        if _is_on(element, "hidden") or width == 0:
            sheet.hidden_columns.add(column)


def _read_row(
    element: Any, row: int, sheet: BookSheet, shared: Shared, zeros: bool, pending: set[Place]
) -> None:
    """The cells of a row; empty ones with a border are ``pending`` until another cell shows something."""
    column = -1
    for cell in element.iterchildren("{*}c"):
        style = shared.style(cell.get("s"))
        if not len(cell) and not style.bordered and cell.get("r"):
            continue
        try:
            column = place_of(cell.get("r"))[1] if cell.get("r") else column + 1
        except ValueError as error:
            raise DamagedFile(str(error)) from error
        place = (row, column)
        text = _shown(cell, style, sheet, place, shared, zeros)
        sheet.show(place, text, style.centred)
        if style.bordered and len(pending) < MOST_BORDERED:
            pending.add(place)


def _shown(cell: Any, style: CellStyle, sheet: BookSheet, place: Place, shared: Shared, zeros: bool) -> str:
    """The text that a cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return _text(inline) if inline is not None else ""
    value: str | None = cell.findtext("{*}v")
    guessed = value == "0" and shared.to_calculate
    formula = cell.find("{*}f")
    if (not value and kind != "str" or guessed) and formula is not None:
        sheet.formulas[place] = Formula(formula.text or "", style, zeros)
        return ""
    if not value:
        return ""
    match kind:
        case "s":
            index = _number(value.strip(), -1)
            if 0 <= index < len(shared.texts):
                return shared.texts[index]
            sheet.lost.append(place)
            return ""
        case "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        case "e":
            sheet.errors.append(place)
            return value
        case "n":
            try:
                number = float(value)
            except ValueError:
                return value
            sheet.numbers[place] = number
            return shown(number, style.number_format, shared.from_1904) if number or zeros else ""
    return value
