"""What a figure is said of where the sentence bends: brackets, items, both sides, western punctuation."""

from __future__ import annotations

import pytest

from nlp.pipeline import chinese_punctuation
from tests.support.nlp_reading import claims, read, rows

SUMMARY = "收入支出决算总体情况说明"
SPENDING = "支出决算情况说明"
PUBLIC = "“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    ("western", "chinese"),
    [
        ("支出5万元,增长3%;其中:办公费1万元", "支出5万元，增长3%；其中：办公费1万元"),
        ("下降43.66%.下降的原因", "下降43.66%。下降的原因"),
        ("占,88.19%;为26,085.58元,完成", "占，88.19%；为26,085.58元，完成"),
        ("增加13,2024年", "增加13，2024年"),
    ],
)
def test_western_punctuation_parts_sentences_like_chinese(western: str, chinese: str) -> None:
    assert chinese_punctuation(western) == chinese


@pytest.mark.parametrize("text", ["1,234,567.89元", "一.总体情况", "12:30", "3.5万元", "（一）收入"])
def test_marks_inside_numbers_and_list_numbers_stay(text: str) -> None:
    assert chinese_punctuation(text) == text


@pytest.mark.parametrize("comma", ["，", ","])
@pytest.mark.parametrize(
    "told",
    [
        "较上年231.50万元{0}增加21.00万元{0}增长9.07%",
        "比2023年决算231.50万元{0}增加了21.00万元{0}增长9.07%",
        "比上年231.50万元增加21.00万元{0}增长9.07%",
    ],
)
def test_the_figure_compared_with_is_last_years_wherever_the_change_follows(told: str, comma: str) -> None:
    text = f"本年支出合计252.50万元{comma}" + told.format(comma) + "。"
    found = rows(text, SPENDING, "kind", "period", "value")
    assert ("level", "2023", "231.50") in found
    assert ("change", "2024", "21.00") in found


def test_an_amount_beside_a_comparison_that_no_change_follows_is_this_years() -> None:
    found = rows("与上年相比，基本支出31.50万元，项目支出20.00万元。", SPENDING, "period", "value")
    assert found == [("2024", "31.50"), ("2024", "20.00")]


@pytest.mark.parametrize(
    "text",
    [
        "公务用车费50.00万元（公务用车购置费10.00万元，比上年增加1.00万元；公务用车运行维护费40.00万元，比上年增加2.00万元。）比上年增加3.00万元，增长6.38%。",
        "公务用车费50.00万元（其中：公务用车购置费10.00万元；公务用车运行维护费40.00万元。），比上年增加3.00万元，增长6.38%。",
        "公务用车费50.00万元(含公务用车运行维护费40.00万元)，比上年增加3.00万元，增长6.38%。",
    ],
)
def test_what_follows_brackets_is_said_of_what_stood_before_them(text: str) -> None:
    last = claims(text, PUBLIC)[-2:]
    assert [claim.subject for claim in last] == ["公务用车费", "公务用车费"]


def test_a_full_stop_in_brackets_at_the_end_of_a_line_ends_the_sentence() -> None:
    text = "公务接待费5.00万元（含外事接待费1.00万元。）\n公务用车购置费3.00万元，比上年增加1.00万元。"
    assert claims(text, PUBLIC)[-1].subject == "公务用车购置费"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("公务用车购置费支出为0，与上年持平。", "vehicle_purchase"),
        ("因公出国（境）费预算为0；与上年持平。", "overseas_travel"),
        ("公务接待费决算数为0.00，比上年减少2.00万元。", "official_reception"),
    ],
)
def test_an_amount_of_nothing_needs_no_unit(text: str, measure: str) -> None:
    found = claims("“三公”经费支出5.00万元。" + text, PUBLIC)[1:]
    assert [claim.measure for claim in found] == [measure, measure]
    assert found[0].value == 0
    assert found[0].kind == "level"


@pytest.mark.parametrize("text", ["增长率为0.5个百分点。", "编号为0。", "比上年增加为05号。"])
def test_a_nought_that_measures_no_money_is_no_amount(text: str) -> None:
    assert [claim for claim in claims(text, PUBLIC) if claim.kind == "level"] == []


def test_the_causes_of_an_item_are_those_of_the_item() -> None:
    text = (
        "2024年度“三公”经费支出决算中，公务接待费支出2.00万元，占100%。具体情况如下：\n"
        "1.因公出国（境）费预算为1.00万元，支出决算为1.00万元，完成预算的100%。"
        "决算数与预算数持平的主要原因是按计划出访。"
    )
    flat = next(claim for claim in claims(text, PUBLIC) if claim.direction == "flat")
    assert flat.measure == "overseas_travel"
    assert flat.reason_id is not None


@pytest.mark.parametrize("word", ["各", "均", "分别"])
def test_a_change_of_each_total_is_one_of_both_sides(word: str) -> None:
    text = f"2024年度收入总计90.00万元，支出总计90.00万元，与2023年度相比，{word}增加9.00万元，增长11.11%。"
    found = read(text, SUMMARY).claims
    assert [(claim.kind, claim.side) for claim in found[2:]] == [
        ("change", "revenue"),
        ("change", "expenditure"),
        ("change_rate", "revenue"),
        ("change_rate", "expenditure"),
    ]


def test_a_change_behind_two_uses_of_money_is_of_the_last() -> None:
    text = "基本支出90.00万元，项目支出80.00万元，比上年增加9.00万元。"
    assert read(text, SPENDING).claims[-1].measure == "project_expenditure"


@pytest.mark.parametrize(
    "text",
    [
        "国内公务接待批次为20个，接待人次为150人。",
        "国内公务接待20批次，接待人数150人。",
        "国内公务接待批次20批，公务接待人次150人次。",
    ],
)
def test_guests_are_counted_beside_their_visits(text: str) -> None:
    assert [claim.measure for claim in claims(text, PUBLIC)] == [
        "domestic_reception_batches",
        "domestic_reception_persons",
    ]


@pytest.mark.parametrize("name", ["********支出", "***支出", "＊＊支出"])
def test_a_name_that_is_kept_back_is_not_all_that_is_spent(name: str) -> None:
    claim = claims(f"按功能分类科目，{name}2.00万元。", SPENDING)[0]
    assert not claim.understood
    assert claim.measure is None


def test_an_economic_class_is_not_all_that_is_spent() -> None:
    assert claims("其他资本性支出2.00万元。", SPENDING)[0].measure is None


@pytest.mark.parametrize("noun", ["数", "数字", "数据", "数额"])
def test_the_noun_of_what_is_compared_with_is_no_subject(noun: str) -> None:
    text = f"“三公”经费35.50万元，比上年预算{noun}下降35.45%。"
    assert rows(text, PUBLIC, "kind", "subject", "base")[1] == ("change_rate", "“三公”经费", "prior_year")


@pytest.mark.parametrize(
    "heading",
    ["", "（二）收入决算情况说明 ", "二、收入决算总体情况说明。"],
)
def test_a_funds_name_is_no_stage_because_a_heading_speaks_of_the_outturn(heading: str) -> None:
    text = (
        heading
        + "本年收入合计90.00万元；包括财政拨款收入80.00万元（其中，一般公共预算 80.00万元，"
        + "政府性基金预算 0万元），占收入合计88.89%。"
    )
    found = claims(text, "收入决算情况说明")
    assert {claim.phase for claim in found} == {"final"}


def test_a_funds_budget_beside_its_outturn_is_a_stage() -> None:
    found = claims("政府性基金预算5.00万元，决算数4.00万元。", "政府性基金预算支出决算情况说明")
    assert [claim.phase == "final" for claim in found] == [False, True]


@pytest.mark.parametrize("spent", ["2024年预算支出", "预算支出", "2024年安排预算支出"])
def test_what_is_spent_under_an_item_is_spent_on_the_item(spent: str) -> None:
    text = (
        f"（一）因公出国费用。{spent}为0万元，本年度计划无人员出国。\n"
        f"（二）公务接待费。{spent}11.77万元，比2023年预算减少0.13万元。"
    )
    found = claims(text, "“三公”经费支出预算情况说明", kind="budget")
    assert [claim.measure for claim in found] == [
        "overseas_travel",
        "official_reception",
        "official_reception",
    ]


def test_what_is_spent_beside_what_comes_in_is_the_other_side() -> None:
    found = claims("2024年预算收入90.00万元，预算支出80.00万元。", "收支预算情况说明", kind="budget")
    assert [claim.side for claim in found] == ["revenue", "expenditure"]


def test_one_change_behind_two_equal_totals_is_of_both_and_behind_unequal_ones_of_the_last() -> None:
    text = "2024年度收入总计90.00万元，支出总计{}万元，与2023年度相比，增加9.00万元，增长11.11%。"
    assert [claim.side for claim in read(text.format("90.00"), SUMMARY).claims[2:4]] == [
        "revenue",
        "expenditure",
    ]
    assert [claim.side for claim in read(text.format("80.00"), SUMMARY).claims[2:4]] == ["expenditure"] * 2


@pytest.mark.parametrize("number", ["预算执行数", "执行数", "实际执行数"])
def test_the_number_of_execution_is_the_outturn_in_a_budget_too(number: str) -> None:
    found = claims(f"项目支出年初预算20.00万元，{number}19.00万元。", "项目支出情况", kind="budget")
    assert [claim.phase for claim in found] == ["initial_budget", "final"]
