"""Lists of causes (一是…；二是…): each item is a cause of its own under the words that open the list."""

from __future__ import annotations

import re
from functools import cache

from nlp.causes.ends import trimmed
from nlp.rules import rules

FEWEST_ITEMS = 2
"""Items that make a list."""
_AT_EDGE = r"(?:^|(?<=[，,；;。：:、\n ]))\s*"


@cache
def _styles() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(_AT_EDGE + f"(?:{first})"), re.compile(_AT_EDGE + f"(?:{later})"))
        for first, later in rules("reasons")["styles"]
    )


def items_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the items of a list of causes lie in ``text[start:end]``, without their numbers.

    Empty if the stretch is no list, or a list of one.
    """
    for first, later in _styles():
        opening = first.search(text[start:end])
        if opening is None:
            continue
        marks = [opening, *later.finditer(text[start:end], opening.end())]
        if len(marks) < FEWEST_ITEMS:
            continue
        edges = [mark.start() for mark in marks[1:]] + [end - start]
        items = []
        for mark, edge in zip(marks, edges, strict=True):
            a, b = _bare(text, start + mark.end(), start + edge)
            if a < b:
                items.append(trimmed(text, a, b))
        return items
    return []


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n：:，,、":
        start += 1
    while end > start and text[end - 1] in " \n；;，,。、.：:":
        end -= 1
    return start, end
