"""Claims of a narrative held against the figures of other documents: last year's accounts, the budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linking.accounts import account_name
from linking.book.years import Held, Other, with_others
from linking.companions import MARK
from linking.linker import RELATION, books_of
from linking.links.explanations import explain
from linking.wording import Sources
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

HOLDS = ("supported", "rounding")
OPEN = ("unverifiable", "derivable")
"""Verdicts that figures of other documents can go beyond."""


def link_elsewhere(
    document: Document, others: Sequence[Other], helds: dict[str, Held], sources: Sources
) -> list[LinkRecord]:
    """Links of claims that no figure of their own document settles, with operands of other documents.

    What they bear out or contradict is noted in ``helds``, by the id of the other document.
    """
    before = {link.claim_id: link for link in document.links if link.verdict in OPEN}
    asked = [claim for claim in document.claims if claim.claim_id in before and _looks_back(claim, document)]
    if not asked:
        return []
    books = books_of(document, document.claims, (figure for other in others for figure in other.figures))
    facts = {fact.fact_id: fact for fact in with_others(document, others).facts}
    claims = {claim.claim_id: claim for claim in document.claims}
    result = []
    for claim in asked:
        made = RELATION[claim.kind](claim, books)
        if made is None or not _goes_beyond(made, before[claim.claim_id], facts):
            continue
        made.explanation = explain(made, claim, facts, sources, claims)
        for fact in _elsewhere(made, facts):
            held = helds[fact.document_id]
            (held.agreeing if made.verdict in HOLDS else held.differing).add(_amount(fact))
        result.append(made)
    return result


def same_scope(link: LinkRecord, helds: dict[str, Held]) -> bool:
    """Whether all documents that a contradicted claim was held against speak of the same as its own."""
    named = {fact_id.rpartition(MARK)[0] for fact_id in link.fact_ids} - {""}
    return all(helds[document_id].same_scope for document_id in named)


def _looks_back(claim: ClaimRecord, document: Document) -> bool:
    """Whether a claim speaks of another year or stage than its document's own."""
    if claim.value is None or claim.period is None or claim.kind not in RELATION:
        return False
    if claim.base in ("prior_year", "initial_budget"):
        return True
    year = document.record.fiscal_year
    return claim.period != year or claim.phase == "initial_budget"


def _goes_beyond(made: LinkRecord, before: LinkRecord, facts: dict[str, FactRecord]) -> bool:
    """Whether a link settles what the document alone did not, by a figure of another one.

    An account that has had another name is no ground for a contradiction: the code may mean another thing.
    """
    if not any(MARK in fact_id for fact_id in made.fact_ids):
        return False
    if made.verdict in HOLDS:
        return True
    names = {account_name(facts[name].row_label or "") for name in made.fact_ids if facts[name].account_code}
    return made.verdict == "contradicted" and before.verdict == "unverifiable" and len(names) <= 1


def _elsewhere(made: LinkRecord, facts: dict[str, FactRecord]) -> list[FactRecord]:
    """The operands of other documents that are not zero."""
    found = [facts[fact_id] for fact_id in made.fact_ids if MARK in fact_id]
    return [fact for fact in found if fact.value]


def _amount(fact: FactRecord) -> Decimal:
    amount = fact.amount_yuan if fact.amount_yuan is not None else fact.value
    return (amount or Decimal(0)).normalize()
