"""The identities (勾稽关系) of a document: every table against itself and the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from extractors.document import SectionText
from linking.checks.account_names import check_account_names
from linking.checks.across_tables import check_across
from linking.checks.checked_tables import CheckedTable, checked_tables
from linking.checks.columns import check_columns
from linking.checks.economic_items import check_economic_items
from linking.checks.identities import ChecksMade
from linking.checks.indicators import check_indicators
from linking.checks.operation import check_operation
from linking.checks.performance import check_performance, check_projects
from linking.checks.rows import check_rows
from linking.checks.summaries import check_summary
from linking.checks.text import check_text
from linking.companions import is_own
from linking.links.figure_index import Ledger
from linking.links.verdicts import LEAST_SURE, read_surely
from linking.wording import Sources
from records.tables import CheckRecord, ClaimRecord, Document

FEWEST_FAILURES = 3
"""From so many failures of a rule in a table on it is asked whether the rule fits the table."""


def check(
    document: Document,
    claims: list[ClaimRecord],
    ledger: Ledger,
    sources: Sources | None = None,
    texts: Mapping[str, SectionText] | None = None,
) -> list[CheckRecord]:
    """All checks of a document, in the order of its tables, with ids ``k1``, ``k2``, …

    Where companions' tables are joined, only the checks that begin with an own figure are made here.
    ``sources`` are needed then: they name the other files. ``texts``, by section, lead to the pages.

    A rule that fails more often than not in a table does not fit that table, or the table was
    misread: its failures there are not published.
    """
    sheets = checked_tables(document)
    found = ChecksMade(document.record.document_id, sources or Sources.of(document.tables), texts or {})
    for sheet in sheets:
        if sheet.table.document_id != document.record.document_id:
            continue
        begun = len(found.checks)
        check_rows(sheet, found)
        check_columns(sheet, found)
        check_summary(sheet, found)
        check_operation(sheet, found)
        check_performance(sheet, found)
        if not sheet.complete:
            found.checks[begun:] = [made for made in found.checks[begun:] if made.verdict != "fails"]
        found.checks[begun:] = _fitting(found.checks[begun:])
    begun = len(found.checks)
    check_across(sheets, ledger, document.record.report_kind, found)
    check_projects(document, sheets, ledger, found)
    check_indicators(document, found)
    check_economic_items(document, found)
    check_account_names(document, claims, found)
    found.checks[begun:] = _sound(found.checks[begun:], sheets, document)
    found.checks[begun:] = [made for made in found.checks[begun:] if is_own(made)]
    check_text(document, claims, ledger, found)
    found.checks = _legible(found.checks, document)
    for index, made in enumerate(found.checks, 1):
        made.check_id = f"k{index}"
    return found.checks


def _sound(checks: list[CheckRecord], sheets: list[CheckedTable], document: Document) -> list[CheckRecord]:
    """Checks over several tables without the failures that rest on a table not read in full."""
    doubtful = {sheet.table.table_id for sheet in sheets if not sheet.complete}
    table_of = {fact.fact_id: fact.table_id for fact in document.facts} if doubtful else {}
    return [
        made
        for made in checks
        if made.verdict != "fails" or not any(table_of.get(fact) in doubtful for fact in made.fact_ids)
    ]


def _legible(checks: list[CheckRecord], document: Document) -> list[CheckRecord]:
    """Checks without the failures that rest on a figure not recognised surely."""
    unsure = {fact.fact_id for fact in document.facts if read_surely([fact]) < LEAST_SURE}
    return [made for made in checks if made.verdict != "fails" or unsure.isdisjoint(made.fact_ids)]


def _fitting(checks: list[CheckRecord]) -> list[CheckRecord]:
    """One table's checks without the failures of rules that fail there more often than not."""
    outcomes: dict[str, list[bool]] = defaultdict(list)
    for made in checks:
        outcomes[made.rule].append(made.verdict == "fails")
    unfit = {
        rule
        for rule, failed in outcomes.items()
        if sum(failed) >= FEWEST_FAILURES and 2 * sum(failed) > len(failed)
    }
    return [made for made in checks if made.rule not in unfit or made.verdict != "fails"]
