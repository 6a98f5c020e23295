"""Parts of a budget: what one fund gives to one use of the money, and shares of all that is planned."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims

TITLE = "部门预算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "预算共安排项目支出90万元，主要包括：本年财政拨款安排70万元，单位资金安排20万元。",
        "项目支出90万元，其中：财政拨款70万元，单位资金20万元。",
        "项目支出90万元。其中财政拨款安排70万元、单位资金安排20万元。",
        "项目支出90万元（其中：财政拨款70万元，单位资金20万元）。",
    ],
)
def test_a_fund_that_is_part_of_a_use_is_what_it_gives_to_that_use(text: str) -> None:
    found = claims(text, TITLE, kind="budget")
    assert [(c.measure, c.fund, str(c.value)) for c in found[1:]] == [
        ("project_expenditure", "fiscal_grant", "70"),
        ("project_expenditure", "unit_funds", "20"),
    ]


@pytest.mark.parametrize("whole", ["政府采购预算", "基本支出", "公用经费"])
def test_any_use_has_parts_by_fund(whole: str) -> None:
    of_all, of_fund = claims(f"{whole}90万元，其中：一般公共预算拨款70万元。", TITLE, kind="budget")
    assert (of_fund.measure, of_fund.fund) == (of_all.measure, "general_public_budget")


@pytest.mark.parametrize(
    "text", ["本年支出90万元，其中：财政拨款70万元。", "收入预算90万元，其中：财政拨款70万元。"]
)
def test_a_fund_that_is_part_of_all_money_is_no_part_of_a_use(text: str) -> None:
    assert claims(text, TITLE, kind="budget")[-1].measure not in ("project_expenditure", "basic_expenditure")


@pytest.mark.parametrize("all_of_it", ["支出预算", "支出预算总额", "2024年支出预算", "支出年初预算"])
def test_a_part_of_the_planned_expenditure_is_a_share_and_nothing_completed(all_of_it: str) -> None:
    found = claims(f"基本支出60万元，占{all_of_it}的60%。", TITLE, kind="budget")[-1]
    assert (found.kind, found.measure, str(found.value)) == ("share", "basic_expenditure", "60")
    assert "支出" in (found.share_of or "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("其中：政府集中采购预算60万元，占政府采购预算的60%。", "share"),
        ("分散采购60万元，占政府采购预算60%。", "share"),
        ("货物类采购60万元，占政府采购预算的60%。", "share"),
        ("公务接待费预算60万元，占“三公”经费预算的60%。", "share"),
        ("政府采购60万元，占政府采购预算的60%。", "completion_rate"),
        ("上年政府采购货物实际执行60万元，占政府采购预算的60%。", "completion_rate"),
    ],
)
def test_a_part_of_a_planned_use_is_a_share_and_the_use_itself_is_completed(text: str, kind: str) -> None:
    assert claims(text, TITLE, kind="budget")[-1].kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基本支出60万元，占2023年支出预算的60%。", "budget"),
        ("支出60万元，占年初预算的60%。", "budget"),
        ("支出60万元，占支出预算的60%。", "final_accounts"),
    ],
)
def test_a_share_of_another_year_or_of_the_budget_spent_is_none_of_all_planned(text: str, kind: str) -> None:
    assert claims(text, TITLE, kind=kind)[-1].kind == "completion_rate"


@pytest.mark.parametrize(
    "text",
    [
        "政府采购预算合计60万元，其中：货物类10万元、工程类20万元、服务类30万元。",
        "安排政府采购预算60万元，其中货物10万元、工程20万元、服务30万元。",
        "政府采购支出60万元。其中：货物10万元，工程20万元，服务30万元。",
        "预算安排政府采购支出60万元，其中，货物类10万元，工程类20万元，服务类30万元。",
    ],
)
def test_short_names_of_what_is_procured_are_explained_by_their_whole(text: str) -> None:
    found = claims(text, "政府采购情况", kind="budget")
    assert [(c.measure, str(c.value), c.understood) for c in found] == [
        ("procurement", "60", True),
        ("procurement_goods", "10", True),
        ("procurement_works", "20", True),
        ("procurement_services", "30", True),
    ]


@pytest.mark.parametrize(
    "text", ["项目支出60万元，其中：服务类30万元。", "本年支出60万元，其中：货物10万元。"]
)
def test_short_names_below_another_whole_are_not_procured(text: str) -> None:
    assert not str(claims(text, TITLE, kind="budget")[-1].measure).startswith("procurement")


@pytest.mark.parametrize(
    "title",
    [
        "支出按功能科目分类的明细情况",
        "支出按功能分类情况",
        "按支出经济分类科目的明细情况",
        "支出功能分类明细",
    ],
)
def test_a_title_that_says_how_expenditure_is_classified_names_no_other_subject(title: str) -> None:
    (found,) = claims("（1）行政运行（2010601）12.50万元。", title, kind="budget")
    assert (found.account_code, found.understood) == ("2010601", True)


def test_words_before_the_classification_in_a_title_are_not_taken_away() -> None:
    (found,) = claims("（1）行政运行（2010601）12.50万元。", "援外专款支出按功能分类情况", kind="budget")
    assert not found.understood


@pytest.mark.parametrize("lead", ["预算共安排", "预算安排", "预算合计安排了", ""])
def test_what_the_budget_sets_aside_is_named_by_what_stands_behind(lead: str) -> None:
    (found,) = claims(f"2024年{lead}项目支出60万元。", TITLE, kind="budget")
    assert (found.subject, found.measure, found.understood) == ("项目支出", "project_expenditure", True)


@pytest.mark.parametrize(
    "text",
    [
        "本年预算数90万元，其中：教育支出70万元，住房保障支出20万元；支出比上年增加6万元。",
        "支出预算90万元，其中：教育支出70万元、住房保障支出20万元；支出较上年增加6万元。",
        "（二）支出预算\n年初预算数90万元，其中：农林水支出70万元，卫生健康支出20万元；支出较去年增加6万元。",
    ],
)
def test_behind_a_list_of_accounts_that_a_semicolon_ends_the_side_is_the_whole(text: str) -> None:
    change = claims(text, TITLE, kind="budget")[-1]
    assert (change.kind, change.account_path, change.side) == ("change", [], "expenditure")


def test_behind_an_account_of_its_own_the_side_is_that_account() -> None:
    text = "住房保障支出20万元，支出比上年增加6万元。"
    assert claims(text, TITLE, kind="budget")[-1].account_path == ["住房保障支出"]


@pytest.mark.parametrize(
    "whole", ["一般公共预算财政拨款收入支出预算", "一般财政拨款收支总预算", "一般公共预算拨款收支预算总计"]
)
def test_uses_that_are_parts_of_both_sides_of_a_fund_are_paid_by_it(whole: str) -> None:
    found = claims(f"{whole}90万元。其中基本支出70万元；项目支出20万元。", TITLE, kind="budget")
    assert [claim.fund for claim in found[-2:]] == ["general_public_budget"] * 2


def test_uses_that_are_parts_of_all_money_are_of_no_fund() -> None:
    found = claims("收支总预算90万元。其中基本支出70万元；项目支出20万元。", TITLE, kind="budget")
    assert [claim.fund for claim in found[-2:]] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "公务用车购置费0万元，购置0辆，公务用车保有量9辆，其中：公务用车4辆，特种车5辆。",
        "公务用车购置支出0万元，全年购置公务用车0辆，年末保有量9辆，其中公务用车4辆、执法车5辆。",
        "公务用车购置5万元，更新公务用车1辆。截至年末实有车辆9辆，其中：公务用车4辆，执法车5辆。",
    ],
)
def test_vehicles_that_are_part_of_those_held_were_not_bought(text: str) -> None:
    four = next(claim for claim in claims(text, "“三公”经费支出决算情况说明") if claim.value == 4)
    assert four.measure != "vehicles_bought"


PUBLIC = "“三公”经费支出情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "2023年“三公”经费实际支出9万元，其中会议费7万元、公务接待费2万元，2024年预算数比2023年执行数增加1万元。",
        "从2023年执行情况看，“三公”经费支出9万元，其中：会议费7万元，公务接待费2万元。",
        "2023年全年执行情况：会议费7万元、公务接待费2万元。",
        "2023年“三公”经费决算9万元。其中：会议费7万元；公务接待费2万元。",
        "2023年“三公”经费决算9万元。其中：会议费7万元。公务接待费2万元。",
        "2023年会议费实际支出7万元，公务接待费实际支出2万元。",
        "2023年会议费、公务接待费执行数分别为7万元、2万元。",
        "2023年“三公”经费实际支出9万元（年初预算10万元），其中会议费7万元，公务接待费2万元。",
        "2023年“三公”经费执行数9万元，其中：\n1.会议费7万元；\n2.公务接待费2万元。",
        "上年“三公”经费实际支出9万元，其中会议费7万元、公务接待费2万元。",
    ],
)
def test_parts_of_last_years_outturn_are_outturn_too(text: str) -> None:
    found = [one for one in claims(text, PUBLIC, kind="budget") if one.value in (7, 2)]
    assert [(one.phase, one.period) for one in found] == [("final", 2023)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "2023年“三公”经费实际支出9万元，其中年初预算安排2万元。",
        "2023年“三公”经费预算数9万元，其中公务接待费2万元。",
        "2023年“三公”经费实际支出8万元，2023年预算数9万元，其中公务接待费2万元。",
        "2023年预算安排情况：公务接待费2万元。",
        "2023年“三公”经费实际支出8万元，2024年预算9万元，其中公务接待费2万元。",
        "2024年“三公”经费预算9万元，比2023年执行数8万元增加1万元，其中公务接待费2万元。",
        "2023年“三公”经费执行数8万元，2024年预算安排如下：\n1.公务接待费2万元。",
    ],
)
def test_what_follows_last_years_outturn_keeps_the_budget_that_it_names(text: str) -> None:
    (part,) = (one for one in claims(text, PUBLIC, kind="budget") if one.value == 2)
    assert part.phase == "initial_budget"


def test_a_change_of_the_planned_year_behind_an_outturn_is_planned() -> None:
    text = "2023年会议费实际支出9万元，2024年预算数比2023年执行数增加1万元，增长11.11%。"
    found = [one for one in claims(text, PUBLIC, kind="budget") if one.kind != "level"]
    assert [(one.phase, one.period) for one in found] == [("initial_budget", 2024)] * 2
