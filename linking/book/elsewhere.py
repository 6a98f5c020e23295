"""Claims of a narrative held against the figures of other documents: last year's accounts, the budget.

Changes from nothing: an account that last year's statement, which is whole, does not list had no money.

A statement is whole if the accounts that it lists make up its total. That an account is not listed bears a
change out and refutes none: its money may have been told under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.accounts import account_name
from linking.book.scopes import ABSOLUTE, APART, Amounts, is_another_scope, totals_in
from linking.book.years import Held, Other, facts_with, yuan
from linking.companions import MARK
from linking.linker import RELATION, books_of
from linking.links.conditions import Figure
from linking.links.explanations import explain
from linking.links.operands import Books
from linking.links.verdicts import repeated
from linking.meaning.meaning import ACCOUNT, WHOLE
from linking.wording import Sources, place
from records.file_tables import FactRecord
from records.lexicon.accounts import DIGITS
from records.lexicon.groups import EARLIER, GENERAL_GRANTS, OWN_STAGE, SPENT, YUAN
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

HOLDS = ("supported", "rounding")
OPEN = ("unverifiable", "derivable")
"""Verdicts that figures of other documents can go beyond."""
ITEM_DIGITS = DIGITS[3]


def link_elsewhere(
    document: Document,
    whole: Document,
    figures: Sequence[Figure],
    others: Sequence[Other],
    helds: dict[str, Held],
    sources: Sources,
) -> list[LinkRecord]:
    """Links of claims that no figure of their own disclosure settles, with operands of other ones.

    ``whole`` is the document with the tables of the other files of its disclosure, ``figures`` are those of
    all of these. What the links bear out or contradict is noted in ``helds``, by the id of the other.
    """
    before = {link.claim_id: link for link in document.links if link.verdict in OPEN}
    years = {other.issue.main.fiscal_year for other in others}
    asked = [
        claim
        for claim in document.claims
        if claim.claim_id in before and _looks_back(claim, document) and not years.isdisjoint(_years(claim))
    ]
    if not asked:
        return []
    books = _books(whole, document, figures, others)
    formerly = None
    if any(other.former for other in others):  # the books with the issues that were replaced later
        formerly = _books(whole, document, figures, [other.former or other for other in others])
    totals = totals_in(figures).union(*(other.totals for other in others))
    facts = facts_with(whole, others)
    claims = {claim.claim_id: claim for claim in document.claims}
    result = []
    for claim in asked:
        made = RELATION[claim.kind](claim, books)
        if made is not None and made.verdict not in HOLDS and formerly is not None:
            first = RELATION[claim.kind](claim, formerly)
            made = first if first is not None and first.verdict in HOLDS else made
        if made is None or made.verdict not in HOLDS:
            told = from_nothing(claim, books, others, sources)
            if told is not None:
                anew, where = told
                anew.explanation = explain(anew, claim, facts, sources, claims) + where
                result.append(anew)
                continue
        if made is None or not _goes_beyond(made, before[claim.claim_id], facts, helds):
            continue
        if _count(made, claim, _elsewhere(made, facts, helds), helds, totals):
            made.explanation = explain(made, claim, facts, sources, claims)
            result.append(made)
    return result


def _books(whole: Document, document: Document, figures: Sequence[Figure], others: Sequence[Other]) -> Books:
    """The books of a document with the figures of others."""
    elsewhere = (figure for other in others for figure in other.figures)
    return books_of(whole, document.claims, elsewhere, figures)


def _count(
    made: LinkRecord,
    claim: ClaimRecord,
    elsewhere: Sequence[FactRecord],
    helds: Mapping[str, Held],
    totals: Amounts,
) -> bool:
    """Note what a link says of the scopes; False if another scope explains that it does not hold."""
    if made.verdict in HOLDS:
        for fact in elsewhere:
            helds[fact.document_id].scope.agree(yuan(fact))
        return True
    factor = YUAN.get(claim.unit or "") if made.relation in ABSOLUTE else None
    by = made.difference * factor if made.difference is not None and factor else None
    if by is not None and any(is_another_scope(by, yuan(fact), totals) for fact in elsewhere):
        return False
    for fact in elsewhere:
        helds[fact.document_id].scope.differ(yuan(fact), by)
    return True


def same_scope(link: LinkRecord, helds: dict[str, Held]) -> bool:
    """Whether all documents that a contradicted claim was held against speak of the same as its own."""
    named = {fact_id.rpartition(MARK)[0] for fact_id in link.fact_ids} & helds.keys()
    return all(helds[document_id].scope.is_same for document_id in named)


def _looks_back(claim: ClaimRecord, document: Document) -> bool:
    """Whether a claim speaks of another year or stage than its document's own."""
    if claim.value is None or claim.period is None or claim.kind not in RELATION:
        return False
    if claim.base in ("prior_year", "initial_budget"):
        return True
    year = document.record.fiscal_year
    return claim.period != year or claim.phase == "initial_budget"


def _years(claim: ClaimRecord) -> Iterator[int]:
    """The years whose figures may settle a claim: its own, and the one before if it is held against that."""
    if claim.period is not None:
        yield claim.period
        if claim.base == "prior_year" or claim.share_of == EARLIER:
            yield claim.period - 1


def _goes_beyond(
    made: LinkRecord, before: LinkRecord, facts: dict[str, FactRecord], helds: Mapping[str, Held]
) -> bool:
    """Whether a link settles what the document alone did not, by a figure of another one.

    An account that has had another name is no ground for a contradiction: the code may mean another thing.
    """
    if not any(facts[fact_id].document_id in helds for fact_id in made.fact_ids):
        return False
    if made.verdict in HOLDS:
        return True
    names = {account_name(facts[name].row_label or "") for name in made.fact_ids if facts[name].account_code}
    return made.verdict == "contradicted" and before.verdict == "unverifiable" and len(names) <= 1


def _elsewhere(made: LinkRecord, facts: dict[str, FactRecord], helds: Mapping[str, Held]) -> list[FactRecord]:
    """The operands of other disclosures that are not zero."""
    found = [facts[fact_id] for fact_id in made.fact_ids]
    return [fact for fact in found if fact.document_id in helds and fact.value]


@dataclass(slots=True)
class ListedItems:
    """The items (项) that a statement lists, and its total."""

    items: list[FactRecord] = field(default_factory=list)
    total: FactRecord | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the items make up the total, but for what rounding each may hide."""
        if self.total is None or self.total.amount_yuan is None or not self.items:
            return False
        listed = sum((fact.amount_yuan or Decimal(0) for fact in self.items), Decimal(0))
        return abs(listed - self.total.amount_yuan) <= APART

    def names(self, claim: ClaimRecord) -> bool:
        """Whether the account of a claim is listed, by its code or by its name."""
        name = account_name(claim.account_path[-1])
        return any(
            fact.account_code == claim.account_code or account_name(fact.row_label or "") == name
            for fact in self.items
        )


def from_nothing(
    claim: ClaimRecord, books: Books, others: Sequence[Other], sources: Sources
) -> tuple[LinkRecord, str] | None:
    """The link of a rise that is all that the account has now, and where it was not listed, in words."""
    of_an_item = bool(claim.account_path) and len(claim.account_code or "") == ITEM_DIGITS
    rises = claim.kind == "change" and claim.base == "prior_year" and claim.direction == "up"
    if not of_an_item or not rises or not claim.value:
        return None
    listed = _statement_before(claim, others)
    if listed is None or listed.total is None or not listed.is_whole or listed.names(claim):
        return None
    levels = books.levels(claim, claim.phase, claim.period, claim.unit)
    now = next((one for one in levels if one.fact is not None), None)
    if now is None or now.doubts:
        return None
    made = repeated(claim, now, books.doubts_of(claim))
    if made.verdict not in ("supported", "rounding"):
        return None
    return made, f"{place(listed.total, sources)}所在的表没有列这一科目，上年为0。"


def _statement_before(claim: ClaimRecord, others: Sequence[Other]) -> ListedItems | None:
    """The statement of the year before in which the account would be listed."""
    statement = "general_public_budget_expenditure" if claim.fund in GENERAL_GRANTS else "expenditure"
    phase = claim.base_phase or claim.phase
    for other in others:
        main = other.issue.main
        if main.fiscal_year != (claim.period or 0) - 1 or OWN_STAGE.get(main.report_kind or "") != phase:
            continue
        found = ListedItems()
        for figure in other.figures:
            fact, meaning = figure.fact, figure.meaning
            if fact.statement != statement or meaning.column != WHOLE or fact.amount_yuan is None:
                continue
            if meaning.measure == ACCOUNT and len(fact.account_code or "") == ITEM_DIGITS:
                found.items.append(fact)
            elif meaning.measure == SPENT and not fact.account_code:
                found.total = found.total or fact
        return found
    return None
