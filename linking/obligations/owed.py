"""What a disclosure owes (``owed.toml``) held against what it gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from linking.obligations.empty_statements import told_empty
from linking.obligations.forms import owing
from linking.wording import without_blanks
from records.file_tables import DocumentRecord
from records.lexicon.accounts import DIGITS, ITEM
from records.lexicon.statements import statement_of_title
from records.linking_tables import ObligationRecord
from records.phrases import Phrases
from records.rule_files import Rules, load_rules
from records.tables import Document

WORDS = Phrases("linking")

FEWEST_STATEMENTS = 4
"""Statements that a file has before what it lacks is lacking: fewer are one part of several files."""
FEWEST_CHAPTERS = 3
"""A file with fewer statements or chapters is a part of a disclosure: what it lacks may stand elsewhere."""
FEWEST_FIGURES = 10
"""A table of so many amounts may be a statement."""
MOST_TOLD = 5
"""Rows of forms that a message names."""
UNREAD = frozenset({"page_without_text", "page_unreadable", "file_repaired", "page_is_a_drawing"})
Outcome = tuple[str | None, int | None]
"""What meets an obligation, in words, and its page."""


GRACE = 10
"""A period that ends on a holiday ends after it; none is longer, with the days of rest around it."""


class Obligation(Rules):
    """An obligation: who owes it, and what meets it.

    ``breaks`` is what an example says of it: without this it is not met.
    """

    rule_id: str
    title: str
    title_en: str
    fault: str
    ground: str
    severity: Literal["error", "notice"]
    holds: str
    fails: str
    breaks: re.Pattern[str] | None = None
    kinds: list[Literal["budget", "final_accounts"]]
    from_year: int | None = None
    to_year: int | None = None
    statements: list[str] = []
    chapters: list[str] = []
    words: re.Pattern[str] | None = None
    detail: Literal["functional", "economic"] | None = None
    forms: Literal["causes", "results", "entries", "points"] | None = None
    within_days: int | None = None


class _ObligationFile(Rules):
    obligation: list[Obligation]


@cache
def obligations() -> dict[str, Obligation]:
    """All obligations by id. Raises :class:`~records.rule_files.InvalidRules`."""
    loaded = load_rules(Path(__file__).with_name("owed.toml"), _ObligationFile)
    return {one.rule_id: one for one in loaded.obligation}


def owed(document: Document) -> list[ObligationRecord]:
    """Each obligation with its status.

    ``not_met`` only where the file is a whole disclosure that was read in full; ``not_found`` where what
    is owed may stand in another file or on a page that could not be read.
    """
    record = document.record
    whole, unknown = _is_whole(document), _has_unknown_statements(document)
    text = without_blanks("".join(f"{s.title or ''}。{s.text}。" for s in document.sections))
    result = []
    for one in obligations().values():
        if record.report_kind not in one.kinds or not _in_force(one, record.fiscal_year):
            status, evidence, page = "not_applicable", None, None
        elif one.within_days:
            status, evidence = promptness(record, one.within_days)
            page = None
        elif one.forms:
            status, evidence, page = _by_forms(one.forms, document)
        else:
            evidence, page = _met(one, document, text)
            sure = whole and not (one.statements and unknown)
            status = "met" if evidence else "not_met" if sure else "not_found"
            if not evidence and one.detail and not _tables_of(one, document):
                status = "not_applicable"
            elif status == "not_met":
                evidence = _listed(one, document)
        result.append(
            ObligationRecord(
                document_id=record.document_id,
                rule_id=one.rule_id,
                title=one.title,
                ground=one.ground,
                severity=one.severity,
                status=status,
                evidence=evidence,
                message=_message(one, status, evidence),
                page=page,
            )
        )
    return result


def _in_force(one: Obligation, year: int | None) -> bool:
    if year is None:
        return one.from_year is None and one.to_year is None
    return (one.from_year or year) <= year <= (one.to_year or year)


def _is_whole(document: Document) -> bool:
    """Whether the file holds a disclosure's statements and its narrative, all of them read."""
    statements = {table.statement for table in document.tables} - {"other"}
    chapters = Counter(section.kind for section in document.sections if section.text)
    unread = any(notice.code in UNREAD for notice in document.diagnostics)
    return len(statements) >= FEWEST_STATEMENTS and len(chapters) >= FEWEST_CHAPTERS and not unread


def _has_unknown_statements(document: Document) -> bool:
    """Whether a table of money was not recognised: it may be the one that is looked for."""
    others = {table.table_id for table in document.tables if table.statement == "other"}
    money = Counter(f.table_id for f in document.facts if f.table_id in others and f.amount_yuan is not None)
    return any(number >= FEWEST_FIGURES for number in money.values())


def _met(one: Obligation, document: Document, text: str) -> Outcome:
    ways: tuple[Callable[[Obligation, Document, str], Outcome], ...]
    ways = (_by_detail,) if one.detail else (_by_statement, _by_chapter, _by_words, _by_note)
    for way in ways:
        evidence, page = way(one, document, text)
        if evidence:
            return evidence, page
    return None, None


def _by_statement(one: Obligation, document: Document, _: str) -> Outcome:
    for table in document.tables:
        if table.statement in one.statements:
            return f"《{table.title or table.statement}》", table.first_page
    return None, None


def _by_chapter(one: Obligation, document: Document, _: str) -> Outcome:
    for section in document.sections:
        if section.kind in one.chapters:
            return f"“{section.title or ''}”", section.page
    return None, None


def _by_words(one: Obligation, document: Document, text: str) -> Outcome:
    match = one.words.search(text) if one.words else None
    if match is None:
        return None, None
    for section in document.sections:
        said = without_blanks(f"{section.title or ''}。{section.text}。")
        if one.words and one.words.search(said):
            return f"“{match[0][:40]}”", section.page
    return f"“{match[0][:40]}”", None


def _by_note(one: Obligation, document: Document, _: str) -> Outcome:
    for section in document.sections if one.statements else ():
        if evidence := told_empty(section, one.statements):
            return evidence, section.page
    return None, None


def _listed(one: Obligation, document: Document) -> str | None:
    """The entry of the document's own table of contents that names the statement."""
    for entry in document.record.contents if not one.detail else ():
        if WORDS.table.search(entry) and statement_of_title(entry) in one.statements:
            return f"目录列有“{entry}”"
    return None


def _tables_of(one: Obligation, document: Document) -> set[str]:
    return {
        table.table_id
        for table in document.tables
        if table.statement in one.statements and not table.is_empty
    }


def _by_detail(one: Obligation, document: Document, _: str) -> Outcome:
    digits = ITEM if one.detail == "functional" else DIGITS[2]
    tables = _tables_of(one, document)
    for fact in document.facts:
        if fact.table_id in tables and len(fact.account_code or "") >= digits:
            return f"“{fact.account_code} {fact.row_label or ''}”", fact.page
    # Some forms print names without codes: no code at all shows nothing.
    if tables and not any(fact.account_code for fact in document.facts if fact.table_id in tables):
        return "科目未列编码，无法按编码判断级次", None
    return None, None


def _by_forms(what: str, document: Document) -> tuple[str, str | None, int | None]:
    """Status, evidence and page of what the forms owe."""
    rows = owing(document, what)
    if rows is None:
        return "not_applicable", None, None
    if not rows:
        return "met", "各项自评表", None
    told = "；".join(words for _, words in rows[:MOST_TOLD])
    more = f"等{len(rows)}处" if len(rows) > MOST_TOLD else ""
    return "not_met", f"{told}{more}", rows[0][0].page


def _message(one: Obligation, status: str, evidence: str | None) -> str:
    if one.within_days and evidence:
        unsure = "；期限末日如遇节假日顺延，请核实" if status == "not_found" else ""
        return f"{one.title}：{evidence}{unsure}。"
    if status == "met":
        return f"{one.title}：已公开。"
    if status == "not_applicable":
        return f"{one.title}：不适用于本文件。"
    if status == "not_found":
        return f"{one.title}：在所读文件中未见，可能载于其他文件或未能读出的页面。"
    if one.forms:
        return f"{one.title}：{evidence}。"
    listed = f"{evidence}，正文中" if evidence else ""
    return f"{one.title}：{listed}未见公开，依据为{one.ground}。"


def is_reissued(record: DocumentRecord) -> bool:
    """Whether a document says of itself that it takes the place of a former issue."""
    return WORDS.reissued.search(" ".join(filter(None, (record.title, record.file_name)))) is not None


def promptness(record: DocumentRecord, days: int) -> tuple[str, str | None]:
    """Status of the obligation to publish within so many days, and both days in words.

    What was published before it was approved, or again, tells nothing of when it was published first.
    """
    approved, published = _day(record.approved_at), _day(record.published_at)
    if approved is None or published is None or published < approved or is_reissued(record):
        return "not_applicable", None
    passed = (published - approved).days
    told = f"{_in_words(approved)}批复，{_in_words(published)}公开，相隔{passed}日"
    if passed <= days:
        return "met", told
    return ("not_found" if passed <= days + GRACE else "not_met"), told


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
