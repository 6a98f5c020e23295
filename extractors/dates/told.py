"""Which days a text tells: of publication and of approval, by labels and phrases of ``dates.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from records.lexicon.numerals import DIGITS, number_said, year_said
from records.rule_files import Rules, load_rules

Event = Literal["published", "approved"]

_YEAR, _MONTH, _DATE = r"20[0-4]\d", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_NUMERALS = DIGITS[1:]
_SPOKEN = rf"[二两][〇○零Oo0][〇○零{_NUMERALS}]{{2}}年[十{_NUMERALS}]{{1,2}}月[十{_NUMERALS}]{{1,3}}日"
_DAY = (
    rf"(?P<day>(?<!\d){_YEAR}(?:年{_MONTH}月{_DATE}日|(?P<by>[-/.．])0?{_MONTH}(?P=by)0?{_DATE}(?!\d\d))"
    rf"|(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|{_SPOKEN})"
)
_BARE = re.compile(_DAY)
_BLANK = r"[ \t\r\f\v\u3000\xa0]"
_BLANKS = re.compile(rf"(?<!\d){_BLANK}+|{_BLANK}+(?!\d)")
"""Blanks anywhere but between the day and its hour."""
_HINTS = {"published": ("日期", "时间", "布于", "开于"), "approved": ("批复", "批准")}
LONGEST_TEXT = 2_000_000
"""Characters of a page that are searched: beyond it are no labels of a page's own."""
YEARS_ROUND = {"published": (-1, 4), "approved": (-1, 3)}
"""How far from the fiscal year a day may lie: what is further off belongs to something else."""


class _Event(Rules):
    says: tuple[str, ...]
    on_page: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class DateRules(Rules):
    """What ``dates.toml`` knows."""

    published: _Event
    approved: _Event


@cache
def rules() -> DateRules:
    """What ``dates.toml`` knows. Raises ``InvalidRules``."""
    return load_rules(Path(__file__).with_name("dates.toml"), DateRules)


@cache
def _phrases(event: Event, on_page: bool) -> tuple[re.Pattern[str], ...]:
    told: _Event = getattr(rules(), event)
    return tuple(
        re.compile(words.replace("{day}", _DAY)) for words in (*told.says, *(told.on_page if on_page else ()))
    )


def day_of(text: str | None) -> str | None:
    """The first date of ``text`` as ISO 8601, without its hour; ``None`` if it has none that exists."""
    found = _BARE.search(_BLANKS.sub("", text or ""))
    return _iso(found["day"]) if found else None


def day_told(event: Event, text: str, on_page: bool = False) -> str | None:
    """The day of ``event`` that ``text`` tells, ISO 8601; ``on_page`` if it is a whole web page's.

    A text that labels several days of publication is a list of others; of approvals the first is meant.
    """
    text = text[:LONGEST_TEXT]
    if not any(hint in text for hint in _HINTS[event]):
        return None
    tight = _BLANKS.sub("|", text).replace("\n", "|") if on_page else _BLANKS.sub("", text)
    found = [
        (match.start(), day)
        for phrase in _phrases(event, on_page)
        for match in phrase.finditer(tight)
        if (day := _iso(match["day"])) is not None
    ]
    if not found or event == "published" and len({day for _, day in found}) > 1:
        return None
    return min(found)[1]


def fitting(event: Event, days: Iterable[str | None], fiscal_year: int | None) -> str | None:
    """The first of ``days`` that may be that of a disclosure of ``fiscal_year``."""
    before, after = YEARS_ROUND[event]
    for day in days:
        if day is None:
            continue
        if fiscal_year is None or fiscal_year + before <= int(day[:4]) <= fiscal_year + after:
            return day
    return None


def _iso(day: str) -> str | None:
    """A date as printed, as ISO 8601; ``None`` if there is no such day."""
    if re.match(r"\d{8}$", day):
        parts = [int(day[:4]), int(day[4:6]), int(day[6:])]
    elif day[0].isdigit():
        parts = [int(part) for part in re.findall(r"\d+", day)]
    else:
        year, month, rest = re.split("[年月]", day)
        parts = [year_said(year) or 0, number_said(month) or 0, number_said(rest.rstrip("日")) or 0]
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None
