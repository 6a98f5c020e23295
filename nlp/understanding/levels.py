"""Whose money a government's report speaks of: the whole region's (全市) or its own level's (市本级)."""

from __future__ import annotations

from extractors.government import WORDS, scope_of
from nlp.annotations import Claim


class Levels:
    """The scopes of the claims of one chapter, asked for in the order of the text.

    What a sentence names first holds on until another one names a scope; what it names behind that
    (其中：市本级) holds to its end.
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
            self._holding = next(iter(own), before[-1] if before else self._holding)
            self._read = sentence.end
        named = _named(text[sentence.start : claim.start])
        return named[-1] if named else self._holding


def _named(text: str) -> list[str]:
    """The scopes that a text names, in order."""
    found = [(match.start(), "own_level") for match in WORDS.of_own_level.finditer(text)]
    found += [(match.start(), "region") for match in WORDS.of_region.finditer(text)]
    return [scope for _, scope in sorted(found)]
