"""Captions that are rows of the grid itself, as a printed workbook has them."""

from __future__ import annotations

from extractors.characters import joined
from extractors.numbers import parse_figure
from extractors.tables.captions.fields import entitle, read_fields
from extractors.tables.captions.wording import is_caption, is_field, is_title, parted
from extractors.tables.grid import Cell
from extractors.tables.sheet import Sheet
from extractors.tables.words import is_word
from records.lexicon.statements import statement_of_title
from records.phrases import Phrases

WORDS = Phrases("extractors")

MOST_CAPTION_ROWS = 5
"""Rows at the head of a grid that may hold its title, form code and unit."""


def absorb_caption(sheet: Sheet) -> None:
    """Take the title, unit and so on from rows at the top of the grid itself, where they stand there."""
    titled = _title_row(sheet)
    for row in range(min(sheet.rows - 1, MOST_CAPTION_ROWS)):
        texts = _texts_of(sheet, row)
        if not texts:
            if not _is_empty(sheet, row):
                break
            if row == sheet.caption_rows > 0:
                sheet.caption_rows = row + 1
            continue
        if len({text for text in texts if WORDS.year_alone.match(text)}) > 1:
            break  # two years are heads
        fields = [
            text
            for text in texts
            if read_fields(sheet.caption, [text])
            or any(pattern.match(text) for pattern in (WORDS.year_alone, WORDS.year_cut, WORDS.empty_field))
        ]
        rest = [text for text in texts if text not in fields]
        if len(rest) == 1 and entitles(sheet, row, rest[0]) and _is_banner(sheet, row, rest[0]):
            above, sheet.caption.title = sheet.caption.title, None
            entitle(sheet.caption, rest[0])
            if above and above != rest[0]:
                sheet.caption.rest.insert(0, above)
        elif rest and row >= titled and not (sheet.caption_rows and _is_note(sheet, row, rest)):
            break
        elif rest:
            sheet.caption.rest += rest
        sheet.caption_rows = row + 1


def _texts_of(sheet: Sheet, row: int) -> list[str]:
    """What a row at the head of a grid says, a title and the unit behind it apart."""
    printed = [text for cell in sheet.row_cells(row) if cell.texts for text in _said(cell)]
    return [part for text in printed for part in parted(text) if part]


def _is_empty(sheet: Sheet, row: int) -> bool:
    """Whether a row holds no text, nor reaches into another: one left blank, no head of a table."""
    return all(cell.row_span == 1 and not cell.texts for cell in sheet.row_cells(row))


def _title_row(sheet: Sheet) -> int:
    """The row at the head of a grid that holds the title alone, over all columns; 0: there is none.

    Whatever stands above it is no header: no row there has more than one text beside the fields.
    """
    for row in range(min(sheet.rows - 1, MOST_CAPTION_ROWS)):
        rest = [text for text in _texts_of(sheet, row) if not is_caption(text)]
        if len(rest) > 1 or any(parse_figure(text) is not None for text in rest):
            return 0
        wide = any(cell.texts and cell.column_span == sheet.columns for cell in sheet.row_cells(row))
        if rest and wide and is_title(rest[0]) and statement_of_title(rest[0]):
            return row
    return 0


def entitles(sheet: Sheet, row: int, text: str) -> bool:
    """Whether the only ``text`` of a row titles what is below: a table by its name, or by the heads of one.

    So a statement is told whose title does not say 表: 收入预算, below it 项目 | 金额.
    """
    if is_title(text):
        return True
    if not WORDS.title_without_table.match(text) or statement_of_title(text) is None:
        return False
    for below in range(row + 1, min(row + 1 + MOST_CAPTION_ROWS, sheet.rows)):
        texts = [cell.text for cell in sheet.filled_cells(below)]
        if not all(map(is_caption, texts)):
            return len(texts) > 1 and is_word(texts[0], "row_head") and not any(map(parse_figure, texts))
    return False


def _said(cell: Cell) -> list[str]:
    """What a cell of a caption says: its text, or a title and the fields on the lines below it."""
    fields = next((at for at, line in enumerate(cell.texts) if is_field(line)), 0)
    title = joined(cell.texts[:fields])
    return [title, joined(cell.texts[fields:])] if fields and is_title(title) else [cell.text]


def _is_note(sheet: Sheet, row: int, texts: list[str]) -> bool:
    """Whether a row of the grid, below its title, holds a note and nothing else: 注：……."""
    filled = [cell for cell in sheet.row_cells(row) if cell.texts]
    return len(filled) == len(texts) == 1 and WORDS.note.match(texts[0]) is not None and filled[0].column == 0


def _is_banner(sheet: Sheet, row: int, text: str) -> bool:
    """Whether ``text`` has its row of the grid to itself, but for fields."""
    return [other for other in _texts_of(sheet, row) if not is_field(other)] == [text]
