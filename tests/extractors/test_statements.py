"""Which statement a table is: by its title, else by its words."""

from __future__ import annotations

import pytest

from records.lexicon.statements import statement_of_title
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
        ("政府采购情况表", "procurement"),
        ("2024年政府采购预算表", "procurement"),
        ("政府购买服务支出表", "other"),
        ("一般公共预算机关运行经费支出预算表", "operation_expenditure"),
        ("“三公”经费和机关运行经费预算表", "three_public"),
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


def test_revenue_of_its_own_in_the_rows_makes_a_summary_of_all_funds() -> None:
    table = """
        收入 | < | 支出 | <
        项目 | 预算数 | 项目 | 预算数
        一、财政拨款收入 | 9.00 | 一、一般公共服务支出 | 9.00
        二、事业收入 | | 二、教育支出 |
        三、其他收入 | | 三、其他支出 |
        收入总计 | 9.00 | 支出总计 | 9.00
    """
    assert read(draw(table, above="财政拨款收支总表")).table.statement == "revenue_expenditure_summary"
    without = table.replace("二、事业收入", "二、政府性基金")
    assert read(draw(without, above="财政拨款收支总表")).table.statement == "fiscal_grant_summary"


def test_economic_accounts_in_the_rows_make_an_economic_table() -> None:
    table = """
        科目编码 | 科目名称 | 合计
        301 | 工资福利支出 | 9.00
        30101 | 基本工资 | 9.00
        302 | 商品和服务支出 | 2.00
        30201 | 办公费 | 2.00
    """
    assert read(draw(table, above="一般公共预算支出表")).table.statement == "economic_classification"
    assert read(draw(table, above="一般公共预算基本支出表")).table.statement == "basic_expenditure"
    functional = table.replace("302", "202").replace("301", "201")
    rows = read(draw(functional, above="一般公共预算支出表"))
    assert rows.table.statement == "general_public_budget_expenditure"
