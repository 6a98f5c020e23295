"""The lines of a text file, and what on them is the page rather than the text: marks, numbers, headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.characters import fold
from extractors.pages.furniture import DIGITS
from extractors.paragraphs import SENTENCE_END
from records.phrases import Phrases

WORDS = Phrases("extractors")


LINE_ENDS = re.compile(r"\r\n?|[\n\x0b\x85\u2028\u2029]|(?=\f)")
LONGEST_MARK = 80
"""Characters; a longer line marks no page."""
BARE_NUMBER = re.compile(r"\d{1,3}")
RISING = 0.8
"""Numbers that stand alone are those of pages if so large a share of them is larger than the one before."""
FEWEST = 3
"""A line beside so many page breaks, and a third of all, is a header or footer; one that reads like the
title of a table, beside twice as many: forms of one kind follow each other, a page each."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number, from 1, and its text without the line end."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the file leaves a line blank, or begins a page (``page``)."""

    page: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines of a text, page marks with their form feed as a line of their own."""
    lines = []
    for number, line in enumerate(LINE_ENDS.split(text), 1):
        if line.startswith("\f"):
            lines.append(Line(number, "\f"))
        lines.append(Line(number, line.strip("\f\r")))
    return lines


def without_furniture(lines: list[Line]) -> Iterator[Line | Break]:
    """The lines of the text, blank ones and what belongs to the pages as breaks."""
    marks = _page_marks(lines)
    repeated = _repeated(lines, marks)
    open_break: Break | None = None
    for index, line in enumerate(lines):
        if index in marks or index in repeated:
            open_break = Break(page=True)
        elif line.is_blank:
            open_break = open_break or Break()
        else:
            if open_break is not None:
                yield open_break
            open_break = None
            yield line


def _page_marks(lines: list[Line]) -> set[int]:
    """The places of page marks and of page numbers, which stand alone between blank lines."""
    found: set[int] = set()
    bare: dict[int, int] = {}
    for index, line in enumerate(lines):
        text = line.text.strip(" ")
        if text == "\f":
            found.add(index)
        elif not text or len(text) > LONGEST_MARK or "\t" in text:
            continue
        elif WORDS.page_mark.fullmatch(text):
            found.add(index)
        elif text.isdecimal():
            if BARE_NUMBER.fullmatch(text) and all(_gaps(lines, index)):
                bare[index] = int(text)
        elif WORDS.page_number.match(text) and any(_gaps(lines, index)) and not text[0].isdecimal():
            found.add(index)
    rising = [after > before for before, after in pairwise(bare.values())]
    if sum(rising) >= RISING * len(rising):
        found.update(bare)
    return found


def _gaps(lines: list[Line], index: int) -> tuple[bool, bool]:
    """Whether nothing stands right above a line, and right below it."""
    above = index == 0 or not lines[index - 1].text.strip()
    return above, index + 1 == len(lines) or not lines[index + 1].text.strip()


def _repeated(lines: list[Line], marks: set[int]) -> set[int]:
    """The places of headers and footers: lines beside many page marks, alike but for their digits."""
    filled = [i for i, line in enumerate(lines) if i in marks or not line.is_blank]
    beside: dict[int, str] = {}
    for here, there in pairwise(filled):
        if (here in marks) != (there in marks):
            index = there if here in marks else here
            text = lines[index].text.strip()
            if "\t" not in text and "|" not in text and not text.endswith(SENTENCE_END):
                beside[index] = DIGITS.sub("0", fold(text))
    counts = Counter(beside.values())
    threshold = max(FEWEST, len(marks) / 3)
    return {
        index
        for index, key in beside.items()
        if key
        and counts[key] >= (2 * threshold if WORDS.table_title.search(lines[index].text) else threshold)
    }
