"""Statements without figures (空表): what their notes say, and what the text says in spite of them."""

from __future__ import annotations

import re
from collections import defaultdict

from linking.checks.identities import ChecksMade
from linking.wording import number
from records.tables import ClaimRecord, Document, FactRecord, TableRecord

SAYS_EMPTY = re.compile(
    r"(?:本表|此表|该表|上表)(?:为空表?|无数据|没有数据|无内容|为零|空白)|故(?:本表|此表|该表)?(?:为空|无数据|空表|空白)|空表列示"
)
SPEAKS_OF = {
    "government_fund": re.compile(r"政府性基金"),
    "state_capital": re.compile(r"国有资本"),
    "three_public": re.compile(r"三公"),
}
"""Statements that are often empty, and how a note or a title names them."""


def check_empty_statements(document: Document, claims: list[ClaimRecord], found: ChecksMade) -> None:
    """Notes that call a filled statement empty, and figures of the text for which the statement is blank."""
    facts: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in document.facts:
        facts[fact.table_id].append(fact)
    of_kind: dict[str, list[TableRecord]] = defaultdict(list)
    for table in document.tables:
        of_kind[table.statement].append(table)
    for statement, pattern in SPEAKS_OF.items():
        tables = of_kind[statement]
        for table in tables:
            _check_note(table, pattern, facts[table.table_id], found)
        if tables and not any(fact.value is not None for table in tables for fact in facts[table.table_id]):
            _check_blank(statement, tables[0], claims, document, found)


def _check_note(
    table: TableRecord, pattern: re.Pattern[str], facts: list[FactRecord], found: ChecksMade
) -> None:
    said = re.sub(r"\s", "", table.note or "")
    filled = next((fact for fact in facts if fact.value), None)
    if filled is None or not SAYS_EMPTY.search(said) or not pattern.search(said):
        return
    page = table.first_page
    printed = f"{number(filled.value)}{filled.unit or ''}"
    message = f"《{table.title or ''}》{_at(page)}的说明称本表为空表，而表中列有{printed}等数，两者不符。"
    found.add("empty_note", [filled], None, filled.value, None, "fails", message)


def _check_blank(
    statement: str, table: TableRecord, claims: list[ClaimRecord], document: Document, found: ChecksMade
) -> None:
    """A figure of the year in the statement's own chapter, while the whole statement is blank."""
    kinds = {section.section_id: section.kind for section in document.sections}
    for claim in claims:
        if claim.kind != "level" or not claim.amount_yuan or kinds.get(claim.section_id or "") != statement:
            continue
        if claim.period not in (None, document.record.fiscal_year) or claim.phase is None:
            continue
        if not SPEAKS_OF[statement].search(claim.subject or ""):
            continue
        message = (
            f"文字{_at(claim.page)}称{claim.subject}为{number(claim.value)}{claim.unit or ''}，"
            f"而《{table.title or ''}》{_at(table.first_page)}没有数据，应当补列。"
        )
        found.add("blank_statement", [], claim.value, None, None, "fails", message, [claim])
        return


def _at(page: int | None) -> str:
    return f"（第{page}页）" if page else ""
