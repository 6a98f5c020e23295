"""Printed numbers, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import is_cut_amount, is_dash, is_plain_number, parse_figure

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@given(
    AMOUNTS,
    st.booleans(),
    st.sampled_from(["", "%", "万元", "人"]),
    st.sampled_from(["", "≥", "≤", "=", ">"]),
)
def test_every_amount_comes_back_exact_however_it_is_printed(
    amount: Decimal, separated: bool, unit: str, operator: str
) -> None:
    figure = parse_figure(operator + (f"{amount:,}" if separated else f"{amount}") + unit)
    assert figure is not None
    assert figure.value == amount
    assert figure.unit == (unit or None)
    assert figure.operator == {"": None, "≥": ">=", "≤": "<=", "=": "=", ">": ">="}[operator]


@given(AMOUNTS)
def test_a_bare_amount_is_a_plain_number(amount: Decimal) -> None:
    assert is_plain_number(f"{amount:,}")
    assert not is_plain_number(f"{amount}元")


@given(st.text(alphabet="0123456789.,-%年月日人≥（）() ", max_size=12))
def test_whatever_is_read_as_a_figure_has_a_finite_value(text: str) -> None:
    figure = parse_figure(text)
    assert figure is None or figure.value.is_finite()


@given(st.integers(1990, 2049), st.integers(1, 12), st.integers(1, 28))
def test_years_and_dates_are_no_figures(year: int, month: int, day: int) -> None:
    for text in (
        f"{year}年",
        f"{year}年度",
        f"{year}年{month}月",
        f"{year}年{month}月{day}日",
        f"{year}-{month}-{day}",
        f"{year}.{month}.{day}",
        f"{year}年{month}月底",
        f"{year}年度前",
    ):
        assert parse_figure(text) is None, text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一、一般公共服务支出",
        "行政单位离退休",
        "2080501行政运行支出",
        "9746.50一、支出",
        "第3季度",
        "1.2.3",
        "12,34.5",
        "（一）",
        "(1)",
        "（12）",
        "301工资福利支出",
        "31 部门项目",
        "32专项",
        "11 人员类",
    ],
)
def test_names_codes_with_names_and_enumerations_are_no_figures(text: str) -> None:
    assert parse_figure(text) is None


@pytest.mark.parametrize(
    ("text", "value", "operator", "unit"),
    [
        ("≥95%", "95", ">=", "%"),
        ("≤15天", "15", "<=", "天"),
        ("18565人", "18565", None, "人"),
        ("100%", "100", None, "%"),
        ("不低于90%", "90", ">=", "%"),
        ("95%以上", "95", ">=", "%"),
        ("3个工作日以内", "3", "<=", "个工作日"),
        ("-36.00", "-36", None, None),
        ("1,234,567.89", "1234567.89", None, None),
        ("1，234.50", "1234.50", None, None),
        ("2130000", "2130000", None, None),
        ("10 234.5", "10234.5", None, None),
        ("(12.30)", "-12.30", None, None),
        ("(27.13%)", "-27.13", None, "%"),
        ("（1,200）", "-1200", None, None),
        ("5元/人次", "5", None, "元/人次"),
        ("5个项目", "5", None, "个项目"),
        ("2类", "2", None, "类"),
    ],
)
def test_values_of_forms_keep_operator_and_unit(
    text: str, value: str, operator: str | None, unit: str | None
) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.value, figure.operator, figure.unit) == (Decimal(value), operator, unit)


def test_blank_dash_and_zero_are_three_different_things() -> None:
    assert parse_figure("") is None
    assert not is_dash("")
    for dash in ("—", "-", "/", "——", "--", "－"):
        assert is_dash(dash)
        assert parse_figure(dash) is None
    zero = parse_figure("0.00")
    assert zero is not None
    assert zero.value == 0
    assert not is_dash("0.00")


def test_a_triangle_before_an_amount_says_that_it_is_negative() -> None:
    figures = [parse_figure(text) for text in ("△1,234.50", "△ 3", "△")]
    assert [figure and figure.value for figure in figures] == [Decimal("-1234.50"), Decimal(-3), None]


@pytest.mark.parametrize(
    ("above", "below", "cut"),
    [
        ("13,355.0", "7", True),
        ("93,502,48", "0.97", True),
        ("1234", "567.80", True),
        ("8,000,00", "0", True),
        ("13,355", ".20", True),
        ("13,355", "7", False),
        ("13,355.07", "7", False),
        ("13,355", "27.00", False),
        ("12", "3", False),
    ],
)
def test_an_amount_in_two_parts_is_told_by_what_its_parts_are(above: str, below: str, cut: bool) -> None:
    assert is_cut_amount(above, below) is cut


@pytest.mark.parametrize(
    ("text", "value"),
    [("¥1,234.50", "1234.50"), ("￥ 3.00", "3.00"), ("-¥12.30", "-12.30"), ("(¥1,234.50)", "-1234.50")],
)
def test_the_sign_of_the_yuan_before_an_amount_is_no_part_of_it(text: str, value: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (str(figure.value), figure.unit) == (value, None)
    assert is_plain_number("¥1,234.50")


@pytest.mark.parametrize("text", ["¥", "¥一千", "RMB元"])
def test_the_sign_of_the_yuan_alone_is_no_amount(text: str) -> None:
    assert parse_figure(text) is None
    assert not is_plain_number(text)
