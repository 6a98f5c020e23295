"""Wordings of other clerks: bases in other words, ways told by figures, causes that stand apart."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

TITLE = "支出决算情况说明"


def explained(text: str) -> list[tuple[str, str | None]]:
    """The values of a text's claims that have a cause, with the cause."""
    narrative = read(text, TITLE)
    causes = {reason.reason_id: reason.text for reason in narrative.reasons}
    return [(str(one.value), causes[one.reason_id]) for one in narrative.claims if one.reason_id]


@pytest.mark.parametrize(
    "compared",
    ["在上年基础上", "在2023年的基础上", "同上年比", "与上年", "与去年相较，", "对比上年", "较之上年"],
)
def test_ways_of_comparing_are_no_subjects(compared: str) -> None:
    text = f"会议费3万元，{compared}增加1万元，增长50%。"
    assert rows(text, TITLE, "subject", "base")[1:] == [("会议费", "prior_year")] * 2


def test_what_stands_on_a_base_is_no_comparison() -> None:
    assert rows("在上年度结转资金中增加会议费3万元。", TITLE, "base") == [(None,)]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("会议费决算数3万元，2023年决算数4万元，增减变动1万元，变动率25%。", ["down", "down"]),
        ("会议费3万元，较上年减少1万元，变动比例为25%。", ["down", "down"]),
        ("会议费5万元，比上年增加1万元，变动幅度25%。", ["up", "up"]),
        ("会议费3万元，上年4万元，变动-1万元。", ["down"]),
    ],
)
def test_a_change_told_without_its_way_has_that_of_the_figures(text: str, ways: list[str]) -> None:
    assert [one.direction for one in claims(text, TITLE) if one.kind != "level"] == ways


@pytest.mark.parametrize("verb", ["缩减", "净增加", "提高", "少支出", "降低"])
def test_any_word_of_change_may_follow_a_base_without_its_unit(verb: str) -> None:
    told = rows(f"会议费3.5万元，较上年2.08{verb}1.42万元。", TITLE, "kind", "value", "period")
    assert told[1:] == [("level", "2.08", "2023"), ("change", "1.42", "2024")]


def test_a_number_of_another_sort_is_no_base() -> None:
    assert len(claims("会议费3.5万元，较上年2.08版标准增加1.42万元。", TITLE)) == 2


@pytest.mark.parametrize("word", ["未超过", "没有突破", "不超过", "未突破"])
def test_outturn_within_the_budget_may_be_as_much(word: str) -> None:
    told = claims(f"会议费年初预算4万元，决算数4万元，决算数{word}年初预算数。", TITLE)[-1]
    assert (told.kind, told.direction, told.understood) == ("relation", "down", False)


def test_a_rate_before_its_base_has_the_base_of_the_change_behind() -> None:
    text = "会议费年初预算4万元，决算3万元，较年初预算减少1万元。培训费下降20%，较上年减少1万元。"
    assert rows(text, TITLE, "subject", "base")[-2:] == [("培训费", "prior_year")] * 2
    text = "培训费较年初预算下降20%，较上年减少1万元。"
    assert rows(text, TITLE, "base") == [("initial_budget",), ("prior_year",)]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("会议费比上年减少2万元。培训费年初预算4万元，决算3万元，减少1万元。", "initial_budget"),
        ("会议费较年初预算减少2万元。培训费3万元，减少1万元（2023年为4万元）。", "prior_year"),
        ("会议费比上年减少2万元。培训费年初预算4万元，决算3万元，减少0.5万元。", "prior_year"),
    ],
)
def test_a_change_that_is_the_distance_of_two_figures_is_held_against_them(text: str, base: str) -> None:
    changes = [one for one in claims(text, TITLE) if one.kind == "change"]
    assert changes[-1].base == base


@pytest.mark.parametrize("word", ["结余", "结余了", "节余"])
def test_what_is_left_of_a_budget_is_a_change_to_it(word: str) -> None:
    text = f"会议费决算3万元，较年初预算{word}1万元。"
    assert rows(text, TITLE, "kind", "direction", "base")[1:] == [("change", "down", "initial_budget")]
    assert rows("会议费决算3万元，年末结余1万元。", TITLE, "kind")[1:] == [("level",)]


def test_a_budget_that_was_added_to_behind_the_outturn_is_no_outturn() -> None:
    text = "会议费年初预算3万元，实际支出4万元，追加1万元。"
    assert rows(text, TITLE, "kind", "phase")[-1] == ("change", "adjusted_budget")


@pytest.mark.parametrize(
    ("rate", "base"),
    [("完成率为80%", "initial_budget"), ("预算完成率80%", "initial_budget"), ("任务完成率为80%", "other")],
)
def test_a_bare_rate_of_completion_is_that_of_the_budget_told(rate: str, base: str) -> None:
    assert rows(f"会议费年初预算5万元，决算4万元，{rate}。", TITLE, "base")[-1] == (base,)


@pytest.mark.parametrize(
    "cause",
    [
        "。分析原因，主要是人员调入。", "。造成增加的原因是人员调入。", "。支出增加主要是因为人员调入。",
        "，源于人员调入。", "，与人员调入有关。", "，主要受人员调入影响。", "，主要是人员调入引起的。",
        "。支出增加原因为人员调入。", "（主要是人员调入）。",
    ],
)  # fmt: skip
def test_causes_in_other_words(cause: str) -> None:
    text = f"会议费5万元。较上年增加1万元，增长25%{cause}"
    assert explained(text) == [("1", "人员调入"), ("25", "人员调入")]


def test_what_has_to_do_with_something_is_no_cause_without_a_change() -> None:
    assert explained("会议费5万元，与业务工作有关的支出3万元。") == []


@pytest.mark.parametrize(
    "text",
    [
        "受人员调入影响，会议费与上年度比较，增加1万元。",
        "受人员调入影响，会议费比上年增加1万元。",
        "由于人员调入，会议费相较于上年，增加1万元。",
    ],
)
def test_a_cause_in_front_ends_before_what_it_explains(text: str) -> None:
    assert explained(text) == [("1", "人员调入")]
    assert rows(text, TITLE, "subject", "base") == [("会议费", "prior_year")]


@pytest.mark.parametrize("cause", ["，主要原因是人员调入。", "，系人员调入所致。", "。主要原因：人员调入。"])
def test_a_cause_behind_parts_in_brackets_goes_back_to_the_whole(cause: str) -> None:
    text = f"本年支出9万元，较上年减少5万元（基本支出减少3万元，项目支出减少2万元）{cause}"
    assert explained(text) == [("5", "人员调入")]


def test_a_cause_behind_a_rate_in_brackets_explains_it_too() -> None:
    text = "会议费9万元，较上年减少3万元（下降25%），主要原因是人员调入。"
    assert explained(text) == [("3", "人员调入"), ("25", "人员调入")]


@pytest.mark.parametrize(
    "told", ["决算4万元，完成预算的80%", "决算4万元，决算数小于年初预算数", "支出决算4万元，为年初预算的80%"]
)
def test_a_decrease_is_that_of_the_item_told_last(told: str) -> None:
    text = f"本年支出9万元，比上年减少5万元。会议费年初预算5万元，{told}。支出减少的主要原因是人员调入。"
    assert {value for value, _ in explained(text)} >= {"4"}
    assert "9" not in {value for value, _ in explained(text)}
    text = (
        "会议费6万元，比上年减少1万元。培训费年初预算5万元，决算6万元，完成120%。会议费减少的原因是人员调入。"
    )
    assert [value for value, _ in explained(text)] == ["1"]


def test_things_that_only_were_spent_on_are_told_apart_by_name() -> None:
    text = "差旅费5万元，比上年减少1万元。办公费4万元，比上年减少2万元。差旅费减少的主要原因是人员调入。"
    assert explained(text) == [("1", "人员调入")]


def test_a_sentence_goes_on_with_what_was_named_last_and_not_with_a_whole_told_before() -> None:
    whole = "基本支出10万元，其中：人员经费6万元，占60%；公用经费4万元，占40%。"
    assert rows(f"{whole}会议费3万元。比上年增加1万元。", TITLE, "subject")[-1] == ("会议费",)
    assert rows(f"{whole}比上年增加1万元。", TITLE, "subject")[-1] == ("基本支出",)


@pytest.mark.parametrize("then", ["2011.63万元", "2011 万元", "2023.5亿元"])
def test_an_amount_that_looks_like_a_year_is_no_year(then: str) -> None:
    told = claims(f"财政拨款支出1850.83万元，较上年{then}减少160.80万元。", TITLE)
    assert [(one.kind, one.period) for one in told] == [("level", 2024), ("level", 2023), ("change", 2024)]
    assert claims("会议费3万元，较2022年减少1万元。", TITLE)[-1].base == "other"


@pytest.mark.parametrize(
    "named",
    [
        "1.教育支出（类）普通教育（款）小学教育（项）。",
        "2、小学教育（教育支出—普通教育），",
        "（3）教育支出（类）：",
    ],
)
def test_a_sum_right_behind_the_name_of_an_item_is_the_items(named: str) -> None:
    told = claims(f"{named}共计8万元，比上年减少1万元。")
    assert all(one.account_path for one in told)


def test_a_sum_behind_the_figures_of_an_item_is_that_of_the_list() -> None:
    told = claims("1.教育支出（类）普通教育（款）小学教育（项）8万元。\n合计8万元。")
    assert [bool(one.account_path) for one in told] == [True, False]


@pytest.mark.parametrize("named", ["1、青山河治理，", "（2）青山河治理。", "3.青山河治理："])
def test_behind_a_name_that_is_not_known_stands_no_figure_of_the_chapter(named: str) -> None:
    told = claims(f"{named}支出8万元，较年初预算减少1万元。")
    assert [(one.subject, one.understood) for one in told] == [("青山河治理", False)] * 2
    assert claims("1、总体情况，支出8万元。")[-1].subject != "总体情况"


@pytest.mark.parametrize("budget", ["年初安排预算", "年初下达预算", "年初批复预算", "年初核定的预算"])
def test_how_a_budget_was_given_is_no_part_of_the_name(budget: str) -> None:
    assert rows(f"会议费{budget}8万元，决算7万元。", TITLE, "subject") == [("会议费",)] * 2


def test_a_list_is_named_by_what_stands_in_brackets_behind_it() -> None:
    text = "因公出国（境）经费、公务接待费，公车运行费（“三公”经费）决算总额27万元，比上年下降1.8%。"
    assert rows(text, TITLE, "subject") == [("“三公”经费",)] * 2
    assert rows("“三公”经费（公务接待费）5万元。", TITLE, "subject") != [("公务接待费",)]


@pytest.mark.parametrize("whole", ["预算总额", "支出预算总额", "预算总支出"])
def test_a_part_of_all_that_was_planned_is_a_share_in_final_accounts_too(whole: str) -> None:
    assert rows(f"基本支出6万元，占{whole}的60%。", TITLE, "kind")[-1] == ("share",)
    assert rows("基本支出6万元，占预算的60%。", TITLE, "kind")[-1] == ("completion_rate",)
