"""Reports of governments: last year's outturn and this year's plan, each in chapters of its own."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims

KIND = "government_budget"


def told(text: str, title: str) -> list[tuple[str | None, int | None]]:
    return [(claim.phase, claim.period) for claim in claims(text, title, year=2025, kind=KIND)]


@pytest.mark.parametrize(
    "title",
    [
        "2024年某某市一般公共预算收入执行情况的说明",
        "2024年预算执行情况",
        "2024年市本级政府性基金预算支出执行情况",
        "2024年某某市一般公共预算收支情况的说明",
    ],
)
def test_what_a_chapter_of_the_year_before_tells_is_its_outturn(title: str) -> None:
    text = "全市一般公共预算收入完成36.20亿元，增长2.1%。税收收入21.40亿元。"
    assert set(told(text, title)) == {("final", 2024)}
    under_heading = "1.一般公共预算收支完成情况。全市一般公共预算收入36.20亿元。\n2.税收收入21.40亿元。"
    assert set(told(under_heading, title)) == {("final", 2024)}


@pytest.mark.parametrize(
    "title", ["2025年某某市一般公共预算收入草案的说明", "2024年预算执行情况和2025年预算草案", "一般公共预算"]
)
def test_what_is_planned_is_the_budget_of_the_reported_year(title: str) -> None:
    assert set(told("全市一般公共预算收入36.20亿元，增长2.1%。", title)) == {("initial_budget", 2025)}


def test_a_later_year_ends_what_is_told_of_the_year_before() -> None:
    text = "一般公共预算收入36.20亿元。2025年预计收入38.00亿元。"
    assert told(text, "2024年预算执行情况") == [("final", 2024), ("initial_budget", 2025)]


def test_the_change_of_a_total_of_nothing_known_is_of_nothing_known() -> None:
    text = "公务接待费2.34万元，因公出国（境）费4.64万元。合计6.98万元，比上年减少1.53万元。"
    last = claims(text, "收入支出决算总体情况说明")[-1]
    assert (last.kind, last.measure, last.understood) == ("change", None, False)


def test_an_amount_that_looks_like_a_later_year_ends_nothing() -> None:
    assert told("契税完成20268万元，增值税2026.30万元。", "2024年预算执行情况") == [("final", 2024)] * 2


def test_whose_money_is_told_holds_until_another_is_named() -> None:
    text = (
        "全市一般公共预算收入完成36.20亿元，其中：市本级一般公共预算收入完成12.10亿元。税收收入21.40亿元。\n"
        "市本级一般公共预算支出52.00亿元，增长3.1%。\n（1）教育支出9.80亿元。"
    )
    scopes = [claim.scope for claim in claims(text, "2024年预算执行情况", year=2025, kind=KIND)]
    assert scopes == ["region", "own_level", "region", "own_level", "own_level", "own_level"]
    titled = claims("税收收入21.40亿元。", "市本级预算执行情况", year=2025, kind=KIND)
    assert [claim.scope for claim in titled] == ["own_level"]
    assert [claim.scope for claim in claims("税收收入21.40亿元。", "市本级情况")] == [None]


def test_the_budget_that_a_government_completes_is_the_approved_one_unless_it_says_so() -> None:
    text = "一般公共预算收入36.20亿元，为预算的98.2%。一般公共预算支出52.00亿元，完成调整预算的96.0%。"
    told_of = claims(text, "2024年预算执行情况", year=2025, kind=KIND)
    assert [c.base for c in told_of if c.kind == "completion_rate"] == ["initial_budget", "adjusted_budget"]


@pytest.mark.parametrize(
    "opening",
    [
        "（一）2024年一般公共预算。全市一般公共预算收入完成5.20亿元，为预算5.00亿元的104%。",
        "2024年，一般公共预算收入完成5.20亿元，为预算5.00亿元的104%。",
        "二、2024年预算执行情况。一般公共预算收入完成5.20亿元，完成预算5.00亿元的104%。",
    ],
)
def test_a_report_tells_of_the_year_that_a_sentence_began_with_until_another_is_named(opening: str) -> None:
    text = f"{opening}税收收入3.10亿元。\n一般公共预算支出8.00亿元。\n"
    found = told(text + "2025年，一般公共预算收入预计5.40亿元。税收收入3.30亿元。", "报告")
    before = [("final", 2024), ("initial_budget", 2024), ("final", 2024), ("final", 2024), ("final", 2024)]
    assert found == [*before, ("initial_budget", 2025), ("initial_budget", 2025)]


@pytest.mark.parametrize(
    "opening", ["截至2024年末，债务余额5.20亿元。", "2024年末，债务余额5.20亿元。", "比2024年增加5.20亿元。"]
)
def test_a_year_that_is_only_mentioned_is_not_what_follows_is_told_of(opening: str) -> None:
    assert told(f"{opening}税收收入3.10亿元。", "报告")[-1][0] == "initial_budget"


def test_what_is_planned_ends_what_is_told_of_the_year_before() -> None:
    text = "2024年，税收收入3.10亿元。税收收入安排3.30亿元。税收收入3.30亿元。"
    assert told(text, "报告") == [("final", 2024), ("initial_budget", 2025), ("initial_budget", 2025)]


def test_growth_behind_a_government_s_budget_is_on_the_year_before() -> None:
    text = "2024年，一般公共预算收入完成5.20亿元，为预算5.00亿元的104%，增长{}%。"
    assert claims(text.format("3.1"), "报告", year=2025, kind=KIND)[-1].base == "prior_year"
    assert claims(text.format("4.0"), "报告", year=2025, kind=KIND)[-1].base == "initial_budget"


def test_a_plain_budget_is_the_approved_one_also_behind_an_adjusted_one() -> None:
    text = "一般公共预算支出8.00亿元，完成调整预算的95%。政府性基金收入完成2.00亿元，为预算的60%。"
    found = claims(text, "2024年预算执行情况", year=2025, kind=KIND)
    assert [c.base for c in found if c.kind == "completion_rate"] == ["adjusted_budget", "initial_budget"]


def test_the_sides_of_a_fund_that_only_a_heading_names_are_two() -> None:
    text = "（二）2024年政府性基金预算。收入完成2.00亿元，下降20%。支出1.50亿元。"
    found = claims(text, "报告", year=2025, kind=KIND)
    assert [(c.side, c.fund) for c in found] == [
        ("revenue", "government_fund"),
        ("revenue", "government_fund"),
        ("expenditure", "government_fund"),
    ]


@pytest.mark.parametrize("told_as", ["控制在限额6.00亿元以内", "未超过省核定的限额6.00亿元"])
def test_the_limit_of_a_debt_is_an_amount_of_its_own(told_as: str) -> None:
    found = claims(f"政府债务余额5.20亿元，{told_as}。", "报告", year=2025, kind=KIND)
    assert [(c.kind, c.subject) for c in found] == [("level", "政府债务余额"), ("level", "政府债务限额")]
    assert claims("单价控制在6.00万元以内。", "政府采购支出") == []
