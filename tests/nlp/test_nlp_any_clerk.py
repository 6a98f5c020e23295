"""Wordings that any clerk may use: totals behind their parts, tenths, last year's outturn in a budget."""

from __future__ import annotations

import pytest

from linking.intervals import printed
from nlp.narrative import read_narrative
from nlp.quantities import find_quantities
from tests.support.nlp_reading import claims, document_of, read, rows

OVERALL = "收入支出决算总体情况说明"
PUBLIC = "“三公”经费支出决算情况说明"
BUDGET = "部门预算收支情况说明"


@pytest.mark.parametrize("total", ["收入决算总额", "收入总额", "总收入", "收入总数"])
def test_a_total_said_again_behind_its_parts_is_the_whole(total: str) -> None:
    text = f"收入决算总额为90万元，其中财政拨款60万元，上年结转30万元，{total}较2023年增加9万元，增长11.1%。"
    change, rate = claims(text, OVERALL)[-2:]
    assert change.measure == rate.measure
    assert change.measure in ("grand_total", "current_year_revenue")


def test_a_part_named_again_behind_the_parts_is_that_part() -> None:
    text = "收入总额为90万元，其中财政拨款60万元，事业收入30万元，事业收入较2023年增加9万元。"
    assert claims(text, OVERALL)[-1].measure == "undertaking_revenue"


@pytest.mark.parametrize("compared", ["较2023年收入总额", "比2023年的总收入", "与2023年收入合计相比"])
def test_what_is_measured_may_be_told_as_what_is_compared_with(compared: str) -> None:
    text = f"2024年收入总额90万元，其中：财政拨款90万元。2024年{compared}增加9万元。"
    assert "收入" in (claims(text, OVERALL)[-1].subject or "")
    assert claims(text, OVERALL)[-1].measure != "fiscal_grant_revenue"


def test_a_bare_side_compared_with_is_no_new_subject() -> None:
    found = claims("公务接待费支出5万元，较上年支出减少1万元。", PUBLIC)
    assert found[-1].measure == "official_reception"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("较上年增长两成。", "20"),
        ("较上年下降近三成，", "30"),
        ("占支出总额的八成；", "80"),
        ("占六成五。", "65"),
        ("比上年减少了2成左右。", "20"),
    ],
)
def test_tenths_are_rates(words: str, value: str) -> None:
    found = find_quantities("本年支出5万元，" + words)[-1]
    assert (str(found.value), found.unit, found.sort) == (value, "%", "percent")


@pytest.mark.parametrize(
    "words", ["增加两成果展示。", "增加一成员单位，", "占成本的", "完成任务，", "占三成以上。", "一成不变，"]
)
def test_other_words_with_cheng_are_no_rates(words: str) -> None:
    assert [q for q in find_quantities("项目" + words) if q.sort == "percent"] == []


def test_tenths_stand_for_all_that_rounds_to_them() -> None:
    (found,) = find_quantities("支出增长两成。")
    interval = printed(found.value, "两成")
    assert (interval.low, interval.high) == (15, 25)
    assert printed(found.value, "20").low > interval.low


@pytest.mark.parametrize(
    "way", ["分别增加5万元、减少3万元", "各增加5万元、减少3万元", "依次增加5万元、减少3万元"]
)
def test_changes_told_together_are_of_the_amounts_before_them_with_shares_between(way: str) -> None:
    text = f"基本支出60万元，占60%；项目支出40万元，占40%，比上年{way}。"
    assert rows(text, BUDGET, "kind", "measure", "value", kind="budget")[-2:] == [
        ("change", "basic_expenditure", "5"),
        ("change", "project_expenditure", "3"),
    ]


def test_changes_told_together_behind_other_amounts_are_of_none_of_them() -> None:
    text = "基本支出60万元，较上年增加2%；项目支出40万元，占40%，比上年分别增加5万元、减少3万元。"
    assert claims(text, BUDGET, kind="budget")[-1].subject is None


@pytest.mark.parametrize(
    "title", ["2023年“三公”经费决算情况", "上年“三公”经费支出执行情况", "去年预算执行情况", "上年度决算情况"]
)
def test_a_chapter_of_a_budget_that_looks_back_tells_the_outturn(title: str) -> None:
    told = claims("公务接待费5万元。", title, year=2024, kind="budget")[0]
    assert (told.phase, told.period) == ("final", 2023)
    both = claims("公务接待费5万元。2024年公务接待费预算4万元，比上年减少1万元。", title, kind="budget")
    assert [(c.phase, c.period) for c in both[1:]] == [("initial_budget", 2024)] * 2


@pytest.mark.parametrize("title", ["2024年预算执行情况", "2023年决算及2024年预算情况", "“三公”经费预算情况"])
def test_other_chapters_of_a_budget_tell_the_budget(title: str) -> None:
    assert claims("公务接待费5万元。", title, year=2024, kind="budget")[0].phase == "initial_budget"


@pytest.mark.parametrize("amount", ["人均108元", "人均标准108元", "平均每人次108元"])
def test_what_each_guest_cost_is_no_subject_of_what_follows(amount: str) -> None:
    text = f"公务接待费2万元，接待23批次，201人次，{amount}。完成年初预算的43.6%，较上年下降21.3%。"
    assert [c.measure for c in claims(text, PUBLIC)[-2:]] == ["official_reception"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "2023年公务接待费预算执行数为5万元，比2023年预算数减少1万元。",
        "2023年，公务接待费决算数为5万元，较2023年年初预算减少1万元。",
    ],
)
def test_the_budget_of_the_year_that_is_told_is_no_year_before(text: str) -> None:
    found = claims(text, "“三公”经费预算情况", year=2024, kind="budget")[-1]
    assert (found.base, found.period) == ("initial_budget", 2023)


def test_the_budget_of_the_year_before_is_one() -> None:
    text = "2024年公务接待费预算数为5万元，比2023年预算数减少1万元。"
    assert claims(text, "“三公”经费预算情况", year=2024, kind="budget")[-1].base == "prior_year"


@pytest.mark.parametrize("verb", ["调整为", "调整到", "调增至"])
def test_what_a_budget_was_adjusted_to_is_the_adjusted_budget(verb: str) -> None:
    found = claims(f"年初预算由5万元{verb}6万元。", "一般公共预算支出")
    assert [c.phase for c in found] == ["initial_budget", "adjusted_budget"]
    assert claims("年初预算5万元，由5万元增加到6万元。", "一般公共预算支出")[-1].phase != "adjusted_budget"


def test_a_year_in_brackets_that_are_closed_is_left_with_them() -> None:
    text = "实施项目15个（含2023年结余项目5个），安排985万元（含结转项目50万元）。"
    assert [c.period for c in claims(text, "项目支出情况")[-2:]] == [2024, 2024]


@pytest.mark.parametrize("total", ["预算总额", "预算合计", "预算总数"])
def test_a_part_of_all_that_is_planned_is_a_share(total: str) -> None:
    found = claims(f"教育支出60万元，占{total}的60%。", BUDGET, kind="budget")[-1]
    assert found.kind == "share"
    assert claims("教育支出60万元，完成预算总额的60%。", BUDGET)[-1].kind == "completion_rate"


def causes(text: str, title: str = PUBLIC, **about: object) -> list[tuple[str, str | None]]:
    found = read(text, title, **about)
    told = {reason.reason_id: reason.text for reason in found.reasons}
    return [(str(c.value), told.get(c.reason_id or "")) for c in found.claims if c.kind.startswith("change")]


@pytest.mark.parametrize("opening", ["这主要是", "这主要是由于", "这一变化主要是因为", "该减少主要是"])
def test_a_sentence_that_points_back_gives_the_cause(opening: str) -> None:
    text = f"公务接待费减少5万元，下降12%。{opening}接待批次减少。"
    assert causes(text) == [("5", "接待批次减少"), ("12", "接待批次减少")]


def test_a_sentence_that_tells_what_is_done_gives_no_cause() -> None:
    assert causes("公务接待费5万元。这主要是接待来访人员。") == []


@pytest.mark.parametrize("adverb", ["略有", "总体", "同比", ""])
def test_a_fall_of_the_budget_has_its_cause_in_the_next_paragraph(adverb: str) -> None:
    text = (
        "2024年“三公”经费预算总额为8万元，较2023年的9万元减少1万元，下降11%。其中：公务接待费2万元，减少1万元。\n"
        f"2024年“三公”经费预算{adverb}下降的原因主要是严格控制。"
    )
    found = causes(text, "“三公”经费预算情况", year=2024, kind="budget")
    assert found == [("1", "严格控制"), ("11", "严格控制"), ("1", None)]


@pytest.mark.parametrize("mark", ["，二、2024年", "；二、"])
def test_a_numbered_part_in_the_same_sentence_ends_a_cause(mark: str) -> None:
    text = f"因公出国（境）费5万元，增加1万元，主要原因是出访任务增加{mark}公务接待费3万元，减少1万元。"
    assert causes(text)[0] == ("1", "出访任务增加")
    assert claims(text, PUBLIC)[-2].measure == "official_reception"


def test_the_cause_of_a_part_is_not_that_of_all_revenue() -> None:
    text = (
        "本年收入增加12万元，增长11%，一是财政拨款收入增加9万元，主要是标准提高；"
        "二是事业收入增加3万元，主要是学生增加。"
    )
    assert causes(text, OVERALL) == [("12", None), ("11", None), ("9", "标准提高"), ("3", "学生增加")]


def test_a_heading_inside_keeps_what_the_document_says() -> None:
    read_back = document_of(
        ("上年决算情况", "公务接待费5万元。"), (BUDGET, "公务接待费4万元。"), kind="budget"
    )
    assert [c.phase for c in read_narrative(read_back).claims] == ["final", "initial_budget"]


@pytest.mark.parametrize("name", ["人民币", "人民币 ", "￥", "¥"])
def test_the_name_of_the_currency_is_no_part_of_what_is_measured(name: str) -> None:
    text = f"公务接待费{name}5万元，比上年减少{name}1万元，下降16.7%。"
    assert rows(text, PUBLIC, "kind", "value", "measure") == [
        ("level", "5", "official_reception"),
        ("change", "1", "official_reception"),
        ("change_rate", "16.7", "official_reception"),
    ]


@pytest.mark.parametrize(
    ("words", "value"), [("百分之4.35", "4.35"), ("百分之二十五", "25"), ("百分之八", "8")]
)
def test_a_percentage_may_be_spelled_out(words: str, value: str) -> None:
    found = claims(f"公务接待费5万元，比上年下降{words}。", PUBLIC)[-1]
    assert (found.kind, str(found.value), found.unit, found.direction) == ("change_rate", value, "%", "down")


@pytest.mark.parametrize("words", ["不超过百分之五十", "百分之几", "百分之百"])
def test_a_bound_that_is_spelled_out_is_no_claim(words: str) -> None:
    assert [c.kind for c in claims(f"公务接待费5万元，{words}。", PUBLIC)] == ["level"]


@pytest.mark.parametrize("adverb", ["有所", "略有", "小幅", "大幅", "明显", "略"])
def test_an_adverb_before_a_change_is_no_subject(adverb: str) -> None:
    found = claims(f"公务接待费5万元，较上年{adverb}减少1万元，下降16.7%。", PUBLIC)
    assert [(c.measure, c.understood) for c in found] == [("official_reception", True)] * 3


@pytest.mark.parametrize("owner", ["本单位", "本部门", "我局"])
def test_the_budget_of_the_own_body_is_the_budget(owner: str) -> None:
    found = claims(f"本年支出5万元，比2024年度{owner}年初预算减少1万元。", OVERALL)[-1]
    assert (found.base, found.direction) == ("initial_budget", "down")


@pytest.mark.parametrize("nothing", ["无公务接待费支出", "未发生公务接待费支出", "没有安排公务接待费"])
def test_what_there_was_nothing_of_is_what_stays_the_same(nothing: str) -> None:
    found = claims(f"公务用车运行费5万元。本部门2024年度{nothing}，与上年持平。", PUBLIC)[-1]
    assert (found.measure, found.direction) == ("official_reception", "flat")
    assert claims("公务接待费5万元，无增减变化，与上年持平。", PUBLIC)[-1].measure == "official_reception"


@pytest.mark.parametrize("worth", ["价值310万元", "账面原值310万元", "净值310万元"])
def test_what_counted_things_are_worth_is_of_them(worth: str) -> None:
    assert claims(f"共有车辆12辆，{worth}。", "国有资产占用情况说明")[-1].subject == "车辆"
    assert (
        claims("共有车辆12辆，公务接待费3万元。", "国有资产占用情况说明")[-1].measure == "official_reception"
    )


def test_guests_counted_behind_a_part_are_of_the_part() -> None:
    text = "公务接待费8万元，国内公务接待86批，累计接待702人次，其中外事接待0批，累计接待0人次。"
    assert "外事" in (claims(text, PUBLIC)[-1].subject or "")


@pytest.mark.parametrize(
    "behind",
    [
        "，与上年持平。",
        "，相比上年，减少2万元。",
        "，公务接待费3万元，较上年减少2万元。",
        "；决算数相比上年，减少2万元。",
    ],
)
def test_a_cause_ends_before_what_is_told_behind_a_comma(behind: str) -> None:
    text = f"公务用车运行费6万元，比预算减少1万元，主要原因是加强车辆管理{behind}"
    assert [reason.text for reason in read(text, PUBLIC).reasons] == ["加强车辆管理"]


@pytest.mark.parametrize(
    "cause", ["人员经费与上年持平而公用经费减少", "新增项目支出50万元，标准提高", "上年基数较高，本年减少"]
)
def test_a_cause_goes_on_behind_a_comma(cause: str) -> None:
    text = f"公务用车运行费6万元，比预算减少1万元，主要原因是{cause}。"
    assert [reason.text for reason in read(text, PUBLIC).reasons] == [cause]


@pytest.mark.parametrize("opening", ["增减变动的主要原因是", "变动原因："])
def test_a_cause_of_a_change_is_that_of_the_item_it_stands_behind(opening: str) -> None:
    text = f"公务接待费3万元，减少2万元；公务用车运行费6万元，减少1万元，{opening}用车减少。"
    assert causes(text) == [("2", None), ("1", "用车减少")]


def test_the_cause_of_a_rise_of_the_outturn_behind_its_parts_is_that_of_the_whole() -> None:
    text = (
        "“三公”经费支出决算数较上年增加5万元。其中：公务用车运行费增加8万元；公务接待费减少3万元。"
        "“三公”经费支出决算数增加的主要原因是维修增加。"
    )
    assert causes(text) == [("5", "维修增加"), ("8", None), ("3", None)]


def test_changes_told_together_may_say_le() -> None:
    text = "基本支出60万元，项目支出40万元，比上年分别增加了5万元、减少了3万元。"
    assert [c.direction for c in claims(text, BUDGET, kind="budget")[-2:]] == ["up", "down"]
    assert claims(text, BUDGET, kind="budget")[-1].measure == "project_expenditure"


@pytest.mark.parametrize(
    "narrowing",
    ["由中小企业成交的，", "在其他政府采购项目中，", "在面向小微企业预留的项目中，由小微企业中标的，"],
)
def test_a_clause_before_may_tell_which_part_is_meant(narrowing: str) -> None:
    title = "政府采购支出情况说明"
    assert [c.understood for c in claims(f"{narrowing}采购金额5万元；服务采购金额3万元。", title)] == [
        False,
        True,
    ]
    assert claims("在政府采购支出中，货物采购金额5万元。", title)[-1].understood


@pytest.mark.parametrize(
    "fund", ["政府性基金预算财政拨款", "国有资本经营预算财政拨款", "一般公共预算财政拨款"]
)
def test_the_other_side_right_behind_is_of_the_same_money(fund: str) -> None:
    found = claims(f"{fund}本年收入20万元，本年支出15万元。", "财政拨款收入支出决算总体情况说明")
    assert found[0].fund == found[1].fund != "fiscal_grant"


def test_a_side_told_apart_is_of_the_chapters_money() -> None:
    text = "政府性基金预算财政拨款本年收入20万元，占30%。本年支出15万元。"
    assert claims(text, "财政拨款收入支出决算总体情况说明")[-1].fund == "fiscal_grant"


@pytest.mark.parametrize("each", ["均", "都", "各"])
def test_a_change_of_each_of_two_things_is_not_held_to_be_the_lasts(each: str) -> None:
    text = f"公务接待费5万元，会议费4万元，较上年{each}减少1万元，下降10%。"
    assert [c.understood for c in claims(text, PUBLIC)[-2:]] == [False, False]
    assert claims(text.replace(each, ""), PUBLIC)[-1].understood


@pytest.mark.parametrize("budget", ["年初预算安排41万元", "年初预算数41万元", "调整预算41万元"])
def test_a_share_of_the_budget_whose_amount_is_told_is_what_was_spent(budget: str) -> None:
    found = claims(f"公务接待费支出26.85万元，占{budget}的65.49%。", PUBLIC)[-1]
    assert (found.kind, found.base is not None) == ("completion_rate", True)
    assert claims("项目支出70万元，占本年支出100万元的70%。", OVERALL)[-1].kind == "share"


def test_a_cause_may_be_told_from_two_sides() -> None:
    text = "公务接待费增加3万元，一方面是批次增加，另一方面是标准提高。"
    ((_, cause),) = causes(text)
    assert (cause or "").endswith("标准提高")
    assert causes("公务接待费增加3万元，一方面保障运转。") == [("3", None)]


@pytest.mark.parametrize("name", ["抗疫特别国债安排的支出", "彩票公益金安排的支出"])
def test_the_name_of_an_account_may_hold_a_word_that_leads_to_names(name: str) -> None:
    text = f"城乡社区支出（类）支出4万元。\n{name}（款）支出5万元。其中安排教育支出（类）3万元。"
    found = [c.account_path[-1] for c in claims(text, "政府性基金预算支出决算情况说明")]
    assert found == ["城乡社区支出", name, "教育支出"]


@pytest.mark.parametrize(
    "aside", ["（下同，不包括会议费）", "（以下简称“三公”经费，不含培训费）", "（不含会议费，下同）"]
)
def test_an_aside_with_a_comma_in_it_is_no_subject(aside: str) -> None:
    told = claims(f"“三公”经费{aside}5.20万元。")
    assert [(c.measure, c.understood) for c in told] == [("three_public_expenditure", True)]
    inside = claims("“三公”经费（上年4.10万元，其中会议费1.00万元）5.20万元。")
    assert [c.value for c in inside if c.measure == "conference"] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "决算数应与《收入支出决算总表》一致。",
        "合计应等于各项之和，须与批复数一致。",
        "与《支出决算表》数据一致。",
    ],
)
def test_what_should_agree_is_no_claim(text: str) -> None:
    assert claims(text) == []
    assert claims("公务接待费供应与上年一致。")[-1].direction == "flat"


def test_what_was_done_the_year_before_is_an_outturn_in_a_budget_too() -> None:
    def stages(text: str) -> list[tuple[str | None, int | None]]:
        told = claims(text, "一般公共预算支出情况说明", kind="budget", year=2025)
        return [(claim.phase, claim.period) for claim in told]

    for words in ("上年完成", "2024年完成", "上年实际支出", "去年执行"):
        assert stages(f"支出安排100万元，{words}95万元。")[-1] == ("final", 2024)
    assert stages("支出安排100万元，2025年计划完成95万元。")[-1] == ("initial_budget", 2025)
    assert stages("支出安排100万元，上年95万元。")[-1] == ("initial_budget", 2024)


@pytest.mark.parametrize(
    ("text", "period", "base"),
    [
        ("公务接待费由12.50万元降为8.00万元，减少4.50万元。", 2023, "prior_year"),
        ("公务接待费从12.50万元压减至8.00万元，减少4.50万元。", 2023, "prior_year"),
        ("公务接待费由12.50万元调整为8.00万元，减少4.50万元。", 2024, "initial_budget"),
    ],
)
def test_what_something_was_before_is_of_last_year_unless_a_budget_is_adjusted(
    text: str, period: int, base: str
) -> None:
    told = claims(text)
    assert (told[0].period, told[-1].base) == (period, base)


@pytest.mark.parametrize("words", ["完成年度计划的", "占全年计划的", "为年度计划的"])
def test_a_plan_of_the_year_is_a_budget(words: str) -> None:
    rate = claims(f"基本支出90.00万元，{words}95.00%。")[-1]
    assert (rate.kind, rate.measure, rate.understood) == ("completion_rate", "basic_expenditure", True)
    other = claims("完成投资计划的95.00%。")
    assert [claim.base for claim in other] in ([], ["other"])
