"""Each stated reason judged by what it explains: its text, its kinds, its substance, its items."""

from __future__ import annotations

from collections import defaultdict

from nlp.annotations import Cause, Claim, Reason
from nlp.causes.ends import trimmed
from nlp.causes.kinds import About
from nlp.causes.lists import items_of
from nlp.causes.readers import told
from nlp.chapters import Chapter


def judge_reasons(text: str, reasons: list[Reason], claims: list[Claim], chapter: Chapter) -> None:
    """Write into each reason its cause and, if it is a list, the causes of its items."""
    explained: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.reason is not None:
            explained[claim.reason].append(claim)
    for number, reason in enumerate(reasons):
        about = about_of(reason, explained[number], chapter)
        reason.cause = _judged(text, reason.start, reason.end, about)
        items = items_of(text, reason.start, reason.end)
        reason.items = [_judged(text, start, end, about) for start, end in items]


def about_of(reason: Reason, claims: list[Claim], chapter: Chapter) -> About:
    """What a reason explains: the names of its claims' subjects and accounts, and their year."""
    names: dict[str, None] = {}
    for claim in claims:
        if claim.subject is None:
            continue
        names[claim.subject.text] = None
        for first in range(len(claim.subject.account)):
            names["".join(claim.subject.account[first:])] = None
            names[claim.subject.account[first]] = None
    if chapter.subject is not None and not names:
        names[chapter.subject.text] = None
    if reason.about:
        names[reason.about] = None
    year = next((claim.period for claim in claims if claim.period), chapter.year)
    return About(tuple(name for name in names if name), year)


def _judged(text: str, start: int, end: int, about: About) -> Cause:
    start, end = trimmed(text, start, end)
    found = told(text[start:end], about)
    return Cause(start, end, found.categories, found.substance, found.confidence)
