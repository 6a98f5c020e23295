"""Whose disclosure it is, of which year and kind: cover, headings and captions together."""

from __future__ import annotations

import pytest

from extractors.identity import kind_told, read_identity, region_of, year_told


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
        ("清河区城市更新中心", "清河区"),
        ("甲州市城市管理局", "甲州市"),
        ("甲省盐城市城市管理局", "甲省盐城市"),
        ("城市管理局", None),
    ],
)
def test_the_region_is_the_division_that_the_name_begins_with(issuer: str, region: str | None) -> None:
    assert region_of(issuer) == region


@pytest.mark.parametrize(
    ("title", "issuer", "year", "kind"),
    [
        (
            "关于某某市2025年市本级预算和市总预算执行情况与2026年市本级预算和市总预算草案的报告",
            "某某市",
            2026,
            "government_budget",
        ),
        ("某某县2024年政府决算公开", "某某县", 2024, "government_final_accounts"),
        ("某省某某市2024年全市财政决算草案", "某省某某市", 2024, "government_final_accounts"),
        ("某某镇2024年财政预算执行情况和2025年财政预算草案", "某某镇", 2025, "government_budget"),
        ("某某市2024年市级预算执行情况", "某某市", 2024, "government_final_accounts"),
    ],
)
def test_a_governments_own_budget_is_told_from_a_departments(
    title: str, issuer: str, year: int, kind: str
) -> None:
    identity = read_identity([title], [], [])
    assert (identity.issuer, identity.region) == (issuer, issuer)
    assert (identity.fiscal_year, identity.report_kind, identity.body_kind) == (year, kind, None)


@pytest.mark.parametrize(
    "title",
    [
        "某某市2024年市级部门预算公开",
        "某某县财政局2023年预算执行情况报告",
        "某某市政府办公室2024年度部门决算",
        "某某市财政局（本级）2024年单位预算",
    ],
)
def test_a_department_that_speaks_of_its_level_is_no_government(title: str) -> None:
    assert not (read_identity([title], [], []).report_kind or "").startswith("government")


def test_titles_of_tables_tell_a_government_without_a_cover() -> None:
    titles = ["2024年全市一般公共预算收入执行情况表", "2024年市本级一般公共预算支出执行情况表"]
    identity = read_identity([], [], [(title, None, 2024) for title in titles])
    assert identity.report_kind == "government_budget"


@pytest.mark.parametrize(
    "name", ["某县水务局2023年度部门决算.pdf", "2023年某县水务局部门决算公开（定稿）.docx"]
)
def test_the_name_of_the_file_tells_what_the_file_does_not(name: str) -> None:
    identity = read_identity([], [], [], name)
    assert (identity.issuer, identity.fiscal_year) == ("某县水务局", 2023)
    assert (identity.report_kind, identity.body_kind) == ("final_accounts", "department")
    told = read_identity(["某县林业局2024年部门预算"], [], [], name)
    assert (told.issuer, told.fiscal_year, told.report_kind) == ("某县林业局", 2024, "budget")


def test_neither_the_party_nor_a_government_in_a_name_is_part_of_the_region() -> None:
    assert region_of("中共某某省委办公厅") == "某某省"
    assert region_of("某某市某某区人民政府某某街道办事处") == "某某市某某区"


def test_a_place_on_the_cover_is_the_body_only_if_no_other_is_named() -> None:
    cover = ["某某市某某区2025年区级部门预算"]
    assert (
        read_identity([*cover, "预算主管部门：某某区水务局"], ["某某区水务局概况"], []).issuer
        == "某某区水务局"
    )
    assert read_identity(["某某镇2024年部门决算"], [], []).issuer == "某某镇"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2018年“三公”经费支出2.05万元，年初预算为2.95万元，差值为0.9万元。", "final_accounts"),
        ("2021年“三公”经费支出决算5万元，比上年减少1万元。", "final_accounts"),
        ("公务接待费2万元，国内接待24批次，210人次，较预算减少1万元。", "final_accounts"),
        ("2019年“三公”经费预算安排5万元，比上年减少1万元，其中公务接待费拟安排1万元。", "budget"),
        ("2019年“三公”经费预算数为5万元，预计接待20批次。", "budget"),
        ("“三公”经费5万元，比上年减少1万元。", None),
    ],
)
def test_a_statement_of_three_public_costs_tells_its_kind_by_its_text(text: str, kind: str | None) -> None:
    assert kind_told("某县某办公室2018年度“三公”经费支出说明", [text]) == kind
    alone = kind if "三公" in text else None
    assert kind_told(None, [text]) == alone, "a page without a title tells the same"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020年“三公”经费预算4万元，比2019年预算减少1万元。公务接待费2万元，与2019年预算持平。", 2020),
        ("“三公”经费5万元，与2016年相比减少1万元。2017年公务接待费2万元。", 2017),
        ("“三公”经费5万元，上年（2019年）4万元。", None),
        ("2021年工作总结，2021年走访12户。", None),
    ],
)
def test_the_year_of_a_page_without_a_title_is_the_one_told(text: str, year: int | None) -> None:
    assert year_told([text]) == year
    assert kind_told("某县某办公室2018年度工作总结", ["全年走访12户，接待了30人次。"]) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("经汇总，2021年“三公”经费支出预算为5万元，与2020年预算持平。", "budget"),
        ("2019年“三公”经费预算5万元，比上年年初预算减少1万元。", "budget"),
        ("2020年“三公”经费支出决算5万元，完成预算5万元的100%。", "final_accounts"),
        ("“三公”经费和一般公共预算支出5亿元，增长3%。", None),
        ("现将“三公”经费预决算公开办法印发。", None),
    ],
)
def test_names_that_hold_a_stage_and_the_budget_of_the_year_before_tell_no_kind(
    text: str, kind: str | None
) -> None:
    assert kind_told(None, [text]) == kind


@pytest.mark.parametrize(
    ("title", "name", "issuer"),
    [
        ("某市某局2024年度部门决算（本级）", "a.pdf", "某市某局（本级）"),
        ("某市某局2024年度部门决算", "某市某局本级2024年决算.pdf", "某市某局（本级）"),
        ("某市某局2024年度部门决算", "某市某局（机关）决算.pdf", "某市某局（本级）"),
        ("某市某局（本级）2024年度部门决算", "某市某局本级.pdf", "某市某局（本级）"),
        ("某市某局2024年度部门决算（汇总）", "某市某局汇总.pdf", "某市某局"),
        ("某市某局2024年度部门决算", "某市某局本级及所属单位2024年决算.pdf", "某市某局"),
        ("某市某局2024年度部门决算", "某市某局机关服务中心.pdf", "某市某局"),
    ],
)
def test_title_or_file_name_tell_that_only_a_bodys_own_level_is_meant(
    title: str, name: str, issuer: str
) -> None:
    assert read_identity([title], [], [], name).issuer == issuer
