"""What the script of a document's page knows: claims, links, figures and checks with their places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from outputs.findings import computed, given_number, operands, printed, stated_number, subject_of
from outputs.report.formulas import Term, formula
from records.columns import Box
from records.tables import CheckRecord, ClaimRecord, Document, FactRecord, LinkRecord, TableRecord

TENTH = 1
"""Decimals of the boxes: a tenth of a point is less than a pixel."""


def evidence(document: Document, findings: list[str], companions: Sequence[Document] = ()) -> dict[str, Any]:
    """Plain values for JSON. ``findings`` are ids of claims and checks, the worst first.

    ``companions`` are the other documents that figures come from. Figures that no link and no failed
    check names are left out; so are checks that hold.
    """
    claims = {claim.claim_id: claim for claim in document.claims}
    facts = {(fact.document_id, fact.fact_id): fact for one in (document, *companions) for fact in one.facts}
    tables = {
        (table.document_id, table.table_id): table for one in (document, *companions) for table in one.tables
    }
    own = document.record.document_id
    checks = [check for check in document.checks if check.verdict != "holds"]
    naming: list[LinkRecord | CheckRecord] = [*document.links, *checks]
    named = dict.fromkeys(key for record in naming for key in operands(record) if key in facts)
    shown = {key: _fact(facts[key], tables) for key in named}
    links = {link.claim_id: link for link in document.links}
    return {
        "document": own,
        "claims": {claim.claim_id: _claim(claim, links.get(claim.claim_id)) for claim in document.claims},
        "links": {link.claim_id: _link(link, claims, facts) for link in document.links},
        "facts": {fact_id: fact for (document_id, fact_id), fact in shown.items() if document_id == own},
        "others": {"/".join(key): fact for key, fact in shown.items() if key[0] != own},
        "files": {one.record.document_id: one.record.file_name for one in companions},
        "checks": {check.check_id: _check(check) for check in checks},
        "reasons": {reason.reason_id: reason.text for reason in document.reasons},
        "findings": findings,
    }


def _claim(claim: ClaimRecord, link: LinkRecord | None) -> dict[str, Any]:
    return {
        "verdict": link.verdict if link else "unverifiable",
        "subject": subject_of(claim),
        "number": stated_number(claim) or claim.raw,
        "kind": claim.kind,
        "phase": claim.phase,
        "period": claim.period,
        "reason": claim.reason_id,
        "page": claim.page,
        "box": _rounded(claim.box),
        "lines": [[place.page, _rounded(place.box)] for place in claim.boxes],
        "anchor": claim.anchor,
    }


def _link(
    link: LinkRecord, claims: dict[str, ClaimRecord], facts: dict[tuple[str, str], FactRecord]
) -> dict[str, Any]:
    claim = claims[link.claim_id]
    unit = claim.unit or ""
    records: list[FactRecord | ClaimRecord] = [facts[key] for key in operands(link) if key in facts]
    records += [claims[claim_id] for claim_id in link.claim_ids if claim_id in claims]
    # Without an operand, of a document that is not there, the formula would be another one.
    whole = len(records) == len(link.fact_ids) + len(link.claim_ids)
    terms = [_term(record, claim.unit) for record in records] if whole else []
    return {
        "relation": link.relation,
        "facts": operands(link),
        "claims": link.claim_ids,
        "given": given_number(claim, link.computed),
        "computed": computed(link.computed, unit),
        "difference": computed(link.difference, unit, sign=True),
        "tolerance": computed(link.tolerance, unit),
        "confidence": link.confidence,
        "formula": formula(link.relation, terms, link.computed),
        "explanation": link.explanation,
    }


def _term(record: FactRecord | ClaimRecord, unit: str | None) -> Term:
    """An operand in ``unit`` if both are money, in yuan if the claim is a rate, else as printed."""
    text = printed(record.value, record.unit or "") or record.raw or "?"
    if record.amount_yuan is None:
        return Term(text, record.value or Decimal(0))
    return Term(text, record.amount_yuan / 10_000 if unit == "万元" else record.amount_yuan)


def _fact(fact: FactRecord, tables: dict[tuple[str, str], TableRecord]) -> dict[str, Any]:
    table = tables.get((fact.document_id, fact.table_id))
    return {
        "table": fact.table_id,
        "title": table.title if table else None,
        "label": " · ".join(part for part in (fact.row_label, "/".join(fact.column_path)) if part),
        "number": printed(fact.value, fact.unit or "") or fact.raw,
        "page": fact.page,
        "box": _rounded(fact.box),
        "anchor": fact.anchor,
    }


def _check(check: CheckRecord) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "rule": check.rule_id,
        "facts": operands(check),
        "expected": computed(check.expected),
        "actual": computed(check.actual),
        "difference": computed(check.difference, sign=True),
        "tolerance": computed(check.tolerance),
        "explanation": check.message,
    }


def _rounded(box: Box | None) -> list[float] | None:
    return None if box is None else [round(edge, TENTH) for edge in box]
