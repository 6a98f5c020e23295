"""The shortest phrase that says what is measured, and what it means in the published vocabularies."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.annotations import Subject
from nlp.lines import BLANK
from records.lexicon.accounts import all_codes_of
from records.lexicon.reading import read
from records.lexicon.terms import USES, words
from records.list_numbers import without_number
from records.phrases import Phrases

WORDS = Phrases("nlp/subjects")

SIDES = ("revenue", "expenditure")
LONGEST = 60
"""Letters of a phrase that can name what is measured; what is longer is a sentence."""
DETAILED = ("official_reception", "overseas_travel", "official_vehicles", "vehicle_operation")
"""Expenditure whose phrase may list what it was for before its name (餐费、住宿费等公务接待费)."""
_GLOSSED = re.compile(r"(?P<head>[^（()）]{3,})[（(][^（()）]+[)）]$")
_QUOTED = re.compile(r"^[“\"‘《]([^“”\"’》]*)[”\"’》]$")


def clean_phrase(phrase: str) -> str:
    """``phrase`` without what only introduces or closes it; may leave nothing."""
    return _cleaned(phrase)[0]


def body_named(phrase: str) -> str | None:
    """The public body that a phrase names before what is measured."""
    return _cleaned(phrase)[1]


@lru_cache(maxsize=20_000)
def _cleaned(phrase: str) -> tuple[str, str | None]:
    text = BLANK.sub("", phrase).lstrip("—–－")  # ——国防支出: the mark of a list
    before, named = None, None
    while text and text != before:
        before = text
        text = text if all_codes_of(text) else WORDS.opens.sub("", text, 1)
        found = WORDS.body_ahead.match(text)
        if found and not says_nothing(text[found.end() :]):
            named, text = found[0], text[found.end() :]
        if text == before:
            text = WORDS.closes.sub("", text, 1)
    text = text.replace("支出支出", "支出")
    text = words().instead.get(text, text)
    quoted = _QUOTED.match(text)
    if quoted:
        text = quoted[1]
    if text.count("）") > text.count("（"):
        text = text.rstrip("）")
    return (text if len(text) <= LONGEST else ""), named


def body_heading(line: str) -> str | None:
    """The body that a heading, or the front of a line up to its colon, names and nothing else."""
    text = without_number(BLANK.sub("", line)).strip("：:。")
    return text if WORDS.body_alone.fullmatch(text) and read(text).measure is None else None


def names_self(phrase: str) -> bool:
    """Whether a phrase names the body that the text is of (本部门), or all that belongs to it."""
    return WORDS.whole_self.search(phrase) is not None


def says_nothing(text: str) -> bool:
    """Whether a cleaned phrase only goes on with what was named before."""
    return WORDS.empty.fullmatch(text) is not None


def names_any_whole(text: str) -> bool:
    """Whether a phrase such as 总支出 may be any whole: in a list of parts it is theirs."""
    return WORDS.wholes.fullmatch(text) is not None


def names_total(phrase: str) -> bool:
    """Whether a phrase before a number says that all of a side is meant (收入总额, 总支出)."""
    return WORDS.totals.search(phrase) is not None


def narrows(clause: str) -> bool:
    """Whether a clause without a number tells which part is meant of what follows (由中小企业成交的，)."""
    return WORDS.narrows.search(clause.strip()) is not None


def is_per_head(text: str) -> bool:
    """Whether a phrase only says that an amount is one for each (人均): no subject of what follows."""
    return WORDS.per_head.fullmatch(text) is not None


def is_standard(text: str) -> bool:
    """Whether a phrase names a standard or price, of which no stage of a budget has its own (补助标准)."""
    return is_per_head(text) or WORDS.standard.search(text) is not None


def per_head_at_end(text: str) -> str | None:
    """The end of a phrase that only says so, behind what is counted: 6辆|车平均每辆."""
    ends = (text[at:] for at in range(1, len(text)))
    return next(filter(is_per_head, ends), None)


def is_left_over(text: str) -> bool:
    """Whether a phrase only says that an amount is what is left (余): no subject of what follows."""
    return WORDS.left_over.fullmatch(text) is not None


def names_any_use(text: str) -> bool:
    """Whether a phrase such as 日常支出 means the money that its chapter is about."""
    return WORDS.uses.fullmatch(text) is not None


def side_word(text: str) -> tuple[str, ...]:
    """The sides that a bare 收入, 支出 or 收、支 points to; empty for any other phrase."""
    match = WORDS.side_alone.fullmatch(text)
    if match is None:
        return ()
    return SIDES if match["both"] else (match.lastgroup or "",)


def names_something(text: str) -> bool:
    """Whether a clause without a number names what the next one is about."""
    return 2 <= len(text) <= 40 and bool(WORDS.noun_end.search(text)) and not WORDS.no_noun.search(text)


def fund_of(text: str) -> str | None:
    """Whose money a phrase or a title speaks of."""
    return read(text).fund


def names_fund_only(text: str) -> bool:
    """Whether a phrase names a fund and nothing else: a part of what all funds give."""
    return read(text).fund_only


def for_expenditure(text: str) -> str:
    """The expenditure side of a phrase that speaks of both: 收、支总计 -> 支出总计."""
    return WORDS.both_sides.sub("支出", text, 1)


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
    if len(sides) == 2 and reading.measure is None and not WORDS.both_sides.search(text):
        sides = ()  # 转移支付收入: a side's word inside another word
    if not sides:
        # the side of what the lexicon does not know, by its last word
        sides = tuple(side for side in SIDES if getattr(WORDS, side).search(text))[:1]
    fund = None if WORDS.all_but.search(text) else reading.fund
    return Subject(text, reading.measure, sides, fund)


@lru_cache(maxsize=20_000)
def title_phrase(title: str) -> str:
    """What a chapter is about, by its title; empty if the title does not say."""
    text = BLANK.sub("", title)
    text = WORDS.body_ahead.sub("", text, 1)
    before = None
    while text and text != before:
        before = text
        text = WORDS.title_closes.sub("", WORDS.title_opens.sub("", text, 1), 1)
    return "" if WORDS.title_empty.fullmatch(text) else text
