"""The verdict on a claim: its number against the result of operands, unless a doubt stands against it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from linking.intervals import SIX, Interval, decimals_of, verdict
from linking.links.figure_index import interval_of
from linking.links.operands import Operand
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord

LEAST_SURE = 0.85
"""A number recognised less surely is never part of a contradiction."""
TIMES = "倍"
"""The unit of a growth or of a share that is so many times what it is held against."""
BORNE_OUT = frozenset({"supported", "rounding", "derivable"})
"""The verdicts that bear a claim out."""
WORDED_PLACES = 2
"""Decimals in which a value told in words (翻一番) is compared."""


def unverified(
    claim: ClaimRecord,
    relation: str = "equals",
    facts: list[FactRecord] | None = None,
    doubts: Iterable[str] = (),
) -> LinkRecord:
    """A link that says that the claim cannot be verified; ``facts`` are what it might mean."""
    return LinkRecord(
        document_id=claim.document_id,
        claim_id=claim.claim_id,
        relation=relation,
        fact_ids=[fact.fact_id for fact in facts or ()],
        claim_ids=[],
        confidence=0.5 if facts else None,
        doubts=sorted(set(doubts)),
    )


def read_surely(rows: Iterable[FactRecord | ClaimRecord | None]) -> float:
    """How sure the least sure number of ``rows`` was recognised; 1 where all are text."""
    return min(
        (row.confidence for row in rows if row is not None and row.confidence is not None), default=1.0
    )


def repeated(claim: ClaimRecord, operand: Operand, doubts: Iterable[str] = ()) -> LinkRecord:
    """The link of a claim that tells the number of one operand."""
    return judged(claim, "equals", [operand], operand.interval, doubts)


def derived(claim: ClaimRecord, relation: str, operands: list[Operand], result: Interval) -> LinkRecord:
    """The link of a claim that follows from what else is known."""
    link = judged(claim, relation, operands, result)
    link.verdict = "derivable"
    return link


def judged(
    claim: ClaimRecord, relation: str, operands: list[Operand], result: Interval, doubts: Iterable[str] = ()
) -> LinkRecord:
    """The link of a claim with the result of its operands.

    What rests on a claim is at best ``derivable``. Where ``doubts`` stand against the claim, or doubts
    against an operand, another result is no contradiction: the link names them.
    """
    own = interval_of(claim, claim.unit)
    worded = not any(map(str.isdigit, claim.raw or ""))  # 持平
    places = WORDED_PLACES if worded else decimals_of(claim.raw, claim.value or Decimal(0))
    outcome = verdict(own, result, places)
    if claim.unit == TIMES and not places and abs(own.value - result.value) >= 1:
        outcome = "contradicted"  # 2倍 of what is 3倍 is not off by a last place
    confidence = min([0.99, *(operand.confidence for operand in operands)])
    confidence = min(confidence, read_surely([claim, *(o.fact or o.claim for o in operands)]))
    derived = any(operand.claim is not None for operand in operands)
    standing = set(doubts).union(*(operand.doubts for operand in operands))
    if confidence < LEAST_SURE:
        standing.add("legibility")
    if outcome == "contradicted":
        if standing:
            outcome = "unverifiable"
    elif derived:
        outcome = "derivable"
    return LinkRecord(
        document_id=claim.document_id,
        claim_id=claim.claim_id,
        relation=relation,
        fact_ids=[o.fact.fact_id for o in operands if o.fact is not None],
        claim_ids=[o.claim.claim_id for o in operands if o.claim is not None],
        computed=result.value.quantize(SIX),
        difference=(own.value - result.value).quantize(SIX),
        tolerance=(own.tolerance + result.tolerance).quantize(SIX),
        verdict=outcome,
        confidence=round(confidence, 2),
        doubts=sorted(standing) if outcome == "unverifiable" else [],
    )
