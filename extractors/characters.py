"""Characters as PDF fonts give them, made comparable one by one.

Normalisation keeps the length of a text, so that every character keeps its box: it is NFKC where
that gives one character for one (full-width digits and letters, Kangxi radicals U+2F00,
compatibility ideographs), and a table for the radicals of U+2E80 that NFKC leaves alone. Chinese
punctuation stays as printed; :func:`records.lexicon.folding.fold` makes labels comparable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from records.lexicon.folding import fold as fold

RADICALS = dict(
    zip(
        "⺟⺠⺡⺢⺣⺩⺪⺫⺬⺮⺯⺰⺳⺶⺷⺸⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
        "母民水水火王疋网示竹糸纟网羊羊羊聿肉臼艹虎衣西西见角角言贝车走辵辵金長长长门阜青韦页风飞食食饣马骨鬼鱼鸟鹵麦黄黾齐齿竜龙龟",
        strict=True,
    )
)
KEPT = set("，：；（）！？“”‘’、。—…·《》〈〉【】〔〕～×÷≥≤＜＞①②③④⑤⑥⑦⑧⑨⑩")
SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2009\u3000\t\u200b\ufeff", " ")
MINUS = dict.fromkeys("−﹣－", "-")


@cache
def normal_character(char: str) -> str:
    """The one character that ``char`` stands for."""
    if char in KEPT:
        return char
    for table in (SPACES, MINUS, RADICALS):
        if char in table:
            return table[char]
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


class _Table(dict[int, str]):
    """A translation table that fills itself, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        self[code] = char = normal_character(chr(code))
        return char


_TABLE = _Table()
PAUSE = r"(?:[，。；]|[,;](?!\d))"
"""The pattern of what parts or ends a sentence, in wide and in narrow letters; not the comma of 1,234.5."""
PLAIN = re.compile("[ -~\u4e00-\u9fff，：；（）！？“”‘’、。—…《》]*")
"""Characters that stand for themselves: all of most lines."""


def normalise(text: str) -> str:
    """``text`` normalised, character by character; the length stays."""
    return text if text.isascii() or PLAIN.fullmatch(text) else text.translate(_TABLE)


IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—"
_SPACE_AT_CJK = re.compile(rf"(?<=[{CJK}]) +| +(?=[{CJK}])")
_LATIN_WORD = re.compile(r"[A-Za-z]$")


def tight(text: str) -> str:
    """``text`` without the blanks that only spread Chinese characters apart (收 入 -> 收入)."""
    return _SPACE_AT_CJK.sub("", text).strip() if " " in text else text


def joined(lines: Iterable[str]) -> str:
    """Lines of one cell or paragraph on one line; a blank only between two Latin words."""
    result = ""
    for line in lines:
        line = line.strip()
        glue = " " if _LATIN_WORD.search(result) and line[:1].isascii() and line[:1].isalpha() else ""
        result += glue + line
    return tight(result)


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal or turns the direction of writing; line feed and tab aside."""


def printable(text: str) -> str:
    """A text of a document as a terminal may show it: what would steer the terminal is U+FFFD."""
    return CONTROLS.sub("\ufffd", text)


def escaped_json(text: str) -> str:
    """JSON in which what would steer a terminal is written as an escape, which means the same."""
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def columns(text: str) -> int:
    """The columns that a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
