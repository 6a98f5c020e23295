"""The number of offices that a text states, against those that it lists (内设机构3个，包括：…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Passage
from linking.labels import halves
from linking.wording import on_page
from records.list_numbers import without_number
from records.rule_files import Rules, load_rules
from records.tables import Document

RULE = "listed_count"
ASIDE = re.compile(r"[（(][^（）()]*[）)]")
BETWEEN = re.compile(r"[、，,;；]")
FEWEST = 2
"""Names that make a list."""


class ListedCounts(Rules):
    """How a text states a number of offices and lists them, and what the name of an office ends with.

    ``before`` and ``behind`` have the groups ``number`` and ``items``: the number stands before the list, or
    behind it.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    office: re.Pattern[str]
    examples: list[str]
    counter_examples: list[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with the number that is stated of it; ``start`` and ``end`` are its place in the text."""

    stated: int
    names: tuple[str, ...]
    start: int
    end: int


@cache
def listed_counts() -> ListedCounts:
    """The rules. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("listed_counts.toml"), ListedCounts)


def check_listed_counts(document: Document, found: ChecksMade) -> None:
    """Lists of offices that have more or fewer entries than the text says."""
    for passage in found.passages(document):
        if not passage.is_heading:
            for listed in lists_in(passage.text):
                _tell(passage, listed, found)


def lists_in(text: str) -> Iterator[Listed]:
    """The lists whose number is stated and of which each entry is read as an office."""
    rules = listed_counts()
    is_office = rules.office.fullmatch
    for pattern in (rules.before, rules.behind):
        for match in pattern.finditer(text):
            parts = BETWEEN.split(ASIDE.sub("", match["items"]))
            names = [name for part in parts if part for name in halves(without_number(part), is_office)]
            if len(names) >= FEWEST and all(map(is_office, names)):
                yield Listed(int(match["number"]), tuple(names), *match.span())


def _tell(passage: Passage, listed: Listed, found: ChecksMade) -> None:
    holds = len(listed.names) == listed.stated
    spot = passage.spot(listed.start, listed.end)
    outcome = "相符" if holds else "两者不符"
    message = (
        f"文字{on_page(spot.page)}称有{listed.stated}个机构，所列为{'、'.join(listed.names)}"
        f"，共{len(listed.names)}个，{outcome}。"
    )
    stated, counted = Decimal(listed.stated), Decimal(len(listed.names))
    verdict = "holds" if holds else "fails"
    found.add(RULE, [], counted, stated, Decimal(0), verdict, message, spot=spot, unit="个")
