"""Amounts of which more than one figure may be meant, where the share or rate beside them tells which.

甲5200万元，占90.21%: the figure that makes the share is the one meant, and the amount is not it.
"""

from __future__ import annotations

from linking.intervals import digits_of
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.operands import Books, Operand
from linking.links.relations import reads_otherwise
from linking.links.slipped_units import SETTLED
from linking.links.verdicts import judged
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

FEWEST_DIGITS = 3
"""Digits of a share that no other two figures make by chance."""


def tell_borne_out(document: Document, books: Books, links: Links) -> None:
    """Judge amounts and changes by the figures that make the share, or the rate, of the same thing."""
    facts = {fact.fact_id: fact for fact in document.facts}
    for claims in books.narrative.by_section.values():
        for claim in claims:
            link = links.get(claim.claim_id)
            if link is None or link.verdict != "unverifiable" or not {*link.doubts} or not claim.understood:
                continue
            if {*link.doubts} - SETTLED or claim.kind not in ("level", "change") or claim.value is None:
                continue
            beside = [one for one in claims if _is_of_same(one, claim)]
            meant = _meant(claim, link, beside, links)
            if claim.kind == "change" and meant:
                link.verdict, link.doubts = "contradicted", []
            elif meant and not reads_otherwise(claim, books):
                interval = interval_of(facts[meant[0]], claim.unit)
                links[claim.claim_id] = judged(
                    claim, "equals", [Operand(interval, facts[meant[0]])], interval
                )


def _is_of_same(one: ClaimRecord, claim: ClaimRecord) -> bool:
    """Whether a sentence tells two claims of one thing, one year and one stage."""
    return one is not claim and all(
        getattr(one, name) == getattr(claim, name)
        for name in ("sentence", "subject", "account_path", "measure", "fund", "scope", "phase", "period")
    )


def _meant(claim: ClaimRecord, link: LinkRecord, beside: list[ClaimRecord], links: Links) -> list[str]:
    """The figures that a claim is about: those that make the share, or the rate and the amount, beside it."""
    held = [
        (one, links[one.claim_id].fact_ids)
        for one in beside
        if one.claim_id in links and links[one.claim_id].verdict == "supported"
    ]
    if claim.kind == "level":
        made = [ids[:1] for one, ids in held if one.kind == "share" and digits_of(one.value) >= FEWEST_DIGITS]
        return made[0] if len(made) == 1 and made[0] and made[0][0] in link.fact_ids else []
    levels = {ids[0] for one, ids in held if one.kind == "level" and len(ids) == 1}
    rates = [ids for one, ids in held if one.kind == "change_rate" and one.base == claim.base]
    same = [ids for ids in rates if ids == link.fact_ids and ids[0] in levels]
    return same[0] if same else []
