"""The year before behind a measure, nothing of something, and what follows a whole and its parts."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

SUMMARY = "收入支出决算总体情况说明"
PUBLIC = "“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费3万元。因公出国（境）费上年支出2万元，本年未安排。",
        "公务接待费3万元。因公出国（境）费（上年2万元）本年未安排。",
        "公务接待费3万元。因公出国（境）费上年决算数为2万元。",
        "公务接待费3万元。因公出国（境）费去年实际支出2万元，今年没有发生。",
    ],
)
def test_a_measure_before_the_year_before_is_that_years(text: str) -> None:
    assert rows(text, PUBLIC, "measure", "period", "value") == [
        ("official_reception", "2024", "3"),
        ("overseas_travel", "2023", "2"),
    ]


def test_what_the_year_before_left_over_is_a_figure_of_this_year() -> None:
    text = "一般公共预算财政拨款上年结转2万元。"
    assert [row[0] for row in rows(text, SUMMARY, "period")] == ["2024"]


@pytest.mark.parametrize(
    "text",
    [
        "因公出国（境）费3万元。公务接待费上年未发生，本年2万元，增加2万元。",
        "因公出国（境）费3万元。公务接待费去年没有安排，今年2万元，同比增加2万元。",
        "因公出国（境）费3万元。上年度未列支公务接待费，本年2万元，增加2万元。",
    ],
)
def test_a_clause_that_says_of_what_there_was_nothing_names_it(text: str) -> None:
    assert [row[0] for row in rows(text, PUBLIC, "measure")] == [
        "overseas_travel",
        "official_reception",
        "official_reception",
    ]


def test_a_clause_that_says_that_nothing_was_done_names_no_measure() -> None:
    text = "公务接待费3万元，会议没有召开，减少2万元。"
    assert [row[0] for row in rows(text, PUBLIC, "measure")] == ["official_reception"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "本年收入90万元，其中财政拨款收入60万元，占67%；事业收入20万元，占22%；其他收入10万元，占11%。收入增加8万元。",
        "本年收入90万元：财政拨款收入60万元，占67%；事业收入20万元，占22%；其他收入10万元，占11%。与上年82万元相比，收入增加8万元。",
        "本年收入90万元，按来源分：财政拨款收入60万元，占比67%；其他收入30万元，占比33%。比上年增加8万元。",
    ],
)
def test_after_the_shares_of_its_parts_a_sentence_goes_on_with_the_whole(text: str) -> None:
    *_, last = rows(text, "收入决算情况说明", "measure", "kind")
    assert last == ("current_year_revenue", "change")


def test_after_one_share_a_sentence_goes_on_with_its_subject() -> None:
    text = "本年收入90万元。其他收入30万元，占比33%。收入增加8万元。"
    *_, last = rows(text, "收入决算情况说明", "measure", "kind")
    assert last == ("other_revenue", "change")


@pytest.mark.parametrize(
    "before", ["基本支出60万元，项目支出40万元，", "按性质分，基本支出60万元，项目支出40万元，"]
)
@pytest.mark.parametrize("ratio", ["二者之比约为60%和40%。", "分别占60%和40%。"])
def test_one_use_of_the_money_is_never_the_whole_of_the_other(before: str, ratio: str) -> None:
    found = rows(before + ratio, "支出决算情况说明", "kind", "share_of")
    assert not {row[1] for row in found if row[0] == "share"} & {"基本支出", "项目支出"}


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出13万元，完成年度预算15万元的87%，同比下降7%（上年同期14万元）。",
        "“三公”经费支出13万元，完成全年预算15万元的87%，同比下降7%。",
        "“三公”经费支出13万元，完成年初预算15万元的87%，较上年下降7%。",
    ],
)
def test_a_change_on_the_year_before_is_that_of_the_outturn(text: str) -> None:
    found = rows(text, PUBLIC, "kind", "measure", "phase")
    assert [row for row in found if row[0] == "change_rate"] == [
        ("change_rate", "three_public_expenditure", "final")
    ]
    assert [row[1] for row in found if row[0] == "completion_rate"] == ["three_public_expenditure"]


def test_a_change_of_the_budget_is_that_of_the_budget() -> None:
    text = "“三公”经费支出13万元，年初预算15万元，比上年预算下降7%。"
    *_, last = rows(text, PUBLIC, "kind", "phase")
    assert last == ("change_rate", "initial_budget")


@pytest.mark.parametrize(
    "whole", ["公务用车购置及运行维护费5万元。", "公务用车购置及运行维护费5万元，其中："]
)
def test_a_short_name_is_that_of_a_part_of_what_was_named(whole: str) -> None:
    assert [row[0] for row in rows(whole + "购置费2万元，运行费3万元。", PUBLIC, "measure")] == [
        "official_vehicles",
        "vehicle_purchase",
        "vehicle_operation",
    ]


def test_a_short_name_without_its_whole_means_nothing() -> None:
    assert [row[0] for row in rows("设备购置费2万元，运行费3万元。", SUMMARY, "measure")][1] is None


def test_a_total_that_comes_first_names_what_is_measured() -> None:
    assert rows("2024年度支出总额90万元，上年度为80万元。", "情况说明", "measure", "period") == [
        ("grand_total", "2024"),
        ("grand_total", "2023"),
    ]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "“三公”经费支出9万元（其中：一般公共预算支出9万元；政府性基金预算支出0万元）。",
            "three_public_expenditure",
        ),
        ("项目支出9万元，其中：一般公共预算支出5万元，政府性基金支出4万元。", "project_expenditure"),
        (
            "基本支出9万元，其中：一般公共预算财政拨款支出5万元，政府性基金预算财政拨款支出4万元。",
            "basic_expenditure",
        ),
    ],
)
def test_what_a_fund_gives_to_a_use_is_part_of_the_use(text: str, measure: str) -> None:
    assert rows(text, SUMMARY, "measure", "fund")[1:] == [
        (measure, "general_public_budget"),
        (measure, "government_fund"),
    ]


def test_a_fund_in_a_sentence_of_its_own_is_no_part_of_the_use_before() -> None:
    text = "项目支出9万元。一般公共预算支出5万元。"
    assert rows(text, SUMMARY, "measure")[1:] == [("current_year_expenditure",)]


@pytest.mark.parametrize(
    "text",
    [
        "包括人员经费60万元和公用经费40万元，分别占基本支出的60%和40%。",
        "人员经费60万元、公用经费40万元，各占基本支出的60%、40%。",
        "人员经费60万元，公用经费40万元，分别占60%和40%。",
    ],
)
def test_shares_that_follow_several_amounts_are_theirs_in_order(text: str) -> None:
    found = rows(text, "基本支出决算情况说明", "kind", "measure", "value")
    assert [row[1:] for row in found if row[0] == "share"] == [
        ("personnel_expenditure", "60"),
        ("public_expenditure", "40"),
    ]


@pytest.mark.parametrize(
    "head", ["结转和结余事项：水利工程尾款。", "资金用途：水利工程。", "主要内容：水利工程。"]
)
def test_a_line_that_only_introduces_names_no_subject(head: str) -> None:
    text = f"年末结转和结余8万元。{head}与上年相比，减少6万元。"
    assert [row[0] for row in rows(text, SUMMARY, "measure")] == ["carry_over_closing"] * 2


def test_a_share_behind_the_parts_of_a_part_is_one_of_the_whole_of_both() -> None:
    text = (
        "基本支出600.00万元。人员经费540.00万元，占90.00%，其中基本工资300.00万元。"
        "公用经费60.00万元，占10.00%。"
    )
    shares = [(claim.measure, claim.share_of) for claim in claims(text) if claim.kind == "share"]
    assert shares == [("personnel_expenditure", "基本支出"), ("public_expenditure", "基本支出")]


@pytest.mark.parametrize(
    "carried", ["（含上年结转5.90万元）", "，含上年结转和结余5.90万元", "，其中年初结转结余5.90万元"]
)
def test_revenue_behind_money_carried_over_is_not_that_money(carried: str) -> None:
    text = f"全年预计收入772.80万元{carried}。当年收入766.90万元，其中财政拨款766.90万元。"
    said = {str(claim.value): claim.measure for claim in claims(text, "收支预算")}
    assert said["5.90"] == "carry_over_opening"
    assert said["766.90"] != "carry_over_opening"


@pytest.mark.parametrize("words", ["压减比例", "压减比例为", "下降比率", "缩减幅度", "降低百分比"])
def test_the_rate_of_a_cut_is_a_change_and_no_share(words: str) -> None:
    *_, rate = claims(f"“三公”经费支出14.00万元，比上年减少1.00万元，{words}6.67%。")
    assert (rate.kind, rate.direction, rate.measure) == ("change_rate", "down", "three_public_expenditure")


def test_the_share_of_what_was_added_is_a_share() -> None:
    *_, share = claims("项目支出14.00万元，比上年增加，占比6.67%。")
    assert share.kind == "share"


@pytest.mark.parametrize(
    "opened", ["（其中购置费0万元、运行维护费14.40万元）", "，其中：购置费0万元，运行维护费14.40万元"]
)
def test_parts_behind_a_budget_and_its_outturn_are_those_of_the_outturn(opened: str) -> None:
    text = f"公务用车购置及运行维护费预算16.40万元，决算14.40万元{opened}。"
    assert [claim.phase for claim in claims(text, PUBLIC)] == ["adjusted_budget", "final", "final", "final"]


@pytest.mark.parametrize("whole", ["收入预算", "本年收入合计", "收入总额"])
def test_a_share_in_a_later_paragraph_is_of_the_whole_named_before(whole: str) -> None:
    text = f"财政拨款收入81万元，占{whole}的90%。\n事业收入9万元，占10%。"
    shares = [
        one.share_of for one in claims(text, "收入支出预算总体情况", kind="budget") if one.kind == "share"
    ]
    assert len(set(shares)) == 1
    assert shares[0]


def test_a_share_of_the_other_side_is_not_of_that_whole() -> None:
    text = "财政拨款收入81万元，占收入预算的90%。\n基本支出60万元，占60%。"
    assert claims(text, "收入支出预算总体情况", kind="budget")[-1].share_of is None


def test_what_is_divided_without_a_name_is_what_was_spent() -> None:
    text = "支出总计30万元。\n支出按经济分类：工资福利支出12万元，占60%；商品和服务支出8万元，占40%。"
    shares = [one.share_of for one in claims(text, "收入支出决算总体情况") if one.kind == "share"]
    assert shares == ["本年支出"] * 2


@pytest.mark.parametrize("by", ["支出按经济分类：", "支出按经济科目分类看，", "财政拨款支出按用途划分，"])
def test_the_whole_may_stand_before_how_it_is_divided(by: str) -> None:
    text = f"{by}工资福利支出12万元，占60%；商品和服务支出8万元，占40%。"
    shares = [one for one in claims(text, "支出决算情况说明") if one.kind == "share"]
    assert [one.share_of for one in shares] == [by.split("按")[0]] * 2
    assert all(one.understood for one in shares)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("人员经费5万元、公用经费3万元，合计8万元。", "basic_expenditure"),
        ("公务用车购置费5万元，公务用车运行维护费3万元，两项共计8万元。", "official_vehicles"),
        ("货物采购5万元、服务采购3万元，总计8万元。", "procurement"),
        ("基本支出8万元，其中人员经费5万元、公用经费3万元，合计8万元。", "basic_expenditure"),
    ],
)
def test_a_sum_behind_its_parts_is_what_they_are_parts_of(text: str, subject: str) -> None:
    assert claims(text, SUMMARY)[-1].measure == subject


@pytest.mark.parametrize(
    "text",
    [
        "收入总计8万元，包括本年收入5万元、年初结转3万元；支出总计9万元。",
        "办公费5万元、会费3万元，合计9万元。",
        "基本支出8万元，其中人员经费5万元，合计8万元。",
    ],
)
def test_a_sum_of_what_has_no_common_whole_is_none_of_the_parts(text: str) -> None:
    last = claims(text, SUMMARY)[-1]
    assert last.measure == "grand_total" or not last.understood


@pytest.mark.parametrize("words", ["以上四项构成", "上述三项合计", "以上"])
def test_words_that_sum_up_belong_to_no_subject(words: str) -> None:
    text = f"工资福利支出5万元、商品和服务支出3万元，{words}基本支出8万元。"
    assert rows(text, SUMMARY, "measure", "understood")[-1] == ("basic_expenditure", "True")


def test_parts_told_by_short_names_side_by_side_are_known_by_their_whole() -> None:
    text = "“三公”经费9万元，其中：车辆购置及运行费8万元（购置5万元、运行3万元），接待费1万元。"
    assert [row[0] for row in rows(text, PUBLIC, "measure")] == [
        "three_public_expenditure",
        "official_vehicles",
        "vehicle_purchase",
        "vehicle_operation",
        "official_reception",
    ]


@pytest.mark.parametrize("left", ["结余", "节余", "节约", "剩余"])
def test_what_was_left_of_a_budget_is_a_change_on_it(left: str) -> None:
    text = f"财政拨款支出90万元，较年初预算100万元{left}10万元，预算完成率90%。"
    assert rows(text, SUMMARY, "kind", "phase", "direction", "base") == [
        ("level", "final", None, None),
        ("level", "initial_budget", None, None),
        ("change", "final", "down", "initial_budget"),
        ("completion_rate", "final", None, "initial_budget"),
    ]


def test_what_a_share_amounts_to_is_the_part() -> None:
    text = "基本支出10万元。人员经费占80%，即8万元；公用经费占20%，即2万元。"
    assert [row for row in rows(text, SUMMARY, "measure", "value") if row[1] in ("8", "2")] == [
        ("personnel_expenditure", "8"),
        ("public_expenditure", "2"),
    ]


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        ("项目支出5万元，占一般公共预算支出的10%。", "general_public_budget"),
        ("项目支出5万元，占本年支出的10%。", None),
        ("项目支出5万元。人员经费占一般公共预算支出的10%。", None),
    ],
)
def test_an_amount_whose_share_of_a_fund_follows_is_what_that_fund_gives(text: str, fund: str | None) -> None:
    assert claims(text, SUMMARY)[0].fund == fund


@pytest.mark.parametrize(
    "parts", ["由货物12万元、工程20万元、服务4万元构成", "货物12万元、工程20万元、服务4万元"]
)
def test_shares_in_the_sentence_behind_listed_parts_are_of_their_whole(parts: str) -> None:
    text = f"政府采购支出总额36万元，{parts}。其中，授予中小企业合同金额32.4万元，占90%。"
    share = claims(text, "政府采购支出情况说明")[-1]
    assert share.share_of is not None
    assert share.share_of.startswith("政府采购")
    assert not share.understood


def test_behind_one_part_the_part_may_be_meant() -> None:
    text = "本年收入36万元，事业收入4万元。其中，培训收入1万元，占25%。"
    assert claims(text, "收入决算情况说明")[-1].share_of != "本年收入"


@pytest.mark.parametrize("more", ["；全年支出29万元，执行率96.67%", "；实际支出29万元，完成96.67%"])
def test_behind_the_parts_and_a_semicolon_the_whole_goes_on(more: str) -> None:
    text = f"全年预算30万元，其中财政资金28万元、其他资金2万元{more}。"
    assert all("其他" not in (one.subject or "") for one in claims(text, "预算绩效情况说明")[3:])


def test_within_the_list_of_parts_a_rate_is_of_its_part() -> None:
    text = "本年收入30万元，其中财政拨款收入28万元，占93.33%；其他收入2万元，占6.67%。"
    assert claims(text, "收入决算情况说明")[-1].measure == "other_revenue"


def test_a_balance_is_of_the_fund_it_opens_with() -> None:
    text = "政府性基金预算年初结转3万元，当年收入5万元，当年支出6万元，年末结转2万元。"
    assert {one.fund for one in claims(text, "结转结余情况说明")} == {"government_fund"}


@pytest.mark.parametrize("words", ["支出预算总额与收入预算持平", "支出预算与收入预算一致"])
def test_the_two_sides_that_are_alike_are_no_change(words: str) -> None:
    found = claims(f"收入预算总额30万元。{words}，其中项目支出5万元。", "部门预算情况说明", kind="budget")
    assert all(one.kind != "change" for one in found)


def test_a_side_like_that_of_last_year_is_a_change_of_nothing() -> None:
    found = claims("支出预算30万元，与上年支出预算持平。", "部门预算情况说明", kind="budget")
    assert (found[-1].kind, found[-1].direction, found[-1].base) == ("change", "flat", "prior_year")


@pytest.mark.parametrize("words", ["与预算、上年决算均持平", "与预算和上年决算一致"])
def test_what_is_held_against_two_figures_is_named_by_neither(words: str) -> None:
    found = claims(f"公务接待费0元，{words}。", "“三公”经费支出决算情况说明")[-1]
    assert (found.direction, found.measure) == ("flat", "official_reception")


@pytest.mark.parametrize("words", ["2023年度决算3万元一致", "2023年决算的3万元相同", "上年3万元持平"])
def test_the_amount_that_is_the_same_is_that_of_the_year_before(words: str) -> None:
    level, base, change = claims(f"公务接待费支出3万元，与{words}。", "“三公”经费支出决算情况说明")
    assert (level.period, base.period, change.direction) == (2024, 2023, "flat")
