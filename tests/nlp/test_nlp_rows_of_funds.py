"""Whose money, and of which stage, figures are that a row or a list tells after naming it once."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import rows

GRANTS = "财政拨款收入支出决算总体情况说明"
TITLE = "一般公共预算财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "其中一般公共预算：年初结转3万元，收入9万元，支出8万元；政府性基金预算：收入5万元，支出4万元。",
        "一般公共预算：收入9万元，支出8万元；政府性基金预算：收入5万元，支出4万元。",
        "其中，一般公共预算财政拨款：收入9万元，支出8万元；政府性基金预算财政拨款：收入5万元，支出4万元。",
    ],
)
def test_a_fund_before_a_colon_is_that_of_its_row(text: str) -> None:
    found = [row for row in rows(text, GRANTS, "value", "fund") if row[0] in "9854"]
    assert [row[1] for row in found] == ["general_public_budget"] * 2 + ["government_fund"] * 2


def test_what_follows_the_row_has_its_own_fund() -> None:
    text = "一般公共预算：收入9万元，支出8万元；财政拨款收入合计20万元。"
    assert rows(text, GRANTS, "fund")[-1] == ("fiscal_grant",)


@pytest.mark.parametrize("joint", ["，包括", "（其中：", "，主要包括"])
def test_what_each_fund_gives_of_the_grants_is_revenue_of_grants(joint: str) -> None:
    text = f"财政拨款收入65万元{joint}一般公共预算50万元、政府性基金预算15万元"
    text += "）。" if "（" in joint else "。"
    found = rows(text, "收入决算情况说明", "value", "measure", "fund")
    assert found[1:] == [
        ("50", "fiscal_grant_revenue", "general_public_budget"),
        ("15", "fiscal_grant_revenue", "government_fund"),
    ]


def test_a_fund_in_a_sentence_of_its_own_is_no_part() -> None:
    text = "财政拨款收入65万元。包括一般公共预算在内的支出50万元。"
    assert rows(text, "收入决算情况说明", "measure")[-1] != ("fiscal_grant_revenue",)


@pytest.mark.parametrize(
    "text",
    [
        "公共安全支出决算216万元，年初预算215万元，执行率100.47%，其中：行政运行90万元，年初预算86万元。",
        "公共安全支出年初预算215万元，决算216万元，完成年初预算的100.47%，其中：行政运行90万元。",
        "公共安全支出216万元，年初预算215万元。其中：行政运行90万元，年初预算86万元；事业运行9万元，年初预算8万元。",
    ],
)
def test_parts_behind_a_rate_or_beside_their_budget_are_what_was_spent(text: str) -> None:
    stages = dict(rows(text, TITLE, "value", "phase"))
    assert stages["90"] == "final"
    assert stages.get("86", "initial_budget") == "initial_budget"


def test_parts_of_a_budget_are_budgeted() -> None:
    text = "公共安全支出年初预算100万元，其中：行政运行60万元，信息化建设40万元。"
    assert {phase for (phase,) in rows(text, TITLE, "phase")} == {"initial_budget"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2040201科目“行政运行”支出90万元；", "2040202科目“信息化建设”支出9万元；"),
        ("2040201行政运行90万元，", "2040202信息化建设9万元。"),
        ("行政运行（项）支出90万元；", "信息化建设（项）支出9万元。"),
    ],
)
def test_items_of_a_list_have_the_fund_of_the_line_that_opens_it(first: str, second: str) -> None:
    text = f"1.一般公共预算支出按科目：\n{first}\n{second}"
    text += "\n2.政府性基金支出按科目：\n2120803科目“城市建设支出”支出5万元；"
    found = rows(text, "财政拨款支出决算情况说明", "value", "fund", "account_path")
    assert [row[1] for row in found] == ["general_public_budget"] * 2 + ["government_fund"]
    assert not any(name.startswith("科目") for row in found for name in row[2])


def test_a_paragraph_behind_the_list_is_no_item_of_it() -> None:
    text = "1.政府性基金支出按科目：\n2120803城市建设支出5万元。\n财政拨款支出中，公共安全支出9万元。"
    assert rows(text, "财政拨款支出决算情况说明", "fund")[-1] != ("government_fund",)


def test_by_what_parts_are_told_apart_is_no_whole() -> None:
    text = "按资金来源划分：\n财政拨款收入65万元（占比98.49%）；\n事业收入1万元（占比1.51%）。"
    found = rows(text, "收入决算情况说明", "kind", "share_of")
    assert not any("划分" in (whole or "") for kind, whole in found if kind == "share")


@pytest.mark.parametrize(
    "title",
    ["一般公共预算支出明细（按项级科目）", "一般公共预算支出分项列示", "一般公共预算支出明细"],
)
def test_items_are_understood_under_a_title_that_says_how_they_are_told(title: str) -> None:
    text = "2040201 行政运行：2024年支出90万元（基本支出80万元，项目支出10万元）。"
    found = rows(text, title, "value", "fund", "understood")
    assert found == [(value, "general_public_budget", "True") for value in ("90", "80", "10")]


@pytest.mark.parametrize(
    ("title", "text", "measure"),
    [
        ("政府采购情况", "采购预算9万元，货物、工程、服务分别为3万元、4万元、2万元。", "procurement"),
        (
            "“三公”经费",
            "合计9万元。出国0万元、接待1万元、用车8万元，其中购置5万元、运行3万元。",
            "three_public_expenditure",
        ),
        ("机关运行经费支出情况", "运行经费9万元，比上年增加1万元。", "institution_operation"),
    ],
)
def test_a_short_word_means_what_its_chapter_is_about(title: str, text: str, measure: str) -> None:
    assert rows(text, title, "measure", "understood")[0] == (measure, "True")


@pytest.mark.parametrize("text", ["设备采购9万元。", "在预留项目中，由中小企业供应商中标的，采购9万元。"])
def test_a_word_that_others_narrow_is_not_what_the_chapter_is_about(text: str) -> None:
    assert rows(text, "政府采购情况", "measure") != [("procurement",)]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算项目支出9万元，共2个项目：“甲系统维护”项目5万元；“乙设施改造”项目4万元。",
        "一般公共预算项目支出9万元，其中：甲系统维护5万元、乙设施改造4万元。",
        "一般公共预算项目支出9万元，主要项目包括：甲系统维护5万元，乙设施改造4万元。",
    ],
)
def test_projects_that_are_parts_have_the_fund_and_the_side_of_their_whole(text: str) -> None:
    found = rows(text, "情况说明", "value", "fund", "side")
    assert [row for row in found if row[0] in "54"] == [
        ("5", "general_public_budget", "expenditure"),
        ("4", "general_public_budget", "expenditure"),
    ]


def test_a_project_of_another_sentence_is_no_part() -> None:
    text = "一般公共预算项目支出9万元。甲系统维护5万元由财政专户资金安排。"
    assert rows(text, "情况说明", "fund")[-1] != ("general_public_budget",)


@pytest.mark.parametrize("joint", ["，其中", "，其中：", "，占财政拨款支出的13.5%，其中"])
def test_what_funds_give_to_an_account_is_of_that_account(joint: str) -> None:
    text = f"2.城乡社区支出21万元{joint}一般公共预算11万元、政府性基金预算10万元；"
    found = rows(text, "财政拨款支出决算情况说明", "value", "fund", "account_path")
    assert [row for row in found if row[0] in ("11", "10")] == [
        ("11", "general_public_budget", "['城乡社区支出']"),
        ("10", "government_fund", "['城乡社区支出']"),
    ]


@pytest.mark.parametrize("end", ["结转和结余", "结转结余", "结余"])
def test_a_part_of_what_is_carried_over_is_of_the_same_end_of_the_year(end: str) -> None:
    text = f"年末结转和结余83万元，其中财政拨款{end}14万元。年初结转和结余72万元，其中财政拨款{end}20万元。"
    found = dict(rows(text, "年末结转结余情况", "value", "measure"))
    assert (found["14"], found["20"]) == ("carry_over_closing", "carry_over_opening")


@pytest.mark.parametrize(
    ("phrase", "phase"),
    [
        ("年初部门一般公共预算财政拨款支出", "initial_budget"),
        ("年初一般公共预算财政拨款", "initial_budget"),
        ("年初政府性基金预算财政拨款支出", "initial_budget"),
        ("年初一般公共预算财政拨款结转和结余", "final"),
    ],
)
def test_the_start_of_the_year_before_a_fund_is_a_budget(phrase: str, phase: str) -> None:
    assert rows(f"2024年{phrase}9万元。", "预算安排与决算情况", "phase")[0] == (phase,)
