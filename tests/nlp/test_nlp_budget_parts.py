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
        ("基本支出60万元，占2023年支出预算的60%。", "budget"),
        ("支出60万元，占年初预算的60%。", "budget"),
        ("支出60万元，占支出预算的60%。", "final_accounts"),
    ],
)
def test_a_share_of_another_year_or_of_the_budget_spent_is_none_of_all_planned(text: str, kind: str) -> None:
    assert claims(text, TITLE, kind=kind)[-1].kind == "completion_rate"
