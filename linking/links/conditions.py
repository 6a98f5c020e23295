"""What must agree before one number may confirm or refute another: fund, stage, year, side.

A condition is known from what was published of a claim and of a figure, and where that is null from
the chapter of the one and the statement of the other. Numbers that are known to differ in one are
never held against each other; a number of which one is unknown on one side only refutes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from records.lexicon.statements import fund_of, side_of
from records.tables import ClaimRecord, FactRecord

ALL = "all"
"""The fund of what holds the money of all funds."""
GRANTS = frozenset({"general_public_budget", "government_fund", "state_capital"})
"""The funds that fiscal grants (财政拨款) come from."""
ONE_BUDGET = frozenset({"three_public", "institution_operation"})
"""Statements with one column 预算数, whichever budget the text calls it."""
OF_THEIR_OWN = ONE_BUDGET | {"performance_overall", "performance_project", "performance_summary"}
"""Statements whose measures stand nowhere else: fund and side do not tell them apart."""
GRANT = re.compile(r"政府性?预算资金|财政拨款|财政(?:性)?资金")
"""Rows of 整体绩效自评表 for what the treasury pays."""
BUDGETS = frozenset({"initial_budget", "adjusted_budget"})
AMOUNTS = frozenset({"level", "change", "change_rate", "share", "completion_rate"})
"""Kinds of claims that speak of money of a stage and a side; a count need not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a number stands: whose money, which stage, which year, which side; ``None`` if unknown."""

    fund: str | None
    phase: str | None
    period: int | None
    side: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The conditions in which a claim and a figure ``differ``, and those ``unknown`` on one side only."""

    differ: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def unmet(self) -> tuple[str, ...]:
        """All the conditions that are not met."""
        return self.differ + self.unknown


def of_claim(claim: ClaimRecord, kind: str | None, phase: str | None, period: int | None) -> Standing:
    """Where a claim of a chapter about ``kind`` stands, asked for in a stage and a year."""
    of_chapter = fund_of(kind)
    fund = claim.fund or of_chapter
    if fund == "fiscal_grant" and of_chapter in GRANTS:
        fund = of_chapter
    return Standing(fund, phase, period, claim.side or side_of(kind))


def of_fact(fact: FactRecord) -> Standing:
    """Where a figure stands."""
    side = fact.side or side_of(fact.statement)
    if side is None and fact.measure is not None:
        word = fact.measure.rpartition("_")[2]
        side = word if word in ("revenue", "expenditure") else None
    fund = fact.fund or fund_of(fact.statement)
    if fund is None and fact.statement == "performance_overall" and GRANT.search(fact.row_label or ""):
        fund = "fiscal_grant"
    return Standing(fund, fact.phase, fact.period, side)


def agreement(claim: ClaimRecord, wanted: Standing, fact: FactRecord) -> Agreement:
    """How a claim that stands where ``wanted`` says and a figure agree."""
    found = of_fact(fact)
    differ: list[str] = []
    unknown: list[str] = []

    def hold(name: str, asked: object, given: object) -> None:
        if asked != given:
            (unknown if asked is None or given is None else differ).append(name)

    if fact.statement not in OF_THEIR_OWN or None not in (wanted.fund, found.fund):
        hold("fund", wanted.fund, found.fund)
    if fact.statement in ONE_BUDGET and {wanted.phase, found.phase} == BUDGETS:
        unknown.append("phase")
    elif claim.kind in AMOUNTS or None not in (wanted.phase, found.phase):
        hold("phase", wanted.phase, found.phase)
    hold("period", wanted.period, found.period)
    if claim.kind in AMOUNTS and fact.statement not in OF_THEIR_OWN:
        hold("side", wanted.side, found.side)
    return Agreement(tuple(differ), tuple(unknown))
