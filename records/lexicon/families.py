"""Measures that are made of others, and of nothing else (“三公”, 政府采购 = 货物 + 工程 + 服务)."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from records.lexicon.schema import Measure
from records.rule_files import Rules, load_rules

Way = Annotated[tuple[Measure, ...], Field(min_length=1)]


class MeasureFamily(Rules):
    """A measure with its parts; of a part that has parts of its own these may stand for it."""

    whole: Measure
    parts: Annotated[tuple[tuple[Way, ...], ...], Field(min_length=2)]
    of: Annotated[tuple[Literal["level", "change"], ...], Field(min_length=1)]
    one_fund: bool = False
    proven: bool = False

    @cached_property
    def members(self) -> frozenset[str]:
        """The whole and all that may stand for its parts."""
        return frozenset({self.whole, *(name for part in self.parts for way in part for name in way)})

    @cached_property
    def ways(self) -> list[tuple[str, ...]]:
        """The measures that make the whole, each way of it, the best first."""
        return [tuple(name for way in ways for name in way) for ways in product(*self.parts)]


class MeasureFamilies(Rules):
    """``families.toml``."""

    family: Annotated[tuple[MeasureFamily, ...], Field(min_length=1)]


@cache
def families() -> dict[str, MeasureFamily]:
    """The families by their whole. Raises :class:`~records.rule_files.InvalidRules`."""
    loaded = load_rules(Path(__file__).with_name("families.toml"), MeasureFamilies)
    return {family.whole: family for family in loaded.family}


def are_all_of_one(measures: set[str]) -> bool:
    """Whether measures are all the parts of one whole, each told once."""
    return any(measures == set(way) for family in families().values() for way in family.ways)
