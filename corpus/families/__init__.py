"""The families (省份样式) of sample disclosures, as ``families/*.toml`` describe them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.printing.look import Look
from corpus.tables.sheet import NumberStyle
from records.rule_files import load_rules

FOLDER = Path(__file__).parent


class UnknownFamily(ValueError):
    """A family is asked for that has no description."""


@dataclass(frozen=True, slots=True)
class FormFamily:
    """A family: its forms in order, its print habits and its phrasing; ``habit`` names a rare one."""

    name: str
    report_kind: str
    year: int
    numerals: NumberStyle
    look: Look
    description: dict[str, Any]
    habit: str = ""


def names() -> list[str]:
    """All families."""
    return sorted(p.stem for p in FOLDER.glob("*.toml"))


def of_seed(name: str, seed: int) -> FormFamily:
    """The family with the habits that a document of this seed has, out of its ``[vary]`` lists."""
    found = family(name)
    chance = random.Random(f"{name} {seed} habits")
    vary = found.description.get("vary", {})
    look = {habit: chance.choice(options) for habit, options in vary.get("look", {}).items()}
    numerals = {habit: chance.choice(options) for habit, options in vary.get("numerals", {}).items()}
    name_of_habit, rare = rare_habit(name, seed)
    return replace(
        found,
        look=found.look.changed(look).changed(rare),
        numerals=replace(found.numerals, **numerals),
        habit=name_of_habit,
    )


def rare_habit(name: str, seed: int) -> tuple[str, dict[str, Any]]:
    """Name and look of the rare habit that a document has; for most an empty name and no change."""
    chance = random.Random(f"{name} {seed} rare")
    habits = _habits()
    if chance.random() >= habits["share"]:
        return "", {}
    chosen = chance.choice(sorted(habits["habit"]))
    return chosen, habits["habit"][chosen]


@cache
def _habits() -> dict[str, Any]:
    return load_rules(FOLDER.parent / "habits.toml")


@cache
def family(name: str) -> FormFamily:
    """The family of this name. Raises :class:`UnknownFamily`."""
    if name not in names():
        raise UnknownFamily(f"no family {name!r}; there are {', '.join(names())}")
    found = _described(name)
    return FormFamily(
        name,
        found["report_kind"],
        found["year"],
        NumberStyle(**found["numerals"]),
        Look().changed(found["look"]),
        found,
    )


def _described(name: str) -> dict[str, Any]:
    """A family's description; one that is ``like`` another says only what differs.

    ``[change.revenue]`` alters keys of that statement's form, ``without`` names forms that it has not;
    a list of its own (``table``, ``performance``, ``chapter``) is added to the tables, or replaces.
    """
    own = load_rules(FOLDER / f"{name}.toml")
    if "like" not in own:
        return own
    found = _described(own["like"])
    changes, without = own.pop("change", {}), set(own.pop("without", []))
    tables = [form | changes.get(form["statement"], {}) for form in found["table"]]
    kept = [form for form in tables if form["statement"] not in without]
    look = found["look"] | own.pop("look", {})
    return found | own | {"look": look, "table": kept + own.pop("table", [])}
