"""Whether a claim was understood whole: what its sentence leaves open about it."""

from __future__ import annotations

import re

from linking.scope import names_scope
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")


def doubts_of(claim: ClaimRecord, latest: int | None) -> tuple[str, ...]:
    """What is not understood of a claim, by name: ``subject``, ``period`` or ``scope``.

    ``latest`` is the last year that the text speaks of.
    """
    doubts = []
    if not getattr(claim, "understood", True) or WORDS.begins_with_quantity.match(claim.sentence or ""):
        doubts.append("subject")
    if claim.period in (latest, None) and _stands_behind_year_before(claim):
        doubts.append("period")
    if not claim.account_path and WORDS.account_level.search(_clause(claim)):
        doubts.append("account")
    of_part = claim.scope is not None and (claim.scope != "own_level" or claim.measure is None)
    if of_part or names_scope(claim.subject) or names_scope(_clause(claim)):
        doubts.append("scope")
    return tuple(doubts)


def _clause(claim: ClaimRecord) -> str:
    """What stands before a claim's number, from the last full stop on."""
    before, found, _ = (claim.sentence or "").partition(claim.raw or "\n")
    return re.split("[。；;]", before)[-1] if found else ""


def _stands_behind_year_before(claim: ClaimRecord) -> bool:
    """Whether 上年 stands right before a level."""
    before, found, _ = (claim.sentence or "").partition(claim.raw or "\n")
    return bool(found) and claim.kind == "level" and WORDS.year_before.search(before) is not None
