"""The numbers of a sentence as they are printed, also where no claims are read of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Passage, Spot
from linking.checks.text.stated import same_unit
from linking.intervals import TEN_THOUSAND, Interval, exact, printed
from linking.wording import number, without_blanks
from nlp.annotations import Quantity, Stretch
from nlp.quantities import find_quantities
from nlp.sentences import find_sentences
from records.lexicon.groups import YUAN
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text/numbers")

_REACH = 16
"""Letters before a number that tell what it is."""
_START = attrgetter("start")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPENING, _CLOSING = "（(", "）)"


@dataclass(frozen=True, slots=True)
class Printed:
    """A number; ``depth``: in how many brackets it stands.

    ``kind`` is ``money``, ``percent`` or what it is counted in; ``up`` or ``down`` for an amount of change,
    ``price`` for the amount of each, ``other`` for what a change is from, and for a change of a count.
    """

    value: Decimal
    raw: str
    unit: str
    kind: str
    depth: int
    start: int
    end: int

    @property
    def interval(self) -> Interval:
        """The number as printed, money in 万元; counts are exact."""
        if self.unit in YUAN:
            return printed(self.value, self.raw, YUAN[self.unit] / TEN_THOUSAND)
        if self.kind in ("percent", "score"):
            return printed(self.value, self.raw)
        return exact(self.value)

    @property
    def told(self) -> str:
        """The number with its unit."""
        return f"{self.raw}{self.unit}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on one line, its numbers and claims, and the sentence with numbers before it in its chapter.

    ``adjoins``: nothing stands between the two.
    """

    passage: Passage
    kept: Sequence[int]
    text: str
    numbers: tuple[Printed, ...]
    before: Sentence | None
    adjoins: bool
    claims: tuple[ClaimRecord, ...]

    def spot(self, start: int, end: int) -> Spot:
        """Where ``text[start:end]`` stands."""
        return self.passage.spot(self.kept[start], self.kept[end - 1] + 1)

    def claims_of(self, numbers: set[str]) -> list[ClaimRecord]:
        """The claims that state some of the numbers, written as :func:`linking.wording.number` does."""
        return [claim for claim in self.claims if number(claim.value) in numbers]


def sentences(document: Document, claims: Iterable[ClaimRecord], found: ChecksMade) -> Iterator[Sentence]:
    """The sentences with numbers of a document's chapters, in order."""
    told: dict[tuple[str | None, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        told[claim.section_id, without_blanks(claim.sentence)].append(claim)
    for passage in found.passages(document):
        printed = passage.text
        if passage.is_heading or not any(map(str.isdigit, printed)):
            continue
        before: Sentence | None = None
        end = 0
        quantities = find_quantities(printed)
        for one in find_sentences(printed, quantities):
            text = printed[one.start : one.end].replace("\n", "")
            if any(map(str.isdigit, text)):
                whole = len(text) == one.end - one.start
                kept = [at for at in range(one.start, one.end) if printed[at] != "\n"]
                here = _within(one, quantities) if whole else find_quantities(text)
                adjoins = before is not None and end == before.kept[-1] + 1
                stated = told[passage.section.section_id, text]
                numbers = tuple(_numbers(text, here))
                before = Sentence(passage, kept, text, numbers, before, adjoins, tuple(stated))
                yield before
            end = one.end


def _within(sentence: Stretch, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Of all quantities, in order, those of a sentence on one line, at their places in it."""
    start = sentence.start
    first, last = (bisect_left(quantities, at, key=_START) for at in (start, sentence.end))
    return [
        replace(one, start=one.start - start, number_end=one.number_end - start, end=one.end - start)
        for one in quantities[first:last]
    ]


def _numbers(text: str, quantities: Iterable[Quantity]) -> Iterator[Printed]:
    depth = at = 0
    for one in sorted([*quantities, *_prices(text)], key=lambda one: one.start):
        if one.start < at or one.assumed or one.sort == "money" and one.unit not in YUAN:
            continue
        part = text[at : one.start]
        depth = max(0, depth + sum(map(part.count, _OPENING)) - sum(map(part.count, _CLOSING)))
        at = one.end
        kind = same_unit(one.unit) if one.sort == "count" else one.sort
        if one.sort in ("money", "count"):
            ahead = text[max(0, one.start - _REACH) : one.start]
            kind = _kind_behind(ahead, kind)
        raw = text[one.start : one.number_end]
        yield Printed(one.value, raw, one.unit, kind, depth, one.start, one.end)


def _kind_behind(ahead: str, kind: str) -> str:
    """What number one of a kind is behind some words: a price, a change, what it is from, or neither."""
    if WORDS.for_each.search(ahead):
        return "price"
    if WORDS.level_reached.search(ahead):
        return "other"
    for way, words in (("up", WORDS.risen), ("down", WORDS.fallen)):
        if words.search(ahead):
            return way if kind == "money" else "other"
    return "other" if WORDS.change.search(ahead) else kind


def _prices(text: str) -> Iterator[Quantity]:
    """The amounts of each of some things, which are no amounts of the body."""
    for match in WORDS.price.finditer(text):
        value = Decimal(match["number"].replace(",", ""))
        yield Quantity(match.start("number"), match.end("number"), match.end(), value, match["unit"], "money")


def is_told(numbers: set[str], found: ChecksMade) -> bool:
    """Whether a failed check names all these numbers."""
    return any(
        made.verdict == "fails"
        and numbers.issubset(
            map(number, map(Decimal, _NUMBER.findall((made.message or "").replace(",", ""))))
        )
        for made in found.checks
    )
