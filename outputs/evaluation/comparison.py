"""How words and numbers of an annotation and of our output are compared: by what they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

SILENT = frozenset("()[]:,.、;\"“”'‘’《》<>-—–_·*#")
"""Brackets and punctuation (after NFKC) that do not make two labels different."""

COUNTED = r"(?:[一二三四五六七八九十]+|\d+)"
ENUMERATIONS = [
    re.compile(rf"\s*(?:其中:)?\s*\(?{COUNTED}\)?\s*[、.]\s*"),
    re.compile(rf"\s*\({COUNTED}\)\s*"),
    re.compile(r"\s*其中:\s*"),
]
NUMBER = re.compile(r"[-+−]?\d[\d,]*\.?\d*")

GRAND_TOTALS = frozenset(
    ["合计", "总计", "收入合计", "支出合计", "收入总计", "支出总计", "本年合计"]
    + ["本年收入合计", "本年支出合计"]
)
GENERAL_HEADERS = frozenset(["金额", "决算数", "预算数"])
"""Lowest headers that a form may leave out below a header that says more."""


def label(text: object) -> str:
    """A label without blanks, brackets, punctuation and differences of width; "" for null."""
    folded = unicodedata.normalize("NFKC", str(text or ""))
    return "".join(c for c in folded if c not in SILENT and not c.isspace())


def row_label(text: object) -> str:
    """A row's label without its leading enumeration (一、 (二) 3. 其中：)."""
    folded = unicodedata.normalize("NFKC", str(text or ""))
    for enumeration in ENUMERATIONS:
        found = enumeration.match(folded)
        folded = folded[found.end() :] if found else folded
    return label(folded)


def number(text: object) -> Decimal | None:
    """The first number of a text as printed, normalised; None where there is none."""
    found = NUMBER.search(unicodedata.normalize("NFKC", str(text)).replace(" ", ""))
    if not found:
        return None
    return Decimal(found[0].replace(",", "").replace("−", "-").rstrip(".")).normalize()


def unit(text: object) -> str:
    """A unit in one spelling (个百分点 and 百分点 are one)."""
    return label(text).replace("个百分点", "百分点")


def same_row(code: str | None, text: str | None, found_code: str | None, found_text: str | None) -> bool:
    """Whether a printed row is the annotated one: by its code where the annotation has one, else by label."""
    if code:
        return label(code) == label(found_code)
    wanted, found = row_label(text), row_label(found_text)
    return wanted == found or (wanted in GRAND_TOTALS and found in GRAND_TOTALS)


def same_column(path: Sequence[str], found: Sequence[str] | None) -> bool:
    """Whether a figure's header path holds the annotated one, the lowest header in the lowest place."""
    wanted = [name for name in map(label, path) if name]
    printed = [name for name in map(label, found or ()) if name]
    if not wanted or not printed:
        return not wanted
    if wanted[-1] != printed[-1] and (len(wanted) == 1 or wanted[-1] not in GENERAL_HEADERS):
        return False
    return all(name in "|".join(printed) for name in wanted[:-1])
