"""Characters misread for others that look alike, put right where the forms' own phrases leave no doubt.

Figures are never touched: a check must be able to fail. What was read stays in ``raw``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from extractors.document import TextLine
from extractors.tables.rulings import Segment
from records.rule_files import Rules, load_rules

GAP = 0.8
"""The next line of a text begins at most so many times its height below it."""


class _Corrections(Rules):
    alike: tuple[str, ...]
    phrases: tuple[str, ...]


@cache
def _rules() -> tuple[frozenset[str], list[tuple[re.Pattern[str], str]]]:
    """The characters that look alike; for each phrase a pattern that takes them for each other."""
    rules = load_rules(Path(__file__).with_name("corrections.toml"), _Corrections)
    alike = {char: f"[{''.join(chars)}]" for chars in rules.alike for char in chars}
    phrases = [
        (re.compile("".join(alike.get(char, re.escape(char)) for char in phrase)), phrase)
        for phrase in rules.phrases
    ]
    return frozenset(alike), phrases


def corrected(text: str) -> str:
    """``text`` with the phrases of the forms as they are written; its length stays."""
    alike, phrases = _rules()
    if not alike.isdisjoint(text):
        for pattern, phrase in phrases:
            text = pattern.sub(phrase, text)
    return text


def correct_wrapped(lines: Sequence[TextLine], across: Sequence[Segment]) -> None:
    """Correct the texts of ``lines`` that a phrase runs over (上级补助收 | 入), which are changed.

    No ruling of ``across`` parts the lines of one text.
    """
    alike, _ = _rules()
    ordered = sorted((line for line in lines if not line.text.isascii()), key=lambda line: line.y0)
    heights = [line.y0 for line in ordered]
    begun: set[int] = set()
    for first in ordered:
        if id(first) in begun:
            continue
        text = [first]
        while (below := _next_line(text[-1], ordered, heights, across)) is not None:
            text.append(below)
            begun.add(id(below))
        whole = "".join(line.text for line in text)
        if len(text) == 1 or alike.isdisjoint(whole):
            continue
        whole = corrected(whole)
        for line in text:
            line.text, whole = whole[: len(line.text)], whole[len(line.text) :]


def _next_line(
    line: TextLine, ordered: Sequence[TextLine], heights: Sequence[float], across: Sequence[Segment]
) -> TextLine | None:
    """The line right below ``line`` that may go on with its text."""
    for below in ordered[bisect_left(heights, line.middle) :]:
        if below.y0 > line.y1 + GAP * (line.y1 - line.y0):
            return None
        left, right = max(line.x0, below.x0), min(line.x1, below.x1)
        if left < right:
            parted = any(line.middle < y < below.middle and x0 < right and left < x1 for y, x0, x1 in across)
            return None if parted else below
    return None
