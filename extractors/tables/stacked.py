"""Tables that stand below each other in one grid come apart: each has a caption or a header of its own."""

from __future__ import annotations

from extractors.characters import fold
from extractors.numbers import is_dash, parse_figure
from extractors.tables.captions.inside import absorb_caption, entitles
from extractors.tables.captions.wording import is_caption, is_title
from extractors.tables.headers import header_of
from extractors.tables.meanings import meaning_of
from extractors.tables.number_rows import counting_rows
from extractors.tables.performance.forms import is_form
from extractors.tables.sheet import Caption, Sheet
from extractors.tables.words import is_word
from records.lexicon.statements import statement_of_title

LONGEST_CAPTION = 6
"""Rows of a caption inside a grid, blank ones included."""
MOST_IN_CAPTION = 4
"""A row of more texts is no caption."""
FEWEST_HEADS = 3
"""So many texts on one row may head a table that begins inside of another."""
MOST_WORDS = 0.6
"""Share of the texts of a header in the middle of a table that must head columns."""


def unstacked(sheet: Sheet) -> list[Sheet]:
    """The tables that a sheet holds, top to bottom; itself alone, but in the rarest cases.

    Rows in the middle that repeat the header are noted as repeated.
    """
    if sheet.rows < 4:
        return [sheet]
    starts = _captions(sheet)
    headed = [row for row in range(2, sheet.rows - 1) if _heads_labels(sheet, row)]
    if not starts and not headed:
        return [sheet]
    if is_form(sheet):
        starts, headed = [row for row in starts if _names_statement(sheet, row)], []
    starts += _headers(sheet, starts, headed)
    if not starts:
        return [sheet]
    edges = [0, *sorted(starts), sheet.rows]
    parts = [_part(sheet, first, end) for first, end in zip(edges, edges[1:], strict=False)]
    parts[0].caption, parts[0].caption_rows = sheet.caption, sheet.caption_rows
    parts[-1].note = sheet.note
    for part in parts[1:]:
        absorb_caption(part)
    return parts


def _captions(sheet: Sheet) -> list[int]:
    """The rows at which captions in the middle of a sheet begin."""
    starts = []
    row = sheet.caption_rows + 2
    while row < sheet.rows - 1:
        end, title, fields = row, False, False
        while end < min(row + LONGEST_CAPTION, sheet.rows):
            own = sheet.filled_cells(end)
            if len(own) > MOST_IN_CAPTION:
                break
            texts = [cell.text for cell in own]
            rest = [text for text in texts if not is_caption(text)]
            if rest and not (len(rest) == 1 and entitles(sheet, end, rest[0])):
                break
            title, fields = title or bool(rest), fields or len(rest) < len(texts)
            end += 1
        while row < end and not sheet.filled_cells(row):
            row += 1
        begins = title and (fields or _is_wide(sheet, row) or end < sheet.rows and _heads_labels(sheet, end))
        # a page that goes on with the table may print its caption once more
        begins = begins and row not in sheet.repeated
        if begins and end < sheet.rows and _is_header(sheet, end):
            starts.append(row)
        row = max(end, row + 1)
    return starts


def _names_statement(sheet: Sheet, row: int) -> bool:
    """Whether the caption that begins at a row says which statement is below; what heads a band does not."""
    rows = range(row, min(row + LONGEST_CAPTION, sheet.rows))
    texts = [cell.text for below in rows for cell in sheet.filled_cells(below)]
    return any(is_title(text) and statement_of_title(text) is not None for text in texts)


def _is_wide(sheet: Sheet, row: int) -> bool:
    (cell, *_) = sheet.filled_cells(row)
    return 2 * cell.column_span > sheet.columns > 1


def _is_header(sheet: Sheet, row: int) -> bool:
    """Whether several texts and no figure stand in a row."""
    texts = [cell.text for cell in sheet.filled_cells(row)]
    return len(texts) >= 2 and not any(map(parse_figure, texts))


def _headers(sheet: Sheet, captions: list[int], headed: list[int]) -> list[int]:
    """The rows of ``headed`` at which a header without a caption begins in the middle of a sheet."""
    if not headed:
        return []
    header_rows, _ = header_of(sheet)
    sheet.repeated |= counting_rows(sheet, header_rows)
    known = [_texts(sheet, row) for row in range(header_rows)]
    starts: list[int] = []
    for row in headed:
        if (
            row <= header_rows
            or row in sheet.repeated
            or any(0 <= row - first <= LONGEST_CAPTION for first in captions)
        ):
            continue
        texts = _texts(sheet, row)
        if len(texts) >= 2 and texts in known:
            sheet.repeated.add(row)
            continue
        if len(texts) < FEWEST_HEADS or not _is_heading(sheet, row, texts):
            continue
        if _holds_figures(sheet, row - 1) and any(
            _holds_figures(sheet, below) for below in range(row + 1, min(row + 4, sheet.rows))
        ):
            starts.append(row)
    return starts


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [fold(cell.text) for cell in sheet.filled_cells(row)]


def _heads_labels(sheet: Sheet, row: int) -> bool:
    """Whether a row begins with the head of a column of labels or codes."""
    cell = sheet.at[row][0]
    return cell.row == row and bool(cell.texts) and is_word(cell.text, "row_head")


def _is_heading(sheet: Sheet, row: int, texts: list[str]) -> bool:
    """Whether the texts of a row head columns, most of its width, the first one the labels."""
    cells = sheet.filled_cells(row)
    if any(parse_figure(text) or is_dash(text) for text in texts):
        return False
    if 2 * sum(cell.column_span for cell in cells) <= sheet.columns:
        return False
    heads = sum(
        any(is_word(text, kind) for kind in ("row_head", "text"))
        or meaning_of((text,)).measure is not None
        or meaning_of((text,)).phase is not None
        for text in texts
    )
    return heads >= MOST_WORDS * len(texts)


def _holds_figures(sheet: Sheet, row: int) -> bool:
    return any(parse_figure(cell.text) for cell in sheet.filled_cells(row)[1:])


def _part(sheet: Sheet, first: int, end: int) -> Sheet:
    """The rows ``first`` to ``end`` (exclusive) as a sheet of their own, without columns not parted there."""
    rows = sheet.at[first:end]
    cells = [cell for cell in sheet.cells if first <= cell.row < end]
    used = sorted(
        {0, sheet.columns} | {edge for cell in cells for edge in (cell.column, cell.last_column + 1)}
    )
    place = {edge: index for index, edge in enumerate(used)}
    at = [[row[edge] for edge in used[:-1]] for row in rows]
    for cell in cells:
        after = cell.last_column + 1
        cell.row -= first
        cell.row_span = min(cell.row_span, end - first - cell.row)
        cell.column, cell.column_span = place[cell.column], place[after] - place[cell.column]
    return Sheet(
        Caption(),
        [sheet.xs[edge] for edge in used],
        cells,
        at,
        sheet.row_pages[first:end],
        sheet.top,
        sheet.bottom,
        {row - first for row in sheet.repeated if first <= row < end},
    )
