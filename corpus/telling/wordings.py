"""Passages in the words of many clerks, with the claims that they make, drawn by seed.

A passage states facts, each in one wording chosen at random (:mod:`corpus.telling.clerks`); its figures
follow from each other.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from corpus import families
from corpus.bodies.model import ZERO
from corpus.bodies.years import make_year
from corpus.telling.clerks import Clerk, Fact, wordings
from corpus.telling.narrative import Teller
from corpus.telling.quantities import TracedAmount

FAMILY = "lingnan"
"""Its numerals are those of a passage."""


@dataclass(slots=True)
class WordedPassage:
    """A text with its claims in order, each with its cause, if one is given."""

    year: int
    text: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)


def passage(
    seed: int, facts: int = 4, kinds: tuple[str, ...] = ("change", "budget", "flat", "parts")
) -> WordedPassage:
    """A passage of so many facts; the same seed gives the same passage."""
    chance = random.Random(seed)
    family = families.family(FAMILY)
    clerk = Clerk(f"passage {seed}", "final", family.year)
    clerk.full_digits = False  # a page is read before its text is
    teller = Teller(family, make_year(seed, family.report_kind, family.year), [], clerk)
    made = WordedPassage(family.year)
    told: set[str] = set()
    while facts:
        kind = chance.choice(kinds)
        fact = _fact(kind, teller.amounts, chance)
        subjects = {teller.amounts[name].subject for name in fact.names().values()}
        if told & subjects:
            kinds = tuple(one for one in kinds if one != "parts") or kinds  # few things have parts
            continue
        told |= subjects
        facts -= 1
        made.text += teller.fill(clerk.tell(fact, teller.amounts), {}).text
    for mark in teller.story.claims:
        made.claims.append(mark.entry | {"reason": teller.causes.get(mark.entry["reason"])})
    return made


def _fact(kind: str, amounts: dict[str, TracedAmount], chance: random.Random) -> Fact:
    """A fact of figures drawn for it, which the amounts get under names of its own."""
    number = f"told{len(amounts)}"
    if kind != "parts":
        subject = chance.choice(wordings()["subjects"])
        amounts[f"{number}_"] = _drawn(subject, chance, flat=kind == "flat")
        return Fact(kind, f"{number}_", subject)
    whole, *parts = chance.choice(wordings()["parts"]["wholes"])
    told = [_drawn(part, chance) for part in parts]
    names = (f"{number}_a", f"{number}_b")
    amounts |= dict(zip(names, told, strict=True))
    amounts[f"{number}_"] = _amount(
        whole, sum((t.amount for t in told), ZERO), sum((t.prior for t in told), ZERO), Decimal(0)
    )
    return Fact(kind, f"{number}_", whole, names)


def _drawn(subject: str, chance: random.Random, flat: bool = False) -> TracedAmount:
    now = Decimal(chance.randint(200, 90_000)) * 100
    then = now if flat else _cents(now * Decimal(chance.choice(["0.55", "0.83", "1.27", "1.61"])))
    budget = _cents(now * Decimal(chance.choice(["0.81", "1.19", "1.44"])))
    return _amount(subject, now, then, budget)


def _amount(subject: str, now: Decimal, then: Decimal, budget: Decimal) -> TracedAmount:
    return TracedAmount(subject, now, then, budget, "", ())


def _cents(amount: Decimal) -> Decimal:
    """Whole cents of 万元: what is printed is what it is."""
    return (amount / 100).to_integral_value() * 100
