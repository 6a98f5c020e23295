"""Funds of which a document shows that they hold the same money.

Where the total of one fund is the total of another that takes it in, each part of the one is that of
the other: a body that has nothing but fiscal grants says 支出 for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from linking.links.conditions import ALL, Standing, of_fact
from records.tables import FactRecord, TableRecord

TOTALS = {
    "expenditure_total": ("expenditure", ALL),
    "grant_expenditure_total": ("expenditure", "fiscal_grant"),
    "gpb_expenditure_total": ("expenditure", "general_public_budget"),
    "government_fund_expenditure": ("expenditure", "government_fund"),
    "state_capital_expenditure": ("expenditure", "state_capital"),
    "revenue_total": ("revenue", ALL),
    "fiscal_grant_revenue": ("revenue", "fiscal_grant"),
    "grant_revenue_total": ("revenue", "fiscal_grant"),
    "gpb_revenue": ("revenue", "general_public_budget"),
    "government_fund_revenue": ("revenue", "government_fund"),
    "state_capital_revenue": ("revenue", "state_capital"),
}
"""Totals by concept: of which side, of whose money."""
OTHER_GRANTS = frozenset({"government_fund", "state_capital"})
GENERAL = frozenset({"general_public_budget", "fiscal_grant"})
"""Funds that are one where no other grants are given."""
Time = tuple[str | None, str | None, int | None]


@dataclass(slots=True)
class Money:
    """The totals of each fund, by side, stage and year."""

    totals: dict[Time, dict[str, set[object]]] = field(default_factory=dict)
    nil: frozenset[str] = frozenset()
    """Funds whose statements are there, and empty."""

    @classmethod
    def of(cls, by_concept: Mapping[str, Sequence[FactRecord]], tables: Iterable[TableRecord] = ()) -> Money:
        """The totals among figures by concept, and the funds whose ``tables`` are empty."""
        tables = list(tables)
        filled = {table.statement for table in tables if not table.is_empty}
        money = cls(nil=frozenset({table.statement for table in tables} - filled) & OTHER_GRANTS)
        totals: dict[Time, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
        for name, (side, fund) in TOTALS.items():
            for fact in by_concept.get(name, ()):
                if fact.amount_yuan is not None and fact.fund in (None, fund):
                    totals[side, fact.phase, fact.period][fund].add(fact.amount_yuan)
        money.totals = {time: dict(funds) for time, funds in totals.items()}
        return money

    def is_one(self, wanted: Standing, fact: FactRecord) -> bool:
        """Whether the fund asked for and that of the figure hold the same money.

        If no fund is asked for, all those of which the totals are known must.
        """
        found = of_fact(fact)
        if {wanted.fund, found.fund} == GENERAL and self.nil == OTHER_GRANTS:
            return True
        known = self.totals.get((found.side, found.phase, found.period), {})
        if found.fund is None or found.fund not in known:
            return False
        funds = [wanted.fund] if wanted.fund is not None else [ALL, "fiscal_grant", "general_public_budget"]
        amounts = [known[fund] for fund in (found.fund, *funds) if fund in known]
        if wanted.fund is not None and wanted.fund not in known or len(amounts) < 2:
            return False
        first = amounts[0]
        return len(first) == 1 and all(other == first for other in amounts[1:])
