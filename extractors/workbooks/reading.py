"""A workbook's bytes into its content: every sheet that is to be seen, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.flow import Content, Notice
from extractors.native import Block, NativeTable, NativeText, native_flow
from extractors.tables.captions.inside import MOST_CAPTION_ROWS
from extractors.text.glossaries import LONGEST_TITLE, names_glossary
from extractors.workbooks.book import BookSheet, Place, ReadWorkbook
from extractors.workbooks.regions import blocks_of, is_title, view_of
from records.lexicon.statements import statement_of_title
from records.phrases import Phrases

WORDS = Phrases("extractors")

TOLD = 3
"""So many sheets or cells are named in a notice."""


def read_xlsx(data: bytes) -> Content:
    """What an XLSX workbook shows. Raises as :func:`extractors.workbooks.xlsx.read_xlsx`."""
    from extractors.workbooks import xlsx

    return content_of(xlsx.read_xlsx(data))


def read_xls(data: bytes) -> Content:
    """What an XLS workbook shows. Raises as :func:`extractors.workbooks.xls.read_xls`."""
    from extractors.workbooks import xls

    return content_of(xls.read_xls(data))


def read_excel_xml(data: bytes) -> Content:
    """What a workbook in the XML of Excel 2003 shows.

    Raises as :func:`extractors.workbooks.xml_2003.read_excel_xml`.
    """
    from extractors.workbooks import xml_2003

    return content_of(xml_2003.read_excel_xml(data))


def content_of(book: ReadWorkbook) -> Content:
    """Tables and text of the sheets that are not hidden; a notice of what is left out or unsure."""
    blocks = list(blocks_in(book))
    notices: list[Notice] = []
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        _, hidden = view_of(sheet)
        if hidden:
            message = f"{hidden:,} cells in hidden rows or columns of {sheet.name!r} are left out."
            notices.append(Notice("reading", "warning", "hidden_cells", message))
        notices += _doubts(sheet)
    unseen = [sheet.name for sheet in book.sheets if sheet.hidden and sheet.texts]
    if unseen:
        message = f"Hidden sheets are left out: {_listed(unseen)}."
        notices.append(Notice("reading", "info", "hidden_sheet", message))
    if book.lost:
        message = f"Sheets that the workbook lists are not in the file: {_listed(book.lost)}."
        notices.append(Notice("reading", "error", "sheet_missing", message))
    if not blocks:
        notices.append(Notice("reading", "warning", "no_text", "No sheet of the workbook shows anything."))
    if book.pictures:
        pictures = "1 picture" if book.pictures == 1 else f"{book.pictures} pictures"
        message = f"What the workbook shows in pictures is not read: {pictures}."
        notices.append(Notice("reading", "warning", "picture_without_text", message))
    if book.macros:
        message = "The workbook holds macros; they were not run."
        notices.append(Notice("reading", "info", "macros_not_run", message))
    return Content(native_flow(blocks), notices=notices)


def blocks_in(book: ReadWorkbook) -> Iterator[Block]:
    """The text and the tables of the sheets that are not hidden."""
    of_terms = False
    for sheet in book.sheets:
        if not sheet.hidden:
            blocks = list(blocks_of(view_of(sheet)[0]))
            behind_terms, of_terms = of_terms, _holds_terms(blocks, sheet)
            apart = of_terms or behind_terms and not any(isinstance(one, NativeTable) for one in blocks)
            yield from _as_chapter(blocks, sheet) if apart else _titled(blocks, sheet)
            for number, text in enumerate(sheet.boxes, 1):
                for line in text.split("\n"):
                    yield NativeText(line, f"{sheet.name}!box[{number}]")


def _titled(blocks: list[Block], sheet: BookSheet) -> Iterator[Block]:
    """The blocks of a sheet, led by the sheet's name if that is the title of a table without one."""
    first = next((i for i, block in enumerate(blocks) if isinstance(block, NativeTable)), None)
    if first is not None and statement_of_title(sheet.name) and not _has_title(blocks[: first + 1]):
        yield NativeText(sheet.name, f"{sheet.name}!A1", centred=True)
    yield from blocks


def _holds_terms(blocks: Sequence[Block], sheet: BookSheet) -> bool:
    """Whether a sheet is one of terms (名词解释), by its name or its first line."""
    first = blocks[0] if blocks else None
    return names_glossary(sheet.name) or isinstance(first, NativeText) and names_glossary(first.text.strip())


def _as_chapter(blocks: list[Block], sheet: BookSheet) -> Iterator[Block]:
    """The blocks of a sheet of terms, or of text behind it, below a heading: its first line or its name.

    So what stands on one of them is no part of the other.
    """
    if not blocks:
        return
    first = blocks[0]
    text = first.text.strip() if isinstance(first, NativeText) else ""
    titled = names_glossary(text) or not names_glossary(sheet.name)
    short = len(text) <= LONGEST_TITLE and not WORDS.not_in_heading.search(text)
    if isinstance(first, NativeText) and titled and short:
        yield replace(first, level=1)
        yield from blocks[1:]
    else:
        yield NativeText(sheet.name, f"{sheet.name}!A1", centred=True, level=1)
        yield from blocks


def _has_title(blocks: Sequence[Block]) -> bool:
    """Whether the text above a table, or its first rows, say which statement it is."""
    texts = [block.text for block in blocks if isinstance(block, NativeText)]
    for block in blocks:
        if isinstance(block, NativeTable):
            texts += [cell.text for cell in block.cells if cell.row < MOST_CAPTION_ROWS]
    return any(map(is_title, texts))


def _doubts(sheet: BookSheet) -> Iterator[Notice]:
    """Notices of formulas without a value and of errors that a sheet shows."""
    if sheet.counted:
        message = f"{_cells(sheet, sheet.counted)}: a sum without a value; it was counted anew."
        yield Notice("reading", "info", "formula_counted", message)
    if sheet.unknown:
        message = f"{_cells(sheet, sheet.unknown)}: a formula without a value; the cell counts as empty."
        yield Notice("reading", "warning", "formula_without_value", message)
    if sheet.lost:
        message = f"{_cells(sheet, sheet.lost)}: the text of the cell is not in the file."
        yield Notice("reading", "error", "text_missing", message)
    if sheet.doubled:
        message = f"{_cells(sheet, sheet.doubled)}: the cell stands in the file twice; one text is left out."
        yield Notice("reading", "error", "text_missing", message)
    if sheet.errors:
        message = f"{_cells(sheet, sheet.errors)}: the cell shows an error instead of a value."
        yield Notice("reading", "warning", "cell_shows_error", message)


def _cells(sheet: BookSheet, places: Sequence[Place]) -> str:
    return _listed([sheet.anchor(*place) for place in places])


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - TOLD:,} more" if len(names) > TOLD else ""
    return ", ".join(names[:TOLD]) + more
