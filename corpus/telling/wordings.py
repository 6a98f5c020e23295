"""Passages in the words of many clerks, with the claims that they make, drawn by seed.

A passage states facts, each in one wording chosen at random (:mod:`corpus.telling.clerks`); its figures
follow from each other.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from corpus import families
from corpus.bodies import accounts
from corpus.bodies.model import ZERO
from corpus.bodies.years import make_year
from corpus.telling.clerks import Clerk, Fact, wordings
from corpus.telling.narrative import Teller
from corpus.telling.quantities import TracedAmount

ITEM = 7
"""Digits of the code of a 项."""
FAMILY = "lingnan"
"""Its numerals are those of a passage."""


KINDS = (
    "change", "budget", "flat", "parts", "account", "counts", "bounds", "times", "graded", "nothing",
)  # fmt: skip


MOST_MISSES = 50
"""Facts drawn one after the other of what was told before, after which there is no other to be found."""


@dataclass(slots=True)
class WordedPassage:
    """A text with its claims in order, each with its cause, if one is given."""

    year: int
    text: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)


def passage(
    seed: int,
    facts: int = 4,
    kinds: tuple[str, ...] = KINDS,
) -> WordedPassage:
    """A passage of so many facts, or of fewer where the kinds have no other subjects to tell of.

    The same seed gives the same passage.
    """
    chance = random.Random(seed)
    family = families.family(FAMILY)
    clerk = Clerk(f"passage {seed}", "final", family.year, alone=True)
    clerk.full_digits = False  # a page is read before its text is
    teller = Teller(family, make_year(seed, family.report_kind, family.year), [], clerk)
    made = WordedPassage(family.year)
    told: set[str] = set()
    misses = 0
    while facts and misses < MOST_MISSES:
        kind = chance.choice(kinds)
        if kind == "nothing":
            made.text += f"\n{chance.choice(wordings()[kind]['wordings'])['text']}\n"
            facts -= 1
            continue
        fact = _fact(kind, teller.amounts, chance)
        subjects = {teller.amounts[name].subject for name in fact.names().values()}
        if told & subjects:
            misses += 1
            kinds = tuple(one for one in kinds if one not in ("parts", "bounds")) or kinds  # few have parts
            continue
        told |= subjects
        misses = 0
        facts -= 1
        text = teller.fill(clerk.tell(fact, teller.amounts), {}).text
        made.text += f"\n{clerk.laid_out(text)}\n" if fact.account or clerk.run_in or clerk.broken else text
    for mark in teller.story.claims:
        made.claims.append(mark.entry | {"reason": teller.causes.get(mark.entry["reason"])})
    return made


def _fact(kind: str, amounts: dict[str, TracedAmount], chance: random.Random) -> Fact:
    """A fact of figures drawn for it, which the amounts get under names of its own."""
    number = f"told{len(amounts)}"
    match kind:
        case "account":
            kind = chance.choice(("change", "budget", "flat"))
            code = chance.choice([one for one in accounts.functional() if len(one) == ITEM])
            amounts[f"{number}_"] = replace(
                _drawn(code, chance, flat=kind == "flat"), account=tuple(accounts.path(code))
            )
            return Fact(kind, f"{number}_", _named(code, chance), account=True)
        case "counts":
            subject, unit = chance.choice(wordings()["counts"]["counted"])
            now, then = chance.sample(range(2, 400), 2)
            amounts[f"{number}_"] = replace(_amount(subject, Decimal(now), Decimal(then), ZERO), unit=unit)
            return Fact(kind, f"{number}_", subject)
        case "times":
            amounts[f"{number}_"] = _grown(chance.choice(wordings()["subjects"]), chance)
            return Fact(kind, f"{number}_", amounts[f"{number}_"].subject)
        case "graded":
            whole, *parts = chance.choice(wordings()[kind]["wholes"])
            some = [Decimal(chance.randint(1, 9)) for _ in parts]
            told = [
                replace(_amount(subject, count, ZERO, ZERO), unit="个")
                for subject, count in zip((*parts, whole), (*some, sum(some, Decimal(0))), strict=True)
            ]
            names = (f"{number}_a", f"{number}_b")
            amounts |= dict(zip((*names, f"{number}_"), told, strict=True))
            return Fact(kind, f"{number}_", whole, names)
        case "parts" | "bounds":
            whole, *parts = chance.choice(wordings()[kind]["wholes"])
            names = (f"{number}_a", f"{number}_b")
            told = (_parts if kind == "parts" else _bounds)(whole, parts, chance)
            amounts |= dict(zip((*names, f"{number}_"), told, strict=True))
            return Fact(kind, f"{number}_", whole, names)
    subject = chance.choice(wordings()["subjects"])
    amounts[f"{number}_"] = _drawn(subject, chance, flat=kind == "flat")
    return Fact(kind, f"{number}_", subject)


def _named(code: str, chance: random.Random) -> str:
    """An account by its names and codes, in one of many ways, as an item of a list."""
    names = dict(zip(("l1", "l2", "l3"), accounts.path(code), strict=True))
    codes = {"k1": code[:3], "k2": code[3:5], "k3": code[5:]}
    known = wordings()["accounts"]
    return str(chance.choice(known["numbers"]) + chance.choice(known["named"])).format(
        n=chance.randint(1, 9), **names, **codes
    )


def _parts(whole: str, parts: list[str], chance: random.Random) -> list[TracedAmount]:
    """Amounts of two parts, and the whole that they make."""
    told = [_drawn(part, chance) for part in parts]
    made = _amount(whole, sum((t.amount for t in told), ZERO), sum((t.prior for t in told), ZERO), ZERO)
    return [*told, made]


def _bounds(whole: str, parts: list[str], chance: random.Random) -> list[TracedAmount]:
    """Amounts of which the second lies in the first, and this in the whole."""
    made = _drawn(whole, chance)
    outer, inner = (
        _cents(made.amount * Decimal(chance.randint(*span)) / 100) for span in ((50, 95), (10, 45))
    )
    told = [_amount(name, amount, ZERO, ZERO) for name, amount in zip(parts, (outer, inner), strict=True)]
    return [*told, made]


def _grown(subject: str, chance: random.Random) -> TracedAmount:
    """An amount that is so many times what it was."""
    then = Decimal(chance.randint(200, 20_000)) * 100
    return _amount(subject, then * chance.randint(3, 9), then, ZERO)


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
