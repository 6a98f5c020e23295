"""Grades beside their scores, by the scale of the document or that of the regulation."""

from __future__ import annotations

import pytest

from tests.support.checks_paper import Paper


def told(text: str, scale: str = "") -> list[str]:
    paper = Paper()
    paper.chapter("十、绩效评价情况", f"{scale}{text}")
    return [one.message for one in paper.checks("score_grade")]


@pytest.mark.parametrize(
    "text",
    [
        "护林项目绩效自评得分86.2分，评价等级为“优”。",
        "护林项目评价结果为优（自评得分86.2分）。",
        "护林项目综合得分为86分，评为优秀，较好地完成了任务。",
        "护林项目自评得分95.4分，等级为良。",
        "护林项目自评得分71分，自评结果为良好。",
        "护林项目总分93.5分，评价等次为中。",
    ],
)
def test_a_grade_that_no_scale_gives_a_score_is_told(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "护林项目绩效自评得分90分，评价等级为“优”。",
        "护林项目绩效自评得分86.2分，评价等级为“良”。",
        "护林项目绩效自评得分78分，评价等级为“良”。",
        "护林项目得分85分，造林项目等级为优。",
        "平均得分86.2分，等级为优的项目3个。",
        "两个项目得分分别为86分、95分，等级分别为良、优。",
        "质量指标得分18分，评价结果为优。",
        "护林项目产出（满分70分）得分68.5分，评价结果为优。",
        "护林项目自评得分92.3分，评价等级为“良”，因触发负面清单下调一档。",
        "党建考核得分88.6分，考核结果为优秀。",
        "项目验收结论为优，绩效自评得分85分。",
    ],
)
def test_a_grade_of_something_else_or_in_its_scale_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "scale",
    ["85分以上为优，70至85分为良。", "优（85分及以上）、良（70分以上）。", "对应分值为85-100分、70-84分。"],
)
def test_the_scale_of_the_document_goes_before(scale: str) -> None:
    assert told("护林项目绩效自评得分86.2分，评价等级为“优”。", scale) == []
    assert len(told("护林项目绩效自评得分86.2分，评价等级为“良”。", scale)) == 1


def test_of_several_scales_none_is_applied() -> None:
    scale = "项目85-100分为优，整体支出90-100分为优。"
    assert told("护林项目绩效自评得分86.2分，评价等级为“优”。", scale) == []
