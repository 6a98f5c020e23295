"""Causes, stages, accounts and bases that are named in other words than the usual ones."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read

OVERALL = "收入支出决算总体情况说明"
PUBLIC = "“三公”经费支出决算情况说明"
SPENDING = "一般公共预算财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    "words",
    ["。缘由：机构合并。", "，减少的主要理由是机构合并。", "。减支理由：机构合并。", "，缘由在于机构合并。"],
)
def test_a_cause_may_be_called_otherwise(words: str) -> None:
    narrative = read(f"本年支出9万元，比上年减少1万元{words}", OVERALL)
    assert [reason.text for reason in narrative.reasons] == ["机构合并"]
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1"]


@pytest.mark.parametrize("words", ["。有理由相信支出会继续减少。", "。申请理由充分。", "。信访理由：三项。"])
def test_a_reason_for_something_else_is_no_cause(words: str) -> None:
    assert read(f"本年支出9万元，比上年减少1万元{words}", OVERALL).reasons == []


def test_a_cause_behind_the_last_of_listed_accounts_is_its_own() -> None:
    text = (
        "2100101行政运行12万元，较上年增加2万元；2100302乡镇卫生院50万元，较上年增加9万元，系在编人员增资。"
    )
    found = [one for one in claims(text, SPENDING) if one.kind == "change"]
    assert [one.reason_id for one in found] == [None, "r1"]


def test_a_cause_behind_listed_uses_is_that_of_all() -> None:
    text = "基本支出比上年增加2万元，项目支出比上年增加9万元，主要原因是机构合并。"
    assert {one.reason_id for one in claims(text, OVERALL)} == {"r1"}


@pytest.mark.parametrize(
    "text",
    [
        "住房公积金（项）5万元，年初4万元，完成125%。",
        "住房公积金（项）5万元，年初为4万元，完成125%。",
        "2210201住房公积金5万元，年初4万元，完成125%。",
    ],
)
def test_of_an_account_the_beginning_of_the_year_is_its_budget(text: str) -> None:
    outturn, budget, rate = claims(text, SPENDING)
    assert [one.phase for one in (outturn, budget)] == ["final", "initial_budget"]
    assert rate.base == "initial_budget"


def test_what_there_was_at_the_beginning_of_the_year_is_no_budget() -> None:
    assert claims("固定资产年初4万元，年末5万元。", "国有资产占用情况说明")[0].phase != "initial_budget"


@pytest.mark.parametrize("words", ["预决算差异率-25%", "预决算偏差率-25%", "预决算差异率为-25%"])
def test_a_rate_named_by_budget_and_outturn_is_a_change_against_the_budget(words: str) -> None:
    found = claims(f"住房公积金（项）3万元。年初预算4万元，{words}，差异系人员减少。", SPENDING)[-1]
    assert (found.kind, found.base, found.direction) == ("change_rate", "initial_budget", "down")
    assert found.reason_id == "r1"


@pytest.mark.parametrize("words", ["年初预算与决算一致", "年初预算数与决算数持平", "年初预算和支出决算相同"])
def test_a_budget_like_its_outturn_is_what_the_outturn_is_held_against(words: str) -> None:
    found = claims(f"住房公积金（项）3万元。{words}。", SPENDING)[-1]
    assert (found.direction, found.base) == ("flat", "initial_budget")


def test_a_budget_like_last_years_outturn_is_held_against_that() -> None:
    found = claims("住房公积金（项）3万元，与2023年决算一致。", SPENDING)[-1]
    assert (found.direction, found.base) == ("flat", "prior_year")


@pytest.mark.parametrize("words", ["210（类）卫生健康支出", "210(类)卫生健康支出", "（210类）卫生健康支出"])
def test_the_mark_of_a_level_may_stand_behind_the_code(words: str) -> None:
    assert claims(f"{words}5万元，占50%。", SPENDING)[0].account_path == ["卫生健康支出"]


@pytest.mark.parametrize("words", ["210（类）别人员经费", "210（人）卫生健康支出"])
def test_other_numbers_before_brackets_are_no_code(words: str) -> None:
    assert claims(f"{words}5万元，占50%。", SPENDING)[0].account_path in ([], ["卫生健康支出"])


@pytest.mark.parametrize("words", ["预算合计5万元，决算合计4万元", "预算总计5万元，决算总计4万元"])
def test_the_totals_of_a_chapter_are_of_what_it_is_about(words: str) -> None:
    found = claims(f"{words}，比预算少1万元。", PUBLIC)
    assert {one.measure for one in found} == {"three_public_expenditure"}


@pytest.mark.parametrize("words", ["中期追加", "执行期间追加", "年度内追加"])
def test_what_was_added_to_a_budget_in_the_year_is_a_change_of_it(words: str) -> None:
    found = claims(f"年初预算9万元，{words}1万元，调整预算10万元。", SPENDING)[1]
    assert (found.kind, found.base, found.direction) == ("change", "initial_budget", "up")


@pytest.mark.parametrize("words", ["上年同口径4万元", "上年可比口径为4万元", "2023年同口径4万元"])
def test_last_years_amount_on_the_same_footing_is_that_of_the_year_before(words: str) -> None:
    found = claims(f"2024年机关运行经费3万元，{words}，同比压减1万元，压减25%。", "机关运行经费支出情况说明")
    assert {one.measure for one in found} == {"institution_operation"}
    assert [one.period for one in found] == [2024, 2023, 2024, 2024]


@pytest.mark.parametrize("words", ["超出1万元", "多支1万元", "超支1万元"])
def test_what_was_spent_beyond_a_budget_is_of_the_outturn(words: str) -> None:
    change = claims(f"住房保障支出6万元，为年初预算5万元的120%，{words}。", SPENDING)[-1]
    assert (change.kind, change.phase, change.base) == ("change", "final", "initial_budget")


def test_in_a_budget_a_change_is_of_the_budget() -> None:
    found = claims("住房保障支出6万元，比上年预算增加1万元。", "一般公共预算支出情况", kind="budget")
    assert found[-1].phase == "initial_budget"


@pytest.mark.parametrize("words", ["的根源在于机构合并", "，成因是机构合并", "，减支根源：机构合并"])
def test_what_a_change_springs_from_is_its_cause(words: str) -> None:
    narrative = read(f"本年支出9万元，比上年减少1万元。支出减少{words}。", OVERALL)
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1"]


@pytest.mark.parametrize("words", ["预决算无差异", "预决算没有差异", "预算与决算无差异"])
def test_no_difference_of_budget_and_outturn_is_against_the_budget(words: str) -> None:
    found = claims(f"住房公积金（项）：年初预算5万元，支出决算5万元，{words}。", SPENDING)[-1]
    assert (found.direction, found.base) == ("flat", "initial_budget")


@pytest.mark.parametrize("words", ["无变化", "持平", "没有增减"])
def test_what_is_as_it_was_belongs_to_the_year_reported(words: str) -> None:
    found = claims(f"因公出国（境）费2024年0万元，2023年0万元，{words}。", PUBLIC)[-1]
    assert (found.direction, found.period) == ("flat", 2024)


def test_causes_may_be_told_apart_by_as_one_and_as_two() -> None:
    narrative = read("本年支出9万元，比上年增加1万元。增加事由：一为人员调资，二为新增监测。", OVERALL)
    assert [reason.text for reason in narrative.reasons][1:] == ["人员调资", "新增监测"]
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1"]


def test_who_a_body_is_for_opens_no_list() -> None:
    text = "本年支出9万元，比上年增加1万元，主要原因是二级单位一为企业，统一为职工参保。"
    assert len(read(text, OVERALL).reasons) == 1


@pytest.mark.parametrize("when", ["7月", "11月份", "年中"])
def test_what_is_done_to_a_budget_in_a_month_is_a_change_of_it(when: str) -> None:
    found = claims(f"年初预算9万元，{when}调增1万元，全年预算10万元。", SPENDING)[1]
    assert (found.kind, found.base, found.direction) == ("change", "initial_budget", "up")


@pytest.mark.parametrize("years", ["2022—2026年", "2022-2026年", "2022至2026年"])
def test_a_span_of_years_is_no_year_of_an_amount(years: str) -> None:
    found = claims(f"某工程建设期{years}，本年支出5万元，占项目支出的50%。", "项目支出情况")
    assert {one.period for one in found} == {2024}


def test_one_year_is_that_of_an_amount() -> None:
    assert claims("2023年项目支出5万元。", "项目支出情况")[0].period == 2023


@pytest.mark.parametrize("thing", ["公务用车购置", "因公出国（境）", "公务用车运行维护"])
def test_what_was_nothing_is_what_is_as_it_was(thing: str) -> None:
    text = f"公务接待费3万元，比上年减少1万元；{thing}为0，与上年一致。"
    flat = claims(text, PUBLIC)[-1]
    assert flat.direction == "flat"
    assert flat.measure not in (None, "official_reception")
