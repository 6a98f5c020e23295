"""Sums that come out, within what rounding allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of a table, by row and column: the first is the sum of the others."""

    whole: tuple[int, int]
    parts: tuple[tuple[int, int], ...]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        return (self.whole, *self.parts)


Figures = dict[tuple[int, int], Decimal]
"""The figures of a table by row and column."""


def decimals(values: Iterable[Decimal]) -> int:
    """The decimals that most of the values, not counting zeros, are printed with."""
    counts: dict[int, int] = {}
    for value in values:
        if value:
            places = max(0, -value.as_tuple().exponent)  # type: ignore[operator]
            counts[places] = counts.get(places, 0) + 1
    return max(counts, key=counts.__getitem__, default=0)


def comes_out(whole: Decimal, parts: Sequence[Decimal], places: int) -> bool:
    """Whether ``whole`` is the sum of ``parts``, each rounded to ``places`` decimals."""
    allowed = HALF.scaleb(-places) * (len(parts) + 1) if len(parts) > 1 else Decimal(0)
    return bool(parts) and abs(sum(parts, Decimal(0)) - whole) <= allowed
