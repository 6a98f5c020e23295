"""What is printed around a table: title, 公开XX表, 部门/编制单位, 单位 above, 注 below."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extractors.characters import fold, joined, tight
from extractors.document import TextLine
from extractors.numbers import parse_figure
from extractors.tables.grid import Cell
from extractors.tables.pieces import Piece, joined_pieces, merged, unwrapped
from extractors.tables.sheet import Caption, Sheet
from extractors.tables.words import is_word
from records.lexicon.statements import statement_of_title
from records.lexicon.terms import counted_units
from records.list_numbers import ITEM
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("extractors")

ENUMERATION = re.compile(rf"^{ITEM}\s*")
HEADING_PART = 8
"""So many characters in which a title repeats the heading above it."""
MOST_ROWS = 12
"""Rows of text above a table that are looked at for its title, unit and fields."""
LABELLED = re.compile(r"^[^:：]{1,8}[:：]\s*\S")
SENTENCE_END = "。；;，,"
REACH = 170.0
"""Points above a table within which its caption stands."""
LIST = re.compile(r"[、，,/；;和\s]")
LONGEST_TITLE = 45
"""Characters; what is longer is a sentence."""
LONGEST_REMARK = 12
"""Characters of a line between the title of a table and its fields that is neither."""
MOST_NOTE_ROWS = 3
"""Rows of a note that stands between the title of a table and its grid."""
MOST_CAPTION_ROWS = 5
"""Rows at the head of a grid that may hold its title, form code and unit."""


def read_caption(rows: list[list[TextLine]], top: float, right: float | None = None) -> tuple[Caption, int]:
    """The caption of a table that begins at ``top``, from the rows of text above it.

    ``right`` is the table's right edge: text that ends there may go on in the next line. Returns the
    caption and how many of the last ``rows`` belong to it.
    """
    caption = Caption()
    used = 0
    title: list[Piece] = []
    above = [_units_apart(row) for row in unwrapped([joined_pieces(row) for row in rows[-MOST_ROWS:]])]
    if noted := _rows_of_note(above, top):
        caption, used = read_caption(rows[: len(rows) - noted], above[-noted][0].y0, right)
        if not (caption.title or caption.unit or caption.form_code):
            return Caption(), 0  # the note of what stands above it
        note = joined([" ".join(piece.text for piece in row) for row in above[-noted:]])
        caption.rest.append(tight(note))
        return caption, used + noted
    for row in reversed(above):
        if not row:  # its text goes with a field of the row above
            used += 1
            continue
        if row[0].y1 < top - REACH:
            break
        whole = tight(" ".join(piece.text for piece in row))
        if title:
            if len(row) == 1 and _goes_on(row[0], title, right):
                title.insert(0, row[0])
                used += 1
                continue
            if (
                len(row) == 1
                and _names_a_table(whole)
                and len(title) == 1
                and row[0].is_centred_over(title[0])
                and not WORDS.coded_title.match(whole)
            ):
                used += 1  # a heading of several tables above the title of this one
                caption.rest.insert(0, whole)
                continue
            if _is_code(whole) and len(row) == 1:
                caption.form_code = caption.form_code or _code_of(whole)
                used += 1
                continue
            break
        if len(row) == 1 and WORDS.continued.match(whole) and not caption.rest:
            caption.rest.insert(0, whole)
            used += 1
            continue
        if not (title := _title_of(row, above)) and not _take_fields(caption, row, whole):
            if caption.rest or not _is_remark_below_a_title(row, above):
                break
            caption.rest.insert(0, whole)
        used += 1
        if title:
            _read_fields(caption, [piece.text for piece in row if piece not in title])
    if title:
        _entitle(caption, joined([piece.text for piece in title]))
    return caption, used


def _rows_of_note(above: list[list[Piece]], top: float) -> int:
    """How many of the last rows above a table are a note on it: 注：……, which stands below its title."""
    for count, row in enumerate(reversed(above[-MOST_NOTE_ROWS:]), 1):
        if len(row) != 1 or row[0].y1 < top - REACH:
            return 0
        text = tight(row[0].text)
        if WORDS.note.match(text):
            return count if len(above) > count and not WORDS.money_unit.search(text) else 0
        if _is_field(text) or _names_a_table(text) or WORDS.continued.match(text):
            return 0
    return 0


def _units_apart(row: list[Piece]) -> list[Piece]:
    """``row`` with the unit or form number that stands behind a title as a piece of its own."""
    result: list[Piece] = []
    for piece in row:
        title, unit = _parted(piece.text)
        result.append(replace(piece, text=title))
        if unit:
            result.append(replace(piece, text=unit))
    return result


def _parted(text: str) -> tuple[str, str | None]:
    """A title and the unit or form number behind it, if ``text`` is both."""
    match = WORDS.title_with_unit.match(text) or WORDS.title_with_code.match(text)
    if match and (_names_a_table(match[1]) or len(match[1]) < 30 and statement_of_title(match[1])):
        return match[1], match[2]
    return text, None


def _title_of(row: list[Piece], above: list[list[Piece]]) -> list[Piece]:
    """The piece of a row that is the title of a table, or the last line of one; else none."""
    others = [piece for piece in row if not _is_field(piece.text)]
    if len(others) != 1:
        whole = tight(" ".join(piece.text for piece in others))
        if not others or len(others) < len(row) or not _names_a_table(whole):
            return []
        return [merged(others)]
    piece = others[0]
    if WORDS.year_alone.match(piece.text):
        return []
    if (
        _names_a_table(piece.text)
        or len(piece.text) < 30
        and _titular(piece.text)
        and statement_of_title(piece.text)
    ):
        return [piece]
    upper = next((other for other in reversed(above[: above.index(row)]) if other), None)
    if upper is not None and len(upper) == 1 == len(row) and WORDS.rest_of_title.fullmatch(piece.text):
        return [piece] if _goes_on(upper[0], [piece], None, rest=True) else []
    return []


def _is_remark_below_a_title(row: list[Piece], above: list[list[Piece]]) -> bool:
    """Whether a row is no more than a few words under the title of a statement: （公开稿）, 第1页共2页."""
    upper = next((other for other in reversed(above[: above.index(row)]) if other), None)
    if upper is None or not len(upper) == len(row) == 1 or len(row[0].text) > LONGEST_REMARK:
        return False
    text, title = row[0].text, upper[0].text
    if not _titular(text) or ENUMERATION.match(text) or ENUMERATION.match(title):
        return False
    return _names_a_table(title) and statement_of_title(title) is not None


def _goes_on(upper: Piece, title: list[Piece], right: float | None, rest: bool = False) -> bool:
    """Whether ``upper`` is the line before the ``title`` that is read so far.

    Either both are centred, or the upper one fills its line. ``rest``: the title is but the end of a word.
    """
    below = title[0]
    whole = upper.text + "".join(piece.text for piece in title)
    if abs(upper.size - below.size) >= 0.6 or below.y0 - upper.y1 >= 1.2 * upper.size:
        return False
    if (
        WORDS.table_title.search(upper.text)
        or not _titular(upper.text)
        or not _titular(whole)
        or _is_field(upper.text)
    ):
        return False
    own = fold(ENUMERATION.sub("", upper.text))
    if own != fold(upper.text) and fold(below.text).startswith(own[:HEADING_PART]):
        return False  # a heading that the title repeats
    if ENUMERATION.match(below.text):
        return False  # a number begins the title
    if upper.is_centred_over(below):
        return True
    fills = rest or right is not None and upper.x1 > right - 3 * upper.size
    flush = below.x0 < upper.x0 + upper.size and upper.x0 < below.x0 + 4 * upper.size
    numbered = ENUMERATION.match(upper.text) or WORDS.coded_title.match(upper.text)
    return bool(fills and flush and numbered and statement_of_title(whole))


def _take_fields(caption: Caption, row: list[Piece], whole: str) -> bool:
    """Take what a row without a title says of its table; whether it says anything."""
    if WORDS.year_alone.match(whole):
        year = WORDS.year.search(whole)
        caption.year = caption.year or (int(year[1]) if year else None)
        return True
    if _read_fields(caption, [*(piece.text for piece in row), whole]) or WORDS.empty_field.match(whole):
        return True
    if LABELLED.match(whole) and len(whole) < 60 and whole[-1] not in SENTENCE_END:
        caption.rest.insert(0, whole)
        return True
    return False


def _entitle(caption: Caption, title: str) -> None:
    """Set the title, its form number (公开02表：收入预算总表) apart, and the year that it names."""
    coded = WORDS.coded_title.match(title)
    if coded and _titular(coded[2]):
        caption.form_code = caption.form_code or coded[1].replace(" ", "")
        title = coded[2]
    caption.title = title
    year = WORDS.year.search(title)
    if year:
        caption.year = int(year[1])


def _names_a_table(text: str) -> bool:
    """Whether ``text`` ends as the title of a table does."""
    return WORDS.table_title.search(text) is not None and _titular(text)


def is_title(text: str) -> bool:
    """Whether ``text`` is the title of a table."""
    return _names_a_table(text)


def is_form_code(text: str) -> bool:
    """Whether ``text`` is a form number and nothing else (公开04表)."""
    found = WORDS.form_code.search(text) if _is_code(text) else None
    return found is not None and tight(found[0]) == tight(text)


def names_unit_or_form(text: str) -> bool:
    """Whether ``text`` says the unit or the form number of a table."""
    return (
        _is_code(text) or WORDS.money_unit.search(text) is not None or WORDS.bare_unit.match(text) is not None
    )


def is_caption(text: str) -> bool:
    """Whether ``text`` says the unit, body, form number or year of a table."""
    return _is_field(text) or WORDS.year_alone.match(text) is not None


def parts_captions(text: str, line: str) -> bool:
    """Whether one of two short lines is the title of a statement or another part of a caption of its own."""
    both = [tight(text.strip()), tight(line.strip())]
    return all(map(_titular, both)) and any(
        _is_field(one) or _names_a_table(one) and statement_of_title(one) is not None for one in both
    )


@lru_cache(maxsize=TEXTS)
def _is_code(text: str) -> bool:
    text = _code_of(text)
    return len(text) <= 14 and WORDS.form_code.search(text) is not None and not WORDS.coded_title.match(text)


def _code_of(text: str) -> str:
    """A form number as it is told, whether the table only goes on or not: 公开02表（续）."""
    return WORDS.title_continues.sub("", text.replace(" ", "")) or text


@lru_cache(maxsize=TEXTS)
def _is_field(text: str) -> bool:
    """Whether ``text`` says the unit, body, form number or the like of a table."""
    return (
        _is_code(text)
        or WORDS.money_unit.search(text) is not None
        or WORDS.bare_unit.match(text) is not None
        or WORDS.counted_units.match(text) is not None
        or WORDS.issuer.search(text) is not None
        or WORDS.empty_field.match(text) is not None
    )


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
        fields = [
            text
            for text in texts
            if _read_fields(sheet.caption, [text])
            or any(pattern.match(text) for pattern in (WORDS.year_alone, WORDS.year_cut, WORDS.empty_field))
        ]
        rest = [text for text in texts if text not in fields]
        if len(rest) == 1 and entitles(sheet, row, rest[0]) and _is_banner(sheet, row, rest[0]):
            above, sheet.caption.title = sheet.caption.title, None
            _entitle(sheet.caption, rest[0])
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
    return [part for text in printed for part in _parted(text) if part]


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
        if rest and wide and _names_a_table(rest[0]) and statement_of_title(rest[0]):
            return row
    return 0


def entitles(sheet: Sheet, row: int, text: str) -> bool:
    """Whether the only ``text`` of a row titles what is below: a table by its name, or by the heads of one.

    So a statement is told whose title does not say 表: 收入预算, below it 项目 | 金额.
    """
    if _names_a_table(text):
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
    fields = next((at for at, line in enumerate(cell.texts) if _is_field(line)), 0)
    title = joined(cell.texts[:fields])
    return [title, joined(cell.texts[fields:])] if fields and _names_a_table(title) else [cell.text]


def _is_note(sheet: Sheet, row: int, texts: list[str]) -> bool:
    """Whether a row of the grid, below its title, holds a note and nothing else: 注：……."""
    filled = [cell for cell in sheet.row_cells(row) if cell.texts]
    return len(filled) == len(texts) == 1 and WORDS.note.match(texts[0]) is not None and filled[0].column == 0


def _is_banner(sheet: Sheet, row: int, text: str) -> bool:
    """Whether ``text`` has its row of the grid to itself, but for fields."""
    return [other for other in _texts_of(sheet, row) if not _is_field(other)] == [text]


def _titular(text: str) -> bool:
    return (
        3 <= len(text) <= LONGEST_TITLE
        and text[-1] not in SENTENCE_END
        and "。" not in text
        and not WORDS.refers_to_table.search(text)
    )


def _read_fields(caption: Caption, texts: list[str]) -> bool:
    """Take unit, form number, body and year from pieces of one row; whether there were any."""
    found = False
    for text in texts:
        unit = WORDS.money_unit.search(text) or WORDS.bare_unit.match(text)
        if unit and len(text) < 80:
            caption.unit = caption.unit or unit[1]
            found = True
        if counted := WORDS.counted_units.match(text):
            caption.counted = tuple(unit for unit in LIST.split(counted[1]) if unit in counted_units())
            found = True
        if _is_code(text) and text[-1] not in SENTENCE_END:
            caption.form_code = caption.form_code or _code_of(text)
            found = True
        issuer = None if counted else WORDS.issuer.search(text)
        if issuer and len(text) < 80 and not WORDS.money_unit.match(text):
            name = re.split(r"(?:金额)?单位[:：]|20\d\d\s*年", issuer[1])[0].strip()
            if text[issuer.end() :].lstrip()[:1] in (":", "："):  # the next field: 单位：万元
                name = re.sub(r"(?:金额)?单位$", "", name)
            if name and not re.fullmatch(r"(?:人民币)?(?:万元|元|亿元)", name):
                caption.issuer = caption.issuer or name
                found = True
        if found and WORDS.year.search(text) and len(text) < 80:
            caption.year = caption.year or int(WORDS.year.search(text)[1])  # type: ignore[index]
    return found


def read_foot(rows: list[list[TextLine]], caption: Caption, alone: bool) -> int:
    """How many of the first rows below a table only say its unit, where nothing above it does.

    ``alone``: no other table follows, of which they might be the caption.
    """
    if caption.unit or not rows or len(rows[0]) > 1:
        return 0
    text = tight(rows[0][0].text)
    unit = WORDS.money_unit.fullmatch(text.strip("()（） ")) or WORDS.bare_unit.match(text)
    others = [tight(" ".join(line.text for line in row)) for row in rows[1:]]
    if unit is None or not (alone or any(map(WORDS.money_unit.search, others))):
        return 0
    caption.unit = unit[1]
    return 1


def read_note(rows: list[list[TextLine]]) -> tuple[str | None, int]:
    """The note that begins the rows of text below a table, and how many rows it has."""
    if not rows or not WORDS.note.match(rows[0][0].text):
        return None, 0
    count = 1
    for before, row in zip(rows, rows[1:], strict=False):
        gap = row[0].y0 - before[0].y1
        if gap > 0.9 * before[0].size or abs(row[0].size - rows[0][0].size) > 0.6:
            break
        if len(row) == 1 and WORDS.table_title.search(tight(row[0].text)) and _titular(tight(row[0].text)):
            break
        count += 1
    return joined([" ".join(line.text for line in row) for row in rows[:count]]), count
