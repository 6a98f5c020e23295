"""A document's claims held against its figures and each other: one link a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document import SectionText
from linking.checks.all_checks import check, check_of_government
from linking.companions import apart, join
from linking.findings import findings
from linking.intervals import digits_of
from linking.links.conditions import Figure
from linking.links.copied import tell_copied
from linking.links.derivations import derive
from linking.links.explanations import explain
from linking.links.figure_index import build_ledger
from linking.links.levels_of_body import withdraw_other_levels
from linking.links.misnamed import misnamed
from linking.links.operands import Books, ClaimIndex, Operand
from linking.links.other_readings import withdraw_other_readings, withdraw_unlikely
from linking.links.projects import link_projects
from linking.links.relations import link_change, link_change_rate, link_completion, link_level, link_share
from linking.links.verdicts import repeated, unverified
from linking.links.which_meant import tell_borne_out, tell_slipped_units, tell_tied
from linking.obligations.owed import owed
from linking.rules.applied import applied_rules
from linking.scope import is_of_government
from linking.wording import Sources
from records.file_tables import DiagnosticRecord, FactRecord
from records.lexicon.statements import fund_of
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord, ObligationRecord, RuleRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

RELATION: dict[str, Callable[[ClaimRecord, Books], LinkRecord | None]] = {
    "level": link_level,
    "count": link_level,
    "score": link_level,
    "share": link_share,
    "completion_rate": link_completion,
    "change": link_change,
    "change_rate": link_change_rate,
}
RELATION_NAME = {
    "share": "ratio",
    "completion_rate": "ratio",
    "change": "difference",
    "change_rate": "growth",
}


FEWEST_DIGITS = 4
"""Digits of an amount that is a total by no chance."""


@dataclass(slots=True)
class Linked:
    """What linking gives: a link for each claim with a number, the checks, what was noticed."""

    links: list[LinkRecord] = field(default_factory=list)
    checks: list[CheckRecord] = field(default_factory=list)
    rules: list[RuleRecord] = field(default_factory=list)
    obligations: list[ObligationRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    diagnostics: list[DiagnosticRecord] = field(default_factory=list)


def link(
    document: Document,
    claims: list[ClaimRecord],
    companions: Sequence[Document] = (),
    texts: Mapping[str, SectionText] | None = None,
) -> Linked:
    """Links and checks of a document whose narrative states ``claims``, in reading order.

    The tables of its ``companions``, the other documents of its disclosure, count as its own.
    ``texts``, by section, tell the page of each word of the document.
    """
    document = join(document, companions) if companions else document
    files = {other.record.document_id: other.record.file_name for other in companions}
    sources = Sources.of(document.tables, files)
    books = books_of(document, claims)
    result = Linked()
    links: dict[str, LinkRecord] = {}
    for claim in claims:
        if claim.value is None:
            continue
        made = RELATION[claim.kind](claim, books)
        links[claim.claim_id] = made or unverified(claim, RELATION_NAME.get(claim.kind, "equals"))
    withdraw_other_levels(document, books, links)
    link_projects(document, books, links)
    derive(document, books, links)
    tell_tied(document, books, links)
    copied = tell_copied(document, books, links)
    withdraw_other_readings(books, links)
    tell_slipped_units(document, books, links)
    tell_borne_out(document, books, links)
    for one in misnamed(document, claims):
        if links[one.claim.claim_id].verdict == "unverifiable":
            links[one.claim.claim_id] = repeated(one.claim, Operand.of(one.fact, one.claim.unit))
    withdraw_unlikely(document.facts, books, links, copied)
    if is_of_government(document):
        _withdraw(links.values())
        result.checks = check_of_government(document, books, texts)
    else:
        result.checks, kept_back = check(document, books, sources, texts)
        result.diagnostics += kept_back
    facts = {fact.fact_id: fact for fact in document.facts}
    _doubt_wrong_units(links.values(), result.checks, facts)
    by_id = {claim.claim_id: claim for claim in claims}
    for claim in claims:
        made = links.get(claim.claim_id)
        if made is None:
            continue
        made.explanation = explain(made, claim, facts, sources, by_id)
        result.links.append(made)
        if made.verdict == "unverifiable" and made.fact_ids:
            result.diagnostics.append(_candidates(claim, made))
    result.obligations = owed(document)
    result.findings = findings(document, claims, result.links, result.checks, result.obligations, sources)
    result.rules = applied_rules(document.record.document_id, result.links, result.checks, result.obligations)
    apart(result.links, result.checks, result.findings)
    return result


def books_of(
    document: Document,
    claims: list[ClaimRecord],
    elsewhere: Iterable[Figure] = (),
    own: Sequence[Figure] | None = None,
) -> Books:
    """The figures and claims of a document, and figures ``elsewhere``, indexed to look operands up in.

    Who knows its ``own`` figures already hands them in.
    """
    record = document.record
    kinds = section_kinds(document)
    ledger = build_ledger(document.facts, kinds, document.tables, record.issuer, record.title, elsewhere, own)
    ledger.of_own_year = _chapters(document, WORDS.own_year)
    ledger.money.of_grants = _chapters(document, WORDS.grants_of_no_fund)
    ledger.tables_of_own_year = _tables_of_own_year(document, claims, ledger.of_own_year)
    ledger.money.hear(claims)
    return Books(ledger, ClaimIndex.of(claims))


def _chapters(document: Document, words: re.Pattern[str]) -> frozenset[str]:
    """The chapters with certain words in their title, and their parts."""
    found: set[str] = set()
    for record in document.sections:
        if words.search(record.title or "") or record.parent_id in found:
            found.add(record.section_id)
    return frozenset(found)


def _tables_of_own_year(
    document: Document, claims: Iterable[ClaimRecord], chapters: frozenset[str]
) -> frozenset[str]:
    """The tables whose total is all that the year grants by the text: they hold nothing carried."""
    told = {
        claim.amount_yuan
        for claim in claims
        if claim.kind == "level" and not claim.account_path and digits_of(claim.value) >= FEWEST_DIGITS
        if WORDS.own_year.search(claim.subject or "")
    }
    totals = (fact for fact in document.facts if fact.is_total and not fact.account_code)
    return frozenset(fact.table_id for fact in totals if chapters and fact.amount_yuan in told)


def _withdraw(links: Iterable[LinkRecord]) -> None:
    """No claim of a government's report is contradicted: its figures are of several levels and bodies."""
    for made in links:
        if made.verdict == "contradicted":
            made.verdict, made.doubts = "unverifiable", ["scope"]


def _doubt_wrong_units(
    links: Iterable[LinkRecord], checks: Iterable[CheckRecord], facts: Mapping[str, FactRecord]
) -> None:
    """A table whose unit is told to be wrong contradicts no claim besides."""
    wrong = {
        facts[check.fact_ids[0]].table_id
        for check in checks
        if check.rule_id == "table_unit" and check.verdict == "fails"
    }
    for made in links:
        resting = any(facts[fact_id].table_id in wrong for fact_id in made.fact_ids if fact_id in facts)
        if wrong and resting and made.verdict == "contradicted":
            made.verdict, made.doubts = "unverifiable", ["unit"]


def section_kinds(document: Document) -> dict[str, str | None]:
    """What each chapter is about; one that says little has the kind of the one above it.

    支出结构情况 below 一般公共预算财政拨款支出情况 is about that fund's expenditure.
    """
    kinds: dict[str, str | None] = {}
    for record in document.sections:
        above = kinds.get(record.parent_id or "")
        general = record.kind in (None, "explanation", "statements")
        wide = record.kind in ("revenue", "expenditure") and fund_of(above) not in (None, "all")
        kinds[record.section_id] = above if above and (general or wide) else record.kind
    return kinds


def _candidates(claim: ClaimRecord, made: LinkRecord) -> DiagnosticRecord:
    return DiagnosticRecord(
        document_id=claim.document_id,
        stage="linking",
        severity="info",
        code="link_not_sure",
        message=f"Claim {claim.claim_id} may mean figure {', '.join(made.fact_ids[:4])}; none is sure.",
        page=claim.page,
    )
