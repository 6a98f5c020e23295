"""The identities of summaries with two sides: sources and their totals, and the balance of the sides."""

from __future__ import annotations

import pytest

from tests.support.checks_paper import Paper


@pytest.mark.parametrize(
    ("rows", "verdicts"),
    [
        ({"一、教育支出": "7.00", "二、卫生健康支出": "1.25", "支出合计": "8.25"}, ["holds"]),
        ({"一、教育支出": "7.00", "二、卫生健康支出": "1.52", "支出合计": "8.25"}, ["fails"]),
        ({"一、教育支出": "7.00", "结转下年": "1.00", "支出合计": "7.00"}, []),  # a row that may count or not
        ({"支出合计": "8.25", "一、教育支出": "7.00"}, []),
    ],
)
def test_a_total_alone_is_what_the_numbered_rows_above_it_make(
    rows: dict[str, str], verdicts: list[str]
) -> None:
    paper = Paper("budget")
    paper.table("fiscal_grant_summary", "财政拨款收支总表")
    for row, (label, figure) in enumerate(rows.items()):
        paper.row(row, label, {"支出/预算数": figure}, side="expenditure")
    assert paper.verdicts("sum_of_sources") == verdicts


def summary(
    grand: str = "12.00", other: str = "12.00", current: str = "10.00", stray: str | None = None
) -> Paper:
    paper = Paper()
    paper.table("revenue_expenditure_summary", "收入支出决算总表")
    rows = [("一、一般公共预算财政拨款收入", "9.00"), ("二、其他收入", "1.00"), ("本年收入合计", current)]
    rows += [("年初结转和结余", "2.00"), ("其中：项目支出结转和结余", "2.00")]
    rows += [(stray, "4.00")] if stray else []
    for row, (label, figure) in enumerate([*rows, ("总计", grand)]):
        paper.row(row, label, {"收入/金额": figure}, side="revenue")
    for row, (label, figure) in enumerate(
        [("一、教育支出", "12.00"), ("本年支出合计", "12.00"), ("总计", other)]
    ):
        paper.row(row, label, {"支出/金额": figure}, side="expenditure", column=3)
    return paper


@pytest.mark.parametrize(
    ("rows", "verdicts"),
    [
        ({"三、单位资金": "9.00", "（一）事业收入": "5.00", "（二）其他收入": "4.00"}, ["holds"]),
        (
            {"三、单位资金": "9.00", "1.事业收入": "5.00", "2.其他收入": "6.00", "四、上年结转": "1.00"},
            ["fails"],
        ),
        ({"三、单位资金": "9.00", "其中：事业收入": "5.00", "其他收入": "1.00"}, []),
        ({"三、单位资金": "9.00", "（一）事业收入": "5.00"}, []),
        (
            {"三、单位资金": "9.00", "（一）事业收入": "5.00", "（二）其他收入": "1.00", "教育收费": "3.00"},
            [],
        ),
    ],
)
def test_a_numbered_row_is_the_sum_of_those_below_it(rows: dict[str, str], verdicts: list[str]) -> None:
    paper = Paper("budget")
    paper.table("revenue_expenditure_summary", "收支总表")
    for row, (label, figure) in enumerate(rows.items()):
        paper.row(row, label, {"收入/预算数": figure}, side="revenue")
    assert paper.verdicts("sum_of_sources") == verdicts


def test_a_balanced_summary_holds() -> None:
    assert {one.verdict for one in summary().checks()} == {"holds"}
    sums = {"sum_of_sources", "carried_total", "balance"}
    assert {one.rule_id for one in summary().checks()} == {*sums, "part_broken_out"}


@pytest.mark.parametrize(("figure", "verdict"), [("12.01", "rounding"), ("21.00", "fails")])
def test_the_sides_of_a_summary_balance(figure: str, verdict: str) -> None:
    paper = summary(other=figure)
    assert paper.verdicts("balance") == [verdict]
    assert paper.verdicts("carried_total") == ["holds", verdict]


def test_sources_add_up_to_the_revenue_of_the_year() -> None:
    assert summary(current="15.00").verdicts("sum_of_sources")[0] == "fails"


def test_a_summary_with_a_row_that_is_not_understood_is_left_alone() -> None:
    assert summary(stray="收回存量资金").verdicts("carried_total") == ["holds"]


def test_ids_are_unique_and_in_order() -> None:
    ids = [one.check_id for one in summary().checks()]
    assert ids == [f"k{n}" for n in range(1, len(ids) + 1)]
