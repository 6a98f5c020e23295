"""What rounding allows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking.intervals import Interval, decimals_of, exact, printed, verdict

amounts = st.decimals(min_value="0.5", max_value="100000", places=4)


def shown(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def as_printed(value: Decimal, places: int) -> Interval:
    text = shown(value, places)
    return printed(Decimal(text), text)


@given(amounts, st.integers(0, 3))
def test_the_interval_of_a_printed_number_holds_what_was_rounded_to_it(value: Decimal, places: int) -> None:
    interval = as_printed(value, places)
    assert interval.low <= value <= interval.high


@given(st.lists(amounts, min_size=1, max_size=8))
def test_a_true_sum_of_rounded_parts_is_never_contradicted(values: list[Decimal]) -> None:
    total = exact(Decimal(0))
    for value in values:
        total = total + as_printed(value, 2)
    assert verdict(as_printed(sum(values, Decimal(0)), 2), total, 2) != "contradicted"


@given(amounts, amounts)
def test_a_true_rate_of_rounded_operands_is_never_contradicted(part: Decimal, whole: Decimal) -> None:
    quotient = as_printed(part, 2).over(as_printed(whole, 2))
    assert quotient is not None
    claim = as_printed(part / whole * 100, 2)
    assert verdict(claim, quotient.scaled(Decimal(100)), 2) != "contradicted"


@given(amounts, st.decimals(min_value="0.03", max_value="1000", places=2))
def test_an_error_of_three_units_of_the_last_place_is_always_found(value: Decimal, error: Decimal) -> None:
    true = as_printed(value, 2)
    wrong = Interval(true.low + error, true.value + error, true.high + error)
    assert verdict(wrong, true, 2) == "contradicted"


@pytest.mark.parametrize(("raw", "places"), [("12.50万元", 2), ("12万元", 0), ("1,234.5", 1), ("95.49%", 2)])
def test_decimals_are_those_printed(raw: str, places: int) -> None:
    assert decimals_of(raw, Decimal("12.500")) == places


def test_one_unit_in_the_last_place_is_rounding_but_one_thing_counted_is_not() -> None:
    yuan = printed(Decimal("16229838.50"), "16229838.50", Decimal("0.0001"))
    assert verdict(printed(Decimal("1622.99"), "1622.99"), yuan, 2) == "rounding"
    assert verdict(printed(Decimal("1623.01"), "1623.01"), yuan, 2) == "contradicted"
    assert verdict(exact(Decimal(4)), exact(Decimal(3)), 0) == "contradicted"


def test_a_quotient_by_what_may_be_zero_is_none() -> None:
    assert printed(Decimal("1.00"), "1.00").over(printed(Decimal("0.00"), "0.00")) is None
