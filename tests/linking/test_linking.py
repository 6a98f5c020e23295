"""Claims held against figures: the figure meant, what rounding allows, and no false alarm."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.linking_books import claim, fact, gpb, linked

TOTAL = ["本年支出合计"]


def test_a_level_that_the_table_repeats_is_supported_by_that_figure() -> None:
    total = fact("expenditure", "合计", TOTAL, "1,234.56")
    (made,) = linked([total], [claim("level", "支出合计", "1234.56", measure="current_year_expenditure")])
    assert (made.verdict, made.fact_ids, made.relation) == ("supported", [total.fact_id], "equals")


def test_a_level_that_differs_by_more_than_rounding_is_contradicted_and_explained() -> None:
    (made,) = linked(
        [fact("expenditure", "合计", TOTAL, "1234.56")],
        [claim("level", "支出合计", "1243.56", measure="current_year_expenditure")],
    )
    assert made.verdict == "contradicted"
    assert made.difference == Decimal("9")
    assert made.explanation is not None
    assert "1243.56" in made.explanation
    assert "1234.56" in made.explanation
    assert "第8页" in made.explanation


def test_one_unit_in_the_last_place_is_rounding() -> None:
    (made,) = linked(
        [fact("expenditure", "合计", TOTAL, "326.71")],
        [claim("level", "支出合计", "326.72", measure="current_year_expenditure")],
    )
    assert made.verdict == "rounding"


def test_a_claim_with_fewer_decimals_is_supported_by_the_figure_that_rounds_to_it() -> None:
    (made,) = linked(
        [fact("expenditure", "合计", TOTAL, "326.71")],
        [claim("level", "支出合计", "326.7", measure="current_year_expenditure")],
    )
    assert made.verdict == "supported"


def test_yuan_in_the_table_and_ten_thousand_yuan_in_the_text_are_compared_as_money() -> None:
    (made,) = linked(
        [fact("expenditure", "合计", TOTAL, "12,345,678.90", unit="元")],
        [claim("level", "支出合计", "1234.57", measure="current_year_expenditure")],
    )
    assert made.verdict == "supported"


def test_an_equal_figure_of_another_meaning_supports_nothing() -> None:
    other = fact("revenue", "合计", ["其他收入"], "99.00")
    (made,) = linked([other], [claim("level", "支出合计", "99.00", measure="current_year_expenditure")])
    assert made.verdict == "unverifiable"
    assert made.fact_ids == []


def test_an_account_is_found_by_its_code_where_one_name_stands_twice() -> None:
    right = gpb("行政运行", "68.50", "2101501")
    wrong = gpb("行政运行", "0.81", "2100101")
    parents = [gpb("医疗保障管理事务", "83.35", "21015"), gpb("卫生健康支出", "84.16", "210")]
    (made,) = linked(
        [wrong, right, *parents],
        [
            claim(
                "level",
                "一般公共预算财政拨款支出",
                "68.50",
                account_path=["卫生健康支出", "医疗保障管理事务", "行政运行"],
                fund="general_public_budget",
            )
        ],
        kind="general_public_budget_expenditure",
    )
    assert (made.verdict, made.fact_ids) == ("supported", [right.fact_id])


@pytest.mark.parametrize(
    ("others", "verdict"),
    [
        ({"2010504": "3.39", "2010505": "20.03"}, "unverifiable"),
        ({"2010504": "23.42"}, "contradicted"),  # all the money of the account above
        ({}, "contradicted"),  # a table without items
    ],
)
def test_an_item_told_under_the_name_of_the_account_above_is_not_that_account(
    others: dict[str, str], verdict: str
) -> None:
    names = {"2010504": "信息事务", "2010505": "专项统计业务"}
    statement, path = "general_public_budget_expenditure", ["合计"]
    facts = [fact(statement, "统计信息事务", path, "23.42", account_code="20105")]
    facts += [fact(statement, names[code], path, value, account_code=code) for code, value in others.items()]
    told = claim(
        "level", "支出", "20.04", account_path=["一般公共服务支出", "统计信息事务", "统计信息事务"],
        fund="general_public_budget",
    )  # fmt: skip
    assert linked(facts, [told])[0].verdict == verdict


@pytest.mark.parametrize("name", ["卫生健康", "卫生健康支出", "医疗卫生与计划生育支出"])
def test_names_of_an_account_that_differ_a_little_mean_one_row(name: str) -> None:
    row = gpb("卫生健康支出", "60.99", "210")
    (made,) = linked(
        [row],
        [claim("level", name, "60.99", account_path=[name], fund="general_public_budget")],
        kind="general_public_budget_expenditure",
    )
    assert made.fact_ids == [row.fact_id]


def test_a_sentence_about_both_sides_is_held_against_both() -> None:
    facts = [
        fact("revenue_expenditure_summary", "总计", ["收入", "决算数"], "50.00", side="revenue"),
        fact("revenue_expenditure_summary", "总计", ["支出", "决算数"], "50.00", side="expenditure"),
    ]
    links = linked(
        facts,
        [
            claim("level", "收、支总计", "50.00", side="revenue", measure="total"),
            claim("level", "支出总计", "50.00", side="expenditure", measure="total"),
        ],
        kind="revenue_expenditure_summary",
    )
    assert [made.fact_ids for made in links] == [[facts[0].fact_id], [facts[1].fact_id]]


def test_parts_of_a_total_of_zero_are_derivable() -> None:
    total = fact("three_public", None, ["决算数", "合计"], "0.00")
    (made,) = linked(
        [total], [claim("level", "因公出国（境）费", "0.00", measure="overseas_travel")], kind="three_public"
    )
    assert made.verdict == "derivable"


def test_counts_are_exact_and_found_by_the_label_of_the_form() -> None:
    row = fact("institution_operation", "5.国内公务接待批次（个）", ["决算数"], "7", unit="个")
    right = claim("count", "国内公务接待", "7", "批次")
    wrong = claim("count", "国内公务接待", "8", "批次")
    assert linked([row], [right], kind="three_public")[0].verdict == "supported"
    assert linked([row], [wrong], kind="three_public")[0].verdict == "contradicted"


def test_an_average_per_head_follows_from_amount_and_number() -> None:
    facts = [
        fact("institution_operation", "3.公务接待费", ["决算数"], "1.07"),
        fact("institution_operation", "6.国内公务接待人次（人）", ["决算数"], "111", unit="人"),
    ]
    (made,) = linked(facts, [claim("level", "人均接待费", "96.40", "元")], kind="three_public")
    assert (made.verdict, made.relation) == ("supported", "ratio")


def test_a_figure_that_may_mean_something_else_contradicts_nothing() -> None:
    public = fact("basic_expenditure", "公用经费合计", ["公用经费", "决算数"], "125.12")
    (made,) = linked(
        [public],
        [claim("level", "机关运行经费", "102.59", measure="institution_operation")],
        kind="institution_operation",
    )
    assert made.verdict == "unverifiable"


def test_two_figures_of_one_meaning_that_differ_leave_a_third_value_open() -> None:
    facts = [
        fact("general_public_budget_expenditure", "合计", ["合计"], "9010.57"),
        fact(
            "fiscal_grant_summary",
            "支出合计",
            ["支出", "一般公共预算", "小计"],
            "9018.93",
            side="expenditure",
        ),
    ]
    subject = "一般公共预算支出"
    agrees = claim("level", subject, "9018.93", measure="total", fund="general_public_budget")
    neither = claim("level", subject, "8000.00", measure="total", fund="general_public_budget")
    kind = "general_public_budget_expenditure"
    assert linked(facts, [agrees], kind=kind)[0].verdict == "supported"
    assert linked(facts, [neither], kind=kind)[0].verdict == "unverifiable"


def test_the_stated_total_of_a_complete_list_of_budgets_must_be_its_sum() -> None:
    def item(name: str, budget: str, done: str) -> list[object]:
        path = {"account_path": ["教育支出", "普通教育", name], "fund": "general_public_budget"}
        return [
            claim("level", name, budget, phase="initial_budget", **path),
            claim("level", name, done, **path),
        ]

    items = item("小学教育", "10.00", "9.00") + item("初中教育", "20.00", "21.00")
    whole = {"measure": "total", "fund": "general_public_budget"}
    done = claim("level", "一般公共预算财政拨款支出", "30.00", **whole)
    right = claim("level", "一般公共预算财政拨款支出", "30.00", phase="initial_budget", **whole)
    wrong = claim("level", "一般公共预算财政拨款支出", "80.00", phase="initial_budget", **whole)
    kind = "general_public_budget_expenditure"
    assert linked([], [right, done, *items], kind=kind)[0].verdict == "derivable"
    assert linked([], [wrong, done, *items], kind=kind)[0].verdict == "contradicted"


def test_a_count_followed_by_its_list_is_derivable() -> None:
    listed = claim(
        "count", "内设机构", "3", "个", sentence="本局内设机构3个，包括：办公室、财务科、法规科。", raw="3个"
    )
    short = claim(
        "count", "内设机构", "4", "个", sentence="本局内设机构4个，包括：办公室、财务科、法规科。", raw="4个"
    )
    assert linked([], [listed], kind="overview")[0].verdict == "derivable"
    assert linked([], [short], kind="overview")[0].verdict == "unverifiable"
    in_brackets = "本局内设机构4个，包括：办公室、财务科（含票据、采购）、法规科。"
    one_too_many = claim("count", "内设机构", "4", "个", sentence=in_brackets, raw="4个")
    assert linked([], [one_too_many], kind="overview")[0].verdict == "unverifiable"


def test_every_claim_with_a_number_has_exactly_one_link() -> None:
    claims = [
        claim("level", "支出合计", "1.00"),
        claim("count", "人员", "3", "人"),
        claim("score", "自评得分", "9", "分"),
    ]
    assert len({made.claim_id for made in linked([], claims)}) == 3


@pytest.mark.parametrize(
    ("given", "said", "verdict"),
    [
        ("fiscal_grant", "fiscal_grant", "supported"),
        ("fiscal_grant", "general_public_budget", "unverifiable"),
        ("general_public_budget", "general_public_budget", "supported"),
        ("general_public_budget", "government_fund", "unverifiable"),
    ],
)
def test_a_chapter_about_a_statement_of_all_grants_speaks_of_all_grants(
    given: str, said: str, verdict: str
) -> None:
    """财政拨款支出表 of a body that has money of a government fund too."""
    statement = "general_public_budget_expenditure"
    facts = [
        fact(statement, "合计", ["合计"], "110.00", fund=given),
        fact(statement, "教育支出", ["合计"], "100.00", fund=given, account_code="205"),
        fact("government_fund", "合计", ["本年支出"], "10.00", fund="government_fund"),
        fact("fiscal_grant_summary", "本年支出合计", ["合计"], "120.00", fund="fiscal_grant"),
    ]
    path = ["教育支出"]
    told = claim("level", "教育支出", "100.00", fund=said, account_code="205", account_path=path)
    (made,) = linked(facts, [told], statement)
    assert made.verdict == verdict


@pytest.mark.parametrize(
    ("title", "told", "of_fund", "verdict"),
    [
        ("财政拨款支出决算情况说明", "105.00", "205", "unverifiable"),  # 5.00 may be the fund's
        ("财政拨款支出决算情况说明", "100.00", "205", "supported"),
        ("财政拨款支出决算情况说明", "95.00", "205", "contradicted"),  # no fund gives less than nothing
        ("财政拨款支出决算情况说明", "105.00", "206", "contradicted"),  # the fund's list lacks the account
        ("一般公共预算财政拨款支出决算情况说明", "105.00", "205", "contradicted"),
        ("财政拨款支出决算情况说明", "105.00", None, "contradicted"),  # there is no other fund
    ],
)
def test_what_a_chapter_of_grants_has_above_the_general_budget_may_be_a_funds(
    title: str, told: str, of_fund: str | None, verdict: str
) -> None:
    statement, path = "general_public_budget_expenditure", ["教育支出"]
    general = {"fund": "general_public_budget"}
    facts = [
        fact(statement, "合计", ["本年支出合计"], "110.00", **general),
        fact(statement, "教育支出", ["本年支出合计"], "100.00", account_code="205", **general),
    ]
    if of_fund is not None:
        other = {"fund": "government_fund"}
        facts += [
            fact("government_fund", "合计", ["本年支出小计"], "10.00", **other),
            fact("government_fund", "某支出", ["本年支出小计"], "10.00", account_code=of_fund, **other),
        ]
    about = {"fund": "fiscal_grant", "account_code": "205", "account_path": path}
    said = claim("level", "教育支出", told, amount_yuan=Decimal(told) * 10000, **about)
    (made,) = linked(facts, [said], statement, title)
    assert made.verdict == verdict
