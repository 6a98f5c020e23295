"""The shortest phrase that says what is measured, and what it means in the published vocabularies."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.annotations import Subject
from nlp.rules import any_of, rules

LONGEST = 60
_BLANK = re.compile(r"[ \n]")
_QUOTED = re.compile(r"^[“\"‘《]([^“”\"’》]*)[”\"’》]$")


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = rules("subjects")
    front = re.compile("^" + any_of(words["front"]))
    back = re.compile(any_of(words["back"]) + "$")
    body = re.compile(
        rf"^[^“”（(]{{2,40}}?{any_of(words['body'])}(?:[（(][^）)]{{1,12}}[)）])?(?={any_of(words['owns'])})"
    )
    return front, back, body


@cache
def _empty() -> frozenset[str]:
    return frozenset(rules("subjects")["empty"])


@lru_cache(maxsize=20_000)
def clean_phrase(phrase: str) -> str:
    """``phrase`` without what only introduces or closes it; may leave nothing."""
    front, back, body = _expressions()
    text = _BLANK.sub("", phrase)
    before = None
    while text and text != before:
        before = text
        text = front.sub("", text, 1)
        without_body = body.sub("", text, 1)
        text = text if without_body in _empty() else without_body
        if text == before:
            text = back.sub("", text, 1)
    text = text.replace("支出支出", "支出")
    text = rules("subjects")["instead"].get(text, text)
    quoted = _QUOTED.match(text)
    if quoted:
        text = quoted[1]
    if text.count("）") > text.count("（"):
        text = text.rstrip("）")
    return text if len(text) <= LONGEST else ""


def says_nothing(text: str) -> bool:
    """Whether a cleaned phrase only goes on with what was named before."""
    return text in _empty()


def names_any_whole(text: str) -> bool:
    """Whether a phrase such as 总支出 may be any whole: in a list of parts it is theirs."""
    return text in rules("subjects")["wholes"]


def side_word(text: str) -> tuple[str, ...]:
    """The sides that a bare 收入, 支出 or 收、支 points to; empty for any other phrase."""
    return tuple(rules("subjects")["side_words"].get(text, ()))


def names_something(text: str) -> bool:
    """Whether a clause without a number names what the next one is about."""
    noun = rules("subjects")["noun"]
    return (
        2 <= len(text) <= 40
        and re.search(noun["end"], text) is not None
        and re.search(noun["not"], text) is None
    )


@cache
def _meanings() -> tuple[list[tuple[re.Pattern[str], str]], list[tuple[re.Pattern[str], str]]]:
    words = rules("subjects")
    return tuple(
        [(re.compile(rule["phrase"]), rule["is"]) for rule in words[key]] for key in ("measure", "fund")
    )  # type: ignore[return-value]


@cache
def _sides() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(expression) for key, expression in rules("subjects")["side"].items()}


def _first(rules_: list[tuple[re.Pattern[str], str]], text: str) -> str | None:
    return next((word for expression, word in rules_ if expression.search(text)), None)


def fund_of(text: str) -> str | None:
    """Whose money a phrase or a title speaks of."""
    return _first(_meanings()[1], text)


@cache
def _fund_only() -> re.Pattern[str]:
    return re.compile(rules("subjects")["fund_only"])


def names_fund_only(text: str) -> bool:
    """Whether a phrase names a fund and nothing else: a part of what all funds give."""
    return _fund_only().search(text) is not None


def for_expenditure(text: str) -> str:
    """The expenditure side of a phrase that speaks of both: 收、支总计 -> 支出总计."""
    return _sides()["both"].sub("支出", text, 1)


@lru_cache(maxsize=20_000)
def subject_of(text: str) -> Subject:
    """The meaning of a cleaned phrase."""
    sides = _sides()
    if sides["both"].search(text) and "表" not in text:
        side: tuple[str, ...] = ("revenue", "expenditure")
    elif sides["revenue"].search(text):
        side = ("revenue",)
    elif sides["expenditure"].search(text):
        side = ("expenditure",)
    else:
        side = ()
    measures, _ = _meanings()
    return Subject(text, _first(measures, text), side, fund_of(text))


@cache
def _title() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    words = rules("subjects")["title"]
    return (
        re.compile("^" + any_of(words["front"])),
        re.compile(any_of(words["back"]) + "$"),
        frozenset(words["empty"]),
    )


@lru_cache(maxsize=20_000)
def title_phrase(title: str) -> str:
    """What a chapter is about, by its title; empty if the title does not say."""
    front, back, empty = _title()
    text = _BLANK.sub("", title)
    text = _expressions()[2].sub("", text, 1)
    before = None
    while text and text != before:
        before = text
        text = back.sub("", front.sub("", text, 1), 1)
    return "" if text in empty else text
