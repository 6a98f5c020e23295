"""The head of a phrase is its end: of 基本支出中的人员经费 it is 人员经费 that is measured."""

from __future__ import annotations

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


def split_head(text: str) -> tuple[str, str] | None:
    """The whole and the part of it that is measured, or ``None`` if the phrase tells no part.

    The whole is empty where a phrase only says what the money is spent on.
    """
    called = WORDS.called.match(text)
    if called:
        return "", called["head"] + called["tail"]
    of_whole = WORDS.of_whole.match(text)
    if of_whole:
        return of_whole["whole"], of_whole["head"]
    has = WORDS.has.match(text) if "有" in text or "含" in text or "包括" in text else None
    if has and subject_of(has["head"]).sides:
        return has["whole"], has["head"]
    beside = WORDS.beside_nothing.match(text) if "、" in text else None
    if beside:
        return "", beside["head"]
    spent = WORDS.spent_on.match(text) if "用于" in text else None
    if spent:
        return spent["whole"], spent["head"]
    made = WORDS.made_of.match(text) if "由" in text or "分" in text else None
    if made:
        return made["whole"], made["head"]
    done = WORDS.done.match(text)
    if done:
        return "", done["head"]
    such = WORDS.such_as.match(text) if "等" in text else None
    if such and names_fund_only(such["head"]):
        return "", such["head"]
    contact = WORDS.occasion.match(text)
    return ("", contact["head"]) if contact else None


def whole_and_head(text: str) -> tuple[Subject | None, str]:
    """The whole that a phrase names, if it is known, and the end of the phrase, which is measured."""
    parts = split_head(text)
    if parts is None or all_codes_of(text):
        return None, text
    whole, head = parts
    meant = subject_of(whole) if whole and not says_nothing(whole) else None
    return (meant if meant is not None and meant.measure else None), clean_phrase(head)
