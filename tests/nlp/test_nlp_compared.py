"""What changes are compared with, how, and which way they went: as clerks write it."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

THREE = "“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出较2023年公务接待费减少3万元，下降10%。",
        "公务接待费比上年公务接待费支出减少3万元，下降10%。",
        "公务接待费2万元，与2023年度的公务接待费相比减少3万元，下降10%。",
    ],
)
def test_a_thing_named_again_as_what_it_is_compared_with_is_named_once(text: str) -> None:
    found = [row for row in rows(text, THREE, "kind", "subject", "base") if row[0] != "level"]
    assert {(row[1].removesuffix("支出"), row[2]) for row in found} == {("公务接待费", "prior_year")}


def test_another_thing_behind_a_comparison_is_what_is_measured() -> None:
    found = rows("“三公”经费减少，较上年公务接待费减少3万元。", THREE, "subject")
    assert found[-1] == ("公务接待费",)


@pytest.mark.parametrize("words", ["增（减）", "增加（减少）", "增/减", "增长（下降）"])
def test_a_form_that_leaves_the_direction_open_is_not_understood(words: str) -> None:
    unit = "%" if "长" in words else "万元"
    found = claims(f"公务接待费2万元，比年初预算{words}3{unit}。", THREE)
    assert (found[1].base, found[1].subject, found[1].understood) == ("initial_budget", "公务接待费", False)


@pytest.mark.parametrize("words", ["增加", "减少", "增加（减少）0"])
def test_a_direction_that_is_said_or_of_nothing_is_understood(words: str) -> None:
    amount = words if words.endswith("0") else words + "3"
    assert claims(f"公务接待费2万元，比年初预算{amount}万元。", THREE)[1].understood


@pytest.mark.parametrize("budget", ["全年预算数为30万元", "全年预算安排30万元", "调整预算数30万元"])
def test_the_only_budget_that_a_sentence_names_is_the_one_completed(budget: str) -> None:
    found = rows(f"项目支出{budget}，执行数为27万元，完成预算的90%。", "支出决算情况说明", "kind", "base")
    assert found[-1] == ("completion_rate", "adjusted_budget")


def test_beside_a_bare_budget_the_bare_one_is_completed() -> None:
    text = "项目支出预算数20万元，调整预算数30万元，决算数27万元，完成预算的135%。"
    assert rows(text, "支出决算情况说明", "kind", "base")[-1] == ("completion_rate", "initial_budget")


@pytest.mark.parametrize("event", ["改革前", "车改前", "调整前", "划转前"])
def test_what_there_was_before_a_reform_is_counted(event: str) -> None:
    found = rows(f"公务用车{event}48辆，现有20辆。", "国有资产占用情况说明", "value", "understood")
    assert found[0] == ("48", "False")


def test_a_rank_is_no_count() -> None:
    assert rows("综合排名前10个单位。", "国有资产占用情况说明", "value") == []


@pytest.mark.parametrize(
    "words", ["剔除一次性因素后", "扣除机构划转因素", "扣除上年一次性维修经费21万元后", "去除不可比因素影响"]
)
def test_a_change_that_leaves_something_out_is_not_held_against_figures(words: str) -> None:
    found = claims(f"项目支出90万元，比上年减少10%，{words}同比增长3%。", "支出决算情况说明")
    assert (found[1].understood, found[-1].understood) == (True, False)
    assert (found[-1].subject, found[-1].base, found[-1].direction) == ("项目支出", "prior_year", "up")


def test_what_is_left_out_is_an_amount_of_its_own() -> None:
    text = "项目支出90万元，扣除上年一次性维修经费21万元后同比增长3%。"
    assert rows(text, "支出决算情况说明", "value", "subject")[1] == ("21", "一次性维修经费")


def test_a_comparison_on_the_same_footing_leaves_nothing_out() -> None:
    assert claims("项目支出90万元，同口径比上年减少10%。", "支出决算情况说明")[1].understood


@pytest.mark.parametrize("lead", ["（上年同期：8万元）", "（上年：8万元，含结转）", "（去年同期：8万元）"])
def test_the_figure_of_the_year_before_in_brackets_is_that_year_s(lead: str) -> None:
    found = rows(f"年末结转结余9万元{lead}，同比增加1万元。", "支出决算情况说明", "value", "period")
    assert found[:2] == [("9", "2024"), ("8", "2023")]


@pytest.mark.parametrize("word", ["相比", "对比", "相比较"])
@pytest.mark.parametrize(
    ("words", "base"),
    [("年初预算", "initial_budget"), ("全年预算", "adjusted_budget"), ("上年", "prior_year")],
)
def test_the_amount_compared_with_may_part_the_comparison(word: str, words: str, base: str) -> None:
    text = f"项目支出90万元，较上年增加9万元，与{words}80万元{word}增加10万元。"
    found = rows(text, "支出决算情况说明", "value", "kind", "base", "subject")
    assert found[-1] == ("10", "change", base, "项目支出")


def test_a_bare_comparison_is_with_the_year_before() -> None:
    text = "2024年项目支出8万元，2023年12万元，相比减少4万元。"
    assert rows(text, "支出决算情况说明", "base")[-1] == ("prior_year",)


def test_the_money_of_things_is_not_their_number() -> None:
    found = claims("固定资产245万元，其中车辆200万元。", "国有资产占用情况说明")
    assert [one.measure for one in found] == [None, None]


def test_a_change_of_a_number_of_things_is_measured() -> None:
    found = claims("共有车辆9辆，较上年减少1辆。", "国有资产占用情况说明")
    assert [one.measure for one in found] == ["vehicles", "vehicles"]


@pytest.mark.parametrize("things", ["门诊量45万人次", "培训12期", "办公用房2000平方米"])
def test_a_rate_behind_a_count_is_the_count_s(things: str) -> None:
    found = claims(f"{things}，同比增长3%。", "其他重要事项情况说明")
    assert found[1].subject == found[0].subject


def test_a_rate_behind_counts_that_money_bought_is_the_money_s() -> None:
    found = claims("公务接待费3万元，接待8批次，比上年下降5%。", THREE)
    assert found[-1].subject == "公务接待费"


@pytest.mark.parametrize(
    "moved", ["年中追加10万元、调减5万元", "年中追加10万元，调减5万元", "追加10万元、核减5万元"]
)
def test_a_budget_may_be_changed_more_than_once(moved: str) -> None:
    text = f"项目支出年初预算20万元，{moved}，全年预算25万元。"
    found = rows(text, "支出决算情况说明", "kind", "direction", "base", "phase")
    assert found[1:3] == [
        ("change", "up", "initial_budget", "adjusted_budget"),
        ("change", "down", "initial_budget", "adjusted_budget"),
    ]


@pytest.mark.parametrize("rate", ["执行率90%", "预算执行率为90%", "执行率达90%"])
def test_what_was_executed_is_the_budget_of_the_whole_year(rate: str) -> None:
    text = f"项目支出预算20万元，全年预算30万元，实际支出27万元，{rate}。"
    assert rows(text, "支出决算情况说明", "kind", "base")[-1] == ("completion_rate", "adjusted_budget")


def test_scores_told_together_are_of_one_thing() -> None:
    text = "财政拨款预算9万元。\n三个项目自评得分分别为96分、94.5分和90分。"
    assert len({row[0] for row in rows(text, "预算绩效情况说明", "subject")[-3:]}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "基本支出80万元，比上年增加5万元，同口径减少3万元，下降4%。",
        "基本支出80万元，比上年增加5万元，增长6%；按可比口径计算，减少3万元，下降4%。",
    ],
)
def test_a_second_change_on_another_footing_is_of_no_published_figure(text: str) -> None:
    *published, change, rate = claims(text, "支出情况说明")
    assert all(claim.understood for claim in published)
    assert not change.understood
    assert not rate.understood


PLAN = {"year": 2024, "kind": "budget"}


@pytest.mark.parametrize("first", ["上年预算数", "2023年预算", "上年年初预算"])
@pytest.mark.parametrize(
    "then", ["比执行数", "较实际支出", "较当年决算数", "而比其实际执行数", "与执行数相比"]
)
def test_what_was_spent_is_of_the_year_whose_budget_was_named_before(first: str, then: str) -> None:
    text = f"公务接待费预算7万元，比{first}减少2万元，下降22.22%，{then}增加1万元，增长16.67%。"
    found = rows(text, THREE, "base", "base_phase", "direction", **PLAN)[1:]
    assert found == [("prior_year", "initial_budget", "down")] * 2 + [("prior_year", "final", "up")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费预算7万元，较执行数增加1万元。",  # of no year that is named
        "公务接待费预算7万元，比上年预算减少2万元。其中人员经费较执行数增加1万元。",
        "会议费预算7万元，比上年预算减少2万元；培训费5万元，比执行数增加1万元。",
        "公务接待费预算7万元，比上年增加2万元，比执行数增加1万元。",  # the stage is not named
    ],
)
def test_what_was_spent_is_of_no_known_year_where_no_budget_is_named_before(text: str) -> None:
    assert rows(text, THREE, "base", **PLAN)[-1] == ("other",)


def test_a_budget_that_exceeds_its_outturn_is_held_against_no_year_before() -> None:
    text = "公务接待费支出7万元，比上年预算减少2万元，预算数比决算数多1万元。"
    assert rows(text, THREE, "base", "base_phase")[-1] != ("prior_year", "final")


@pytest.mark.parametrize("whole", ["全部支出", "总支出", "支出总额"])
def test_a_second_share_of_one_thing_is_of_the_whole_that_it_names(whole: str) -> None:
    text = (
        f"财政拨款支出9万元，其中：农林水支出6万元，占66.67%（占{whole}的50.00%）；教育支出3万元，占33.33%。"
    )
    found = rows(text, "财政拨款支出决算情况说明", "kind", "share_of")
    assert [of for kind, of in found if kind == "share"] == ["财政拨款支出", whole, "财政拨款支出"]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入49亿元，完成调整预算的98%，{}1亿元，增长2%。",
        "一般公共预算收入比上年增长2%。一般公共预算收入49亿元，为调整预算的98%，{}1亿元。",
        "一般公共预算收入调整预算50亿元，完成49亿元，较上年增长2%，{}了1亿元。",
    ],
)
@pytest.mark.parametrize("verb", ["短收", "超收", "欠收"])
def test_what_fell_short_did_so_against_the_budget(text: str, verb: str) -> None:
    found = claims(text.format(verb), "收入执行情况", kind="execution_report")
    assert [one.base for one in found if one.kind == "change"] == ["adjusted_budget"]


def test_what_says_against_which_it_fell_short_is_read_as_it_says() -> None:
    change = claims("税收收入49亿元，比上年短收1亿元。", "收入情况")[-1]
    assert (change.base, change.direction) == ("prior_year", "down")
