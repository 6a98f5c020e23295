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
