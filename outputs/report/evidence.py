"""What the script of a document's page knows: claims, links, figures and checks with their places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from outputs.findings import apart, computed, given_number, operands, printed, stated_number, subject_of
from outputs.report.formulas import FormulaTerm, formula
from outputs.report.parts.line_boxes import Clip, lines_of
from outputs.report.parts.told import Told
from records.columns import Box
from records.file_tables import FactRecord, TableRecord
from records.linking_tables import CheckRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

TENTH = 1
"""Decimals of the boxes: a tenth of a point is less than a pixel."""


def evidence(document: Document, findings: list[Told], companions: Sequence[Document] = ()) -> dict[str, Any]:
    """Plain values for JSON. ``findings`` are the worst first.

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
    within = lines_of(document.claims)
    return {
        "document": own,
        "claims": {
            claim.claim_id: _claim(claim, links.get(claim.claim_id), within) for claim in document.claims
        },
        "links": {link.claim_id: _link(link, claims, facts) for link in document.links},
        "facts": {fact_id: fact for (document_id, fact_id), fact in shown.items() if document_id == own},
        "others": {"/".join(key): fact for key, fact in shown.items() if key[0] != own},
        "files": {one.record.document_id: one.record.file_name for one in companions},
        "checks": {check.check_id: _check(check) for check in checks},
        "reasons": {reason.reason_id: reason.text for reason in document.reasons},
        "findings": [one.id for one in findings],
        "told": {one.id: _finding(one) for one in findings},
    }


def _finding(one: Told) -> dict[str, Any]:
    record = one.finding
    return {
        "severity": record.severity,
        "kind": record.kind,
        "title": record.title,
        "title_in_english": one.title_in_english,
        "ground": one.rule.ground if one.rule else None,
        "explanation": record.explanation,
        "english": one.english,
        "said": record.said,
        "given": record.given,
        "labels": one.number_words,
        "difference": one.difference,
        "difference_in_english": one.difference_in_english,
        "confidence": record.confidence,
        "claims": record.claim_ids,
        "checks": record.check_ids,
        "root": record.root_fact_id,
        "words": one.words,
        "page": record.page,
        "box": _rounded(record.box),
    }


def _claim(claim: ClaimRecord, link: LinkRecord | None, within: Clip) -> dict[str, Any]:
    return {
        "verdict": link.verdict if link else "unverifiable",
        "subject": subject_of(claim),
        "number": stated_number(claim) or claim.raw,
        "kind": claim.kind,
        "phase": claim.phase,
        "period": claim.period,
        "reason": claim.reason_id,
        "page": claim.page,
        "box": _rounded(within(claim.page, claim.box)),
        "lines": [[place.page, _rounded(within(place.page, place.box))] for place in claim.boxes],
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
        "difference": apart(link.difference, unit),
        "tolerance": computed(link.tolerance, unit),
        "confidence": link.confidence,
        "formula": formula(link.relation, terms, link.computed),
        "explanation": link.explanation,
    }


def _term(record: FactRecord | ClaimRecord, unit: str | None) -> FormulaTerm:
    """An operand in ``unit`` if both are money, in yuan if the claim is a rate, else as printed."""
    text = printed(record.value, record.unit or "") or record.raw or "?"
    if record.amount_yuan is None:
        return FormulaTerm(text, record.value or Decimal(0))
    return FormulaTerm(text, record.amount_yuan / 10_000 if unit == "万元" else record.amount_yuan)


def _fact(fact: FactRecord, tables: dict[tuple[str, str], TableRecord]) -> dict[str, Any]:
    table = tables.get((fact.document_id, fact.table_id))
    return {
        "table": fact.table_id,
        "title": table.title if table else None,
        "row": fact.row_label,
        "column": "·".join(fact.column_path),
        "number": printed(fact.value, fact.unit or "") or fact.raw,
        "page": fact.page,
        "box": _rounded(fact.box),
        "anchor": fact.anchor,
    }


def _check(check: CheckRecord) -> dict[str, Any]:
    unit = check.unit or ""
    return {
        "verdict": check.verdict,
        "rule": check.rule_id,
        "facts": operands(check),
        "expected": computed(check.expected, unit),
        "actual": computed(check.actual, unit),
        "difference": apart(check.difference, unit),
        "tolerance": computed(check.tolerance, unit),
        "explanation": check.message,
        "claims": check.claim_ids,
        "page": check.page,
        "box": _rounded(check.box),
    }


def _rounded(box: Box | None) -> list[float] | None:
    return None if box is None else [round(edge, TENTH) for edge in box]
