"""What a sentence lists as included in an amount, and changes of accounts that make one change."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.growth import check_account_changes
from linking.checks.text.statements import check_statements
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

OTHER = "其他重要事项情况说明"
GENERAL = "一般公共预算财政拨款支出决算情况说明"


def verdicts(text: str, title: str = OTHER) -> list[str]:
    read = document_of((title, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    claims = read_narrative(read).claims
    check_statements(claims, found)
    check_account_changes(claims, 2024, found)
    return [made.verdict for made in found.checks]


@pytest.mark.parametrize(
    "text",
    [
        "机关运行经费支出36.60万元，包括办公费{}万元、工会经费8.00万元、差旅费5.00万元。",
        "机关运行经费支出36.60万元，主要用于办公费{}万元，工会经费8.00万元，差旅费5.00万元。",
        "机关运行经费36.60万元，其中：办公费{}万元，工会经费8.00万元和差旅费5.00万元。",
    ],
)
def test_what_is_listed_is_no_more_than_what_it_is_part_of(text: str) -> None:
    assert "fails" not in verdicts(text.format("13.05"))
    assert verdicts(text.format("53.05")) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        # a part of a part
        "支出合计100.00万元，其中：基本支出80.00万元、人员经费60.00万元、项目支出20.00万元。",
        # a subtotal among its own parts
        "补助资金100.00万元，包括甲项目90.00万元、乙项目60.00万元、丙项目30.00万元。",
        # what follows is of another year, or another thing altogether
        "机关运行经费36.60万元，包括办公费20.00万元、上年差旅费30.00万元。",
        "办公费36.60万元，其中纸张20.00万元；差旅费50.00万元、会议费60.00万元。",
        "机关运行经费36.60万元，包括办公费13.05万元、差旅费增加30.00万元。",
    ],
)
def test_what_is_not_side_by_side_is_not_added(text: str) -> None:
    assert "fails" not in verdicts(text)


ITEMS = (
    "1.社会保障和就业支出（类）行政事业单位养老支出（款）支出决算93.80万元，比上年增加2.20万元。\n"
    "2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）支出决算58.10万元，"
    "比上年增加{}万元。\n"
    "3.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）支出决算{}万元，"
    "比上年增加0.70万元。\n"
)


def test_the_changes_of_the_items_that_make_an_account_make_its_change() -> None:
    assert verdicts(ITEMS.format("1.50", "35.70"), GENERAL) == ["holds"]
    assert verdicts(ITEMS.format("0.50", "35.70"), GENERAL) == ["fails"]


def test_an_account_that_has_no_money_any_more_makes_a_change_less_than_that_of_its_parts() -> None:
    assert verdicts(ITEMS.format("4.50", "35.70"), GENERAL) == []


def test_changes_are_not_added_where_an_item_may_be_missing() -> None:
    assert verdicts(ITEMS.format("4.50", "20.70"), GENERAL) == []
