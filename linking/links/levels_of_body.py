"""What is told of one level of a body (局本级, 所属单位): figures of the whole body are of something else.

局本级支出212万元，增长10%: the whole may have grown by as much, and bears out nothing of its part.
"""

from __future__ import annotations

from itertools import pairwise

from linking.links.derivations import Links
from linking.links.operands import Books, clause_before
from linking.links.verdicts import unverified
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")
OPEN = "unverifiable"


def withdraw_other_levels(document: Document, books: Books, links: Links) -> None:
    """Leave undecided what only figures of another level, or those of another amount beside it, decide."""
    record = document.record
    titles = {table.table_id: table.title or "" for table in document.tables}
    facts = {fact.fact_id: fact for fact in document.facts}
    of_level = WORDS.names_level.search(f"{record.issuer}{record.title}") is not None

    def names_level(fact: FactRecord) -> bool:
        words = (fact.row_label or "", *fact.column_path, titles.get(fact.table_id, ""))
        return WORDS.names_level.search("|".join(words)) is not None

    for claim in books.narrative.claims:
        link = links.get(claim.claim_id)
        if of_level or link is None or link.verdict == OPEN or not tells_of_level(claim):
            continue
        used = [facts[fact_id] for fact_id in link.fact_ids if fact_id in facts]
        if used and not any(map(names_level, used)):
            links[claim.claim_id] = unverified(claim, link.relation, used, ("scope",))
    for change, rate in pairwise(books.narrative.claims):
        told, made = links.get(change.claim_id), links.get(rate.claim_id)
        if told is not None and made is not None and _is_by_chance(change, told, rate, made):
            made.verdict, made.doubts = OPEN, told.doubts


def tells_of_level(claim: ClaimRecord) -> bool:
    """Whether the clause names a level of the body right before the claim's subject."""
    clause = clause_before(claim)
    at = clause.rfind(claim.subject or "\n")
    return at >= 0 and WORDS.level_of_body.search(clause[:at]) is not None


def _is_by_chance(change: ClaimRecord, told: LinkRecord, rate: ClaimRecord, made: LinkRecord) -> bool:
    """Whether figures make the rate, and not the change right before it, which may be another thing's."""
    return (
        (change.kind, rate.kind) == ("change", "change_rate")
        and (change.sentence, change.subject, change.base) == (rate.sentence, rate.subject, rate.base)
        and (told.verdict, made.verdict) == (OPEN, "supported")
        and bool(told.doubts and made.fact_ids)
        and told.fact_ids == made.fact_ids
    )
