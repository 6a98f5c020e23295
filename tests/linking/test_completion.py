"""A completion rate against what its sentence says of the item besides."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.families import check_families
from linking.checks.text.statements import check_statements
from linking.linker import link
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

GENERAL = "一般公共预算财政拨款支出决算情况说明"


def failing(text: str) -> list[str]:
    read = document_of((GENERAL, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    claims = read_narrative(read).claims
    check_statements(claims, found)
    check_families(claims, 2024, found)
    return [made.rule_id for made in found.checks if made.verdict == "fails"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("农林水支出决算80.00万元，完成年初预算的{}%，比年初预算增加20.00万元。", "133.33", "100"),
        ("农林水支出决算80.00万元，完成年初预算的{}%，决算数小于年初预算数20.00万元。", "80.00", "120.00"),
    ],
)
def test_the_rate_follows_from_the_outturn_and_its_difference(text: str, right: str, wrong: str) -> None:
    assert failing(text.format(right)) == []
    assert "stated_completion" in failing(text.format(wrong))


@pytest.mark.parametrize(
    ("rate", "words", "fails"),
    [
        ("120.00", "决算数小于年初预算数", True),
        ("85.20", "决算数大于年初预算数", True),
        ("85.20", "决算数小于年初预算数", False),
        ("100", "决算数大于年初预算数", False),  # 100.3 is printed so too
        ("100.00", "决算数等于年初预算数", False),
        ("120.00", "决算数小于上年决算数", False),
    ],
)
def test_a_rate_stands_on_the_side_of_100_that_the_words_say(rate: str, words: str, fails: bool) -> None:
    text = f"农林水支出完成年初预算的{rate}%，{words}，主要原因是人员变动。"
    assert ("stated_relation" in failing(text)) is fails


def test_basic_expenditure_is_that_for_staff_and_for_running_costs() -> None:
    text = "一般公共预算财政拨款基本支出100.00万元，其中：人员经费80.00万元；公用经费{}万元。"
    assert failing(text.format("20.00")) == []
    assert "stated_parts" in failing(text.format("60.00"))


@pytest.mark.parametrize(("more", "fails"), [("", False), ("购置费增加0.00万元，", True)])
def test_a_change_is_no_sum_of_some_parts_while_another_may_have_grown(more: str, fails: bool) -> None:
    text = (
        "“三公”经费支出8.00万元，比上年减少5.00万元。其中：因公出国（境）费0.00万元；公务用车购置费2.00万元；"
        f"公务用车{more}公务用车运行维护费比上年减少22.00万元；公务接待费比上年减少2.00万元。"
    )
    assert ("stated_parts" in failing(text)) is fails


@pytest.mark.parametrize(
    ("moves", "verdicts"),
    [
        ("7月调增8.00万元，11月调减1.50万元，", {"unverifiable"}),
        ("年中追加6.50万元，", {"derivable"}),
        ("年中追加9.50万元，", {"contradicted"}),
    ],
)
def test_one_of_two_moves_of_a_budget_is_not_all_that_it_moved_by(moves: str, verdicts: set[str]) -> None:
    read = document_of(
        (GENERAL, f"财政拨款支出年初预算105.00万元，{moves}全年预算111.50万元，决算110.00万元。")
    )
    claims = read_narrative(read).claims
    moved = {claim.claim_id for claim in claims if claim.kind == "change"}
    made = link(read.document, claims).links
    assert {one.verdict for one in made if one.claim_id in moved} == verdicts


def test_a_rate_that_names_the_initial_budget_is_not_one_of_the_adjusted_budget() -> None:
    text = "农林水支出年初预算为98.00万元，调整预算为101.20万元，支出决算为101.20万元，完成{}的103.27%。"
    assert failing(text.format("年初预算")) == []
    assert failing(text.format("预算")) == ["stated_completion"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("完成预算的", "unverifiable"),
        ("为年度计划的", "unverifiable"),
        ("占年初预算的", "contradicted"),
    ],
)
def test_a_rate_that_holds_for_the_other_budget_told_is_left_open(words: str, verdict: str) -> None:
    text = f"培训费预算10.00万元，调整预算12.00万元，决算9.00万元，{words}75%。"
    read = document_of((GENERAL, text))
    claims = read_narrative(read).claims
    made = link(read.document, claims).links
    assert [one.verdict for one in made if one.claim_id == claims[-1].claim_id] == [verdict]
