"""Wholes and their parts: whether a phrase names a whole, a part, or only goes on with what was named."""

from __future__ import annotations

from dataclasses import replace

from nlp.annotations import Subject
from nlp.subjects import names_fund_only, says_nothing, subject_of
from records.lexicon.groups import CARRIED, SPENT
from records.lexicon.reading import read
from records.lexicon.terms import USES, terms, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

LONG_NAME = 6
"""Letters of a phrase that says whose revenue it is, and not only of which sort (其他收入)."""


def is_any_whole(subject: Subject) -> bool:
    """Whether a phrase such as 总支出 or 预算支出 is the whole of what was named before."""
    reading = read(subject.text)
    return subject.measure == "grand_total" or (
        subject.measure == SPENT and not reading.accounts and not reading.is_total
    )


def is_balance(subject: Subject) -> bool:
    """Whether a subject is money carried over (上年结转): 收入 behind it is not that."""
    return subject.measure in CARRIED


def takes_side(current: Subject, sides: tuple[str, ...], text: str) -> bool:
    """Whether a bare 支出 is that of what was spoken of before it."""
    if is_balance(current):
        return False
    return current.sides == sides or not current.sides and text == "支出"


def is_of_year(text: str, named: Subject) -> bool:
    """Whether 本年支出 is that of what was only named before it (公务接待费方面，|本年支出3万元).

    Behind a whole, or what is on the other side, it is not.
    """
    if WORDS.of_year.fullmatch(text) is None or is_any_whole(named) or is_balance(named):
        return False
    return set(named.sides) <= {"revenue" if text.endswith("收入") else "expenditure"}


def other_side(revenue: Subject) -> Subject | None:
    """城乡居民养老保险基金收入6亿元，|支出5亿元: of the same money, where no list knows it."""
    if revenue.measure is not None or not revenue.text.endswith("收入") or len(revenue.text) < LONG_NAME:
        return None
    return Subject(revenue.text.removesuffix("收入") + "支出", sides=("expenditure",))


def is_spent_of(received: Subject, phrase: str, text: str) -> bool:
    """Whether 实际支出 (``text`` if cleaned) is what was spent of what came in before it, and not that."""
    goes_on = says_nothing(text) or text == "支出"
    came_in = goes_on and WORDS.came_in.search(received.text) is not None
    return came_in and WORDS.spent.search(phrase) is not None


def is_use(whole: Subject) -> bool:
    """Whether a subject is one use of the money (项目支出, 政府采购) and not all that is spent."""
    return whole.measure in USES and whole.sides == ("expenditure",)


def names_whose_money(text: str, own: Subject) -> bool:
    """Whether a phrase names a fund, and at most 支出 behind it (一般公共预算支出)."""
    reading = read(text)
    spent = own.measure == SPENT and reading.whole and not reading.accounts and not reading.is_total
    return names_fund_only(text) or own.fund is not None and spent


def below(own: Subject, whole: Subject) -> Subject:
    """A part whose short name only its whole explains (政府采购…，其中：货物类…), by its full name."""
    measure = read(own.text, whole.measure).measure
    if measure is None or whole.measure not in wholes_of(measure):
        return own
    return replace(subject_of(terms()[measure].chinese), fund=own.fund)


def opening_of_year(closing: Subject) -> Subject:
    """What was left at the beginning of the year of which a subject is what is left at its end."""
    opening = subject_of(WORDS.at_end.sub("年初", closing.text))
    return replace(opening, fund=opening.fund or closing.fund)


def names_stage_only(text: str) -> bool:
    """Whether a cleaned phrase names no more than a stage (全年预算数): the subject before goes on."""
    return says_nothing(text) or WORDS.only_stage.fullmatch(text) is not None


def names_project(text: str, before: Subject) -> bool:
    """Whether a bare 项目 or 该项目 is the project that was spoken of last."""
    return text in ("项目", "该项目", "本项目") and before.text.endswith("项目") and before.text != text
