"""Counts of a body's own people and units among the duties that a chapter lists."""

from __future__ import annotations

from nlp.annotations import Claim
from nlp.rules import phrase


def counts_staff(claim: Claim, text: str) -> bool:
    """Whether a claim counts people or units that the body itself has."""
    if claim.kind != "count" or claim.inside is not None:
        return False
    sentence = text[claim.sentence.start : claim.sentence.end]
    return phrase("staff").search(sentence) is not None and phrase("planned_work").search(sentence) is None
