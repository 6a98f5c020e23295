"""Sentences and clauses (句, 分句) of a chapter's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.characters import columns
from nlp.annotations import Quantity, Stretch
from records.list_numbers import ITEMS
from records.phrases import Phrases

WORDS = Phrases("nlp")

_END = re.compile(r"[。！？!?]+[”’）)]?|\n")
_CLOSED = tuple("。；：，、！？:;,!?）)")
_DECIMAL = re.compile(r"\d{1,2}\.\d")
_COMMA = re.compile(r"[，；;：:]|(?<!\d),|,(?!\d{3}(?!\d))|[（(](?=[^）)]*(?:[，：；:;]|,(?!\d)))")
SHORT = 25
"""A line without a full stop that is shorter stands alone, like a heading, unless it ends open."""
LONGEST_LINE = 130
"""Columns of a line of a page; a longer one is a paragraph of a file that marks them itself."""
FULL = 0.93
"""Share of the longest line of a text from which on a line may be one that the page has cut."""
_LINE_END = re.compile(r"\n")
_RUNNING = re.compile(r"[，；].*\n|\n.*[，；]|\d ?[一-鿿%％]{1,3}[，；、][^，；、\n]+$")
"""A sentence that is broken into short lines: it has a stop within, on another line than its end, or a figure
and a stop behind it."""


def find_sentences(text: str, quantities: list[Quantity]) -> list[Stretch]:
    """The sentences, each with the number of its paragraph; a line end inside a sentence does not end it."""
    result: list[Stretch] = []
    start = paragraph = line = 0
    full = _FullLines(text)
    inside = iter(quantities)
    quantity = next(inside, None)
    for match in _END.finditer(text):
        position = match.start()
        while quantity is not None and quantity.end <= position:
            quantity = next(inside, None)
        if quantity is not None and quantity.start < position:
            continue
        if _closes_aside(text, start, match):
            continue
        if match[0] == "\n" and _goes_on(text, start, line, position, quantity):
            line = position + 1
            continue
        if match[0] == "\n":
            if _is_open(text, line, position) and not ITEMS.match(text, position + 1):
                if not _tells_all(text, line, position) and full(line, position):
                    line = position + 1
                    continue
        if text[start : match.end()].strip():
            result.append(Stretch(start, match.end(), paragraph))
        start = match.end()
        if match[0] == "\n":
            paragraph, line = paragraph + 1, start
    if text[start:].strip():
        result.append(Stretch(start, len(text), paragraph))
    return result


def _is_open(text: str, line: int, position: int) -> bool:
    """Whether a line, ``line`` to ``position``, has no mark at its end and is too long for a heading."""
    return position - line > SHORT and not text[position - 1].endswith(_CLOSED)


@dataclass(slots=True)
class _FullLines:
    """Which lines of a text may have been cut where a page ends them: those about as long as the longest."""

    text: str
    _fewest: int | None = None

    def __call__(self, line: int, position: int) -> bool:
        if self._fewest is None:
            edges = [-1, *(match.start() for match in _LINE_END.finditer(self.text)), len(self.text)]
            lengths = [
                columns(self.text[start + 1 : end])
                for start, end in pairwise(edges)
                if _is_open(self.text, start + 1, end)
            ]
            self._fewest = int(FULL * max((one for one in lengths if one <= LONGEST_LINE), default=0))
        return self._fewest <= columns(self.text[line:position]) <= LONGEST_LINE


def _tells_all(text: str, line: int, position: int) -> bool:
    """Whether a line ends with what is told, and the next one does not go on with it."""
    told = WORDS.line_ends.search(text, line, position) or WORDS.line_tells.search(text, line, position)
    return told is not None and WORDS.line_goes_on_with.match(text, position + 1) is None


def _closes_aside(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether a full stop is the last in brackets that opened inside the sentence: 5万元（含…。）比上年…."""
    opened = left_open(text[start : end.start()]) > 0 and text[start : start + 1] not in ("（", "(")
    return opened and end[0].endswith(("）", ")")) and text[end.end() : end.end() + 1] not in ("", "\n")


def _goes_on(text: str, start: int, line: int, position: int, following: Quantity | None) -> bool:
    """Whether the line from ``line`` to ``position`` ends open: 占…, 较上年, a comma, or before a figure.

    So does a short line in the middle of a sentence that begins at ``start``.
    """
    written = text[line:position].rstrip(" ")
    figure = following is not None and not text[position + 1 : following.start].strip(" ")
    listed = ITEMS.match(text, position + 1) and not (figure and _DECIMAL.match(text, position + 1))
    if not written or listed or text[position + 1 : position + 2] in ("\n", ""):
        return False
    if written.endswith(_CLOSED) and written[-1] not in "，,、":
        return False
    if WORDS.line_goes_on.search(written) and not WORDS.title_ends.search(written):
        told = len(written) > SHORT and not figure and WORDS.line_tells.search(written)
        return not told or WORDS.line_goes_on_with.match(text, position + 1) is not None
    if (
        len(written) <= SHORT
        and (start > line or _RUNNING.search(text[start:position]))
        and not WORDS.line_ends.search(written)
        and not WORDS.title_ends.search(written)
    ):
        return True
    return figure and not WORDS.title_ends.search(written) and not WORDS.unit_ends.search(written)


def find_clauses(text: str, sentence: Stretch, ends: set[int]) -> list[Stretch]:
    """The clauses of a sentence; ``ends`` are the ends of its quantities, where 、 parts clauses too.

    So it does behind the bracket that closes on one: 甲（5万元）、|乙（3万元，….
    """
    cuts = [match.end() for match in _COMMA.finditer(text, sentence.start, sentence.end)]
    for end in ends:
        end += text[end : end + 1] in ("）", ")")
        if text[end : end + 1] == "、" and end < sentence.end:
            cuts.append(end + 1)
    cuts += [sentence.end]
    result: list[Stretch] = []
    start = sentence.start
    for cut in sorted(set(cuts)):
        if start < cut:
            result.append(Stretch(start, cut, sentence.paragraph))
        start = cut
    return result


def left_open(text: str) -> int:
    """How many more brackets ``text`` opens than it closes; below zero if it closes more."""
    return text.count("（") + text.count("(") - text.count("）") - text.count(")")


def closes_more(text: str) -> bool:
    """Whether ``text`` closes brackets that it has not opened, whatever it opens behind them."""
    if "）" not in text and ")" not in text:
        return False
    depth = 0
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if depth < 0:
            return True
    return False
