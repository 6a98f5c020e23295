"""Which statement a table is: by its title, else by its words."""

from __future__ import annotations

import pytest

from extractors.tables.statements import statement_of_title
from tests.support.drawing import draw, read


@pytest.mark.parametrize(
    ("title", "statement"),
    [
        ("收入支出决算总表", "revenue_expenditure_summary"),
        ("项目收入支出决算表", "project_expenditure"),
        ("财政专户管理资金收入支出决算表", "other"),
        ("机构运行经费支出、国有资产占用情况及政府采购支出信息表", "institution_operation"),
        ("部门收支总体情况表", "revenue_expenditure_summary"),
        ("收入决算表", "revenue"),
        ("部门收入总表", "revenue"),
        ("支出决算表", "expenditure"),
        ("部门支出总体情况表", "expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_grant_summary"),
        ("财政拨款收支总体情况表", "fiscal_grant_summary"),
        ("一般公共预算财政拨款支出决算表", "general_public_budget_expenditure"),
        ("一般公共预算支出情况表", "general_public_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "basic_expenditure"),
        ("支出经济分类汇总表", "economic_classification"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("一般公共预算“三公”经费支出情况表", "three_public"),
        ("机构运行信息表", "institution_operation"),
        ("项目支出表", "project_expenditure"),
        ("部门整体绩效自评表", "performance_overall"),
        ("项目支出绩效自评表", "performance_project"),
        ("预算项目绩效目标汇总表", "performance_summary"),
        ("单位构成情况表", "unit_list"),
        ("政府采购情况表", "other"),
    ],
)
def test_the_title_names_the_statement(title: str, statement: str) -> None:
    assert statement_of_title(title) == statement
    assert statement_of_title(f"2024年度{title}") == statement


def test_a_heading_that_names_no_statement_gives_none() -> None:
    assert statement_of_title("某县水务局") is None


def test_without_a_title_the_words_of_the_header_tell() -> None:
    table = (
        "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出\n"
        "201 | 行政 | 9.00 | 4.00 | 5.00 |"
    )
    assert read(draw(table)).table.statement == "expenditure"


def test_a_table_that_nothing_names_is_other_and_not_understood_but_keeps_its_cells() -> None:
    rows = read(draw("甲类 | 乙类 | 丙类\n子 | 1.00 | 2.00"))
    assert rows.table.statement == "other"
    assert not rows.understood
    assert len(rows.cells) == 6
