"""What the text says there was none of, against the amounts of the tables and of the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.checks_paper import Paper

HEADS = {"合计": "5.20", "因公出国（境）费": "0.00", "公务接待费": "0.20", "公务用车购置及运行费": "5.00"}


def told(text: str, kind: str = "final_accounts", **also: object) -> list[str]:
    """The messages on a text beside a “三公” statement and one of the government fund."""
    paper = Paper(kind)
    paper.document.record.issuer = "青原县水务局"
    paper.table("three_public", "“三公”经费表")
    paper.row(1, None, HEADS, **also)
    paper.table("government_fund", "政府性基金预算支出表")
    paper.row(1, "合计", {"本年支出": "57.00"}, is_total=True, **also)
    paper.chapter("七、情况说明", text)
    return [one.message for one in paper.checks("denied_figure")]


@pytest.mark.parametrize(
    "text",
    [
        "2024年本单位未发生公务接待费。",
        "本单位2024年度没有发生公务接待费支出，与上年持平。",
        "本年度无公务接待费。",
        "（一）我局无公务接待费支出。",
    ],
)
def test_a_cost_that_the_table_has_cannot_be_none(text: str) -> None:
    (message,) = told(text)
    assert "0.2万元" in message


@pytest.mark.parametrize(
    "text",
    [
        "2024年本部门无政府性基金预算财政拨款支出。",
        "本部门没有使用政府性基金预算拨款安排的支出，故本表为空表。",
        "本单位2024年度未发生政府性基金预算财政拨款收支。",
    ],
)
def test_money_of_a_fund_that_the_table_has_cannot_be_none(text: str) -> None:
    (message,) = told(text)
    assert "57万元" in message


@pytest.mark.parametrize(
    "text",
    [
        "2024年本单位未发生因公出国（境）费。",
        "2023年本单位未发生公务接待费。",
        "上年未发生公务接待费。",
        "下半年未发生公务接待费。",
        "所属学校无公务接待费。",
        "无外宾公务接待费。",
        "2024年未安排公务接待费预算。",
        "本部门无政府性基金预算结转。",
        "本部门无政府性基金预算基本支出。",
        "主要原因是本年未发生公务接待费。",
    ],
)
def test_none_of_another_year_part_body_or_plan_is_not_held_against_the_table(text: str) -> None:
    assert told(text) == []


def test_a_budget_that_says_nothing_is_planned_is_held_against_its_plan() -> None:
    (message,) = told("2024年未安排公务接待费。", "budget", phase="initial_budget")
    assert "0.2万元" in message


def test_a_cost_that_the_text_itself_tells_cannot_be_none() -> None:
    paper = Paper()
    paper.chapter("七、情况说明", "公务接待费支出0.3万元。2024年本单位未发生公务接待费。")
    paper.claim(
        kind="level", subject="公务接待费", measure="official_reception", side="expenditure", phase="final",
        period=2024, value=Decimal("0.3"), unit="万元", amount_yuan=Decimal(3000), raw="0.3万元",
    )  # fmt: skip
    (check,) = paper.checks("denied_figure")
    assert "0.3万元" in check.message
