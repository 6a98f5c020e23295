"""The head of a phrase is its end: of 基本支出中的人员经费 it is 人员经费 that is measured."""

from __future__ import annotations

from collections.abc import Callable

from nlp.annotations import Subject
from nlp.subjects import clean_phrase, names_fund_only, says_nothing, subject_of
from records.lexicon.accounts import all_codes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")


def without_asides(text: str) -> str:
    """``text`` without what only brackets say in passing (下同，不含…), also if they opened before it.

    A bracket that is open still (上年年末（即年初结转和结余) names what is measured.
    """
    if "”" in text and (called := WORDS.called.match(text)) is not None:
        return called["head"] + called["tail"]
    text = WORDS.said_aside.sub("", text)
    if (named := WORDS.open_bracket.match(text)) is not None:
        return named["thing"]
    if not any(char in text for char in "）)"):
        return text
    depth, after = 0, 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
            if depth < 0:
                depth, after = 0, at + 1
    return text[after:] or text


_PARTED: dict[str, Callable[[str], object]] = {
    "called": bool,
    "of_whole": bool,
    "has": lambda head: subject_of(head).sides,
    "beside_nothing": bool,
    "spent_on": bool,
    "made_of": bool,
    "done": bool,
    "such_as": names_fund_only,
    "occasion": bool,
}
"""Phrases that tell a part of something, in this order, and what their end must be."""


def split_head(text: str) -> tuple[str, str] | None:
    """The whole and the part of it that is measured, or ``None`` if the phrase tells no part.

    The whole is empty where a phrase only says what the money is spent on.
    """
    for name, fits in _PARTED.items():
        found = getattr(WORDS, name).match(text)
        if found is not None and fits(found["head"]):
            told = found.groupdict("")
            return told.get("whole", ""), told["head"] + told.get("tail", "")
    return None


def whole_and_head(text: str) -> tuple[Subject | None, str]:
    """The whole that a phrase names, if it is known, and the end of the phrase, which is measured."""
    parts = split_head(text)
    if parts is None or all_codes_of(text):
        return None, text
    whole, head = parts
    meant = subject_of(whole) if whole and not says_nothing(whole) else None
    return (meant if meant is not None and meant.measure else None), clean_phrase(head)
