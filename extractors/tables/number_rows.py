"""Rows and columns that only count: 栏次 1 2 3 over the columns. Their numbers are never figures."""

from __future__ import annotations

import re

from extractors.numbers import is_dash
from extractors.tables.sheet import Sheet
from extractors.tables.words import is_word

COLUMN_FORMULA = re.compile(r"^[\d=+\-－—()（）A-Za-z*×÷/<>\s栏次%]+$")
CODE_LEVELS = frozenset("类款项目")
STUB_MARKS = frozenset("甲乙丙丁")
FEWEST_COUNTED = 3
"""So many numbers that count up from one, in a row without a name, number the columns."""


def numbers_columns(texts: list[str], fewest: int = 2) -> bool:
    """Whether the texts of a row only number its columns: 栏次 1 2 3, ** 1 2 3, or 1 2 3=4+5.

    ``fewest``: so many numbers must count up where no 栏次 or mark (``**``, ``—``, 甲) leads them.
    """
    named = any(is_word(text, "column_number") for text in texts)
    rest = [text for text in texts if text and not _is_mark(text)]
    numbers = [int(text) for text in rest if text.isdecimal()]
    if named and len(numbers) > 1 and _counts_up(numbers):
        return True  # whatever names the codes beside it: 科目编码 栏次 1 2 3
    if not rest or not all(map(COLUMN_FORMULA.match, rest)):
        return False
    if named:
        return bool(numbers) or all(len(text) <= 2 for text in rest)
    marked = any(is_dash(text) or text in STUB_MARKS for text in texts)
    return len(numbers) == len(rest) >= (2 if marked else fewest) and _counts_up(numbers)


def _counts_up(numbers: list[int]) -> bool:
    return numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def counting_rows(sheet: Sheet, first: int) -> set[int]:
    """The rows from ``first`` on that only number the columns: a header may be repeated without its words."""
    found = set()
    for row in range(first, sheet.rows):
        texts = [cell.text for cell in sheet.filled_cells(row)]
        if ("1" in texts or "2" in texts) and numbers_columns(texts, FEWEST_COUNTED):
            found.add(row)
    return found


def _is_mark(text: str) -> bool:
    return (
        is_word(text, "column_number")
        or is_dash(text)
        or bool(text)
        and CODE_LEVELS.issuperset(text.replace(" ", ""))
        or text in STUB_MARKS
    )
