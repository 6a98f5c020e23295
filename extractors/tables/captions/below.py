"""What is printed below a table: a note, or the unit where nothing above says it."""

from __future__ import annotations

from extractors.characters import joined, tight
from extractors.document import TextLine
from extractors.tables.captions.wording import is_titular
from extractors.tables.sheet import Caption
from records.phrases import Phrases

WORDS = Phrases("extractors")


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
        if len(row) == 1 and WORDS.table_title.search(tight(row[0].text)) and is_titular(tight(row[0].text)):
            break
        count += 1
    return joined([" ".join(line.text for line in row) for row in rows[:count]]), count
