"""Which slip of the hand makes a number of a sum other than it is meant."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from linking.checks.text.numbers.said import Printed
from linking.checks.text.stated import agree
from linking.intervals import TEN_THOUSAND, added_up, decimals_of, digits_of
from linking.mistyped import swapped, typed_over
from records.lexicon.groups import YUAN

FEWEST_SWAPPED = 3
"""Digits of a number two neighbours of which changed places."""
FEWEST_DIGITS = 4
"""Digits of a number with a wrong one, or with two swapped that are no neighbours."""
FEWEST_UNEVEN = 2
"""Parts that are no round numbers: of round ones a missing part may look like a wrong digit."""
LONG = 1000
"""A number from which on a nought more or less escapes the eye."""
UNITS = (TEN_THOUSAND, 1 / TEN_THOUSAND)


def slipped(said: Printed, meant: Decimal, *, any_digit: bool = False) -> bool:
    """Whether a number is another but for two swapped digits (``any_digit``: or one wrong one).

    ``meant`` is in the unit of ``said``.
    """
    if meant <= 0 or meant == said.value:
        return False
    digits, places = max(digits_of(said.value), digits_of(meant)), decimals_of(said.raw, said.value)
    if meant != round(meant, places):
        return False
    if digits >= FEWEST_SWAPPED and swapped(said.value, meant, places):
        return True
    same_size = said.value.adjusted() == meant.adjusted()
    exchanged = sorted(f"{said.value:f}") == sorted(f"{meant:f}") or any_digit
    return same_size and exchanged and digits >= FEWEST_DIGITS and typed_over(said.value, meant, places)


def in_wrong_unit(said: Printed, meant: Decimal) -> bool:
    """Whether an amount is the one that is meant, in another unit: 3.60元 for 3.60万元."""
    return said.unit in YUAN and meant > 0 and any(said.value * factor == meant for factor in UNITS)


def _is_shifted(said: Printed, meant: Decimal) -> bool:
    """Whether a long amount has one nought too few, or too many: 3000万元 for 30000万元."""
    return said.unit in YUAN and said.value >= LONG and meant in (said.value * 10, said.value / 10)


def repaired(whole: Printed, parts: Iterable[Printed], *, closed: bool) -> Printed | None:
    """The number that a slip makes other than the sum asks for; ``None`` if no single slip explains it.

    ``closed``: the form says that the parts are all there are, so that one wrong digit is enough.
    """
    parts = list(parts)
    gap = whole.interval.value - sum((part.interval.value for part in parts), Decimal(0))
    uneven = sum(digits_of(part.value) > FEWEST_SWAPPED for part in parts)
    for one, apart in ((whole, -gap), *((part, gap) for part in parts)):
        meant = (one.interval.value + apart) * _in_unit(one)
        told_so = (closed or uneven or gap < 0) and slipped(
            one, meant, any_digit=closed and uneven >= FEWEST_UNEVEN
        )
        if told_so or in_wrong_unit(one, meant) or closed and _is_shifted(one, meant):
            return one
    if any(part.value < 0 and gap == -2 * part.interval.value for part in parts):
        return whole  # added up as if nothing were below zero
    return None


def may_be_typed(whole: Printed, parts: Iterable[Printed]) -> bool:
    """Whether parts make more than their whole, or one digit of any number explains why they make less."""
    parts = list(parts)
    gap = whole.interval.value - sum((part.interval.value for part in parts), Decimal(0))
    pairs = ((whole, -gap), *((part, gap) for part in parts))
    meant = [(one, (one.interval.value + apart) * _in_unit(one)) for one, apart in pairs]
    uneven = any(digits_of(part.value) > 1 for part in parts)  # of round ones one may be missing
    return gap < 0 or any(
        uneven and value > 0 and typed_over(one.value, value, decimals_of(one.raw, one.value))
        for one, value in meant
    )


def _in_unit(one: Printed) -> Decimal:
    return TEN_THOUSAND / YUAN[one.unit] if one.unit in YUAN else Decimal(1)


def makes(whole: Printed, parts: Iterable[Printed]) -> bool:
    """Whether parts make a whole, as far as they are printed.

    Beside a whole with as many decimals as any part, 45万元 is 45.00.
    """
    numbers = [whole, *parts]
    finest = max(decimals_of(one.raw, one.value) for one in numbers)
    alike = {one.unit for one in numbers} == {whole.unit} and decimals_of(whole.raw, whole.value) == finest
    own, made = whole.interval, added_up(one.interval for one in numbers[1:])
    if not alike:
        return agree(own, made)
    return abs(own.value - made.value) <= 2 * own.tolerance * len(numbers)
