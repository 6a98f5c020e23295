"""What a rate is held against that is no stage of it, and the budget of revenue by its other names."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims

TITLE = "某市2024年财政预算执行情况"
ABOUT = {"kind": "government_final_accounts"}


def _told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.subject, one.base) for one in claims(text, TITLE, **ABOUT)]


@pytest.mark.parametrize(
    "words",
    ["超时间进度2.6", "高于全省平均水平1.1", "，低于上年同期增幅3.4", "快于年度目标增幅0.9", "超序时进度4.2"],
)
def test_the_thing_goes_on_that_is_held_against_a_yardstick(words: str) -> None:
    told = _told(f"全市税收收入完成7320万元，增长5.1%，{words}个百分点，完成年度预算的61.2%。")
    assert {subject for _, subject, _ in told} == {"税收收入"}
    assert [base for kind, _, base in told if kind == "change_rate"] == ["prior_year", "other"]


def test_what_exceeds_a_budget_is_held_against_that() -> None:
    told = _told("税收收入完成7320万元，超过年初预算3.1%。")
    assert told[-1] == ("change_rate", "税收收入", "initial_budget")


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("完成调整预期的95.5%", "adjusted_budget"),
        ("为调整预期的101.5%", "adjusted_budget"),
        ("占年计划的99.1%", "initial_budget"),
        ("占年调整预算的99.1%", "adjusted_budget"),
        ("完成收入预期的98.1%", "initial_budget"),
        ("占年计划7300万元的100.3%", "initial_budget"),
    ],
)
def test_what_was_expected_is_a_budget(words: str, base: str) -> None:
    told = _told(f"非税收入7320万元，{words}，增长3.2%。")
    assert ("completion_rate", "非税收入", base) in told
    assert told[-1] == ("change_rate", "非税收入", "prior_year")


def test_a_proportion_of_what_was_spent_is_a_share() -> None:
    told = _told("民生支出6100万元，占一般公共预算支出比例81.3%，增长3.2%。")
    assert [kind for kind, _, _ in told] == ["level", "share", "change_rate"]
    assert _told("民生支出6100万元，支出进度81.3%。")[-1][0] == "completion_rate"


def test_progress_told_of_several_is_completion() -> None:
    told = _told("甲区、乙区、丙区预算进度分别为62.6%、61.1%和60.3%。")
    assert [kind for kind, _, _ in told] == ["completion_rate"] * 3


def test_what_did_most_is_named_for_what_follows() -> None:
    told = _told("增收的税种增收9300万元，增长12.5%，其中资源税增收最多，增收5100万元，增长31.2%。")
    assert [subject for _, subject, _ in told[-2:]] == ["资源税", "资源税"]
