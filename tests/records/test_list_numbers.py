"""What numbers a list's item, a heading or a row, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.chapters import heading_level
from records.list_numbers import HEADING, ITEMS, without_number


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("一、收入支出决算总体情况", "收入支出决算总体情况"),
        ("二十一．预备费", "预备费"),
        ("（三）项目支出", "项目支出"),
        ("(3)公务接待费", "公务接待费"),
        ("1.因公出国（境）费", "因公出国（境）费"),
        ("12、其他支出", "其他支出"),
        ("（一）1.人员经费", "人员经费"),
        ("1.2024年度收入", "2024年度收入"),
        ("2.2080505机关事业单位基本养老保险缴费", "2080505机关事业单位基本养老保险缴费"),
        ("3.", ""),
    ],
)
def test_the_number_of_an_item_is_told_from_its_text(text: str, rest: str) -> None:
    assert without_number(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "12.34万元，占本年收入的5%",
        "2.208个百分点",
        "1.2024万元",
        "3.5%",
        "（04）公共安全支出",
        "（11）：事业运行",
        "（301）工资福利支出",
        "2024年度",
        "2010301行政运行",
        "一般公共预算",
        "十三个单位",
    ],
)
def test_a_decimal_number_a_code_and_a_word_are_no_list_number(text: str) -> None:
    assert without_number(text) == text
    assert HEADING.match(text) is None


@given(
    st.decimals(min_value=0, max_value=99, places=2), st.sampled_from(["万元", "元", "%", "人", "个百分点"])
)
def test_no_amount_at_the_start_of_a_line_is_numbered(value: object, unit: str) -> None:
    assert ITEMS.match(f"{value}{unit}") is None


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("第二部分 部门决算表", 1, "第二部分"),
        ("第三节 “三公”经费", 1, "第三节"),
        ("一、部门职责", 2, "一"),
        ("（二）机构设置", 3, "（二）"),
        ("1.基本情况", 4, "1"),
        ("1.2024年度收支情况", 4, "1"),
        ("(1)车辆情况", 5, "(1)"),
    ],
)
def test_the_numbering_tells_the_level_of_a_heading(text: str, level: int, number: str) -> None:
    found = heading_level(text)
    assert found is not None
    assert found[:2] == (level, number)
