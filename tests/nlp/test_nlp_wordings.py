"""Ways of saying the same, each with a sentence that looks alike and means something else."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

THREE_PUBLIC = "“三公”经费财政拨款支出决算情况说明"


@pytest.mark.parametrize("word", ["节支", "超支", "压降", "净减"])
def test_a_figure_compared_with_is_last_year_s_whatever_word_of_change_follows(word: str) -> None:
    text = f"2024年机关运行经费支出62.17万元，比2023年的71.9万元{word}9.73万元。"
    assert ("level", "71.9", "2023") in rows(text, "机关运行经费", "kind", "value", "period")


def test_a_figure_that_no_change_follows_is_not_last_year_s() -> None:
    text = "2024年机关运行经费支出62.17万元，比预算71.9万元的一半略高。"
    assert ("level", "71.9", "2023") not in rows(text, "机关运行经费", "kind", "value", "period")


@pytest.mark.parametrize(
    "words", ["为预算80万元的", "达到年初预算80万元的", "完成预算80万元的", "相当于全年预算数80万元的"]
)
def test_a_rate_of_an_amount_of_the_budget_is_one_of_completion(words: str) -> None:
    text = f"2024年“三公”经费支出20万元，{words}25%。"
    assert [c.value for c in claims(text, THREE_PUBLIC) if c.kind == "completion_rate"] == [25]


def test_a_rate_of_an_amount_that_is_no_budget_is_none_of_completion() -> None:
    text = "2024年“三公”经费支出20万元，为上年支出80万元的25%。"
    assert not [c for c in claims(text, THREE_PUBLIC) if c.kind == "completion_rate"]


@pytest.mark.parametrize("words", ["比期初增长", "较期初数增加", "比年初增长"])
def test_the_beginning_of_the_year_is_another_base(words: str) -> None:
    found = claims(f"年末资产总额2310.5万元，{words}4.1%。", "国有资产占用情况说明")
    assert [c.base for c in found if c.kind == "change_rate"] == ["other"]


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("基本工资、津贴补贴等人员经费支出", "personnel_expenditure"),
        ("办公费、印刷费、水电费等公用经费", "public_expenditure"),
        ("办公费、印刷费、水电费、办公设备购置等日常公用经费", "public_expenditure"),
    ],
)
def test_what_a_use_is_made_of_stands_before_it_and_narrows_it(words: str, measure: str) -> None:
    (claim,) = claims(f"其中：{words}281.33万元。", "基本支出决算情况说明")
    assert claim.measure == measure
    assert not claim.understood  # it may be these items alone


def test_a_list_before_any_other_word_measures_nothing_of_its_own() -> None:
    (claim,) = claims("其中：办公费、印刷费等零星开销281.33万元。", "基本支出决算情况说明")
    assert claim.measure is None


@pytest.mark.parametrize("words", ["接待8批次", "累计接待8批次", "共接待8批次"])
def test_what_is_counted_behind_money_is_what_the_money_went_to(words: str) -> None:
    found = claims(f"国内公务接待支出0.18万元，{words}，16人次。", THREE_PUBLIC)
    assert [c.measure for c in found if c.kind == "count"] == [
        "domestic_reception_batches",
        "domestic_reception_persons",
    ]


def test_a_count_that_the_money_s_name_does_not_hold_is_its_own() -> None:
    found = claims("国内公务接待支出0.18万元，举办培训班8批次。", THREE_PUBLIC)
    assert [c.measure for c in found if c.kind == "count"] == [None]


@pytest.mark.parametrize("behind", ["的维修、加油", "的运行维护", "的燃料费"])
def test_a_count_ends_where_what_is_done_with_the_counted_begins(behind: str) -> None:
    found = claims(f"公务用车运行维护费35.4万元，用于17辆执法执勤用车{behind}。", THREE_PUBLIC)
    assert [c.subject for c in found if c.kind == "count"] == ["执法执勤用车"]


@pytest.mark.parametrize("words", ["正常运转的日常支出", "正常运转的日常经费支出", "完成任务的专项业务支出"])
def test_money_that_only_its_chapter_names(words: str) -> None:
    text = f"2024年度用于保障机构{words}312.45万元。"
    assert [c.measure for c in claims(text, "基本支出情况")] == ["basic_expenditure"]
    assert [c.measure for c in claims(text, "收入支出决算总体情况说明")] != ["basic_expenditure"]


@pytest.mark.parametrize("opening", ["主要因素是", "主要因素有", "主要是因", "主要因"])
def test_a_cause_begins_behind_its_opening_words(opening: str) -> None:
    found = read(f"政府性基金支出1210万元，比上年增加980.6万元，{opening}土地出让增多。", "政府性基金支出")
    assert [reason.text for reason in found.reasons] == ["土地出让增多"]


@pytest.mark.parametrize("name", ["群众文化", "事业单位医疗", "机关事业单位职业年金缴费支出"])
def test_the_name_of_a_functional_account_needs_no_marks(name: str) -> None:
    words = name if name.endswith("支出") else f"{name}支出"
    (level, change) = claims(f"（一）{words}31.2万元，比上年增加4.6万元。", "支出决算情况说明")
    assert level.account_path == change.account_path == [name]


@pytest.mark.parametrize("title", ["一般公共预算基本支出情况说明", "支出决算情况说明"])
def test_a_name_of_both_classifications_is_no_account_without_its_list(title: str) -> None:
    (claim,) = claims("住房公积金31.2万元。", title)
    assert claim.account_path == []


@pytest.mark.parametrize("words", ["实有12人", "现有12人", "年末实有12人"])
def test_who_fills_the_posts_is_not_posts(words: str) -> None:
    found = claims(f"行政编制14名，{words}。", "机构设置情况")
    assert [c.subject for c in found] == ["行政编制", "行政实有"]
    assert found[1].measure is None


def test_posts_of_another_kind_go_on_being_posts() -> None:
    found = claims("人员编制14名，其中行政编制12名。", "机构设置情况")
    assert [c.subject for c in found] == ["人员编制", "行政编制"]


@pytest.mark.parametrize("words", ["拟购置专用设备1台套", "计划采购专用设备1台", "预算安排更新专用设备1台"])
def test_what_a_budget_plans_to_buy_has_its_stage_and_its_price(words: str) -> None:
    text = f"固定资产原值1204.6万元。2024年{words}，预算32万元。"
    found = claims(text, "国有资产占用情况说明", kind="budget")
    assert [(c.kind, c.phase) for c in found[1:]] == [
        ("count", "initial_budget"),
        ("level", "initial_budget"),
    ]
    assert found[2].subject == found[1].subject


@pytest.mark.parametrize("words", ["截至2023年末，共有专用设备1台", "单位现有专用设备1台"])
def test_what_there_is_has_no_stage_and_no_price(words: str) -> None:
    found = claims(f"{words}，2024年部门预算32万元。", "国有资产占用情况说明", kind="budget")
    assert found[0].phase is None
    assert found[1].subject != found[0].subject


@pytest.mark.parametrize("words", ["增长的主要原因是", "增加原因：", "上升的原因为"])
def test_a_cause_behind_a_list_of_parts_explains_the_whole(words: str) -> None:
    text = (
        "收入总预算286万元，同比增加22万元。其中：事业收入98万元，同比增加9万元；其他收入12万元，同比增加1万元。"
        f"{words}在校生人数增加。"
    )
    found = claims(text, "收入支出总体情况说明", kind="budget")
    assert [c.subject for c in found if c.reason_id] == ["收入总预算"]


def test_a_cause_behind_one_part_explains_that_part() -> None:
    text = (
        "收入总预算286万元，同比增加22万元。其中：事业收入98万元，同比增加9万元。"
        "增长的主要原因是在校生人数增加。"
    )
    found = claims(text, "收入支出总体情况说明", kind="budget")
    assert [c.subject for c in found if c.reason_id] == ["事业收入"]


@pytest.mark.parametrize(
    ("text", "unit"), [("图书4万册", "万册"), ("口罩4万只", "万只"), ("苗木4万株", "万株")]
)
def test_things_are_counted_in_ten_thousands(text: str, unit: str) -> None:
    (claim,) = claims(f"计划购置{text}。", "政府采购", kind="budget")
    assert (claim.value, claim.unit) == (4, unit)


@pytest.mark.parametrize("words", ["增长系", "增加系", "上升系"])
def test_a_cause_behind_a_word_of_change_and_a_bare_copula(words: str) -> None:
    found = read(f"公务接待费1.16万元，较上年增加0.14万元，{words}来访增多。", THREE_PUBLIC)
    assert [reason.text for reason in found.reasons] == ["来访增多"]
    assert not read("公务接待费1.16万元，较上年增加0.14万元，增长系数1.2。", THREE_PUBLIC).reasons


@pytest.mark.parametrize("opening", ["因", "由于", "因为"])
def test_a_cause_may_be_a_sentence_of_its_own_behind_the_change(opening: str) -> None:
    found = read(
        f"机关运行经费33.2万元，较上年下降6.8%。{opening}上年更换了办公电脑，当年支出偏高。", "机关运行经费"
    )
    assert [claim.kind for claim in found.claims if claim.reason_id] == ["change_rate"]


def test_a_sentence_that_begins_with_a_trip_is_no_cause() -> None:
    found = read("机关运行经费33.2万元，较上年下降6.8%。因公出国团组为零。", "机关运行经费")
    assert not found.reasons


@pytest.mark.parametrize("word", ["增支原因：", "增支的主要原因是", "超支原因为"])
def test_words_of_change_of_money_say_what_a_cause_explains(word: str) -> None:
    found = claims(
        f"本年支出合计696.9万元，比上年增支57.4万元，其中：基本支出588.2万元；项目支出108.7万元。{word}改造活动场地。",
        "支出决算情况说明",
    )
    assert [c.value for c in found if c.reason_id] == [
        claim.value for claim in found if claim.kind == "change"
    ]


def test_the_stage_of_one_account_s_budget_does_not_go_on_to_the_next_account() -> None:
    text = (
        "群众团体事务（款）行政运行（项）231.7万元，完成年初预算226.4万元的102.34%；"
        "一般行政管理事务（项）45.4万元，完成年初预算60万元的75.67%。"
    )
    assert [c.phase for c in claims(text) if c.kind == "level"] == ["final", "initial_budget"] * 2


def test_the_only_stage_that_is_named_goes_on() -> None:
    text = "行政运行（项）年初预算231.7万元；一般行政管理事务（项）45.4万元。"
    assert {c.phase for c in claims(text)} == {"initial_budget"}


@pytest.mark.parametrize("words", ["全部为", "均为", "全部来自"])
def test_what_a_whole_is_made_of_does_not_become_what_is_spoken_of(words: str) -> None:
    text = f"2024年收入合计357.6万元，{words}财政拨款收入，占100%。与2023年相比，减少55.3万元。"
    found = claims(text, "收入决算情况说明")
    assert found[-1].measure == found[0].measure == "current_year_revenue"


def test_what_is_named_without_all_is_spoken_of() -> None:
    text = "2024年收入合计357.6万元，主要有财政拨款收入，300万元。与2023年相比，减少55.3万元。"
    assert claims(text, "收入决算情况说明")[-1].measure == "fiscal_grant_revenue"


def test_brackets_that_gloss_a_measure_narrow_it() -> None:
    (claim,) = claims("其中：事业收入（保教费）133.6万元。", "收入决算情况说明")
    assert (claim.measure, claim.understood) == ("undertaking_revenue", False)
