"""The numbers (序号) that headings, items of a list and rows of a form begin with.

The levels follow the official order (GB/T 9704): 第一部分, 一、, （一）, 1., (1). A decimal number is no
list number (12.34万元), nor is the code of an account in brackets (（04）, （11）：); the year or the code
that an item begins with is no fraction of its number (1.2024年, 2.2080505养老).
"""

from __future__ import annotations

import re

CHINESE = "(?:[一二三四五六七八九十百]+|[壹贰叁肆伍陆柒捌玖拾]{1,3})"
UNITS = "万亿千百元个人家次辆台套件份项平%％"
NO_FRACTION = rf"(?=20\d\d年|2\d\d(?:\d\d){{0,2}}(?![{UNITS}])[一-鿿]|\D|$)"

PART = f"第{CHINESE}(?:部分|章|编|节)"
LEVELS = (
    PART,
    f"{CHINESE}[、.．]",
    f"[(（]{CHINESE}[)）]",
    rf"\d{{1,2}}[.．、]{NO_FRACTION}",
    r"(?:[(（](?!0)\d{1,2}[)）](?![:：])|[⑴-⒇])",
)
"""An expression for each level, the highest first, without what may part the number from its text."""
ITEM = f"(?:{'|'.join(LEVELS[1:])})"
"""An expression for the number of an item, of any level below 第一部分."""

HEADING = re.compile("|".join(LEVELS))
ITEMS = re.compile(rf"(?:{ITEM}[、.．]?)+")


def without_number(text: str) -> str:
    """A label or line without the numbers of items that it begins with."""
    found = ITEMS.match(text)
    return text[found.end() :] if found else text
