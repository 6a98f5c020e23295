"""Projects that a text names as examples of several, or that others scored: not held against one row."""

from __future__ import annotations

import pytest

from records.file_tables import TableRecord
from tests.support.linking_books import claim, fact, linked

ROWS = ("防汛值守保障", "河道清淤疏浚", "堤防维修养护")


def verdicts(sentence: str, kind: str, value: str, unit: str) -> list[str]:
    facts = []
    for name, budget in zip(ROWS, ("12.00", "32.00", "48.00"), strict=True):
        facts.append(fact("performance_summary", name, ["全年预算数"], budget, phase="adjusted_budget"))
        facts.append(fact("performance_summary", name, ["自评得分"], "95.2", unit="分"))
    for one in facts:
        one.measure = "score" if one.unit == "分" else one.measure
    stated = claim(kind, "项目", value, unit, sentence=sentence, phase="adjusted_budget")
    return [link.verdict for link in linked(facts, [stated], "performance")]


@pytest.mark.parametrize("named", ["防汛值守保障等3个项目", "防汛值守保障等项目"])
def test_the_money_of_several_projects_is_not_that_of_the_one_named(named: str) -> None:
    assert verdicts(f"对{named}开展自评，全年预算92万元。", "level", "92", "万元") == ["unverifiable"]


def test_the_money_of_a_project_is_held_against_its_row() -> None:
    assert verdicts("防汛值守保障项目开展自评，全年预算92万元。", "level", "92", "万元") == ["contradicted"]
    assert verdicts("防汛值守保障项目开展自评，全年预算12万元。", "level", "12.00", "万元") == ["supported"]


SEVERAL = "对2个项目开展自评，全年预算{}万元，其中“防汛值守保障”{}万元、“农村饮水巩固”{}万元。"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (SEVERAL, "92"),
        (SEVERAL, "80"),
        ("实行绩效管理的项目8个，全年预算92万元，其中“防汛值守保障”项目12万元。", "92"),
        ("“防汛值守保障”项目得分高，3个二级项目全年预算92万元。", "92"),
    ],
)
def test_what_is_told_of_several_or_of_another_is_not_held_against_the_one_named(
    sentence: str, value: str
) -> None:
    assert verdicts(sentence.format("92", "12", "80"), "level", value, "万元") == ["unverifiable"]


def test_what_is_told_behind_a_name_in_a_list_is_held_against_its_row() -> None:
    assert verdicts(SEVERAL.format("92", "18", "80"), "level", "18", "万元") == ["contradicted"]


SCORES = "（1）防汛值守保障项目：自评得分{}分；（2）村道养护项目：自评得分{}分。"


def scored(value: str, column: str = "自评得分", sentence: str = SCORES) -> list[str]:
    """The verdicts on the score of the first project, of which a row and the only form, of another, tell."""
    facts = [
        fact("performance_summary", ROWS[0], ["得分", "执行率得分"], "9.8", unit="分"),
        fact("performance_summary", ROWS[0], ["得分", column], "95.2", unit="分"),
        fact("performance_project", "总分", ["得分"], "91.6", unit="分"),
    ]
    for one in facts:
        one.measure = "score"
    stated = claim("score", "自评得分", value, "分", sentence=sentence.format(value, "91.6"))
    return [link.verdict for link in linked(facts, [stated], "performance")]


@pytest.mark.parametrize("column", ["自评得分", "总分", "合计"])
def test_the_score_of_a_project_is_held_against_its_own_row_not_against_the_only_form(column: str) -> None:
    assert scored("95.2", column) == ["supported"]
    assert scored("92.5", column) == ["contradicted"]


def test_an_average_over_projects_is_not_held_against_the_one_told_before() -> None:
    assert scored("97.2", sentence="防汛值守保障开展自评。2个项目平均得分{}分，最低{}分。") == [
        "unverifiable"
    ]


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("部分项目绩效自评结果汇总表", "unverifiable"),
        ("重点预算项目自评情况表", "unverifiable"),
        ("项目绩效自评结果汇总表", "contradicted"),
    ],
)
def test_a_summary_of_some_projects_does_not_count_all_of_them(title: str, verdict: str) -> None:
    facts = [fact("performance_summary", name, ["全年预算数"], "9") for name in ROWS]
    table = TableRecord(
        document_id="d", table_id=facts[0].table_id, statement=facts[0].statement, title=title, is_empty=False
    )
    stated = claim("count", "预算项目", "8", "个", sentence="对8个预算项目全部开展了绩效自评。")
    assert [link.verdict for link in linked(facts, [stated], "performance", tables=[table])] == [verdict]


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("执行率得分", "该项目执行率得分{}分。"),
        ("自评得分", "产销监测项目：自评得分{}分。信息运维项目：自评得分95.97分。"),
    ],
)
def test_the_score_of_a_part_or_of_another_project_is_not_held_against_the_only_form(
    subject: str, sentence: str
) -> None:
    form = fact("performance_project", "总分", ["得分"], "91.6", unit="分")
    form.measure = "score"
    said = [part + "。" for part in sentence.format("9.72").split("。") if part]
    told = [claim("score", subject, "9.72", "分", sentence=one) for one in said]
    assert {link.verdict for link in linked([form], told, "performance")} == {"unverifiable"}


def test_the_score_of_the_only_project_is_held_against_its_form() -> None:
    form = fact("performance_project", "总分", ["得分"], "91.6", unit="分")
    form.measure = "score"
    told = claim("score", "自评得分", "97.2", "分", sentence="该项目自评得分97.2分。")
    assert [link.verdict for link in linked([form], [told], "performance")] == ["contradicted"]
