"""The terms and words of the lexicon, loaded, and what holds between measures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from records.lexicon.groups import PARTED_USES, PROCUREMENT, THREE_PUBLIC
from records.lexicon.schema import Term, Terms, Words
from records.rule_files import load_rules, rules_beside

USES = PARTED_USES | {THREE_PUBLIC, PROCUREMENT}
"""Measures of one use of the money, which several funds may pay."""


@cache
def terms() -> dict[str, Term]:
    """The terms of the lexicon by their measure. Raises :class:`~records.rule_files.InvalidRules`."""
    loaded = load_rules(Path(__file__).with_name("terms.toml"), Terms)
    return {term.measure: term for term in loaded.term}


words = rules_beside(__file__, "words.toml", Words)
"""The words that narrow and close. Raises :class:`~records.rule_files.InvalidRules`."""


@cache
def counted_units() -> frozenset[str]:
    """The units of what is counted."""
    return frozenset(words().counted.words)


@cache
def wholes_of(measure: str) -> frozenset[str]:
    """All the measures that ``measure`` is always part of."""
    own = terms()[measure].part_of if measure in terms() else []
    return frozenset(own).union(*(wholes_of(one) for one in own))


@cache
def parts_of(measure: str) -> frozenset[str]:
    """All the measures that are always part of ``measure``."""
    return frozenset(part for part in terms() if measure in wholes_of(part))


@cache
def count_of(measure: str, unit: str | None) -> str | None:
    """The count that a phrase naming a money ``measure`` means with a unit of counting."""
    for term in terms().values():
        if term.counts and measure in term.counts.of and unit in term.counts.units:
            return term.measure
    return None


def money_of(measure: str | None) -> str | None:
    """The money that a counted thing costs (公务接待费 for 国内公务接待批次); money is itself."""
    counts = terms()[measure].counts if measure in terms() else None
    return counts.of[0] if counts else measure


def measure_of_side(side: str | None) -> str | None:
    """What is measured where only a fund and the side are told (一般公共预算财政拨款)."""
    return {"revenue": "fiscal_grant_revenue", "expenditure": "current_year_expenditure"}.get(side or "")


def sides_of(measure: str | None) -> tuple[str, ...]:
    """The side of a measure that has one."""
    side = terms()[measure].side if measure in terms() else None
    return (side,) if side else ()


def is_count(measure: str | None) -> bool:
    """Whether a measure counts things."""
    return measure in terms() and terms()[measure].unit == "count"
