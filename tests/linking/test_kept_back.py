"""Failures that rest on our reading are kept back by a declared filter, and a diagnostic counts them."""

from __future__ import annotations

import pytest

from linking.rules.declared import declared_filters
from tests.support.checks_paper import Paper


def codes(paper: Paper) -> list[str]:
    return [one.code for one in paper.checked()[1]]


def test_a_rule_that_does_not_fit_a_table_is_counted_there() -> None:
    paper = Paper()
    paper.table("three_public")
    for row in range(4):
        paper.row(row, "甲", {"合计": "5.00", "基本支出": "1.00", "项目支出": "1.00"})
    assert paper.verdicts("row_sum") == []
    ((_, notices),) = [paper.checked()]
    assert [one.code for one in notices] == ["withheld_columns_not_understood"]
    assert notices[0].message.startswith("4 failures of rule row_sum in table t1 not told:")


def test_two_amounts_apart_by_the_factor_of_their_units_are_counted() -> None:
    paper = Paper()
    paper.table("revenue_expenditure_summary")
    paper.row(1, "本年支出合计", {"金额": "12.34"}, side="expenditure", fund="all")
    paper.table("expenditure")
    paper.row(1, "合计", {"本年支出合计": "123400.00"}, side="expenditure", fund="all")
    assert paper.verdicts("same_figure") == []
    assert codes(paper) == ["withheld_unit_of_table"]


def test_one_figure_in_yuan_among_those_of_its_table_is_told() -> None:
    paper = Paper()
    paper.table("expenditure")
    paper.row(1, "农林水支出", {"本年支出合计": "123400.00", "基本支出": "5.00", "项目支出": "7.34"})
    assert paper.verdicts("row_sum") == ["fails"]
    assert codes(paper) == []


ROWS = {"合计": "980.25", "农林水支出": "700.75", "住房保障支出": "279.50"}


@pytest.mark.parametrize(
    ("unit", "figures", "told"),
    [
        ("元", ROWS, 1),
        ("万元", ROWS, 0),
        # in yuan indeed, one figure by chance alike
        ("元", {"合计": "9802500.00", "农林水支出": "9801799.25", "住房保障支出": "700.75"}, 0),
        # too few numbers to tell
        ("元", {"合计": "980.25"}, 0),
    ],
)
def test_a_table_that_prints_the_numbers_of_others_under_another_unit_is_told_once(
    unit: str, figures: dict[str, str], told: int
) -> None:
    paper = Paper()
    for statement in ("expenditure", "general_public_budget_expenditure", "government_fund"):
        own = unit if statement == "general_public_budget_expenditure" else "万元"
        rows = figures if own == unit == "元" else ROWS
        paper.table(statement)
        paper.document.tables[-1].unit = own
        for number, (label, value) in enumerate(rows.items(), 1):
            paper.row(number, label, {"本年支出合计": value}, unit=own, side="expenditure", fund="all")
    failed = [made.rule_id for made in paper.checked()[0] if made.verdict == "fails"]
    assert failed == ["table_unit"] * told


def test_nothing_is_counted_where_nothing_fails() -> None:
    paper = Paper()
    paper.table("three_public")
    paper.row(1, "甲", {"合计": "2.00", "基本支出": "1.00", "项目支出": "1.00"})
    assert codes(paper) == []


def test_every_filter_is_said_in_both_languages() -> None:
    assert all(one.title and one.title_en for one in declared_filters().values())


def test_a_header_with_half_a_pair_of_brackets_is_not_understood() -> None:
    paper = Paper()
    paper.table("three_public")
    paper.row(1, "甲", {"合计": "5.00", "基本支出（一": "1.00", "项目支出": "1.00"})
    assert paper.verdicts("row_sum") == []
    assert codes(paper) == ["withheld_columns_not_understood"]
