"""Causes that no word opens, that come first in the midst of a sentence, or that several changes have."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read

TITLE = "支出决算情况说明"


def explained(text: str) -> list[tuple[str, str | None]]:
    """Each claim's number, with the text of its cause."""
    narrative = read(text, TITLE)
    reasons = {one.reason_id: one.text for one in narrative.reasons}
    return [(str(one.value), reasons.get(one.reason_id or "")) for one in narrative.claims]


@pytest.mark.parametrize(
    "cause",
    [
        "公务用车制度改革后车辆移交机关事务中心",
        "落实过紧日子要求",
        "部分工程尚未完成验收",
        "会议全部改为视频形式所致",
    ],
)
def test_a_clause_of_a_known_kind_behind_a_change_is_its_cause(cause: str) -> None:
    found = explained(f"公务用车运行费5万元，比上年减少4.7万元，{cause}。")
    assert found == [("5", None), ("4.7", cause.removesuffix("所致"))]


def test_a_clause_behind_the_bracket_of_a_change_is_its_cause() -> None:
    found = explained("会议费0.8万元，比上年下降20%（上年1万元），改为视频会议；培训费2万元。")
    assert found == [("0.8", None), ("20", "改为视频会议"), ("1", None), ("2", None)]


def test_a_clause_that_says_which_is_larger_is_no_part_of_the_cause_behind_it() -> None:
    figures = "年初预算为5万元，支出决算为6万元，完成年初预算的120%"
    (reason,) = read(f"会议费{figures}，决算数大于预算数，会议次数增加。", TITLE).reasons
    assert reason.text == "会议次数增加"


@pytest.mark.parametrize(
    "behind", ["剔除该因素后为2万元", "若剔除会议则为2万元", "计划接待40批次", "年末共有20人"]
)
def test_what_is_told_beside_a_cause_is_no_part_of_it(behind: str) -> None:
    text = f"差旅费5万元，比上年增加3万元，主要原因是会议次数增加，{behind}。"
    assert [one.text for one in read(text, TITLE).reasons] == ["会议次数增加"]


@pytest.mark.parametrize(
    "clause",
    [
        "主要用于新增项目的设备购置",
        "其中新增项目较多",
        "共新增车辆2辆",
        "未突破年初预算",
        "本单位将继续加强管理",
        "新增项目支出2万元",
        "差旅费用途主要包括新增会议的交通",
    ],
)
def test_what_else_stands_behind_a_change_is_no_cause(clause: str) -> None:
    assert read(f"差旅费5万元，比上年增加3万元，{clause}。", TITLE).reasons == []


def test_a_cause_that_the_next_sentence_opens_is_the_only_one() -> None:
    narrative = read("差旅费比上年减少3万元，压减出差人员。主要原因是会议改为线上。", TITLE)
    assert [one.text for one in narrative.reasons] == ["会议改为线上"]


@pytest.mark.parametrize("word", ["因", "由于", "因为"])
def test_a_cause_between_an_amount_and_its_change_explains_what_follows(word: str) -> None:
    found = explained(f"支出决算20万元，{word}来访批次减少，比上年减少2万元，下降9.09%。")
    assert found == [("20", None), ("2", "来访批次减少"), ("9.09", "来访批次减少")]


def test_a_cause_before_a_rate_of_completion_explains_it() -> None:
    found = explained("年初预算15万元，因专项资金未列入年初预算，完成年初预算的830%。")
    assert found == [("15", None), ("830", "专项资金未列入年初预算")]


def test_words_of_cause_before_what_money_is_for_open_none() -> None:
    assert read("印刷费5万元，因公文印制安排，用于文件印制3万元。", TITLE).reasons == []


@pytest.mark.parametrize(
    "told",
    [
        "两项变动均系压减开支。",
        "以上减少主要是压减开支。",
        "上述变化的主要原因为压减开支。",
        "两项减少的原因是压减开支。",
        "压减开支是两项减少的共同原因。",
    ],
)
def test_what_points_at_several_changes_explains_all_of_them(told: str) -> None:
    found = explained(f"公务接待费5万元，比上年减少1万元。会议费8万元，比上年减少2万元，下降20%。{told}")
    causes = dict(found)
    assert causes == {"5": None, "1": "压减开支", "8": None, "2": "压减开支", "20": "压减开支"}


def test_what_points_at_several_changes_leaves_those_that_have_a_cause() -> None:
    found = explained(
        "培训费4万元，比上年减少3万元，原因是班次减少。"
        "公务接待费5万元，比上年减少1万元。会议费8万元，比上年减少2万元。以上减少主要是压减开支。"
    )
    assert [cause for value, cause in found if value in "123"] == ["班次减少", "压减开支", "压减开支"]


def test_a_cause_without_such_words_is_that_of_the_last_change() -> None:
    found = explained(
        "差旅费3万元，比上年减少1万元。邮电费2万元，比上年减少0.5万元。减少的原因是电话费下降。"
    )
    assert [cause for _, cause in found] == [None, None, None, "电话费下降"]


def test_the_cause_of_a_difference_from_the_budget_goes_past_the_change_over_the_year() -> None:
    found = explained(
        "公务用车购置及运行维护费预算为20万元，支出决算为15.87万元，与2023年度相比，减少5.41万元，主要原因是维修减少；"
        "完成预算的79.35%，决算数小于预算数的主要原因是定点加油。"
    )
    assert [cause for _, cause in found] == ["定点加油", "定点加油", "维修减少", "定点加油"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("原因是受汛期影响，线下培训大幅压减。", "受汛期影响，线下培训大幅压减"),
        ("原因是受汛期影响。", "汛期"),
    ],
)
def test_what_a_cause_begins_with_goes_only_with_its_end(text: str, cause: str) -> None:
    assert read(f"培训费比上年减少3万元，{text}", TITLE).reasons[0].text == cause


def test_a_relation_is_told_where_nothing_else_is_that_its_cause_explains() -> None:
    found = claims(
        "公务接待费决算数小于年初预算数的主要原因是来访减少。会议费较上年增加的原因为新增会议。", TITLE
    )
    assert [(one.kind, one.direction, one.base, one.reason_id) for one in found] == [
        ("relation", "down", "initial_budget", "r1"),
        ("relation", "up", "prior_year", "r2"),
    ]


def test_a_relation_that_opens_the_cause_of_figures_is_none_of_its_own() -> None:
    found = claims("年初预算5万元，支出决算3万元。决算数小于年初预算数的主要原因是来访减少。", TITLE)
    assert [(one.kind, one.reason_id) for one in found] == [("level", "r1"), ("level", "r1")]


@pytest.mark.parametrize("words", ["系", "主要是", "因"])
def test_the_causes_of_the_former_and_of_the_latter_are_apart(words: str) -> None:
    found = explained(
        "决算数比年初预算减少3.65万元、比上年增加4.90万元，分别下降2.87%和增长4.14%，"
        f"前者{words}差旅费压减，后者{words}新增人员。"
    )
    assert [cause for _, cause in found] == ["差旅费压减", "新增人员", "差旅费压减", "新增人员"]


def test_one_cause_of_changes_against_two_bases_is_that_of_both() -> None:
    found = explained(
        "支出合计20万元，比上年和年初预算分别增加2万元和1万元，增幅分别为11%、5%，原因是调整工资。"
    )
    assert [cause for _, cause in found] == [None, *["调整工资"] * 4]


def test_a_name_that_begins_like_a_cause_opens_none() -> None:
    text = "受灾群众救助全年预算20万元，支出20万元，预算执行率100%。"
    assert read(text, TITLE).reasons == []


@pytest.mark.parametrize(
    ("cause", "kinds"),
    [
        ("污水实际处理量低于预期", ["workload"]),
        ("灌溉面积大于计划", ["workload"]),
        ("新录用人员缴费增加", ["staff_changes"]),
        ("上年公开选调3名干部", ["staff_changes"]),
    ],
)
def test_how_much_there_was_to_do_and_who_came_are_causes_by_themselves(cause: str, kinds: list[str]) -> None:
    (reason,) = read(f"节能环保支出90万元，低于年初预算9万元，{cause}。", TITLE).reasons
    assert (reason.text, reason.categories) == (cause, kinds)


@pytest.mark.parametrize("cost", ["车辆老化维修成本上升", "水厂运行成本增加", "防治成本提高"])
def test_what_things_cost_is_a_second_cause_and_no_effect(cost: str) -> None:
    (reason,) = read(f"维修费9万元，比上年增加3万元，主要原因是巡查里程增加，{cost}。", TITLE).reasons
    assert reason.text == f"巡查里程增加，{cost}"


@pytest.mark.parametrize(
    "aside", ["由于年初预算为0，无法计算百分比，", "因上年决算数为0万元，故不计算增幅，", ""]
)
def test_why_there_is_no_rate_is_no_cause_of_the_change(aside: str) -> None:
    text = f"其他支出5万元，比年初预算增加5万元，{aside}主要原因是年中追加彩票公益金。"
    (reason,) = read(text, TITLE).reasons
    assert reason.text == "年中追加彩票公益金"
    assert ("5", reason.text) in explained(text)[1:]


@pytest.mark.parametrize("head", ["受国务院委托，", "受市人民政府委托，", "受组委会邀请，"])
def test_on_whose_behalf_something_is_told_is_no_cause(head: str) -> None:
    assert read(f"{head}差旅费支出比上年增加3万元。", TITLE).reasons == []


def test_a_whole_that_grew_is_not_explained_by_its_part_that_fell() -> None:
    parts = "项目支出增加6万元，公务接待费减少1万元，主要原因是严格控制接待批次"
    told = explained(f"支出总计90万元，比上年增加5万元，其中：{parts}。")
    assert told[1] == ("5", None)
    assert told[-1] == ("1", "严格控制接待批次")
