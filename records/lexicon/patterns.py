"""The patterns of the lexicon, spelled out so that words are looked up and not searched for.

A pattern of characters, ``(?:one|other)`` and ``?`` stands for a finite list of words. The few
patterns that need more (digits) stay regular expressions.
"""

from __future__ import annotations

import itertools

SPECIAL = frozenset("\\.[]{}*+^$")


def is_finite(pattern: str) -> bool:
    """Whether :func:`spelled_out` can spell a pattern out."""
    return not SPECIAL & set(pattern)


def spelled_out(pattern: str) -> list[str]:
    """All words that a finite pattern stands for. Raises ``ValueError`` on an open bracket."""
    words, rest = _either(pattern)
    if rest:
        raise ValueError(f"a bracket too many in {pattern}")
    return words


def _either(rest: str) -> tuple[list[str], str]:
    """The words of ``one|other`` up to a closing bracket, and what follows."""
    words: list[str] = []
    while True:
        found, rest = _sequence(rest)
        words += found
        if not rest.startswith("|"):
            return words, rest
        rest = rest[1:]


def _sequence(rest: str) -> tuple[list[str], str]:
    pieces: list[list[str]] = []
    while rest and rest[0] not in "|)":
        if rest.startswith("(?:"):
            piece, rest = _either(rest[3:])
            if not rest.startswith(")"):
                raise ValueError("a bracket is not closed")
        else:
            piece = [rest[0]]
        rest = rest[1:]
        if rest.startswith("?"):
            piece, rest = [*piece, ""], rest[1:]
        pieces.append(piece)
    return ["".join(parts) for parts in itertools.product(*pieces)], rest
