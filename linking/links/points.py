"""Percentage points, and whatever a share moved by: of the share, and never the growth of its amount."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from linking.intervals import HUNDRED
from linking.links.operands import OPERAND_UNIT, Books, Operand
from linking.links.verdicts import BORNE_OUT, judged, unverified
from linking.links.wholes import wholes_of_share
from linking.wording import parted
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

POINTS = "百分点"


def link_points(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """占7%，占比较上年下降2个百分点: how far the share is from that of last year's amounts.

    ``None`` for what is told of an amount. That last year's whole is the one meant is not sure: nothing is
    contradicted.
    """
    before, found, _ = parted(claim.sentence, claim.raw)
    told = books.narrative.claims[: books.narrative.order[claim.claim_id]]
    here = [one for one in told if one.sentence == claim.sentence]
    if claim.measure != "share":  # 所占比重 is of what was told right before
        here = [one for one in here if one.subject == claim.subject]
    is_next = here[-1:] == told[-1:]
    of_rate = (claim.unit or "").endswith(POINTS) and is_next and any(one.unit == "%" for one in here[-1:])
    if not found or not (of_rate or WORDS.moves_share.search(before)):
        return None
    share = next((one for one in reversed(here) if one.kind == "share"), None)
    made = _from_last_year(claim, share, books) if share is not None else None
    return made or unverified(claim, "growth", doubts=("measure",))


def _from_last_year(claim: ClaimRecord, share: ClaimRecord, books: Books) -> LinkRecord | None:
    if claim.base != "prior_year" or share.period is None or share.unit != "%":
        return None
    formerly = replace(share, period=share.period - 1)
    parts = books.levels(formerly, formerly.phase, formerly.period, OPERAND_UNIT)
    now = Operand.of(share, share.unit, confidence=0.95)
    for part, whole in product(parts, wholes_of_share(formerly, books)):
        quotient = None if part.is_same(whole) else part.interval.over(whole.interval)
        if quotient is None:
            continue
        moved = now.interval - quotient.scaled(HUNDRED)
        moved = -moved if claim.direction == "down" else moved
        link = judged(claim, "difference", [now, part, whole], moved, ("whole",))
        if link.verdict in BORNE_OUT:
            return link
    return None
