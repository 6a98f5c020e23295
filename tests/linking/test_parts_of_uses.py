"""What one use of the money holds (项目支出中的工资福利支出) is not all that its words name."""

from __future__ import annotations

import pytest

from linking.linker import link
from linking.links.operands import narrowing_wholes
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

SPENDING = "支出预算情况说明"
WAGES = "工资福利支出预算92.40万元，同比增长2.40%，增长原因是社保基数上调。"


def verdicts(*paragraphs: str) -> list[str]:
    read = document_of((SPENDING, "\n".join(paragraphs)), kind="budget")
    return [made.verdict for made in link(read.document, read_narrative(read).claims).links]


@pytest.mark.parametrize(
    "part",
    [
        "项目支出中的工资福利支出1.20万元，同比增加1.20万元。",
        "项目支出内工资福利支出比上年增加1.20万元。",
        "项目支出预算10.00万元，其中：工资福利支出1.20万元，同比增加1.20万元。",
        "在项目支出中，工资福利支出1.20万元，较上年增加1.20万元。",
        "项目支出预算10.00万元。\n其中：工资福利支出同比增加1.20万元。",
    ],
)
def test_a_change_of_a_part_of_one_use_is_no_ground_for_the_rate_of_the_whole(part: str) -> None:
    assert "contradicted" not in verdicts(WAGES, part)


@pytest.mark.parametrize(
    "same",
    [
        "本年工资福利支出同比增加1.20万元。",
        "人员经费95.00万元，其中：工资福利支出同比增加1.20万元。",  # all wages are of the staff
        "项目支出预算10.00万元。\n工资福利支出较上年增加1.20万元。",  # a sentence of its own
    ],
)
def test_a_change_of_the_same_thing_is(same: str) -> None:
    assert "contradicted" in verdicts(WAGES, same)


def test_what_another_item_gives_another_amount_is_another_thing_of_that_name() -> None:
    other = "活动中心本年工资福利支出预算1.20万元，同比增加1.20万元。"
    assert "contradicted" not in verdicts(WAGES, other)


def test_an_account_of_the_functional_classification_is_narrowed_by_any_use() -> None:
    read = document_of(
        (SPENDING, "基本支出20.00万元，其中：教育支出（类）15.00万元。教育支出（类）预算40.00万元。"),
        kind="budget",
    )
    claims = read_narrative(read).claims
    assert list(narrowing_wholes(claims).values()) == ["basic_expenditure"]


def test_a_part_as_large_as_its_whole_is_a_part() -> None:
    for wages in ("5.00", "4.00"):
        text = f"项目支出5.00万元，其中：工资福利支出{wages}万元。"
        found = read_narrative(document_of((SPENDING, text), kind="budget")).claims
        assert narrowing_wholes(found) == {found[1].claim_id: "project_expenditure"}


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        (
            "机关运行经费82.16万元，比上年减少3.24万元。其中：公务用车运行维护费6.75万元。",
            ["institution_operation"],
        ),
        ("某计划18.60万元，其中：其他收入6.00万元。", ["某计划"]),
        ("收入总计18.60万元，其中：其他收入6.00万元。", []),
    ],
)
def test_a_part_of_what_runs_the_office_or_is_not_understood_is_not_all_of_its_name(
    text: str, wholes: list[str]
) -> None:
    claims = read_narrative(document_of((SPENDING, text), kind="budget")).claims
    assert list(narrowing_wholes(claims).values()) == wholes
