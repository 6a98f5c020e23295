"""The identities of tables: what holds, what is rounding, what fails, what they leave alone."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from linking.checks.all_checks import check
from linking.checks.checked_tables import usual_places
from linking.checks.identities import number
from linking.links.figure_index import build_ledger
from linking.links.operands import Books, ClaimIndex
from records.file_tables import TableRecord
from tests.support.checks_paper import Paper
from tests.support.effort import lines_run


def accounts(parent: str, *children: str) -> Paper:
    paper = Paper()
    paper.table("expenditure", "支出决算表", 7)
    paper.account(1, "210", "卫生健康支出", {"本年支出合计": parent})
    for index, child in enumerate(children):
        paper.account(2 + index, f"210{index + 1:02d}", f"款{index}", {"本年支出合计": child})
    return paper


@pytest.mark.parametrize(
    ("parent", "verdict"), [("30.00", "holds"), ("30.01", "rounding"), ("30.05", "fails"), ("31.00", "fails")]
)
def test_a_class_is_the_sum_of_its_children(parent: str, verdict: str) -> None:
    assert accounts(parent, "10.00", "20.00").verdicts("account_sum") == [verdict]


def test_a_class_without_printed_children_is_not_checked() -> None:
    assert accounts("30.00").verdicts("account_sum") == []


def test_zeros_do_not_widen_what_rounding_allows() -> None:
    assert accounts("30.05", "10.00", "20.00", *["0.00"] * 20).verdicts("account_sum") == ["fails"]


def test_an_account_listed_twice_leaves_its_column_unchecked() -> None:
    paper = accounts("30.00", "10.00", "20.00")
    paper.account(9, "210", "卫生健康支出", {"本年支出合计": "5.00"})
    assert paper.verdicts("account_sum") == []


def test_a_rule_that_fails_more_often_than_not_in_a_table_is_silent_there() -> None:
    paper = Paper()
    paper.table("expenditure")
    for index, code in enumerate(("201", "208", "210", "221")):
        paper.account(2 * index, code, code, {"合计": "9.00"})
        paper.account(2 * index + 1, code + "01", code, {"合计": "5.00"})
    assert "fails" not in paper.verdicts("account_sum")


def test_the_total_leaves_out_the_row_of_the_body_itself() -> None:
    paper = Paper("budget")
    paper.table("expenditure")
    paper.row(1, "合计", {"合计": "30.00"})
    paper.account(2, "304", "某某医疗保障局", {"合计": "30.00"})
    paper.account(3, "2101101", "行政单位医疗", {"合计": "10.00"})
    paper.account(4, "2210201", "住房公积金", {"合计": "20.00"})
    assert paper.verdicts("total_of_rows") == ["holds"]


def test_the_total_is_not_checked_beside_rows_that_are_not_understood() -> None:
    paper = Paper()
    paper.table("expenditure")
    paper.row(1, "合计", {"合计": "30.00"})
    paper.account(2, "2101101", "行政单位医疗", {"合计": "10.00"})
    paper.row(3, "下属单位", {"合计": "20.00"})
    assert paper.verdicts("total_of_rows") == []


@pytest.mark.parametrize(("total", "verdict"), [("7.00", "holds"), ("7.01", "rounding"), ("9.00", "fails")])
def test_a_row_is_the_sum_of_its_columns(total: str, verdict: str) -> None:
    paper = Paper()
    paper.table("expenditure")
    figures = {
        "合计": total,
        "基本支出/小计": "3.00",
        "基本支出/人员经费": "2.00",
        "基本支出/公用经费": "1.00",
    }
    paper.account(1, "2101101", "行政单位医疗", figures | {"项目支出": "4.00"})
    assert sorted(paper.verdicts("row_sum")) == sorted(["holds", verdict])


def test_parts_said_to_be_contained_and_changes_are_no_addends() -> None:
    paper = Paper()
    paper.table("revenue")
    figures = {
        "合计": "7.00",
        "财政拨款收入": "5.00",
        "事业收入/小计": "2.00",
        "事业收入/其中：教育收费": "1.00",
    }
    paper.row(1, "合计", figures | {"比上年增减": "3.00"})
    assert paper.verdicts("row_sum") == ["holds"]


def test_changes_follow_from_the_two_years() -> None:
    paper = Paper("budget", 2025)
    paper.table("general_public_budget_expenditure")
    for row, (change, rate) in enumerate((("1.00", "10.00%"), ("2.00", "10.00%"), ("1.00", "12.00%"))):
        label, code = f"款{row}", f"210110{row}"
        paper.account(row, code, label, {"2024年执行数": "10.00"}, period=2024)
        paper.account(row, code, label, {"2025年预算数/小计": "11.00"}, phase="initial_budget", column=1)
        head = "2025年预算数比2024年执行数"
        paper.account(row, code, label, {f"{head}/增减额": change}, column=2)
        paper.account(row, code, label, {f"{head}/增减%": rate}, column=3)
    assert paper.verdicts("change_of_row") == ["holds", "fails", "holds"]
    assert paper.verdicts("growth_of_row") == ["holds", "holds", "fails"]


@pytest.mark.parametrize(
    ("heads", "verdicts"),
    [
        (("2024年预算", "2025年预算"), ["holds", "fails"]),
        (("2024年度预算数", "2025年度预算数"), ["holds", "fails"]),
        (("2024年预算/国内接待", "2025年预算"), []),
    ],
)
def test_changes_follow_from_columns_that_are_called_by_their_years(
    heads: tuple[str, str], verdicts: list[str]
) -> None:
    paper = Paper("budget", 2025)
    paper.table("three_public")
    for row, change in enumerate(("-2.10", "-1.20")):
        label = ("合计", "公务接待费")[row]
        paper.row(row, label, {heads[0]: "7.50"}, phase="initial_budget", period=2024)
        paper.row(row, label, {heads[1]: "5.40"}, phase="initial_budget", column=1)
        paper.row(row, label, {"增减额": change}, column=2)
    assert paper.verdicts("change_of_row") == verdicts


def economic(staff: str, public: str) -> Paper:
    paper = Paper()
    paper.table("basic_expenditure")
    paper.account(1, "301", "工资福利支出", {"人员经费/金额": "5.00"})
    paper.account(1, "302", "商品和服务支出", {"公用经费/金额": "2.00"}, column=5)
    paper.account(2, "303", "对个人和家庭的补助", {"人员经费/金额": "1.00"})
    paper.account(2, "310", "资本性支出", {"公用经费/金额": "1.00"}, column=8)
    paper.row(3, "人员经费合计", {"人员经费/金额": staff})
    paper.row(3, "公用经费合计", {"公用经费/金额": public}, column=8)
    return paper


def test_staff_and_public_totals_follow_from_the_classes_side_by_side() -> None:
    assert economic("6.00", "3.00").verdicts("economic_total") == ["holds", "holds"]
    assert economic("6.01", "3.00").verdicts("economic_total") == ["rounding", "holds"]
    assert economic("6.00", "5.00").verdicts("economic_total") == ["holds", "fails"]


def test_classes_side_by_side_without_their_totals_were_not_read_to_the_end() -> None:
    paper = economic("6.00", "3.00")
    paper.account(4, "30101", "基本工资", {"人员经费/金额": "2.00"})
    assert paper.verdicts("account_sum") == ["fails"]
    paper.document.facts = [fact for fact in paper.document.facts if fact.account_code]
    assert paper.checks() == []


def totals(first: str, second: str, unit: str = "万元") -> Paper:
    paper = Paper()
    paper.table("revenue_expenditure_summary", "收入支出决算总表", 5)
    paper.row(1, "本年支出合计", {"支出/金额": first}, side="expenditure", measure="amount")
    paper.table("expenditure", "支出决算表", 8)
    also = {"side": "expenditure", "measure": "current_year_expenditure", "unit": unit}
    paper.row(1, "合计", {"本年支出合计": second}, **also)
    return paper


@pytest.mark.parametrize(
    ("first", "second", "unit", "verdict"),
    [
        ("467.00", "467.00", "万元", ["holds"]),
        ("467.00", "467.01", "万元", ["rounding"]),
        ("467.00", "476.00", "万元", ["fails"]),
        ("467.00", "4670012.34", "元", ["holds"]),
        ("467.00", "4670000.00", "万元", []),
    ],
)
def test_one_figure_agrees_in_two_tables(first: str, second: str, unit: str, verdict: list[str]) -> None:
    assert totals(first, second, unit).verdicts("same_figure") == verdict


def test_a_failed_check_names_both_figures_both_places_and_the_difference() -> None:
    (failed,) = totals("467.00", "476.00").checks("same_figure")
    for words in (
        "《收入支出决算总表》（第5页）",
        "467.00万元",
        "《支出决算表》（第8页）",
        "476.00万元",
        "相差9万元",
    ):
        assert words in (failed.message or "")
    assert (abs(failed.difference or 0), failed.fact_ids) == (Decimal(9), ["t2r1c0", "t1r1c0"])


def two_statements(leaf: str, total: str) -> Paper:
    paper = Paper()
    for statement, figures in (
        ("expenditure", ("30.00", "10.00", "20.00")),
        ("general_public_budget_expenditure", (total, leaf, "20.00")),
    ):
        paper.table(statement)
        column = {"measure": "total"}
        paper.row(1, "合计", {"合计": figures[0]}, **column)
        paper.account(2, "2101101", "行政单位医疗", {"合计": figures[1]}, **column)
        paper.account(3, "2210201", "住房公积金", {"合计": figures[2]}, **column)
    return paper


def test_accounts_agree_where_all_money_is_fiscal_grant() -> None:
    assert two_statements("10.00", "30.00").verdicts("same_account") == ["holds"] * 3
    assert two_statements("10.01", "30.00").verdicts("same_account") == ["holds", "rounding", "holds"]
    assert two_statements("12.00", "30.00").verdicts("same_account") == ["holds", "fails", "holds"]


def test_accounts_are_not_compared_where_there_is_other_money() -> None:
    assert two_statements("8.00", "28.00").verdicts("same_account") == []


def functions(health: str) -> Paper:
    paper = Paper()
    paper.table("revenue_expenditure_summary")
    rows = (("八、社会保障和就业支出", "10.00"), ("九、卫生健康支出", health), ("本年支出合计", "30.00"))
    for row, (label, figure) in enumerate(rows):
        paper.row(row, label, {"支出/金额": figure}, side="expenditure")
    paper.table("expenditure")
    paper.row(1, "合计", {"合计": "30.00"}, measure="total")
    paper.account(2, "2080505", "机关事业单位基本养老保险缴费支出", {"合计": "10.00"}, measure="total")
    paper.account(3, "2101101", "行政单位医疗", {"合计": "15.00"}, measure="total")
    paper.account(4, "2101301", "城乡医疗救助", {"合计": "5.00"}, measure="total")
    return paper


def test_a_function_of_the_summary_is_the_sum_of_its_accounts() -> None:
    assert functions("20.00").verdicts("function_in_summary") == ["holds"] * 3
    assert functions("20.01").verdicts("function_in_summary") == ["holds", "rounding", "holds"]
    assert functions("25.00").verdicts("function_in_summary") == ["holds", "fails", "holds"]


def test_one_code_under_two_unlike_names_is_told() -> None:
    paper = Paper()
    for statement, name in (
        ("revenue", "行政单位医疗"),
        ("expenditure", "行政单位医疗"),
        ("general_public_budget_expenditure", "住房公积金"),
    ):
        paper.table(statement)
        paper.account(1, "2101101", name, {"合计": "10.00"})
        paper.account(2, "2210201", "住房公积金", {"合计": "10.00"})
    assert len(paper.checks("account_name")) == 1


def test_projects_beside_the_code_of_their_account_are_no_names_of_it() -> None:
    paper = Paper()
    for statement in ("revenue", "expenditure"):
        paper.table(statement)
        paper.account(1, "2013816", "食品安全监管", {"合计": "10.00"})
        paper.account(2, "2013815", "质量安全监管", {"合计": "10.00"})
    paper.table("project_expenditure")
    paper.account(1, "2013816", "校园智慧平台", {"合计": "4.00"})
    paper.account(2, "2013816", "抽检监测", {"合计": "6.00"})
    paper.account(3, "2013815", "综合业务保障", {"合计": "10.00"})
    assert paper.checks("account_name") == []


def test_an_old_name_of_an_account_is_not_told() -> None:
    paper = Paper()
    names = ("卫生健康支出", "卫生健康支出", "医疗卫生与计划生育支出")
    for statement, name in zip(("revenue", "expenditure", "government_fund"), names, strict=True):
        paper.table(statement)
        paper.account(1, "210", name, {"合计": "10.00"})
    assert paper.checks("account_name") == []


def three_public(total: str, vehicles: str, reception: bool = True) -> Paper:
    paper = Paper()
    paper.table("three_public")
    figures = {"合计": total, "因公出国（境）费": "1.00", "公务用车购置及运行维护费/小计": vehicles}
    figures |= {
        "公务用车购置及运行维护费/公务用车购置费": "2.00",
        "公务用车购置及运行维护费/公务用车运行维护费": "3.00",
    }
    paper.row(1, None, figures | ({"公务接待费": "4.00"} if reception else {}))
    return paper


@pytest.mark.parametrize(("reception", "verdict"), [("3.25", "holds"), ("4.25", "fails")])
def test_a_subtotal_under_no_header_of_its_own_is_not_added_to_its_parts(
    reception: str, verdict: str
) -> None:
    paper = Paper()
    paper.table("three_public")
    paper.row(
        1,
        None,
        {"合计": "12.85", "因公出国（境）费": "0.00", "公务用车购置及运行费小计": "9.60",
         "公务用车购置费": "0.00", "公务用车运行费": "9.60", "公务接待费": reception},
    )  # fmt: skip
    assert paper.verdicts("row_sum") == [verdict]


def test_three_public_and_its_vehicles_add_up() -> None:
    assert three_public("10.00", "5.00").verdicts("row_sum") == ["holds", "holds"]
    assert three_public("10.01", "5.00").verdicts("row_sum") == ["rounding", "holds"]
    assert three_public("11.00", "5.00").verdicts("row_sum") == ["fails", "holds"]
    assert three_public("10.00", "6.00").verdicts("row_sum") == ["fails", "fails"]


def test_a_table_cut_off_by_a_page_break_raises_no_alarm() -> None:
    paper = accounts("30.00", "10.00")
    assert paper.verdicts("account_sum") == ["fails"]
    paper.document.tables.append(
        TableRecord(document_id="d", table_id="t9", statement="other", first_page=8, last_page=8)
    )
    assert paper.verdicts("account_sum") == []


def test_the_cost_grows_with_the_rows_of_a_table_no_faster() -> None:
    def effort(rows: int) -> int:
        paper = Paper()
        paper.table("expenditure")
        paper.row(0, "合计", {"合计": f"{rows}.00", "基本支出": "0.00", "项目支出": f"{rows}.00"})
        for row in range(rows):
            figures = {"合计": "1.00", "基本支出": "0.00", "项目支出": "1.00"}
            paper.account(row + 1, f"2{row:06d}", f"项{row}", figures)
        ledger = build_ledger(paper.document.facts, {})
        return lines_run(lambda: check(paper.document, Books(ledger, ClaimIndex.of([])))[0])

    effort(50)  # loads the rules
    assert effort(800) < 1.2 * 8 * effort(100)


def test_numbers_are_written_with_the_decimals_that_are_printed() -> None:
    assert [number(Decimal("683.8"), 2), number(Decimal("0.0100")), number(Decimal(9))] == [
        "683.80",
        "0.01",
        "9",
    ]


@pytest.mark.parametrize(
    ("counts", "places"),
    [
        ({0: 1650, 1: 1}, 0),
        ({0: 10, 2: 30}, 2),
        ({0: 40, 1: 20, 2: 15}, 2),
        ({2: 1}, 2),
        ({}, 0),
        ({0: 2, 2: 1}, 0),
    ],
)
def test_one_figure_does_not_tell_the_precision_of_the_others(counts: dict[int, int], places: int) -> None:
    assert usual_places(Counter(counts)) == places


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"2130301": ("60.00", "60.00"), "2130305": ("40.00", "20.00")}, 0),
        ({"2130301": ("40.00", "60.00"), "2130305": ("60.00", "20.00")}, 1),
        ({"2130301": ("59.99", "60.00"), "2130305": ("40.01", "20.00")}, 0),
        # the tables are not of the same money
        ({"2130301": ("10.00", "20.00"), "2130305": ("10.00", "20.00"), "2130306": ("10.00", "20.00")}, 0),
        ({"2130301": ("10.00", "20.00"), "2130305": ("80.00", "90.00")}, 0),
    ],
)
@pytest.mark.parametrize("carried", ["0.00", "5.00"])
@pytest.mark.parametrize("kind", ["final_accounts", "budget"])
def test_grants_to_an_account_are_no_more_than_all_that_it_cost(
    rows: dict[str, tuple[str, str]], told: int, carried: str, kind: str
) -> None:
    paper = Paper(kind)
    totals = [str(sum(Decimal(row[at]) for row in rows.values())) for at in (0, 1)]
    for at, (statement, fund) in enumerate(
        (("expenditure", "all"), ("general_public_budget_expenditure", "general_public_budget"))
    ):
        paper.table(statement)
        paper.row(1, "合计", {"本年支出合计": totals[at]}, side="expenditure", fund=fund)
        for place, (code, amounts) in enumerate(rows.items(), 2):
            about = {"account_code": code, "scheme": "functional", "side": "expenditure", "fund": fund}
            paper.row(place, code, {"本年支出合计": amounts[at]}, **about)
    paper.table("revenue_expenditure_summary")
    paper.row(1, "年初结转和结余", {"金额": carried}, side="revenue", fund="all")
    # a budget may show what was carried over in one of the tables alone
    open_to_doubt = kind == "budget" and carried != "0.00"
    assert paper.verdicts("grants_within_account").count("fails") == (0 if open_to_doubt else told)


def funds(reception: str, of_fund: str, total: str = "35.00", housing: str = "10.00") -> Paper:
    """支出决算表 with an account of two funds (城乡社区支出), and a table of each fund."""
    paper = Paper()
    tables = (
        (
            "expenditure",
            [("", "合计", total), ("212", "城乡社区支出", "25.00"), ("221", "住房保障支出", housing)],
        ),
        (
            "general_public_budget_expenditure",
            [("", "合计", "30.00"), ("212", "城乡社区支出", reception), ("221", "住房保障支出", "10.00")],
        ),
        ("government_fund", [("212", "城乡社区支出", of_fund)]),
    )
    for statement, rows in tables:
        paper.table(statement)
        for at, (code, label, raw) in enumerate(rows):
            figures = {"合计": raw}
            if code:
                paper.account(at, code, label, figures, measure="total")
            else:
                paper.row(at, label, figures, measure="total")
    return paper


def test_an_account_of_two_funds_is_the_sum_of_their_tables() -> None:
    assert funds("20.00", "5.00").verdicts("same_account") == ["holds"] * 3
    assert funds("17.00", "5.00").verdicts("same_account") == ["holds", "fails", "holds"]


def test_accounts_of_two_funds_are_not_compared_where_there_is_other_money_or_no_such_row() -> None:
    assert funds("20.00", "5.00", total="40.00", housing="15.00").verdicts("same_account") == []
    paper = funds("20.00", "5.00")
    paper.document.facts[-1].account_code = "2120801"  # the fund's table lists items only
    assert paper.verdicts("same_account") == []
