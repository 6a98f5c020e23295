"""What a figure inherits from its table's title, from its document and from the group of its row."""

from __future__ import annotations

import pytest

from extractors.tables.figures import Context
from tests.support.drawing import draw, read

ACCOUNTS = """
    科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
    205 | 教育支出 | 9.00 | 6.00 | 3.00
    229 | 其他支出 | 1.00 | | 1.00
    合计 | < | 10.00 | 6.00 | 4.00
"""
BUDGET = Context("d", 2026, "government_budget")


@pytest.mark.parametrize(
    ("title", "fund"),
    [
        ("某大学财政拨款支出预算表", "fiscal_grant"),
        ("财政拨款支出决算表（功能科目）", "fiscal_grant"),
        ("一般公共预算财政拨款支出决算表", "general_public_budget"),
        ("公共预算财政拨款支出表", "general_public_budget"),
        ("部门支出决算表", "all"),
    ],
)
def test_the_title_tells_whether_a_statement_is_of_all_grants_or_of_one(title: str, fund: str) -> None:
    facts = read(draw(ACCOUNTS, above=f"{title}\n部门：某校 | 单位：万元")).facts
    assert {fact.fund for fact in facts} == {fund}


def test_a_header_that_names_a_fund_counts_more_than_the_title() -> None:
    table = "科目编码 | 科目名称 | 合计 | 政府性基金\n229 | 其他支出 | 3.00 | 1.00"
    whole, part = read(draw(table, above="财政拨款支出预算表")).facts
    assert (whole.fund, part.fund) == ("fiscal_grant", "government_fund")


@pytest.mark.parametrize(
    ("title", "head", "phase", "period"),
    [
        ("2025年某市社会保险基金收支情况表", "合计", "final", 2025),
        ("2025年某市社会保险基金收支情况表", "2025年预算数", "initial_budget", 2025),
        ("2026年某市社会保险基金收支情况表", "合计", "initial_budget", 2026),
        ("某市政府债务情况表", "2024年余额", "final", 2024),
    ],
)
def test_in_a_governments_budget_the_year_before_is_that_which_was_carried_out(
    title: str, head: str, phase: str, period: int
) -> None:
    page = draw(f"项目 | {head}\n保险费收入 | 12.00", above=f"{title}\n单位：万元")
    (fact,) = read(page, context=BUDGET).facts
    assert (fact.phase, fact.period) == (phase, period)


def test_a_departments_budget_says_itself_what_its_figures_of_another_year_are() -> None:
    page = draw("项目 | 2025年\n事业收入 | 12.00", above="收入预算总表\n单位：万元")
    (fact,) = read(page, context=Context("d", 2026, "budget")).facts
    assert (fact.phase, fact.period) == ("initial_budget", 2025)


@pytest.mark.parametrize(
    ("heading", "figure", "measure"),
    [
        ("一、“三公”经费支出", "—", "three_public_expenditure"),
        ("一、“三公”经费支出", "", "three_public_expenditure"),
        ("五、某某事项", "—", "current_year_expenditure"),
    ],
)
def test_a_total_below_a_heading_without_figures_is_of_what_the_heading_names(
    heading: str, figure: str, measure: str
) -> None:
    table = f"项目 | 决算数\n{heading} | {figure}\n（一）支出合计 | 3.02\n1.公务接待费 | 3.02"
    facts = read(draw(table, above="机构运行信息表\n单位：万元")).facts
    assert [fact.measure for fact in facts] == [measure, "official_reception"]


@pytest.mark.parametrize(
    ("first", "label"),
    [
        ("类 | 款 | 项 | 合计 | 4.00", "合计"),
        ("类 | 款 | 项 | 某中心 | 4.00", "某中心"),
    ],
)
def test_heads_of_code_columns_in_a_row_of_figures_are_no_part_of_its_label(first: str, label: str) -> None:
    table = f"""
        项目 | < | < | < | 本年支出合计
        功能分类科目编码 | < | < | 科目名称 | ^
        {first}
        208 | | | 社会保障和就业支出 | 3.00
        20808 | | | 抚恤 | 3.00
        2080801 | | | 死亡抚恤 | 3.00
    """
    facts = read(draw(table, above="支出决算表\n单位：万元")).facts
    assert facts[0].row_label == label
    assert facts[-1].account_code == "2080801"


@pytest.mark.parametrize(
    ("label", "period"),
    [("2024年预算数", 2024), ("上年预算数", 2024), ("2025年度", 2025), ("预算数", 2025), ("上年结转", 2025)],
)
def test_a_row_that_a_year_names_has_figures_of_that_year(label: str, period: int) -> None:
    page = draw(f"年度 | 公务接待费\n{label} | 12.00", above="一般公共预算“三公”经费支出表\n单位：万元")
    (fact,) = read(page, context=Context("d", 2025, "budget")).facts
    assert (fact.phase, fact.period) == ("initial_budget", period)
