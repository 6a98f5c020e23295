"""The second reader of causes: what kind a clause is by its words together, learnt from ``examples.toml``.

The first reader (:mod:`nlp.causes.kinds`) knows phrases; what it does not know it cannot tell. This one
weighs the pairs and triples of characters of a clause by how much more often the examples of one kind have
them than those of all others. Where the two agree a kind is sure; where the first is silent the second may
tell, with less confidence.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Annotated

from pydantic import Field

from records.rule_files import Rules, load_rules
from records.vocabularies import word_of

LENGTHS = (1, 2, 3)
SMOOTHING = 0.4
"""Counted for what no example of a kind has: smaller makes rare words weigh more."""
SURE = 3.0
"""From this lead over the next kind on a clause is told; each unit is a factor of e."""
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


@cache
def examples() -> Examples:
    """The examples. Raises ``InvalidRules`` if they are not as they must be."""
    return load_rules(Path(__file__).with_name("examples.toml"), Examples)


def _grams(text: str) -> set[str]:
    bare = _NOISE.sub("", text)[:LONGEST]
    return {bare[at : at + length] for length in LENGTHS for at in range(len(bare) - length + 1)}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of text speaks for each kind, as the logarithm of a ratio: a row of numbers for a kind.

    ``places`` tells where in the rows a piece stands. Every worker has these: rows take a seventh of dicts.
    """

    places: dict[str, int]
    of_kind: dict[str, array[float]]


def learn(texts: Mapping[str, Sequence[str]]) -> Weights:
    """What the pieces of text weigh, by the examples of each kind."""
    counts = {
        kind: Counter(gram for text in listed for gram in _grams(text)) for kind, listed in texts.items()
    }
    total: Counter[str] = sum(counts.values(), Counter())
    everything = sum(len(listed) for listed in texts.values())
    rows: dict[str, array[float]] = {}
    for kind, count in counts.items():
        own = len(texts[kind]) + 2 * SMOOTHING
        rest = everything - len(texts[kind]) + 2 * SMOOTHING
        rows[kind] = array(
            "d",
            (
                log((count[gram] + SMOOTHING) / own / ((total[gram] - count[gram] + SMOOTHING) / rest))
                for gram in total
            ),
        )
    return Weights({gram: at for at, gram in enumerate(total)}, rows)


@cache
def _learnt() -> Weights:
    return learn({one.id: one.texts for one in examples().kind})


def most_like(clause: str, weights: Weights | None = None) -> Likeness | None:
    """The kind that ``clause`` is most like; ``None`` if no example shares a pair of characters with it."""
    weights = weights or _learnt()
    places = weights.places
    known = [(places[gram], len(gram)) for gram in _grams(clause) if gram in places]
    if not any(length > 1 for _, length in known):
        return None
    scores = sorted(
        ((sum(row[at] * length for at, length in known), kind) for kind, row in weights.of_kind.items()),
        reverse=True,
    )
    (best, kind), (second, _) = scores[:2]
    return Likeness(kind, best - second) if best > 0 else None
