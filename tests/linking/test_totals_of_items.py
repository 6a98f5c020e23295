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


def listed(*rows: str, statement: str = "other") -> list[str]:
    """How the totals of a table come out whose rows are a label and figures, with blanks between."""
    paper = Paper("budget")
    paper.table(statement, "分项表", 7)
    for number, row in enumerate(rows):
        label, *figures = row.split()
        columns = dict(zip(("预算数", "决算数", "追加数"), figures, strict=False))
        paper.row(number, label, columns, phase="initial_budget", is_total=label.endswith("计"))
    return sorted(paper.verdicts("total_of_rows"))


def test_a_column_alone_is_judged_where_only_a_slip_explains_what_is_apart() -> None:
    assert listed("甲县 123.4", "乙县 45.3", "丙县 4.0", "合计 169.1") == ["fails"]  # 0.4
    assert listed("甲县 310.25", "乙县 124.60", "丙县 265.30", "退回 -17.00", "净额合计 701.15") == ["fails"]
    assert listed("甲县 412.36", "乙县 286.75", "丙县 190.48", "合计 889.69") == ["fails"]
    assert listed("甲县 412.36", "乙县 286.75", "丙县 190.48", "合计 958.21") == []
    # a row that another takes in, one of what is left of the others
    assert listed("甲县 412.36", "乙县 286.75", "其间 200.00", "合计 699.11") == []
    assert listed("年初余额 412.36", "本期增加 286.75", "期末余额 190.48", "合计 889.69") == []
    assert listed("甲 41.36", "乙 28.75", "丙 19.48", "合计 89.69", statement="three_public") == []


def test_a_total_of_a_group_is_held_against_the_rows_that_another_column_tells() -> None:
    rows = ["机关 455.00 431.00", "甲站 300.00 282.00", "乙站 312.00 292.00"]
    total = "总计 1067.00 1005.00"
    assert listed(*rows, "事业小计 612.00 574.00", total) == ["holds"] * 4
    assert listed(*rows, "事业小计 612.00 547.00", total) == ["fails", "fails", "holds", "holds"]
    assert listed(*rows, "事业小计 700.00 666.00", total) == []  # of which rows nothing tells
    above = ["合计 1067.00 1005.00", "机关小计 455.00 431.00", "机关 455.00 431.00", "事业小计 612.00 557.00"]
    assert "fails" in listed(*above, *rows[1:])


def test_a_numbered_row_is_the_sum_of_its_items_and_the_total_that_of_the_numbered_rows() -> None:
    rows = ["一、基本支出 880.00", "（一）人员经费 700.00", "（二）公用经费 180.00", "二、项目支出 412.50"]
    assert listed(*rows, "合计 1292.50") == ["holds", "holds"]
    assert listed(rows[0], "（一）人员经费 770.00", *rows[2:], "合计 1292.50") == ["fails", "holds"]
    part = ["一、基本支出 880.00", "其中：人员经费 900.00", "公用经费 180.00", "二、项目支出 412.50"]
    assert listed(*part, "合计 1292.50") == ["holds"]


def test_rows_that_are_more_than_their_total_need_no_slip_where_a_column_bears_them_out() -> None:
    rows = ["甲站 300.00 282.00", "乙站 312.00 292.00", "丙站 455.00 431.00"]
    assert listed(*rows, "合计 1067.00 950.00") == ["fails", "holds"]
    assert listed(*rows, "合计 1067.00 1093.00") == ["holds"]  # a row of the outturn alone may not be listed
    third = [f"{row} 10.00" for row in rows]
    assert listed(*third, "合计 1067.00 1093.00 30.00") == ["fails", "holds", "holds"]


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
