"""Statements given as a title and a note (本部门无此项支出。), without the lines of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from linking.wording import without_blanks
from records.file_tables import SectionRecord
from records.lexicon.statements import statement_of_title
from records.phrases import Phrases

WORDS = Phrases("linking")

LONGEST_TITLE = 45
"""Characters; what is longer is a sentence that names a statement."""
LONGEST_NOTE = 120
"""Characters; what is longer below a title is no note on an empty statement."""
MOST_LINES = 4
"""Lines from a title to the end of its note: the title, the unit, the body, the note."""


def told_empty(section: SectionRecord, statements: Collection[str]) -> str | None:
    """The title and the note of a statement that a section calls empty; ``None`` if it does so of none."""
    lines = [without_blanks(line) for line in [section.title or "", *section.text.split("\n")]]
    for at, line in enumerate(lines):
        title, _, beside = line.partition("：")
        if _statement(title) in statements:
            for note in (title, *_notes([beside, *lines[at + 1 : at + MOST_LINES]])):
                if WORDS.nothing_to_state.search(note):
                    return f"《{title}》" if note is title else f"《{title}》{note[:40]}"
    return None


def _notes(lines: list[str]) -> Iterator[str]:
    """The short lines behind and below a title, up to the next one."""
    return takewhile(
        lambda line: len(line) <= LONGEST_NOTE and _statement(line.partition("：")[0]) is None, lines
    )


def _statement(line: str) -> str | None:
    """The statement that a line is the title of."""
    is_title = len(line) <= LONGEST_TITLE and WORDS.table.search(line)
    return statement_of_title(line) if is_title else None
