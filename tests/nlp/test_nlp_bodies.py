"""Figures of single bodies in a department's text: they are no figures of the department."""

from __future__ import annotations

import pytest

from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

SUMMARY = "收入支出决算总体情况说明"


def understood(text: str) -> dict[str, bool]:
    """Whether each amount of a text of 某某区农业农村局 is known to be that body's."""
    document = document_of((SUMMARY, text))
    document.document.record.issuer = "某某区农业农村局"
    return {claim.raw or "": claim.understood for claim in read_narrative(document).claims}


@pytest.mark.parametrize(
    "text",
    [
        "从单位看：局机关本年收入5万元、本年支出4万元；区技术推广站本年收入3万元、本年支出2万元。",
        "各单位情况如下：\n1.局机关：本年收入5万元，本年支出4万元。\n2.区技术推广站：本年收入3万元。本年支出2万元。",
        "（一）局机关\n本年收入5万元，本年支出4万元。\n（二）区技术推广站\n本年收入3万元。\n本年支出2万元。",
        "区技术推广站本年收入3万元，本年支出2万元；局本级本年收入5万元，本年支出4万元。",
    ],
)
def test_what_is_listed_of_several_bodies_is_not_the_departments(text: str) -> None:
    assert understood(text) == {"5万元": False, "4万元": False, "3万元": False, "2万元": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局机关本年收入5万元、本年支出4万元。", {"5万元": True, "4万元": True}),
        ("局本级本年收入5万元。局机关运行经费4万元。", {"5万元": True, "4万元": True}),
        ("区技术推广站本年收入3万元；本年支出4万元。", {"3万元": False, "4万元": True}),
        ("区技术推广站本年收入3万元，本部门本年支出4万元。", {"3万元": False, "4万元": True}),
        (
            "（一）区技术推广站\n本年收入3万元。\n（二）收支结构\n本年支出4万元。",
            {"3万元": False, "4万元": True},
        ),
        ("区技术推广站：本年收入3万元。\n全局本年支出4万元。", {"3万元": False, "4万元": True}),
        ("1.行政运行：本年收入3万元，本年支出4万元。", {"3万元": True, "4万元": True}),
    ],
)
def test_a_body_is_spoken_of_no_longer_than_its_row(text: str, expected: dict[str, bool]) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "分单位看，局本级“三公”经费9万元，其中会议费7万元。",
        "按预算单位划分，区农业农村局机关支出9万元，其中基本支出7万元；区畜牧段支出3万元。",
        "从各单位情况看，机关支出9万元，其中基本支出7万元。",
        "区水利管理段“三公”经费9万元，其中会议费7万元。",
        "区技术推广站支出9万元，其中：基本支出7万元。",
    ],
)
def test_a_part_of_what_one_body_spent_is_not_the_departments(text: str) -> None:
    assert not understood(text)["7万元"]


@pytest.mark.parametrize(
    "text",
    [
        "区水利管理段“三公”经费9万元，其中会议费3万元；会议费7万元。",
        "区农业农村局“三公”经费9万元，其中会议费7万元。",
        "分单位看，支出均有增长。本部门会议费7万元。",
    ],
)
def test_what_no_single_body_spent_stays_the_departments(text: str) -> None:
    assert understood(text)["7万元"]
