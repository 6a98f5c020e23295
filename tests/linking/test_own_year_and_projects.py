"""What this year grants beside what was carried over, and the one project that 该项目 means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linking.linker import link
from records.file_tables import DocumentRecord, IndicatorRecord, SectionRecord, TableRecord
from records.tables import Document
from tests.support.linking_books import YEAR, claim, fact, linked

GENERAL = "general_public_budget_expenditure"
SUMMARY = "fiscal_grant_summary"


def _verdict(
    title: str,
    subject: str,
    carried: str,
    grants: tuple[str, ...] = (),
    of: str = "fiscal_grant",
    total: str = "110.00",
    granted: tuple[str, str] | None = None,
) -> str | None:
    """``grants``: what the summary of the grants shows for the year, of the fund ``of``, and in all.

    ``granted``: what else the text tells, and how much that is.
    """
    budget = {"phase": "initial_budget"}
    document = Document(
        DocumentRecord(
            document_id="d", file_name="a.pdf", sha256="0" * 64, fiscal_year=YEAR, report_kind="budget"
        ),
        sections=[
            SectionRecord(
                document_id="d", section_id="s0", parent_id=None, level=1, number=None, title=title,
                kind=GENERAL,
            ),
            SectionRecord(
                document_id="d", section_id="s1", parent_id="s0", level=2, number=None, title="具体使用情况",
                kind=None,
            ),
        ],
        tables=[
            TableRecord(document_id="d", table_id=f"t-{s}", statement=s, title="表")
            for s in (GENERAL, "revenue_expenditure_summary", SUMMARY)
        ],
        facts=[
            fact(GENERAL, "合计", ["合计"], total, fund="general_public_budget", is_total=True, **budget),
            fact(
                "revenue_expenditure_summary", "上年结转", ["收入", "预算数"], carried,
                side="revenue", **budget,
            ),
        ],
    )  # fmt: skip
    rows = (("一、本年收入", of), ("收入总计", "fiscal_grant"))
    for (label, fund), value in zip(rows, grants, strict=False):
        row = fact(SUMMARY, label, ["收入", "预算数"], value, fund=fund, side="revenue", **budget)
        document.facts.append(row)
    stated = claim("level", subject, "100.00", fund="general_public_budget", **budget)
    claims = [stated]
    if granted:
        yuan = Decimal(granted[1]) * 10_000
        claims.insert(0, claim("level", *granted, fund="general_public_budget", amount_yuan=yuan, **budget))
    return link(document, claims).links[-1].verdict


@pytest.mark.parametrize(
    ("title", "subject", "carried", "verdict"),
    [
        ("一般公共预算当年拨款情况说明", "一般公共预算支出", "10.00", "unverifiable"),
        ("当年财政拨款支出情况", "一般公共预算支出", "10.00", "unverifiable"),
        ("一般公共预算支出情况说明", "一般公共预算当年拨款支出", "10.00", "unverifiable"),
        ("一般公共预算支出情况说明", "一般公共预算支出", "10.00", "contradicted"),
        ("一般公共预算当年拨款情况说明", "一般公共预算支出", "0.00", "contradicted"),
    ],
)
def test_what_this_year_grants_is_not_held_against_money_of_earlier_years(
    title: str, subject: str, carried: str, verdict: str
) -> None:
    assert _verdict(title, subject, carried) == verdict


@pytest.mark.parametrize(
    ("grants", "verdict"),
    [
        (("110.00", "110.00"), "contradicted"),
        (("100.00", "110.00"), "unverifiable"),
        (("110.00",), "unverifiable"),
    ],
)
def test_grants_that_are_the_same_in_all_hold_no_money_of_earlier_years(
    grants: tuple[str, ...], verdict: str
) -> None:
    assert _verdict("一般公共预算当年拨款情况说明", "一般公共预算支出", "10.00", grants) == verdict


@pytest.mark.parametrize(("in_all", "verdict"), [("110.00", "contradicted"), ("120.00", "unverifiable")])
def test_grants_may_be_told_by_fund_alone(in_all: str, verdict: str) -> None:
    told = _verdict(
        "一般公共预算当年拨款情况说明",
        "一般公共预算支出",
        "10.00",
        ("110.00", in_all),
        "general_public_budget",
    )
    assert told == verdict


@pytest.mark.parametrize(
    ("granted", "verdict"),
    [
        (("一般公共预算当年拨款", "110.35"), "contradicted"),
        (("当年财政拨款支出", "110.35"), "contradicted"),
        (("一般公共预算当年拨款", "106.35"), "unverifiable"),  # the table holds more than that
        (("一般公共预算拨款", "110.35"), "unverifiable"),  # this may be with what was carried over
    ],
)
def test_a_table_whose_total_is_all_that_this_year_grants_holds_nothing_carried(
    granted: tuple[str, str], verdict: str
) -> None:
    told = _verdict(
        "一般公共预算当年拨款情况说明", "一般公共预算支出", "10.00", total="110.35", granted=granted
    )
    assert told == verdict


def _evaluated(*projects: str) -> Document:
    document = Document(
        DocumentRecord(
            document_id="d", file_name="a.pdf", sha256="0" * 64, fiscal_year=YEAR,
            report_kind="final_accounts",
        ),
        sections=[
            SectionRecord(
                document_id="d", section_id="s1", parent_id=None, level=1, number=None, title="预算绩效情况",
                kind="performance",
            )
        ],
    )  # fmt: skip
    for number, name in enumerate(projects, 1):
        table = f"t{number}"
        document.tables.append(
            TableRecord(
                document_id="d", table_id=table, statement="performance_project", title="项目绩效自评表"
            )
        )
        document.indicators.append(IndicatorRecord(document_id="d", table_id=table, project=name))
        document.facts += [
            fact("performance_project", "资金总额", ["全年执行数"], "80.00", table_id=table),
        ]
    return document


@pytest.mark.parametrize(
    ("projects", "sentence", "project"),
    [
        (["社区食堂改造项目"], "该项目支出70.00万元。", "社区食堂改造项目"),
        (["社区食堂改造项目"], "本项目执行数为70.00万元。", "社区食堂改造项目"),
        (["社区食堂改造项目"], "社区食堂改造项目执行数为70.00万元。", "社区食堂改造项目"),
        (["社区食堂改造项目", "道路养护项目"], "该项目执行数为70.00万元。", None),
        (["社区食堂改造项目"], "整体支出执行数为70.00万元。", None),
    ],
)
def test_this_project_is_the_only_one_that_is_evaluated(
    projects: list[str], sentence: str, project: str | None
) -> None:
    stated = claim("level", sentence.partition("执行")[0].partition("支出")[0], "70.00", sentence=sentence)
    made = link(_evaluated(*projects), [stated]).links[0]
    assert stated.project == project
    assert made.verdict == ("contradicted" if project else "unverifiable")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("涉及资金70.00万元，其中社区食堂改造项目执行数为80.00万元。", "unverifiable"),
        ("涉及资金共70.00万元，包括社区食堂改造项目等5个项目。", "unverifiable"),
        ("社区食堂改造项目涉及资金70.00万元。", "contradicted"),
    ],
)
def test_what_stands_before_the_name_of_a_project_does_not_contradict_its_form(
    sentence: str, verdict: str
) -> None:
    stated = claim("level", "涉及资金", "70.00", sentence=sentence, raw="70.00万元")
    assert link(_evaluated("社区食堂改造项目"), [stated]).links[0].verdict == verdict


@pytest.mark.parametrize(
    ("subject", "share_of", "verdict"),
    [
        ("财政拨款", "本年收入", "supported"),
        ("财政拨款收入", "收入合计", "supported"),
        ("一般公共预算拨款", "本年收入", "derivable"),
    ],
)
def test_what_a_fund_gives_is_a_share_of_what_all_give(subject: str, share_of: str, verdict: str) -> None:
    heads = ["收入", "决算数"]
    figures = [
        fact("revenue_expenditure_summary", "一、财政拨款收入", heads, "90.00", side="revenue"),
        fact("revenue_expenditure_summary", "本年收入合计", heads, "100.00", side="revenue"),
    ]
    level = claim("level", subject, "90.00", side="revenue", fund="fiscal_grant")
    share = claim(
        "share", subject, "90.00", "%", side="revenue", fund="fiscal_grant", share_of=share_of
    )  # fmt: skip
    assert linked(figures, [level, share], kind="revenue_expenditure_summary")[1].verdict == verdict
