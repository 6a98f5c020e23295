"""The total of a table without accounts against its rows: bodies, purchases."""

from __future__ import annotations

from tests.support.checks_paper import Paper


def by_units(*totals: str, label: str = "乙站") -> list[str]:
    """How the totals of two columns of a table of units come out, whose rows are 180.40 + 20.60 in each."""
    paper = Paper("budget")
    paper.table("revenue", "收入总表", 7)
    for row, (name, value) in enumerate([("甲中心", "180.40"), (label, "20.60")]):
        paper.row(row, name, {"合计": value, "一般公共预算": value}, phase="initial_budget")
    paper.row(
        9,
        "合计",
        dict(zip(["合计", "一般公共预算"], totals, strict=True)),
        phase="initial_budget",
        is_total=True,
    )
    return sorted(paper.verdicts("total_of_rows"))


def test_a_total_of_units_is_held_against_them_where_another_column_bears_it_out() -> None:
    assert by_units("201.00", "201.00") == ["holds", "holds"]
    assert by_units("210.00", "201.00") == ["fails", "holds"]  # two digits swapped
    assert by_units("281.00", "201.00") == ["fails", "holds"]  # a digit


def test_a_total_that_no_slip_explains_or_that_nothing_bears_out_is_not_judged() -> None:
    assert by_units("473.25", "201.00") == ["holds"]
    assert by_units("210.00", "210.00") == []
    assert by_units("210.00", "201.00", label="其中：乙站") == []
