"""Tables below each other in one grid, and rows that only number columns."""

from __future__ import annotations

import pytest

from extractors.tables.number_rows import numbers_columns
from extractors.tables.stacked import unstacked
from tests.support.drawing import draw, read, sheets, told

STACKED = """
    收入完成情况表 | < | <
    单位：万元 | < | <
    预算科目 | 预算数 | 完成数
    税收收入 | 9.00 | 8.00
    非税收入 | 4.00 | 3.00
    附表2 | < | <
    支出完成情况表 | < | <
    单位：元 | < | <
    预算科目 | 预算数 | 完成数
    教育支出 | 7.00 | 6.00
    本年支出合计 | 7.00 | 6.00
"""


def test_tables_with_captions_below_each_other_in_one_grid_are_several() -> None:
    (sheet,) = sheets(draw(STACKED))
    first, second = unstacked(sheet)
    assert (first.caption.title, first.caption.unit, first.rows) == ("收入完成情况表", "万元", 5)
    assert (second.caption.title, second.caption.form_code) == ("支出完成情况表", "附表2")
    assert (second.caption.unit, second.rows) == ("元", 6)


def test_a_header_of_its_own_in_the_middle_begins_a_table() -> None:
    (sheet,) = sheets(
        draw(
            """
            项目 | 预算数 | 决算数
            因公出国（境）费 | 1.00 | 0.50
            公务接待费 | 2.00 | 1.50
            单位名称 | 基本支出 | 项目支出
            水务局 | 8.00 | 7.00
            """
        )
    )
    first, second = unstacked(sheet)
    assert (first.rows, second.rows) == (3, 2)


def test_a_header_repeated_in_the_middle_parts_nothing_and_is_no_row() -> None:
    rows = read(
        draw(
            """
            项目 | 预算数 | 决算数
            因公出国（境）费 | 1.00 | 0.50
            项目 | 预算数 | 决算数
            公务接待费 | 2.00 | 1.50
            """
        )
    )
    assert len(rows.facts) == 4


def test_labels_without_figures_part_nothing() -> None:
    (sheet,) = sheets(
        draw(
            """
            项目 | 预算数 | 决算数
            一、基本支出 | 1.00 | 0.50
            其中：人员经费 | |
            二、项目支出 | 2.00 | 1.50
            """
        )
    )
    assert unstacked(sheet) == [sheet]


@pytest.mark.parametrize(
    "texts",
    [
        ["栏次", "1", "2", "3"],
        ["**", "**", "1", "2"],
        ["类", "款", "项", "栏次", "1", "2", "3=4+5"],
        ["甲", "乙", "1", "2", "3"],
        ["——", "1", "2"],
        ["", "1", "2", "3"],
        ["类款项", "栏次", "1", "2"],
        ["类 款 项", "栏次", "1", "2", "3"],
        ["科目编码", "栏次", "1", "2", "3"],
    ],
)
def test_rows_that_number_columns_are_told_however_they_begin(texts: list[str]) -> None:
    assert numbers_columns(texts, 3)


@pytest.mark.parametrize(
    "texts",
    [
        ["合计", "1", "2", "3"],
        ["", "3", "5"],
        ["", "1.00", "2.00"],
        ["201", "1", "2"],
        ["行次"],
        ["一、基本支出", "栏次", "5", "9"],
    ],
)
def test_rows_of_figures_number_no_columns(texts: list[str]) -> None:
    assert not numbers_columns(texts, 3)


def test_column_numbers_in_the_row_of_the_code_levels_are_no_figures() -> None:
    rows = read(
        draw(
            """
            项目 | < | < | < | 本年支出合计 | 基本支出 | 项目支出
            支出功能分类科目编码 | < | < | 科目名称 | ^ | ^ | ^
            类 | 款 | 项 | 栏次 | 1 | 2 | 3
            ^ | ^ | ^ | 合计 | 9.00 | 5.00 | 4.00
            201 | 3 | 1 | 行政运行 | 9.00 | 5.00 | 4.00
            """,
            above="支出决算表",
        )
    )
    assert [value for _, _, value in told(rows.facts)] == [9, 5, 4] * 2
    assert [fact.account_code for fact in rows.facts[3:]] == ["2010301"] * 3


def test_codes_under_a_header_that_does_not_call_them_so_are_codes() -> None:
    rows = read(
        draw(
            """
            项目 | < | 本年支出合计
            201 | 一般公共服务支出 | 9
            20103 | 政府办公厅（室）及相关机构事务 | 9
            2010301 | 行政运行 | 9
            """,
            above="支出决算表",
        )
    )
    assert [(fact.account_code, fact.value) for fact in rows.facts] == [
        ("201", 9),
        ("20103", 9),
        ("2010301", 9),
    ]


def test_the_code_of_an_account_of_departments_is_no_bodys_code() -> None:
    rows = read(
        draw(
            """
            部门预算经济分类科目编码 | < | 科目名称 | 合计
            类 | 款 | ^ | ^
            301 | | 工资福利支出 | 9.00
            301 | 01 | 基本工资 | 9.00
            """,
            above="一般公共预算基本支出表",
        )
    )
    assert [fact.account_code for fact in rows.facts] == ["301", "30101"]


def test_a_statement_whose_title_does_not_say_table_begins_where_heads_of_its_own_follow() -> None:
    (sheet,) = sheets(
        draw(
            """
            2024年收入预算 | <
            项目 | 金额
            事业收入 | 5.00
            2024年支出预算情况 | <
            科目 | 金额
            教育支出 | 5.00
            """
        )
    )
    first, second = unstacked(sheet)
    assert (first.rows, second.caption.title) == (3, "2024年支出预算情况")


@pytest.mark.parametrize(
    ("name", "below"),
    [("支出预算", "办公费 | 5.00"), ("支出预算", "办公费 | 水费"), ("（七）债务还本支出", "项目 | 金额")],
)
def test_the_name_of_a_row_above_rows_or_the_header_once_more_begins_no_table(name: str, below: str) -> None:
    (sheet,) = sheets(draw(f"项目 | 金额\n事业收入 | 5.00\n{name} | <\n{below}\n其他 | 5.00"))
    assert len(unstacked(sheet)) == 1
