"""What must agree before one number may confirm or refute another: fund, stage, year, side.

A condition is known from what was published of a claim and of a figure, and where that is null from
the chapter of the one and the statement of the other. Numbers that are known to differ in one are
never held against each other; a number of which one is unknown on one side only refutes nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from linking.meaning.meaning import Meaning
from records.file_tables import FactRecord
from records.lexicon.groups import BUDGETS, GENERAL_GRANTS, TOTALS
from records.lexicon.statements import of_kind
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

OF_THEIR_OWN = ("costs", "form")
"""Kinds of statements whose measures stand nowhere else: fund and side do not tell them apart."""
AMOUNTS = frozenset({"level", "change", "change_rate", "share", "completion_rate"})
"""Kinds of claims that speak of money of a stage and a side; a count need not."""

LEVELS = ("region", "own_level")
"""Whose money a government's figures are."""


class Figure(NamedTuple):
    """A figure of a table and what it measures."""

    fact: FactRecord
    meaning: Meaning


class Asked(NamedTuple):
    """What a claim asks for: a meaning, in a stage and a year."""

    meaning: Meaning
    phase: str | None
    period: int | None


class Agreement(NamedTuple):
    """The conditions in which a claim and a figure ``differ``, and those ``unknown`` on one side only."""

    differ: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def agreement(claim: ClaimRecord, asked: Asked, figure: Figure) -> Agreement:
    """How what a claim asks for and a figure agree."""
    fact, found = figure.fact, figure.meaning
    differ: list[str] = []
    unknown: list[str] = []

    def hold(name: str, wanted: object, given: object) -> None:
        if wanted != given:
            (unknown if wanted is None or given is None else differ).append(name)

    of_their_own = fact.statement in of_kind(*OF_THEIR_OWN)
    funds = {asked.meaning.fund, found.fund}
    one = fact.statement in of_kind("costs") and funds == GENERAL_GRANTS
    if not of_their_own or None not in funds and not one:
        hold("fund", asked.meaning.fund, found.fund)
    if fact.statement in of_kind("costs") and {asked.phase, fact.phase} == set(BUDGETS):
        if not of_one_budget(claim, fact):
            unknown.append("phase")
    elif claim.kind in AMOUNTS or None not in (asked.phase, fact.phase):
        hold("phase", asked.phase, fact.phase)
    hold("period", asked.period, fact.period)
    if fact.statement in of_kind("form") and asked.meaning.measure in TOTALS:
        unknown.append("scope")  # what is evaluated may be a project, not the body
    if claim.kind in AMOUNTS and not of_their_own:
        hold("side", asked.meaning.side, found.side)
    if fact.scope in LEVELS:
        hold("scope", claim.scope, fact.scope)
    return Agreement(tuple(differ), tuple(unknown))


def of_one_budget(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether text and table each speak of 预算 and neither says which: then it is the one they share."""
    stages = "".join(fact.column_path)
    text = claim.sentence or ""
    return "预算" in stages and "预算" in text and WORDS.which_budget.search(stages + text) is None


def agrees(fact: FactRecord, phase: str | None, period: int | None) -> bool:
    """Whether a figure is of the phase and year asked for; what it does not say agrees."""
    if period is not None and fact.period is not None and fact.period != period:
        return False
    if phase is None or fact.phase is None or fact.phase == phase:
        return True
    return fact.statement in of_kind("costs") and {fact.phase, phase} <= set(BUDGETS)
