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
