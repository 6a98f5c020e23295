"""Relations that a form does not state are checked only where the table itself bears them out."""

from __future__ import annotations

import pytest

from records.file_tables import CellRecord, IndicatorRecord
from tests.support.checks_paper import Paper


def changes(
    head: str, *rows: tuple[str, str, str, str], note: str | None = None, level: str = "执行数"
) -> Paper:
    """A table of 2024, 2025, the change and its rate, row by row."""
    paper = Paper("budget", 2025)
    paper.table("general_public_budget_expenditure")
    paper.document.tables[-1].note = note
    for row, (before, now, change, rate) in enumerate(rows):
        name = (f"210110{row}", f"款{row}")
        paper.account(row, *name, {f"2024年{level}": before}, period=2024)
        paper.account(row, *name, {"2025年预算数": now}, phase="initial_budget", column=1)
        paper.account(row, *name, {f"{head}/增减额": change}, column=2)
        paper.account(row, *name, {f"{head}/增减率": rate}, column=3)
    return paper


LIKE = ("10.00", "12.00", "2.00", "20.00%")
OTHER = ("10.00", "12.00", "4.00", "50.00%")
"""From 8.00, which is not the level beside it."""


@pytest.mark.parametrize(
    ("head", "note"),
    [
        ("2025年预算比2024年预算增减", None),
        ("同口径增减", None),
        ("比2023年增减", None),
        ("与年初预算相比", None),
        ("比上年增减", "注：增减额以年初预算为基数。"),
    ],
)
def test_a_change_from_another_base_than_the_level_beside_it_is_left_alone(
    head: str, note: str | None
) -> None:
    for rule in ("change_of_row", "growth_of_row"):
        assert changes(head, LIKE, OTHER, LIKE, note=note).verdicts(rule) == []


def test_changes_and_rates_that_bear_each_other_out_in_several_rows_have_a_base_of_their_own() -> None:
    rows = [LIKE] * 5
    assert changes("比上年增减", *rows, OTHER, OTHER).verdicts("change_of_row") == ["holds"] * 5
    told = changes("比上年增减", *rows, OTHER).verdicts("change_of_row")
    assert told == ["holds"] * 5 + ["fails"]  # one mistyped level
    slips = [("10.00", "12.00", "4.00", "20.00%")] * 2
    assert changes("比上年增减", *rows, *slips).verdicts("change_of_row").count("fails") == 2


def test_a_rate_beside_a_change_from_another_base_is_left_alone() -> None:
    paper = Paper("budget", 2025)
    paper.table("general_public_budget_expenditure")
    for row in range(3):
        name = (f"210110{row}", f"款{row}")
        paper.account(row, *name, {"2024年预算数": "10.00"}, phase="initial_budget", period=2024)
        paper.account(row, *name, {"2025年预算数": "12.00"}, phase="initial_budget", column=1)
        paper.account(row, *name, {"比2024年执行数增减": "4.00"}, column=2)
        paper.account(row, *name, {"增减率": ("50.00%", "50.00%", "20.00%")[row]}, column=3)
    assert paper.verdicts("growth_of_row") == ["holds"]


def test_a_change_from_the_stage_beside_it_is_checked() -> None:
    slip = ("10.00", "12.00", "3.00", "20.00%")
    for head, level in (("比上年执行数增减", "执行数"), ("较2024年预算增减", "年初预算数")):
        assert changes(head, LIKE, slip, LIKE, level=level).verdicts("change_of_row") == [
            "holds",
            "fails",
            "holds",
        ]


def projects(
    rows: dict[str, tuple[str, str]], total: tuple[str, str], title: str = "项目支出预算表", note: str = ""
) -> list[str]:
    paper = Paper("budget")
    paper.table("project_expenditure", title)
    paper.document.tables[-1].note = note or None
    for row, (label, (first, second)) in enumerate({**rows, "合计": total}.items()):
        paper.row(row, label, {"合计": first, "一般公共预算": second})
    return sorted(paper.verdicts("total_of_rows"))


ROWS = {"甲": ("30.00", "20.00"), "乙": ("50.00", "0.00"), "丙": ("26.00", "26.00")}


def test_a_column_shows_that_all_rows_are_listed_only_where_it_has_figures_in_them() -> None:
    assert projects(ROWS, ("106.00", "46.00")) == ["holds", "holds"]
    assert projects(ROWS, ("106.00", "49.00")) == ["fails", "holds"]
    assert projects(ROWS, ("149.00", "46.00")) == ["holds"]  # a row more without 一般公共预算


def test_columns_that_fit_show_together_that_all_rows_are_listed() -> None:
    paper = Paper("budget")
    paper.table("project_expenditure", "项目支出预算表")
    rows = {
        "甲": ("30.00", "30.00", "0.00"),
        "乙": ("50.00", "0.00", "50.00"),
        "丙": ("26.00", "26.00", "0.00"),
    }
    for row, (label, figures) in enumerate({**rows, "合计": ("160.00", "56.00", "50.00")}.items()):
        paper.row(row, label, dict(zip(("合计", "一般公共预算", "政府性基金"), figures, strict=True)))
    assert sorted(paper.verdicts("total_of_rows")) == ["fails", "holds", "holds"]


def test_a_table_of_some_rows_may_have_less_than_the_total_but_no_more() -> None:
    for also in ({"title": "主要项目支出表"}, {"note": "注：仅列示20万元以上的项目。"}):
        assert projects(ROWS, ("106.00", "49.00"), **also) == ["holds"]
        assert projects(ROWS, ("106.00", "43.00"), **also) == ["fails", "holds"]
    assert projects(ROWS, ("106.00", "49.00"), title="第二部分项目支出预算表") == ["fails", "holds"]
    assert projects(ROWS, ("106.00", "43.00"), note="注：合计已抵销内部往来。") == ["holds"]


def test_projects_within_a_project_are_no_addends() -> None:
    rows = {"甲": ROWS["甲"], "其中：设备": ("10.00", "10.00"), "乙": ROWS["乙"], "丙": ROWS["丙"]}
    assert projects(rows, ("106.00", "46.00")) == ["holds", "holds"]
    assert projects(rows, ("106.00", "64.00")) == ["fails", "holds"]


def test_a_row_that_is_taken_off_may_be_printed_without_a_sign() -> None:
    rows = {**ROWS, "减：内部往来抵销": ("6.00", "6.00")}
    assert projects(rows, ("100.00", "40.00")) == ["holds", "holds"]
    assert projects(rows, ("100.00", "70.00")) == ["fails", "holds"]
    assert projects({**ROWS, "减灾救灾": ("6.00", "6.00")}, ("112.00", "52.00")) == ["holds", "holds"]


def test_accounts_of_which_only_the_main_ones_are_listed_may_make_less_than_their_class() -> None:
    def verdicts(whole: str, note: str | None) -> list[str]:
        paper = Paper()
        paper.table("general_public_budget_expenditure")
        paper.document.tables[-1].note = note
        paper.account(1, "212", "城乡社区支出", {"决算数": whole})
        paper.account(2, "2120101", "行政运行", {"决算数": "12.00"})
        paper.account(3, "2120399", "其他城乡社区公共设施支出", {"决算数": "8.00"})
        return paper.verdicts("account_sum")

    assert verdicts("25.00", None) == ["fails"]
    assert verdicts("25.00", "注：仅列示5万元以上的项级科目。") == []
    assert verdicts("15.00", "注：仅列示5万元以上的项级科目。") == ["fails"]


@pytest.mark.parametrize(
    ("head", "total", "expected"),
    [
        ("“三公”经费合计", "4.00", ["holds"]),
        ("“三公”经费合计", "7.00", ["fails"]),
        ("合计", "4.00", []),  # with the costs beside them, or without
        ("合计", "7.00", []),
    ],
)
def test_a_total_of_the_three_public_costs_takes_in_no_other_cost(
    head: str, total: str, expected: list[str]
) -> None:
    paper = Paper()
    paper.table("three_public")
    measures = (
        "three_public_expenditure",
        "overseas_travel",
        "official_vehicles",
        "official_reception",
        "conference",
    )
    figures = {
        head: total,
        "因公出国（境）费": "0.00",
        "公务用车购置及运行费": "3.40",
        "公务接待费": "0.60",
        "会议费": "3.00",
    }
    for column, ((name, value), measure) in enumerate(zip(figures.items(), measures, strict=True)):
        paper.row(1, None, {name: value}, measure=measure, column=column)
    assert paper.verdicts("row_sum") == expected


def costs(
    first: str, second: str, amounts: tuple[str, str], funds: tuple[str | None, str | None]
) -> list[str]:
    """What is said of 公务接待费 in two tables of “三公” costs with such titles."""
    paper = Paper()
    for title, amount, fund in zip((first, second), amounts, funds, strict=True):
        paper.table("three_public", title)
        paper.row(1, "公务接待费", {"决算数": amount}, side="expenditure", fund=fund)
    return paper.verdicts("same_figure")


GENERAL, FUND = "general_public_budget", "government_fund"


@pytest.mark.parametrize(
    ("first", "second", "funds"),
    [
        ("部门汇总“三公”经费支出决算表", "局本级“三公”经费支出决算表", (None, None)),
        ("“三公”经费支出决算表", "下属单位“三公”经费支出决算表", (None, None)),
        ("一般公共预算“三公”经费支出决算表", "政府性基金预算“三公”经费支出决算表", (GENERAL, FUND)),
    ],
)
def test_tables_of_other_bodies_or_funds_show_other_figures(
    first: str, second: str, funds: tuple[str | None, str | None]
) -> None:
    assert costs(first, second, ("3.18", "2.36"), funds) == []
    assert costs(first, first, ("3.18", "2.36"), (funds[0], funds[0])) == ["fails"]


def test_tables_that_name_no_other_body_or_fund_show_one_figure() -> None:
    titles = ("“三公”经费支出决算表", "一般公共预算“三公”经费支出决算表")
    assert costs(*titles, ("3.18", "2.36"), (GENERAL, GENERAL)) == ["fails"]


def test_the_total_of_a_fund_is_that_of_the_summary_whatever_fund_the_title_names() -> None:
    paper = Paper()
    for statement, title, amount in (
        ("fiscal_grant_summary", "财政拨款收入支出决算总表", "94.70"),
        ("government_fund", "政府性基金预算财政拨款收入支出决算表", "97.40"),
    ):
        paper.table(statement, title)
        paper.row(1, "本年支出合计", {"金额": amount}, side="expenditure", fund=FUND)
    assert paper.verdicts("same_figure") == ["fails"]


def basic(title: str, note: str | None, amounts: tuple[str, str], other_money: str) -> Paper:
    """A table of basic expenditure with such words, and that of the general public budget."""
    paper = Paper("budget")
    paper.table("revenue", "收入总表")
    paper.row(1, "合计", {"事业收入": other_money}, side="revenue", fund="other")
    also = {"side": "expenditure", "fund": GENERAL}
    for name, said, amount in zip((title, "一般公共预算基本支出表"), (note, None), amounts, strict=True):
        paper.table("basic_expenditure", name)
        paper.document.tables[-1].note = said
        paper.account(1, "30217", "公务接待费", {"合计": "4.00", "公用经费": "4.00"}, **also)
        figures = {"合计": amount, "人员经费": str(float(amount) - 20), "公用经费": "20.00"}
        paper.row(2, "合计", figures, **also)
    return paper


@pytest.mark.parametrize(
    ("title", "note", "other_money"),
    [
        ("基本支出明细表（全口径）", None, "0.00"),
        ("单位基本支出表", "注：本表含事业收入安排的支出。", "0.00"),
        ("单位基本支出表", None, "300.00"),
    ],
)
def test_basic_expenditure_of_all_money_is_not_that_of_the_general_public_budget(
    title: str, note: str | None, other_money: str
) -> None:
    paper = basic(title, note, ("238.50", "194.20"), other_money)
    assert paper.verdicts("same_figure") == []
    assert set(paper.verdicts("composed")) == {"holds"}


def test_basic_expenditure_is_of_the_general_public_budget_where_the_body_has_no_other_money() -> None:
    assert "fails" in basic("单位基本支出表", None, ("198.20", "194.20"), "0.00").verdicts("same_figure")


def test_an_item_of_all_basic_expenditure_may_be_more_than_that_of_the_three_public_costs() -> None:
    for title, expected in (("基本支出表（全口径）", []), ("一般公共预算基本支出表", ["fails"])):
        paper = Paper()
        paper.table("basic_expenditure", title)
        paper.account(1, "30217", "公务接待费", {"合计": "6.40"})
        paper.table("three_public", "一般公共预算“三公”经费支出决算表")
        paper.row(1, "公务接待费", {"决算数": "1.20"})
        assert paper.verdicts("item_within_three_public") == expected


def funds(*figures: str) -> list[str]:
    """What is said of a form's money and its sources, the third of which is broken out of the second."""
    paper = Paper("budget")
    paper.table("performance_project", "项目支出绩效目标表")
    labels = ("年度资金总额", "其中：财政拨款", "其中：上级补助资金", "其他资金")
    for row, (label, value) in enumerate(zip(labels, figures, strict=True)):
        paper.row(row, label, {"金额": value})
    return paper.verdicts("sum_of_funds")


def test_a_source_broken_out_of_the_one_above_it_is_no_addend() -> None:
    assert funds("3015.00", "2995.00", "2400.00", "20.00") == ["holds"]
    assert funds("5415.00", "2995.00", "2400.00", "20.00") == ["holds"]
    assert funds("3115.00", "2995.00", "2400.00", "20.00") == ["fails"]


def taken_back(code: str, value: str) -> list[str]:
    paper = Paper()
    for statement, spent in (
        ("expenditure", ("39.00", "90.00")),
        ("general_public_budget_expenditure", ("41.00", "50.00")),
    ):
        paper.table(statement)
        paper.row(1, "合计", {"本年支出合计": str(sum(map(float, spent)))})
        paper.account(2, "221", "住房保障支出", {"本年支出合计": spent[0]})
        paper.account(3, "206", "科学技术支出", {"本年支出合计": spent[1]})
        if statement == "expenditure":
            paper.account(4, code, "款", {"本年支出合计": value})
    return [one.verdict for one in paper.checks("grants_within_account")]


def test_grants_may_be_more_than_an_account_from_which_money_was_taken_back() -> None:
    assert taken_back("2210203", "-2.00") == []
    assert taken_back("2210203", "2.00") == ["fails"]
    assert taken_back("2060101", "-2.00") == ["fails"]


def of_a_project(term: str, label: str) -> list[str]:
    """What is said of 960 in a project's own form with such a term, and of 320 in the table of projects."""
    paper = Paper("budget")
    paper.table("project_expenditure", "项目支出预算表")
    paper.row(1, "清水河治理", {"合计": "320.00"})
    form = paper.table("performance_project", "项目支出绩效目标表")
    paper.row(2, label, {"金额": "960.00"})
    paper.document.cells.append(CellRecord(document_id="d", table_id=form, row=1, column=1, text=term))
    paper.document.indicators.append(IndicatorRecord(document_id="d", table_id=form, project="清水河治理"))
    return paper.verdicts("project_money")


def test_the_form_of_a_project_of_several_years_may_tell_its_whole_term() -> None:
    assert of_a_project("2023-2025年", "项目资金总额") == []
    assert of_a_project("2025年1月-2025年12月", "项目资金总额") == ["fails"]
    assert of_a_project("2023-2025年", "年度资金总额") == ["fails"]
