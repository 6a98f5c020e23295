"""The second reader of causes: what kind a clause is by its words together, learnt from ``examples.toml``.

The first reader (:mod:`nlp.causes.kinds`) knows phrases; what it does not know it cannot tell. This one
weighs the characters of a clause, their pairs, the classes of its words (教师, 完工), and
how it begins and ends, by how much more often the examples of one kind have them than those of all others.
Where the two agree a kind is sure; where the first is silent the second may tell, with less confidence.

Words of public finance by what they name: what one word of a class tells of a cause, all of it do.

教师 and 民警 are both one's own staff, 完工 and 结题 both an end: what examples teach of one of them holds
for the others. The classes are data (``vocabulary.toml``).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import Annotated

from pydantic import Field, field_validator

from records.rule_files import Rules, rules_beside
from records.vocabularies import word_of

MOST_CLAUSES = 4096
"""Clauses of causes that are remembered, as bodies repeat theirs from chapter to chapter."""
LENGTHS = (1, 2)
SMOOTHING = 0.2
"""Counted for what no example of a kind has: smaller makes rare words weigh more."""
SURE = 1.5
"""From this lead over the next kind on a clause is told; each unit is a factor of e."""
BEGIN, END = "^", "$"
LONGEST = 40
"""Characters of a clause that are weighed: what is longer says more than one thing."""
_NOISE = re.compile(
    r"[\d\s，。；、：,.;:（）()“”\"《》]|万元|本年度?|今年|当年|我[局委校院部单镇县市]位?|本[局委校院部单镇]位?"
)


class _Kind(Rules):
    id: Annotated[str, word_of("reason_category")]
    texts: list[str] = Field(min_length=12)


class Examples(Rules):
    """The whole of ``examples.toml``."""

    kind: list[_Kind]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The kind that a clause is most like, and how far it leads the next one."""

    kind: str
    lead: float

    @property
    def sure(self) -> bool:
        return self.lead >= SURE


examples = rules_beside(__file__, "examples.toml", Examples)
"""The examples. Raises ``InvalidRules`` if they are not as they must be."""


def _grams(text: str) -> set[str]:
    bare = _NOISE.sub("", text)[:LONGEST]
    pieces = {bare[at : at + length] for length in LENGTHS for at in range(len(bare) - length + 1)}
    if bare:
        pieces |= {BEGIN + bare[0], bare[-1] + END, bare[-2:] + END}
    return pieces | _word_pieces(bare)


def _word_pieces(bare: str) -> set[str]:
    """The classes of the words of a clause, those of neighbours together, and of the first and the last."""
    found = [[f"<{name}>" for name in names] for names in classes_in(bare)]
    if not found:
        return set()
    pieces = {name for names in found for name in names}
    pieces |= {one + other for names, others in pairwise(found) for one in names for other in others}
    return pieces | {BEGIN + name for name in found[0]} | {name + END for name in found[-1]}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of text speaks for each of ``kinds``: the logarithm of a ratio."""

    kinds: tuple[str, ...]
    rows: dict[str, array[float]]  # every worker has them: a tuple takes four times as much


def learn(texts: Mapping[str, Sequence[str]]) -> Weights:
    """What the pieces of text weigh, by the examples of each kind."""
    sizes = [len(listed) for listed in texts.values()]
    everything = sum(sizes)
    counts: dict[str, list[int]] = {}
    for kind, listed in enumerate(texts.values()):
        for gram in (gram for text in listed for gram in _grams(text)):
            counts.setdefault(gram, [0] * len(sizes))[kind] += 1

    def weight(count: int, total: int, size: int) -> float:
        own = (count + SMOOTHING) / (size + 2 * SMOOTHING)
        rest = total - count + SMOOTHING
        return log(own / (rest / (everything - size + 2 * SMOOTHING)))

    @cache  # most pieces stand in one or two examples, and many in those of the same kinds
    def row(counted: tuple[int, ...]) -> array[float]:
        total = sum(counted)
        return array("d", (weight(count, total, size) for count, size in zip(counted, sizes, strict=True)))

    return Weights(tuple(texts), {gram: row(tuple(counted)) for gram, counted in counts.items()})


@cache
def _learnt() -> Weights:
    return learn({one.id: one.texts for one in examples().kind})


def most_like(
    clause: str, weights: Weights | None = None, barred: frozenset[str] = frozenset()
) -> Likeness | None:
    """The kind that ``clause`` is most like, none of ``barred``.

    ``None`` if no example shares a pair of characters with it.
    """
    return _like_examples(clause, barred) if weights is None else _most_like(clause, weights, barred)


@lru_cache(maxsize=MOST_CLAUSES)
def _like_examples(clause: str, barred: frozenset[str]) -> Likeness | None:
    return _most_like(clause, _learnt(), barred)


def _most_like(clause: str, weights: Weights, barred: frozenset[str]) -> Likeness | None:
    known = sorted(_grams(clause) & weights.rows.keys())
    if not any(len(gram) > 1 and BEGIN not in gram and END not in gram for gram in known):
        return None
    columns = zip(*(weights.rows[gram] for gram in known), strict=True)
    summed = zip(map(sum, columns), weights.kinds, strict=True)
    scores = sorted((one for one in summed if one[1] not in barred), reverse=True)
    (best, kind), (second, _) = scores[:2]
    return Likeness(kind, best - second) if best > 0 else None


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


vocabulary = rules_beside(__file__, "vocabulary.toml", Vocabulary)
"""The classes of words. Raises ``InvalidRules`` if they are not as they must be."""


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
