"""An amount that is last year's figure, or another fund's, is told where nothing else can have been meant."""

from __future__ import annotations

import pytest

from records.file_tables import FactRecord
from records.narrative_tables import ClaimRecord
from tests.support.linking_books import claim, fact, linked

TABLE = {"table_id": "t"}
NOW, BEFORE = ["2024年决算数"], ["2023年决算数"]


def costs() -> list[FactRecord]:
    rows = [("公务接待费", "18.00", "21.00", 1), ("公务用车运行维护费", "30.00", "32.00", 2)]
    return [
        fact("three_public", label, path, value, row=row, column=column, **TABLE)
        for label, now, then, row in rows
        for column, path, value in ((1, NOW, now), (2, BEFORE, then))
    ]


def told(sentence: str, amount: str = "21.00", change: str | None = "3.00") -> list[ClaimRecord]:
    common = {"sentence": sentence, "measure": "official_reception"}
    made = [
        claim("level", "公务用车运行维护费", "30.00", measure="vehicle_operation"),
        claim("level", "公务接待费", amount, **common),
    ]
    if change is not None:
        also = {"direction": "down", "base": "prior_year", **common}
        made.append(claim("change", "公务接待费", change, **also))
    return made


def verdict(sentence: str, **also: str | None) -> tuple[str, list[str]]:
    made = linked(costs(), told(sentence, **also), kind="three_public")[1]
    return made.verdict, made.doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "公务接待费21.00万元，比上年减少3.00万元。",
        "其中：公务接待费支出决算为21.00万元，与2023年度相比减少3.00万元。",
        "车辆运行费30.00万元，较上年减少2.00万元；公务接待费支出21.00万元，较2023年减少3.00万元。",
    ],
)
def test_last_years_figure_is_told_where_the_change_behind_it_is_that_of_this_years(sentence: str) -> None:
    assert verdict(sentence)[0] == "contradicted"


@pytest.mark.parametrize(
    "sentence", ["2024年公务接待费21.00万元。", "2024年度局机关公务接待费支出21.00万元。"]
)
def test_last_years_figure_is_told_where_the_year_is_named_right_before_it(sentence: str) -> None:
    assert verdict(sentence, change=None)[0] == "contradicted"


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("公务接待费21.00万元。", None),  # of which year is not said
        ("公务接待费上年同期21.00万元，比上年减少3.00万元。", "3.00"),
        ("2023年公务接待费21.00万元，比上年减少3.00万元。", "3.00"),
        ("公务接待费21.00万元，2024年比上年减少3.00万元。", "3.00"),  # the year is that of the change
        ("公务接待费21.00万元，比上年减少5.00万元。", "5.00"),  # the change is not this year's either
        ("2024年比2023年公务接待费21.00万元。", None),
    ],
)
def test_an_amount_that_may_be_another_years_stays_open(sentence: str, change: str | None) -> None:
    assert verdict(sentence, change=change)[0] == "unverifiable"


def test_a_figure_of_another_stage_of_the_year_stays_open() -> None:
    planned = fact("three_public", "公务接待费", ["2024年预算数"], "25.00", row=1, column=3, **TABLE)
    made = linked(
        [*costs(), planned], told("2024年公务接待费25.00万元。", "25.00", None), kind="three_public"
    )
    assert made[1].verdict == "unverifiable"


def test_a_column_of_which_the_text_tells_nothing_else_refutes_nothing() -> None:
    only = told("公务接待费21.00万元，比上年减少3.00万元。")[1:]
    assert linked(costs(), only, kind="three_public")[0].verdict == "unverifiable"


def test_another_funds_figure_is_told_where_the_share_behind_it_is_that_of_its_own() -> None:
    def of(fund: str, statement: str, account: str, whole: str) -> list[FactRecord]:
        path, also = ["本年支出", "合计"], {"fund": fund, "column": 4}
        row = fact(statement, "城乡社区支出", path, account, account_code="212", **also)
        return [row, fact(statement, "合计", path, whole, **also)]

    figures = [
        *of("general_public_budget", "general_public_budget_expenditure", "17.00", "19.00"),
        *of("government_fund", "government_fund", "43.00", "50.00"),
    ]
    common = {
        "sentence": "城乡社区支出（类）17.00万元，占86.00%。",
        "account_path": ["城乡社区支出"],
        "fund": "government_fund",
    }
    claims = [
        claim("level", "本年支出", "50.00", measure="current_year_expenditure", fund="government_fund"),
        claim("level", "城乡社区支出", "17.00", **common),
        claim("share", "城乡社区支出", "86.00", "%", share_of="本年支出", **common),
    ]
    assert [made.verdict for made in linked(figures, claims, kind="government_fund")] == [
        "supported",
        "contradicted",
        "supported",
    ]
