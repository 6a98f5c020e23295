"""What a figure measures: its column, its row, and the rows and columns that stand beside them."""

from __future__ import annotations

import pytest

from extractors.tables.meanings import meaning_of, narrower
from extractors.tables.measures import FigurePlace, Measured, measured
from nlp.subjects import clean_phrase, subject_of
from records.lexicon.reading import read
from records.lexicon.terms import terms, words

MONEY = [(term.measure, text) for term in terms().values() if term.unit == "money" for text in term.examples]
STAGES = [(stage.stage, text) for stage in words().stage for text in stage.examples]
NOT_STAGES = [(stage.stage, text) for stage in words().stage for text in stage.counter]


def test_the_same_words_measure_the_same_as_header_as_label_and_as_phrase() -> None:
    for measure, text in MONEY:
        (row,) = measured([FigurePlace(1, text, None, ("金额",), None)], "other")
        phrase = clean_phrase(text)
        assert meaning_of((text,)).measure == row.measure == measure, text
        assert (subject_of(phrase).measure if phrase else measure) == measure, text


@pytest.mark.parametrize(
    ("title", "side", "measure"),
    [
        ("2024年全市政府性基金预算收入完成情况表", "revenue", "current_year_revenue"),
        ("政府性基金预算支出表", "expenditure", "current_year_expenditure"),
        ("政府性基金预算财政拨款收入支出决算表", None, "current_year_expenditure"),
        ("政府性基金收支情况表", None, "current_year_expenditure"),
        ("", None, "current_year_expenditure"),
    ],
)
def test_the_title_of_a_table_of_a_fund_tells_its_side(title: str, side: str | None, measure: str) -> None:
    places = [
        FigurePlace(1, "彩票公益金收入", None, ("完成数",), None),
        FigurePlace(1, "彩票公益金收入", None, ("比上年增长%",), None),
    ]
    money, rate = measured(places, "government_fund", title)
    assert (money.side, money.measure) == (side, measure)
    assert (rate.side, rate.measure) == (None, "change_rate")
    (other,) = measured(places[:1], "revenue", "2024年支出表")
    assert other.side == "revenue"  # the side of a statement is that of its kind


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("其他一般公共服务支出（项）", None),
        ("教育支出（类）", None),
        ("行政运行(项)", None),
        ("重点课题（项）", "项"),
        ("公务用车（辆）", "辆"),
    ],
)
def test_the_level_of_an_account_is_no_unit(label: str, unit: str | None) -> None:
    (found,) = measured([FigurePlace(1, label, None, ("决算数",), None)], "general_public_budget_expenditure")
    assert found.unit == unit


def test_an_example_names_its_stage() -> None:
    assert [(stage, text) for stage, text in STAGES if meaning_of((text,)).phase != stage] == []


def test_a_counter_example_does_not_name_the_stage() -> None:
    assert [(stage, text) for stage, text in NOT_STAGES if meaning_of((text,)).phase == stage] == []


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        (("基本支出", "小计"), "basic_expenditure"),
        (("本年支出", "项目支出", "小计"), "project_expenditure"),
        (("项目支出", "人员经费"), "project_expenditure"),
        (("基本支出", "人员经费"), "personnel_expenditure"),
        (("公务用车购置及运行费", "购置费"), "vehicle_purchase"),
        (("“三公”经费", "小计"), "three_public_expenditure"),
        (("人员经费", "决算数"), "personnel_expenditure"),
        (("本年收入", "一般公共预算"), "fiscal_grant_revenue"),
        (("上年结转", "一般公共预算"), "carry_over_opening"),
        (("2024年预算数比2023年预算数", "增减%"), "change_rate"),
        (("执行率（B/A）",), "execution_rate"),
        (("增幅（%）",), "change_rate"),
        (("增减额", "%"), "change_rate"),
        (("较上年增减", "幅度"), "change_rate"),
        (("较上年增减", "金额"), "change"),
        (("比2023年决算数±%",), "change_rate"),
        (("完成年初预算的%",), "share"),
        (("项目支出", "其中：基本建设资金支出"), None),
        (("项目支出", "（其中：专项业务费）"), None),
        (("项目支出", "其中：财政拨款"), "project_expenditure"),
        (("基本支出", "其中：日常公用经费"), "public_expenditure"),
        (("本年支出", "其中：项目支出"), "project_expenditure"),
        (("得分（10）",), "score"),
        (("合计",), "total"),
        (("收入", "预算数"), "amount"),
        (("主管部门",), None),
        (("住房公积金",), None),
        (("工资福利支出", "住房公积金"), None),
        (("教育支出", "基本支出"), None),
        (("工资福利支出",), "wages_and_welfare"),
        (("国有资本经营预算支出",), "current_year_expenditure"),
    ],
)
def test_a_column_measures_what_its_headers_say_together(path: tuple[str, ...], measure: str | None) -> None:
    assert meaning_of(path).measure == measure


@pytest.mark.parametrize(
    ("head", "year", "prior_years"),
    [
        ("比上年增减%", None, 0),
        ("2025年比2024年增减%", 2025, 0),
        ("比2024年±%", None, 0),
        ("上年决算数", None, 1),
        ("2024年决算数", 2024, 0),
    ],
)
def test_a_change_is_one_of_the_year_that_is_compared(head: str, year: int | None, prior_years: int) -> None:
    meaning = meaning_of((head,))
    assert (meaning.year, meaning.prior_years) == (year, prior_years)


def test_of_two_measures_the_narrower_counts() -> None:
    assert narrower("basic_expenditure", "personnel_expenditure") == "personnel_expenditure"
    assert narrower("personnel_expenditure", "basic_expenditure") == "personnel_expenditure"
    assert narrower("basic_expenditure", "current_year_expenditure") == "basic_expenditure"
    assert narrower("amount", None) == "amount"


def rows(
    statement: str,
    labels: list[str | None],
    path: tuple[str, ...] = ("决算数",),
    side: str | None = None,
    codes: dict[int, str] | None = None,
) -> list[Measured]:
    """What the rows with ``labels`` of one column measure."""
    known = codes or {}
    return measured(
        [FigurePlace(row, label, known.get(row), path, side) for row, label in enumerate(labels)], statement
    )


@pytest.mark.parametrize(
    ("labels", "measures"),
    [
        (["事业收入", "本年收入合计", "年初结转和结余", "总计"], ["current_year_revenue", "grand_total"]),
        (["事业收入", "本年收入合计", "上年结转", "收入合计"], ["current_year_revenue", "grand_total"]),
        (["事业收入", "收入总计"], ["grand_total"]),
        (["事业收入", "合计"], ["current_year_revenue"]),
    ],
)
def test_the_totals_of_a_summary_are_told_apart(labels: list[str | None], measures: list[str]) -> None:
    found = rows("revenue_expenditure_summary", labels, ("收入", "决算数"), "revenue")
    assert [one.measure for one in found if one.is_total] == measures


def test_a_fund_below_what_was_carried_over_is_carried_over() -> None:
    labels: list[str | None] = [
        "一、本年收入",
        "（一）一般公共预算拨款",
        "二、上年结转",
        "（一）一般公共预算拨款",
    ]
    found = rows("fiscal_grant_summary", labels, ("收入", "预算数"), "revenue")
    assert [(one.measure, one.fund) for one in found[1::2]] == [
        ("fiscal_grant_revenue", "general_public_budget"),
        ("carry_over_opening", "general_public_budget"),
    ]


def test_a_class_in_a_summary_has_its_code() -> None:
    found = rows(
        "revenue_expenditure_summary",
        ["九、卫生健康支出", "一、基本支出", "本年支出合计", "二、医疗卫生与计划生育支出"],
        ("支出", "决算数"),
        "expenditure",
    )
    assert [one.code for one in found] == ["210", None, None, "210"]
    assert found[0].measure == "current_year_expenditure"


def test_rows_of_one_line_in_two_blocks_are_two_rows() -> None:
    found = measured(
        [
            FigurePlace(3, "一、一般公共服务支出", None, ("支出", "功能分类", "金额"), "expenditure"),
            FigurePlace(3, "一、基本支出", None, ("支出", "支出用途", "金额"), "expenditure"),
        ],
        "revenue_expenditure_summary",
    )
    assert [(one.measure, one.code) for one in found] == [
        ("current_year_expenditure", "201"),
        ("basic_expenditure", None),
    ]


@pytest.mark.parametrize(
    ("columns", "total"),
    [
        (["合计", "因公出国（境）费", "公务接待费"], "three_public_expenditure"),
        (["合计", "因公出国（境）费", "公务接待费", "会议费"], "total"),
    ],
)
def test_the_total_of_a_table_that_has_more_than_the_three_is_not_theirs(
    columns: list[str], total: str
) -> None:
    places = [FigurePlace(1, None, None, (column,), None) for column in columns]
    assert measured(places, "three_public")[0].measure == total


def test_the_only_row_of_a_table_is_its_total() -> None:
    (alone,) = rows("expenditure", [None], ("基本支出",))
    assert alone.is_total
    assert not any(one.is_total for one in rows("expenditure", [None, "行政运行"], ("基本支出",)))


@pytest.mark.parametrize(
    ("label", "measure", "unit"),
    [
        ("公务用车保有量（辆）", "vehicles_held", "辆"),
        ("国内公务接待人次（人）", "domestic_reception_persons", "人"),
        ("公务接待费", "official_reception", None),
    ],
)
def test_a_row_of_things_has_their_unit(label: str, measure: str, unit: str | None) -> None:
    (found,) = rows("institution_operation", [label])
    assert (found.measure, found.unit) == (measure, unit)


def test_the_unit_of_a_count_holds_for_its_parts_below() -> None:
    found = rows("other", ["车辆数合计（辆）", "其中：巡逻艇", "机要通信用车", "会议费"])
    assert [one.unit for one in found] == ["辆", "辆", "辆", None]


@pytest.mark.parametrize(
    ("above", "label", "fund"),
    [
        ("一、一般公共预算", "其中：财政拨款", "general_public_budget"),
        ("二、政府性基金", "其中：财政拨款", "government_fund"),
        ("一、一般公共预算", "财政拨款", "fiscal_grant"),
        ("五、单位资金", "其中：财政拨款", "fiscal_grant"),
    ],
)
def test_a_grant_broken_out_of_a_fund_is_of_that_fund(above: str, label: str, fund: str) -> None:
    places = [FigurePlace(row, text, None, ("金额",), "revenue") for row, text in enumerate([above, label])]
    assert measured(places, "revenue_expenditure_summary")[1].fund == fund


def test_a_total_below_the_three_public_is_theirs() -> None:
    found = rows("institution_operation", ["一、“三公”经费支出", "（一）支出合计", "二、机关运行经费"])
    assert [one.measure for one in found] == [
        "three_public_expenditure",
        "three_public_expenditure",
        "institution_operation",
    ]


@pytest.mark.parametrize(
    ("statement", "path", "measure"),
    [
        ("expenditure", ("合计",), "current_year_expenditure"),
        ("basic_expenditure", ("合计",), "basic_expenditure"),
        ("revenue", ("单位资金", "小计"), "unit_funds_revenue"),
        ("general_public_budget_expenditure", ("2025年完成数",), "current_year_expenditure"),
        ("unit_list", ("金额",), "amount"),
    ],
)
def test_what_neither_row_nor_column_say_the_statement_says(
    statement: str, path: tuple[str, ...], measure: str
) -> None:
    (found,) = rows(statement, ["行政运行"], path, codes={0: "2080101"})
    assert found.measure == measure


def test_a_total_beside_what_was_carried_over_takes_it_in() -> None:
    places = [
        FigurePlace(1, "合计", None, path, None)
        for path in [("合计",), ("本年收入", "小计"), ("上年结转", "小计")]
    ]
    assert [one.measure for one in measured(places, "revenue")] == [
        "grand_total",
        "current_year_revenue",
        "carry_over_opening",
    ]


def test_a_form_is_measured_by_its_columns_alone() -> None:
    (found,) = rows("performance_project", ["培训费"], ("得分",))
    assert found.measure == "score"
    assert read("培训费").measure == "training"


@pytest.mark.parametrize(
    ("statement", "label", "path", "measure"),
    [
        ("project_expenditure", "河道清淤疏浚工程", ("本年拨款", "一般公共预算"), "project_expenditure"),
        ("project_expenditure", "河道清淤疏浚工程", ("单位资金",), "project_expenditure"),
        ("procurement", "某型设备", ("财政拨款", "政府性基金预算"), "procurement"),
        ("procurement", "货物", ("财政拨款", "政府性基金预算"), "procurement_goods"),
        ("procurement", "会议费", ("总计",), "procurement"),
        ("procurement", "某型设备", ("资金来源", "一般公共预算"), "procurement"),
        ("procurement", "某型设备", ("采购资金来源", "某某资金"), None),
        ("procurement", "政府采购支出", ("工程", "小计"), "procurement_works"),
        ("procurement", "政府采购支出", ("工程", "授予中小企业合同金额"), "procurement_small_and_medium"),
        ("procurement", "办公设备购置", ("总计",), "procurement"),
        ("project_expenditure", "培训费", ("合计",), "project_expenditure"),
        ("project_expenditure", "基本支出", ("合计",), "basic_expenditure"),
        ("three_public", "会议费", ("合计",), "conference"),
        ("project_expenditure", "河道清淤疏浚工程", ("计划文号",), None),
    ],
)
def test_a_column_of_a_fund_is_the_total_of_what_its_table_has_in_the_row(
    statement: str, label: str, path: tuple[str, ...], measure: str | None
) -> None:
    (found,) = rows(statement, [label], path)
    assert found.measure == measure


def test_a_column_of_unknown_words_does_not_measure_what_its_row_names() -> None:
    labels = ["基本支出", "项目支出"]
    assert [one.measure for one in rows("expenditure", labels, ("结转结余",))] == [None, None]
    wanted = ["basic_expenditure", "project_expenditure"]
    assert [one.measure for one in rows("expenditure", labels, ("全年数",))] == wanted


def test_the_total_of_expenditure_in_a_table_of_the_three_public_is_theirs() -> None:
    labels = ["（一）支出合计", "1.因公出国（境）费", "2.公务接待费"]
    found = rows("three_public", labels, ("决算数",))
    assert [one.measure for one in found] == [
        "three_public_expenditure",
        "overseas_travel",
        "official_reception",
    ]


@pytest.mark.parametrize(
    ("statement", "path", "measure"),
    [
        ("revenue", ("某某专项资金",), None),
        ("expenditure", ("本年支出", "某某安排"), "current_year_expenditure"),
        ("general_public_budget_expenditure", ("完成预算变动数%",), "share"),
        ("general_public_budget_expenditure", ("变动预算数%",), None),
        ("general_public_budget_expenditure", ("变动预算数",), "current_year_expenditure"),
        ("expenditure", ("某县预算数",), "current_year_expenditure"),
        ("basic_expenditure", ("工资津补贴", "合计"), "total"),
        ("basic_expenditure", ("2024年预算数", "合计"), "basic_expenditure"),
        ("procurement", ("面向某类企业预留",), None),
    ],
)
def test_a_column_of_unknown_words_is_not_the_total_of_its_statement(
    statement: str, path: tuple[str, ...], measure: str | None
) -> None:
    (found,) = rows(statement, ["合计"], path)
    assert found.measure == measure


@pytest.mark.parametrize(
    ("path", "fund"),
    [
        (("一般公共预算", "其中：财政拨款"), "general_public_budget"),
        (("政府性基金预算", "财政拨款收入"), "government_fund"),
        (("财政拨款", "一般公共预算"), "general_public_budget"),
        (("财政拨款收入", "小计"), "fiscal_grant"),
        (("本年收入", "财政拨款收入"), "fiscal_grant"),
    ],
)
def test_a_grant_below_a_fund_is_what_that_fund_grants(path: tuple[str, ...], fund: str) -> None:
    assert meaning_of(path).fund == fund


@pytest.mark.parametrize(
    ("title", "fund", "measure"),
    [
        ("2025年全市一般公共预算收入完成情况表", None, "current_year_revenue"),
        ("2025年收入预算总表", "other", "other_revenue"),
    ],
)
def test_rows_of_a_table_of_one_fund_are_kinds_of_its_revenue(
    title: str, fund: str | None, measure: str
) -> None:
    (found,) = measured([FigurePlace(4, "其他收入", None, ("完成数",), None)], "revenue", title)
    assert (found.fund, found.measure) == (fund, measure)


def test_a_summary_without_sides_has_those_of_its_columns() -> None:
    places = [
        FigurePlace(1, "合计", None, (path,), None) for path in ("全市收入预算", "全市支出完成", "占预算(%)")
    ]
    assert [one.side for one in measured(places, "revenue_expenditure_summary")] == [
        "revenue",
        "expenditure",
        None,
    ]


@pytest.mark.parametrize("head", ["财政拨款收入", "本年财政拨款收入"])
def test_under_the_side_of_grants_each_row_is_of_its_own_grant(head: str) -> None:
    labels: list[str | None] = ["一、一般公共预算资金", "二、政府性基金", "上年结转", "收入总计"]
    found = rows("fiscal_grant_summary", labels, ("收入", head, "预算数"), "revenue")
    assert [one.measure for one in found] == [
        *["fiscal_grant_revenue"] * 2,
        "carry_over_opening",
        "grand_total",
    ]
    assert [one.fund for one in found] == [
        "general_public_budget",
        "government_fund",
        "fiscal_grant",
        "fiscal_grant",
    ]
    (other,) = rows("revenue_expenditure_summary", ["收入总计"], ("收入", head, "预算数"), "revenue")
    assert other.measure == "fiscal_grant_revenue"  # one of several columns of a summary of all funds


@pytest.mark.parametrize(
    ("label", "path", "measure"),
    [
        ("车辆", ("账面原值",), None),
        ("2.车辆（台、辆）", ("期末数", "价值"), None),
        ("合计", ("固定资产", "车辆"), None),
        ("单价100万元以上设备", ("价值",), None),
        ("车辆", ("期末数",), "vehicles"),
        ("车辆（辆）", ("固定资产", "期末数"), "vehicles"),
        ("合计", ("固定资产", "车辆", "数量"), "count"),
        ("合计", ("国有资产", "车辆"), "vehicles"),
    ],
)
def test_what_assets_are_worth_is_no_number_of_them(
    label: str, path: tuple[str, ...], measure: str | None
) -> None:
    (found,) = measured([FigurePlace(1, label, None, path, None)], "other")
    assert found.measure == measure


@pytest.mark.parametrize(("head", "unit"), [("价值", None), ("数量", "平方米")])
def test_the_unit_of_a_row_is_that_of_what_is_counted_and_not_of_its_worth(
    head: str, unit: str | None
) -> None:
    (found,) = measured([FigurePlace(1, "1.房屋（平方米）", None, ("期末数", head), None)], "other")
    assert found.unit == unit


def test_a_column_of_what_is_counted_is_no_money_though_the_table_has_a_unit_of_it() -> None:
    for head in ("人数", "应付月数", "补助户数", "参加人次", "培训场次"):
        assert meaning_of((head,)).measure == "count", head
    for head in ("决算数", "本月数", "上年同期数", "金额"):
        assert meaning_of((head,)).measure != "count", head
