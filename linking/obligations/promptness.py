"""Whether a disclosure was published in time after its approval, where both days are known."""

from __future__ import annotations

from datetime import date

from records.file_tables import DocumentRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

GRACE = 10
"""A period that ends on a holiday ends after it; none is longer, with the days of rest around it."""


def is_reissued(record: DocumentRecord) -> bool:
    """Whether a document says of itself that it takes the place of a former issue."""
    return WORDS.reissued.search(" ".join(filter(None, (record.title, record.file_name)))) is not None


def promptness(record: DocumentRecord, days: int) -> tuple[str, str | None]:
    """Status of the obligation to publish within so many days, and both days in words.

    What was published before it was approved, or again, tells nothing of when it was published first.
    """
    approved, published = _day(record.approved_at), _day(record.published_at)
    if approved is None or published is None or published < approved or is_reissued(record):
        return "not_applicable", None
    passed = (published - approved).days
    told = f"{_in_words(approved)}批复，{_in_words(published)}公开，相隔{passed}日"
    if passed <= days:
        return "met", told
    return ("not_found" if passed <= days + GRACE else "not_met"), told


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
