"""What rounding allows: printed numbers as intervals, and the verdict that follows.

A number printed with ``k`` decimals stands for every value within half a unit of its last place.
The interval of a result follows from the intervals of its operands (interval arithmetic).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from records.remembered import TEXTS

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
SIX = Decimal("0.000001")
"""The last decimal that is published."""
TEN_THOUSAND = Decimal(10_000)
_DECIMALS = re.compile(r"\.(\d+)")


@dataclass(slots=True)
class Interval:
    """All values that a printed number, or a result of printed numbers, can stand for.

    It is never changed; not frozen, as a document has thousands and a frozen one takes four times as long.
    """

    low: Decimal
    value: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.value + other.value, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.value - other.value, self.high - other.low)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.value, -self.low)

    def meets(self, other: Interval) -> bool:
        """Whether one value may be that of both."""
        return self.low <= other.high and other.low <= self.high

    def scaled(self, factor: Decimal) -> Interval:
        """The interval times a positive number."""
        return Interval(self.low * factor, self.value * factor, self.high * factor)

    def over(self, other: Interval) -> Interval | None:
        """The quotient of two intervals; ``None`` if the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        with localcontext() as context:
            context.prec = 40
            ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
            return Interval(min(ends), self.value / other.value, max(ends))

    @property
    def tolerance(self) -> Decimal:
        """The larger distance from the value to an end."""
        return max(self.high - self.value, self.value - self.low)


def decimals_of(raw: str | None, value: Decimal) -> int:
    """Decimals that a number was printed with; -1 if it was said in tenths (两成)."""
    if raw is not None:
        return _decimals_in(raw)
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=TEXTS)
def _decimals_in(raw: str) -> int:
    if raw.endswith("成"):
        return -1
    match = _DECIMALS.search(raw)
    return len(match[1]) if match else 0


def digits_of(value: Decimal | None) -> int:
    """Digits of a number without the zeros at both ends: so many tell it from others."""
    return len(f"{value or 0:f}".replace(".", "").replace("-", "").strip("0"))


def printed(value: Decimal, raw: str | None, factor: Decimal = Decimal(1)) -> Interval:
    """The interval of a printed number, times ``factor`` (to another unit)."""
    half = HALF.scaleb(-decimals_of(raw, value))
    return Interval((value - half) * factor, value * factor, (value + half) * factor)


def added_up(values: Iterable[Interval]) -> Interval:
    """The sum of intervals; of none it is nothing."""
    low = middle = high = Decimal(0)
    for one in values:
        low, middle, high = low + one.low, middle + one.value, high + one.high
    return Interval(low, middle, high)


def exact(value: Decimal) -> Interval:
    """An interval of one value: counts are not rounded."""
    return Interval(value, value, value)


def verdict(claim: Interval, result: Interval, places: int) -> str:
    """``supported``, ``rounding`` or ``contradicted``.

    ``places`` are the decimals of the claim as printed: a result that rounds to the claim supports
    it; what the operands' own rounding explains, or one unit in the claim's last place, is
    ``rounding``. Counts are exact.
    """
    unit = Decimal(1).scaleb(-places)
    if abs(result.value - claim.value) <= unit / 2 or _rounded(result.value, unit) == claim.value:
        return "supported"
    last_place = claim.low < claim.high and abs(_rounded(result.value, unit) - claim.value) <= unit
    return "rounding" if result.meets(claim) or last_place else "contradicted"


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    return (value / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit


def misread_unit(actual: Decimal | None, expected: Decimal | None) -> bool:
    """Whether two amounts differ by the factor of 万元 and 元: a unit is wrong, not a figure."""
    if not actual or not expected:
        return False
    ratio = abs(actual / expected)
    return any(abs(ratio / factor - 1) < Decimal("0.01") for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND))
