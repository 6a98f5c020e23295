"""The figures behind the charts: expenditure by class, “三公” by year; in 万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from linking.meaning.figures import figure_meaning
from records.file_tables import FactRecord
from records.lexicon.accounts import CLASS, ITEM
from records.lexicon.groups import BUDGETS
from records.narrative_tables import ClaimRecord
from records.tables import Document

WAN = 10_000
STATEMENTS = ("general_public_budget_expenditure", "expenditure")
SPENT = "current_year_expenditure"
WHOLE = "three_public_expenditure"
PARTS = ("overseas_travel", "vehicle_purchase", "vehicle_operation", "official_reception")


@dataclass(frozen=True, slots=True)
class ClassFigure:
    """Expenditure of a class (类): its outturn, and its budget if that is known."""

    name: str
    outturn: Decimal
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class YearFigure:
    """“三公” of a year: outturn, its parts where they add up to it, budget."""

    year: int
    outturn: Decimal | None
    budget: Decimal | None
    parts: dict[str, Decimal]


PublicFigures = dict[tuple[int, str, str], Decimal]
"""Year, ``outturn`` or ``budget``, measure -> amount."""


def by_class(document: Document) -> list[ClassFigure]:
    """The classes of a final account in the order of its statement.

    A budget is that of the statement, or else the sum of what the text says of the items, where it
    says it of every item that has an outturn.
    """
    for statement in STATEMENTS:
        facts = [fact for fact in document.facts if _is_expenditure(fact, statement, document)]
        outturns = _amounts(fact for fact in facts if fact.phase == "final")
        classes = [code for code in outturns if len(code) == CLASS]
        if not classes:
            continue
        printed = _amounts(fact for fact in facts if fact.phase in BUDGETS)
        stated = _stated_budgets(document.claims)
        names = {fact.account_code: fact.account_name or fact.row_label or "" for fact in reversed(facts)}
        return [
            ClassFigure(names[code], outturns[code], printed.get(code, _sum_of_items(code, outturns, stated)))
            for code in classes
        ]
    return []


def _is_expenditure(fact: FactRecord, statement: str, document: Document) -> bool:
    return (
        fact.statement == statement
        and fact.scheme == "functional"
        and fact.account_code is not None
        and fact.period == document.record.fiscal_year
        and fact.measure == SPENT
        and fact.amount_yuan is not None
    )


def _amounts(facts: Iterable[FactRecord]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for fact in facts:
        if fact.account_code is not None and fact.amount_yuan is not None:
            found.setdefault(fact.account_code, fact.amount_yuan / WAN)
    return found


def _stated_budgets(claims: list[ClaimRecord]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for claim in claims:
        code = claim.account_code
        if (
            claim.kind == "level"
            and claim.phase == "initial_budget"
            and code
            and claim.amount_yuan is not None
        ):
            found.setdefault(code, claim.amount_yuan / WAN)
    return found


def _sum_of_items(code: str, outturns: dict[str, Decimal], stated: dict[str, Decimal]) -> Decimal | None:
    items = {item for item in outturns if len(item) == ITEM and item.startswith(code)}
    told = {item: amount for item, amount in stated.items() if len(item) == ITEM and item.startswith(code)}
    return sum(told.values(), Decimal(0)) if items and items <= told.keys() else None


def public_figures(document: Document) -> PublicFigures:
    """What a document's tables say of “三公”, of any year."""
    found: PublicFigures = {}
    for phase in ("final", *BUDGETS):
        for fact in document.facts:
            if fact.statement != "three_public" or fact.phase != phase:
                continue
            if fact.amount_yuan is None or fact.period is None:
                continue
            meaning = figure_meaning(fact)
            if meaning is not None and meaning.measure in (WHOLE, "official_vehicles", *PARTS):
                sort = "outturn" if phase == "final" else "budget"
                found.setdefault((fact.period, sort, meaning.measure), fact.amount_yuan / WAN)
    return found


def by_year(figures: PublicFigures) -> list[YearFigure]:
    """The years of which an outturn or a budget is known, in order."""
    years: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(dict)
    for (year, sort, measure), amount in figures.items():
        years[year][sort, measure] = amount
    result = []
    for year, known in sorted(years.items()):
        whole, budget = known.get(("outturn", WHOLE)), known.get(("budget", WHOLE))
        if whole is None and budget is None:
            continue
        parts = {part: known["outturn", part] for part in PARTS if ("outturn", part) in known}
        # Parts that do not add up would show another whole than the statement does.
        adds_up = whole is not None and abs(sum(parts.values(), Decimal(0)) - whole) <= Decimal("0.05")
        result.append(YearFigure(year, whole, budget, parts if adds_up else {}))
    return result
