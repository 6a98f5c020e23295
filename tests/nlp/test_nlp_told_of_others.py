"""Figures that are another thing's or another time's: standards, sources, sums, months, the year before."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

TITLE = "支出决算情况说明"


@pytest.mark.parametrize(
    ("standard", "named"),
    [
        ("人均筹资标准由60元提高到65元", "人均筹资标准"),
        ("公用经费定额标准从每生60元提高至65元", "公用经费定额标准"),
        ("采购单价由60元上调到65元", "采购单价"),
    ],
)
def test_a_standard_that_was_raised_is_no_amount_of_what_it_explains(standard: str, named: str) -> None:
    text = f"小学教育（项）支出9万元，完成年初预算的120%，主要原因是{standard}。"
    told = [one for one in claims(text, TITLE) if one.unit == "元"]
    assert [(one.subject, one.account_path, one.phase) for one in told] == [(named, [], None)] * 2


def test_what_an_amount_came_to_is_of_what_was_told_before_it() -> None:
    text = "公务接待费由上年的6万元减少到5万元。"
    assert rows(text, TITLE, "subject", "phase") == [("公务接待费", "final")] * 2


@pytest.mark.parametrize("source", ["事业收入安排", "其他收入列支", "附属单位上缴收入安排的支出"])
def test_what_is_spent_of_a_source_does_not_come_in_from_it(source: str) -> None:
    text = f"支出预算90万元，其中：财政拨款安排60万元，{source}30万元。"
    assert read(text, "部门支出预算情况说明").claims[-1].side == "expenditure"


def test_what_comes_in_from_a_source_is_revenue() -> None:
    text = "收入预算90万元，其中：财政拨款60万元，事业收入安排30万元。"
    assert [side for (side,) in rows(text, "部门收入预算情况说明", "side")] == ["revenue"] * 3


@pytest.mark.parametrize(
    ("things", "subjects"),
    [
        ("政府性基金预算收入、国有资本经营预算收入均为", ["政府性基金预算收入", "国有资本经营预算收入"]),
        ("会议费、培训费和公务接待费都是", ["会议费", "培训费", "公务接待费"]),
        ("年末结转和结余均为", ["年末结转和结余"]),
        ("财政拨款收、支总计均为", ["财政拨款收、支总计", "财政拨款支出总计"]),
    ],
)
def test_things_that_have_one_amount_each_make_a_claim_each(things: str, subjects: list[str]) -> None:
    assert [one.subject for one in read(f"{things}7万元。", TITLE).claims] == subjects


def test_what_goes_on_behind_things_told_together_is_of_none_of_them_alone() -> None:
    text = "会议费、培训费均为7万元。本馆有电瓶车9辆，其运行费用由门票收入支付，全年20万元。"
    assert [one.subject for one in read(text, TITLE).claims if one.kind == "level"] == [
        "会议费",
        "培训费",
        "会议费、培训费",
    ]


@pytest.mark.parametrize("said", ["可能存在0.01万元尾差", "会有0.02万元的误差", "有0.01万元四舍五入的尾数差"])
def test_a_difference_of_rounding_is_no_claim(said: str) -> None:
    assert claims(f"以万元为单位，因四舍五入{said}。", TITLE) == []


@pytest.mark.parametrize(
    "said", ["与各单位公用经费之和保持一致", "与三项支出总和一致", "同所属单位合计数相符"]
)
def test_what_agrees_with_a_sum_has_not_stayed_as_it_was(said: str) -> None:
    text = f"机关运行经费支出9万元（{said}），比上年减少1万元。"
    assert [one.kind for one in claims(text, TITLE)] == ["level", "change"]


def test_what_agrees_with_last_year_has_stayed_as_it_was() -> None:
    assert [one.direction for one in claims("会议费9万元，与上年保持一致。", TITLE)] == [None, "flat"]


@pytest.mark.parametrize(
    ("behind", "year"),
    [
        ("上年未购置公务用车，购置费为0", 2023),
        ("去年没有购车，支出为0", 2023),
        ("上年未购置公务用车，今年购置费为0", 2024),
    ],
)
def test_nothing_behind_a_year_without_any_is_of_that_year(behind: str, year: int) -> None:
    text = f"公务用车购置费18万元，比上年增加18万元，主要原因是{behind}。"
    assert [one.period for one in claims(text, TITLE) if not one.value] == [year]


@pytest.mark.parametrize(
    ("said", "understood"),
    [("10月当月，", False), ("5月份单月", False), ("当月", False), ("自当月起发放，全年", True), ("", True)],
)
def test_what_came_in_one_month_is_not_the_amount_of_the_year(said: str, understood: bool) -> None:
    told = claims(f"{said}一般公共预算收入7万元。", "一般公共预算收入情况")
    assert [one.understood for one in told] == [understood]


def test_a_share_of_a_number_is_that_of_what_was_counted() -> None:
    text = "项目支出9万元。全年培训90人次，占任务数的96%。"
    assert rows(text, TITLE, "subject")[-2:] == [("培训",), ("培训",)]


def test_the_own_level_with_its_bodies_is_not_the_own_level_alone() -> None:
    told = read("局本级及所属单位的机关运行经费9万元。局本级的机关运行经费5万元。", TITLE).claims
    assert [one.scope for one in told] == [None, "own_level"]
