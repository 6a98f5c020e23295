"""Which statement (报表) a table is, by its title or else by the words of its header."""

from __future__ import annotations

import re

from extractors.characters import fold
from extractors.tables.sheet import Sheet
from records.lexicon.schema import ByRows
from records.lexicon.statements import statement_of_title, titles

SIGNATURE_ROWS = 12
"""Rows at the head of a table in which the words that tell its statement stand."""
CODE = re.compile(r"\d{3}(?:\d\d){0,4}")
FEWEST_CODES = 3
"""So many codes of one classification are no chance."""
MOST_CODES = 0.8
"""Share of a table's codes that tell its classification."""


def statement_of_words(sheet: Sheet) -> str | None:
    """The statement that the words of the first rows speak for, or ``None``."""
    words = {
        fold("".join(cell.texts))
        for row in range(min(sheet.rows, SIGNATURE_ROWS))
        for cell in sheet.row_cells(row)
    }
    text = "|".join(words)
    for rule in titles().signature:
        if all(word in text for word in rule.words):
            return rule.statement
    return None


def statement_of(sheet: Sheet) -> str | None:
    """The statement of a table, or ``None`` if neither title nor header tell."""
    title = sheet.caption.title
    by_title = statement_of_title(title) if title else None
    if by_title is None:
        return statement_of_words(sheet)
    for rule in titles().rows:
        if by_title in rule.titled and _rows_say(sheet, rule):
            return rule.statement
    return by_title


def _rows_say(sheet: Sheet, rule: ByRows) -> bool:
    """Whether the rows of a table are those that a rule names."""
    firsts = [fold(sheet.text(row, 0)) for row in range(sheet.rows)]
    if rule.labels:
        return all(any(label in text for text in firsts) for label in rule.labels)
    codes = [text for text in firsts if CODE.fullmatch(text)]
    fitting = sum(rule.codes is not None and rule.codes.fullmatch(code) is not None for code in codes)
    return fitting >= FEWEST_CODES and fitting >= MOST_CODES * len(codes)
