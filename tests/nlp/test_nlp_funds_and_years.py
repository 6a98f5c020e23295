"""What is told of the years before by fund, of accounts of several funds, and of rows with short names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.narrative import read_narrative
from nlp.subjects import clean_phrase
from records.file_tables import FactRecord
from tests.support.nlp_reading import claims, document_of

GRANTS = "财政拨款收入支出决算总体情况说明"
LEFT = "年初财政拨款结转和结余36.23万元"


@pytest.mark.parametrize(
    "text",
    [
        f"{LEFT}，其中一般公共预算财政拨款9.07万元，政府性基金预算财政拨款27.16万元。",
        f"{LEFT}（其中：一般公共预算9.07万元、政府性基金预算27.16万元）。",
        f"{LEFT}。其中，一般公共预算财政拨款9.07万元；政府性基金预算财政拨款27.16万元。",
    ],
)
def test_what_a_fund_has_of_the_years_before_is_no_income_of_the_year(text: str) -> None:
    told = [(claim.measure, claim.fund) for claim in claims(text, GRANTS)]
    assert told[1:] == [
        ("carry_over_opening", "general_public_budget"),
        ("carry_over_opening", "government_fund"),
    ]


def test_what_a_fund_gives_beside_what_was_carried_over_is_income() -> None:
    text = f"{LEFT}。一般公共预算财政拨款收入9.07万元，政府性基金预算财政拨款收入27.16万元。"
    assert [claim.measure for claim in claims(text, GRANTS)][1:] == ["fiscal_grant_revenue"] * 2


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("2022年末结转和结余", "年末结转和结余"),
        ("2022年初财政拨款结转和结余", "年初财政拨款结转和结余"),
        ("2022年末一般公共预算财政拨款结余", "年末一般公共预算财政拨款结余"),
        ("2022年末实有车辆", "车辆"),
    ],
)
def test_the_end_of_a_year_belongs_to_what_was_left_then(phrase: str, left: str) -> None:
    assert clean_phrase(phrase) == left


def test_what_an_open_bracket_names_is_what_is_measured() -> None:
    text = "年末结转和结余90.00万元，与上年年末（即年初结转和结余82.47万元）相比，增加7.53万元。"
    assert claims(text, GRANTS)[1].measure == "carry_over_opening"
    kept = claims("事业收入90.00万元（含教育收费收入82.47万元）。", "收入决算情况说明")
    assert (kept[0].measure, kept[1].measure) == ("undertaking_revenue", "education_fees")


def test_small_firms_below_the_contracts_of_small_and_medium_ones() -> None:
    text = "授予中小企业合同金额66.32万元，占80.00%；其中小微企业33.16万元，占中小企业合同金额的50.00%。"
    last = claims(text, "政府采购支出情况")[-1]
    assert (last.measure, last.share_of) == ("procurement_small_and_micro", "中小企业合同金额")


ITEMS = "1.住房保障支出（类）住房改革支出（款）住房公积金（项）支出60.00万元。"
OF_FUND = (
    "主要用于：城市建设支出（项）支出286.11万元；其他国有土地使用权出让收入安排的支出（项）支出17.93万元。"
)


def test_an_account_of_one_fund_is_no_parent_of_those_of_another() -> None:
    read = document_of(
        ("一般公共预算财政拨款支出决算情况", ITEMS), ("政府性基金预算财政拨款支出决算情况", OF_FUND)
    )
    assert [claim.account_path[:1] for claim in read_narrative(read).claims] == [
        ["住房保障支出"],
        ["城市建设支出"],
        ["其他国有土地使用权出让收入安排的支出"],
    ]


def test_an_item_inherits_from_the_class_that_it_may_belong_to() -> None:
    title = "一般公共预算财政拨款支出决算情况"
    assert claims(f"{ITEMS}2.购房补贴（项）支出5.00万元。", title)[1].account_path[:1] == ["住房保障支出"]
    assert claims(f"{ITEMS}2.行政单位医疗（项）支出5.00万元。", title)[1].account_path == ["行政单位医疗"]


def rows(item: str) -> list[list[str]]:
    text = (
        f"1.具体情况。年初预算20.00万元，支出决算10.00万元。\n（1）{item}年初预算6.00万元，支出决算5.00万元。"
    )
    read = document_of(("一般公共预算财政拨款支出决算情况", text))
    read.document.facts.append(
        FactRecord(
            document_id="d" * 32,
            fact_id="f1",
            table_id="t1",
            row=1,
            column=1,
            page=1,
            raw="5.00",
            statement="general_public_budget_expenditure",
            row_label="公安",
            column_path=["合计"],
            account_code="20402",
            account_name="公安",
            scheme="functional",
            value=Decimal("5.00"),
        )  # fmt: skip
    )
    return [claim.account_path for claim in read_narrative(read).claims][2:]


@pytest.mark.parametrize("item", ["公安。", "公安：", "公安，"])
def test_a_row_of_the_tables_may_have_a_name_of_two_letters(item: str) -> None:
    assert rows(item) == [["公安"]] * 2


def test_a_short_name_that_no_table_has_is_no_row() -> None:
    assert rows("说明。") == [[]] * 2


@pytest.mark.parametrize("opening", ["收入预算包括：", "本年收入主要包括：", "收入预算构成："])
def test_what_is_listed_behind_a_whole_without_an_amount_is_part_of_it(opening: str) -> None:
    told = claims(
        f"{opening}一般公共预算5.00万元、政府性基金预算3.00万元。", "收支预算情况的总体说明", kind="budget"
    )
    assert [claim.measure for claim in told] == ["fiscal_grant_revenue"] * 2


def test_what_something_is_for_is_no_whole_of_what_follows() -> None:
    told = claims("主要包括：一般公共预算5.00万元。", "收支预算情况的总体说明", kind="budget")
    assert [claim.measure for claim in told] == [None]


def test_下达_before_a_number_is_no_word_of_reaching_it() -> None:
    assert clean_phrase("南屏县下达") == "南屏县下达"
    assert clean_phrase("资产规模达") == "资产规模"
