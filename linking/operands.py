"""What a claim is computed from: figures first, other claims where no table has the figure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from linking.concepts import bare
from linking.intervals import Interval
from linking.ledger import Found, Ledger, interval_of
from records.tables import ClaimRecord, FactRecord


@dataclass(slots=True)
class Operand:
    """A number with where it comes from: a figure of a table, or else a claim."""

    interval: Interval
    fact: FactRecord | None = None
    claim: ClaimRecord | None = None
    confidence: float = 1.0


Subject = tuple[str, ...]
_ENDING = re.compile(r"(支出|经费)?(决算|预算)?数?(总额|合计)?$")


def subject_of(claim: ClaimRecord) -> Subject:
    """What a claim speaks of, comparable between claims: its account, or its subject's words."""
    if claim.account_path:
        return tuple(bare(name) for name in claim.account_path)
    subject = bare(claim.subject)
    return (_ENDING.sub("", subject) or subject,)


@dataclass(slots=True)
class Narrative:
    """The claims of a document in order, by subject and by chapter."""

    claims: list[ClaimRecord]
    order: dict[str, int] = field(default_factory=dict)
    by_subject: dict[Subject, list[ClaimRecord]] = field(default_factory=lambda: defaultdict(list))
    by_section: dict[str | None, list[ClaimRecord]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, claims: list[ClaimRecord]) -> Narrative:
        """The index of ``claims``, which are in reading order."""
        narrative = cls(claims)
        for index, claim in enumerate(claims):
            narrative.order[claim.claim_id] = index
            narrative.by_subject[subject_of(claim)].append(claim)
            narrative.by_section[claim.section_id].append(claim)
        return narrative

    def nearest(
        self, claim: ClaimRecord, kind: str, phase: str | None, period: int | None, **also: object
    ) -> ClaimRecord | None:
        """The claim of the same subject that stands nearest, of a kind, phase and year."""
        here = self.order[claim.claim_id]
        best: ClaimRecord | None = None
        for other in self.by_subject[subject_of(claim)]:
            if other is claim or other.kind != kind or other.value is None:
                continue
            if phase is not None and other.phase != phase or period is not None and other.period != period:
                continue
            if other.fund != claim.fund and other.section_id != claim.section_id:
                continue
            if other.side != claim.side or any(getattr(other, name) != value for name, value in also.items()):
                continue
            if best is None or abs(self.order[other.claim_id] - here) < abs(self.order[best.claim_id] - here):
                best = other
        return best


@dataclass(slots=True)
class Books:
    """A document's figures and claims, to look operands up in."""

    ledger: Ledger
    narrative: Narrative

    def level(
        self,
        claim: ClaimRecord,
        phase: str | None,
        period: int | None,
        unit: str | None,
        strict: bool = False,
    ) -> Operand | None:
        """The level of the claim's subject in a phase and a year, in ``unit``."""
        found = self.ledger.find(replace(claim, kind="level", unit=unit), phase, period, strict)
        fact = settled(found)
        if fact is not None and found is not None:
            return Operand(interval_of(fact, unit), fact=fact, confidence=found.confidence)
        other = self.narrative.nearest(claim, "level", phase, period)
        if other is not None:
            return Operand(interval_of(other, unit), claim=other, confidence=0.95)
        return None


def settled(found: Found | None) -> FactRecord | None:
    """The figure that was found, if all that could be meant agree; else ``None``."""
    if found is None or found.similar:
        return None
    first = found.facts[0]
    values = {fact.amount_yuan if fact.amount_yuan is not None else fact.value for fact in found.facts}
    return (
        first
        if len(values) == 1 or len({f.table_id for f in found.facts}) > 1 and _near(found.facts)
        else None
    )


def _near(facts: list[FactRecord]) -> bool:
    """Whether figures of several tables differ by no more than rounding."""
    first = interval_of(facts[0], facts[0].unit)
    others = [interval_of(fact, facts[0].unit) for fact in facts[1:]]
    return all(other.low <= first.high and first.low <= other.high for other in others)
