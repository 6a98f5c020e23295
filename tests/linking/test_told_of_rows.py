"""Changes of what a row names against the two years of the row."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.statements import by_sentence
from linking.checks.text.told_of_rows import check_told_of_rows
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.linking_books import fact
from tests.support.nlp_reading import document_of

ROWS = {"公用经费": ("90.00", "100.00"), "青原县水土保持站": ("32.00", "28.00")}


def told(text: str) -> list[str]:
    read = document_of(("部门支出情况说明", text))
    facts = [
        fact("other", label, [head], value, phase="final", period=year, column=column, row=row)
        for row, (label, values) in enumerate(ROWS.items(), 1)
        for column, (head, year, value) in enumerate(
            (("本年决算数", 2024, values[0]), ("上年决算数", 2023, values[1])), 1
        )
    ]
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_told_of_rows(facts, by_sentence(read_narrative(read).claims), found)
    return [made.rule_id for made in found.checks if made.verdict == "fails"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2024年公用经费90.00万元，比2023年下降12.50%。", ["stated_growth"]),
        ("公用经费支出90.00万元，比上年减少20.00万元。", ["stated_change"]),
        ("水土保持站支出32.00万元，比上年下降14.29%。", ["stated_growth"]),
    ],
)
def test_a_change_behind_a_rows_own_amount_is_that_of_the_row(text: str, rules: list[str]) -> None:
    assert told(text) == rules


@pytest.mark.parametrize(
    "text",
    [
        "公用经费90.00万元，比上年下降10.00%。",
        "公用经费70.00万元，比上年下降12.00%。",
        "公用经费90.00万元，按可比口径比上年下降12.00%。",
        "公用经费90.00万元，其中财政拨款60.00万元，比上年下降12.00%。",
        "公用经费90.00万元，比年初预算下降12.00%。",
        "水土保持站32.00万元，灌溉面积比上年下降14.29%。",
    ],
)
def test_a_change_of_something_else_is_left(text: str) -> None:
    assert told(text) == []
