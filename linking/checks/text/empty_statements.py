"""Statements without figures (空表): what their notes say, and what the text says in spite of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from extractors.numbers import is_dash
from extractors.tables.measures import FigurePlace, measured
from linking.checks.identities import ChecksMade
from linking.links.figure_index import Ledger
from linking.meaning.figures import figure_meaning
from linking.wording import on_page, place, with_unit, without_blanks
from records.file_tables import FactRecord, TableRecord
from records.lexicon.statements import statements
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

UNREAD = frozenset({"page_without_text", "page_unreadable", "page_is_a_drawing", "columns_not_told_apart"})
FEWEST_FILLED = 3
"""So many other statements with figures show that the document's tables are read."""


def check_empty_statements(
    document: Document, claims: list[ClaimRecord], ledger: Ledger, found: ChecksMade
) -> None:
    """Notes that call a filled statement empty, and figures of the text for which the statement is blank."""
    facts: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in document.facts:
        facts[fact.table_id].append(fact)
    of_kind: dict[str, list[TableRecord]] = defaultdict(list)
    for table in document.tables:
        of_kind[table.statement].append(table)
    filled = {fact.statement for fact in document.facts if fact.value} - {"other"}
    unread = any(one.code in UNREAD for one in document.diagnostics)
    is_read = len(filled) >= FEWEST_FILLED and not unread
    for name, statement in statements().items():
        tables = of_kind[name]
        figures = [fact for table in tables for fact in facts[table.table_id]]
        if statement.stated is None or not tables:
            continue
        if not statement.seldom_empty:
            for table in tables:
                _check_note(table, statement.stated, facts[table.table_id], found)
            blank = all(fact.value is None for fact in figures)
        else:
            blank = is_read and len(tables) == 1 and not figures
        if blank and all(table.is_empty for table in tables):
            _check_blank(name, statement.stated, tables[0], claims, document, ledger, found)
    _check_cells(document, claims, ledger, found)


def _check_note(
    table: TableRecord, pattern: re.Pattern[str], facts: list[FactRecord], found: ChecksMade
) -> None:
    said = without_blanks(table.note)
    filled = next((fact for fact in facts if fact.value), None)
    if filled is None or not WORDS.says_empty.search(said) or not pattern.search(said):
        return
    where = f"《{table.title or ''}》{on_page(table.first_page)}"
    message = f"{where}的说明称本表为空表，而表中列有{with_unit(filled)}等数，两者不符。"
    found.fail("empty_note", message, [filled], actual=filled.value)


def _check_blank(
    statement: str,
    pattern: re.Pattern[str],
    table: TableRecord,
    claims: list[ClaimRecord],
    document: Document,
    ledger: Ledger,
    found: ChecksMade,
) -> None:
    """A figure of the year in the statement's own chapter, while the whole statement is blank."""
    for claim in claims:
        if claim.kind != "level" or not claim.amount_yuan or ledger.kind_of(claim) != statement:
            continue
        if claim.period not in (None, document.record.fiscal_year) or claim.phase is None:
            continue
        if not pattern.search(claim.subject or ""):
            continue
        message = (
            f"文字{on_page(claim.page)}称{claim.subject}为{with_unit(claim)}，"
            f"而《{table.title or ''}》{on_page(table.first_page)}没有数据，应当补列。"
        )
        found.fail("blank_statement", message, claims=[claim], expected=claim.value, unit=claim.unit)
        return


def _check_cells(document: Document, claims: list[ClaimRecord], ledger: Ledger, found: ChecksMade) -> None:
    """A cost of the “三公” statement that the text states, while its cell there is blank."""
    year = document.record.fiscal_year
    for table in document.tables:
        if table.statement != "three_public" or table.is_empty or table.document_id != found.document_id:
            continue
        for blank in _blank_figures(table, document):
            meaning = figure_meaning(blank)
            for claim in claims if meaning is not None else ():
                if claim.kind != "level" or not claim.amount_yuan or not claim.understood:
                    continue
                if (claim.phase, claim.period or year) != (blank.phase, blank.period or year):
                    continue
                meant = [wanted.meaning.measure for wanted in ledger.sense_of(claim).wanted]
                if meaning is None or meant[:1] != [meaning.measure] or ledger.find(claim, claim.phase, year):
                    continue
                message = (
                    f"文字{on_page(claim.page)}称{claim.subject}为{with_unit(claim)}，"
                    f"而{place(blank, found.sources)}为空白，应当补列。"
                )
                found.fail("blank_cell", message, claims=[claim], expected=claim.value, unit=claim.unit)
                break


def _blank_figures(table: TableRecord, document: Document) -> list[FactRecord]:
    """The blank cells of a statement's one row of figures, each as the figure that is missing there."""
    facts = [fact for fact in document.facts if fact.table_id == table.table_id]
    cells = [cell for cell in document.cells if cell.table_id == table.table_id]
    if len({fact.row for fact in facts}) != 1:
        return []
    (row,) = {fact.row for fact in facts}
    result = []
    for cell in cells:
        text = cell.text.strip()
        if cell.row != row or cell.role != "body" or text and not is_dash(text):
            continue
        path = [
            head.text.replace("\n", "")
            for head in sorted(cells, key=lambda one: one.row)
            if head.role == "header" and head.column <= cell.column < head.column + head.column_span
        ]
        path = [head for head in dict.fromkeys(path) if head.strip() and not head.strip().isdigit()]
        beside = [fact for fact in facts if fact.column_path[:1] == path[:1]] or facts
        if path and len({(fact.phase, fact.period) for fact in beside}) == 1:
            (said,) = measured(
                [FigurePlace(row, None, None, tuple(path), beside[0].side)], beside[0].statement
            )
            result.append(
                replace(
                    beside[0], column=cell.column, column_path=path, value=None, amount_yuan=None,
                    raw="", measure=said.measure, page=cell.page, box=cell.box, anchor=cell.anchor,
                )
            )  # fmt: skip
    return result
