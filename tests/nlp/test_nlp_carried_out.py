"""What was done is an outturn, though 预算 is part of a name or a heading; what is planned is a budget."""

from __future__ import annotations

import pytest

from extractors.identity import kind_told, read_identity
from tests.support.nlp_reading import claims, document_of, read_narrative

BUDGET = {"title": "收支情况", "kind": "budget"}


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入8.00亿元，完成预算的90%，增长3%。",
        "一般公共预算收入8.00亿元，为调整预算的90%。",
        "政府性基金预算收入累计完成8.00亿元，增长3%。",
        "一般公共财政预算支出执行8.00亿元。",
        "支出合计8.00亿元，比预算数减少1.00亿元。",
    ],
)
def test_what_was_carried_out_is_an_outturn_in_a_budget_too(text: str) -> None:
    for kind in ("budget", "government_budget"):
        found = claims(text, "收支情况", kind=kind)
        assert {claim.phase for claim in found} == {"final"}


@pytest.mark.parametrize(
    "text",
    [
        "收入预算8.00亿元，增长3%。",
        "预计收入完成8.00亿元，完成预算的90%。",
        "基本支出8.00亿元，占支出预算的90%。",
        "安排支出8.00亿元，较上年执行数减少1.00亿元。",
    ],
)
def test_what_is_planned_is_none(text: str) -> None:
    assert claims(text, **BUDGET)[0].phase == "initial_budget"


def test_what_follows_in_the_paragraph_is_told_of_the_outturn_too() -> None:
    text = "收入8.00亿元，完成预算的90%，比2023年增长1%。加上调入资金1.00亿元，收入总量为9.00亿元。"
    assert {claim.phase for claim in claims(text, **BUDGET)} == {"final"}
    planned = claims("收入8.00亿元，完成预算的90%。明年拟安排支出9.00亿元。", **BUDGET)
    assert planned[-1].phase == "initial_budget"
    then = claims("上年收入8.00亿元，完成预算的90%。项目支出9.00亿元。", **BUDGET)
    assert then[-1].phase == "initial_budget"


def test_a_heading_of_the_year_before_in_the_paragraph_lends_its_year() -> None:
    text = "（一）2023年一般公共预算收支情况。1.全市一般公共预算。收入8.00亿元，为预算的90%。"
    found = claims(text, "报告", kind="government_budget")
    assert {(claim.phase, claim.period) for claim in found} == {("final", 2023)}
    own = claims(text.replace("2023", "2024"), "报告", kind="government_budget")
    assert {claim.period for claim in own} == {2024}


@pytest.mark.parametrize("name", ["地方一般预算收入", "一般预算补助收入", "一般公共财政预算收入"])
def test_the_budget_in_a_name_is_no_stage(name: str) -> None:
    assert claims(f"{name}8.00亿元，增长3%。")[0].phase == "final"
    assert claims("一般预算数8.00亿元。")[0].phase != "final"


def test_the_parts_in_the_next_sentence_are_of_the_budget_that_was_given_alone() -> None:
    parts = "其中：公务接待费3.00万元，公务用车购置及运行费5.00万元。"
    for whole, phase in [
        ("“三公”经费年初预算8.00万元。", "initial_budget"),
        ("“三公”经费年初预算9.00万元，决算8.00万元。", "final"),
        ("“三公”经费决算8.00万元。", "final"),
    ]:
        found = claims(whole + parts)
        assert {claim.phase for claim in found[-2:]} == {phase}


def test_what_is_arranged_is_a_budget_where_no_report_says_more() -> None:
    told = document_of(("情况", "使用财政拨款安排“三公”经费8.00万元，较上年减少1.00万元。"))
    told.document.record.report_kind = None
    assert read_narrative(told).claims[0].phase == "initial_budget"
    told = document_of(("情况", "财政拨款安排的会议费8.00万元。"))
    told.document.record.report_kind = None
    assert read_narrative(told).claims[0].phase == "final"


def test_which_budget_a_bare_one_is_may_be_told_behind_it() -> None:
    text = "公务接待费预算数8.00万元，决算支出数7.00万元，完成{}预算数的87.5%。"
    title = "“三公”经费支出决算情况说明"
    for named, phase in (("年初", "initial_budget"), ("全年", "adjusted_budget")):
        assert claims(text.format(named), title)[0].phase == phase
    both = "公务接待费预算数8.00万元（年初预算数3.00万元，因机构调整追加到8.00万元），支出数7.00万元。"
    assert [claim.phase for claim in claims(both, title)][:2] == ["adjusted_budget", "initial_budget"]


def test_the_kind_of_a_report_is_not_told_by_the_budgets_of_funds_or_by_comparison() -> None:
    funds = "一般公共预算安排的教育经费、政府性基金预算安排的教育经费为8.00亿元。"
    assert kind_told(None, [funds]) is None
    assert kind_told(None, ["安排“三公”经费预算3.00万元。"]) == "budget"
    assert read_identity(["“三公”支出比预算减少8万元"], [], []).report_kind is None
    assert read_identity(["“三公”经费预算"], [], []).report_kind == "budget"
