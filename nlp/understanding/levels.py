"""Whose money a government's report speaks of: the whole region's (全市) or its own level's (市本级)."""

from __future__ import annotations

import re

from extractors.government import scope_of
from nlp.annotations import Claim
from records.phrases import Phrases

WORDS = Phrases("nlp/understanding")

_CLOSED = re.compile(r"[（(][^（）()]{3,}[）)]")
"""Brackets with what they tell of a part; what is behind them goes on without it."""


class Levels:
    """The scopes of the claims of one chapter, asked for in the order of the text.

    What a sentence names first holds on until another one names a scope; what it names behind that
    (其中：市本级) holds to its end, or to that of the brackets that it stands in.
    """

    def __init__(self, titles: list[str]) -> None:
        self._holding = scope_of(titles)
        self._read = 0

    def of(self, claim: Claim, text: str) -> str | None:
        """``region``, ``own_level``, or ``None`` where the text has named neither."""
        sentence = claim.sentence
        if sentence.start >= self._read:
            before = _named(text[self._read : sentence.start])
            own = _named(text[sentence.start : sentence.end])
            self._holding = next(filter(None, own), next(filter(None, reversed(before)), self._holding))
            self._read = sentence.end
        named = _named(_CLOSED.sub("", text[sentence.start : claim.start]))
        return named[-1] if named else self._holding


def _named(text: str) -> list[str | None]:
    """The scopes that a text names, in order; ``None`` for that of levels below."""
    found: dict[int, str | None] = {one.start(): "own_level" for one in WORDS.of_own_level.finditer(text)}
    found |= {one.start(): "region" for one in WORDS.of_region.finditer(text)}
    found |= {one.start(): None for one in WORDS.of_levels_below.finditer(text)}
    return [found[at] for at in sorted(found)]
