"""Lines of running text into paragraphs: programs break them at the end of a line or of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.chapters import heading_level
from extractors.characters import PAUSE, columns, tight
from extractors.paragraphs import SENTENCE_END
from extractors.text.rows import is_caption
from records.list_numbers import HEADING
from records.phrases import Phrases

WORDS = Phrases("extractors")

IN_SENTENCE = re.compile(r"[，,、；;]|[（(“《][^）)”》]*$|\d$|[\u4e00-\u9fff]$")
CLAUSE = re.compile(rf"{PAUSE}|：")
GOES_ON = ("，", ",", "、", "（", "(", "“", "《", "-", "—")
FIRST_NOTE = re.compile(rf"{WORDS.note.pattern}\s*1\s*[.．、]")
LATER_NOTE = re.compile(r"^[2-9][.．、]")
"""The notes below a table are numbered within its one note."""
MOST_CHARACTERS = 20_000
"""Of a paragraph; a longer one is none."""
FEWEST = 5
"""So many long lines tell how wide the text was set."""
USUAL = 0.4
"""Share of the long lines that are of one length, where lines are broken."""
LONG = 50
"""Columns of a line, a Chinese character two, from which on it may be one that was broken at its end."""
FULL = 0.82
"""Share of the usual length of a line from which on it is one that was broken at its end."""
NEARLY = 0.7
"""Share of the length of a long line that the lines of an indented text take at least."""
ADDED = re.compile(r"(?<=\S) (?=\S)")
SET_IN = re.compile(r"^(?:\u3000{1,4}| {2,8}|\t)(?=\S)")


@dataclass(frozen=True, slots=True)
class Setting:
    """How the running text is set: columns, or characters, of a full line if lines are broken at all;
    whether first lines are set in."""

    columns: int | None = None
    characters: int | None = None
    indented: bool = False


def setting_of(lines: Sequence[str]) -> Setting:
    """How the lines of a text are set."""
    long = [_set(line) for line in lines if columns(line.strip()) >= LONG]
    indented = sum(bool(SET_IN.match(line)) for line in lines) > 0.1 * len(lines)
    if len(long) < FEWEST:
        return Setting(indented=indented)
    widths = Counter(columns(line) // 4 for line in long)
    usual, _ = widths.most_common(1)[0]
    near = sum(widths[n] for n in (usual - 1, usual, usual + 1))
    beyond = sum(times for width, times in widths.items() if width > usual + 1)
    if beyond >= near:  # a width that so many lines go beyond is not where they are broken
        return Setting(indented=indented)
    full = 4 * (usual + 1) if near >= USUAL * len(long) else None
    length, times = Counter(map(len, long)).most_common(1)[0]
    return Setting(full, length if times >= USUAL * len(long) else None, indented)


def goes_on(text: str, last: str, line: str, after_gap: bool, setting: Setting) -> bool:
    """Whether ``line`` goes on with the paragraph ``text``, whose last line so far is ``last``.

    ``after_gap``: a blank line or the end of a page lies between.
    """
    above, below = text.rstrip(), line.strip()
    if not above or len(above) > MOST_CHARACTERS or "\t" in below or "\t" in above:
        return False
    if FIRST_NOTE.match(above) and LATER_NOTE.match(below):
        return True
    if HEADING.match(below):
        return False
    if WORDS.starts_no_line.match(below):
        return True
    if heading_level(above) and not (_fills(last, setting) and not after_gap):
        return False
    if above.endswith(SENTENCE_END) or WORDS.note.match(below) or _is_apart(below):
        return (
            not after_gap
            and _fills(last, setting)
            and not _is_apart(below)
            and (setting.indented and not SET_IN.match(line))
        )
    if above.endswith(GOES_ON):
        return True
    if _is_apart(above) or setting.indented and SET_IN.match(line):
        return False
    if setting.columns is not None or setting.characters is not None:
        # What may not stand at the end of a line or begin one makes the line before it shorter.
        return _fills(last, setting) or setting.indented and columns(last) >= LONG * NEARLY
    # behind a gap a full stop may be forgotten: only what cannot be the end of a sentence goes on
    cut = WORDS.ends_open.search(above) if after_gap else IN_SENTENCE.search(above[-1:])
    return cut is not None and columns(last) >= LONG and CLAUSE.search(above) is not None


def _fills(line: str, setting: Setting) -> bool:
    if setting.characters is not None:
        return len(_set(line)) >= setting.characters
    return setting.columns is not None and columns(_set(line)) >= FULL * setting.columns


def _set(line: str) -> str:
    """A line as its page has it, without the blanks that a program puts around figures and brackets."""
    return ADDED.sub("", line.rstrip())


def _is_apart(text: str) -> bool:
    """Whether a line stands for itself: a caption of a table, or a heading."""
    return is_caption([tight(text.strip())])
