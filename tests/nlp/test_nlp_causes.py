"""Kinds of cause: each category by its own examples, the substance of a reason, and where a cause ends."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from nlp.causes.judging import items_of, judge_explanations, trimmed, without_measures
from nlp.causes.kinds import About, Category, CauseRules, cause_rules, judge
from records.file_tables import IndicatorRecord
from records.vocabularies import vocabularies
from tests.support.nlp_reading import read

EXAMPLES = [(category.id, text) for category in cause_rules().category for text in category.examples]
COUNTERS = [(category.id, text) for category in cause_rules().category for text in category.counters]


def test_an_example_of_a_category_is_of_it() -> None:
    assert [(one, text) for one, text in EXAMPLES if one not in judge(text).categories] == []


def test_a_counter_example_of_a_category_is_not_of_it() -> None:
    assert [(one, text) for one, text in COUNTERS if one in judge(text).categories] == []


def test_every_published_category_has_rules() -> None:
    named = {category.id for category in cause_rules().category}
    assert named | {"other", "empty"} == set(vocabularies()["reason_category"])


def test_rules_with_an_unknown_category_or_word_are_refused() -> None:
    rules = cause_rules()
    wrong = Category(id="weather", says=["雨"], examples=["雨", "雪"], counters=["晴"])
    with pytest.raises(ValidationError, match="weather"):
        CauseRules.model_validate({**rules.model_dump(), "category": [wrong.model_dump()]})
    unknown = rules.category[0].model_copy(update={"says": ["{nowhere}"]})
    others = [category.model_dump() for category in rules.category[1:]]
    with pytest.raises(ValidationError, match="nowhere"):
        CauseRules.model_validate({**rules.model_dump(), "category": [unknown.model_dump(), *others]})


@pytest.mark.parametrize(
    ("text", "names", "substance"),
    [
        ("档案管理经费增加", ("档案管理",), "restated"),
        ("档案管理经费较上年减少3万元", ("档案管理支出",), "restated"),
        ("增加档案管理经费", ("档案管理经费",), "restated"),
        ("接待费无增减变化", ("“三公”经费",), "restated"),
        ("总支出增加", ("支出总计",), "restated"),
        ("支出减少", ("会议费",), "restated"),
        ("接待费用减少", ("公务接待费",), "restated"),
        ("国内接待费用减少", ("公务接待费",), "component"),
        ("压减开支", ("会议费",), "cause"),
        ("财政拨款支出增加", ("一般公共预算财政拨款支出",), "restated"),
        ("财政拨款支出增加", ("支出总计",), "component"),
        ("接待批次不变", ("“三公”经费",), "cause"),
        ("档案管理事务一般业务经费保持不变", ("一般业务", "档案管理事务一般业务"), "restated"),
        ("档案管理经费增加", ("基本支出",), "component"),
        ("某协会补贴较预算少支出4万元", ("社会保障和就业支出",), "component"),
        ("档案管理人员增加", ("档案管理经费",), "cause"),
        ("本馆增加了4万元的装订经费", ("基本支出",), "component"),
        ("油价上涨增加了装订经费", ("基本支出",), "cause"),
        ("财政拨款收入减少", ("收入总计",), "component"),
        ("财政拨款收入减少", ("财政拨款收入",), "restated"),
        ("经费主要用于购买档案盒", ("档案管理经费",), "none"),
        ("正常增长", (), "none"),
        ("原因同上", (), "none"),
        ("政策性调增住房公积金", ("住房公积金",), "cause"),
        ("据实列支", (), "none"),
        ("当年实际支出", (), "none"),
        ("23", (), "none"),
        ("……", (), "none"),
        ("由以下因素", (), "none"),
        ("无", (), "none"),
        ("做好迎检工作", (), "none"),
        ("详见各表", (), "none"),
        ("执行数略低于预算数", (), "none"),
        ("装订经费比去年多", ("装订经费",), "restated"),
        ("接待批次比去年多", ("装订经费",), "cause"),
        ("装订标准提高及工会经费提高", ("装订经费",), "cause"),
        ("装订经费由上年的12.5万元降到8万元", ("基本支出",), "component"),
        ("装订标准由12元提高到15元", ("基本支出",), "cause"),
        ("教育支出减少拨款12.5万元，事业收支减少3万元，下降4%", ("收入总计",), "component"),
        ("养老保险实际支出较预算小", ("机关事业单位基本养老保险缴费支出",), "restated"),
        ("公务用车购置费增加", ("公务用车购置及运行维护费",), "component"),
        ("正常预决算数浮动", (), "none"),
        ("装订经费支出需求增加", ("装订经费",), "restated"),
        ("装订业务需求增加", ("装订经费",), "cause"),
        ("与收入增加的原因一致", ("支出总计",), "none"),
        ("丧葬费属不可预见支出，每年发生数不同", ("抚恤",), "none"),
        ("不可预见的抢险增加", ("抚恤",), "cause"),
        ("编目经费结转下一年度使用", ("项目支出",), "cause"),
        ("下年度使用数", ("项目支出",), "cause"),
        ("年度使用数调整", ("项目支出",), "none"),
    ],
)
def test_the_substance_of_a_reason_follows_from_what_it_explains(
    text: str, names: tuple[str, ...], substance: str
) -> None:
    found = judge(text, About(names))
    assert found.substance == substance
    assert (found.categories == ("empty",)) == (substance in ("restated", "none"))


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("新增两名干部，油价上涨", ("staff_changes", "price")),
        ("油价上涨，新增两名干部", ("price", "staff_changes")),
        ("2023年开通专线", ("base_effect",)),
        ("2024年新开通专线，租用机柜", ("project_added",)),
        ("去年集中更换空调", ("base_effect",)),
        ("2023年、2024年均未安排出国", ("no_business",)),
        ("资金下达较晚，当年未形成支出", ("funds_not_received",)),
        ("资金下达较晚，厂房未完工", ("funds_not_received", "project_postponed")),
        ("机房搬迁引起漏水", ("other",)),
        ("资金下达较晚，来不及支付", ("funds_not_received",)),
        ("未能压减岗位", ("other",)),
        ("没有发生疫病", ("no_business",)),
        ("上年补发房贴、今年没有", ("base_effect",)),
        ("上年末下达的检测经费结转至本年度列支", ("carry_over",)),
        ("检测费按年度列支", ("empty",)),
        ("年末结转和结余按规定使用", ("empty",)),
    ],
)
def test_categories_stand_in_the_order_of_the_text_and_know_the_year(
    text: str, categories: tuple[str, ...]
) -> None:
    assert judge(text, About(year=2024)).categories == categories


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("学生增加，支出相应增加", "学生增加"),
        ("学生增加，相应增加了支出", "学生增加"),
        ("学生增加，餐费支出增加", "学生增加"),
        ("学生增加导致伙食费用上升", "学生增加"),
        ("学生增加，从而增加了拨款", "学生增加"),
        ("学生增加，故导致收支总计增加", "学生增加"),
        ("学生增加，减少了该项支出", "学生增加"),
        ("学生增加、教师退休等因素影响", "学生增加、教师退休等"),
        ("因学生增加", "学生增加"),
        ("受疫情影响", "疫情"),
        ("减少的原因一方面是物价下降，另一方面是学生减少", "一方面是物价下降，另一方面是学生减少"),
        ("受疫情影响，茶会改为线上", "受疫情影响，茶会改为线上"),
        ("受疫情影响，餐费支出减少", "疫情"),
        ("来校调研团组增多，导致接待批次相应上升", "来校调研团组增多"),
        ("学生增加，伙食支出5万元", "学生增加"),
        ("库款紧张，欠付工程费5万元", "库款紧张，欠付工程费5万元"),
        ("学生增加，我校将继续压减开支", "学生增加"),
        ("系统卡顿，我镇将在执行中控制，尽力压缩开支", "系统卡顿"),
        ("学生增加促使费用上升", "学生增加"),
        ("学生增加进而加大运行维护费用", "学生增加"),
        ("学生增加，故调减维护费预算", "学生增加"),
        ("学生增加，与去年相比无变化", "学生增加"),
        ("工资标准提高增加预算支出", "工资标准提高"),
        ("学生增加导致增加", "学生增加"),
        ("学生增加相应带来伙食费用的增加", "学生增加"),
        ("新增两个校区，从而使支出规模扩大", "新增两个校区"),
        ("不是餐标提高，而是学生增加", "学生增加"),
        ("因灾停课天数多", "因灾停课天数多"),
        ("受省厅委派，教师出国援教", "受省厅委派，教师出国援教"),
        # no effects: the level of last year, a list, an amount, a second cause
        ("上年集中付款导致基数较高", "上年集中付款导致基数较高"),
        ("印刷费增加，差旅费支出增加", "印刷费增加，差旅费支出增加"),
        ("一是合并导致费用增加，二是学生减少", "一是合并导致费用增加，二是学生减少"),
        ("因公出国减少", "因公出国减少"),
        ("受理案件增加", "受理案件增加"),
        ("土地使用权出让收入减少", "土地使用权出让收入减少"),
        ("工资增长，缴存基数相应提高", "工资增长，缴存基数相应提高"),
        ("印刷费节约1万元，公务接待费节约2万元", "印刷费节约1万元，公务接待费节约2万元"),
        ("学生增加，我校将扩大校舍；同时物价上涨", "学生增加，我校将扩大校舍；同时物价上涨"),
    ],
)
def test_a_cause_ends_before_its_effect(text: str, cause: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == cause


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("一是学生增加，经费相应增加；二是物价上涨", ["学生增加", "物价上涨"]),
        ("有两点：（1）学生增加。（2）物价上涨。", ["学生增加", "物价上涨"]),
        ("1.学生增加；2.物价上涨1.5%", ["学生增加", "物价上涨1.5%"]),
        ("学生增加；物价上涨", []),
        ("一是学生增加", []),
        ("统一是要求", []),
    ],
)
def test_the_items_of_a_list_stand_alone(text: str, items: list[str]) -> None:
    assert [text[start:end] for start, end in items_of(text, 0, len(text))] == items


def test_a_list_gives_what_its_items_give_and_not_what_one_of_them_brought_about() -> None:
    text = "收入减少5万元，主要原因：一是学生减少，引起学费短收；二是物价上涨。"
    whole, *items = read(text, "收入决算情况说明").reasons
    assert [item.categories for item in items] == [["workload"], ["price"]]
    assert whole.categories == ["workload", "price"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("上年两名科长调离", ("staff_changes",)),
        ("上年两名退休人员去世", ("base_effect",)),
        ("今年两名退休人员去世", ("staff_changes",)),
        ("采购价格下降，节约资金", ("price",)),
        ("带头节约资金", ("savings",)),
    ],
)
def test_what_is_paid_once_weighs_on_its_year_and_what_comes_of_a_cause_is_none(
    text: str, kinds: tuple[str, ...]
) -> None:
    assert judge(text).categories == kinds


def test_the_same_cause_twice_is_one_group() -> None:
    text = "项目支出比上年增加5万元，主要原因是物价上涨。基本支出比上年增加3万元，主要原因是物价上涨。"
    reasons = read(text, "支出决算情况说明").reasons
    assert [reason.group_id for reason in reasons] == ["r1", "r1"]
    assert {reason.categories_version for reason in reasons} == {cause_rules().version}


def test_a_reason_is_compared_with_the_claim_that_it_explains() -> None:
    text = "1.教育支出（类）普通教育（款）小学教育（项）5万元，比上年增加1万元，主要原因是{}。"
    titles = "一般公共预算支出决算具体情况"
    (restated,) = read(text.format("小学教育经费增加"), titles).reasons
    (cause,) = read(text.format("小学生增加"), titles).reasons
    assert (restated.categories, restated.substance) == (["empty"], "restated")
    assert cause.substance == "cause"


def test_explanations_of_missed_targets_are_judged_if_they_are_causes() -> None:
    found = [
        IndicatorRecord(
            document_id="d", table_id="t1", name="修路里程", explanation=text, explanation_kind=kind
        )
        for text, kind in [
            ("资金未到位", "cause"),
            ("无偏差", "cause"),
            ("加快进度", "measure"),
            ("以实际举报奖励为准", "cause"),
            ("未作任何调整", "cause"),
            ("未作调整的项目资金未到位", "cause"),
            (None, None),
        ]
    ]
    judge_explanations(found, 2024)
    none = ["empty"]
    assert [indicator.categories for indicator in found] == [
        *(["funds_not_received"], none, [], none, none, ["funds_not_received"], [])
    ]


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("受疫情影响班次压缩，下年度将统筹安排。", "受疫情影响班次压缩，"),
        ("车辆老旧油耗偏高；加强车辆管理", "车辆老旧油耗偏高；"),
        ("施工受阻，已督促施工单位抢抓工期。", "施工受阻，"),
        ("加强宣传，扩大影响。", ""),
        ("问卷样本量不足。\n改进措施：扩大调查面", "问卷样本量不足。"),
        ("问卷样本量不足；整改措施：设备到位后补发，样本增加一倍", "问卷样本量不足；"),
        ("改进措施：样本增加一倍。未完成原因：问卷样本量不足", "未完成原因：问卷样本量不足"),
        ("加强管控导致用车减少", "加强管控导致用车减少"),
        ("严格控制成本，节约支出", "严格控制成本，节约支出"),
    ],
)
def test_what_will_be_done_about_a_missed_target_is_no_cause_of_it(cell: str, cause: str) -> None:
    assert without_measures(cell) == cause


@pytest.mark.parametrize(
    ("text", "head", "kind", "categories"),
    [
        ("属追加预算，未提前纳入项目年初预算", "measure", "cause", ["budget_arrangement"]),
        ("拨款偏晚，加强对接", "measure", "cause", ["funds_not_received"]),
        ("下一步加强宣传", "cause", "measure", []),
        ("下步加强调度。", "cause", "measure", []),
        ("今后规范资料管理，及时归档", "cause", "measure", []),
        ("规范合同管理", "cause", "measure", []),
        # where the text is not clear, the head says what it is
        ("制定管理办法，调整预算", "measure", "measure", []),
        ("个别环节有待理顺", "measure", "measure", []),
        ("招聘技术人员，充实队伍", "measure", "measure", []),
        ("避免拨款不及时", "measure", "measure", []),
        ("规范用车，车辆运行费减少", "cause", "cause", None),
        ("资金未到位", "method", "method", []),
    ],
)
def test_a_clear_text_says_against_its_head_whether_it_is_a_cause_or_a_measure(
    text: str, head: str, kind: str, categories: list[str] | None
) -> None:
    row = IndicatorRecord(
        document_id="d", table_id="t1", name="受益人数", explanation=text, explanation_kind=head
    )
    judge_explanations([row], 2024)
    assert row.explanation_kind == kind
    assert categories is None or row.categories == categories
