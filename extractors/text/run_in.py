"""Headings with the text that follows them on one line, as parsers write what looks alike on a page.

Where a heading is set like the text below it, a parser makes one heading of both, and of the next
numbered chapters too; a blank stands where a line of the page ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.chapters import LONGEST_HEADING, heading_level
from extractors.characters import normalise, tight
from records.list_numbers import HEADING
from records.phrases import Phrases

WORDS = Phrases("extractors")

NUMBERED = re.compile(rf"(?<=[。；：]) +(?=(?:{HEADING.pattern}))")
IN_NUMBERS = re.compile(r"(?<=[（(]) +| +(?=[)）])|(?<=\b\d) +(?=[.．、]\D)|(?<=\b\d\d) +(?=[.．、]\D)")
BLANKS = re.compile(" +")
SENTENCE = re.compile(r"[，。；：]")


def parts_of(text: str) -> list[str]:
    """The headings and the paragraphs that stand on one line, in order."""
    text = IN_NUMBERS.sub("", normalise(text))
    return [part for piece in NUMBERED.split(text) for part in _with_headings(piece)]


def _with_headings(text: str) -> Iterator[str]:
    """A text with the headings that it begins with set apart."""
    rest = text.strip()
    while (end := _heading_end(rest)) is not None:
        yield rest[:end].strip()
        rest = rest[end:].strip()
    if rest:
        yield rest


def _heading_end(text: str) -> int | None:
    """Where the heading ends that a text begins with and goes on behind; ``None`` if there is none.

    It is a numbered title, and ends with a word that closes one: a blank may as well stand where a line
    of the page ended.
    """
    for match in BLANKS.finditer(text):
        if match.start() > max(LONGEST_HEADING):
            break
        found = heading_level(tight(text[: match.start()]))
        rest = text[match.end() :]
        if found and WORDS.closes_heading.search(found[2]) and (SENTENCE.search(rest) or HEADING.match(rest)):
            return match.start()
    return None
