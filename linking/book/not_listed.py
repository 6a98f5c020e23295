"""Changes from nothing: an account that last year's statement, which is whole, does not list had no money.

A statement is whole if the accounts that it lists make up its total. That an account is not listed bears a
change out and refutes none: its money may have been told under another name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.accounts import account_name
from linking.book.scopes import APART
from linking.book.years import Other
from linking.links.operands import Books
from linking.links.verdicts import judged
from linking.meaning.meaning import ACCOUNT, WHOLE
from linking.wording import Sources, place
from records.file_tables import FactRecord
from records.lexicon.accounts import DIGITS
from records.lexicon.groups import GENERAL_GRANTS, OWN_STAGE
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord

TOTAL = "current_year_expenditure"
ITEM_DIGITS = DIGITS[3]


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
    made = judged(claim, "equals", [now], now.interval, books.doubts_of(claim))
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
            elif meaning.measure == TOTAL and not fact.account_code:
                found.total = found.total or fact
        return found
    return None
