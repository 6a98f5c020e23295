"""Rates, shares and changes that a table of no known form prints beside what they are made from."""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.checks_paper import Paper


def judged(rule: str, heads: str, rows: Iterable[str]) -> list[str]:
    """How a rule comes out in a table with these heads and rows, all written with blanks between."""
    paper = Paper()
    paper.table("other", "工程情况表", 3)
    names = heads.split()
    for number, row in enumerate(rows, 2):
        label, *figures = row.split()
        paper.row(number, label, dict(zip(names, figures, strict=True)), is_total=label == "合计")
    return sorted(paper.verdicts(rule))


EXECUTED = "预算数 执行数 执行率"


def test_a_rate_is_held_against_the_figures_that_make_it_in_the_other_rows() -> None:
    rows = ["甲渠 500.00 460.00 92.00%", "乙闸 320.00 300.00 93.75%", "丙站 80.00 80.00 100.00%"]
    assert judged("rate_of_row", EXECUTED, rows) == ["holds"] * 3
    wrong = ["丁堤 200.00 150.00 57.00%", *rows]
    assert judged("rate_of_row", EXECUTED, wrong) == ["fails", *["holds"] * 3]


def test_a_rate_that_few_rows_bear_out_is_not_judged() -> None:
    assert judged("rate_of_row", EXECUTED, ["甲渠 500.00 460.00 92.00%", "乙闸 320.00 300.00 93.00%"]) == []
    half = ["甲 50.00 46.00 92.00%", "乙 32.00 30.00 93.75%", "丙 8.00 6.00 70.00%", "丁 9.00 6.00 60.00%"]
    assert judged("rate_of_row", EXECUTED, half) == []


def test_a_rate_that_is_capped_or_the_mean_of_others_is_left_alone() -> None:
    rows = ["甲 50.00 46.00 92.00%", "乙 32.00 30.00 93.75%", "丙 80.00 81.00 100%"]
    assert judged("rate_of_row", EXECUTED, rows) == ["holds", "holds"]
    mean = [*rows[:2], "丙 80.00 76.00 95.00%", "合计 162.00 152.00 93.58%"]
    assert judged("rate_of_row", EXECUTED, mean) == ["holds"] * 3


def test_a_share_is_one_of_the_total_unless_it_is_one_of_another_row() -> None:
    rows = ["甲 930.00 87.90%", "乙 88.00 8.32%", "丙 40.00 3.78%", "合计 1058.00 100.00%"]
    assert judged("rate_of_row", "金额 占比", rows) == ["holds"] * 4
    assert judged("rate_of_row", "金额 占比", ["甲 930.00 89.70%", *rows[1:]])[:2] == ["fails", "holds"]
    assert judged("rate_of_row", "金额 占比", [*rows, "其中：丁 20.00 50.00%"]) == ["holds"] * 4


def test_a_change_is_held_against_the_two_years_beside_it() -> None:
    heads = "上年数 本年数 增减额 增减率"
    rows = ["甲 210.00 220.50 10.50 5.00%", "乙 36.00 30.60 -5.40 -15.00%", "丙 12.00 15.00 3.00 25.00%"]
    assert judged("change_of_row", heads, rows) == ["holds"] * 3
    assert judged("rate_of_row", heads, rows) == ["holds"] * 3
    wrong = [*rows, "丁 40.00 50.00 11.00 52.00%"]
    assert judged("change_of_row", heads, wrong) == ["fails", *["holds"] * 3]
    assert judged("rate_of_row", heads, wrong) == ["fails", *["holds"] * 3]
