"""Which days a text tells: of publication and of approval, by labels and phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from records.lexicon.numerals import number_said, year_said
from records.phrases import Phrases

WORDS = Phrases("extractors/dates")

Event = Literal["published", "approved"]

_HINTS = {"published": ("日期", "时间", "布于", "开于"), "approved": ("批复", "批准")}
_SAYS = {"published": ["published"], "approved": ["approval", "told_then", "then_told", "told_of"]}
"""The phrases that tell each."""
LONGEST_TEXT = 2_000_000
"""Characters of a page that are searched: beyond it are no labels of a page's own."""
YEARS_ROUND = {"published": (-1, 4), "approved": (-1, 3)}
"""How far from the fiscal year a day may lie: what is further off belongs to something else."""


def day_of(text: str | None) -> str | None:
    """The first date of ``text`` as ISO 8601, without its hour; ``None`` if it has none that exists."""
    found = WORDS.day.search(WORDS.blanks.sub("", text or ""))
    return _iso(found["day"]) if found else None


def day_told(event: Event, text: str, on_page: bool = False) -> str | None:
    """The day of ``event`` that ``text`` tells, ISO 8601; ``on_page`` if it is a whole web page's.

    A text that labels several days of publication is a list of others; of approvals the first is meant.
    """
    text = text[:LONGEST_TEXT]
    if not any(hint in text for hint in _HINTS[event]):
        return None
    tight = WORDS.blanks.sub("|", text).replace("\n", "|") if on_page else WORDS.blanks.sub("", text)
    found = [
        (match.start(), day)
        for phrase in [*_SAYS[event], *(["published_here"] if on_page and event == "published" else [])]
        for match in getattr(WORDS, phrase).finditer(tight)
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
