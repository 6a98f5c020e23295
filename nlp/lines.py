"""A text without the blanks and line ends inside its sentences, and the way back to its positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TypeVar

from nlp.annotations import Comparison, Relation, Stretch

Mark = TypeVar("Mark", Comparison, Relation)

BLANK = re.compile(r"[ \n]")


@dataclass(slots=True, frozen=True)
class JoinedLines:
    """``text`` as it is read; ``_edges`` are where something was left out, as positions of ``text``."""

    text: str
    _edges: list[int]

    def position(self, at: int) -> int:
        """The position in the text as written."""
        return at + bisect_right(self._edges, at)

    def placed(self, one: Mark) -> Mark:
        """A comparison or relation at its place in the text as written."""
        end = self.position(one.end - 1) + 1 if one.end > one.start else self.position(one.end)
        return replace(one, start=self.position(one.start), end=end)


def joined_lines(text: str, sentences: list[Stretch]) -> JoinedLines:
    """``text`` with its sentences each on one line; line ends between sentences stay."""
    ends = {sentence.end - 1 for sentence in sentences}
    inside = {sentence.start for sentence in sentences}
    edges: list[int] = []
    kept: list[str] = []
    left = 0
    for match in BLANK.finditer(text):
        at = match.start()
        if match[0] == "\n" and (at in ends or at + 1 in inside):
            continue
        edges.append(at - len(edges))
        kept.append(text[left:at])
        left = at + 1
    kept.append(text[left:])
    return JoinedLines("".join(kept), edges)
