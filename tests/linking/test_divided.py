"""Amounts that a sentence divides into all their parts, and lists that may be of some parts only."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.families import check_families
from linking.checks.text.narrative import check_numbers
from linking.checks.text.statements import check_statements
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

TITLE = "部门收支预算情况说明"


def verdicts(text: str) -> list[str]:
    read = document_of((TITLE, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_statements(read_narrative(read).claims, found)
    return [made.verdict for made in found.checks if made.rule_id == "stated_parts"]


def failed(text: str) -> list[str]:
    read = document_of((TITLE, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    claims = read_narrative(read).claims
    check_statements(claims, found)
    check_numbers(read.document, claims, found)
    return [made.rule_id for made in found.checks if made.verdict == "fails"]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出2747.21万元：工资福利支出{}万元，商品和服务支出462.24万元，对个人和家庭的补助28.30万元。",
        "基本支出2747.21万元，占支出预算的40.50%，包括工资福利支出{}万元、商品和服务支出462.24万元"
        "和对个人和家庭的补助28.30万元；项目支出3784.95万元，占支出预算的59.50%。",
        "基本支出2747.21万元（工资福利支出{}万元，商品和服务支出462.24万元，对个人和家庭的补助28.30万元），"
        "项目支出3784.95万元。",
        "支出2747.21万元（不含年末结转和结余123.25万元）：1.工资福利支出{}万元；2.商品和服务支出462.24万元；"
        "3.对个人和家庭的补助28.30万元。",
        "支出2747.21万元。按经济分类划分：工资福利支出{}万元，占82.14%；商品和服务支出462.24万元，占16.83%；"
        "对个人和家庭的补助28.30万元，占1.03%。",
        "财政拨款支出2747.21万元。支出包括工资福利支出{}万元、商品和服务支出462.24万元和对个人和家庭的补助28.30万元。",
        # by its last part the list takes up what the others leave
        "本年收入2747.21万元，其中：财政拨款收入{}万元，事业收入462.24万元，其他收入28.30万元（含利息收入3.11万元）。",
    ],
)
def test_a_wrong_digit_among_all_the_parts_of_an_amount_is_seen(text: str) -> None:
    assert verdicts(text.format("2256.67")) == ["holds"]
    for wrong in ("2356.67", "2256.17", "1256.67"):
        assert verdicts(text.format(wrong)) == ["fails"]


def test_what_is_all_by_its_measures_needs_no_form() -> None:
    text = "支出合计4604.66万元，其中基本支出2688.33万元，项目支出{}万元。"
    assert verdicts(text.format("1916.33")) == ["holds"]
    assert verdicts(text.format("1116.33")) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        # some of the parts, and one that no wrong digit explains
        "基本支出2747.21万元，其中：工资福利支出2156.67万元，商品和服务支出462.24万元，差旅费28.30万元。",
        "基本支出2747.21万元，主要包括工资福利支出2156.67万元、商品和服务支出462.24万元、差旅费28.30万元。",
        "基本支出2747.21万元：工资福利支出2156.67万元，商品和服务支出399.11万元，对个人和家庭的补助28.30万元。",
        # of round numbers a part may be missing
        "项目支出500.00万元：甲项目200.00万元，乙项目100.00万元。",
        # a part of a part, and parts of another year
        "支出2747.21万元：基本支出2256.67万元、人员经费462.24万元、项目支出29.30万元。",
        "支出2747.21万元：基本支出2256.67万元，上年基本支出462.24万元，项目支出29.30万元。",
        # what goes on behind the list is not of it
        "支出2747.21万元：基本支出2256.67万元、项目支出461.24万元，增加28.30万元。",
    ],
)
def test_a_list_that_may_not_be_all_is_left_alone(text: str) -> None:
    assert "fails" not in verdicts(text)


def test_a_list_of_all_the_measures_of_a_family_is_added_up_once() -> None:
    text = (
        "政府采购支出总额230.26万元，其中：政府采购货物支出{}万元、政府采购工程支出82.07万元、"
        "政府采购服务支出68.86万元。"
    )
    read = document_of((TITLE, text.format("79.33")))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    claims = read_narrative(read).claims
    check_families(claims, 2024, found)
    check_statements(claims, found)
    assert [made.verdict for made in found.checks if made.rule_id == "stated_parts"] == ["holds"]
    assert verdicts(text.format("89.33")) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "项目支出1250.00万元，其中校舍维修项目680.00万元，总投资1900.00万元（分三年实施）。",
        "项目支出1250.00万元，其中信息化项目200.00万元，该项目合同总价1500.00万元，其余项目1050.00万元。",
        "项目支出1250.00万元，其中助学项目200.00万元，带动社会投资1500.00万元。",
        "项目支出1250.00万元，其中设备更新200.00万元、累计支付1480.00万元。",
    ],
)
def test_what_is_told_of_a_part_is_no_further_part(text: str) -> None:
    assert failed(text) == []


def test_parts_that_are_more_than_their_whole_are_told() -> None:
    assert failed("项目支出1250.00万元，其中校舍维修项目680.00万元，设备更新项目790.00万元。")
