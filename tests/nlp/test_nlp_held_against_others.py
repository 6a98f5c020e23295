"""Amounts held against another thing, and names that say what they leave out."""

from __future__ import annotations

import pytest

from nlp.narrative import read_narrative
from records.narrative_tables import ClaimRecord
from tests.support.nlp_reading import document_of


def claims(text: str) -> list[ClaimRecord]:
    return read_narrative(document_of(("收支情况说明", text))).claims


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("物业费支出50.00万元，比办公设备购置支出多20.00万元。", "物业费支出", "up"),
        ("专项债务余额38.00亿元，低于限额1.50亿元。", "专项债务余额", "down"),
        ("项目支出674.00万元，超出本年项目收入30.00万元。", "项目支出", "up"),
        ("会议费支出8.00万元，少于培训费支出2.00万元。", "会议费支出", "down"),
    ],
)
def test_how_far_an_amount_lies_from_another_thing_is_of_that_amount(
    text: str, subject: str, direction: str
) -> None:
    change = claims(text)[1]
    assert (change.kind, change.subject, change.direction) == ("change", subject, direction)
    assert change.base == "other"


def test_an_amount_behind_which_the_distance_is_told_is_the_other_things_own() -> None:
    spent, received, _ = claims("本年支出1,060.00万元大于本年收入1,000.00万元，差额60.00万元由结转弥补。")
    assert [(one.kind, one.measure) for one in (spent, received)] == [
        ("level", "current_year_expenditure"),
        ("level", "current_year_revenue"),
    ]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("公务接待费支出5.00万元，比上年多1.00万元。", "prior_year"),
        ("公务接待费支出5.00万元，低于年初预算2.00万元。", "initial_budget"),
    ],
)
def test_a_year_or_a_budget_is_no_other_thing(text: str, base: str) -> None:
    assert claims(text)[1].base == base


def test_all_but_one_fund_is_not_of_that_fund() -> None:
    grants, others = claims("财政拨款收入880.00万元；除财政拨款以外的收入320.00万元。")
    assert (grants.fund, others.fund) == ("fiscal_grant", None)


def test_a_budget_of_the_year_before_is_not_adjusted_to_that_of_this_year() -> None:
    text = "支出预算由2023年的330.00万元调整为300.00万元。"
    read = document_of(("支出预算情况说明", text), kind="budget")
    assert [one.phase for one in read_narrative(read).claims] == ["initial_budget", "initial_budget"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [("偿还本金3.00亿元，其中预算资金偿还0.50亿元。", "final"), ("年初预算资金0.50亿元。", "initial_budget")],
)
def test_money_of_the_budget_that_pays_is_no_stage(text: str, phase: str) -> None:
    assert claims(text)[-1].phase == phase


def test_what_was_spent_is_told_in_a_budget_by_its_rate_and_by_quarters() -> None:
    text = "2024年支出预算900万元，全年支出880万元，执行率97.78%。前三季度累计支出600万元。"
    read = document_of(("支出预算执行情况说明", text), kind="budget")
    assert [one.phase for one in read_narrative(read).claims] == ["initial_budget", "final", "final", "final"]


def test_what_is_planned_with_a_target_of_execution_is_no_outturn() -> None:
    text = "2024年支出预算900万元，全年支出控制在880万元以内，预算执行率目标95%。"
    read = document_of(("支出预算情况说明", text), kind="budget")
    assert "final" not in [one.phase for one in read_narrative(read).claims]


@pytest.mark.parametrize(("source", "understood"), [("", True), ("中央资金", False)])
def test_what_one_level_adds_to_a_budget_leaves_its_item_in_place(source: str, understood: bool) -> None:
    text = f"公务接待费年初预算40.00万元，年中追加{source}12.00万元，全年预算52.00万元，全年执行48.00万元。"
    told = claims(text)
    assert {one.subject for one in told} == {"公务接待费"}
    assert (told[1].kind, told[1].base, told[1].understood) == ("change", "initial_budget", understood)
