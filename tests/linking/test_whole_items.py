"""Items of a form with 人员经费 and 公用经费 side by side are held against what the text says of them."""

from __future__ import annotations

import pytest

from records.file_tables import FactRecord
from tests.support.linking_books import claim, fact, linked

STAFF, PUBLIC = ["人员经费", "决算数"], ["公用经费", "决算数"]


def item(code: str, label: str, path: list[str], value: str, row: int) -> FactRecord:
    also = {"account_code": code, "scheme": "economic", "row": row}
    return fact("basic_expenditure", label, path, value, fund="general_public_budget", **also)


def verdict_of(facts: list[FactRecord], subject: str, measure: str, value: str) -> str:
    also = {"measure": measure, "fund": "general_public_budget"}
    return linked(facts, [claim("level", subject, value, **also)], kind="basic_expenditure")[0].verdict


FORM = [
    item("301", "工资福利支出", STAFF, "80.00", 1),
    item("302", "商品和服务支出", PUBLIC, "20.00", 1),
    item("303", "对个人和家庭的补助", STAFF, "7.00", 2),
    item("310", "资本性支出", PUBLIC, "3.00", 2),
]


@pytest.mark.parametrize(
    ("subject", "measure", "right", "wrong"),
    [
        ("工资福利支出", "wages_and_welfare", "80.00", "88.00"),
        ("商品和服务支出", "goods_and_services", "20.00", "26.00"),
        ("对个人和家庭的补助支出", "subsidies_to_individuals", "7.00", "9.00"),
    ],
)
def test_a_class_of_a_side_is_all_that_is_spent_on_it(
    subject: str, measure: str, right: str, wrong: str
) -> None:
    assert verdict_of(FORM, subject, measure, right) == "supported"
    assert verdict_of(FORM, subject, measure, wrong) == "contradicted"


def test_a_column_for_each_use_of_one_row_is_a_part_of_it() -> None:
    parts = [
        item("302", "商品和服务支出", STAFF, "5.00", 1),
        item("302", "商品和服务支出", PUBLIC, "20.00", 1),
        item("301", "工资福利支出", STAFF, "80.00", 2),
    ]
    assert verdict_of(parts, "商品和服务支出", "goods_and_services", "25.00") == "unverifiable"
