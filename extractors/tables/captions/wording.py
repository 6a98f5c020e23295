"""What a line of a caption is: a title, a unit, a form number, the name of a body."""

from __future__ import annotations

from functools import lru_cache

from extractors.characters import tight
from records.lexicon.statements import statement_of_title
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("extractors")

SENTENCE_END = "。；;，,"
LONGEST_TITLE = 45
"""Characters; what is longer is a sentence."""


def is_title(text: str) -> bool:
    """Whether ``text`` ends as the title of a table does."""
    return WORDS.table_title.search(text) is not None and is_titular(text)


def is_titular(text: str) -> bool:
    return (
        3 <= len(text) <= LONGEST_TITLE
        and text[-1] not in SENTENCE_END
        and "。" not in text
        and not WORDS.refers_to_table.search(text)
    )


def parts_captions(text: str, line: str) -> bool:
    """Whether one of two short lines is the title of a statement or another part of a caption of its own."""
    both = [tight(text.strip()), tight(line.strip())]
    return all(map(is_titular, both)) and any(
        is_field(one) or is_title(one) and statement_of_title(one) is not None for one in both
    )


@lru_cache(maxsize=TEXTS)
def is_code(text: str) -> bool:
    text = code_of(text)
    return len(text) <= 14 and WORDS.form_code.search(text) is not None and not WORDS.coded_title.match(text)


def is_form_code(text: str) -> bool:
    """Whether ``text`` is a form number and nothing else (公开04表)."""
    found = WORDS.form_code.search(text) if is_code(text) else None
    return found is not None and tight(found[0]) == tight(text)


def code_of(text: str) -> str:
    """A form number as it is told, whether the table only goes on or not: 公开02表（续）."""
    return WORDS.title_continues.sub("", text.replace(" ", "")) or text


@lru_cache(maxsize=TEXTS)
def is_field(text: str) -> bool:
    """Whether ``text`` says the unit, body, form number or the like of a table."""
    return (
        is_code(text)
        or WORDS.money_unit.search(text) is not None
        or WORDS.bare_unit.match(text) is not None
        or WORDS.counted_units.match(text) is not None
        or WORDS.issuer.search(text) is not None
        or WORDS.empty_field.match(text) is not None
    )


def is_caption(text: str) -> bool:
    """Whether ``text`` says the unit, body, form number or year of a table."""
    return is_field(text) or WORDS.year_alone.match(text) is not None


def names_unit_or_form(text: str) -> bool:
    """Whether ``text`` says the unit or the form number of a table."""
    return (
        is_code(text) or WORDS.money_unit.search(text) is not None or WORDS.bare_unit.match(text) is not None
    )


def parted(text: str) -> tuple[str, str | None]:
    """A title and the unit or form number behind it, if ``text`` is both."""
    match = WORDS.title_with_unit.match(text) or WORDS.title_with_code.match(text)
    if match and (is_title(match[1]) or len(match[1]) < 30 and statement_of_title(match[1])):
        return match[1], match[2]
    return text, None
