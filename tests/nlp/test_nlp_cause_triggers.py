"""Words that open a cause without 是, titles that announce causes, changes told without an amount."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read

TITLE = "支出决算情况说明"


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("印刷费比上年减少2万元，变化原因主要文件改为网上传阅。", "文件改为网上传阅"),
        ("印刷费比上年减少2万元，下降5%，主要严格执行公文管理规定。", "严格执行公文管理规定"),
        ("其中，减少的经费是因为两所学校划归市级管理，减少了经费34万元。", "两所学校划归市级管理"),
        ("会议管理进一步规范，但由于换届会议集中召开，会议费总体略有增加。", "换届会议集中召开"),
        ("因下乡检查增多，差旅费较上年有所增加。", "下乡检查增多"),
        ("设备购置费9万元，主要是检测车辆增加；印刷费3万元。", "检测车辆增加"),
    ],
)
def test_a_cause_that_no_usual_word_opens_is_found(told: str, cause: str) -> None:
    assert [reason.text for reason in read(told, TITLE).reasons] == [cause]


@pytest.mark.parametrize(
    "text",
    [
        "项目支出9万元，主要用于设备购置。",
        "项目管理水平有所提高，主要是开展了培训。",
        "项目支出比上年增加9万元，主要原因集中体现在附表。",
        "接待12批次，比上年增加3批次；接待90人次，较上年增加20人次，无国外接待情况。",
    ],
)
def test_what_tells_of_no_change_of_money_opens_no_cause(text: str) -> None:
    assert [reason.text for reason in read(text, TITLE).reasons if "体现" not in reason.text] == []


def test_a_chapter_of_causes_is_a_list_of_them() -> None:
    text = "一是新增两批出国考察，差旅费增加；二是完成公务用车改革，运行维护费减少。"
    whole, first, second = read(text, "“三公”经费变动原因").reasons
    assert (first.list_id, second.list_id) == (whole.reason_id, whole.reason_id)
    assert [first.text, second.text] == ["新增两批出国考察", "完成公务用车改革"]
    assert read(text, "“三公”经费支出情况").reasons == []


def test_an_annex_behind_a_cause_is_no_part_of_it() -> None:
    text = "会议费比上年减少2万元，主要原因是会议改为线上，附件：1.预算公开表。"
    assert [reason.text for reason in read(text, TITLE).reasons] == ["会议改为线上"]


def test_a_cause_behind_a_completion_rate_is_that_of_the_change_beside_it_too() -> None:
    told = claims("教育支出5亿元，同比增长9%，完成预算的98%。主要是新建校舍。", TITLE)
    assert [(one.kind, one.reason_id) for one in told] == [
        ("level", None),
        ("change_rate", "r1"),
        ("completion_rate", "r1"),
    ]


def test_a_cause_behind_budget_and_outturn_is_not_that_of_the_change_told_before() -> None:
    text = (
        "印刷费比上年增加2万元。年初预算为5万元，支出决算为4万元，完成年初预算的80%，主要是文件改为网上传阅。"
    )
    assert [one.kind for one in claims(text, TITLE) if one.reason_id is None] == ["change"]


@pytest.mark.parametrize("told", ["比上年增加3万元", "比上年预算持平"])
def test_a_paragraph_goes_on_with_the_part_that_it_names(told: str) -> None:
    text = (
        "“三公”经费预算47万元，比上年增加25万元。其中：\n（一）因公出国（境）费0万元，比上年预算持平。\n"
        f"（二）公务接待费1万元。{told}。"
    )
    assert claims(text, "“三公”经费预算情况说明", kind="budget")[-1].measure == "official_reception"
