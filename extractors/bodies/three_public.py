"""Statements of the “三公” costs published alone, whose title may name neither 预算 nor 决算.

Whether such a statement tells of what was planned or of what was spent, its text says: spending is held
against a budget, and guests have been received; a budget arranges.
"""

from __future__ import annotations

from collections.abc import Iterable

from records.phrases import Phrases

WORDS = Phrases("extractors")


def kind_told(title: str | None, texts: Iterable[str]) -> str | None:
    """The kind of report that a statement of “三公” costs is by its text; ``None`` if it does not tell."""
    if not title or not WORDS.three_public.search(title):
        return None
    text = "".join(texts)
    spent, planned = len(WORDS.tells_spent.findall(text)), len(WORDS.tells_planned.findall(text))
    if spent == planned:
        return None
    return "final_accounts" if spent > planned else "budget"
