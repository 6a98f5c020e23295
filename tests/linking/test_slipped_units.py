"""Amounts told in 万元 for 元 and the other way, and years and parts that digits give away."""

from __future__ import annotations

import pytest

from records.file_tables import FactRecord
from records.narrative_tables import ClaimRecord
from tests.support.checks_paper import Paper
from tests.support.linking_books import claim, fact, linked


def items(value: str = "1,325.70") -> list[FactRecord]:
    """A total whose funds the table does not tell, beside one that another sentence tells."""
    general = {"fund": "general_public_budget"}
    return [
        fact("economic_classification", "合计", ["总计"], value, table_id="t", fund=None),
        fact("economic_classification", "合计", ["一般公共预算"], "845.21", table_id="t", **general),
    ]


def told(value: str, unit: str = "万元") -> list[ClaimRecord]:
    general = claim("level", "一般公共预算支出", "845.21", fund="general_public_budget")
    return [general, claim("level", "财政拨款支出", value, unit, fund="fiscal_grant")]


@pytest.mark.parametrize(
    ("value", "unit"), [("13,257,000.00", "万元"), ("1,325.70", "元"), ("13257000", "万元")]
)
def test_the_digits_of_a_figure_in_another_unit_tell_which_figure_is_meant(value: str, unit: str) -> None:
    sure, doubtful = linked(items(), told(value, unit))
    assert (sure.verdict, doubtful.verdict) == ("supported", "contradicted")
    assert "恰为一万倍" in (doubtful.explanation or "")


@pytest.mark.parametrize(
    ("figure", "value", "unit"),
    [
        ("1,325.70", "13,258,000.00", "万元"),
        ("15.00", "150,000.00", "万元"),
        ("1,325.70", "1,400.00", "万元"),
    ],
)
def test_other_digits_and_too_few_of_them_leave_the_claim_undecided(
    figure: str, value: str, unit: str
) -> None:
    assert linked(items(figure), told(value, unit))[1].verdict == "unverifiable"


def test_a_table_whose_unit_nothing_confirms_refutes_no_unit() -> None:
    assert linked(items(), told("13,257,000.00")[1:])[0].verdict == "unverifiable"


SUMS = ["本年支出", "合计"]


def test_a_figure_that_may_be_anothers_does_not_open_what_the_sure_ones_decide() -> None:
    own = fact("general_public_budget_expenditure", "合计", SUMS, "100.00", fund="general_public_budget")
    other = fact("economic_classification", "合计", ["总计"], "130.00", fund=None)
    stated = claim("level", "一般公共预算支出", "120.00", fund="general_public_budget")
    assert linked([own, other], [stated])[0].verdict == "contradicted"


def test_the_money_of_a_projects_form_is_not_that_of_the_body() -> None:
    own = fact("expenditure", "合计", ["本年支出合计"], "100.00")
    form = fact("performance_project", "年度资金合计", ["全年执行数"], "20.00", table_id="t9")
    stated = claim("level", "支出合计", "120.00", measure="current_year_expenditure")
    assert linked([own, form], [stated])[0].verdict == "contradicted"
    assert linked([form], [stated])[0].verdict == "unverifiable"


def summary(part: str, label: str = "其中：捐赠收入", row: int = 3) -> list[str]:
    paper = Paper()
    paper.table("revenue_expenditure_summary", "收入支出决算总表")
    paper.row(1, "一、一般公共预算财政拨款收入", {"决算数": "90.00"}, side="revenue")
    paper.row(2, "八、其他收入", {"决算数": "10.00"}, side="revenue")
    paper.row(row, label, {"决算数": part}, side="revenue")
    return paper.verdicts("part_broken_out")


def test_a_row_broken_out_of_the_one_above_is_no_more_than_it() -> None:
    assert (summary("9.00"), summary("11.00")) == (["holds"], ["fails"])


def test_a_row_that_is_named_no_part_or_stands_apart_is_held_against_nothing() -> None:
    assert summary("11.00", label="九、捐赠收入") == summary("11.00", row=5) == []


def columns(*rows: tuple[str, str], head: str = "其中：财政拨款") -> list[str]:
    paper = Paper("budget")
    paper.table("expenditure", "部门支出总表")
    for place, (whole, part) in enumerate(rows):
        code = f"20{place + 1}"
        paper.account(
            place + 1, code, f"类{place}", {"一般公共预算/小计": whole, f"一般公共预算/{head}": part}
        )
    return paper.verdicts("part_broken_out")


def test_a_column_broken_out_of_a_total_is_no_more_than_it() -> None:
    assert columns(("10.00", "9.00"), ("5.00", "5.50")) == ["holds", "fails"]


def test_a_column_that_is_oftener_more_than_its_total_is_no_part_of_it() -> None:
    assert columns(("10.00", "19.00"), ("5.00", "5.50"), ("4.00", "4.50")) == []
    assert columns(("10.00", "19.00"), head="财政拨款") == []


def test_two_swapped_digits_tell_which_of_several_figures_is_meant() -> None:
    assert linked(items(), told("1,352.70"))[1].verdict == "contradicted"
    assert linked(items(), told("1,325.70"))[1].verdict != "contradicted"
    assert linked(items(), told("1,425.70"))[1].verdict == "unverifiable"  # a digit may be another amount
    beside = fact("other", "合计", ["金额"], "1,352.70", table_id="u", fund=None)
    assert linked([*items(), beside], told("1,352.70"))[1].verdict != "contradicted"
