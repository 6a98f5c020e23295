"""Cells and columns that say nothing, causes that name another item, bounds of economic items."""

from __future__ import annotations

from decimal import Decimal

from records.narrative_tables import ReasonRecord
from records.phrases import Phrases
from tests.support.checks_paper import Paper


def bounded(reception: str) -> list[str]:
    made = Paper()
    made.table("basic_expenditure")
    made.account(1, "30217", "公务接待费", {"合计": reception, "人员经费": "0.00", "公用经费": reception})
    made.table("three_public")
    made.row(1, None, {"公务接待费": "2.50"}, measure="official_reception")
    return made.verdicts("item_within_three_public")


def test_an_economic_item_is_bounded_by_the_three_public_costs_whatever_columns_stand_beside_it() -> None:
    assert bounded("2.00") == ["holds"]
    assert bounded("3.00") == ["fails"]


def caused(item: str, cause: str) -> list[str]:
    made = Paper()
    made.table("general_public_budget_expenditure")
    made.account(1, "2080505", "机关事业单位基本养老保险缴费支出", {"合计": "5.00"})
    made.account(2, "2080502", "事业单位离退休", {"合计": "6.00"})
    made.document.reasons.append(ReasonRecord(document_id="d", reason_id="r1", text=cause, categories=[]))
    made.claim(
        kind="change",
        account_path=["社会保障和就业支出", "行政事业单位养老支出", item],
        value=Decimal(1),
        raw="1.00万元",
        unit="万元",
        direction="up",
        base="prior_year",
        reason_id="r1",
        sentence="比上年增加1.00万元",
    )
    return made.verdicts("purpose_of_another")


def test_a_cause_that_only_names_another_item_is_told() -> None:
    pension = "机关事业单位基本养老保险缴费支出"
    assert caused(pension, "事业单位离退休经费增加") == ["fails"]
    assert caused("事业单位离退休", "事业单位离退休经费增加") == []
    assert caused(pension, "事业单位离退休人员增加") == []
    assert caused(pension, "在职人员增加") == []


def test_the_year_that_opens_a_sentence_is_the_one_it_tells_of() -> None:
    text = "2024年度收入5万元。与2023年度相比增加。\n1.2024年支出5万元，比2023年减少。"
    opening = Phrases("linking/checks/text").opens_with_year
    assert [match["year"] for match in opening.finditer(text)] == [
        "2024",
        "2024",
    ]
