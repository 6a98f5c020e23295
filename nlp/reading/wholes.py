"""Wholes and their parts: whether a phrase names a whole, a part, or only goes on with what was named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nlp.annotations import Subject
from nlp.subjects import clean_phrase, names_fund_only, says_nothing, subject_of
from records.lexicon.accounts import all_codes_of
from records.lexicon.groups import CARRIED, SPENT
from records.lexicon.reading import read
from records.lexicon.terms import USES, terms, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

LONG_NAME = 6
"""Letters of a phrase that says whose revenue it is, and not only of which sort (其他收入)."""


OPENING, CLOSING = ("年初", "期初"), ("年末", "期末", "年底")
ENDS = ((OPENING, CLOSING), (CLOSING, OPENING))
"""What the two ends of a year are called."""


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


def limit_of(text: str, debt: Subject) -> Subject | None:
    """政府债务余额5亿元，控制在|核定的限额|6亿元以内: what that debt may come to."""
    if not text.endswith("限额") or "债务" in text or not debt.text.endswith("债务余额"):
        return None
    return Subject(debt.text.removesuffix("余额") + "限额")


def of_fund_headed(heading: Subject, text: str) -> Subject | None:
    """（二）政府性基金预算。|收入5亿元: the side of the fund that only a heading names."""
    return subject_of(heading.text + text[-2:]) if names_fund_only(heading.text) else None


def goes_on_of_fund(heading: Subject, told: Subject, sides: tuple[str, ...]) -> bool:
    """（二）政府性基金预算。收入5亿元，|支出4亿元: the other side of the fund of the heading."""
    other = len(sides) == len(told.sides) == 1 and sides != told.sides
    side = "收入" if "revenue" in told.sides else "支出"
    return other and told == of_fund_headed(heading, side)


def at_other_end(text: str, named: Subject) -> Subject | None:
    """年初结转和结余5万元，|年末|3万元: the balance that was named, at the other end of the year."""
    if not is_balance(named) or len(text) != 2:
        return None
    for one, other in ENDS:
        if text in other and (told := next((word for word in one if word in named.text), None)):
            moved = subject_of(named.text.replace(told, other[0], 1))
            return replace(moved, fund=named.fund, sides=moved.sides or named.sides)
    return None


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
    of_project = WORDS.of_project.search(before.text) is not None
    return of_project and before.text != text and WORDS.that_project.fullmatch(text) is not None


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
    for name, fits in _PARTED.items():
        found = getattr(WORDS, name).match(text)
        if found is not None and fits(found["head"]):
            told = found.groupdict("")
            return told.get("whole", ""), told["head"] + told.get("tail", "")
    return None


def part_counted(text: str) -> str:
    """The end of a phrase that tells a part of what is counted (在职人员有|编制内人员), or all of it."""
    found = WORDS.has_counted.match(text)
    return clean_phrase(found["head"]) if found is not None else text


def whole_and_head(text: str) -> tuple[Subject | None, str]:
    """The whole that a phrase names, if it is known, and the end of the phrase, which is measured."""
    parts = split_head(text)
    if parts is None or all_codes_of(text):
        return None, text
    whole, head = parts
    meant = subject_of(whole) if whole and not says_nothing(whole) else None
    return (meant if meant is not None and meant.measure else None), clean_phrase(head)
