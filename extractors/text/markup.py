"""What Markdown adds to a line of text: headings, marks of lists, emphasis, links, pictures.

A general Markdown parser does not serve here: what archives hold is text with some Markdown in it.
To a parser a rule between two pages makes a heading of the line above, four blanks make a line a
program, and emphasis ends nowhere beside Chinese punctuation.
"""

from __future__ import annotations

import re
from html import unescape

HEADING = re.compile(r"^ {0,3}(#{1,6})(?: +|(?=[\u4e00-\u9fff（(“]))")
BULLET = re.compile(r"^\s*[-*+•]\s+(?=\S)")
QUOTE = re.compile(r"^\s{0,3}>+\s?")
FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
PICTURE = re.compile(
    r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])|<img\b[^>\n]*>", re.IGNORECASE
)
LINK = re.compile(r"\[([^\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)")
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:p|div|span|b|strong|i|em|u|s|del|sup|sub|center|font|small|big|mark|a|html|body|h[1-6]|caption)\b[^<>\n]*>",
    re.IGNORECASE,
)
EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|~~|`)(?=[^\s*_~`])([^*`~\n]{1,2000}?)(?<=\S)\1")
LOOSE_EMPHASIS = re.compile(r"(\*{2,3}|~~)(?! )([^*`~\n]{1,2000}?) +\1(?![^\s*~<|])")
"""Some programs mark the blank behind a word, too."""
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$])")
FORMULA = re.compile(r"\$([^$\n]{1,80})\$")
MATHEMATICAL = {
    r"\geq": "≥",
    r"\ge": "≥",
    r"\leq": "≤",
    r"\le": "≤",
    r"\times": "×",
    r"\%": "%",
    r"\cdot": "·",
}


def heading(line: str) -> tuple[int, str] | None:
    """Level, from 1, and text of a heading (``## 二、…``)."""
    match = HEADING.match(line)
    text = plain(line[match.end() :].rstrip(" #")) if match else ""
    return (len(match[1]), text) if match and text else None


def is_strong(line: str) -> bool:
    """Whether a line is emphasised as a whole."""
    text = line.strip()
    return (
        len(text) > 4
        and text.startswith(("**", "__"))
        and text.endswith(text[:2])
        and text[:2] not in text[2:-2]
    )


def plain(text: str) -> str:
    """A text without its markup; ``<br>`` becomes a line feed."""
    if not any(mark in text for mark in "*_`~\\[<&$"):
        return text.strip(" ")
    text = PICTURE.sub("", text)
    text = LINK.sub(r"\1", text)
    text = TAG.sub("", LINE_BREAK.sub("\n", text))
    text = LOOSE_EMPHASIS.sub(r"\2", text)
    for _ in range(2):  # emphasis within emphasis
        text = EMPHASIS.sub(r"\2", text)
    text = FORMULA.sub(lambda match: _formula(match[1]), text)
    return unescape(ESCAPED.sub(r"\1", text)).replace("\u00a0", " ").strip(" ")


def _formula(text: str) -> str:
    """A formula as its characters: recognisers write percentages and comparisons as formulas."""
    for name, char in MATHEMATICAL.items():
        text = text.replace(name, char)
    return re.sub(r"\\mathrm|\\text|[{}~]", "", text).replace("\\ ", " ").strip()


def pictures(text: str) -> int:
    """How many pictures a text refers to."""
    return sum(1 for _ in PICTURE.finditer(text))
