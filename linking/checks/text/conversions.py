"""An amount and the same again in another unit right behind it: 10,497.79万元，折合1.05亿元."""

from __future__ import annotations

from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import add_check, agree, money_of
from linking.intervals import TEN_THOUSAND
from linking.mistyped import AMOUNT_PLACES, SHIFTS, typed_over
from linking.wording import parted, said_of, with_unit
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")


def check_conversions(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The two amounts are one, as far as they are printed; told where a slip keeps them from it."""
    for one, other in pairwise(claims):
        if not _is_converted(one, other):
            continue
        first, second = money_of(one), money_of(other)
        holds = agree(first, second)
        if not holds and not _is_slip(one, other):
            continue
        message = (
            f"{said_of(one)}{with_unit(one)}，紧接又称{with_unit(other)}，"
            f"{'两处相符' if holds else '两处不符'}。"
        )
        tolerance = first.tolerance + second.tolerance
        add_check("said_twice", first.value, second.value, tolerance, holds, message, [other, one], found)


def _is_converted(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether only words that say “that is” stand between two amounts in two units."""
    if one.kind != "level" or other.kind != "level" or one.sentence != other.sentence:
        return False
    if not one.amount_yuan or not other.amount_yuan:
        return False
    # in one unit it is the same again only where the number is that of the other unit: 1.2万元（12000万元）
    if one.unit == other.unit and one.amount_yuan * TEN_THOUSAND != other.amount_yuan:
        return False
    _, first, behind = parted(one.sentence, one.raw)
    between, second, tail = parted(behind, other.raw)
    return bool(first and second) and WORDS.that_is.fullmatch(f"{between}…{tail[:1]}") is not None


def _is_slip(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether the second is the first but for its unit, a digit or two swapped ones."""
    first, second = money_of(one), money_of(other)
    if any(agree(first.scaled(shift), second) or agree(first, second.scaled(shift)) for shift in SHIFTS):
        return True
    return typed_over(second.value, first.value, AMOUNT_PLACES)
