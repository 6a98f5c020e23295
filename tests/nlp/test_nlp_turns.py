"""Two things told together, and what is said of the one and the other behind them."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

TITLE = "支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "人员经费50万元，公用经费22万元。前者比上年增加5万元，后者比上年减少2万元。",
        "人员经费50万元，公用经费22万元，前者比上年增加5万元，后者比上年减少2万元。",
        "支出72万元，其中人员经费50万元，公用经费22万元。前项较上年增加5万元；后项较上年减少2万元。",
    ],
)
def test_the_former_and_the_latter_are_the_two_things_told_last(text: str) -> None:
    told = [row for row in rows(text, TITLE, "kind", "subject", "value") if row[0] == "change"]
    assert [subject for _, subject, _ in told] == ["人员经费", "公用经费"]


def test_of_three_things_none_is_the_former() -> None:
    text = "会议费5万元，培训费2万元，维修费3万元。前者比上年增加1万元。"
    assert ("change", "会议费") not in rows(text, TITLE, "kind", "subject")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("收入30万元，比上年决算28万元（含上年结转5万元）增加2万元。", 2023),
        ("收入30万元，比2023年0.28亿元（5万元为结转）增加2万元。", 2023),
        ("收入30万元，较上年决算数28万元（其中：拨款5万元）增加2万元。", 2023),
        ("收入30万元（含上年结转5万元），比上年决算28万元增加2万元。", 2024),
    ],
)
def test_what_stands_in_brackets_behind_an_amount_is_of_its_year(text: str, year: int) -> None:
    assert (5, year) in [(claim.value, claim.period) for claim in claims(text, TITLE)]


def test_a_budget_in_brackets_is_not_the_one_completed_behind_them() -> None:
    text = "公务接待费全年预算6.00万元（年初预算11.00万元），支出决算3.00万元，完成50.00%。"
    assert ("completion_rate", "adjusted_budget") in rows(text, TITLE, "kind", "base")


@pytest.mark.parametrize(
    "text",
    [
        "会议费年初预算31.00万元，年中调剂压减5.00万元后全年预算26.00万元。",
        "会议费年初预算31.00万元，年中压减5.00万元，全年预算26.00万元。",
        "会议费年初预算31.00万元，年中预算调整压缩5.00万元，调整后预算26.00万元。",
    ],
)
def test_what_a_budget_was_cut_by_in_the_year_is_a_change_of_it(text: str) -> None:
    assert ("change", "会议费", "down", "initial_budget") in rows(
        text, TITLE, "kind", "subject", "direction", "base"
    )


@pytest.mark.parametrize(
    "text",
    [
        "若不含上年结转，则当年收入27万元。",
        "如果不计专项债券，当年收入27万元。",
        "不包括一次性补助，则当年收入27万元。",
    ],
)
def test_an_amount_that_leaves_something_out_is_not_the_one_published(text: str) -> None:
    assert not claims(text, TITLE)[-1].understood


def test_an_aside_in_brackets_leaves_nothing_out_of_what_is_behind() -> None:
    assert claims("“三公”经费（不含会议费）27万元。", TITLE)[-1].understood


@pytest.mark.parametrize(
    "text",
    [
        "教育支出11万元，住房保障支出9万元，其中财政拨款分别为8万元和7万元。",
        "教育支出11万元、住房保障支出9万元，其中：一般公共预算拨款分别安排8万元、7万元。",
        "教育支出11万元，住房保障支出9万元，财政拨款依次为8万元、7万元。",
    ],
)
def test_a_fund_told_of_each_of_several_is_part_of_each(text: str) -> None:
    told = [(claim.account_path[-1], claim.value) for claim in claims(text, TITLE)]
    assert told[2:] == [("教育支出", 8), ("住房保障支出", 7)]


def test_parts_of_each_that_are_no_fund_stay_open() -> None:
    text = "教育支出11万元，住房保障支出9万元，其中某站分别使用8万元和7万元。"
    assert [claim.understood for claim in claims(text, TITLE)][2:] == [False, False]
