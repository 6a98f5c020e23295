"""Wordings of passages as offices publish them: causes with half an opening, broken lines, lists."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

OVERALL = "收入支出决算总体情况说明"
PUBLIC = "“三公”经费支出决算情况说明"


def _caused(text: str, title: str = PUBLIC) -> list[tuple[str | None, str | None]]:
    """The subject of each change or rate, and the text of its cause."""
    narrative = read(text, title)
    causes = {one.reason_id: one.text for one in narrative.reasons}
    changes = [one for one in narrative.claims if one.kind in ("change", "change_rate", "relation")]
    return [(one.subject, causes.get(one.reason_id or "")) for one in changes]


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("公务用车费用中含公车购置费0万元。", "vehicle_purchase"),
        ("收入仅包括事业收入5万元。", "undertaking_revenue"),
        ("公车购置及运行费5万元，其中：购置费无、运行维护费5万元。", "vehicle_operation"),
        ("项目支出有培训费5万元。", "training"),
    ],
)
def test_what_is_measured_stands_at_the_end(words: str, measure: str) -> None:
    assert claims(words, PUBLIC)[-1].measure == measure


@pytest.mark.parametrize(
    "words",
    [
        "因公出国（境）2个团组6人次",
        "使用一般公共预算拨款资金安排的因公出国（境）2个团组6人次",
        "使用财政拨款安排某市检测中心出国团组2个，累计6人次",
    ],
)
def test_groups_abroad_are_counted_in_any_order_of_words(words: str) -> None:
    assert rows(f"全年{words}。", PUBLIC, "measure", "value") == [
        ("overseas_groups", "2"),
        ("overseas_persons", "6"),
    ]


@pytest.mark.parametrize("words", ["省政府30条要求", "中央8项规定", "10条禁令"])
def test_rules_that_are_known_by_their_number_are_not_counted(words: str) -> None:
    assert claims(f"严格执行{words}。", PUBLIC) == []
    assert len(claims("开展项目8项。", PUBLIC)) == 1


@pytest.mark.parametrize(
    "opening",
    ["变化原因主要", "变化原因：", "，主要随着", "，主要是", "减少原因："],
)
def test_a_cause_may_be_opened_by_half_of_the_words(opening: str) -> None:
    mark = "" if opening.startswith("，") else "，"
    text = f"公务接待费5万元，比上年减少1万元{mark}{opening}来访批次减少。"
    assert [cause for _, cause in _caused(text)][0] is not None


def test_what_is_spent_mainly_on_something_is_no_cause() -> None:
    assert read("公务接待费5万元，比上年减少1万元，主要用于来访接待。", PUBLIC).reasons == []


@pytest.mark.parametrize("words", ["均为基数调整所致", "都是因为基数调整", "均系基数调整"])
def test_one_cause_of_all_explains_every_change_of_the_list(words: str) -> None:
    text = f"会议费增加5万元、培训费增加3万元、差旅费增加2万元，{words}。"
    assert [cause for _, cause in _caused(text)] == ["基数调整"] * 3


def test_a_cause_in_one_part_of_a_sentence_does_not_explain_the_part_before() -> None:
    text = "会议费同比减少5万元，下降10%；培训费同比增加3万元，主要是由于新增班次。"
    assert [cause for _, cause in _caused(text)] == [None, None, "新增班次"]


@pytest.mark.parametrize("words", ["接待费减少是因为来访减少，运行费增加是因为车辆老旧。"])
def test_two_causes_of_one_sentence_go_to_their_own_changes(words: str) -> None:
    text = f"接待费2万元，比上年减少1万元；运行费6万元，比上年增加2万元。{words}"
    assert _caused(text) == [("接待费", "来访减少"), ("运行费", "车辆老旧")]


def test_a_cause_of_its_own_sentence_explains_the_change_against_both_bases() -> None:
    text = "“三公”经费较上年减少5万元；较年初预算减少3万元。“三公”经费减少的主要原因是公车改革。"
    assert [cause for _, cause in _caused(text)] == ["公车改革"] * 2


def test_the_growth_of_revenue_is_not_that_of_one_of_its_parts() -> None:
    text = "收入总计9万元，其中财政拨款收入8万元，比上年增加1万元。收入增长的主要原因是新增项目。"
    assert [cause for _, cause in _caused(text, OVERALL)] == [None]


def test_the_cause_of_an_amount_does_not_go_back_to_the_change_of_another_thing() -> None:
    text = "出国费7万元，比上年增加7万元，其中公务用车购置费0万元，主要原因是严控开支。"
    assert ("出国费", "严控开支") not in _caused(text)


@pytest.mark.parametrize("words", ["高于上年实际", "略高于上年", "大于年初预算", "低于去年水平"])
def test_more_or_less_than_what_was_before_is_a_relation(words: str) -> None:
    found = claims(f"公务接待费支出3万元，{words}，是因为来访批次有变。", PUBLIC)
    assert [(claim.kind, claim.measure) for claim in found][1:] == [("relation", "official_reception")]
    assert found[1].reason_id is not None


@pytest.mark.parametrize("words", ["接待标准不得高于上年", "严禁费用超过预算的部分", "高于5万元的采购"])
def test_limits_are_no_relations(words: str) -> None:
    assert [claim for claim in claims(f"{words}。", PUBLIC) if claim.kind == "relation"] == []


def test_flat_is_what_was_counted_and_each_of_several_things() -> None:
    assert rows("因公出国（境）0人次，与上年持平。", PUBLIC, "kind", "measure")[-1] == (
        "change",
        "overseas_persons",
    )
    assert rows("公务接待费5万元，接待20批次，与上年持平。", PUBLIC, "measure")[-1] == ("official_reception",)
    both = read("会议费3万元、培训费2万元，均与上年持平。", OVERALL).claims[2:]
    assert [(one.kind, one.measure) for one in both] == [("change", "conference"), ("change", "training")]


def test_names_that_hold_a_conjunction_are_told_together() -> None:
    text = "出国（境）经费与公务用车购置及运行维护费分别为3万元和4万元。"
    assert rows(text, PUBLIC, "measure") == [("overseas_travel",), ("official_vehicles",)]


@pytest.mark.parametrize(
    "lines",
    [
        "共有车辆1辆，其中：一般公务用车0辆、一般执法执\n勤用车1辆。",
        "公务接待费0万元。其中一般执法执\n勤用车1辆。",
    ],
)
def test_a_short_line_that_ends_within_a_word_goes_on(lines: str) -> None:
    assert claims(lines, PUBLIC)[-1].measure == "vehicles_enforcement"


def test_a_short_line_that_ends_in_a_statement_ends_there() -> None:
    found = rows("公务用车购置费0万元，与上年持平\n公务用车运行维护费8万元。", PUBLIC, "measure")
    assert found[-1] == ("vehicle_operation",)


def test_a_percentage_behind_a_total_says_not_of_what_it_is() -> None:
    share = claims("2024年支出总计120万元，97.3%。", OVERALL)[-1]
    assert (share.kind, share.understood) == ("share", False)
    part = claims("收入总计9万元，其中财政拨款收入8万元，88.89%。", OVERALL)[-1]
    assert (part.kind, part.understood) == ("share", True)


@pytest.mark.parametrize("said", ["剔除购置费，", "剔除购置费后，", "如果扣除一次性补助，"])
def test_what_is_compared_without_something_is_not_understood_whole(said: str) -> None:
    assert not claims(f"{said}“三公”经费同比下降3%。", PUBLIC)[-1].understood


def test_a_day_on_which_something_happened_is_no_year_of_what_is_told() -> None:
    text = "公务接待费减少1万元，主要是单位于2016年5月实行改革，现有车辆3辆。"
    assert claims(text, PUBLIC)[-1].period == 2024


def test_amounts_of_a_sentence_may_have_their_unit_above_it() -> None:
    text = "基本支出情况（单位：元）\n2024年基本支出3,500.50，其中人员经费2,000.00，公用经费1,500.50。"
    assert rows(text, OVERALL, "value", "unit") == [("3500.50", "元"), ("2000.00", "元"), ("1500.50", "元")]
    assert rows("（单位：元）\n办公楼第3.50，编号1,200.50，", OVERALL, "value") == []


@pytest.mark.parametrize(
    "words",
    [
        "办公费5万元，无增减（上年5万元）。",
        "办公费5万元，没有变化（2023年5万元）。",
        "办公费5万元，持平（上年：5万元）。",
    ],
)
def test_what_the_year_before_was_may_stand_behind_that_it_stays(words: str) -> None:
    levels = [(one.subject, one.period) for one in claims(words, OVERALL) if one.kind == "level"]
    assert levels == [("办公费", 2024), ("办公费", 2023)]


@pytest.mark.parametrize(
    "words", ["较上年会议费合计4万元增加", "比2023年度会议费4万元多", "较上年的4万元增加"]
)
def test_what_was_named_may_be_named_again_before_its_amount_of_then(words: str) -> None:
    found = rows(f"会议费5万元，{words}1万元。", OVERALL, "kind", "measure", "period", "value")
    assert found[1:] == [("level", "conference", "2023", "4"), ("change", "conference", "2024", "1")]


def test_an_amount_without_what_was_left_out_is_not_the_published_one() -> None:
    text = "项目支出6万元；剔除一次性因素后，项目支出为5万元，较上年同口径4万元增加1万元。"
    assert [one.understood for one in claims(text, OVERALL)] == [True, False, False, False]
    text = "项目支出6万元，剔除一次性因素后，较上年增加1万元。"
    assert [one.understood for one in claims(text, OVERALL)] == [True, False]


@pytest.mark.parametrize(
    ("words", "base"),
    [("超出2万元", "initial_budget"), ("超支2万元", "initial_budget"), ("增加2万元", "prior_year")],
)
def test_what_is_over_or_left_is_held_against_the_budget_that_was_completed(words: str, base: str) -> None:
    text = f"本年支出42万元，比上年增加2万元。年初预算40万元，完成年初预算的105%，{words}。"
    assert claims(text, OVERALL)[-1].base == base


def test_a_part_whose_words_mean_its_whole_is_not_understood() -> None:
    parts = "支出合计9万元，其中当年支出8万元，上年结转支出1万元"
    assert [one.understood for one in claims(f"{parts}。", OVERALL)][:2] == [True, False]
    again = [one for one in claims(f"{parts}，支出合计9万元。", OVERALL) if str(one.value) == "9"]
    assert all(one.understood for one in again)


def test_what_an_account_holds_is_not_the_account() -> None:
    text = "卫生健康支出（类）中行政单位医疗5万元。"
    assert "卫生健康支出" not in claims(text)[-1].account_path
    assert claims("卫生健康支出（类）支出5万元。")[-1].account_path == ["卫生健康支出"]


def test_the_share_of_an_item_is_not_one_of_the_item_before() -> None:
    text = (
        "1.教育支出60万元，占总支出的60%。\n2.农林水支出22万元，占22%，其中：事业运行12万元，占农林水支出的55%。\n"
        "3.住房保障支出5万元，占5%。"
    )
    assert "农林水" not in (claims(text)[-1].share_of or "")
    assert "农林水" not in (claims(text.replace("\n", ""))[-1].share_of or ""), "in one paragraph, too"
