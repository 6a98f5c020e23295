"""Amounts of which the text itself states every part: “三公” and its three, vehicles and their two.

What is said of a family anywhere in the document belongs together only if it is of one stage, year and
fund, and if each member has one value there: a member that is told twice with two values leaves it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import judge_sum, money_of
from linking.intervals import Interval
from linking.links.relations import signed
from records.narrative_tables import ClaimRecord

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MeasureFamily:
    """A measure with its parts; of a part that has parts of its own these may stand for it."""

    whole: str
    parts: tuple[tuple[tuple[str, ...], ...], ...]


FAMILIES = (
    MeasureFamily(
        "three_public_expenditure",
        (
            (("overseas_travel",),),
            (("official_vehicles",), ("vehicle_purchase", "vehicle_operation")),
            (("official_reception",),),
        ),
    ),
    MeasureFamily("official_vehicles", ((("vehicle_purchase",),), (("vehicle_operation",),))),
)
MEMBERS = {family.whole for family in FAMILIES} | {
    measure for family in FAMILIES for part in family.parts for way in part for measure in way
}


def check_families(claims: Iterable[ClaimRecord], year: int | None, found: ChecksMade) -> None:
    """A stated amount, or change, of the year reported against its parts where all of them are stated."""
    for told in _alike(claim for claim in claims if claim.period == year).values():
        for family in FAMILIES:
            whole, parts = told.get(family.whole), _parts(family, told)
            if whole is not None and parts:
                judge_sum("stated_parts", _value(whole), _added(parts), whole, parts, found)
            elif whole is not None and whole.kind == "level" and (some := _some_parts(family, told)):
                if _added(some).low > _value(whole).high:
                    judge_sum("stated_parts", _value(whole), _added(some), whole, some, found)


def _added(parts: list[ClaimRecord]) -> Interval:
    value = _value(parts[0])
    for part in parts[1:]:
        value = value + _value(part)
    return value


def _some_parts(family: MeasureFamily, told: dict[str, ClaimRecord]) -> list[ClaimRecord]:
    """The parts that are stated, though others are not: together no more than the whole."""
    chosen = []
    for ways in family.parts:
        stated = [[told[name] for name in way if name in told] for way in ways]
        chosen += next(filter(None, stated), [])
    return chosen


def _value(claim: ClaimRecord) -> Interval:
    return signed(claim) if claim.kind == "change" else money_of(claim)


def _parts(family: MeasureFamily, told: dict[str, ClaimRecord]) -> list[ClaimRecord]:
    """One claim for each part; none where a part is not stated."""
    for ways in product(*family.parts):
        names = [name for way in ways for name in way]
        if all(name in told for name in names):
            return [told[name] for name in names]
    return []


def _alike(claims: Iterable[ClaimRecord]) -> dict[Key, dict[str, ClaimRecord]]:
    """The members that are told once, by kind, stage, year and what they are compared with."""
    groups: dict[Key, dict[str, list[ClaimRecord]]] = defaultdict(lambda: defaultdict(list))
    for claim in _members(claims):
        key = (claim.kind, claim.phase, claim.period, claim.base, claim.base_phase, claim.scope)
        groups[key][claim.measure or ""].append(claim)
    return {
        key: {measure: found[0] for measure, found in group.items() if _one_value(found)}
        for key, group in groups.items()
        if len({claim.fund for found in group.values() for claim in found if claim.fund}) <= 1
    }


def _members(claims: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
    for claim in claims:
        of_family = claim.measure in MEMBERS and claim.understood and not claim.account_path
        if of_family and claim.kind in ("level", "change") and claim.amount_yuan is not None:
            yield claim


def _one_value(claims: list[ClaimRecord]) -> bool:
    return len({(claim.amount_yuan, claim.direction) for claim in claims}) == 1
