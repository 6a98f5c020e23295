"""The stated causes by kind, each with the changes that it explains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from records.narrative_tables import ReasonEffectRecord, ReasonRecord
from records.tables import Document
from records.vocabularies import vocabularies

UNEXPLAINED = ("empty", "other")
"""Kinds that come last: no cause is given, or none that has a name."""


@dataclass(frozen=True, slots=True)
class GivenReason:
    """A cause with its changes."""

    reason: ReasonRecord
    effects: list[ReasonEffectRecord]


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The causes of one kind, those with changes first."""

    category: str
    reasons: list[GivenReason]

    @property
    def changes(self) -> int:
        """How many changes they explain."""
        return sum(len(one.effects) for one in self.reasons)


def reasons_by_category(document: Document) -> list[ReasonGroup]:
    """All reasons, each under the first of its kinds; the kind with most changes first."""
    effects: dict[str, list[ReasonEffectRecord]] = defaultdict(list)
    for effect in document.reason_effects:
        effects[effect.reason_id].append(effect)
    by_kind: dict[str, list[GivenReason]] = defaultdict(list)
    for reason in document.reasons:
        kind = next(iter(reason.categories), "other")
        by_kind[kind].append(GivenReason(reason, effects[reason.reason_id]))
    known = list(vocabularies()["reason_category"])
    groups = [
        ReasonGroup(kind, sorted(found, key=lambda one: not one.effects)) for kind, found in by_kind.items()
    ]
    return sorted(
        groups,
        key=lambda g: (g.category in UNEXPLAINED, -g.changes, -len(g.reasons), known.index(g.category)),
    )
