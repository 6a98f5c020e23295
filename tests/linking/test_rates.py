"""Rates that have no base, and rates that have no sign."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.rates import check_rates
from linking.links.operands import ClaimIndex
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

TRAVEL = "财政拨款“三公”经费支出决算情况说明"


def failing(*texts: str) -> list[str]:
    read = document_of((TRAVEL, "\n".join(texts)))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_rates(ClaimIndex.of(read_narrative(read).claims), found)
    return [made.rule_id for made in found.checks if made.verdict == "fails"]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出决算为0.60万元，比上年增加0.60万元，增长100%。",
        "公务接待费支出决算0.60万元，上年0万元，增长100%。",
        "公务接待费支出决算由上年的0万元增加到0.60万元，增幅100%。",
        "公务接待费支出年初预算为0万元，支出决算为0.60万元，完成年初预算的100%。",
    ],
)
def test_there_is_no_rate_of_nothing(text: str) -> None:
    assert failing(text) == ["rate_of_nothing"]


def test_the_amount_may_stand_in_another_sentence_of_the_chapter() -> None:
    told = "公务接待费支出决算为0.60万元，完成预算的30%。"
    assert failing(told, "公务接待费支出决算比上年增加0.60万元，增长100%。") == ["rate_of_nothing"]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出决算为1.20万元，比上年增加0.60万元，增长100%。",
        "公务接待费支出决算为0.60万元，比上年增加0.60万元。",
        "公务接待费支出决算为0万元，比上年减少0.60万元，下降100%。",
        "公务接待费支出决算为0.60万元，比上年增加0.60万元，增长9900%。",  # the year before: 0.006
        "公务接待费支出决算为1万元，比上年增加1万元，增长150%。",  # the year before: 0.4
        "公务接待费支出年初预算为0万元，年中追加0.60万元，支出决算为0.60万元，完成预算的100%。",
        "公务接待费支出预算0.60万元，支出决算1.20万元，比上年增加0.60万元，增长100%。",
    ],
)
def test_a_rate_of_something_is_one(text: str) -> None:
    assert failing(text) == []


def test_one_rate_of_two_totals_is_told_once() -> None:
    text = "收入、支出总计均为60.00万元，比上年增加60.00万元，增长100%。"
    assert failing(text) == ["rate_of_nothing"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("支出80.00万元，其中：基本支出60.00万元，占75.00；项目支出20.00万元，占25.00%。", 1),
        ("完成预算的83.33%。公务接待费支出5.00万元，比上年减少1.00万元，下降16.67。", 1),
        ("（单位：万元、%）支出80.00万元，增长5.49；其中基本支出60.00万元，占75.00。", 0),
        ("支出完成预算的83.33%。支出80.00万元，两项占比分别为75.00、25.00%。", 0),
        ("支出完成预算的83.33%。支出80.00万元，其中基本支出占比为0.75，即60.00万元。", 0),
        ("支出80.00万元，其中：基本支出60.00万元，占75.00%；项目支出20.00万元，占25.00%。", 0),
        ("支出80.00万元，其中：基本支出60.00万元，占七成五。", 0),
        ("公务接待费支出5.00万元，比上年减少1.00万元，下降百分之十六点六七。", 0),
    ],
)
def test_a_rate_has_its_sign(text: str, told: int) -> None:
    assert failing(text) == ["sign_left_out"] * told


@pytest.mark.parametrize(
    ("rate", "outcome"),
    [("34.13", []), ("25.45", ["stated_growth"]), ("12.90", [])],
)
def test_growth_is_no_percentage_of_what_came_of_it(rate: str, outcome: list[str]) -> None:
    told = "支出合计915.32万元，其中水库加固项目603.18万元、河道清淤项目312.14万元。"
    assert failing(f"{told}与上年决算相比，增加232.92万元，增长{rate}%。") == outcome


def test_growth_from_the_amount_of_the_year_before_is_right() -> None:
    assert failing("上年支出合计915.32万元。与上年决算相比，增加232.92万元，增长25.45%。") == []
    fell = "支出合计915.32万元。与上年决算相比，减少232.92万元，下降{}%。"
    assert failing(fell.format("20.29")) == []
    assert failing(fell.format("25.45")) == ["stated_growth"]
