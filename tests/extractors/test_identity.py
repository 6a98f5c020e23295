"""Whose disclosure it is, of which year and kind: cover, headings and captions together."""

from __future__ import annotations

import pytest

from extractors.identity import read_identity, region_of


@pytest.mark.parametrize(
    ("cover", "issuer", "year", "kind", "body"),
    [
        (["2024年度某县水务局部门决算"], "某县水务局", 2024, "final_accounts", "department"),
        (["某县水务局", "2023年度部门决算公开说明"], "某县水务局", 2023, "final_accounts", "department"),
        (["某市某区文化馆2025年单位预算"], "某市某区文化馆", 2025, "budget", "unit"),
        (["某县水务局2024年部门预算", "2024年3月"], "某县水务局", 2024, "budget", "department"),
        (["二〇二四年度", "某县水务局", "部门决算"], "某县水务局", 2024, "final_accounts", "department"),
        (
            ["2024 年度", "某县水务局（本级）", "单位决算"],
            "某县水务局（本级）",
            2024,
            "final_accounts",
            "unit",
        ),
    ],
)
def test_the_cover_tells_body_year_and_kind(
    cover: list[str], issuer: str, year: int, kind: str, body: str
) -> None:
    identity = read_identity(cover, [], [])
    assert (identity.issuer, identity.fiscal_year) == (issuer, year)
    assert (identity.report_kind, identity.body_kind) == (kind, body)


def test_final_accounts_that_speak_much_of_budgets_stay_final_accounts() -> None:
    headings = [
        "一般公共预算财政拨款支出决算情况说明",
        "政府性基金预算财政拨款支出决算情况说明",
        "预算绩效管理情况",
    ]
    identity = read_identity(["2024年度某县水务局部门决算"], headings * 5, [])
    assert identity.report_kind == "final_accounts"


def test_without_a_cover_headings_and_captions_tell() -> None:
    captions = [("收入决算表", "某县水务局", 2022), ("支出决算表", "某县水务局", 2022)]
    identity = read_identity([], ["部门概况", "2022年度部门决算情况说明"], captions)
    assert (identity.issuer, identity.fiscal_year) == ("某县水务局", 2022)
    assert (identity.report_kind, identity.body_kind) == ("final_accounts", "department")


def test_the_full_name_of_the_cover_goes_before_the_short_one_of_the_captions() -> None:
    captions = [("收入决算表", "水务局", 2024)] * 9
    assert read_identity(["某市某县水务局2024年度部门决算"], [], captions).issuer == "某市某县水务局"


def test_the_date_of_publication_is_no_fiscal_year() -> None:
    assert read_identity(["某县水务局2024年度部门决算", "2025年8月"], [], []).fiscal_year == 2024


def test_a_document_that_says_nothing_of_itself_leaves_all_open() -> None:
    identity = read_identity([], [], [])
    assert (identity.issuer, identity.fiscal_year, identity.report_kind, identity.body_kind) == (None,) * 4


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("某某市某某区水务局", "某某市某某区"),
        ("云南省水利厅", "云南省"),
        ("内蒙古自治区档案馆", "内蒙古自治区"),
        ("青山县人民医院", "青山县"),
        ("水务局", None),
    ],
)
def test_the_region_is_the_division_that_the_name_begins_with(issuer: str, region: str | None) -> None:
    assert region_of(issuer) == region
