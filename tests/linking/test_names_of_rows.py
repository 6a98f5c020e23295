"""Rows and columns of one thing, found whatever the form and the text call it."""

from __future__ import annotations

import pytest

from tests.support.linking_books import claim, fact, linked


@pytest.mark.parametrize(
    "label", ["2.公务用车购置费及运行维护费", "公务用车购置和运行费", "公务用车购置及运行维护费"]
)
@pytest.mark.parametrize("subject", ["公务用车购置费及运行维护费支出", "公务用车购置与运行费"])
def test_vehicles_bought_and_run_are_one_row_however_they_are_called(label: str, subject: str) -> None:
    facts = [
        fact("three_public", label, ["决算数"], "6.00"),
        fact("three_public", "（1）公务用车购置费", ["决算数"], "0.00"),
        fact("three_public", "（2）公务用车运行维护费", ["决算数"], "6.00"),
    ]
    (made,) = linked(
        facts, [claim("level", subject, "6.00", measure="official_vehicles")], kind="three_public"
    )
    assert (made.verdict, made.fact_ids) == ("supported", [facts[0].fact_id])


def test_reception_at_home_abroad_and_of_foreigners_are_three_rows() -> None:
    facts = [
        fact("three_public", "3.公务接待费", ["决算数"], "17.00"),
        fact("three_public", "（1）国内接待费", ["决算数"], "17.00"),
        fact("three_public", "其中：外事接待费", ["决算数"], "2.00"),
        fact("three_public", "（2）国（境）外接待费", ["决算数"], "0.00"),
    ]
    said = {"国内接待费支出": "17.00", "外事接待费支出": "2.00", "国（境）外接待费支出": "0.00"}
    stated = [
        claim("level", name, value, measure="official_reception", side="expenditure")
        for name, value in said.items()
    ]
    made = linked(facts, stated, kind="three_public")
    assert [(one.verdict, one.fact_ids) for one in made] == [
        ("supported", [row.fact_id]) for row in facts[1:]
    ]
    (alone,) = linked(facts[:1], stated[2:], kind="three_public")
    assert alone.verdict == "unverifiable"


@pytest.mark.parametrize("name", ["收入预算总计", "收入总计", "收入决算总计", "总收入"])
def test_a_total_is_found_whatever_stage_its_name_tells(name: str) -> None:
    total = fact("revenue_expenditure_summary", "收入总计", ["收入", "预算数"], "50.00", side="revenue")
    (made,) = linked(
        [total], [claim("level", name, "50.00", side="revenue", measure="total", phase=total.phase)],
        kind="revenue_expenditure_summary",
    )  # fmt: skip
    assert made.fact_ids == [total.fact_id]


def test_columns_below_a_head_of_all_three_costs_are_their_own() -> None:
    facts = [
        fact("three_public", None, ["“三公”经费合计"], "15.00"),
        fact("three_public", None, ["“三公”经费", "因公出国（境）费"], "1.00"),
        fact("three_public", None, ["“三公”经费", "公务接待费"], "5.00"),
        fact("three_public", None, ["会议费"], "3.00"),
    ]
    stated = [
        claim("level", "“三公”经费支出", "15.00", measure="three_public_expenditure"),
        claim("level", "因公出国（境）费", "1.00", measure="overseas_travel"),
        claim("level", "公务接待费支出", "5.00", measure="official_reception"),
        claim("level", "会议费支出", "3.00", measure="conference"),
    ]
    made = linked(facts, stated, kind="three_public")
    assert [one.fact_ids for one in made] == [[row.fact_id] for row in facts]


@pytest.mark.parametrize(
    "row", ["其中：（一）因公出国（境）支出", "1.因公出国（境）费用", "因公出国（境）经费"]
)
def test_a_row_of_travel_abroad_is_found_by_any_of_its_names(row: str) -> None:
    figure = fact("three_public", row, ["2024年预算数"], "1.00")
    (made,) = linked(
        [figure],
        [claim("level", "因公出国（境）费", "1.00", measure="overseas_travel", phase=figure.phase)],
        kind="three_public",
    )
    assert made.verdict == "supported"
