"""What a hand does to a number that it types: a digit, two swapped ones, the decimal point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from linking.intervals import digits_of
from records.file_tables import FactRecord
from records.narrative_tables import ClaimRecord

Record = FactRecord | ClaimRecord

AMOUNT_PLACES = 4
"""Decimals in which amounts are compared: those of 元 told in 万元."""
FEWEST_DIGITS = 3
"""Digits of a number of which two that changed places are no chance."""
NEAR = Decimal("0.05")
"""How far an amount may lie off that was rounded, or brought up to date in one place only."""
SHIFTS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4))
"""By how much a decimal point moves, or a unit is another."""


def mistyped(told: Decimal, meant: Decimal, places: int) -> bool:
    """Whether a number is another but for a digit, two swapped ones, the decimal point or a small remainder.

    Neither is below zero; ``places`` are the decimals that are printed.
    """
    if told == 0 or meant == 0:
        return told == meant
    if abs(told - meant) <= NEAR * meant:
        return True
    if any(told in (round(meant / shift, places), round(meant * shift, places)) for shift in SHIFTS):
        return True
    return typed_over(told, meant, places)


def swapped(told: Decimal, meant: Decimal, places: int) -> bool:
    """Whether a number is another but for two neighbouring digits that changed places."""
    first, second = (f"{round(number, places):.{places}f}".replace(".", "") for number in (told, meant))
    apart = [at for at in range(len(first)) if first[at] != second[at : at + 1]]
    beside = len(first) == len(second) and len(apart) == 2 and apart[1] == apart[0] + 1
    return beside and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]


def repairs(whole: Record, parts: Sequence[Record]) -> Iterator[tuple[Decimal, Decimal]]:
    """Each number of a sum, and what it would have to be, were the others right; none of them below zero."""
    own, *values = (one.value or Decimal(0) for one in (whole, *parts))
    apart = own - sum(values)
    for told, meant in ((own, own - apart), *((value, value + apart) for value in values)):
        if told > 0 and meant > 0:
            yield told, meant


def is_swapped_sum(whole: Record, parts: Sequence[Record]) -> bool:
    """Whether two swapped digits of one number, and nothing else, keep several parts from making their whole.

    Numbers of few digits may look so by chance, and are hardly those of a missing part.
    """
    return len(parts) > 1 and any(
        max(digits_of(told), digits_of(meant)) >= FEWEST_DIGITS and swapped(told, meant, AMOUNT_PLACES)
        for told, meant in repairs(whole, parts)
    )


def is_typed_sum(whole: Record, parts: Sequence[Record], fewest: int) -> bool:
    """Whether one number of so many digits, of its size and mistyped, keeps parts from making their whole."""
    return any(
        digits_of(told) >= fewest
        and told.adjusted() == meant.adjusted()
        and typed_over(told, meant, AMOUNT_PLACES)
        for told, meant in repairs(whole, parts)
    )


def typed_otherwise(told: Decimal, places: int) -> Iterator[Decimal]:
    """What may have been meant by a number with one wrong digit, one too many, or two neighbours swapped."""
    digits = f"{round(told, places):.{places}f}"
    at_digits = [at for at, mark in enumerate(digits) if mark != "."]
    for at in at_digits:
        for digit in "0123456789":
            if digit != digits[at]:
                yield Decimal(digits[:at] + digit + digits[at + 1 :])
        if digits[:at] + digits[at + 1 :] not in ("", ".") and len(at_digits) > 1:
            yield Decimal(digits[:at] + digits[at + 1 :])
    for one, other in pairwise(at_digits):
        if digits[one] != digits[other]:
            marks = [*digits]
            marks[one], marks[other] = marks[other], marks[one]
            yield Decimal("".join(marks))


def typed_over(told: Decimal, meant: Decimal, places: int) -> bool:
    """Whether a number is another but for one digit, two swapped ones, or one too few or too many."""
    first, second = (f"{round(number, places):.{places}f}".replace(".", "") for number in (told, meant))
    if len(first) == len(second):
        apart = [at for at in range(len(first)) if first[at] != second[at]]
        swapped = len(apart) == 2 and [first[at] for at in apart] == [second[at] for at in reversed(apart)]
        return len(apart) <= 1 or swapped
    short, long = sorted((first, second), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
