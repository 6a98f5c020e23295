"""What a disclosure owes its readers, and whether it gives it."""

from __future__ import annotations

import pytest

from linking.obligations.owed import obligations, owed
from records.file_tables import DiagnosticRecord
from tests.support.checks_paper import Paper

STATEMENTS = ["revenue", "expenditure", "fiscal_grant_summary", "basic_expenditure", "three_public"]
CHAPTERS = {"概况": "主要职责。", "说明": "情况。", "名词": "解释。", "其他": "另有。"}


def disclosure(chapters: dict[str, str], statements: list[str], kind: str = "final_accounts") -> Paper:
    paper = Paper(kind)
    for number, (title, text) in enumerate(chapters.items(), 1):
        kind = ["overview", "explanation", "definitions", "assets", "procurement"][number % 5]
        paper.chapter(title, text, kind)
    for statement in statements:
        paper.table(statement)
    return paper


def statuses(paper: Paper) -> dict[str, str]:
    return {one.rule_id: one.status for one in owed(paper.document)}


def test_a_whole_disclosure_that_lacks_a_statement_is_told() -> None:
    status = statuses(disclosure(CHAPTERS, STATEMENTS))
    assert status["owes_revenue"] == "met"
    assert status["owes_government_fund"] == "not_met"


def test_what_a_part_of_a_disclosure_lacks_may_stand_elsewhere() -> None:
    assert statuses(disclosure({}, STATEMENTS))["owes_government_fund"] == "not_found"
    assert statuses(disclosure(CHAPTERS, ["revenue"]))["owes_government_fund"] == "not_found"


@pytest.mark.parametrize(
    ("approved", "published", "status"),
    [
        ("2024-08-09", "2024-08-29", "met"),
        ("2024-08-09", "2024-08-30", "not_found"),
        ("2024-09-12", "2024-10-12", "not_found"),
        ("2024-08-09", "2024-09-26", "not_met"),
        ("2024-08-09", "2024-08-01", "not_applicable"),
        ("2024-08-09", None, "not_applicable"),
        (None, "2024-09-26", "not_applicable"),
    ],
)
def test_a_disclosure_is_published_within_twenty_days_of_its_approval(
    approved: str | None, published: str | None, status: str
) -> None:
    paper = disclosure(CHAPTERS, STATEMENTS)
    paper.document.record.approved_at, paper.document.record.published_at = approved, published
    assert statuses(paper)["owes_publication_in_time"] == status
    paper.document.record.file_name = "决算（更正版）.pdf"
    assert statuses(paper)["owes_publication_in_time"] == "not_applicable"


def test_a_page_that_could_not_be_read_may_hold_what_is_owed() -> None:
    paper = disclosure(CHAPTERS, STATEMENTS)
    notice = DiagnosticRecord(
        document_id="d", stage="reading", severity="warning", code="page_without_text", message="x", page=3
    )
    paper.document.diagnostics.append(notice)
    assert statuses(paper)["owes_government_fund"] == "not_found"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("本单位机关运行经费支出5万元。", "met"),
        ("本单位为事业单位，非参照公务员法管理，无运行经费。", "met"),
        ("机关日常运行情况良好。", "not_met"),
    ],
)
def test_an_obligation_is_met_in_whatever_words_it_is(text: str, status: str) -> None:
    paper = disclosure({**CHAPTERS, "事项": text}, STATEMENTS)
    assert statuses(paper)["owes_operating_costs"] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("（四）绩效情况。对4个项目开展自评，平均得分93分。", "met"),
        ("绩效评估由第三方实施。", "met"),
        ("全年运行监控良好，绩效运行监控覆盖全部项目。", "met"),
        ("发放绩效工资12万元。", "not_met"),
    ],
)
def test_how_the_budget_performed_is_told_in_whatever_words_it_is(text: str, status: str) -> None:
    paper = disclosure({**CHAPTERS, "其他重要事项": text}, STATEMENTS)
    assert statuses(paper)["owes_performance"] == status


def test_governments_owe_nothing_of_what_departments_owe() -> None:
    paper = disclosure(CHAPTERS, STATEMENTS, kind="government_budget")
    assert set(statuses(paper).values()) == {"not_applicable"}


def test_statements_are_owed_from_the_year_on_in_which_they_were_introduced() -> None:
    paper = disclosure(CHAPTERS, STATEMENTS)
    paper.document.record.fiscal_year = 2016
    assert statuses(paper)["owes_state_capital"] == "not_applicable"
    assert obligations()["owes_state_capital"].from_year == 2020


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("政府性基金预算财政拨款收入支出决算表\n单位：万元\n注：本部门无此项支出。", "met"),
        ("公开08表 政府性基金预算支出决算表（空表）\n国有资本经营预算支出决算表", "met"),
        ("政府性基金预算支出决算表：我单位不涉及。", "met"),
        ("收入决算表\n部门：某局单位：万元故本表为空。", "not_met"),
        ("政府性基金预算支出决算表\n国有资本经营预算支出决算表\n本部门无此项支出。", "not_met"),
        ("政府性基金预算支出决算表\n单位：万元\n详见附件。\n另行公布。\n该项工作没有按期完成。", "not_met"),
    ],
)
def test_a_statement_told_to_be_empty_is_given_without_the_lines_of_a_table(text: str, status: str) -> None:
    paper = disclosure({**CHAPTERS, "决算表": text}, STATEMENTS)
    assert statuses(paper)["owes_government_fund"] == status
