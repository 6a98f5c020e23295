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


def alone(statement: str, label: str, figures: list[str]) -> list[str]:
    """How the total, the last of the figures of a table's only column, comes out."""
    paper = Paper("budget")
    paper.table(statement, "项目表", 7)
    for row, value in enumerate(figures[:-1]):
        paper.row(row, f"{label}{row}", {"金额": value}, phase="initial_budget")
    paper.row(9, "合计", {"金额": figures[-1]}, phase="initial_budget", is_total=True)
    return paper.verdicts("total_of_rows")


def test_a_column_alone_is_judged_where_two_swapped_digits_explain_it() -> None:
    for statement in ("project_expenditure", "other"):
        assert alone(statement, "项目", ["181.80", "512.40", "52.00", "683.20"]) == ["fails"]
        assert (
            alone(statement, "项目", ["118.80", "512.40", "52.00", "693.20"]) == []
        )  # a row may be left out
        assert alone(statement, "项目", ["118.80", "683.20"]) == []


def counted(*staff: int) -> list[str]:
    paper = Paper("budget")
    paper.table("unit_list", "单位构成情况", 2)
    for row, (label, posts, there) in enumerate(
        zip(("甲站", "乙站", "合计"), (30, 12, 42), staff, strict=True)
    ):
        also = {"unit": None, "phase": None}
        paper.row(row, label, {"编制数": str(posts)}, measure="posts", column=1, **also)
        paper.row(row, label, {"在职人数": str(there)}, measure="staff", column=2, **also)
    return sorted(paper.verdicts("total_of_rows"))


def test_what_is_counted_of_units_is_added_up_exactly() -> None:
    assert counted(26, 11, 37) == ["holds", "holds"]
    assert counted(28, 11, 37) == ["fails", "holds"]
    assert counted(27, 11, 37) == ["fails", "holds"]


def beside(cars: str) -> list[str]:
    paper = Paper()
    paper.table("other", "资产情况表", 22)
    figures = {"固定资产/小计": "3654.12", "固定资产/房屋": "2413.50", "固定资产/车辆": cars}
    paper.row(2, "合计", figures)
    return paper.verdicts("row_sum")


def test_columns_beside_a_total_of_any_table_are_held_against_it_for_swapped_digits() -> None:
    assert beside("1240.62") == []
    assert beside("1420.62") == ["fails"]
    assert beside("1340.62") == []  # a column may not have been read
