"""Words of public finance by what they name: what one word of a class tells of a cause, all of it do.

教师 and 民警 are both one's own staff, 完工 and 结题 both an end: what examples teach of one of them holds
for the others. The classes are data (``vocabulary.toml``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from records.rule_files import Rules, load_rules


class _Group(Rules):
    id: str
    words: list[str] = Field(min_length=4)

    @field_validator("words")
    @classmethod
    def _once(cls, words: list[str]) -> list[str]:
        if len(set(words)) < len(words) or "" in words:
            raise ValueError("a word is empty or stands there twice")
        return words


class Vocabulary(Rules):
    """The whole of ``vocabulary.toml``; a word may be of several groups."""

    group: list[_Group] = Field(min_length=2)


@cache
def vocabulary() -> Vocabulary:
    """The classes of words. Raises ``InvalidRules`` if they are not as they must be."""
    return load_rules(Path(__file__).with_name("vocabulary.toml"), Vocabulary)


@cache
def _classes_of() -> tuple[dict[str, tuple[str, ...]], tuple[int, ...]]:
    """The classes of each word, and the lengths of words, longest first."""
    found: dict[str, list[str]] = {}
    for group in vocabulary().group:
        for word in group.words:
            found.setdefault(word, []).append(group.id)
    return (
        {word: tuple(sorted(names)) for word, names in found.items()},
        tuple(sorted({len(word) for word in found}, reverse=True)),
    )


def classes_in(text: str) -> list[tuple[str, ...]]:
    """The classes of each known word of ``text`` in its order; at each place the longest word counts."""
    known, lengths = _classes_of()
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(text):
        length = next((size for size in lengths if text[at : at + size] in known), 0)
        if length:
            found.append(known[text[at : at + length]])
        at += length or 1
    return found
