"""The figures of a document by concept, and the way from a claim to those it can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.tables.meanings import YUAN
from linking.accounts import Accounts
from linking.concepts import Concept, claim_concepts, fact_concept, measure_of
from linking.counting_rows import figures_only
from linking.intervals import Interval, exact, printed
from linking.links.conditions import BUDGETS, ONE_BUDGET, Agreement, agreement, of_claim
from linking.links.funds import Money
from linking.links.totals import with_totals, without_wider_totals
from records.tables import ClaimRecord, FactRecord, TableRecord

SUREST = 0.97
LESS_SURE = 0.05
"""What a second meaning takes from the confidence."""
WHOLE = frozenset(
    {"total", "grand_total", "amount", "current_year_expenditure", "current_year_revenue", None}
)
BY_SECTION = {
    "revenue": ("revenue", "revenue_expenditure_summary"),
    "expenditure": ("expenditure", "revenue_expenditure_summary"),
    "revenue_expenditure_summary": ("revenue_expenditure_summary", "expenditure"),
    "fiscal_grant_summary": ("fiscal_grant_summary", "general_public_budget_expenditure"),
    "general_public_budget_expenditure": ("general_public_budget_expenditure", "fiscal_grant_summary"),
    "basic_expenditure": ("general_public_budget_expenditure", "basic_expenditure"),
    "government_fund": ("government_fund",),
    "state_capital": ("state_capital",),
}
ITEM_DIGITS = 7
OTHER_ACCOUNTS = ("general_public_budget_expenditure", "expenditure")
"""Statements that an account's figure may come from, if no better one has it."""
BY_FUND = {
    "general_public_budget": ("general_public_budget_expenditure", "fiscal_grant_summary", "expenditure"),
    "fiscal_grant": ("general_public_budget_expenditure", "fiscal_grant_summary", "expenditure"),
    "government_fund": ("government_fund",),
    "state_capital": ("state_capital",),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that a claim can mean, and the conditions that stand against it.

    ``differ``: it is known to be another number; ``doubts``: it may be another one.
    """

    fact: FactRecord
    confidence: float
    differ: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Ledger:
    """All figures of a document by concept, its accounts, and the kinds of its chapters."""

    by_concept: dict[str, list[tuple[Concept, FactRecord]]] = field(default_factory=lambda: defaultdict(list))
    accounts: Accounts = field(default_factory=Accounts)
    section_kinds: dict[str, str | None] = field(default_factory=dict)
    money: Money = field(default_factory=Money)

    def kind_of(self, claim: ClaimRecord) -> str | None:
        """What the chapter of a claim is about; a chapter without a kind has its parent's."""
        return self.section_kinds.get(claim.section_id or "")

    def find(
        self, claim: ClaimRecord, phase: str | None, period: int | None, strict: bool = False
    ) -> list[Candidate]:
        """The figures that the claim's subject can mean in a phase and a year, best first.

        ``strict`` leaves out columns that do not say which budget they show.
        """
        return [one for one in self.candidates(claim, phase, period, strict) if not one.differ]

    def candidates(
        self, claim: ClaimRecord, phase: str | None, period: int | None, strict: bool = False
    ) -> list[Candidate]:
        """The figures of a claim's subject, also those that stand elsewhere, best first."""
        kind = self.kind_of(claim)
        wanted = claim_concepts(claim, kind)
        if wanted.any_phase:
            phase = None
        order = BY_SECTION.get(kind or "", ())
        found: list[Candidate] = []
        for concept in wanted.concepts:
            if concept.phase not in (None, phase):
                continue
            if concept.name == "account":
                found += self._of_account(claim, kind, phase, period)
                continue
            facts = [
                fact
                for known, fact in self.by_concept.get(concept.name, ())
                if _same_key(concept, known)
                and agrees(fact, phase, period)
                and _same_dimension(claim, fact)
                and not (strict and fact.statement in ONE_BUDGET)
            ]
            facts.sort(key=lambda f: order.index(f.statement) if f.statement in order else len(order))
            confidence = SUREST - LESS_SURE * bool(found)
            also = ("measure",) if concept.similar else ()
            found += [self._candidate(claim, kind, phase, period, f, confidence, also) for f in facts]
        return found

    def of_subject(self, claim: ClaimRecord) -> list[FactRecord]:
        """All figures of a claim's subject, of whichever stage, year, fund and column."""
        wanted = claim_concepts(claim, self.kind_of(claim))
        found: list[FactRecord] = []
        for concept in wanted.concepts:
            if concept.name == "account":
                rows = [f for name in ("account", "economic") for _, f in self.by_concept.get(name, ())]
                found += self.accounts.matching(claim, rows)[0]
            else:
                known = self.by_concept.get(concept.name, ())
                found += [fact for other, fact in known if _same_key(concept, other)]
        return [fact for fact in found if _same_dimension(claim, fact)]

    def _candidate(
        self,
        claim: ClaimRecord,
        kind: str | None,
        phase: str | None,
        period: int | None,
        fact: FactRecord,
        confidence: float,
        also: tuple[str, ...],
    ) -> Candidate:
        wanted = of_claim(claim, kind, phase, period)
        found: Agreement = agreement(claim, wanted, fact)
        differ, unknown = found.differ, found.unknown
        if "fund" in found.unmet and self.money.is_one(wanted, fact):
            differ = tuple(name for name in differ if name != "fund")
            unknown = tuple(name for name in unknown if name != "fund")
        return Candidate(fact, confidence, differ, unknown + also)

    def _of_account(
        self, claim: ClaimRecord, kind: str | None, phase: str | None, period: int | None
    ) -> list[Candidate]:
        statements = [*BY_SECTION.get(kind or "", ()), *BY_FUND.get(claim.fund or "", ())]
        if claim.fund == "general_public_budget":
            statements.insert(0, "general_public_budget_expenditure")
        statements += [s for s in ("expenditure", "revenue_expenditure_summary") if claim.fund is None]
        rows = [fact for _, fact in self.by_concept.get("account", ()) if agrees(fact, phase, period)]
        rows += [fact for _, fact in self.by_concept.get("economic", ()) if agrees(fact, phase, period)]
        found: list[Candidate] = []
        for statement in dict.fromkeys([*statements, *(OTHER_ACCOUNTS if statements else ())]):
            rightful = [f for f in rows if f.statement == statement and _right_column(f, claim)]
            of_fund = [f for f in rightful if f.fund == claim.fund]
            rightful = of_fund or rightful
            matched, sure = self.accounts.matching(claim, rightful)
            confidence = SUREST - LESS_SURE * bool(found)
            also = () if sure else ("account",)
            found += [self._candidate(claim, kind, phase, period, f, confidence, also) for f in matched]
        return found

    def items_of(self, claim: ClaimRecord) -> list[FactRecord]:
        """The items (项) of the class that a claim names, in a statement that prints items only."""
        prefix = self.accounts.class_of(claim.account_path)
        if prefix is None:
            return []
        for statement in [*BY_FUND.get(claim.fund or "", ()), "expenditure"]:
            items = [
                fact
                for _, fact in self.by_concept.get("account", ())
                if fact.statement == statement
                and (fact.account_code or "").startswith(prefix)
                and agrees(fact, claim.phase, claim.period)
                and _right_column(fact, claim)
            ]
            if items:
                return items if all(len(fact.account_code or "") == ITEM_DIGITS for fact in items) else []
        return []


def _right_column(fact: FactRecord, claim: ClaimRecord) -> bool:
    measure = measure_of(fact)
    if claim.measure in ("basic_expenditure", "project_expenditure"):
        return measure == claim.measure
    return measure in WHOLE and not any("增减" in head for head in fact.column_path)


def _same_key(wanted: Concept, known: Concept) -> bool:
    if wanted.key is None or known.key is None:
        return True
    if wanted.name == "vehicle_kind":
        return wanted.key.removesuffix("辆") in known.key or known.key in wanted.key
    return wanted.key == known.key


def _same_dimension(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Money against money, counts against counts, points against points."""
    if claim.kind == "score":
        return fact.unit == "分"
    if claim.kind == "count":
        return fact.amount_yuan is None or fact.statement == "institution_operation"
    return fact.amount_yuan is not None


def agrees(fact: FactRecord, phase: str | None, period: int | None) -> bool:
    """Whether a figure is of the phase and year asked for; what it does not say agrees."""
    if period is not None and fact.period is not None and fact.period != period:
        return False
    if phase is None or fact.phase is None or fact.phase == phase:
        return True
    return fact.statement in ONE_BUDGET and {fact.phase, phase} <= BUDGETS


def interval_of(record: FactRecord | ClaimRecord, unit: str | None) -> Interval:
    """The printed number as an interval in ``unit`` (money is converted)."""
    value = record.value if record.value is not None else Decimal(0)
    factor = Decimal(1)
    if record.unit in YUAN and unit in YUAN and record.unit is not None and unit is not None:
        factor = YUAN[record.unit] / YUAN[unit]
    elif record.unit not in YUAN and record.unit not in ("%", "倍", "分", "百分点"):
        return exact(value)
    return printed(value, record.raw, factor)


def build_ledger(
    facts: list[FactRecord], section_kinds: dict[str, str | None], tables: Iterable[TableRecord] = ()
) -> Ledger:
    """The ledger of a document's figures; ``section_kinds`` as chapters give them to their parts."""
    ledger = Ledger(section_kinds=section_kinds)
    seen: set[tuple[str, str]] = set()
    facts = figures_only(facts)
    for fact in with_totals(facts):
        concept = fact_concept(fact, seen)
        if concept is not None:
            ledger.by_concept[concept.name].append((concept, fact))
    three_public = ledger.by_concept.get("tp:three_public_expenditure")
    if three_public:
        beside = [f for name in ("conference", "training") for _, f in ledger.by_concept.get(name, ())]
        ledger.by_concept["tp:three_public_expenditure"] = without_wider_totals(three_public, beside)
    ledger.accounts = Accounts.of(facts)
    ledger.money = Money.of(
        {name: [fact for _, fact in known] for name, known in ledger.by_concept.items()}, tables
    )
    return ledger
