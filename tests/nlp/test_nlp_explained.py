"""Which claims a cause explains, by the words before it and by where it stands."""

from __future__ import annotations

import re

import pytest

from nlp.causes.opening import opening_of
from tests.support.nlp_reading import read

SPENDING = "支出决算情况说明"
PUBLIC = "“三公”经费支出决算情况说明"
CAUSE = "人员退休"


def explained(text: str, title: str = SPENDING) -> list[tuple[str | None, str, str]]:
    """Subject, kind and value of each claim that has a reason."""
    return [
        (claim.subject, claim.kind, str(claim.value)) for claim in read(text, title).claims if claim.reason_id
    ]


@pytest.mark.parametrize(
    ("head", "subject", "way", "prior"),
    [
        ("公务用车购置及运行维护费支出减少的主要", "公务用车购置及运行维护费支出", "down", False),
        ("因公出国（境）费支出持平的主要", "因公出国（境）费支出", "flat", False),
        ("决算数较上年增加的主要", "", "up", True),
        ("增减变化的主要", "", "any", False),
        ("收入增长的主要", "收入", "up", False),
        ("市本级一般公共预算支出安排的“三公”经费下降的主要", "“三公”经费", "down", False),
        ("决算数与年初预算数存在差异的主要", "", "", False),
        ("主要", "", "", False),
    ],
)
def test_the_words_before_a_cause_name_subject_direction_and_base(
    head: str, subject: str, way: str, prior: bool
) -> None:
    found = opening_of(head)
    assert (found.subject, found.way, found.prior) == (subject, way, prior)


PARTS = (
    "“三公”经费支出比2023年减少5万元，其中：因公出国（境）费减少0万元；"
    "公务用车运行维护费减少6万元；公务接待费增加1万元。"
)


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("公务用车运行维护费减少的主要原因是", "公务用车运行维护费"),
        ("公务接待费支出增加的原因为", "公务接待费"),
        ("因公出国（境）费持平的主要原因是", "因公出国（境）费"),
        ("“三公”经费减少的主要原因：", "“三公”经费支出"),
    ],
)
def test_a_cause_that_names_its_subject_explains_it_wherever_it_stands(words: str, subject: str) -> None:
    assert {one[0] for one in explained(f"{PARTS}{words}{CAUSE}。", PUBLIC)} == {subject}


def test_causes_of_several_subjects_in_a_row_each_explain_their_own() -> None:
    text = f"{PARTS}公务用车运行维护费减少的主要原因是用车减少。公务接待费增加的主要原因是来访增加。"
    assert [one[0] for one in explained(text, PUBLIC)] == ["公务用车运行维护费", "公务接待费"]


def test_a_cause_that_names_another_sort_of_expenditure_explains_none_of_these() -> None:
    text = f"公务接待费减少1万元，比上年下降5%。公务用车运行维护费减少的主要原因是{CAUSE}。"
    assert explained(text, PUBLIC) == []


@pytest.mark.parametrize(
    "words", ["收入支出增加的主要原因是", "财政拨款收入支出增加的主要原因：", "收支增加的原因是"]
)
def test_a_cause_in_a_paragraph_of_its_own_explains_the_changes_of_its_direction_before(words: str) -> None:
    text = (
        "财政拨款收入50万元，比上年增加5万元，增长11%。\n财政拨款支出50万元，比上年增加5万元，增长11%。\n"
        f"政府性基金财政拨款支出0万元，与上年持平。\n{words}{CAUSE}。"
    )
    found = explained(text, "财政拨款收入支出决算情况说明")
    assert [(kind, value) for _, kind, value in found] == [("change", "5"), ("change_rate", "11")] * 2


@pytest.mark.parametrize(
    "words",
    [
        "增加原因：",
        "增加的主要原因是",
        "增减变化的主要原因是：",
        "变动原因：",
        "主要原因是",
        "与上年相比增加的原因是",
    ],
)
def test_a_cause_after_an_aside_goes_back_to_the_change(words: str) -> None:
    text = (
        "项目支出123万元，比2023年增加31万元，增长34%。其中：委员活动经费28万元，网站维护经费95万元。"
        f"{words}{CAUSE}。"
    )
    assert explained(text) == [("项目支出", "change", "31"), ("项目支出", "change_rate", "34")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("决算数较上年增加的主要原因是", "5"),
        ("决算数小于年初预算数的主要原因是", "3"),
        ("比上年增加的主要原因是", "5"),
    ],
)
def test_the_words_before_a_cause_tell_which_of_two_changes_it_explains(words: str, value: str) -> None:
    text = f"基本支出比上年增加5万元，比年初预算数减少3万元。{words}{CAUSE}。"
    assert [one[2] for one in explained(text)] == [value]


@pytest.mark.parametrize(
    "words",
    [
        "，原因",
        "，下降原因",
        "，减少的主要原因",
        "。减少因素有",
        "。究其原因，",
        "。究其主要原因是",
        "，影响因素主要是",
    ],
)
def test_a_cause_may_stand_behind_its_word_without_a_verb(words: str) -> None:
    narrative = read(f"项目支出50万元，比上年减少5万元，下降9%{words}{CAUSE}。", SPENDING)
    assert [reason.text for reason in narrative.reasons] == [CAUSE]
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1", "r1"]


@pytest.mark.parametrize(
    "words",
    [
        "，原因同上",
        "，主要原因详见附表",
        "。针对存在的问题及原因分析如上",
        "，不存在人为因素",
        "，主要原因是与收入总计变动原因相同",
        "，主要原因是同基本支出减少原因基本一致",
    ],
)
def test_words_that_only_point_elsewhere_are_no_cause(words: str) -> None:
    assert read(f"项目支出50万元，比上年减少5万元，下降9%{words}。", SPENDING).reasons == []


def test_what_did_not_change_has_no_part_in_the_cause_of_what_did() -> None:
    text = f"因公出国（境）费比上年增加0万元，公务接待费比上年增加2万元，原因是{CAUSE}。"
    assert explained(text, PUBLIC) == [("公务接待费", "change", "2")]


def test_a_cause_behind_flat_explains_the_flat_statement_alone() -> None:
    text = f"年初预算5万元，支出决算5万元，决算数与年初预算数持平，主要原因是{CAUSE}。"
    assert [one[1] for one in explained(text)] == ["change"]


def test_one_cause_explains_a_list_of_rates() -> None:
    text = f"基本支出比上年下降5%，项目支出下降9%，主要原因是{CAUSE}。"
    assert [one[2] for one in explained(text)] == ["5", "9"]


def test_a_list_that_a_pointer_opens_has_causes_of_its_own() -> None:
    text = (
        "基本支出较上年增17万元。主要变动原因如下：\n1.工资福利支出较上年增18万元，增21%。主要原因是：职称变动。\n"
        "2.商品和服务支出较上年减1万元。主要原因是：会议减少。"
    )
    narrative = read(text, SPENDING)
    assert [reason.text for reason in narrative.reasons] == ["职称变动", "会议减少"]
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1", "r1", "r2"]


@pytest.mark.parametrize(
    "words",
    ["同口径比上年", "按可比口径较上年", "剔除一次性因素后，同比", "同比去年", "两年相比", "同口径"],
)
def test_ways_of_comparing_are_no_subjects(words: str) -> None:
    found = read(f"会议费8万元，{words}减少3万元。培训费{words}减少2万元。", SPENDING).claims
    assert [(c.subject, c.kind, c.base) for c in found] == [
        ("会议费", "level", None), ("会议费", "change", "prior_year"), ("培训费", "change", "prior_year"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "市级（不包括城区、开发区，下同）一般公共预算收入50万元。",
        "市级（下同）一般公共预算收入50万元。",
        "一般公共预算收入（含上级补助）50万元。",
    ],
)
def test_asides_in_brackets_belong_to_no_subject(text: str) -> None:
    (found,) = read(text, "收入决算情况说明").claims
    assert not {"下同", "含"} & set(re.findall("下同|含", found.subject or ""))


def test_brackets_that_belong_to_a_name_stay() -> None:
    assert read("因公出国（境）费5万元。", PUBLIC).claims[0].subject == "因公出国（境）费"


@pytest.mark.parametrize(
    "words",
    [
        "比上年公务接待费有所减少",
        "公务接待费较上年有所下降",
        "公务接待费与上年相比略有减少",
        "相比2023年公务接待费减少",
    ],
)
def test_a_change_without_its_amount_is_a_relation_and_has_a_cause(words: str) -> None:
    narrative = read(f"{words}，主要是因为{CAUSE}。", PUBLIC)
    assert [(c.kind, c.subject, c.direction, c.base, c.value) for c in narrative.claims] == [
        ("relation", "公务接待费", "down", "prior_year", None)
    ]
    assert [reason.text for reason in narrative.reasons][:1] == [CAUSE]
    assert [c.reason_id for c in narrative.claims] == ["r1"]


@pytest.mark.parametrize(
    "text", ["进一步减少行政成本。", "力争比计划提前完成，减少浪费。", "采购金额不得大于预算数的部分。"]
)
def test_plans_and_limits_are_no_relation(text: str) -> None:
    assert read(text, PUBLIC).claims == []


@pytest.mark.parametrize("words", ["决算数大于预算数", "支出决算小于年初预算数", "决算数等于年初预算数"])
def test_a_cause_behind_outturn_set_against_budget_explains_the_item(words: str) -> None:
    text = f"基本支出50万元，完成年初预算的99%，{words}，主要原因：{CAUSE}。"
    kinds = {claim.kind for claim in read(text, SPENDING).claims if claim.reason_id}
    assert kinds == {"level", "completion_rate", "relation"}
