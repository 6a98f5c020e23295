"""Which statement (报表) a table is, by its title or else by the words of its header."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from extractors.characters import fold
from extractors.tables.sheet import Sheet
from records.rule_files import Rules, load_rules
from records.vocabularies import word_of

SIGNATURE_ROWS = 12


class _Titled(Rules):
    """A statement by its title: ``title`` is found in it, ``without`` is not."""

    statement: Annotated[str, word_of("statement")]
    title: re.Pattern[str]
    without: re.Pattern[str] | None = Field(None, alias="not")


class _Signature(Rules):
    """A statement by its header, which holds all of ``words``."""

    statement: Annotated[str, word_of("statement")]
    words: tuple[Annotated[str, AfterValidator(fold)], ...]


class _StatementRules(Rules):
    rule: tuple[_Titled, ...]
    signature: tuple[_Signature, ...]


@cache
def _rules() -> _StatementRules:
    return load_rules(Path(__file__).with_name("statements.toml"), _StatementRules)


def statement_of_title(title: str) -> str | None:
    """The statement that a title names, or ``None`` if it names none."""
    folded = fold(title)
    for rule in _rules().rule:
        if rule.title.search(folded) and not (rule.without and rule.without.search(folded)):
            return rule.statement
    return None


def statement_of_words(sheet: Sheet) -> str | None:
    """The statement that the words of the first rows speak for, or ``None``."""
    words = {
        fold(cell_) for row in range(min(sheet.rows, SIGNATURE_ROWS)) for cell_ in _row_texts(sheet, row)
    }
    text = "|".join(words)
    for rule in _rules().signature:
        if all(word in text for word in rule.words):
            return rule.statement
    return None


def _row_texts(sheet: Sheet, row: int) -> list[str]:
    return ["".join(cell.texts) for cell in sheet.row_cells(row)]


def statement_of(sheet: Sheet) -> str | None:
    """The statement of a table, or ``None`` if neither title nor header tell."""
    title = sheet.caption.title
    by_title = statement_of_title(title) if title else None
    return by_title or statement_of_words(sheet)
