"""Sentences and clauses (句, 分句) of a chapter's text."""

from __future__ import annotations

import re

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
_RUNNING = re.compile(r"[，；].*\n|\n.*[，；]|\d ?[一-鿿%％]{1,3}[，；、][^，；、\n]+$")
"""A sentence that is broken into short lines: it has a stop within, on another line than its end, or a figure
and a stop behind it."""


def find_sentences(text: str, quantities: list[Quantity]) -> list[Stretch]:
    """The sentences, each with the number of its paragraph; a line end inside a sentence does not end it."""
    result: list[Stretch] = []
    start = paragraph = line = 0
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
            open_line = position > line and not text[position - 1].endswith(_CLOSED)
            if open_line and position - line > SHORT and not ITEMS.match(text, position + 1):
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
        return True
    if (
        len(written) <= SHORT
        and (start > line or _RUNNING.search(text[start:position]))
        and not WORDS.line_ends.search(written)
        and not WORDS.title_ends.search(written)
    ):
        return True
    return (
        figure
        and not WORDS.title_ends.search(written)
        and not written.endswith(("元", "%", "人", "个", "辆"))
    )


def find_clauses(text: str, sentence: Stretch, ends: set[int]) -> list[Stretch]:
    """The clauses of a sentence; ``ends`` are the ends of its quantities, where 、 parts clauses too."""
    cuts = [match.end() for match in _COMMA.finditer(text, sentence.start, sentence.end)]
    cuts += [end + 1 for end in ends if text[end : end + 1] == "、" and end < sentence.end]
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
