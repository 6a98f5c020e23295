"""Visits at home and from abroad against all: 共接待84批次，其中外事接待4批次、国内接待80批次."""

from __future__ import annotations

from linking.checks.identities import ChecksMade
from linking.checks.text.listed.divided import places
from linking.checks.text.stated import judge_sum
from linking.wording import without_blanks
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

UNITS = {"批次": "批次", "批": "批次", "个": "批次", "次": "批次", "人次": "人次", "人": "人次", "名": "人次"}
"""What visits, and visitors, are counted in."""
ABROAD, HOME, ALL = "abroad", "home", "all"
COUNTED_BEHIND = (ABROAD, HOME, ALL), (HOME, ABROAD, ALL)
COUNTED_BEFORE = (ALL, ABROAD, HOME), (ALL, HOME, ABROAD)


def check_receptions(before: list[ClaimRecord], claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The visits of a sentence, or of one that divides those of the sentence before it (其中：…)."""
    text = without_blanks(claims[0].sentence)
    opened = before and before[0].section_id == claims[0].section_id and WORDS.divides_before.match(text)
    told = _told(before) if opened else []
    told += _told(claims)
    for unit in dict.fromkeys(UNITS.values()):
        of_unit = [(side, claim) for side, claim in told if UNITS[claim.unit or ""] == unit]
        sides = tuple(side for side, _ in of_unit)
        if sides in COUNTED_BEFORE or sides in COUNTED_BEHIND:
            by_side = dict(of_unit)
            judge_sum("counted_parts", by_side[ALL], [by_side[ABROAD], by_side[HOME]], found)


def _told(claims: list[ClaimRecord]) -> list[tuple[str, ClaimRecord]]:
    """The counts of visits and visitors of a sentence, by what the words before each say that they are of."""
    text = without_blanks(claims[0].sentence)
    if not WORDS.reception.search(text):
        return []
    marks = [(match.start(), match.lastgroup or "") for match in WORDS.whose_visits.finditer(text)]
    result = []
    for placed in places(claims, text) or []:
        before = [side for at, side in marks if at < placed.start]
        visits = placed.claim.kind == "count" and not WORDS.no_visit.search(placed.claim.subject or "")
        if visits and placed.claim.unit in UNITS and before:
            result.append((before[-1], placed.claim))
    return result
