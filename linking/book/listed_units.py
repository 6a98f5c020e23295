"""The units of a department, as a table of its disclosure or its text lists them (汇总单位、二级预算单位)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linking.labels import bare, halves
from records.lexicon.numerals import number_said
from records.list_numbers import without_number
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

SENTENCE = re.compile(r"[。；;]")
BETWEEN = re.compile(r"[、，,]")
LONGEST = 30
"""Letters of a unit's name; the longest real ones have some 25."""


def listed_units(document: Document) -> tuple[str, ...]:
    """The names of the units that a document lists: in a table of them, or else in its text."""
    return tuple(dict.fromkeys(_in_tables(document))) or units_in_text(_lines(document))


def _in_tables(document: Document) -> Iterator[str]:
    lists = {table.table_id for table in document.tables if table.statement == "unit_list"}
    for cell in document.cells if lists else ():
        if cell.table_id in lists and cell.role != "header":
            text = bare(cell.text.replace("\n", ""))
            if WORDS.unit_name.search(text) and not WORDS.no_unit.search(text):
                yield text


def _lines(document: Document) -> Iterator[str]:
    for section in document.sections:
        if section.title:
            yield f"{section.number or ''}{section.title}"
        yield from section.text.splitlines()


def units_in_text(lines: Iterable[str]) -> tuple[str, ...]:
    """The units that a list in the text names, in its order; none if it is not read without a doubt.

    A list of one's own level alone names no unit.
    """
    waiting: list[str] | None = None
    stated: int | None = None
    for line in lines:
        text = re.sub(r"\s", "", line)
        if waiting is None:
            opened = WORDS.opens_units.search(text)
            if opened is None:
                continue
            stated = _stated(opened[0])
            rest = SENTENCE.split(text[opened.end() :])[0]
            if rest:
                return _believed(_split(rest), stated)
            waiting = []
            continue
        name = _name(text)
        if name is None:
            break
        waiting.append(name)
    return _believed(waiting or [], stated)


def _stated(opening: str) -> int | None:
    found = WORDS.stated_units.search(opening)
    if found is None:
        return None
    return number_said(found["number"])


def _split(text: str) -> list[str | None]:
    parts = [
        part for piece in BETWEEN.split(WORDS.aside.sub("", text)) if piece for part in halves(piece, _name)
    ]
    return [_name(part) for part in parts]


def _name(text: str) -> str | None:
    """A unit's name, without its number in a list; ``None`` for other words."""
    name = WORDS.aside.sub("", without_number(SENTENCE.split(text)[0])).strip("、，,：:")
    name = WORDS.and_other_units.sub("", name)
    fits = WORDS.unit_name.search(name) and len(name) <= LONGEST and not SENTENCE.search(name)
    ended = WORDS.unit_end.search(re.sub(r"[（(）)]", "", name))
    return name if fits and ended and not WORDS.no_unit.search(name) else None


def _believed(names: Iterable[str | None], stated: int | None) -> tuple[str, ...]:
    found = list(names)
    known = tuple(dict.fromkeys(name for name in found if name is not None))
    if len(known) != len(found) or stated is not None and stated != len(known):
        return ()
    return known if any(not WORDS.own_part.search(name) for name in known) else ()
