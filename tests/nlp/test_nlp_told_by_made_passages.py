"""Wordings that made passages showed: causes in other words, paths of accounts, joined measures."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

OVERALL = "收入支出决算总体情况说明"
GENERAL = "一般公共预算财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    "because",
    [
        "，究其因，人员退休。",
        "。探究其因是人员退休。",
        "，皆因人员退休。",
        "，由人员退休造成。",
        "，主要由人员退休所致。",
        "。之所以减少，是因为人员退休。",
        "，人员退休是压减的主要原因。",
    ],
)
def test_a_cause_is_known_by_many_openings(because: str) -> None:
    found = read(f"本年支出90万元，较上年减少6万元{because}", OVERALL)
    texts = {one.reason_id: one.text for one in found.reasons}
    assert [texts.get(one.reason_id or "") for one in found.claims] == [None, "人员退休"]


@pytest.mark.parametrize("aside", ["，由财政拨款安排。", "，研究其因素后安排。", "，由本单位统一支付。"])
def test_who_pays_or_what_is_studied_is_no_cause(aside: str) -> None:
    assert read(f"本年支出90万元，较上年减少6万元{aside}", OVERALL).reasons == []


@pytest.mark.parametrize("mark", ["/", "_", "—", "->", "|"])
def test_a_path_in_quotes_is_one_account(mark: str) -> None:
    text = f"1.“教育支出{mark}普通教育{mark}小学教育”支出20万元，较上年增加3万元。"
    assert {tuple(one.account_path or ()) for one in claims(text, GENERAL)} == {
        ("教育支出", "普通教育", "小学教育")
    }


@pytest.mark.parametrize("counted", ["外事接待9人次。", "国内公务接待9批次、20人次。", "外事接待团组2个。"])
def test_an_account_behind_a_count_is_no_money_of_what_was_counted(counted: str) -> None:
    text = f"{counted}\n1、“教育支出—普通教育—小学教育”科目年初预算数为20万元。"
    assert claims(text, GENERAL)[-1].account_path == ["教育支出", "普通教育", "小学教育"]


def test_money_behind_a_count_is_still_what_that_cost() -> None:
    text = "国内公务接待9批次、20人次，共支出2万元。"
    assert claims(text, "“三公”经费支出决算情况说明")[-1].measure == "domestic_reception"


@pytest.mark.parametrize(
    "joined",
    ["财政拨款收入和上年结转", "财政拨款收入与年初结转结余", "基本支出和公用经费", "基本支出、公用经费"],
)
def test_two_joined_measures_are_neither_though_one_may_be_in_the_other(joined: str) -> None:
    assert rows(f"{joined}30万元。", OVERALL, "measure", "understood") == [(None, "False")]


@pytest.mark.parametrize(
    ("one", "measure"),
    [("年初结转和结余", "carry_over_opening"), ("公务用车购置及运行维护费", "official_vehicles")],
)
def test_a_name_with_a_joint_is_one_measure(one: str, measure: str) -> None:
    assert rows(f"{one}30万元。", OVERALL, "measure", "understood") == [(measure, "True")]
