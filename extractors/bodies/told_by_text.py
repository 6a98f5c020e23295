"""What a text tells of itself whose title and file name leave it out: the kind of report and its year.

A statement of the “三公” costs published alone may name neither 预算 nor 决算, and a page of a site may begin
without a title. Spending is held against a budget, and guests have been received; a budget arranges. The
year is the one that is told, not those that it is compared with (2020年…比2019年预算减少).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from records.phrases import Phrases

WORDS = Phrases("extractors")


def kind_told(title: str | None, texts: Iterable[str]) -> str | None:
    """The kind of report by its text; ``None`` if the text does not tell, or is about something else."""
    text = "".join(texts)
    if not WORDS.of_public_money.search(f"{title or ''}\n{text}"):
        return None
    spent, planned = len(WORDS.tells_spent.findall(text)), len(WORDS.tells_planned.findall(text))
    if spent == planned:
        return None
    return "final_accounts" if spent > planned else "budget"


def year_told(texts: Iterable[str]) -> int | None:
    """The year that most of a text is told of, of two the later; ``None`` if it names none."""
    text = "".join(texts)
    if not WORDS.of_public_money.search(text):
        return None
    years = Counter(int(match[1]) for match in WORDS.year_of_text.finditer(text))
    return max(years, key=lambda year: (years[year], year)) if years else None
