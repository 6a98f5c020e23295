"""What is told of one level of a body is not decided by the figures of the whole body."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.statements import check_statements
from linking.linker import link
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.linking_books import fact
from tests.support.nlp_reading import document_of

RUNNING = "机关运行经费情况说明"
WHOLE = "机关运行经费支出440.00万元，比2023年增加40.00万元，增长10.00%。"


def verdict_of_rate(text: str, title: str = "某县水利局2024年度部门决算") -> str:
    """The verdict of the last rate, where the table has 440 and 400 for the whole body."""
    read = document_of((RUNNING, text))
    read.document.record.title = title
    read.document.facts = [
        fact("other", "机关运行经费支出", [f"{year}年度"], value, period=year, column=column, row=1)
        for column, (year, value) in enumerate(((2023, "400.00"), (2024, "440.00")), 1)
    ]
    claims = read_narrative(read).claims
    rates = [claim.claim_id for claim in claims if claim.kind == "change_rate"]
    return {one.claim_id: one.verdict for one in link(read.document, claims).links}[rates[-1]]


@pytest.mark.parametrize("level", ["局本级", "局机关", "所属事业单位", "局下属单位", "直属各单位"])
def test_the_rate_of_a_level_is_not_borne_out_by_the_whole(level: str) -> None:
    text = f"{WHOLE}其中，{level}机关运行经费支出比2023年增长10.00%。"
    assert verdict_of_rate(text) == "unverifiable"


@pytest.mark.parametrize("whose", ["", "本部门", "局本级及所属单位", "我局"])
def test_the_rate_of_the_whole_is(whose: str) -> None:
    assert verdict_of_rate(f"{whose}{WHOLE}") == "supported"


def test_in_a_document_of_that_level_its_figures_decide() -> None:
    text = f"局本级{WHOLE}"
    assert verdict_of_rate(text, "某县水利局（本级）2024年度单位决算") == "supported"


def failing(text: str) -> list[str]:
    read = document_of((RUNNING, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_statements(read_narrative(read).claims, found)
    return [made.rule_id for made in found.checks if made.verdict == "fails"]


PART = (
    "其中，局本级机关运行经费支出250.00万元，{}增加10.00万元，增长{}%；所属单位机关运行经费支出190.00万元。"
)


@pytest.mark.parametrize("base", ["比2023年", "与上年相比", "较去年同期"])
@pytest.mark.parametrize(("rate", "fails"), [("4.17", False), ("10.00", True), ("41.7", True)])
def test_a_rate_right_behind_its_amount_and_change_is_theirs(base: str, rate: str, fails: bool) -> None:
    assert failing(WHOLE + PART.format(base, rate)) == ["stated_growth"] * fails


@pytest.mark.parametrize(
    "text",
    [
        "其中，局本级机关运行经费支出250.00万元，其中设备费比上年增加10.00万元，增长10.00%。",
        "其中，局本级机关运行经费支出250.00万元，比年初预算增加10.00万元，比上年增长10.00%。",
        "其中，局本级机关运行经费支出250.00万元，比上年增加10.00万元。全部门增长10.00%。",
        "其中，局本级机关运行经费支出250.00万元，比上年增加10.00万元，增长88.00%。",  # no slip makes it
    ],
)
def test_a_rate_of_something_else_is_left(text: str) -> None:
    assert failing(WHOLE + text) == []
