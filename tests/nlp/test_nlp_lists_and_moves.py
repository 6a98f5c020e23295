"""Lists whose figures follow in order, by what parts are told apart, budgets moved in the year."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

SUMMARY = "收入支出决算总体情况说明"


@pytest.mark.parametrize("word", ["依次为", "分别为", "依次是"])
def test_figures_in_order_belong_to_the_things_listed(word: str) -> None:
    text = (
        f"社会保障和就业、卫生健康、农林水支出{word}97.86万元、29.65万元、778.94万元，"
        f"占比{word}10.80%、3.27%、85.93%。"
    )
    names = ["社会保障和就业支出", "卫生健康支出", "农林水支出"]
    assert rows(text, "一般公共预算财政拨款支出决算情况说明", "kind", "subject", "value") == [
        *(("level", name, value) for name, value in zip(names, ("97.86", "29.65", "778.94"), strict=True)),
        *(("share", name, value) for name, value in zip(names, ("10.80", "3.27", "85.93"), strict=True)),
    ]


@pytest.mark.parametrize("between", ["", "\n"])
def test_parts_told_apart_behind_others_are_of_the_whole(between: str) -> None:
    text = (
        f"一般公共预算支出800万元。{between}按功能分：农林水支出300万元，卫生健康支出500万元。{between}"
        "按用途分：基本支出600万元，项目支出200万元。"
    )
    *_, basic, project = claims(text, SUMMARY)
    assert (basic.measure, basic.account_path) == ("basic_expenditure", [])
    assert (project.measure, project.account_path) == ("project_expenditure", [])


def test_two_names_joined_by_and_are_two() -> None:
    assert rows("人员经费、公用经费和项目支出依次为5万元、6万元、7万元。", SUMMARY, "subject", "value") == [
        ("人员经费", "5"),
        ("公用经费", "6"),
        ("项目支出", "7"),
    ]


@pytest.mark.parametrize("opened", ["分科目看：", "从支出结构看，", "按功能分类划分，", "就用途而言，"])
def test_shares_of_parts_told_apart_in_some_way_are_of_what_was_named(opened: str) -> None:
    text = f"一般公共预算支出800万元。\n{opened}农林水支出300万元，占37.5%；卫生健康支出500万元，占62.5%。"
    shares = [claim.share_of for claim in claims(text, "财政拨款支出对比分析") if claim.kind == "share"]
    assert shares == ["一般公共预算支出", "一般公共预算支出"]


@pytest.mark.parametrize(
    ("moved", "direction"),
    [
        ("当年追加", "up"),
        ("年中追加预算", "up"),
        ("执行中调减", "down"),
        ("年中追减资金", "down"),
        ("核增", "up"),
    ],
)
def test_what_a_budget_was_changed_by_is_no_budget(moved: str, direction: str) -> None:
    text = f"农林水支出年初预算80.00万元，{moved}20.00万元，调整预算100.00万元，支出决算100.00万元。"
    assert rows(text, SUMMARY, "kind", "phase", "value", "direction", "base") == [
        ("level", "initial_budget", "80.00", None, None),
        ("change", "adjusted_budget", "20.00", direction, "initial_budget"),
        ("level", "adjusted_budget", "100.00", None, None),
        ("level", "final", "100.00", None, None),
    ]


def test_money_added_to_something_else_is_no_move_of_a_budget() -> None:
    kinds = rows("支出决算80.00万元，主要原因是追加人员经费20.00万元。", SUMMARY, "kind", "base")
    assert ("change", "initial_budget") not in kinds


def test_a_bare_budget_behind_both_may_be_either() -> None:
    text = "农林水支出年初预算916.04万元，当年追加22.00万元，调整预算为938.04万元，预算完成率100%。"
    *_, rate = claims(text, SUMMARY)
    assert (rate.kind, rate.base) == ("completion_rate", "adjusted_budget")


@pytest.mark.parametrize("compared", ["比，", "相比，", "对比，", "相比较，"])
def test_an_amount_within_a_comparison_is_of_the_year_compared(compared: str) -> None:
    text = f"收入支出总计818.93万元。与2023年度的777.73万元{compared}增加41.20万元。"
    assert {(claim.period, str(claim.value)) for claim in claims(text, SUMMARY) if claim.kind == "level"} == {
        (2024, "818.93"),
        (2023, "777.73"),
    }


def test_items_of_a_budget_are_compared_as_their_chapter_is() -> None:
    text = (
        "（一）一般公共预算支出90.00万元，比上年预算增加5.00万元。\n（二）1.行政运行60.00万元，增加4.00万元。"
    )
    changes = [
        claim for claim in claims(text, "一般公共预算支出情况", kind="budget") if claim.kind == "change"
    ]
    assert [claim.base for claim in changes] == ["prior_year", "prior_year"]
    accounts = [
        claim for claim in claims(text, "一般公共预算财政拨款支出决算情况说明") if claim.kind == "change"
    ]
    assert [claim.base for claim in accounts] == ["prior_year", None]
