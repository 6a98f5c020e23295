"""Where causes begin and end in ways of writing that name no 原因, or name several changes."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read

TITLE = "支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "因新增退休人员5人、调出2人，基本支出由上年的80万元下降至76万元，减少4万元，下降5%。",
        "由于调入人员增加5人，基本支出从上年80万元减少到76万元，减少4万元，下降5%。",
        "受机构撤并影响，基本支出由上年80万元降为76万元，减少4万元，下降5%。",
    ],
)
def test_a_cause_that_comes_first_ends_before_the_amount_that_a_change_starts_from(text: str) -> None:
    narrative = read(text, TITLE)
    assert not any("基本支出" in reason.text for reason in narrative.reasons)
    money = [claim for claim in narrative.claims if claim.unit == "万元"]
    assert [(str(claim.value), claim.subject) for claim in money] == [
        ("80", "基本支出"),
        ("76", "基本支出"),
        ("4", "基本支出"),
    ]
    assert [claim.period for claim in money] == [2023, 2024, 2024]
    assert (money[2].base, money[2].reason_id) == ("prior_year", "r1")


def test_a_cause_that_comes_first_and_moves_money_itself_is_left_open() -> None:
    assert read("受物价影响办公费增加5万元。", TITLE).reasons == []


@pytest.mark.parametrize(
    "words",
    [
        "并非压减人员经费所致，而是维修项目完工",
        "不是压减人员所致，而是由于维修项目完工",
        "主要不是节约，而是因为维修项目完工",
    ],
)
def test_what_is_denied_is_no_cause_and_what_is_said_instead_is(words: str) -> None:
    narrative = read(f"支出比上年减少30万元，下降3%，{words}。", TITLE)
    assert [reason.text for reason in narrative.reasons] == ["维修项目完工"]
    assert {claim.reason_id for claim in narrative.claims} == {"r1"}


def test_a_denial_that_explains_no_change_is_no_cause() -> None:
    assert read("本单位为事业单位，不是行政单位，而是公益一类。", TITLE).reasons == []


@pytest.mark.parametrize("verb", ["主要系", "主要是", "主要由于"])
def test_a_change_told_without_its_amount_has_a_cause(verb: str) -> None:
    text = f"公务接待费支出3万元，比上年减少1万元。公务接待费同比下降{verb}严控接待标准。"
    narrative = read(text, "“三公”经费支出决算情况说明")
    assert [reason.text for reason in narrative.reasons] == ["严控接待标准"]


@pytest.mark.parametrize("item", ["增加的原因是", "增加原因：", "主要原因是"])
def test_items_of_a_list_of_changes_have_their_own_causes_and_the_base_of_the_list(item: str) -> None:
    text = (
        "“三公”经费比上年增加9万元，主要原因是：\n"
        f"1、公务用车购置费增加6万元，{item}更新车辆。\n2、公务接待费增加3万元，{item}来访增多。"
    )
    narrative = read(text, "“三公”经费支出决算情况说明")
    assert [reason.text for reason in narrative.reasons] == ["更新车辆", "来访增多"]
    assert [(claim.base, claim.reason_id) for claim in narrative.claims] == [
        ("prior_year", None),
        ("prior_year", "r1"),
        ("prior_year", "r2"),
    ]


def test_the_base_of_a_list_ends_with_it() -> None:
    text = "“三公”经费比上年增加9万元，情况如下：\n1.公务接待费增加3万元。\n本年新增设备，人员经费增加8万元。"
    assert [claim.base for claim in claims(text, TITLE)] == ["prior_year", "prior_year", None]


@pytest.mark.parametrize("open_", ["主要原因是", "原因：", "主要是由于"])
def test_a_cause_in_a_sentence_of_its_own_explains_changes_against_both_bases(open_: str) -> None:
    text = f"公务接待费比上年减少2万元，下降4%；比年初预算减少1万元，下降2%。{open_}厉行节约。"
    assert {claim.reason_id for claim in claims(text, TITLE)} == {"r1"}


def test_a_cause_in_the_same_sentence_explains_the_last_base_alone() -> None:
    text = "公务接待费比上年减少2万元，比年初预算减少1万元，主要原因是厉行节约。"
    assert [claim.reason_id for claim in claims(text, TITLE)] == [None, "r1"]


@pytest.mark.parametrize(
    "link", ["，促使公务接待费用下降", "，从而促使经费减少", "，促成支出下降", "，使得接待费减少"]
)
def test_what_a_cause_brought_about_is_no_part_of_it(link: str) -> None:
    (reason,) = read(f"公务接待费比上年减少2万元，主要原因是严控开支{link}。", TITLE).reasons
    assert reason.text == "严控开支"


@pytest.mark.parametrize("when", ["2024年", "年末", "本年"])
def test_a_cause_ends_before_counts_told_together(when: str) -> None:
    counts = "公务用车购置数及保有量分别为1辆和3辆"
    text = f"公务用车购置及运行费9万元，比上年下降26%，主要是车改完成，{when}{counts}。"
    narrative = read(text, "“三公”经费支出决算情况说明")
    assert [reason.text for reason in narrative.reasons] == ["车改完成"]
    assert [claim.measure for claim in narrative.claims if claim.kind == "count"] == [
        "vehicles_bought",
        "vehicles_held",
    ]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("总支出90万元，比上年增加9万元；其中，因新增课题，项目支出增加12万元。", "新增课题"),
        ("公务接待费3万元，比上年减少1万元；受疫情影响，项目支出比上年增加12万元。", "疫情"),
        ("总支出比上年增加9万元；由于新增课题，项目支出增加12万元，增长5%。", "新增课题"),
    ],
)
def test_a_cause_that_begins_a_part_of_a_sentence_explains_that_part(text: str, cause: str) -> None:
    narrative = read(text, TITLE)
    assert [reason.text for reason in narrative.reasons] == [cause]
    explained = {claim.subject for claim in narrative.claims if claim.reason_id}
    assert explained == {"项目支出"}


@pytest.mark.parametrize(
    "text",
    [
        "基本支出因人员退休比上年减少3万元。",
        "基本支出由于人员退休减少3万元。",
        "总支出比上年增加2万元；而基本支出因人员退休而减少3万元。",
    ],
)
def test_a_cause_between_a_subject_and_its_change(text: str) -> None:
    narrative = read(text, TITLE)
    (reason,) = narrative.reasons
    assert reason.text == "人员退休"
    last = narrative.claims[-1]
    assert (last.subject, last.direction, last.reason_id) == ("基本支出", "down", "r1")


def test_a_name_with_the_letter_of_a_cause_opens_none() -> None:
    assert read("其他费用因公出国（境）增加3万元。", TITLE).reasons == []


@pytest.mark.parametrize("cause", ["主要是出国任务减少", "主要原因是出国任务减少", "主要由于出国任务减少"])
def test_a_cause_behind_the_only_part_told_is_of_that_part(cause: str) -> None:
    text = f"“三公”经费比上年减少2万元，其中因公出国（境）费减少1万元，{cause}。"
    assert [claim.reason_id for claim in claims(text, "“三公”经费支出情况")] == [None, "r1"]


def test_a_cause_behind_a_list_of_parts_is_of_all() -> None:
    text = "“三公”经费比上年减少2万元，其中出国费减少1万元、公务接待费减少1万元，主要是厉行节约。"
    assert {claim.reason_id for claim in claims(text, "“三公”经费支出情况")} == {"r1"}


@pytest.mark.parametrize(
    "item", ["新进人员15人增加18万元", "工资调标，增加18万元", "人员调入3人，增加18万元"]
)
def test_a_change_without_a_name_in_a_cause_is_not_of_what_the_cause_explains(item: str) -> None:
    text = f"支出总计比上年增加90万元，主要原因：一是{item}；二是物价上涨。"
    (inner,) = [claim for claim in claims(text, TITLE) if str(claim.value) == "18"]
    assert inner.subject != "支出总计"


def test_a_change_with_a_name_in_a_cause_is_of_that() -> None:
    found = claims("支出总计比上年增加90万元，主要原因是培训费增加18万元。", TITLE)
    assert found[-1].subject == "培训费"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("培训费支出17万元，同比增长2.1倍（因上年同期基数偏低）。", "上年同期基数偏低"),
        ("专项资金收入15万元，为上年决算数的28倍，主要是新增两项收费。", "新增两项收费"),
        ("因公出国（境）费预算12万元，上年为0万元，主要是恢复境外招商。", "恢复境外招商"),
        ("福利费支出较预算减少6.4万元，系统一压缩公用经费。", "统一压缩公用经费"),
        (
            "客运补贴支出比上年减少31万元，主要是用于农村客运的补贴支出有所减少。",
            "用于农村客运的补贴支出有所减少",
        ),
    ],
)
def test_a_change_that_is_told_without_an_amount_has_its_cause_too(text: str, cause: str) -> None:
    assert [reason.text for reason in read(text, TITLE).reasons] == [cause]


@pytest.mark.parametrize(
    "text",
    [
        "办公费支出5万元，比上年增加1万元，主要是用于购买办公用品。",
        "服务对象为上年两倍的学校5所，系统计口径内的单位。",
        "因公出国（境）费预算12万元，上年为10万元，主要是三个团组。",
    ],
)
def test_a_purpose_or_an_amount_of_the_year_before_opens_no_cause(text: str) -> None:
    assert read(text, TITLE).reasons == []
