"""The families (省份样式) of sample disclosures, as ``families/*.toml`` describe them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
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
