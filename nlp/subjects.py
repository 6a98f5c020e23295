"""The shortest phrase that says what is measured, and what it means in the published vocabularies."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.annotations import Subject
from nlp.lines import BLANK
from nlp.rules import any_of, pattern, rules
from records.lexicon.accounts import all_codes_of
from records.lexicon.bodies import ends_of_bodies
from records.lexicon.reading import read
from records.lexicon.terms import USES, words
from records.list_numbers import without_number
from records.phrases import Phrases

WORDS = Phrases("nlp")

LONGEST = 60
"""Letters of a phrase that can name what is measured; what is longer is a sentence."""
DETAILED = ("official_reception", "overseas_travel", "official_vehicles", "vehicle_operation")
"""Expenditure whose phrase may list what it was for before its name (餐费、住宿费等公务接待费)."""
_GLOSSED = re.compile(r"(?P<head>[^（()）]{3,})[（(][^（()）]+[)）]$")
_QUOTED = re.compile(r"^[“\"‘《]([^“”\"’》]*)[”\"’》]$")


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    listed = rules("subjects")
    themselves = any_of(words().self_.words)
    front = re.compile("^" + any_of(word.replace("{self}", themselves) for word in listed["front"]))
    back = re.compile(any_of(listed["back"]) + "$")
    ends = f"(?:{ends_of_bodies('sure', 'likely', 'part', 'general')}|{listed['places']})"
    body = re.compile(
        rf"^(?:[^“”（(]{{2,40}}?{ends}|{head_office().pattern})(?:[（(][^）)]{{1,12}}[)）])?(?={any_of(listed['owns'])})"
    )
    return front, back, body


@cache
def _empty() -> frozenset[str]:
    return frozenset(rules("subjects")["empty"])


@cache
def head_office() -> re.Pattern[str]:
    """The body without what belongs to it: the whole where nothing else is named, else one of several."""
    scope = words().scope
    return re.compile(any_of([*scope.own_level, *scope.head_office]))


def clean_phrase(phrase: str) -> str:
    """``phrase`` without what only introduces or closes it; may leave nothing."""
    return _cleaned(phrase)[0]


def body_named(phrase: str) -> str | None:
    """The public body that a phrase names before what is measured."""
    return _cleaned(phrase)[1]


@lru_cache(maxsize=20_000)
def _cleaned(phrase: str) -> tuple[str, str | None]:
    front, back, body = _expressions()
    text = BLANK.sub("", phrase).lstrip("—–－")  # ——国防支出: the mark of a list
    before, named = None, None
    while text and text != before:
        before = text
        text = text if all_codes_of(text) else front.sub("", text, 1)
        found = body.match(text)
        if found and text[found.end() :] not in _empty():
            named, text = found[0], text[found.end() :]
        if text == before:
            text = back.sub("", text, 1)
    text = text.replace("支出支出", "支出")
    text = rules("subjects")["instead"].get(text, text)
    quoted = _QUOTED.match(text)
    if quoted:
        text = quoted[1]
    if text.count("）") > text.count("（"):
        text = text.rstrip("）")
    return (text if len(text) <= LONGEST else ""), named


@cache
def _bodies() -> re.Pattern[str]:
    ends = ends_of_bodies("sure", "part")
    return re.compile(
        rf"(?:(?:(?!的)[一-鿿（）()]){{2,30}}{ends}|{head_office().pattern})(?:[（(][一-鿿]{{2,8}}[)）])?"
    )


def body_heading(line: str) -> str | None:
    """The body that a heading, or the front of a line up to its colon, names and nothing else."""
    text = without_number(BLANK.sub("", line)).strip("：:。")
    return text if _bodies().fullmatch(text) and read(text).measure is None else None


@cache
def _selves() -> re.Pattern[str]:
    return re.compile(any_of(words().self_.whole))


def names_self(phrase: str) -> bool:
    """Whether a phrase names the body that the text is of (本部门), or all that belongs to it."""
    return _selves().search(phrase) is not None


def says_nothing(text: str) -> bool:
    """Whether a cleaned phrase only goes on with what was named before."""
    return text in _empty()


def names_any_whole(text: str) -> bool:
    """Whether a phrase such as 总支出 may be any whole: in a list of parts it is theirs."""
    return text in rules("subjects")["wholes"]


def names_total(phrase: str) -> bool:
    """Whether a phrase before a number says that all of a side is meant (收入总额, 总支出)."""
    return pattern("subjects", "totals").search(phrase) is not None


def narrows(clause: str) -> bool:
    """Whether a clause without a number tells which part is meant of what follows (由中小企业成交的，)."""
    return pattern("subjects", "narrows").search(clause.strip()) is not None


def is_per_head(text: str) -> bool:
    """Whether a phrase only says that an amount is one for each (人均): no subject of what follows."""
    return pattern("subjects", "per_head").fullmatch(text) is not None


def per_head_at_end(text: str) -> str | None:
    """The end of a phrase that only says so, behind what is counted: 6辆|车平均每辆."""
    ends = (text[at:] for at in range(1, len(text)))
    return next(filter(is_per_head, ends), None)


def is_left_over(text: str) -> bool:
    """Whether a phrase only says that an amount is what is left (余): no subject of what follows."""
    return pattern("subjects", "left_over").fullmatch(text) is not None


def names_any_use(text: str) -> bool:
    """Whether a phrase such as 日常支出 means the money that its chapter is about."""
    return text in rules("subjects")["uses"]


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
def _sides() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(expression) for key, expression in rules("subjects")["side"].items()}


def fund_of(text: str) -> str | None:
    """Whose money a phrase or a title speaks of."""
    return read(text).fund


def names_fund_only(text: str) -> bool:
    """Whether a phrase names a fund and nothing else: a part of what all funds give."""
    return read(text).fund_only


def for_expenditure(text: str) -> str:
    """The expenditure side of a phrase that speaks of both: 收、支总计 -> 支出总计."""
    return _sides()["both"].sub("支出", text, 1)


@lru_cache(maxsize=20_000)
def subject_of(text: str) -> Subject:
    """The meaning of a cleaned phrase."""
    reading = read(text)
    if reading.measure is None and (listed := WORDS.listed_head.match(text)):
        # 基本工资、津贴补贴等人员经费: what stands before 等 tells what it is made of
        head = read(listed["head"])
        reading = head if head.whole and (head.measure in USES or head.measure in DETAILED) else reading
    elif reading.measure is None and (glossed := _GLOSSED.match(text)):
        # 事业收入（保教费）: the brackets narrow what stands before them
        head = read(glossed["head"])
        reading = head if head.measure is not None and head.whole else reading
    sides = reading.sides
    if len(sides) == 2 and "表" in text:
        sides = ()
    if len(sides) == 2 and reading.measure is None and not _sides()["both"].search(text):
        sides = ()  # 转移支付收入: a side's word inside another word
    if not sides:
        # the side of what the lexicon does not know, by its last word
        sides = tuple(side for side in ("revenue", "expenditure") if _sides()[side].search(text))[:1]
    return Subject(text, reading.measure, sides, reading.fund)


@cache
def _title() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    title = rules("subjects")["title"]
    return (
        re.compile("^" + any_of(title["front"])),
        re.compile(any_of(title["back"]) + "$"),
        frozenset(title["empty"]),
    )


@lru_cache(maxsize=20_000)
def title_phrase(title: str) -> str:
    """What a chapter is about, by its title; empty if the title does not say."""
    front, back, empty = _title()
    text = BLANK.sub("", title)
    text = _expressions()[2].sub("", text, 1)
    before = None
    while text and text != before:
        before = text
        text = back.sub("", front.sub("", text, 1), 1)
    return "" if text in empty else text
