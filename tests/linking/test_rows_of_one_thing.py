"""Which row of a table a claim means: of rows of one name, of kinds, of projects, of money carried over."""

from __future__ import annotations

import pytest

from records.file_tables import CellRecord, FactRecord
from tests.support.checks_paper import Paper
from tests.support.linking_books import claim, fact, linked

GENERAL = "general_public_budget_expenditure"
SUMMARY = "fiscal_grant_summary"
OWN = {"fund": "general_public_budget"}


def account(code: str, label: str, value: str) -> FactRecord:
    return fact(GENERAL, label, ["本年支出", "小计"], value, account_code=code, **OWN)


def verdict_on(facts: list[FactRecord], name: str, value: str, code: str | None = None) -> str | None:
    stated = claim("level", name, value, account_path=[name], account_code=code, **OWN)
    return linked(facts, [stated], kind=GENERAL)[0].verdict


ONE = [account("21205", "城乡社区环境卫生", "9.00"), account("2120501", "城乡社区环境卫生", "9.00")]
TWO = [account("2010301", "行政运行", "9.00"), account("2130101", "行政运行", "4.00")]


def test_rows_of_one_name_and_amount_are_one() -> None:
    assert verdict_on(ONE, "城乡社区环境卫生", "9.00") == "supported"
    assert verdict_on(ONE, "城乡社区环境卫生", "7.00") == "contradicted"


def test_rows_of_one_name_and_several_amounts_refute_nothing() -> None:
    assert verdict_on(TWO, "行政运行", "7.00") == "unverifiable"


def test_an_account_that_another_table_prints_is_no_slip_for_its_class() -> None:
    facts = [
        account("20899", "其他社会保障和就业支出", "5.00"),
        fact(
            SUMMARY,
            "八、社会保障和就业支出",
            ["支出", "一般公共预算财政拨款"],
            "90.00",
            side="expenditure",
            **OWN,
        ),
    ]
    assert verdict_on(facts, "其他社会保障和就业支出", "6.00", "20899") == "contradicted"


@pytest.mark.parametrize("name", ["机关事业单位职业年金", "机关事业单位职业年金缴费支出"])
def test_the_name_of_an_insurance_may_leave_out_that_it_is_paid_in(name: str) -> None:
    facts = [account("2080506", "机关事业单位职业年金缴费支出", "5.00")]
    assert verdict_on(facts, name, "5.00") == "supported"
    assert verdict_on(facts, "机关事业单位医疗", "5.00") == "unverifiable"


CARRIED = [
    fact(SUMMARY, label, ["收入", "决算数"], value, side="revenue", row=row)
    for row, (label, value) in enumerate(
        [
            ("一、一般公共预算财政拨款", "50.00"),
            ("本年收入合计", "50.00"),
            ("年初财政拨款结转和结余", "7.00"),
            ("一般公共预算财政拨款", "7.00"),
            ("总计", "57.00"),
        ]
    )
]


def test_a_fund_below_what_was_carried_over_is_that_of_it() -> None:
    opening = {"measure": "carry_over_opening", "side": "revenue", **OWN}
    granted = {"measure": "fiscal_grant_revenue", "side": "revenue", **OWN}
    claims = [
        claim("level", "年初结转", "7.00", **opening),
        claim("level", "年初结转", "8.00", **opening),
        claim("level", "一般公共预算财政拨款收入", "51.00", **granted),
    ]
    verdicts = [one.verdict for one in linked(CARRIED, claims, kind=SUMMARY)]
    assert verdicts == ["supported", "contradicted", "contradicted"]


@pytest.mark.parametrize("labels", [("货物", "服务"), ("一、货物A", "三、服务C"), ("货物类", "服务类")])
def test_kinds_of_purchase_in_rows_are_measured(labels: tuple[str, str]) -> None:
    facts = [
        fact("procurement", label, ["总计"], value, fund=None)
        for label, value in (("合计", "9.00"), (labels[0], "5.00"), (labels[1], "4.00"), ("办公设备", "5.00"))
    ]
    assert [one.measure for one in facts[1:3]] == ["procurement_goods", "procurement_services"]
    stated = [
        claim("level", "政府采购货物支出", value, measure="procurement_goods", phase="final")
        for value in ("5.00", "6.00")
    ]
    assert [one.verdict for one in linked(facts, stated, kind="procurement")] == ["supported", "contradicted"]


@pytest.mark.parametrize(
    ("works", "found"),
    [("2.00", ["holds", "holds"]), ("3.00", ["fails", "holds"]), (None, [])],  # kinds unseen: no sum
)
def test_purchases_are_the_sum_of_their_kinds_column_by_column(works: str | None, found: list[str]) -> None:
    paper = Paper("budget")
    paper.table("procurement")
    kinds = {"合计": "9.00", "货物": "5.00", "工程": works, "服务": "2.00"}
    for row, (label, value) in enumerate(kinds.items()):
        if value is not None:
            printed = CellRecord(document_id="d", table_id="t1", row=row, column=9, role="stub", text=label)
            paper.document.cells.append(printed)
            paper.row(
                row, label, {"总计": value, "其他资金": "0.01" if label in ("合计", "货物") else "0.00"}
            )
    assert paper.verdicts("parts_of_operation") == found


def test_a_good_that_is_bought_is_no_kind() -> None:
    assert fact("procurement", "物业管理服务", ["总计"], "4.00").measure != "procurement_services"


def project(name: str, value: str, **also: object) -> FactRecord:
    return fact("project_expenditure", name, ["合计"], value, project=name, **{**OWN, **also})


@pytest.mark.parametrize("subject", ["甲系统运行维护", "甲系统运行维护项目", "“甲系统运行维护”项目"])
def test_a_project_by_its_name_is_its_row(subject: str) -> None:
    facts = [project("甲系统运行维护", "5.00"), project("乙设施改造", "4.00")]
    claims = [claim("level", subject, value, **OWN) for value in ("5.00", "6.00")]
    assert [one.verdict for one in linked(facts, claims, kind=GENERAL)] == ["supported", "contradicted"]


def test_a_project_of_several_rows_refutes_nothing() -> None:
    facts = [project("综合管理", "5.00", body_code="1"), project("综合管理", "4.00", body_code="2")]
    (found,) = linked(facts, [claim("level", "综合管理项目", "6.00", **OWN)], kind=GENERAL)
    assert found.verdict == "unverifiable"


def totals(all_funds: str, of_grants: str) -> list[FactRecord]:
    path = ["基本支出"]
    return [
        fact("expenditure", "合计", path, all_funds, fund="all"),
        fact(GENERAL, "合计", path, of_grants, **OWN),
    ]


def test_where_every_fund_that_is_known_gives_the_same_it_need_not_be_named() -> None:
    stated = claim("level", "基本支出", "9.00", measure="basic_expenditure")
    assert linked(totals("8.00", "8.00"), [stated], kind="explanation")[0].verdict == "contradicted"
    assert linked(totals("8.00", "7.00"), [stated], kind="explanation")[0].verdict == "unverifiable"


PUBLIC = ["预算数", "公务接待费"]


@pytest.mark.parametrize(
    ("sentence", "path", "verdict"),
    [
        ("公务接待费预算为5万元，支出决算为3万元。", PUBLIC, "contradicted"),
        ("公务接待费年初预算为5万元，支出决算为3万元。", PUBLIC, "unverifiable"),
        ("公务接待费全年预算为5万元，支出决算为3万元。", ["年初预算数", "公务接待费"], "unverifiable"),
    ],
)
def test_a_budget_that_neither_text_nor_table_names_is_one(
    sentence: str, path: list[str], verdict: str
) -> None:
    facts = [fact("three_public", None, path, "4.00", fund=None)]
    stated = claim("level", "公务接待费", "5.00", phase="adjusted_budget", sentence=sentence)
    stated.measure = "official_reception"
    assert linked(facts, [stated], kind="three_public")[0].verdict == verdict


def of_fund(code: str, value: str) -> FactRecord:
    path = ["本年支出", "小计"]
    return fact("government_fund", "城市建设支出", path, value, account_code=code, fund="government_fund")


@pytest.mark.parametrize(
    ("others", "verdict"),
    [
        ([of_fund("2120803", "3.00")], "contradicted"),
        ([of_fund("2120501", "3.00")], "unverifiable"),  # both funds give to it
        ([], "unverifiable"),  # what the other funds give is not known
    ],
)
def test_an_account_that_one_fund_alone_lists_is_all_that_the_grants_give(
    others: list[FactRecord], verdict: str
) -> None:
    facts = [account("2120501", "城乡社区环境卫生", "9.00"), *others]
    stated = claim(
        "level", "财政拨款支出", "8.00", fund="fiscal_grant", account_path=["城乡社区环境卫生"],
        account_code="2120501",
    )  # fmt: skip
    assert linked(facts, [stated], kind="expenditure")[0].verdict == verdict


@pytest.mark.parametrize(
    ("asked", "given", "verdict"),
    [
        ("fiscal_grant", "general_public_budget", "contradicted"),
        ("general_public_budget", "fiscal_grant", "contradicted"),
        ("government_fund", "general_public_budget", "unverifiable"),
    ],
)
def test_what_grants_pay_for_costs_is_what_the_general_budget_pays(
    asked: str, given: str, verdict: str
) -> None:
    facts = [fact("three_public", None, ["决算数", "公务接待费"], "4.00", fund=given)]
    stated = claim("level", "公务接待费", "5.00", measure="official_reception", fund=asked)
    assert linked(facts, [stated], kind="three_public")[0].verdict == verdict


@pytest.mark.parametrize(("printed", "verdicts"), [("7.00", ["holds"]), ("7.50", ["fails"])])
def test_what_a_fund_carried_over_is_one_in_the_summary_and_in_its_statement(
    printed: str, verdicts: list[str]
) -> None:
    paper = Paper()
    paper.table("fiscal_grant_summary")
    money = {"side": "revenue", "phase": "final"}
    paper.row(1, "一、一般公共预算财政拨款", {"收入/决算数": "50.00"}, **money)
    paper.row(2, "二、政府性基金预算财政拨款", {"收入/决算数": "20.00"}, **money)
    paper.row(3, "年初财政拨款结转和结余", {"收入/决算数": "10.00"}, **money)
    paper.row(4, "一般公共预算财政拨款", {"收入/决算数": "3.00"}, **money)
    paper.row(5, "政府性基金预算财政拨款", {"收入/决算数": "7.00"}, **money)
    paper.table("government_fund")
    paper.row(1, "合计", {"年初结转和结余": printed, "本年收入": "20.00"}, fund="government_fund")
    found = [one for one in paper.checks("same_figure") if "结转" in one.message]
    assert [one.verdict for one in found] == verdicts


def test_a_form_of_all_grants_does_not_refute_what_one_fund_spends() -> None:
    form = fact(
        "performance_overall", "资金来源：（1）政府预算资金", ["年初预算数"], "9.00", fund="fiscal_grant"
    )
    stated = claim("level", "一般公共预算财政拨款支出", "8.00", phase="initial_budget", **OWN)
    assert linked([form], [stated], kind=GENERAL)[0].verdict == "unverifiable"
