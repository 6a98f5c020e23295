"""Workbooks that stand in a Word file and are shown as pictures: tables of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extractors.errors import UnreadableFile
from extractors.native import Block, NativeTable, NativeText
from extractors.packages import Package
from extractors.word.names import OFFICE, RELATIONSHIPS, w
from extractors.workbooks.book import ReadWorkbook

WORKBOOK = "Excel."
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbooks_in(block: Any) -> Iterator[str]:
    """The relationships that lead to the workbooks that a paragraph shows."""
    for element in block.iter(f"{{{OFFICE}}}OLEObject"):
        name = element.get(f"{{{RELATIONSHIPS}}}id")
        if name and (element.get("ProgID") or "").startswith(WORKBOOK):
            yield name


def embedded_workbooks(package: Package, targets: dict[str, str], body: Any) -> dict[str, list[Block]]:
    """The text and tables of the sheets that the workbooks in ``body`` show, by their relationships.

    ``targets`` leads from a relationship to a part. One that cannot be read is left away.
    """
    found: dict[str, list[Block]] = {}
    for name in workbooks_in(body):
        part = targets.get(name)
        if name in found or part is None or part not in package:
            continue
        try:
            blocks = list(_shown(package.read(part)))
        except UnreadableFile:
            continue
        if any(isinstance(block, NativeTable) for block in blocks):
            found[name] = blocks
    return found


def placed(blocks: list[Block], anchor: str) -> Iterator[Block]:
    """The blocks with anchors that begin with the one of the paragraph which shows them."""
    for block in blocks:
        if isinstance(block, NativeText):
            yield replace(block, anchor=f"{anchor}/{block.anchor}")
        else:
            cells = [replace(cell, anchor=f"{anchor}/{cell.anchor}") for cell in block.cells]
            yield replace(block, cells=cells)


def _shown(data: bytes) -> Iterator[Block]:
    """What the sheet in view of a workbook shows."""
    from extractors.workbooks import xls, xlsx
    from extractors.workbooks.reading import blocks_in

    if data.startswith(b"PK"):
        book, active = xlsx.read_xlsx(data), _active(data)
    else:
        book, active = xls.read_xls(data), None
    yield from blocks_in(_in_view(book, active))


def _in_view(book: ReadWorkbook, active: int | None) -> ReadWorkbook:
    """The workbook with the sheet in view only; the first that is not hidden, if none is named."""
    if active is not None and active < len(book.sheets) and not book.sheets[active].hidden:
        return replace(book, sheets=[book.sheets[active]])
    return replace(book, sheets=[sheet for sheet in book.sheets if not sheet.hidden][:1])


def _active(data: bytes) -> int | None:
    """The number of the sheet that a workbook opens with."""
    package = Package(data)
    if "xl/workbook.xml" not in package:
        return None
    view = package.xml("xl/workbook.xml").find(f".//{{{MAIN}}}workbookView")
    number = (view.get("activeTab") or "0") if view is not None else "0"
    return int(number) if number.isdecimal() and len(number) < 5 else None


def is_read(element: Any, read: dict[str, list[Block]]) -> bool:
    """Whether an embedded object is a workbook that was read."""
    return element.tag == w("object") and any(name in read for name in workbooks_in(element))
