"""The labels of rows as they are compared: folded, without the numbers of items."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from records.lexicon.folding import fold
from records.list_numbers import LEVELS, without_number
from records.phrases import Phrases

WORDS = Phrases("linking")

NUMBERINGS = tuple(re.compile(level) for level in LEVELS[1:4])
"""What the items of a form are numbered by, from the top: 一、, （一）, 1."""


@lru_cache(maxsize=100_000)
def bare(label: str | None) -> str:
    """A label folded, its leading number and 其中 cut off."""
    text = label or ""
    before = None
    while text != before:
        before, text = text, without_number(WORDS.included.sub("", text))
    return fold(text)


def item_level(label: str | None) -> int | None:
    """Depth of a row by the number it begins with; ``None`` for 其中 and for rows without one."""
    text = (label or "").strip()
    if WORDS.part_of_item.match(text):
        return None
    return next((level for level, pattern in enumerate(NUMBERINGS) if pattern.match(text)), None)


def abbreviates(short: str, name: str) -> bool:
    """Whether a name has all characters of a short one in their order (县医保局, 县医疗保障局)."""
    rest = iter(name)
    return all(character in rest for character in short)


def halves(text: str, is_name: Callable[[str], object]) -> list[str]:
    """The names that 和 joins, or the one name that has it (发展和改革局)."""
    for word in WORDS.and_.finditer(text):
        if is_name(text[: word.start()]) and is_name(text[word.end() :]):
            return [text[: word.start()], *halves(text[word.end() :], is_name)]
    return [text]


def is_total(label: str | None) -> bool:
    """Whether a row's label is that of a total (合计, 总计)."""
    return WORDS.total_row.match(bare(label)) is not None


def names_total(label: str | None) -> bool:
    """Whether a label is that of a total of some rows (合计, 事业单位小计, 净额合计)."""
    return WORDS.total_label.fullmatch(bare(label)) is not None
