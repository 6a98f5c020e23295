"""What was checked against what, and what could not be: finding nothing means little without it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from records.linking_tables import ObligationRecord
from records.tables import Document

VERDICTS = ("contradicted", "unverifiable", "rounding", "derivable", "supported")
"""From what to look at first to what is in order; a number with several claims shows the first."""
OBLIGATIONS = ("not_met", "not_found", "met", "not_applicable")
"""Outcomes of obligations, what to look at first first."""
NO_FIGURE = "no_figure"
"""Beside the conditions: there is nothing in the tables that the claim could mean."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document was checked.

    ``why`` are the conditions that claims did not meet which could not be held against anything.
    ``confirmed`` of the ``figures`` are part of an identity that holds.
    """

    verdicts: dict[str, int]
    figures: int
    confirmed: int
    checks: int
    failed: int
    rules: int
    why: dict[str, int]
    obligations: dict[str, list[ObligationRecord]]

    @property
    def claims(self) -> int:
        """Figures of the text."""
        return sum(self.verdicts.values())

    @property
    def settled(self) -> int:
        """Figures of the text that were held against something."""
        return self.claims - self.verdicts["unverifiable"]

    @property
    def anything(self) -> bool:
        """Whether anything was held against anything."""
        return bool(self.settled or self.checks)


def coverage(document: Document) -> Coverage:
    """What was checked of a document."""
    found = {link.claim_id: link.verdict for link in document.links}
    verdicts = Counter(found.get(claim.claim_id, "unverifiable") for claim in document.claims)
    why: Counter[str] = Counter()
    for link in document.links:
        if link.verdict == "unverifiable":
            why.update(link.doubts or [NO_FIGURE])
    unlinked = sum(claim.claim_id not in found for claim in document.claims)
    if unlinked:
        why[NO_FIGURE] += unlinked
    outcomes = Counter(check.verdict for check in document.checks)
    return Coverage(
        verdicts={verdict: verdicts[verdict] for verdict in VERDICTS},
        figures=sum(fact.value is not None for fact in document.facts),
        confirmed=sum(fact.confirmed_by > 0 for fact in document.facts),
        checks=outcomes.total(),
        failed=outcomes["fails"],
        rules=sum(rule.applied > 0 for rule in document.rules),
        why=dict(why.most_common()),
        obligations={
            status: [one for one in document.obligations if one.status == status] for status in OBLIGATIONS
        },
    )
