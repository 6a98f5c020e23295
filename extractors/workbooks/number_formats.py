"""Numbers as a workbook shows them: the number formats of Excel (ECMA-376 part 1, 18.8.30 and 18.8.31).

``0!.0000`` shows 12345678 as 1234.5678 (元 in 万元), ``#,##0.00,`` shows thousands, ``0.00%`` per cent,
``;;;`` nothing at all. Fractions and powers of ten are shown as plain numbers: nothing is lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Number formats that a file names by their number only, as a Chinese Excel shows them."""

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[\$(?P<currency>[^\]-]*)[^\]]*\]"
    r"|\[(?P<condition>[<>=]{1,2}-?[\d.]+)\]"
    r"|(?P<elapsed>\[[hms]+\])"
    r"|\[[^\]]*\]"
    r"|(?P<general>General)"
    r"|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<power>E[+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<point>\.)"
    r"|(?P<comma>,)"
    r"|(?P<percent>%)"
    r"|(?P<text>@)"
    r"|(?P<other>.)",
    re.S,
)
DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
"""Day 0 of the two calendars; before March 1900 Excel counts one day too many, which nobody prints."""
MOST_DIGITS = 11
"""General shows no more digits."""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One of up to four parts of a format: its tokens (kind, text), the condition for its use."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)


def shown(value: float, number_format: str, from_1904: bool = False) -> str:
    """The number as a cell of this format shows it, without blanks around; it may be nothing."""
    try:
        number = Decimal(f"{value:.15g}")
        if not number.is_finite():
            return str(value)
        section, number = _chosen(_sections(number_format), number)
        if section is None:
            return general(number)
        if section.has("date", "elapsed", "noon"):
            return _date(section, value, from_1904).strip()
        return _number(section, number).strip()
    except (InvalidOperation, OverflowError):
        return str(value)


def general(number: Decimal) -> str:
    """A number in the format General: as many digits as a cell shows, no power of ten."""
    whole = len(str(abs(int(number))))
    places = max(0, MOST_DIGITS - whole)
    if -number.as_tuple().exponent > places:  # type: ignore[operator]
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[FormatSection, ...]:
    sections: list[FormatSection] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for kind, text in _tokens(number_format):
        if kind == "end":
            sections.append(FormatSection(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "condition":
            sign = text.rstrip("-.0123456789")
            condition = (sign, Decimal(text[len(sign) :]))
        else:
            tokens.append((kind, text))
    return (*sections, FormatSection(tuple(tokens), condition))


def _tokens(number_format: str) -> Iterator[tuple[str, str]]:
    for match in TOKEN.finditer(number_format):
        kind = match.lastgroup
        if kind is None or kind == "fill":
            continue  # a colour, a numbering script or a filling character
        text = match[kind]
        if kind in ("quoted", "escaped", "currency"):
            yield "literal", text
        elif kind == "space":
            yield "literal", " "
        elif kind == "other":
            yield ("end", "") if text == ";" else ("literal", text)
        else:
            yield kind, text


def _chosen(sections: tuple[FormatSection, ...], number: Decimal) -> tuple[FormatSection | None, Decimal]:
    """The section for a number, and the number as that shows it: without sign where it has its own.

    ``None`` for General.
    """
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(number, *section.condition):
                return _unless_general(section), number
        return None, number
    if len(numeric) == 1:
        return _unless_general(numeric[0]), number
    if number < 0:
        return _unless_general(numeric[1]), -number
    if number == 0 and len(numeric) == 3:
        return _unless_general(numeric[2]), number
    return _unless_general(numeric[0]), number


def _unless_general(section: FormatSection) -> FormatSection | None:
    return None if section.has("general", "text") else section


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }.get(sign, False)


def _number(section: FormatSection, number: Decimal) -> str:
    tokens = section.tokens
    digits = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        sign = "-" if number < 0 else ""
        return sign * bool(tokens) + "".join(text for kind, text in tokens if kind in ("literal", "percent"))
    if section.has("power") or any(token == ("literal", "/") for token in tokens):
        return general(number)
    point = next((i for i, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    before = [i for i in digits if i < point]
    last = before[-1] if before else point
    scaling = sum(kind == "comma" for kind, _ in tokens[last:])
    grouped = any(kind == "comma" for kind, _ in tokens[before[0] : last]) if before else False
    places = len(digits) - len(before)
    percents = sum(kind == "percent" for kind, _ in tokens)
    scaled = (number * 100**percents).scaleb(-3 * scaling).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(scaled):f}".partition(".")
    head = _whole(tokens[:point], whole.lstrip("0"), grouped)
    tail = _fraction(tokens[point:], fraction)
    if tail.startswith(".") and not any(map(str.isdigit, head)):
        head += "0"  # a number without a digit before the point is read as none
    sign = "-" if scaled < 0 else ""
    return sign + head + tail


def _whole(tokens: tuple[tuple[str, str], ...], digits: str, grouped: bool) -> str:
    """The digits before the point, set from the right; text between placeholders stays in its place."""
    rest, parts, count = list(digits), [], 0
    left = sum(kind == "digit" for kind, _ in tokens)

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            parts.append(",")
        parts.append(digit)
        count += 1

    for kind, text in reversed(tokens):
        if kind == "digit":
            left -= 1
            if rest:
                put(rest.pop())
            elif text == "0":
                put("0")
            while left == 0 and rest:
                put(rest.pop())
        elif kind in ("literal", "percent"):
            parts.append(text[::-1])
    return "".join(parts)[::-1]


def _fraction(tokens: tuple[tuple[str, str], ...], digits: str) -> str:
    """Point and digits behind it; ``#`` leaves zeros at the end away."""
    places = [text for kind, text in tokens if kind == "digit"]
    keep = len(digits)
    while keep and places[keep - 1] != "0" and digits[keep - 1] == "0":
        keep -= 1
    parts, used = [], 0
    for kind, text in tokens:
        if kind == "point" and keep:
            parts.append(".")
        elif kind == "digit":
            parts.append(digits[used] if used < keep else "")
            used += 1
        elif kind in ("literal", "percent"):
            parts.append(text)
    return "".join(parts)


def _date(section: FormatSection, value: float, from_1904: bool) -> str:
    moment = DAYS[from_1904] + timedelta(days=value)
    afternoon = section.has("noon")
    parts: list[str] = []
    hours = False
    kinds = section.tokens
    for i, (kind, text) in enumerate(kinds):
        unit = text[0].lower() if text else ""
        if kind == "date":
            seconds_next = next((t for k, t in kinds[i + 1 :] if k == "date"), "")[:1].lower() == "s"
            minutes = unit == "m" and (hours or seconds_next)
            parts.append(_part(moment, "n" if minutes else unit, len(text), afternoon))
            hours = unit == "h"
        elif kind == "elapsed":
            total = timedelta(days=value).total_seconds()
            parts.append(str(int(total // {"h": 3600, "m": 60, "s": 1}[text[1]])))
            hours = text[1] == "h"
        elif kind == "noon":
            parts.append("下午" if moment.hour >= 12 else "上午")
        elif kind in ("literal", "point", "comma"):
            parts.append(text)
    return "".join(parts)


def _part(moment: datetime, unit: str, length: int, afternoon: bool) -> str:
    """Year, month, day, hour, minute (``n``) or second of a moment."""
    if unit == "y":
        return str(moment.year) if length > 2 else f"{moment.year % 100:02d}"
    hour = (moment.hour - 1) % 12 + 1 if afternoon else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[unit]
    return f"{number:02d}" if length == 2 else str(number)
