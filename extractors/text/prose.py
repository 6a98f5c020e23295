"""Lines of running text into paragraphs: programs break them at the end of a line or of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from extractors.chapters import heading_level
from extractors.characters import tight
from extractors.paragraphs import SENTENCE_END
from extractors.tables.captions import NOTE
from extractors.text.rows import is_caption
from records.list_numbers import HEADING

IN_SENTENCE = re.compile(r"[，,、；;]|[（(“《][^）)”》]*$|\d$|[\u4e00-\u9fff]$")
CLAUSE = re.compile(r"[，；。：]")
GOES_ON = ("，", ",", "、", "（", "(", "“", "《", "-", "—")
STARTS_NONE = re.compile(r"^[，。；、：）)”》%,;]")
LONG = 50
"""Columns of a line, a Chinese character two, from which on it may be one that was broken at its end."""
FULL = 0.9
"""Share of the usual length of a line from which on it is one that was broken at its end."""
SET_IN = re.compile(r"^(?:\u3000{1,4}| {2,8}|\t)(?=\S)")


@dataclass(frozen=True, slots=True)
class Setting:
    """How the running text is set: columns of its longest lines if they are broken, whether first lines
    are set in."""

    width: int | None
    indented: bool


def columns(text: str) -> int:
    """The columns that a text takes; Chinese characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def setting_of(lines: Sequence[str]) -> Setting:
    """How the lines of a text are set."""
    long = [columns(line.strip()) for line in lines if columns(line.strip()) >= LONG]
    indented = sum(bool(SET_IN.match(line)) for line in lines) > 0.1 * len(lines)
    if len(long) < 5:
        return Setting(None, indented)
    counts = Counter(width // 4 for width in long)
    usual, times = counts.most_common(1)[0]
    near = sum(counts[n] for n in (usual - 1, usual, usual + 1))
    most = max(width for width in long if abs(width // 4 - usual) <= 1)
    return Setting(most if near >= 0.5 * len(long) and times > 2 else None, indented)


def goes_on(text: str, line: str, after_gap: bool, setting: Setting) -> bool:
    """Whether ``line`` goes on with the paragraph that ends in ``text``.

    ``after_gap``: a blank line or the end of a page lies between.
    """
    above, below = text.rstrip(), line.strip()
    last = above.rpartition("\n")[2]
    if not above or HEADING.match(below) or "\t" in below or "\t" in above:
        return False
    if STARTS_NONE.match(below):
        return True
    if above.endswith(SENTENCE_END) or heading_level(above) or NOTE.match(below) or _is_apart(below):
        return not after_gap and _fills(last, setting) and not _is_apart(below) and _runs_on(line, setting)
    if above.endswith(GOES_ON):
        return True
    if _is_apart(above) or setting.indented and SET_IN.match(line):
        return False
    if setting.width is not None:
        return _fills(last, setting)
    return bool(CLAUSE.search(above)) and columns(last) >= LONG and bool(IN_SENTENCE.search(above[-1:]))


def _fills(line: str, setting: Setting) -> bool:
    return setting.width is not None and columns(line) >= FULL * setting.width


def _runs_on(line: str, setting: Setting) -> bool:
    """Whether a line that begins after the end of a sentence is none that begins a paragraph."""
    return setting.indented and not SET_IN.match(line)


def _is_apart(text: str) -> bool:
    """Whether a line stands for itself: a caption of a table, or a heading."""
    return is_caption([tight(text.strip())])
