"""Amounts of which more than one figure may be meant: their digits, or what is told beside them, say which.

So many equal digits tell of which figure a claim is told in the wrong unit (万元 for 元), or with two digits
swapped. 甲5200万元，占90.21%: the figure that makes the share is the one meant, and the amount is not it.
"""

from __future__ import annotations

from decimal import Decimal

from linking.intervals import TEN_THOUSAND, decimals_of, digits_of, exact, verdict
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.operands import Books, Operand
from linking.links.relations import reads_otherwise
from linking.links.verdicts import repeated
from linking.mistyped import swapped
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

FEWEST_DIGITS = 4
"""Digits from which on those of a claim and of a figure are not alike by chance."""
SETTLED = frozenset({"measure", "fund", "several", "account"})
"""Doubts about which figure is meant."""


FEWEST_OF_SHARE = 3
"""Digits of a share that no other two figures make by chance."""


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
            links[claim.claim_id] = repeated(claim, Operand.of(slipped, claim.unit))


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
                links[claim.claim_id] = repeated(claim, Operand.of(facts[meant[0]], claim.unit))


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
        made = [
            ids[:1] for one, ids in held if one.kind == "share" and digits_of(one.value) >= FEWEST_OF_SHARE
        ]
        return made[0] if len(made) == 1 and made[0] and made[0][0] in link.fact_ids else []
    levels = {ids[0] for one, ids in held if one.kind == "level" and len(ids) == 1}
    rates = [ids for one, ids in held if one.kind == "change_rate" and one.base == claim.base]
    same = [ids for ids in rates if ids == link.fact_ids and ids[0] in levels]
    return same[0] if same else []
