"""The second reader of causes: words together tell what no phrase knows, and how sure the kinds are."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from nlp.causes.kinds import barred_kinds, judge
from nlp.causes.likeness import Vocabulary, classes_in, examples, learn, most_like, vocabulary
from nlp.causes.readers import told
from tests.support.nlp_reading import read

FOLDS = 6


def test_most_examples_that_it_has_not_seen_are_told() -> None:
    listed = {one.id: one.texts for one in examples().kind}
    right = total = 0
    for fold in range(FOLDS):
        weights = learn(
            {kind: [t for at, t in enumerate(texts) if at % FOLDS != fold] for kind, texts in listed.items()}
        )
        for kind, texts in listed.items():
            unseen = [text for at, text in enumerate(texts) if at % FOLDS == fold]
            total += len(unseen)
            right += sum(
                (like := most_like(text, weights)) is not None and like.kind == kind for text in unseen
            )
    assert right / total > 0.5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("当地库款调度吃力", "funds_not_received"),
        ("巡演因雨缩水", "workload"),
        ("编制园区详细规划", "project_added"),
        ("质保金按约定留存", "project_postponed"),
    ],
)
def test_words_together_tell_what_no_phrase_knows(text: str, kind: str) -> None:
    found = told(text)
    assert kind in found.categories
    assert found.confidence < told("在职人员减少").confidence


@pytest.mark.parametrize("text", ["鹤舞晴霄", "甲乙丙丁"])
def test_words_that_no_example_has_tell_nothing(text: str) -> None:
    assert most_like(text) is None
    assert told(text).categories == ("other",)


def test_what_a_phrase_tells_stays_and_is_less_sure_where_the_words_tell_another_kind() -> None:
    agreed, disputed = told("新招录公务员3名"), told("车况改善维修减少")
    assert disputed.categories == judge("车况改善维修减少").categories
    assert disputed.confidence < agreed.confidence


def test_words_choose_among_the_kinds_of_a_clause_that_joins_no_causes() -> None:
    clause = "上年结转项目完工支付"
    assert set(judge(clause).categories) == {"carry_over", "project_finished"}
    assert told(clause).categories == ("carry_over",)
    assert len(told("正常增资及新增人员").categories) == 2


def test_what_a_phrase_forbids_is_not_told_by_words_either() -> None:
    clause = "受灾情况需安置人员数量增加两成"
    assert "staff_changes" in barred_kinds(clause)
    assert "staff_changes" not in told(clause).categories


def test_a_clause_that_only_sets_the_scene_adds_no_kind() -> None:
    scene = most_like("档案室面积不大")
    assert scene is not None
    assert scene.sure
    assert scene.kind != "price"
    assert told("档案室面积不大，设备老化维修成本高").categories == ("price",)


def test_one_clause_of_several_kinds_is_less_sure() -> None:
    one, several = told("新招录公务员3名"), told("受疫情影响接待减少")
    assert len(several.categories) > 1
    assert several.confidence < one.confidence
    assert told("政策性增资").confidence == one.confidence


def test_what_gives_no_cause_is_given_none_by_its_words() -> None:
    text = "培训费支出5万元，比上年增加1万元，主要原因是培训费增加。"
    (reason,) = read(text, "“三公”经费支出情况说明").reasons
    assert (reason.categories, reason.substance) == (["empty"], "restated")
    assert reason.confidence is not None


def test_each_item_of_a_list_has_its_kind_also_where_only_its_words_tell_it() -> None:
    listed = "一是新招录公务员3名；二是当地库款调度吃力"
    assert told("当地库款调度吃力").confidence < told("新招录公务员3名").confidence
    assert set(told(listed).categories) == {"staff_changes", "funds_not_received"}
    assert told("一是人员增加；二是按实列支").categories == ("staff_changes",)


def test_a_word_of_a_class_counts_like_the_others_of_it() -> None:
    texts = {
        "staff_changes": ["教师到岗", "民警到岗", "护士报到"],
        "price": ["水价上涨", "油价上涨", "电价走高"],
    }
    assert "讲解员" not in "".join(texts["staff_changes"])
    like = most_like("讲解员入职", learn(texts))
    assert like is not None
    assert like.kind == "staff_changes"


def test_a_word_stands_once_in_its_class() -> None:
    groups = [group.model_dump() for group in vocabulary().group]
    groups[0]["words"].append(groups[0]["words"][0])
    with pytest.raises(ValidationError, match="twice"):
        Vocabulary.model_validate({"group": groups})
    assert classes_in("公务用车购置") == [("things",), ("buys",)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2022年集中清算疫苗款，2023年无此项支出", ("base_effect",)),
        ("上年有百年庆典，本年未再安排", ("base_effect",)),
        ("上年改造工程已完工，本年不再安排", ("project_finished",)),
        ("上年无购车支出，本年购置执法车两辆", ("project_added",)),
        ("上年无购车支出", ("base_effect",)),
        ("台风过境后追加水毁修复资金", ("external_event",)),
        ("年中追加经费", ("budget_arrangement",)),
        ("用电负荷增加，且电价走高", ("workload", "price")),
        ("新录用公务员两名，绩效奖增加", ("staff_changes",)),
        ("乡镇所人员编制上收，工资由县局发放", ("organisational_change", "reclassification")),
        ("按照定员定额标准核定，在职人员减少", ("staff_changes",)),
        ("纳入预算管理的培训费收入，因取消收费项目减少", ("project_finished",)),
        # the rule by which something was done is no change of the rule
        ("根据编办文件，核减事业编制2名", ("staff_changes",)),
        ("根据编办文件", ("policy",)),
        # what came of a cause adds none
        ("主体工程已完工，只付质保金", ("project_finished",)),
        ("资料没报齐，年末未兑付", ("project_postponed",)),
        ("茶叶税减半征收，税收减少", ("policy",)),
        # causes strung together in one clause, each of which would be known alone
        ("上年结转、项目增加及调资", ("carry_over", "project_added", "pay_and_contribution_base")),
        ("一般性的培训、会议减少", ("workload",)),
        # what is told as none of the known kinds is told beside another
        ("一是下乡次数增加；二是车辆使用年限长", ("workload", "other")),
        ("一是下乡次数增加；二是呼伦贝尔", ("workload",)),
        # clauses that no phrase knows are told together
        ("鼓楼翻修队中途退场，重新找人耽误了四个月", ("project_postponed",)),
    ],
)
def test_clauses_that_belong_together(text: str, kinds: tuple[str, ...]) -> None:
    assert told(text).categories == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("职工人数减少、教室和厕所项目已竣工", ("staff_changes", "project_finished")),
        ("普法阵地建设及宣传经费按照项目进度支付", ("project_postponed",)),
        ("虽然门票收入减少，但在职人员增加", ("staff_changes",)),
        ("在职人员减少，年中调减该项目预算", ("staff_changes",)),
        ("人员流动原因年中调减预算", ("staff_changes",)),
        ("年中调减该项目预算", ("budget_arrangement",)),
        ("调减“北山养老院开办费”项目", ("budget_arrangement",)),
        ("虽然门票收入减少", ("transfers_and_income",)),
        # money is added to the budget for something
        ("年初未安排预算，年中追加病故干部抚恤金", ("staff_changes",)),
        ("一名退休职工病故，追加抚恤金", ("staff_changes",)),
        ("年初未列预算，年中追加专项经费", ("budget_arrangement",)),
        ("追加消防宣传经费和厂房工程尾款", ("budget_arrangement",)),
        ("省财政追加水闸维修资金", ("transfers_and_income",)),
        ("根据省级政策，将住房补贴纳入部门预算", ("budget_arrangement",)),
        # thrift tells by what it spared
        ("厉行节约，减少接待批次", ("savings",)),
        ("厉行节约，来访批次减少", ("savings", "workload")),
        ("严格控制接待费用和车辆购置", ("savings",)),
        ("公务用车改革完成，保留车辆数减少", ("policy",)),
        ("更新执法用车1辆（上年无购置）", ("project_added",)),
        ("茶叶基地、茶史馆建设等对外交流任务增加", ("workload",)),
    ],
)
def test_a_clause_that_is_no_cause_of_its_own_adds_no_kind(text: str, kinds: tuple[str, ...]) -> None:
    assert told(text).categories == kinds


def test_a_text_without_a_clause_tells_nothing() -> None:
    assert told("，。").categories == ("empty",)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("缴费基数核增及新录用选调生报到", ("pay_and_contribution_base", "staff_changes")),
        ("地震后道路中断，景区门票收入下降", ("external_event", "transfers_and_income")),
        ("地震后游客减少，景区门票收入下降", ("external_event", "workload")),
        ("展厅布展任务完成，市级部门拨入的经费减少", ("project_finished", "transfers_and_income")),
        ("补发2018年以来调标的津贴", ("pay_and_contribution_base", "base_effect")),
        ("补发2018年的津贴", ("base_effect",)),
    ],
)
def test_each_of_two_causes_is_told_and_what_came_of_a_cause_is_not(
    text: str, kinds: tuple[str, ...]
) -> None:
    assert told(text).categories == kinds
