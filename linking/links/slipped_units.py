"""Amounts told in the wrong unit (万元 for 元), or with two digits swapped: the digits of a figure otherwise.

So many equal digits tell which figure a claim means where its words leave that open.
"""

from __future__ import annotations

from decimal import Decimal

from linking.intervals import TEN_THOUSAND, decimals_of, digits_of, exact, verdict
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.operands import Books, Operand
from linking.links.verdicts import judged
from linking.mistyped import swapped
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.narrative_tables import ClaimRecord
from records.tables import Document

FEWEST_DIGITS = 4
"""Digits from which on those of a claim and of a figure are not alike by chance."""
SETTLED = frozenset({"measure", "fund", "several", "account"})
"""Doubts about which figure is meant."""


def tell_slipped_units(document: Document, books: Books, links: Links) -> None:
    """Contradict amounts that are one of the figures they may mean, but for the unit or two digits.

    What a table prints as it is told is no slip.
    """
    facts = {fact.fact_id: fact for fact in document.facts}
    amounts = [fact for fact in document.facts if fact.amount_yuan]
    sure = _tables_of_known_unit(books, links, facts)
    for claim in books.narrative.claims:
        link = links.get(claim.claim_id)
        if link is None or link.verdict != "unverifiable" or not {*link.doubts} or {*link.doubts} - SETTLED:
            continue
        if claim.kind != "level" or claim.unit not in YUAN or digits_of(claim.value) < FEWEST_DIGITS:
            continue
        meant = [facts[fact_id] for fact_id in link.fact_ids if fact_id in facts]
        slipped = next((one for one in meant if one.table_id in sure and is_slipped(claim, one)), None)
        if slipped is None:
            slipped = next((one for one in meant if is_swapped(claim, one)), None)
            if slipped is not None and any(_is_printed(claim, one) for one in amounts):
                continue
        if slipped is not None:
            interval = interval_of(slipped, claim.unit)
            links[claim.claim_id] = judged(claim, "equals", [Operand(interval, slipped)], interval)


def _tables_of_known_unit(books: Books, links: Links, facts: dict[str, FactRecord]) -> set[str]:
    """The tables of which another sentence tells a figure as they print it."""
    return {
        facts[fact_id].table_id
        for claim in books.narrative.claims
        if claim.unit in YUAN and digits_of(claim.value) >= FEWEST_DIGITS and claim.claim_id in links
        if links[claim.claim_id].verdict in ("supported", "rounding")
        for fact_id in links[claim.claim_id].fact_ids
        if fact_id in facts
    }


def is_slipped(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a claim and a figure are one number in two units, up to the places that are printed."""
    value, figure = claim.value or Decimal(0), interval_of(fact, claim.unit)
    places = decimals_of(claim.raw, value)
    larger = (
        verdict(exact(value / TEN_THOUSAND), figure, places) == "supported" and abs(value) >= TEN_THOUSAND
    )
    smaller = verdict(exact(value), figure.scaled(1 / TEN_THOUSAND), places) == "supported"
    return value != figure.value and (larger or smaller)


def is_swapped(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a claim and a figure are one amount, but for two neighbouring digits that changed places."""
    value, figure = claim.value or Decimal(0), interval_of(fact, claim.unit).value
    places = decimals_of(claim.raw, value)
    return places >= 0 and figure > 0 and swapped(value, figure, places)


def _is_printed(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a figure is the very amount that a claim tells."""
    value = claim.value or Decimal(0)
    return round(interval_of(fact, claim.unit).value, max(0, decimals_of(claim.raw, value))) == value
