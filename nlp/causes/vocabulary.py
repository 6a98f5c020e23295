"""Words of public finance by what they name: what one word of a class tells of a cause, all of it do.

教师 and 民警 are both one's own staff, 完工 and 结题 both an end: what examples teach of one of them holds
for the others. The classes are data (``vocabulary.toml``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from records.rule_files import Rules, load_rules


class Vocabulary(Rules):
    """The whole of ``vocabulary.toml``: the words of each class; a word may be of several."""

    classes: dict[str, list[str]] = Field(min_length=2)

    @field_validator("classes")
    @classmethod
    def _once(cls, classes: dict[str, list[str]]) -> dict[str, list[str]]:
        for name, words in classes.items():
            if len(set(words)) < len(words) or "" in words:
                raise ValueError(f"a word of {name} is empty or stands there twice")
        return classes


@cache
def vocabulary() -> Vocabulary:
    """The classes of words. Raises ``InvalidRules`` if they are not as they must be."""
    return load_rules(Path(__file__).with_name("vocabulary.toml"), Vocabulary)


@cache
def _classes_of() -> tuple[dict[str, tuple[str, ...]], tuple[int, ...]]:
    """The classes of each word, and the lengths of words, longest first."""
    found: dict[str, list[str]] = {}
    for name, words in sorted(vocabulary().classes.items()):
        for word in words:
            found.setdefault(word, []).append(name)
    return (
        {word: tuple(names) for word, names in found.items()},
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
