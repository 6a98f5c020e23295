"""Amounts that are the figure of another year, or of another fund, in their own row: told if surely copied.

Such an amount may only have been read as one of this year, so that by itself it refutes nothing. Beyond doubt
it is this year's where the share or the change right behind it is made by this year's figure, or where the
words right before it name the year; and where others of the text are told as the column shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linking.intervals import decimals_of, verdict
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.funds import PARTS_OF_GRANTS
from linking.links.operands import Books, Operand
from linking.links.verdicts import repeated
from linking.wording import parted
from records.file_tables import FactRecord
from records.lexicon.groups import CHANGES
from records.lexicon.statements import fund_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")
BORNE_OUT = ("supported", "rounding")
Column = tuple[str | None, int]


def tell_copied(document: Document, books: Books, links: Links) -> frozenset[str]:
    """Contradict amounts that are withheld only as another year's or fund's figure, if they surely are not.

    Returns the claims of these amounts.
    """
    told: set[str] = set()
    facts = {fact.fact_id: fact for fact in document.facts}
    shown = _columns_told(books, links, facts)
    for claims in books.narrative.by_section.values():
        for index, claim in enumerate(claims):
            link = links.get(claim.claim_id)
            if claim.kind != "level" or link is None or link.doubts != ["reading"]:
                continue
            meant = facts.get(link.fact_ids[0])
            if meant is None or _column(meant) not in shown or not _is_of_others(claim, meant, books):
                continue
            if _names_its_year(claim) or _makes_what_follows(claims, index, meant, links):
                links[claim.claim_id] = repeated(claim, Operand.of(meant, claim.unit))
                told.add(claim.claim_id)
    return frozenset(told)


def _columns_told(books: Books, links: Links, facts: dict[str, FactRecord]) -> set[Column]:
    """The columns of which an amount of the text is a figure, other than nothing."""
    return {
        _column(facts[fact_id])
        for claim in books.narrative.claims
        if claim.kind == "level" and claim.value and claim.claim_id in links
        if links[claim.claim_id].verdict in BORNE_OUT
        for fact_id in links[claim.claim_id].fact_ids
        if fact_id in facts
    }


def _column(fact: FactRecord) -> Column:
    return fact.table_id, fact.column


def _is_of_others(claim: ClaimRecord, meant: FactRecord, books: Books) -> bool:
    """Whether each figure that the claim is, is known to be of another year, or of a grant beside its own."""
    own, places = interval_of(claim, claim.unit), decimals_of(claim.raw, claim.value or Decimal(0))
    same = [
        fact
        for fact in books.ledger.of_subject(claim)
        if verdict(own, interval_of(fact, claim.unit), places) == "supported"
    ]
    return bool(same) and all(
        fact.period not in (None, claim.period)
        or claim.fund in PARTS_OF_GRANTS
        and (fact.fund or fund_of(fact.statement)) in {*PARTS_OF_GRANTS} - {claim.fund}
        for fact in same
    )


def _lead(claim: ClaimRecord) -> str | None:
    """The words of its clause before a claim's subject, if nothing but its stage stands behind that."""
    before, found, _ = parted(claim.sentence, claim.raw)
    lead, named, stage = WORDS.clause_end.split(before)[-1].rpartition(claim.subject or "\n")
    return lead if found and named and WORDS.stage_only.fullmatch(stage) else None


def _names_its_year(claim: ClaimRecord) -> bool:
    """2024年机关运行经费支出48万元: the clause names the year, no other one, and then only the subject."""
    lead = _lead(claim)
    if lead is None or {int(year) for year in WORDS.year_named.findall(lead)} != {claim.period}:
        return False
    return WORDS.another_time.search(WORDS.year_named.sub("", lead)) is None


def _makes_what_follows(claims: Sequence[ClaimRecord], index: int, meant: FactRecord, links: Links) -> bool:
    """公务接待费96万元，比上年减少3万元: the figure makes the change right behind, as the table shows it."""
    claim, following = claims[index], claims[index + 1 : index + 2]
    lead = _lead(claim)
    if lead is None or WORDS.another_time.search(lead) or not following:
        return False
    (one,) = following
    made = links.get(one.claim_id)
    if one.kind not in (*CHANGES, "share") or not one.value or not _is_of_same(one, claim) or made is None:
        return False
    between = parted(parted(claim.sentence, claim.raw)[2], one.raw)[0]
    if WORDS.this_year_again.search(between):
        return False
    return made.verdict in BORNE_OUT and meant.fact_id in made.fact_ids


def _is_of_same(one: ClaimRecord, claim: ClaimRecord) -> bool:
    names = ("sentence", "subject", "account_path", "fund", "scope", "phase", "period")
    return all(getattr(one, name) == getattr(claim, name) for name in names)
