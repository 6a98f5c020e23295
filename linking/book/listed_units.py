"""The units of a department, as a table of its disclosure or its text lists them (汇总单位、二级预算单位)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from linking.labels import bare, halves
from records.lexicon.numerals import number_said
from records.list_numbers import without_number
from records.phrases import Phrases
from records.rule_files import Rules, load_rules
from records.tables import Document

WORDS = Phrases("linking")

SENTENCE = re.compile(r"[。；;]")
BETWEEN = re.compile(r"[、，,]")
LONGEST = 30
"""Letters of a unit's name; the longest real ones have some 25."""


class _UnitLists(Rules):
    """How a text lists units: what opens a list, and how many there are."""

    opens: re.Pattern[str]
    examples: list[str]
    counter: list[str]
    counts: re.Pattern[str]


@cache
def unit_lists() -> _UnitLists:
    """The rules. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("unit_lists.toml"), _UnitLists)


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
    rules = unit_lists()
    waiting: list[str] | None = None
    stated: int | None = None
    for line in lines:
        text = re.sub(r"\s", "", line)
        if waiting is None:
            opened = rules.opens.search(text)
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
    found = unit_lists().counts.search(opening)
    if found is None:
        return None
    number = found["number"]
    return int(number) if number.isdigit() else number_said(number)


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
