"""Errors of the tables: another number, digits or rows that change places, a name of another account."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from benchmarks.planting.plants import LEAST_CHANGE, Plant, changed, swapped, with_value
from benchmarks.planting.sources import ReadSource, elsewhere
from linking.intervals import decimals_of
from records.file_tables import FactRecord
from records.lexicon.accounts import accounts
from records.lexicon.statements import is_even

AMOUNTS = frozenset({"amount", "execution_rate", "weight", "score"})

FEWEST_DIGITS = 3
"""Before the point, of a figure that can lose one and stay a figure."""

LEAVES = ("2080505", "2080506", "2101101", "2101102", "2210201", "2210202", "20805", "21011", "22102")
"""Codes that most documents have, whose names are another one's in a plant."""


def figures(source: ReadSource) -> list[FactRecord]:
    """The figures that an error can be planted into."""
    return [
        fact
        for fact in source.document.facts
        if fact.value
        and (is_even(fact.statement) or fact.statement.startswith("performance") and fact.measure in AMOUNTS)
    ]


def plant_figure(source: ReadSource, chance: random.Random) -> Plant | None:
    fact = chance.choice(figures(source))
    value = changed(fact.value or Decimal(0), decimals_of(fact.raw, fact.value or Decimal(0)), chance)
    return of_fact("figure_changed", source, fact, value)


def plant_swap(source: ReadSource, chance: random.Random) -> Plant | None:
    fact = chance.choice(figures(source))
    value = swapped(fact.value or Decimal(0), decimals_of(fact.raw, fact.value or Decimal(0)), chance)
    return None if value is None else of_fact("digits_swapped", source, fact, value)


def plant_lost(source: ReadSource, chance: random.Random) -> Plant | None:
    """A figure of a table of which a digit is left out."""
    fact = chance.choice(figures(source))
    places = decimals_of(fact.raw, fact.value or Decimal(0))
    whole, point, rest = f"{fact.value:.{places}f}".partition(".")
    if len(whole) < FEWEST_DIGITS or whole.startswith("-"):
        return None
    at = chance.randrange(1, len(whole))
    return of_fact("digit_lost", source, fact, Decimal(whole[:at] + whole[at + 1 :] + point + rest))


def of_fact(sort: str, source: ReadSource, fact: FactRecord, value: Decimal) -> Plant:
    what = f"{fact.statement} {fact.row_label} {'·'.join(fact.column_path)} {fact.raw} -> {value}"
    return Plant(
        sort, facts={fact.fact_id: with_value(fact, value)}, stated=elsewhere(source, fact), what=what
    )


def plant_shift(source: ReadSource, chance: random.Random) -> Plant | None:
    """A figure and the one in the row below change places."""
    fact = chance.choice(figures(source))
    below = [
        other
        for other in source.document.facts
        if (other.table_id, other.column, other.row) == (fact.table_id, fact.column, fact.row + 1)
    ]
    if len(below) != 1 or not below[0].value or below[0].unit != fact.unit:
        return None
    other = below[0]
    last = Decimal(1).scaleb(-decimals_of(fact.raw, fact.value or Decimal(0)))
    if abs((other.value or Decimal(0)) - (fact.value or Decimal(0))) < LEAST_CHANGE * last:
        return None
    plant = of_fact("row_shifted", source, fact, other.value or Decimal(0))
    plant.facts[other.fact_id] = with_value(other, fact.value or Decimal(0))
    plant.stated = plant.stated or elsewhere(source, other)
    return plant


def plant_name(source: ReadSource, chance: random.Random) -> Plant | None:
    """The name of another account of its level for a code, in one row of one table."""
    facts = [f for f in source.document.facts if f.scheme == "functional" and f.account_code in LEAVES]
    if not facts:
        return None
    fact = chance.choice(facts)
    beside = [
        code for code in LEAVES if code != fact.account_code and len(code) == len(fact.account_code or "")
    ]
    name = accounts()["functional", chance.choice(beside)].name_in(source.document.record.fiscal_year)
    row = {
        f.fact_id: replace(f, row_label=name)
        for f in source.document.facts
        if (f.table_id, f.row) == (fact.table_id, fact.row)
    }
    return Plant("wrong_name", facts=row, stated=True, what=f"{fact.account_code} {fact.row_label} -> {name}")
