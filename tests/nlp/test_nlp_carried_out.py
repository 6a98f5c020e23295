"""What was done is an outturn, though 预算 is part of a name or a heading; what is planned is a budget."""

from __future__ import annotations

import pytest

from extractors.identity import kind_told, read_identity
from tests.support.nlp_reading import claims, document_of, read_narrative

BUDGET = {"title": "收支情况", "kind": "budget"}


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入8.00亿元，完成预算的90%，增长3%。",
        "一般公共预算收入8.00亿元，为调整预算的90%。",
        "政府性基金预算收入累计完成8.00亿元，增长3%。",
        "一般公共财政预算支出执行8.00亿元。",
        "支出合计8.00亿元，比预算数减少1.00亿元。",
    ],
)
def test_what_was_carried_out_is_an_outturn_in_a_budget_too(text: str) -> None:
    for kind in ("budget", "government_budget"):
        found = claims(text, "收支情况", kind=kind)
        assert {claim.phase for claim in found} == {"final"}


@pytest.mark.parametrize(
    "text",
    [
        "收入预算8.00亿元，增长3%。",
        "预计收入完成8.00亿元，完成预算的90%。",
        "基本支出8.00亿元，占支出预算的90%。",
        "安排支出8.00亿元，较上年执行数减少1.00亿元。",
    ],
)
def test_what_is_planned_is_none(text: str) -> None:
    assert claims(text, **BUDGET)[0].phase == "initial_budget"


def test_what_follows_in_the_paragraph_is_told_of_the_outturn_too() -> None:
    text = "收入8.00亿元，完成预算的90%，比2023年增长1%。加上调入资金1.00亿元，收入总量为9.00亿元。"
    assert {claim.phase for claim in claims(text, **BUDGET)} == {"final"}
    planned = claims("收入8.00亿元，完成预算的90%。明年拟安排支出9.00亿元。", **BUDGET)
    assert planned[-1].phase == "initial_budget"
    then = claims("上年收入8.00亿元，完成预算的90%。项目支出9.00亿元。", **BUDGET)
    assert then[-1].phase == "initial_budget"


def test_a_heading_of_the_year_before_in_the_paragraph_lends_its_year() -> None:
    text = "（一）2023年一般公共预算收支情况。1.全市一般公共预算。收入8.00亿元，为预算的90%。"
    found = claims(text, "报告", kind="government_budget")
    assert {(claim.phase, claim.period) for claim in found} == {("final", 2023)}
    own = claims(text.replace("2023", "2024"), "报告", kind="government_budget")
    assert {claim.period for claim in own} == {2024}


@pytest.mark.parametrize("name", ["地方一般预算收入", "一般预算补助收入", "一般公共财政预算收入"])
def test_the_budget_in_a_name_is_no_stage(name: str) -> None:
    assert claims(f"{name}8.00亿元，增长3%。")[0].phase == "final"
    assert claims("一般预算数8.00亿元。")[0].phase != "final"


def test_the_parts_in_the_next_sentence_are_of_the_budget_that_was_given_alone() -> None:
    parts = "其中：公务接待费3.00万元，公务用车购置及运行费5.00万元。"
    for whole, phase in [
        ("“三公”经费年初预算8.00万元。", "initial_budget"),
        ("“三公”经费年初预算9.00万元，决算8.00万元。", "final"),
        ("“三公”经费决算8.00万元。", "final"),
    ]:
        found = claims(whole + parts)
        assert {claim.phase for claim in found[-2:]} == {phase}


def test_what_is_arranged_is_a_budget_where_no_report_says_more() -> None:
    told = document_of(("情况", "使用财政拨款安排“三公”经费8.00万元，较上年减少1.00万元。"))
    told.document.record.report_kind = None
    assert read_narrative(told).claims[0].phase == "initial_budget"
    told = document_of(("情况", "财政拨款安排的会议费8.00万元。"))
    told.document.record.report_kind = None
    assert read_narrative(told).claims[0].phase == "final"


def test_which_budget_a_bare_one_is_may_be_told_behind_it() -> None:
    text = "公务接待费预算数8.00万元，决算支出数7.00万元，完成{}预算数的87.5%。"
    title = "“三公”经费支出决算情况说明"
    for named, phase in (("年初", "initial_budget"), ("全年", "adjusted_budget")):
        assert claims(text.format(named), title)[0].phase == phase
    both = "公务接待费预算数8.00万元（年初预算数3.00万元，因机构调整追加到8.00万元），支出数7.00万元。"
    assert [claim.phase for claim in claims(both, title)][:2] == ["adjusted_budget", "initial_budget"]


def test_the_kind_of_a_report_is_not_told_by_the_budgets_of_funds_or_by_comparison() -> None:
    funds = "一般公共预算安排的教育经费、政府性基金预算安排的教育经费为8.00亿元。"
    assert kind_told(None, [funds]) is None
    assert kind_told(None, ["安排“三公”经费预算3.00万元。"]) == "budget"
    assert read_identity(["“三公”支出比预算减少8万元"], [], []).report_kind is None
    assert read_identity(["“三公”经费预算"], [], []).report_kind == "budget"


@pytest.mark.parametrize(
    "rate",
    ["预算执行比例为90%", "执行比例90%", "预算完成比例90%", "完成预算数的比例为90%", "支付比例达到90%"],
)
def test_a_ratio_of_what_was_carried_out_is_no_share(rate: str) -> None:
    assert claims(f"会议费8.00万元，{rate}。")[-1].kind == "completion_rate"


@pytest.mark.parametrize("rate", ["占基本支出的比例为90%", "所占比例90%", "占比90%"])
def test_a_ratio_of_a_whole_is_a_share(rate: str) -> None:
    assert claims(f"会议费8.00万元，{rate}。")[-1].kind == "share"


def test_the_grants_are_the_whole_where_a_share_names_them() -> None:
    text = "支出预算90.00万元。教育支出9.00万元，占{}10%。"
    for whole in ("拨款预算", "财政拨款预算"):
        assert claims(text.format(whole), **BUDGET)[-1].share_of == "财政拨款"
    assert claims(text.format("支出预算"), **BUDGET)[-1].share_of == "支出"


@pytest.mark.parametrize("rate", ["平均发行利率3.2%", "税率为9%", "费率1.5%"])
def test_what_money_costs_is_no_rate_of_completion(rate: str) -> None:
    assert [claim.kind for claim in claims(f"发行债券8.00亿元，{rate}。")] == ["level"]
    assert claims("设备利用率90%。")[0].kind == "completion_rate"


def test_a_part_does_not_grow_by_more_than_it_is() -> None:
    text = "收入总计90.00万元，其中年初结转和结余5.00万元，较2023年{}万元，增长9%。"
    assert {claim.subject for claim in claims(text.format("增加8.00"))[2:]} == {"收入总计"}
    for smaller in ("增加3.00", "减少8.00", "增加99.00"):
        assert claims(text.format(smaller))[2].subject == "年初结转和结余"
    text = "车辆费用90.00万元（其中：购置费40.00万元，平均每辆5.00万元，较上年增加8.00万元）。"
    assert claims(text)[-1].subject != "车辆费用"


def test_words_before_a_name_that_say_when_or_that_it_came_in_are_no_part_of_it() -> None:
    for front in ("2024年5月份累计完成", "数据显示，", "2024年共实现", "累计"):
        assert claims(f"{front}地方财政收入8.00万元。")[0].subject == "地方财政收入"
    assert claims("公务接待费则为8.00万元。")[0].subject == "公务接待费"
    assert claims("未完成项目支出8.00万元。")[0].subject == "未完成项目支出"


def test_the_second_of_a_range_is_not_negative() -> None:
    assert claims("项目投资5亿-10亿元。")[-1].amount_yuan == 10**9
    assert claims("年末结余-5.00万元。")[0].amount_yuan == -50000
