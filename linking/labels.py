"""The labels of rows as they are compared: folded, without the numbers of items."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from records.lexicon.folding import fold
from records.list_numbers import without_number

AND = re.compile(r"以及|[和及与]")
"""What joins the last two of a list."""
_PART = re.compile(r"^其中[:：]?")
_TOTAL = re.compile(r"^(本年)?(收入|支出)?(合计|总计|小计)(数)?$|^本年(收入|支出)$")


@lru_cache(maxsize=100_000)
def bare(label: str | None) -> str:
    """A label folded, its leading number and 其中 cut off."""
    text = label or ""
    before = None
    while text != before:
        before, text = text, without_number(_PART.sub("", text))
    return fold(text)


def abbreviates(short: str, name: str) -> bool:
    """Whether a name has all characters of a short one in their order (县医保局, 县医疗保障局)."""
    rest = iter(name)
    return all(character in rest for character in short)


def halves(text: str, is_name: Callable[[str], object]) -> list[str]:
    """The names that 和 joins, or the one name that has it (发展和改革局)."""
    for word in AND.finditer(text):
        if is_name(text[: word.start()]) and is_name(text[word.end() :]):
            return [text[: word.start()], *halves(text[word.end() :], is_name)]
    return [text]


def is_total(label: str | None) -> bool:
    """Whether a row's label is that of a total (合计, 总计)."""
    return _TOTAL.match(bare(label)) is not None
