"""Amounts told on a footing (口径) of their own, by their own words: no published figure is theirs."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

OVERALL = "收入支出决算总体情况说明"
GRANTS = "财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    "sentence",
    [
        "项目支出7万元（不含上年结转2万元）。",
        "项目支出7万元（已扣除预留资金）。",
        "项目支出7万元，不包括专项债券2万元。",
        "用于住房方面（含彩票公益金）的支出7万元。",
        "财政拨款资金（含上年结转）合计7万元。",
        "本年支出9万元，其中：当年财政拨款安排7万元，上年结转安排2万元。",
        "本年支出9万元，其中使用以前年度结余2万元，由当年预算安排的支出7万元。",
        "当年财政拨款中，用于基本支出3万元，用于项目支出7万元。",
    ],
)
def test_an_amount_on_its_own_footing_is_not_understood_as_the_published_one(sentence: str) -> None:
    (claim,) = (one for one in claims(sentence, GRANTS) if one.value == 7)
    assert not claim.understood


@pytest.mark.parametrize(
    "sentence",
    [
        "项目支出7万元（含设备购置费2万元）。",
        "收入总计（含上年结转）7万元。",
        "项目支出7万元，不含一次性因素，同比增长5%。",
        "培训费（含师资费）7万元。",
        "本年支出9万元，其中：当年财政拨款安排项目支出7万元，基本支出2万元。",
        "财政拨款中，用于基本支出3万元，用于项目支出7万元。",
    ],
)
def test_an_amount_whose_brackets_narrow_nothing_is_understood(sentence: str) -> None:
    (claim,) = (one for one in claims(sentence, GRANTS) if one.value == 7)
    assert claim.understood


def test_a_rate_of_each_year_on_average_is_no_growth_of_the_year() -> None:
    rates = [one for one in claims("会议费5万元，比上年下降9%，年均下降4%。", GRANTS) if one.kind != "level"]
    assert [one.understood for one in rates] == [True, False]


def test_a_change_over_several_years_is_none_on_the_year_before() -> None:
    text = "会议费5万元，比上年增加2万元。近三年累计减少4万元。"
    assert [one.understood for one in claims(text, GRANTS)] == [True, True, False]


def test_the_amount_that_a_change_over_years_starts_from_is_of_its_year() -> None:
    text = "会议费连续两年下降，较2022年度决算数9万元累计减少4万元。"
    assert rows(text, GRANTS, "kind", "value", "period")[0] == ("level", "9", "2022")


def test_a_change_without_a_part_that_was_told_is_of_its_whole() -> None:
    text = "公用经费中含防疫物资3万元，剔除后比上年增加5万元。"
    assert rows(text, GRANTS, "kind", "measure")[1] == ("change", "public_expenditure")


@pytest.mark.parametrize("saved", ["节约资金2万元，节约率20%", "实际采购8万元，节省资金2万元，节省率20%"])
def test_what_is_saved_is_saved_of_the_budget_told_before(saved: str) -> None:
    found = claims(f"采购规模比上年增加1万元；采购预算10万元，{saved}。", OVERALL)
    budget = next(one.phase for one in found if one.value == 10)
    assert [(one.base, one.phase) for one in found[-2:]] == [(budget, "final")] * 2


def test_what_is_saved_since_the_year_before_is_a_change_on_it() -> None:
    found = claims("采购预算10万元，比上年节约资金2万元。", OVERALL)
    assert found[-1].base == "prior_year"


def test_parts_of_a_balance_that_is_named_with_its_amount_are_parts_of_it() -> None:
    text = "年末结转和结余9万元中，一般公共预算财政拨款6万元、政府性基金预算财政拨款3万元。"
    assert rows(text, OVERALL, "value", "measure") == [
        (value, "carry_over_closing") for value in ("9", "6", "3")
    ]


@pytest.mark.parametrize(
    "left", ["，如剔除公务用车购置费3万元，", ",若扣除一次性购车费3万元,", "。剔除购车因素后，"]
)
def test_what_is_left_after_something_is_taken_out_in_a_later_clause_refutes_nothing(left: str) -> None:
    found = claims(f"“三公”经费预算9万元，比上年增加1万元{left}“三公”经费为6万元。", "“三公”经费情况说明")
    assert [one.understood for one in found if one.value in (9, 6)] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "含自有资金在内，“三公”经费支出9万元，其中公务接待费7万元。",
        "按全口径（含单位资金）统计，会议费支出2万元、公务接待费支出7万元。",
        "按全口径统计，会议费2万元，其中财政拨款1万元；公务接待费7万元。",
        "加上非财政拨款资金后，公务接待费支出7万元。",
        "公务接待费支出7万元（含自有资金3万元）。",
        "“三公”经费支出（含自有资金）9万元，其中公务接待费7万元。",
    ],
)
def test_an_amount_that_counts_more_than_the_grants_is_not_the_published_one(text: str) -> None:
    (claim,) = (one for one in claims(text, "“三公”经费支出决算情况说明") if one.value == 7)
    assert not claim.understood


@pytest.mark.parametrize(
    "text",
    [
        "含自有资金在内，“三公”经费9万元；财政拨款安排的公务接待费7万元。",
        "含自有资金在内，“三公”经费9万元。公务接待费7万元。",
        "收入总计9万元，包括事业收入2万元，公务接待费7万元。",
        "含自有资金在内，收入总计7万元。",
        "“三公”经费支出（含公务接待费）7万元。",
    ],
)
def test_what_counts_no_more_than_the_grants_stays_understood(text: str) -> None:
    (claim,) = (one for one in claims(text, "“三公”经费支出决算情况说明") if one.value == 7)
    assert claim.understood
