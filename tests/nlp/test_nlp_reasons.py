"""Causes: where they begin and end, and what they explain."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read

TITLE = "支出决算情况说明"
CAUSE = "人员退休，物业费下调"


@pytest.mark.parametrize(
    "words",
    [
        "，主要原因是" + CAUSE + "。",
        "。主要原因：" + CAUSE + "。",
        "，主要变动原因是：" + CAUSE + "。",
        "。主要原因为" + CAUSE + "。",
        "，原因在于" + CAUSE + "。",
        "，主要是" + CAUSE + "。",
        "。主要是" + CAUSE + "。",
        "，主要由于" + CAUSE + "。",
        "，主要系" + CAUSE + "。",
        "，减少原因：" + CAUSE + "。。",
        "。下降的主要原因是由于" + CAUSE + "。",
        "。主要原因：\n" + CAUSE + "。",
        "，变动原因主要是" + CAUSE + "。",
        "，系" + CAUSE + "。",
        "，主要是受" + CAUSE + "影响。",
        "，下降的主要原因都是" + CAUSE + "。",
    ],
)
def test_a_cause_after_a_change_explains_the_change_and_its_rate_and_not_the_level(words: str) -> None:
    narrative = read("项目支出50万元，比上年减少5万元，下降9%" + words, TITLE)
    assert [reason.text for reason in narrative.reasons] == [CAUSE]
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1", "r1"]


@pytest.mark.parametrize(
    "words",
    [
        "，决算数小于预算数的主要原因是" + CAUSE + "。",
        "。决算数小于年初预算数的主要原因：" + CAUSE + "。",
        "，决算数与年初预算数存在差异的主要原因是" + CAUSE + "。",
        "，差异原因：" + CAUSE + "。",
        "。决算数与预算数的差异主要是" + CAUSE + "。",
        "，未完成预算的原因为" + CAUSE + "。",
        "。支出决算小于预算数的主要情况：" + CAUSE + "。",
    ],
)
def test_a_cause_after_budget_outturn_and_rate_explains_all_three(words: str) -> None:
    narrative = read("年初预算为50万元，支出决算为40万元，完成年初预算的80%" + words, TITLE)
    assert [reason.text for reason in narrative.reasons] == [CAUSE]
    assert [claim.reason_id for claim in narrative.claims if claim.kind != "change"] == ["r1"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "由于机构改革，基本支出较上年增加20万元，增长5%。",
        "因机构改革，基本支出比上年增加20万元，增长5%。",
        "受机构改革影响，基本支出比上年增加20万元，增长5%。",
    ],
)
def test_a_cause_that_comes_first_explains_what_follows(text: str) -> None:
    narrative = read(text, TITLE)
    assert len(narrative.reasons) == 1
    assert narrative.reasons[0].text.startswith("机构改革")
    assert [claim.reason_id for claim in narrative.claims] == ["r1", "r1"]


@pytest.mark.parametrize(
    "cause",
    [
        "一是新增聘用人员；二是物业费上涨。三是设备更新",
        "（1）新增聘用人员；（2）物业费上涨",
        "①新增聘用人员。②物业费上涨",
    ],
)
def test_a_list_of_causes_is_one_reason_with_a_row_for_each_item(cause: str) -> None:
    narrative = read(f"项目支出比上年增加5万元，主要原因：{cause}。\n公用经费3万元。", TITLE)
    whole, *items = narrative.reasons
    assert whole.text == cause
    assert [item.text for item in items][:2] == ["新增聘用人员", "物业费上涨"]
    assert {item.list_id for item in items} == {whole.reason_id}
    assert [claim.reason_id for claim in narrative.claims if claim.kind == "change"] == [whole.reason_id]


@pytest.mark.parametrize(
    "pointer",
    [
        "主要原因有以下几方面：\n",
        "减少原因主要有以下两点：",
        "主要原因是以下几个方面的因素：",
        "减少的原因有二：",
        "主要原因有三个方面：\n",
        "主要受以下因素影响：",
    ],
)
def test_what_points_at_a_list_of_causes_is_no_part_of_it(pointer: str) -> None:
    parted = "\n" if pointer.endswith("\n") else ""
    found = read(f"本年支出40万元，比上年减少20万元，{pointer}1.人员减少；{parted}2.项目减少。").reasons
    assert [reason.text for reason in found] == ["1.人员减少；2.项目减少", "人员减少", "项目减少"]


def test_a_number_of_things_is_a_cause_and_no_pointer() -> None:
    for cause in ("三名干部退休", "五项补贴停发", "二期工程完工"):
        (reason,) = read(f"本年支出40万元，比上年减少20万元，主要原因是{cause}。").reasons
        assert (reason.text, reason.substance) == (cause, "cause")
    (reason,) = read("本年支出40万元，比上年减少20万元，主要原因是以下几方面。").reasons
    assert (reason.categories, reason.substance) == (["empty"], "none")


def test_a_list_goes_on_over_sentences_that_say_more_of_an_item() -> None:
    text = (
        "项目支出比上年增加5万元。增加原因，一是政策性增资。含津贴调整。二是新增普查任务。\n公用经费3万元。"
    )
    assert [reason.text for reason in read(text, TITLE).reasons] == [
        "一是政策性增资。含津贴调整。二是新增普查任务",
        "政策性增资。含津贴调整",
        "新增普查任务",
    ]


def test_a_pointer_to_changes_with_causes_of_their_own_is_none() -> None:
    text = (
        "项目支出比上年增加5万元。主要变动原因如下：1.印刷费较上年增加3万元。主要原因是：纸价上涨。"
        "2.差旅费较上年增加2万元。主要原因是：下乡次数增加。"
    )
    assert [reason.text for reason in read(text, TITLE).reasons] == ["纸价上涨", "下乡次数增加"]


def test_a_second_trigger_inside_a_cause_opens_none() -> None:
    text = "项目支出比上年增加5万元，增长9%。主要原因是设备老化后，因维修次数增加，更换了水泵。"
    assert len(read(text, TITLE).reasons) == 1


@pytest.mark.parametrize(
    ("more", "taken"),
    [
        ("同时，当年新增两项普查任务。", True),
        ("此外，工资正常晋级。", True),
        ("此外，公用经费为3万元。", False),
        ("同时，差旅费较上年增加2万元。", False),
    ],
)
def test_a_sentence_that_adds_a_cause_belongs_to_it(more: str, taken: bool) -> None:
    narrative = read(f"项目支出比上年增加5万元，主要原因是物价上涨。{more}", TITLE)
    assert narrative.reasons[0].text.endswith(more[3:-1]) is taken


def test_a_list_of_causes_does_not_run_into_the_next_item() -> None:
    text = (
        "1.教育支出。年初预算为7万元，支出决算为6万元，主要原因是：（1）项目推迟；（2）节约。\n"
        "2.住房保障支出。年初预算为3万元。"
    )
    assert read(text, TITLE).reasons[0].text == "（1）项目推迟；（2）节约"


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (
            "首先，人员调标；其次，新增项目；最后，结转资金增加。",
            "首先，人员调标；其次，新增项目；最后，结转资金增加",
        ),
        (
            "一是会议改线上；\n二是印刷费减少；\n三是厉行节约。",
            "一是会议改线上；二是印刷费减少；三是厉行节约",
        ),
        ("会议次数减少，与预算相比减少1万元。", "会议次数减少"),
        ("受房产交易量增加的拉动。", "房产交易量增加"),
        ("人员增加，公用经费按定额标准相应增加。", "人员增加"),
        ("上年有整改专项资金，本年无此项资金。", "上年有整改专项资金，本年无此项资金"),
        ("诊疗量上升，新院区启用后水电开支增加。", "诊疗量上升，新院区启用后水电开支增加"),
    ],
)
def test_a_cause_is_all_that_was_said_of_it_and_no_more(told: str, cause: str) -> None:
    text = f"项目支出比上年增加5万元，主要原因是{told}\n公用经费3万元。"
    assert next(reason.text for reason in read(text, TITLE).reasons if reason.list_id is None) == cause


def test_a_cause_ends_before_what_the_money_was_used_for() -> None:
    text = "人员经费比上年增加5万元，增长9%，主要原因是新增2人及调资，人员经费用途主要包括工资、津贴等。"
    assert [reason.text for reason in read(text, TITLE).reasons] == ["新增2人及调资"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("基金收入9亿元，下降5%，主要是土地成交减少，土地收入8亿元，同比减少3亿元。", "土地成交减少"),
        (
            "基金收入9亿元，下降5%，主要是土地成交减少，土地成交仅8亿元，市场低迷。",
            "土地成交减少，土地成交仅8亿元，市场低迷",
        ),
        ("税收7万元，比上年下降5%（主要原因是集中退税），其他2万元。", "集中退税"),
        ("税收7万元，比上年下降5%，主要原因是集中退税（含上年）。", "集中退税（含上年）"),
    ],
)
def test_a_cause_ends_before_the_next_figure_and_before_the_bracket_it_stands_in(
    text: str, cause: str
) -> None:
    assert [one.text for one in read(text, "收入支出决算总体情况说明").reasons] == [cause]


def test_a_second_comparison_ends_the_first_cause_and_has_its_own() -> None:
    text = (
        "公务接待费3万元，较年初预算数减少2万元，下降40%，主要原因是接待减少，"
        "较上年支出数减少1万元，下降25%，主要原因是加强管理，厉行节约。"
    )
    narrative = read(text, "“三公”经费支出情况")
    assert [reason.text for reason in narrative.reasons] == ["接待减少", "加强管理，厉行节约"]
    assert [claim.reason_id for claim in narrative.claims] == [None, "r1", "r1", "r2", "r2"]


def test_both_sides_each_have_their_cause() -> None:
    text = (
        "与上年相比，收入增加5万元，增长9%，主要原因：职能增加；支出增加5万元，增长9%，主要原因：工作增加。"
    )
    narrative = read(text, "收入支出总体情况")
    assert [reason.text for reason in narrative.reasons] == ["职能增加", "工作增加"]


def test_numbers_inside_a_cause_are_claims_without_a_cause() -> None:
    found = claims("项目支出比上年减少5万元，主要原因是某项补助3万元未到位，较上年少支出委托费2万元。", TITLE)
    assert [(c.kind, str(c.value), c.reason_id) for c in found] == [
        ("change", "5", "r1"),
        ("level", "3", None),
        ("change", "2", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "其他用车1辆，其他用车主要是业务用车。",
        "专项项目共有2项，主要是：设备更新项目3万元、房屋维修项目2万元。",
        "存在的主要问题及原因无。",
        "因公出国（境）费0万元。",
    ],
)
def test_what_only_looks_like_a_cause_is_none(text: str) -> None:
    assert read(text, TITLE).reasons == []


def test_a_cause_names_what_it_explains_when_something_else_stands_nearer() -> None:
    text = (
        "“三公”经费支出年初预算为5万元，支出决算为4万元，其中：公务接待费支出决算为1万元。"
        "“三公”经费支出决算数小于预算数的主要原因：厉行节约。"
    )
    found = claims(text, "“三公”经费支出决算情况说明")
    assert [claim.reason_id for claim in found] == ["r1", "r1", None]


@pytest.mark.parametrize("pointer", ["，原因同上。", "，主要原因：同前。", "，主要原因与上述原因一致。"])
def test_a_pointer_back_has_the_cause_before_it(pointer: str) -> None:
    text = f"印刷费比上年减少2万元，主要原因是{CAUSE}。邮电费比上年减少1万元{pointer}"
    narrative = read(text, TITLE)
    assert [reason.text for reason in narrative.reasons] == [CAUSE]
    assert [claim.reason_id for claim in narrative.claims] == ["r1", "r1"]


def test_a_pointer_back_with_nothing_before_it_gives_no_cause() -> None:
    narrative = read("邮电费比上年减少1万元，主要原因同上。", TITLE)
    assert narrative.reasons == []
    assert [claim.reason_id for claim in narrative.claims] == [None]


def test_a_purpose_keeps_its_word_and_a_statement_of_counts_ends_a_cause() -> None:
    text = "印刷费比上年减少2万元，主要原因是为确保招商，核减印刷费，购置台数及保有量分别为1辆和3辆。"
    assert [reason.text for reason in read(text, TITLE).reasons] == ["为确保招商，核减印刷费"]


def test_a_rate_of_the_budget_may_be_explained() -> None:
    narrative = read("企业所得税3亿元，为预算的96.3%，主要是企业利润低于预期。", TITLE)
    assert [reason.text for reason in narrative.reasons] == ["企业利润低于预期"]


@pytest.mark.parametrize("amount", ["购置费0万元", "公务用车购置费3.5万元", "购置费预算为2万元"])
def test_an_amount_before_another_cause_is_no_part_of_the_first(amount: str) -> None:
    text = f"公务用车运行费5万元，比上年减少1万元，主要原因是业务减少，{amount}，主要原因是严控购车。"
    narrative = read(text, "“三公”经费支出情况")
    assert [reason.text for reason in narrative.reasons] == ["业务减少", "严控购车"]
    assert [claim.phase for claim in narrative.claims] == ["final"] * 2 + [narrative.claims[-1].phase]
    assert narrative.claims[-1].phase is not None


def test_an_amount_in_the_midst_of_a_cause_stays_in_it() -> None:
    text = "会议费9万元，比上年增加4万元，主要原因是一是召开年会支出3万元，主要是场地费。"
    told = read(text, "基本支出情况").reasons[0].text
    assert "召开年会支出3万元" in told
