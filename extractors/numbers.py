"""Printed numbers: amounts, rates, counts, and what only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from records.phrases import Phrases

WORDS = Phrases("extractors")

_PLAIN = r"[-+△]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_UNIT = (
    r"%|‰|[A-Za-z²³㎡/]{1,6}"
    r"|(?![\u4e00-\u9fff]*(?:支出|收入|经费|费用|拨款|预算|决算)"
    r"|(?:[^个项]{0,3}项目|专项|[\u4e00-\u9fff]{2,3}类)$)"  # the code of a kind: 31 部门项目, 11 人员类
    r"[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,4}){0,2}(?:[(（][\u4e00-\u9fff]{1,6}[)）])?"
)
_CURRENCY = re.compile(r"^([-+△(（]?)(?:[¥￥]|RMB|CNY)(?=[-+△]?\d)")
"""A sign of the yuan before an amount, as number formats of currency show it."""
AT_LEAST = ("≥", ">=", ">", "＞", "不低于", "不少于", "大于等于", "大于")
AT_MOST = ("≤", "<=", "<", "＜", "不超过", "不高于", "小于等于", "小于")
OPERATORS = (
    dict.fromkeys(AT_LEAST, ">=") | dict.fromkeys(AT_MOST, "<=") | dict.fromkeys(("=", "等于", "达到"), "=")
)
_FIGURE = re.compile(
    rf"^(?P<operator>{'|'.join(sorted(OPERATORS, key=len, reverse=True))})?"
    rf"(?P<number>{_PLAIN})(?P<unit>{_UNIT})?(?P<after>以上|以下|以内|及以上|左右)?$"
)
_BRACKETED = re.compile(rf"^[(（](?P<number>{_PLAIN})(?P<unit>%(?=[)）]))?[)）]$")
_PLAIN_NUMBER = re.compile(_PLAIN)
_AMOUNT = re.compile(r"[-(（]?(?:\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+\.\d\d)[)）]?")
"""One of which is known that nothing of it is left out: by its cents, or by its separators."""
_NIL = re.compile(r"[-‐‑‒–—―─━﹘⸺⸻－ーｰ_~～]+|[/／\\]+|[…⋯]+|\.{3,6}|[*＊]{1,3}|×|\^")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A printed number: its value as printed, its operator and its own unit, if it has one."""

    value: Decimal
    operator: str | None = None
    unit: str | None = None


def _compact(text: str) -> str:
    return _CURRENCY.sub(r"\1", text.replace(" ", "").replace("\n", ""))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", "").replace("△", "-"))


@lru_cache(maxsize=4096)
def parse_figure(text: str) -> PrintedNumber | None:
    """The figure that ``text`` (a whole cell, normalised) prints, or ``None``.

    Takes ``1,234.50``, ``¥1,234.50``, ``-3``, ``△3``, ``(12.30)`` and ``(12.30%)`` (negative), ``95%``,
    ``≥95%``, ``18565人``; not dates, not dashes, not text with a number in it.
    """
    compact = _compact(text)
    if not compact or not any(map(str.isdecimal, compact)):
        return None
    bracketed = _BRACKETED.match(compact)
    if bracketed:
        if len(bracketed["number"].lstrip("-+")) <= 2:
            return None  # the number of an item
        return PrintedNumber(-_decimal(bracketed["number"].lstrip("+-△")), unit=bracketed["unit"])
    match = _FIGURE.match(compact)
    if not match or WORDS.is_date.match(compact) or WORDS.is_year.match(compact):
        return None
    operator = OPERATORS.get(match["operator"] or "")
    if match["after"]:
        operator = {"以上": ">=", "及以上": ">=", "以下": "<=", "以内": "<="}.get(match["after"], operator)
    return PrintedNumber(_decimal(match["number"]), operator, match["unit"] or None)


def is_cut_amount(above: str, below: str) -> bool:
    """Whether two texts are the parts of one amount: 13,355.0 and 7, 1,234,5 and 67.80, or 8,000,00 and 0."""
    whole = (above + below).replace(" ", "").replace("，", ",")
    begun = below.startswith(".") or not _AMOUNT.fullmatch(above)
    return begun and _AMOUNT.fullmatch(whole) is not None


def is_plain_number(text: str) -> bool:
    """Whether ``text`` is a bare amount: digits, separators, a point, a sign."""
    return _PLAIN_NUMBER.fullmatch(_compact(text)) is not None


@lru_cache(maxsize=4096)
def is_dash(text: str) -> bool:
    """Whether ``text`` says that there is no figure: dashes of any kind and number, ``/``, ``…``, ``**``."""
    return _NIL.fullmatch(text.replace(" ", "")) is not None
