"""Statements of the “三公” costs published alone, and passages without a title.

A title may name neither 预算 nor 决算, nor the year. Whether what was planned is told or what was spent, the
text says: spending is held against a budget, and guests have been received; a budget arranges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from records.phrases import Phrases

WORDS = Phrases("extractors")

SHORTEST_TITLE = 4
"""Letters of a title; what is shorter is the number of a page."""


def kind_told(title: str | None, texts: Iterable[str]) -> str | None:
    """The kind of report that such a text is of; ``None`` if it is not clear or the title names another."""
    if title and len(title) >= SHORTEST_TITLE and not WORDS.three_public.search(title):
        return None
    text = "".join(texts)
    spent, planned = len(WORDS.tells_spent.findall(text)), len(WORDS.tells_planned.findall(text))
    if spent == planned:
        return None
    return "final_accounts" if spent > planned else "budget"


def year_told(texts: Iterable[str]) -> int | None:
    """The year that a text is about by what it tells, comparisons left out; ``None`` if it is not clear."""
    texts = list(texts)
    named = Counter(int(match[1]) for text in texts for match in WORDS.year_told.finditer(text))
    if not named:
        named = Counter({int(match[1]) for text in texts for match in WORDS.year_said_alone.finditer(text)})
    (first, often), (_, second) = [*named.most_common(2), (0, 0), (0, 0)][:2]
    return first if often > second else None
