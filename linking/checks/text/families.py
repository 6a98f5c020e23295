"""Amounts of which the text itself states every part: “三公” and its three, vehicles and their two.

What is said of a family anywhere in the document belongs together only if it is of one stage, year and
fund, and if each member has one value there: a member that is told twice with two values leaves it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import judge_sum, money_of
from linking.intervals import Interval, added_up
from linking.links.relations import signed
from records.lexicon.schema import Measure
from records.narrative_tables import ClaimRecord
from records.rule_files import Rules, load_rules

Way = Annotated[tuple[Measure, ...], Field(min_length=1)]
Told = dict[str, ClaimRecord]


class MeasureFamily(Rules):
    """A measure with its parts; of a part that has parts of its own these may stand for it."""

    whole: Measure
    parts: Annotated[tuple[tuple[Way, ...], ...], Field(min_length=2)]
    of: Annotated[tuple[Literal["level", "change"], ...], Field(min_length=1)]
    one_fund: bool = False

    @property
    def members(self) -> frozenset[str]:
        """The whole and all that may stand for its parts."""
        return frozenset({self.whole, *(name for part in self.parts for way in part for name in way)})


class MeasureFamilies(Rules):
    """``families.toml``."""

    family: Annotated[tuple[MeasureFamily, ...], Field(min_length=1)]


@cache
def families() -> tuple[MeasureFamily, ...]:
    """The families that are checked. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("families.toml"), MeasureFamilies).family


def check_families(claims: Iterable[ClaimRecord], year: int | None, found: ChecksMade) -> None:
    """A stated amount, or change, of the year reported against its parts where all of them are stated.

    Where some are not, the others are no more than the whole; and what is nil by now has not grown.
    """
    own = [claim for claim in claims if claim.period == year]
    for family in families():
        of_family = [claim for claim in own if _is_of(family, claim)]
        levels = _alike(of_family, "level", family.one_fund)
        changes = _alike(of_family, "change", family.one_fund)
        for told in levels.values() if "level" in family.of else ():
            _judge(family, told, None, found)
        for key, told in changes.items() if "change" in family.of else ():
            _judge(family, told, levels.get((*key[:-1], None), {}), found)


def _is_of(family: MeasureFamily, claim: ClaimRecord) -> bool:
    """Whether a claim says the amount of a member of a family, of no single account or body."""
    says = claim.understood and not claim.account_path and claim.amount_yuan is not None
    return says and claim.measure in family.members and (claim.fund is not None or not family.one_fund)


def _judge(family: MeasureFamily, told: Told, levels: Told | None, found: ChecksMade) -> None:
    """A whole against its parts; ``levels`` where these are changes: the amounts that they led to."""
    whole = told.get(family.whole)
    if whole is None:
        return
    if parts := _parts(family, told):
        judge_sum("stated_parts", _value(whole), added_up(map(_value, parts)), whole, parts, found)
    elif some := _some_parts(family, told):
        most = added_up(map(_value, some))
        above = levels is None and most.low > _value(whole).high
        beyond = levels is not None and _rest_is_nil(family, told, levels) and most.high < _value(whole).low
        if above or beyond:
            judge_sum("stated_parts", _value(whole), most, whole, some, found)


def _rest_is_nil(family: MeasureFamily, told: Told, levels: Told) -> bool:
    """Whether each part whose change is not stated is nil by now, so that it cannot have grown."""
    rest = [ways for ways in family.parts if not any(name in told for way in ways for name in way)]
    return all(any(_are_nil(way, levels) for way in ways) for ways in rest)


def _are_nil(way: Way, levels: Told) -> bool:
    return all(name in levels and levels[name].amount_yuan == Decimal(0) for name in way)


def _some_parts(family: MeasureFamily, told: Told) -> list[ClaimRecord]:
    """The parts that are stated, though others are not."""
    chosen = []
    for ways in family.parts:
        stated = [[told[name] for name in way if name in told] for way in ways]
        chosen += next(filter(None, stated), [])
    return chosen


def _value(claim: ClaimRecord) -> Interval:
    return signed(claim) if claim.kind == "change" else money_of(claim)


def _parts(family: MeasureFamily, told: Told) -> list[ClaimRecord]:
    """One claim for each part; none where a part is not stated."""
    for ways in product(*family.parts):
        names = [name for way in ways for name in way]
        if all(name in told for name in names):
            return [told[name] for name in names]
    return []


def _alike(claims: list[ClaimRecord], kind: str, one_fund: bool) -> dict[tuple[object, ...], Told]:
    """The members that are told once, by stage, whose they are, (fund) and what they are compared with."""
    groups: dict[tuple[object, ...], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.kind == kind:
            groups[claim.phase, claim.scope, claim.fund if one_fund else None, claim.base].append(claim)
    return {key: _told_once(group) for key, group in groups.items() if _is_one_family(group)}


def _is_one_family(claims: list[ClaimRecord]) -> bool:
    """Whether claims are of one fund and compared with one stage, as far as they say."""
    funds, stages = ({getattr(claim, name) for claim in claims} - {None} for name in ("fund", "base_phase"))
    return len(funds) <= 1 and len(stages) <= 1


def _told_once(claims: list[ClaimRecord]) -> Told:
    values: dict[str, set[object]] = defaultdict(set)
    for claim in claims:
        values[claim.measure or ""].add((claim.amount_yuan, claim.direction))
    return {claim.measure or "": claim for claim in reversed(claims) if len(values[claim.measure or ""]) == 1}
