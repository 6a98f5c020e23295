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


@pytest.mark.parametrize(
    "told",
    [
        "人员经费占80%，公用经费占20%，即8万元和2万元。",
        "人员经费占80%，公用经费占20%，金额分别为8万元、2万元。",
        "人员经费8万元，公用经费2万元，二者分别占80%、20%。",
        "人员经费8万元，公用经费2万元，两项支出分别占80%、20%。",
    ],
)
def test_figures_told_again_are_each_of_what_was_told_before(told: str) -> None:
    found = rows(told, "基本支出情况", "measure", "value")
    assert sorted(found) == [
        ("personnel_expenditure", "8"),
        ("personnel_expenditure", "80"),
        ("public_expenditure", "2"),
        ("public_expenditure", "20"),
    ]


def test_figures_told_together_of_nothing_that_was_named_are_of_no_known_subject() -> None:
    text = "全年支出100万元。从类型看，日常与专项之比为85:15，金额分别是85万元与15万元。"
    assert [claim.understood for claim in claims(text, "支出情况")] == [True, False, False]


@pytest.mark.parametrize("arrow", ["→", "⇒"])
def test_an_arrow_leads_from_what_an_amount_was(arrow: str) -> None:
    text = f"与上年决算相比，公务接待费5万元{arrow}6万元。"
    assert rows(text, "“三公”经费", "measure", "period", "value") == [
        ("official_reception", "2023", "5"),
        ("official_reception", "2024", "6"),
    ]
    unknown = claims(f"公务接待费5万元{arrow}6万元。", "“三公”经费")
    assert [(claim.measure, claim.understood) for claim in unknown] == [
        ("official_reception", False),
        ("official_reception", True),
    ]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("收入总计5万元；上年度收入总计、支出总计均为6万元。", ["2024", "2023"]),
        ("本年支出5万元，去年本年支出合计6万元。", ["2024", "2023"]),
        ("上年结转资金5万元，上年度财政拨款结转和结余6万元。", ["2024", "2024"]),
    ],
)
def test_a_measure_behind_the_year_before_is_that_years_unless_it_was_left_over(
    text: str, periods: list[str]
) -> None:
    assert [row[0] for row in rows(text, "收入支出决算总体情况说明", "period")] == periods


def test_what_is_added_and_taken_away_is_measured_by_its_own_name() -> None:
    text = "上年结转1万元，加上本年收入9万元，减去本年支出8万元，年末结转2万元。"
    assert [row[0] for row in rows(text, "收入支出决算总体情况说明", "measure")] == [
        "carry_over_opening",
        "current_year_revenue",
        "current_year_expenditure",
        "carry_over_closing",
    ]


def test_a_share_behind_an_amount_in_a_cause_is_of_that_amount() -> None:
    text = "收入9万元，同比减少1万元。主要是财政拨款收入8万元，占全年收入88.89%；另有其他收入1万元，占11%。"
    found = [row for row in rows(text, "收入支出决算总体情况说明", "kind", "measure") if row[0] == "share"]
    assert found == [("share", "fiscal_grant_revenue"), ("share", "other_revenue")]


@pytest.mark.parametrize("each", ["均为", "都是", "各为"])
def test_a_rate_of_both_sides_is_read(each: str) -> None:
    text = f"收入总计5万元，支出总计5万元，比上年均减少1万元，减幅{each}16.67%。"
    assert [row[0] for row in rows(text, "收入支出决算总体情况说明", "kind")][-1] == "change_rate"
