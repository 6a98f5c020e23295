"""What a reader is told of figures that other documents of the body give otherwise: one root cause, once.

A figure that is told anew takes the totals above it along, and the sentences that speak of it. Failures that
differ by the same amount, or from the same figure, are one finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.tables.meanings import YUAN
from linking.companions import MARK
from linking.findings import number_findings
from linking.rules.declared import declared_rules
from linking.wording import number
from records.file_tables import FactRecord
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

CENT = Decimal("0.01")
ERROR = "published_budget"
ABSOLUTE = ("equals", "difference", "sum")
"""Relations whose difference is an amount."""
LONGEST = 6
"""So many failures of one cause are told in words; the others are counted."""


def restatements(
    document: Document, links: Sequence[LinkRecord], checks: Sequence[CheckRecord]
) -> list[FindingRecord]:
    """The findings that failed checks and contradicted claims over years give, in order of the pages."""
    facts = {fact.fact_id: fact for fact in document.facts}
    claims = {claim.claim_id: claim for claim in document.claims}
    failed: list[CheckRecord | LinkRecord] = [check for check in checks if check.verdict == "fails"]
    failed += [link for link in links if link.verdict == "contradicted"]
    found = [_finding(document, group, facts, claims) for group in _groups(failed, facts, claims)]
    number_findings(found)
    return sorted(found, key=lambda one: (one.page is None, one.page or 0, one.finding_id))


def _groups(
    failed: list[CheckRecord | LinkRecord], facts: dict[str, FactRecord], claims: dict[str, ClaimRecord]
) -> list[list[CheckRecord | LinkRecord]]:
    groups: list[tuple[set[object], list[CheckRecord | LinkRecord]]] = []
    for one in failed:
        marks = _marks(one, facts, claims)
        touching = [group for group in groups if group[0] & marks]
        rest = [group for group in groups if not group[0] & marks]
        merged = [member for _, members in touching for member in members]
        groups = [*rest, (marks.union(*(group[0] for group in touching)), [*merged, one])]
    return [members for _, members in groups]


def _marks(
    one: CheckRecord | LinkRecord, facts: dict[str, FactRecord], claims: dict[str, ClaimRecord]
) -> set[object]:
    """What two failures of one cause have in common: by how much, and from what, they differ."""
    marks: set[object] = {
        (facts[name].document_id, _yuan(facts[name])) for name in one.fact_ids if MARK in name
    }
    unit: str | None = None
    if isinstance(one, LinkRecord):
        unit = claims[one.claim_id].unit if one.relation in ABSOLUTE else None
    elif one.fact_ids:
        unit = facts[one.fact_ids[0]].unit
    if unit in YUAN and one.difference:
        marks.add((abs(one.difference) * YUAN[unit]).quantize(CENT))
    return marks


def _yuan(fact: FactRecord) -> Decimal:
    value = fact.amount_yuan if fact.amount_yuan is not None else fact.value
    return (value or Decimal(0)).normalize()


def _finding(
    document: Document,
    group: list[CheckRecord | LinkRecord],
    facts: dict[str, FactRecord],
    claims: dict[str, ClaimRecord],
) -> FindingRecord:
    first = group[0]
    rule_ids = [_rule(one, facts) for one in group]
    rule = declared_rules()[rule_ids[0]]
    claim = claims[first.claim_id] if isinstance(first, LinkRecord) else None
    fact = facts.get(first.fact_ids[0]) if first.fact_ids and claim is None else None
    told = [(one.message if isinstance(one, CheckRecord) else one.explanation) or "" for one in group]
    more = f"，另有{len(told) - LONGEST}项" if len(told) > LONGEST else ""
    explanation = "；".join(text.rstrip("。") for text in told[:LONGEST]) + f"{more}。"
    if rule_ids[0] != ERROR:
        explanation += "如为口径调整或更正，应予说明。"
    what = claim.subject if claim else fact.row_label if fact else None
    return FindingRecord(
        document_id=document.record.document_id,
        finding_id="",
        severity="error" if all(rule_id == ERROR for rule_id in rule_ids) else "notice",
        kind=rule.kind,
        rule_id=rule_ids[0],
        title=f"{what}：不符合“{rule.title}”" if what else f"不符合“{rule.title}”",
        explanation=explanation,
        claim_ids=[one.claim_id for one in group if isinstance(one, LinkRecord)],
        check_ids=[one.check_id for one in group if isinstance(one, CheckRecord)],
        said=claim.raw if claim else _with_unit(first, fact, actual=True),
        given=f"{number(first.computed)}{claim.unit or ''}"
        if claim and isinstance(first, LinkRecord)
        else _with_unit(first, fact, actual=False),
        page=claim.page if claim else fact.page if fact else None,
        box=claim.box if claim else fact.box if fact else None,
        anchor=claim.anchor if claim else fact.anchor if fact else None,
        confidence=first.confidence if isinstance(first, LinkRecord) else None,
    )


def _rule(one: CheckRecord | LinkRecord, facts: dict[str, FactRecord]) -> str:
    """The rule that a failure breaks; of a claim by the stage of the figure that it does not agree with."""
    if isinstance(one, CheckRecord):
        return one.rule_id
    phases = {facts[name].phase for name in one.fact_ids if MARK in name}
    return "prior_year_figure" if phases == {"final"} else "restated_budget"


def _with_unit(record: CheckRecord | LinkRecord, fact: FactRecord | None, actual: bool) -> str | None:
    assert isinstance(record, CheckRecord)
    value = record.actual if actual else record.expected
    return None if value is None else f"{number(value)}{(fact.unit or '') if fact else ''}"
