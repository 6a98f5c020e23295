"""Whose figures a document gives: a department's, or those of a whole government (全市, 市本级)."""

from __future__ import annotations

from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

GOVERNMENT = "government"
"""What the kind of a government's own budget or report begins with."""
MOST = 0.5
"""Share of the titles that name a whole division or level, beyond which the document is of it."""


def is_of_government(document: Document) -> bool:
    """Whether a document is a government's own: by its kind, or by the scope that its tables name.

    The rules of departments do not fit it: its figures are those of many bodies and several levels.
    """
    if (document.record.report_kind or "").startswith(GOVERNMENT):
        return True
    titles = [table.title for table in document.tables if table.title]
    named = sum(names_scope(title) for title in titles)
    if titles and named > MOST * len(titles):
        return True
    title = document.record.title or ""
    return WORDS.report_of_government.search(title) is not None and WORDS.of_body.search(title) is None


def names_scope(text: str | None) -> bool:
    """Whether words say that a figure is a whole division's or level's (全市, 市本级一般公共预算)."""
    return WORDS.of_government.search(text or "") is not None
