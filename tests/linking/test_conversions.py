"""An amount and the same again in another unit right behind it."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.conversions import check_conversions
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of


def verdicts(text: str) -> list[str]:
    read = document_of(("收入支出决算总体情况说明", text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_conversions(read_narrative(read).claims, found)
    return [made.verdict for made in found.checks]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("支出总计10497.79万元，折合{}亿元。", "1.05", "10.50"),  # another unit
        ("公务接待费0.46万元（{}元），上年0.50万元。", "4,600", "6,400"),  # swapped
        ("培训费2.51万元（即{}元）。", "25,100", "25,700"),  # a digit
    ],
)
def test_an_amount_told_in_two_units_is_one(text: str, right: str, wrong: str) -> None:
    assert verdicts(text.format(right)) == ["holds"]
    assert verdicts(text.format(wrong)) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "培训费2.51万元（上年25,700元）。",
        "培训费2.51万元（300元）。",  # of something else
        "培训费2.51万元，会议费25,700元。",
        "培训费2.51万元（25,700元/期）。",
    ],
)
def test_another_amount_behind_it_is_not_held_against_it(text: str) -> None:
    assert verdicts(text) == []
