"""Which paragraphs Word numbers itself: those that count on from 1 within their chapter."""

from __future__ import annotations

import re

from corpus.tables.statements import ordinal

LEADS = {
    "one": (re.compile(r"^([一二三四五六七八九十]+)、"), "chineseCountingThousand", "%1、"),
    "bracket": (re.compile(r"^（([一二三四五六七八九十]+)）"), "chineseCountingThousand", "（%1）"),
    "digit": (re.compile(r"^(\d+)\. ?"), "decimal", "%1."),
}
"""Beginnings of paragraphs that Word may number itself: pattern, number format and text of the level."""
FIRST_LIST = 40


class Lists:
    """The lists of a document as they grow; ``made`` are their numbers with the kind of each."""

    def __init__(self) -> None:
        self.made: list[tuple[int, int]] = []
        self.open: dict[str, tuple[int, int]] = {}

    def close(self, *kinds: str) -> None:
        for kind in kinds or tuple(LEADS):
            self.open.pop(kind, None)

    def numbered(self, text: str) -> tuple[int, str] | None:
        """The list that gives a text its number, and the text without it; None for a text without."""
        for position, (kind, (pattern, form, _)) in enumerate(LEADS.items()):
            found = pattern.match(text)
            if not found:
                continue
            number, last = self.open.get(kind, (0, 0))
            count = last + 1
            if found[1] != (str(count) if form == "decimal" else ordinal(count)):
                self.close(kind)
                return None
            if count == 1:
                number = FIRST_LIST + len(self.made)
                self.made.append((number, position))
            self.open[kind] = (number, count)
            return number, text[found.end() :]
        return None
