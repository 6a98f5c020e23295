"""What is printed above a table: title, 公开XX表, 部门/编制单位, 单位, and a note."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.characters import fold, joined, tight
from extractors.document import TextLine
from extractors.tables.captions.fields import entitle, read_fields
from extractors.tables.captions.wording import (
    SENTENCE_END,
    code_of,
    is_code,
    is_field,
    is_title,
    is_titular,
    parted,
)
from extractors.tables.pieces import Piece, joined_pieces, merged, unwrapped
from extractors.tables.sheet import Caption
from records.lexicon.statements import statement_of_title
from records.list_numbers import ITEM
from records.phrases import Phrases

WORDS = Phrases("extractors")

ENUMERATION = re.compile(rf"^{ITEM}\s*")
HEADING_PART = 8
"""So many characters in which a title repeats the heading above it."""
MOST_ROWS = 12
"""Rows of text above a table that are looked at for its title, unit and fields."""
LABELLED = re.compile(r"^[^:：]{1,8}[:：]\s*\S")
REACH = 170.0
"""Points above a table within which its caption stands."""
LONGEST_REMARK = 12
"""Characters of a line between the title of a table and its fields that is neither."""
MOST_NOTE_ROWS = 3
"""Rows of a note that stands between the title of a table and its grid."""


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
                and is_title(whole)
                and len(title) == 1
                and row[0].is_centred_over(title[0])
                and not WORDS.coded_title.match(whole)
            ):
                used += 1  # a heading of several tables above the title of this one
                caption.rest.insert(0, whole)
                continue
            if is_code(whole) and len(row) == 1:
                caption.form_code = caption.form_code or code_of(whole)
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
            read_fields(caption, [piece.text for piece in row if piece not in title])
    if title:
        entitle(caption, joined([piece.text for piece in title]))
    return caption, used


def _rows_of_note(above: list[list[Piece]], top: float) -> int:
    """How many of the last rows above a table are a note on it: 注：……, which stands below its title."""
    for count, row in enumerate(reversed(above[-MOST_NOTE_ROWS:]), 1):
        if len(row) != 1 or row[0].y1 < top - REACH:
            return 0
        text = tight(row[0].text)
        if WORDS.note.match(text):
            return count if len(above) > count and not WORDS.money_unit.search(text) else 0
        if is_field(text) or is_title(text) or WORDS.continued.match(text):
            return 0
    return 0


def _units_apart(row: list[Piece]) -> list[Piece]:
    """``row`` with the unit or form number that stands behind a title as a piece of its own."""
    result: list[Piece] = []
    for piece in row:
        title, unit = parted(piece.text)
        result.append(replace(piece, text=title))
        if unit:
            result.append(replace(piece, text=unit))
    return result


def _title_of(row: list[Piece], above: list[list[Piece]]) -> list[Piece]:
    """The piece of a row that is the title of a table, or the last line of one; else none."""
    others = [piece for piece in row if not is_field(piece.text)]
    if len(others) != 1:
        whole = tight(" ".join(piece.text for piece in others))
        if not others or len(others) < len(row) or not is_title(whole):
            return []
        return [merged(others)]
    piece = others[0]
    if WORDS.year_alone.match(piece.text):
        return []
    if (
        is_title(piece.text)
        or len(piece.text) < 30
        and is_titular(piece.text)
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
    if not is_titular(text) or ENUMERATION.match(text) or ENUMERATION.match(title):
        return False
    return is_title(title) and statement_of_title(title) is not None


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
        or not is_titular(upper.text)
        or not is_titular(whole)
        or is_field(upper.text)
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
    pieces = [piece.text for piece in row]
    if read_fields(caption, [*pieces, whole]) or WORDS.empty_field.match(whole):
        caption.rest = [*filter(WORDS.project_field.match, pieces), *caption.rest]
        return True
    if LABELLED.match(whole) and len(whole) < 60 and whole[-1] not in SENTENCE_END:
        caption.rest.insert(0, whole)
        return True
    return False
