"""What figures and claims measure: one word for one thing, whatever form or clerk wrote it."""

from __future__ import annotations

import pytest

from linking.labels import bare
from linking.meaning.figures import figure_meaning
from linking.meaning.special import per_head, special
from tests.support.linking_books import claim, fact, linked

GRANT = {"fund": "general_public_budget"}


@pytest.mark.parametrize("rule", special().row, ids=lambda rule: rule.measure)
def test_rows_of_their_own_fit_their_examples_only(rule: object) -> None:
    for label in rule.examples:  # type: ignore[attr-defined]
        assert rule.label.search(bare(label)), label  # type: ignore[attr-defined]
    for label in rule.counter_examples:  # type: ignore[attr-defined]
        assert not rule.label.search(bare(label)), label  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", special().claim, ids=lambda rule: rule.measures[0])
def test_claims_of_their_own_fit_their_examples_only(rule: object) -> None:
    for subject in rule.examples:  # type: ignore[attr-defined]
        assert rule.subject.search(bare(subject)), subject  # type: ignore[attr-defined]
    for subject in rule.counter_examples:  # type: ignore[attr-defined]
        assert not rule.subject.search(bare(subject)), subject  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", special().per_head, ids=lambda rule: rule.by)
def test_amounts_per_head_fit_their_examples_only(rule: object) -> None:
    assert all(per_head(subject) is rule for subject in rule.examples)  # type: ignore[attr-defined]
    assert not any(per_head(subject) is rule for subject in rule.counter_examples)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("statement", "label", "path", "measure"),
    [
        ("expenditure", "合计", ["本年支出合计"], "current_year_expenditure"),
        ("expenditure", "总计", ["基本支出", "小计"], "basic_expenditure"),
        ("general_public_budget_expenditure", "合计", ["本年支出", "项目支出"], "project_expenditure"),
        ("revenue", "合计", ["其他收入"], "other_revenue"),
        ("revenue", "合计", ["财政拨款收入", "一般公共预算"], "fiscal_grant_revenue"),
        ("basic_expenditure", "人员经费合计", ["人员经费", "决算数"], "personnel_expenditure"),
        ("basic_expenditure", "合计", ["日常公用经费"], "public_expenditure"),
        ("three_public", None, ["公务用车购置及运行费", "运行维护费"], "vehicle_operation"),
        ("three_public", "决算数", ["合计"], "three_public_expenditure"),
        ("institution_operation", "（一）支出合计", ["决算数"], "three_public_expenditure"),
        ("institution_operation", "5.国内公务接待批次（个）", ["统计数"], "domestic_reception_batches"),
    ],
)
def test_row_and_column_tell_what_a_figure_measures(
    statement: str, label: str | None, path: list[str], measure: str
) -> None:
    meaning = figure_meaning(fact(statement, label, path, "1.00", fund=None))
    assert meaning is not None
    assert meaning.measure == measure


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("合计", ["比上年增减额"]),
        ("合计", ["所占比重"]),
        ("人员经费合计", ["项目支出"]),
        ("合计", ["某某资金安排"]),
    ],
)
def test_a_column_that_compares_or_is_not_known_measures_nothing(label: str, path: list[str]) -> None:
    assert figure_meaning(fact("basic_expenditure", label, path, "1.00")) is None


@pytest.mark.parametrize(
    ("side", "label", "measure", "fund"),
    [
        ("revenue", "一、一般公共预算拨款收入", "fiscal_grant_revenue", "general_public_budget"),
        ("revenue", "二、政府性基金预算财政拨款", "fiscal_grant_revenue", "government_fund"),
        ("revenue", "四、财政专户管理资金收入", "special_account_revenue", "special_account"),
        ("revenue", "五、其他资金", "other_funds_revenue", "other"),
        ("revenue", "本年收入合计", "current_year_revenue", "all"),
        ("revenue", "总计", "grand_total", "all"),
        ("expenditure", "一、基本支出", "basic_expenditure", "all"),
        ("expenditure", "九、卫生健康支出", "account", "all"),
    ],
)
def test_a_summary_tells_by_its_rows_what_is_whose(side: str, label: str, measure: str, fund: str) -> None:
    heads = ["收入" if side == "revenue" else "支出", "预算数"]
    meaning = figure_meaning(fact("revenue_expenditure_summary", label, heads, "1.00", side=side))
    assert meaning is not None
    assert (meaning.measure, meaning.fund, meaning.side) == (measure, fund, side)


@pytest.mark.parametrize("row", ["四、其他资金", "其他资金收入", "五、其他资金收入"])
@pytest.mark.parametrize("subject", ["其他资金收入预算总计", "其他资金收入", "其他资金"])
def test_other_funds_are_a_row_of_their_own_and_not_the_grand_total(row: str, subject: str) -> None:
    heads = ["收入", "金额"]
    facts = [
        fact("revenue_expenditure_summary", row, heads, "15.00", side="revenue"),
        fact("revenue_expenditure_summary", "收入合计", heads, "900.00", side="revenue"),
    ]
    stated = claim("level", subject, "15.00", side="revenue")
    (made,) = linked(facts, [stated], kind="revenue_expenditure_summary")
    assert (made.verdict, made.fact_ids) == ("supported", [facts[0].fact_id])
    (made,) = linked(facts[1:], [stated], kind="revenue_expenditure_summary")
    assert made.verdict == "unverifiable"


@pytest.mark.parametrize(
    "subject",
    [
        "基本支出中医疗业务支出",
        "预留给小型和微型企业的政府采购项目",
        "用于接待外地单位的工作餐",
        "《支出决算表》增加的分流支出",
        "向社会力量购买服务支出",
    ],
)
def test_a_part_is_never_held_against_its_whole(subject: str) -> None:
    facts = [
        fact("expenditure", "合计", ["本年支出合计"], "900.00"),
        fact("expenditure", "合计", ["基本支出"], "600.00"),
        fact("institution_operation", "（一）政府采购支出合计", ["统计数"], "300.00"),
        fact("institution_operation", "（三）政府采购服务支出", ["统计数"], "40.00"),
        fact("three_public", None, ["公务接待费"], "4.80"),
    ]
    (made,) = linked(facts, [claim("level", subject, "2.98")])
    assert made.verdict == "unverifiable"


def test_a_row_that_only_its_own_name_tells_is_found_by_it() -> None:
    heads = ["支出", "支出用途", "金额"]
    row = fact("revenue_expenditure_summary", "三、单位预留机动经费", heads, "23.00", side="expenditure")
    stated = claim("level", "单位预留机动经费", "23.00", fund="all")
    assert linked([row], [stated])[0].verdict == "supported"
    other = claim("level", "单位预留经费", "24.00", fund="all")
    assert linked([row], [other])[0].verdict == "unverifiable"


@pytest.mark.parametrize("head", ["2024年预算数", "金额", "本年支出"])
def test_the_total_of_a_statement_is_both_totals_where_nothing_is_carried(head: str) -> None:
    row = fact("revenue_expenditure_summary", "支出合计", ["支出", head], "50.00", side="expenditure")
    stated = claim("level", "支出总计", "60.00", phase=row.phase, fund="all")
    assert linked([row], [stated], kind="revenue_expenditure_summary")[0].verdict == "contradicted"
    grand = fact("revenue_expenditure_summary", "总计", ["支出", head], "60.00", side="expenditure")
    assert linked([row, grand], [stated], kind="revenue_expenditure_summary")[0].verdict == "supported"


@pytest.mark.parametrize("subject", ["公用经费", "日常公用经费", "公用支出"])
def test_public_expenditure_is_the_sum_of_its_classes_where_no_row_says_it(subject: str) -> None:
    classes = {"301": "500.00", "302": "80.00", "303": "40.00", "310": "20.00"}
    rows = [
        fact(
            "basic_expenditure", f"名称{code}", ["金额"], value, account_code=code, scheme="economic", **GRANT
        )
        for code, value in classes.items()
    ]
    made = linked(rows, [claim("level", subject, "100.00", **GRANT)], kind="basic_expenditure")[0]
    assert (made.verdict, made.relation) == ("supported", "sum")
    assert made.fact_ids == [rows[1].fact_id, rows[3].fact_id]
    made = linked(rows, [claim("level", "人员经费", "540.00", **GRANT)], kind="basic_expenditure")[0]
    assert made.fact_ids == [rows[0].fact_id, rows[2].fact_id]
    made = linked(rows, [claim("level", subject, "101.00", **GRANT)], kind="basic_expenditure")[0]
    assert made.verdict == "unverifiable"


@pytest.mark.parametrize("row", ["一、货物A", "货物", "1.货物类"])
@pytest.mark.parametrize("subject", ["采购货物支出", "政府采购货物支出", "货物采购金额"])
def test_the_rows_of_a_table_of_purchases_are_kinds_of_purchases(row: str, subject: str) -> None:
    meaning = figure_meaning(fact("other", row, ["总计"], "59.00"), "政府采购支出预算表")
    assert meaning is not None
    assert meaning.measure == "procurement_goods"
    assert figure_meaning(fact("other", row, ["总计"], "59.00"), "资产配置表") != meaning


@pytest.mark.parametrize("label", ["一、一般公共预算财政拨款", "一般公共预算拨款收入", "（一）财政拨款"])
def test_a_row_of_one_fund_is_no_grand_total(label: str) -> None:
    heads = ["收入", "决算数"]
    part = fact("fiscal_grant_summary", label, heads, "90.00", side="revenue")
    grand = fact("fiscal_grant_summary", "总计", heads, "99.00", side="revenue")
    stated = claim("level", "财政拨款收入总计", "60.00", side="revenue", fund="fiscal_grant")
    (made,) = linked([part, grand], [stated], kind="fiscal_grant_summary")
    assert (made.verdict, made.fact_ids) == ("contradicted", [grand.fact_id])


def test_totals_of_the_year_do_not_make_funds_one_in_what_is_carried_over() -> None:
    heads = ["支出", "决算数"]
    facts = [
        fact("fiscal_grant_summary", "本年支出合计", heads, "90.00", side="expenditure"),
        fact("fiscal_grant_summary", "总计", heads, "95.00", side="expenditure"),
        fact("revenue_expenditure_summary", "本年支出合计", heads, "90.00", side="expenditure"),
        fact("revenue_expenditure_summary", "总计", heads, "99.00", side="expenditure"),
    ]
    grand = claim("level", "财政拨款支出总计", "97.00", fund="fiscal_grant")
    assert linked(facts, [grand], kind="fiscal_grant_summary")[0].verdict == "contradicted"
    current = claim("level", "财政拨款本年支出合计", "90.00", fund="fiscal_grant")
    assert linked(facts[2:3] + facts[:1], [current], kind="fiscal_grant_summary")[0].verdict == "supported"


@pytest.mark.parametrize("words", ["财政拨款安排", "财政拨款", "财政拨款资金"])
def test_what_a_fund_gives_to_a_use_is_not_held_against_all_that_it_gives(words: str) -> None:
    all_of_it = fact("fiscal_grant", "本年支出合计", ["支出", "决算数"], "158.00", fund="fiscal_grant")
    about = {"side": "expenditure", "fund": "fiscal_grant"}
    (of_use,) = linked([all_of_it], [claim("level", words, "69.00", measure="project_expenditure", **about)])
    assert of_use.verdict == "unverifiable"
    (of_all,) = linked([all_of_it], [claim("level", words, "158.00", measure=None, **about)])
    assert of_all.verdict == "supported"


@pytest.mark.parametrize("words", ["防汛", "防汛支出", "水利工程建设支出", "教育支出"])
def test_an_account_named_by_its_words_alone_is_not_held_against_the_total(words: str) -> None:
    table = "general_public_budget_expenditure"
    total = fact(table, "合计", ["本年支出", "小计"], "120.00", **GRANT)
    about = {"measure": "current_year_expenditure", "side": "expenditure", "fund": "general_public_budget"}
    (link,) = linked([total], [claim("level", words, "90.00", **about)], table)
    assert link.verdict == "unverifiable"
    (whole,) = linked([total], [claim("level", "本年支出", "90.00", **about)], table)
    assert whole.verdict == "contradicted"
