"""The identities (勾稽关系) of a document: every table against itself and the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from extractors.document import SectionText
from linking.checks.checked_tables import CheckedTable, checked_tables
from linking.checks.identities import ChecksMade
from linking.checks.performance.forms import check_performance, check_projects
from linking.checks.performance.grades import check_grades
from linking.checks.performance.indicators import check_indicators
from linking.checks.tables.account_names import check_account_names
from linking.checks.tables.across_tables import check_across
from linking.checks.tables.changes import check_changes
from linking.checks.tables.columns import check_columns
from linking.checks.tables.parts import check_economic_items, check_operation, check_parts
from linking.checks.tables.prices import check_prices
from linking.checks.tables.rates import check_rates
from linking.checks.tables.rows import check_rows
from linking.checks.tables.slid import check_slid_columns
from linking.checks.tables.summaries import check_summary
from linking.checks.tables.units import check_units
from linking.checks.text.narrative import check_sentences, check_text
from linking.checks.text.numbers.completed_rows import check_completed_rows
from linking.checks.text.statements import by_sentence
from linking.companions import is_own
from linking.links.operands import Books
from linking.links.verdicts import LEAST_SURE, read_surely
from linking.rules.declared import declared_filters
from linking.wording import Sources
from records.file_tables import DiagnosticRecord
from records.linking_tables import CheckRecord
from records.tables import Document


def check(
    document: Document,
    books: Books,
    sources: Sources | None = None,
    texts: Mapping[str, SectionText] | None = None,
) -> tuple[list[CheckRecord], list[DiagnosticRecord]]:
    """All checks of a document, in the order of its tables, and what was kept back of them.

    Where companions' tables are joined, only the checks that begin with an own figure are made here.
    ``sources`` are needed then: they name the other files. ``texts``, by section, lead to the pages.
    Failures that rest on our reading are kept back (``linking/rules/filters.toml``), and counted.
    """
    sheets, ledger = checked_tables(document), books.ledger
    found = ChecksMade(document.record.document_id, sources or Sources.of(document.tables), texts or {})
    for sheet in sheets:
        if sheet.table.document_id != document.record.document_id:
            continue
        begun = len(found.checks)
        check_rows(sheet, found)
        check_columns(sheet, found)
        check_changes(sheet, found)
        check_rates(sheet, found)
        check_summary(sheet, found)
        check_operation(sheet, found)
        check_parts(sheet, found)
        check_prices(sheet, found)
        check_performance(sheet, found)
        if not sheet.complete:
            found.withhold("table_not_complete", lambda _: True, begun)
        check_slid_columns(sheet, found, begun)
        _withhold_unfit(found, begun)
    of_another_unit = check_units(sheets, found)
    begun = len(found.checks)
    check_across(sheets, ledger, document.record.report_kind, found)
    check_projects(document, sheets, ledger, found)
    check_indicators(document, found)
    check_grades(document, found)
    check_economic_items(document, sheets, found)
    check_account_names(document, books.narrative.claims, found)
    found.checks[begun:] = [made for made in found.checks[begun:] if is_own(made)]
    _withhold_of_incomplete(found, begun, sheets, document)
    resting = {fact.fact_id for fact in document.facts if fact.table_id in of_another_unit}
    found.withhold("unit_of_table", lambda made: not resting.isdisjoint(made.fact_ids), begun)
    check_text(document, books, found)
    unsure = {fact.fact_id for fact in document.facts if read_surely([fact]) < LEAST_SURE}
    found.withhold("figure_not_sure", lambda made: not unsure.isdisjoint(made.fact_ids))
    return found.numbered(), _diagnostics(found, document)


def check_of_government(
    document: Document, books: Books, texts: Mapping[str, SectionText] | None = None
) -> list[CheckRecord]:
    """The checks of a government's own report: each sentence against itself.

    The rules of departments' tables do not fit it: its figures are of many bodies and several levels.
    """
    found = ChecksMade(document.record.document_id, Sources.of(document.tables), texts or {})
    claims = books.narrative.claims
    check_sentences(document, claims, found)
    check_completed_rows(document.facts, by_sentence(claims), found)
    return found.numbered()


def _withhold_of_incomplete(
    found: ChecksMade, begun: int, sheets: list[CheckedTable], document: Document
) -> None:
    """Keep back the failures over several tables that rest on a table not read in full."""
    doubtful = {sheet.table.table_id for sheet in sheets if not sheet.complete}
    resting = {fact.fact_id for fact in document.facts if fact.table_id in doubtful} if doubtful else set()
    found.withhold("table_not_complete", lambda made: not resting.isdisjoint(made.fact_ids), begun)


def _withhold_unfit(found: ChecksMade, begun: int) -> None:
    """Keep back the failures of rules that fail in one table more often than not: they do not fit it."""
    outcomes: dict[str, list[bool]] = defaultdict(list)
    for made in found.checks[begun:]:
        outcomes[made.rule_id].append(made.verdict == "fails")
    fewest = declared_filters()["rule_does_not_fit"].fewest
    unfit = {
        rule for rule, failed in outcomes.items() if sum(failed) >= fewest and 2 * sum(failed) > len(failed)
    }
    found.withhold("rule_does_not_fit", lambda made: made.rule_id in unfit, begun)


def _diagnostics(found: ChecksMade, document: Document) -> list[DiagnosticRecord]:
    """What was kept back, by filter, rule and table, in the order in which it was met."""
    tables = {fact.fact_id: fact.table_id for fact in document.facts}
    groups: dict[tuple[str, str, str | None], list[CheckRecord]] = defaultdict(list)
    for filter_id, made in found.withheld:
        groups[filter_id, made.rule_id, tables.get(next(iter(made.fact_ids), ""))].append(made)
    result = []
    for (filter_id, rule_id, table_id), kept_back in groups.items():
        reason = declared_filters()[filter_id].title_en
        where = f" in table {table_id}" if table_id else ""
        failures = f"{len(kept_back)} failure{'s' if len(kept_back) > 1 else ''}"
        result.append(
            DiagnosticRecord(
                document_id=document.record.document_id,
                stage="linking",
                severity="info",
                code=f"withheld_{filter_id}",
                message=f"{failures} of rule {rule_id}{where} not told: {reason}.",
                page=kept_back[0].page,
            )
        )
    return result
