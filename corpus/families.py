"""The families (省份样式) of sample disclosures, as ``families/*.toml`` describe them."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.look import Look
from corpus.sheet import Numerals

FOLDER = Path(__file__).with_name("families")


class UnknownFamily(ValueError):
    """A family is asked for that has no description."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its forms in order, its print habits and its phrasing."""

    name: str
    report_kind: str
    year: int
    numerals: Numerals
    look: Look
    description: dict[str, Any]


def names() -> list[str]:
    """All families."""
    return sorted(p.stem for p in FOLDER.glob("*.toml"))


def of_seed(name: str, seed: int) -> Family:
    """The family with the habits that a document of this seed has, out of its ``[vary]`` lists."""
    found = family(name)
    chance = random.Random(f"{name} {seed} habits")
    vary = found.description.get("vary", {})
    look = {habit: chance.choice(options) for habit, options in vary.get("look", {}).items()}
    numerals = {habit: chance.choice(options) for habit, options in vary.get("numerals", {}).items()}
    return replace(found, look=found.look.changed(look), numerals=replace(found.numerals, **numerals))


@cache
def family(name: str) -> Family:
    """The family of this name. Raises :class:`UnknownFamily`."""
    if name not in names():
        raise UnknownFamily(f"no family {name!r}; there are {', '.join(names())}")
    with (FOLDER / f"{name}.toml").open("rb") as file:
        found = tomllib.load(file)
    return Family(
        name,
        found["report_kind"],
        found["year"],
        Numerals(**found["numerals"]),
        Look().changed(found["look"]),
        found,
    )
