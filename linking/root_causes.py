"""Failures by their root cause: the number whose correction makes most of them hold.

A number that stands in several places (copied into another table, repeated in a sentence) is one number, and
one witness. What bears a number out speaks for it: a figure is suspected only if more speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.rules.declared import declared_rules
from records.file_tables import FactRecord
from records.linking_tables import CheckRecord, LinkRecord
from records.narrative_tables import ClaimRecord

FEWEST_TOGETHER = 2
"""Failures that one root cause has to explain: of one alone it tells nothing new."""
TWO_PLACES = 2
"""Figures of an identity that says that they are one and the same."""


@dataclass(slots=True)
class Failure:
    """A failed check or a contradicted claim: what it rests on, and what would put it right.

    ``corrections`` gives for each operand the change in yuan (or in its own unit, where it is no money)
    that would make it hold, give or take ``tolerance``; operands of rates have none.
    """

    record: CheckRecord | LinkRecord
    rule_id: str
    explanation: str
    page: int | None
    operands: list[str]
    corrections: dict[str, Decimal] = field(default_factory=dict)
    tolerance: Decimal = Decimal(0)


Group = tuple[str | None, list[Failure]]
"""Failures with one root cause, and the figure or claim that it is, where that is known."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One failure, and the correction of one number that would make it hold."""

    index: int
    change: Decimal
    tolerance: Decimal


class Numbers:
    """Which figures and claims are one number, and how much bears each out."""

    def __init__(
        self,
        facts: Mapping[str, FactRecord],
        claims: Sequence[ClaimRecord],
        links: Iterable[LinkRecord],
        checks: Iterable[CheckRecord],
    ) -> None:
        self._first: dict[str, str] = {}
        told: dict[tuple[object, ...], str] = {}
        for claim in claims:
            meaning = (claim.section_id, claim.subject, *claim.account_path, claim.fund, claim.phase)
            number = (claim.kind, claim.direction, claim.period, claim.value, claim.unit)
            self._first[claim.claim_id] = told.setdefault((*meaning, *number), claim.claim_id)
        held = [one for one in checks if one.verdict in ("holds", "rounding")]
        held = [one for one in held if one.fact_ids and declared_rules()[one.rule_id].additive]
        for check in held:
            values = {facts[one].amount_yuan for one in check.fact_ids if one in facts}
            if (
                check.verdict == "holds"
                and len(check.fact_ids) == TWO_PLACES
                and len(values) == 1
                and all(values)
            ):
                one, other = map(self.of, check.fact_ids)
                self._first[other] = one
        self.borne_out: dict[str, int] = defaultdict(int)
        for check in held:
            numbers = {self.of(one) for one in check.fact_ids}
            for one in numbers if len(numbers) > 1 else ():
                self.borne_out[one] += 1
        repeated = {
            (self.of(link.fact_ids[0]), self.of(link.claim_id))
            for link in links
            if link.verdict == "supported" and link.relation == "equals" and link.fact_ids
        }
        for one, _ in repeated:
            self.borne_out[one] += 1

    def of(self, one: str) -> str:
        """The id that stands for all places of a number."""
        while (first := self._first.get(one, one)) != one:
            one = first
        return one

    def against(self, number: str, failures: Iterable[Failure]) -> int:
        """How many witnesses the failures of a number are."""
        return len({self._witness(number, failure) for failure in failures})

    def _witness(self, number: str, failure: Failure) -> str:
        if isinstance(failure.record, CheckRecord):
            return failure.record.check_id
        others = (self.of(one) for one in failure.operands)
        return next((one for one in others if one != number), number)


def grouped(failures: Sequence[Failure], numbers: Numbers) -> list[Group]:
    """Failures by the number that explains them, the number that explains most first."""
    left = list(range(len(failures)))
    result: list[Group] = []
    while left:
        best = _best(left, failures, numbers)
        if best is None:
            result += [(None, [failures[index]]) for index in left]
            break
        number, together = best
        # A rate that rests on the wrong figure follows from it.
        together = together | {
            index
            for index in left
            if not failures[index].corrections and number in map(numbers.of, failures[index].operands)
        }
        group = [failures[index] for index in sorted(together)]
        result.append((_place_of(number, group, numbers), group))
        left = [index for index in left if index not in together]
    return result


def _best(left: Iterable[int], failures: Sequence[Failure], numbers: Numbers) -> tuple[str, set[int]] | None:
    """The number against which most speaks, and the failures that its correction mends."""
    votes: dict[str, list[Vote]] = defaultdict(list)
    for index in left:
        failure = failures[index]
        for operand, change in failure.corrections.items():
            votes[numbers.of(operand)].append(Vote(index, change, failure.tolerance))
    best: tuple[tuple[int, int, int], str, set[int]] | None = None
    for number, cast in votes.items():
        for vote in cast:
            alike = {
                one.index
                for one in cast
                if abs(one.change - vote.change) <= max(one.tolerance, vote.tolerance)
            }
            if len(alike) < FEWEST_TOGETHER:
                continue
            against = numbers.against(number, (failures[index] for index in sorted(alike)))
            borne_out = numbers.borne_out.get(number, 0)
            if against <= borne_out:
                continue
            rank = (against, -borne_out, -min(alike))
            if best is None or rank > best[0]:
                best = (rank, number, alike)
    return None if best is None else best[1:]


def _place_of(number: str, group: Sequence[Failure], numbers: Numbers) -> str:
    """The figure or claim that most failures of a group name, of those that are one number."""
    named: dict[str, int] = defaultdict(int)
    for failure in group:
        for operand in failure.corrections:
            if numbers.of(operand) == number:
                named[operand] += 1
    return max(named, key=lambda one: named[one])
