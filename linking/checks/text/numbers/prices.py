"""So many things at a price each, and what they come to, wherever in a sentence each of the three stands.

Which amount is meant is not said: one that fits is enough, and a price that fits none is told only where a
slip of the hand keeps it, or the count, from one.
"""

from __future__ import annotations

from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.said import Printed, Sentence, is_told
from linking.checks.text.numbers.slipped import slipped
from linking.checks.text.stated import agree, same_unit
from linking.intervals import TEN_THOUSAND, Interval, decimals_of, digits_of
from linking.mistyped import swapped, typed_over
from linking.wording import number, on_page
from records.lexicon.groups import PERSONS, YUAN
from records.phrases import Phrases

WORDS, TEXT_WORDS = Phrases("linking/checks/text/numbers"), Phrases("linking/checks/text")

MONTHS = Decimal(12)
FEWEST_DIGITS = 4
"""Digits of an amount and a price that make a whole number of things by no chance."""
FEWEST_TELLING = 3
"""Digits of a count and an amount whose quotient has few decimals by no chance."""
MOST_COUNTED = 20
"""Things of which one more or less is as good a slip as two swapped digits."""
NEAR = 12
"""Letters between a price and a count behind it."""
DAYS_OF_YEAR = 366
"""Nothing is paid to one person more often than on every day."""


def check_prices(sentence: Sentence, found: ChecksMade) -> None:
    """The prices of a sentence against the counts and the amounts beside them."""
    for at, price in enumerate(sentence.numbers):
        if price.kind == "price" and price.unit in YUAN and price.value and not _is_loose(sentence, price):
            _check(sentence, at, price, found)


def _check(sentence: Sentence, at: int, price: Printed, found: ChecksMade) -> None:
    numbers = sentence.numbers
    named = WORDS.for_each.search(sentence.text, 0, price.start)
    if named is None or named["times"] and named["times"].lstrip("每") not in ("月", "年"):
        return
    of_what = TEXT_WORDS.averaged.search(sentence.text, 0, price.start)
    if of_what is not None and sentence.text.count(of_what["thing"]) == 1:
        return  # 人员经费9万元，在职3人，工资福利支出人均2万元: no amount beside it is of that
    monthly = (named["times"] or "").endswith("月")
    counts = [one for one in numbers if _is_counted(sentence, one, named["each"] or named["of"])]
    before = [one for one in counts if one.end <= price.start]
    behind = [one for one in numbers[at + 1 : at + 2] if one in counts and one.start - price.end <= NEAR]
    count = next(iter([*behind, *reversed(before)]), None)
    if count is None or not count.value:
        return
    earlier = sentence.before.numbers if sentence.before else ()
    totals = [one for one in (*numbers, *earlier) if one.unit in YUAN and one is not price and one.value]
    things = [one for one in (*numbers, *earlier) if one.kind not in ("money", "percent", "price", "points")]
    times = (MONTHS,) if monthly else (Decimal(1),)
    made = price.interval.scaled(times[0] * _in_things(count) / (count.value or 1))
    said = next((one for one in numbers[at + 1 :] if one.unit in YUAN), None)
    if said and _is_of_more(sentence, price, said):
        return
    if said and numbers[at - 1] is count and (months := _months_to(sentence, count, price, said, monthly)):
        in_all = price.interval.scaled(_in_things(count) * months)
        if not agree(said.interval, in_all) and not _is_several_times(said.interval, in_all):
            _tell(sentence, count, price, said, in_all, found)
        return
    near = [one for one in numbers[max(0, at - 2) : at] if one.kind == "money"]
    by_count = [one for one in near if WORDS.worked_out.match(sentence.text, one.end)]
    every = (MONTHS, Decimal(1), *(one.value for one in things if one.value))
    if any(
        agree(total.interval, price.interval.scaled(_in_things(thing) * often))
        for total in by_count or totals
        for thing in ([count] if by_count else things)
        for often in (*every, Decimal(2))
        if thing.value
    ):
        return
    nearest = next((one for one in reversed(numbers[:at]) if one.kind == "money"), None)
    for total in by_count or totals:
        beside = total is nearest or total in numbers[max(0, at - 3) : at + 2]
        if total.kind == "money" and _is_slip(count, price, total, made, beside, bool(by_count)):
            _tell(sentence, count, price, total, made.scaled(count.value), found)
            return


def _months_to(
    sentence: Sentence, count: Printed, price: Printed, total: Printed, monthly: bool
) -> Decimal | None:
    """For how many months a count and a price, all that stands there, are said to come to an amount.

    ``None`` if they are not said to, or for months that are not told.
    """
    told = WORDS.comes_to.fullmatch(sentence.text, price.end, total.start)
    near = sentence.numbers[: sentence.numbers.index(count)][-1:]
    if told is None or bool(told["months"]) is not monthly or any(one.kind == count.kind for one in near):
        return None
    return None if WORDS.holds_more.match(sentence.text, total.end) else Decimal(told["months"] or 1)


def _is_of_more(sentence: Sentence, price: Printed, total: Printed) -> bool:
    """Whether an amount behind a price is of several prices, of more than the price, or of less."""
    text = sentence.text
    if WORDS.holds_more.match(text, total.end) or WORDS.priced_otherwise.search(text, price.end, total.start):
        return True
    before = any(one.kind == "price" and one.start < price.start for one in sentence.numbers)
    return before and WORDS.in_all.search(text, price.end, total.start) is not None


def _is_several_times(told: Interval, made: Interval) -> bool:
    """培训3天，30人，每人100元，共9000元: whether each may be paid so often, on days that stand elsewhere."""
    times = told.value / made.value
    return times == times.to_integral_value() and 1 < times <= DAYS_OF_YEAR


def _is_loose(sentence: Sentence, price: Printed) -> bool:
    """Whether a price is a limit or an estimate, one of several, or paid for days and the like."""
    around = sentence.text[max(0, price.start - NEAR) : price.end + 3]
    return WORDS.loose.search(around) is not None


def _is_counted(sentence: Sentence, one: Printed, each: str | None) -> bool:
    if one.kind in ("money", "percent", "points", "price", "score", "other"):
        return False
    if each is None:
        return one.kind not in PERSONS
    if each in ("人", "生", "名", "位"):
        return one.kind in PERSONS
    unit = "台" if each == "车" else same_unit(each)
    return one.kind.lstrip("万").startswith(unit) or sentence.text.startswith(each, one.end)


def _in_things(count: Printed) -> Decimal:
    """How many things a number of 万亩 is."""
    return count.value * (TEN_THOUSAND if count.unit.startswith("万") else 1)


def _is_slip(
    count: Printed, price: Printed, total: Printed, made: Interval, beside: bool, by_count: bool
) -> bool:
    """Whether a slip in one of the three keeps a count at a price from an amount, ``by_count`` worked out."""
    per = total.interval.over(made)
    if per is None:
        return False
    things = per.value.to_integral_value()
    exactly = per.low <= things <= per.high and per.high - per.low < 1
    if exactly and slipped(count, things):
        return True
    if (by_count or beside) and per.value == things and swapped(count.value, things, 0):
        return digits_of(things) >= FEWEST_TELLING or by_count
    sure = min(digits_of(price.value), digits_of(total.value)) >= FEWEST_DIGITS
    if exactly and beside and sure and 0 < things <= MOST_COUNTED and count.value <= MOST_COUNTED:
        return True
    times = made.value / price.interval.value
    unit = TEN_THOUSAND / YUAN[price.unit]
    meant = total.interval.value / count.value / times * unit
    places = decimals_of(price.raw, price.value)
    if beside and slipped(price, round(meant, places), any_digit=True):
        return True
    telling = min(digits_of(count.value), digits_of(total.value)) >= FEWEST_TELLING
    if beside and telling and meant == round(meant, places) and typed_over(price.value, meant, places):
        return True
    return slipped(total, made.value * count.value * TEN_THOUSAND / YUAN[total.unit])


def _tell(
    sentence: Sentence, count: Printed, price: Printed, total: Printed, made: Interval, found: ChecksMade
) -> None:
    inside = [one for one in (count, price, total) if one in sentence.numbers]
    spot = sentence.spot(min(one.start for one in inside), max(one.end for one in inside))
    message = (
        f"文字{on_page(spot.page)}称{count.told}、每一{price.told}，按所述计算为{number(made.value)}万元，"
        f"与所述{total.told}不符。"
    )
    if not is_told({number(one.value) for one in (count, price)}, found):
        expected, actual = made.value, total.interval.value
        told = sentence.claims_of({number(one.value) for one in (count, price, total)})
        found.add("stated_average", [], expected, actual, None, "fails", message, told, spot, "万元")
