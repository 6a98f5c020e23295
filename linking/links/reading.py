"""Whether a claim was understood whole: what its sentence leaves open about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from linking.scope import names_scope
from records.narrative_tables import ClaimRecord

FRAGMENT = re.compile(r"^[\s（(]*-?\d[\d,，]*(?:\.\d+)?\s*(?:%|％|[万亿]?元|个百分点)")
"""A sentence that begins with a quantity: a label of a chart, or the rest of a line that was broken."""
EARLIER = re.compile(r"(?:上年度?|去年|上一年度?|前一?年度?)(?:数|同期数?)?(?:为|是)?[:：]?\s*$")
"""The year before, named right before a number: it is that year's."""


LEVEL = re.compile(r"[（(][类款项][）)]")
"""What marks the name of an account (检察（款）)."""
BEHIND = re.compile(r"^[^。；;]{0,24}?其中")
"""What leads from an amount to its parts."""


def doubts_of(claim: ClaimRecord) -> tuple[str, ...]:
    """What is not understood of a claim, by name: ``subject``, ``period`` or ``scope``."""
    doubts = []
    if not getattr(claim, "understood", True) or FRAGMENT.match(claim.sentence or ""):
        doubts.append("subject")
    if _is_of_year_before(claim):
        doubts.append("period")
    if not claim.account_path and LEVEL.search(_clause(claim)):
        doubts.append("account")
    of_part = claim.scope is not None and (claim.scope != "own_level" or claim.measure is None)
    if of_part or names_scope(claim.subject) or names_scope(_clause(claim)):
        doubts.append("scope")
    return tuple(doubts)


def _clause(claim: ClaimRecord) -> str:
    """What stands before a claim's number, from the last full stop on."""
    before, found, _ = (claim.sentence or "").partition(claim.raw or "\n")
    return re.split("[。；;]", before)[-1] if found else ""


def _is_of_year_before(claim: ClaimRecord) -> bool:
    """Whether a level that was read as this year's stands behind 上年."""
    before, found, _ = (claim.sentence or "").partition(claim.raw or "\n")
    return bool(found) and claim.kind == "level" and EARLIER.search(before) is not None


def parts_of_changes(claims: Sequence[ClaimRecord]) -> frozenset[str]:
    """Ids of the levels behind a change that may be parts of it: 增加66万元，其中：基本支出21万元…

    They are levels where they add up to the level that changed; else it is open what they are.
    """
    found: set[str] = set()
    for index, change in enumerate(claims):
        if change.kind != "change" or change.raw is None:
            continue
        _, told, behind = (change.sentence or "").partition(change.raw)
        if not told or BEHIND.match(behind) is None:
            continue
        parts = []
        for other in claims[index + 1 :]:
            if other.sentence != change.sentence:
                break
            if other.kind == "level" and other.amount_yuan is not None:
                parts.append(other)
        step = change.amount_yuan
        if step is not None and any((part.amount_yuan or Decimal(0)) > abs(step) for part in parts):
            continue  # more than the change: no parts of it, unless one grew as another shrank
        total = sum((part.amount_yuan or Decimal(0) for part in parts), Decimal(0))
        if not any(_adds_up(total, claim, change) for claim in claims[max(0, index - LOOK_BACK) : index]):
            found |= {part.claim_id for part in parts}
    return frozenset(found)


LOOK_BACK = 4
"""Claims of a sentence before a change, among which the level is looked for that the parts may add up to."""
ROUNDED_YUAN, ROUNDED_SHARE = Decimal(100), Decimal("0.0001")
"""How far a sum of stated parts may lie off: the last place of 0.01 万元, or as much of a large amount."""


def _adds_up(total: Decimal, claim: ClaimRecord, change: ClaimRecord) -> bool:
    """Whether a sum is the level that a claim of the change's sentence states, up to rounding."""
    if claim.kind != "level" or claim.sentence != change.sentence or claim.amount_yuan is None:
        return False
    return abs(total - claim.amount_yuan) <= max(ROUNDED_YUAN, claim.amount_yuan * ROUNDED_SHARE)
