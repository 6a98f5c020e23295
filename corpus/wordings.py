"""Passages in the words of many clerks, with the claims that they make, drawn by seed.

The phrases (``wordings.toml``) are the maker's own; the reader of narratives knows none of them. A passage
states each fact in one wording chosen at random; its figures follow from each other.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from records.rule_files import load_rules

SLOT = re.compile(r"\{(\w+)\}")
CENT = Decimal("0.01")
YEAR = 2023


@dataclass(slots=True)
class WordedPassage:
    """A text with its claims in order, each with its cause, if one is given."""

    text: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)


@cache
def wordings() -> dict[str, Any]:
    """The phrase tables."""
    return load_rules(Path(__file__).with_name("wordings.toml"))


def passage(seed: int, facts: int = 4) -> WordedPassage:
    """A passage of so many facts; the same seed gives the same passage."""
    chance = random.Random(seed)
    words = wordings()
    made = WordedPassage()
    for subject in chance.sample(words["subjects"], facts):
        _tell(made, subject, chance.choice(["change", "budget"]), chance)
    return made


def _tell(made: WordedPassage, subject: str, fact: str, chance: random.Random) -> None:
    words = wordings()
    now = Decimal(chance.randint(200, 90_000)) / 100
    then = (now * Decimal(chance.choice(["0.55", "0.83", "1.27", "1.61"]))).quantize(CENT, ROUND_HALF_UP)
    budget = (now * Decimal(chance.choice(["0.81", "1.19", "1.44"]))).quantize(CENT, ROUND_HALF_UP)
    adjusted = (budget * Decimal("1.1")).quantize(CENT)
    way = "up" if now > then else "down"
    fitting = [one for one in words[fact]["wordings"] if one.get("only", way) == way]
    said = {
        "s": subject,
        "year": str(YEAR),
        "prior": str(YEAR - 1),
        "w": chance.choice(words["words"][way]),
        "v": chance.choice(words["rates"][way]),
        "cause": chance.choice(words["causes"]),
    }
    outturn = {"phase": "final", "period": YEAR, "direction": None, "base": None}
    change = outturn | {"direction": way, "base": "prior_year"}
    gap = "up" if now > budget else "down"
    figures: dict[str, tuple[str, Decimal, dict[str, Any]]] = {
        "now": ("level", now, outturn),
        "then": ("level", then, outturn | {"period": YEAR - 1}),
        "diff": ("change", abs(now - then), change),
        "rate": ("change_rate", _percent(abs(now - then), then), change),
        "budget": ("level", budget, outturn | {"phase": "initial_budget"}),
        "adjusted": ("level", adjusted, outturn | {"phase": "adjusted_budget"}),
        "completion": ("completion_rate", _percent(now, budget), outturn | {"base": "initial_budget"}),
        "gap": ("change", abs(now - budget), outturn | {"direction": gap, "base": "initial_budget"}),
    }

    chosen = chance.choice(fitting)["text"]
    explained = _explained(chosen)

    def fill(slot: re.Match[str]) -> str:
        if slot[1] in said:
            return said[slot[1]]
        kind, value, about = figures[slot[1]]
        reason = said["cause"] if kind in explained else None
        made.claims.append({"kind": kind, "subject": subject, "value": value, "reason": reason} | about)
        return str(value)

    made.text += SLOT.sub(fill, chosen)


def _explained(wording: str) -> tuple[str, ...]:
    """The kinds of claims that the cause of a wording explains: an item's three figures, else its changes."""
    if "{cause}" not in wording:
        return ()
    return ("level", "completion_rate") if "{completion}" in wording else ("change", "change_rate")


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(CENT, ROUND_HALF_UP)
