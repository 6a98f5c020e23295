"""Lists of amounts in a sentence: whether their entries are apart, and add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from linking.checks.text.stated import money_of
from linking.intervals import added_up
from linking.links.operands import subject_of
from linking.wording import number, place_in, without_blanks
from records.lexicon.terms import wholes_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

FEWEST = 2
"""Parts that a sum needs."""
LEAST_TELLING = 10
"""A whole from which on some of its parts make it, or are what is over, by no chance."""
REACH = 12
"""Amounts before a total of so many among which its parts are looked for."""


def are_apart(claims: list[ClaimRecord]) -> bool:
    """Whether no two of them are one thing, and none of the parts is part of another one."""
    _, *parts = claims
    if len({subject_of(claim) for claim in claims}) < len(claims):
        return False
    for one, other in combinations(parts, 2):
        names = {one.measure or "", other.measure or ""}
        if any(name in wholes_of(part) for part in names for name in names - {part}):
            return False
        codes = sorted((one.account_code or "", other.account_code or ""), key=len)
        if codes[0] and codes[1].startswith(codes[0]):
            return False
    return True


def lists_some(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether more is left of a whole than the least of the parts with any: some are named then, not all.

    86人（重病21人、单亲15人）, 300家，其中规模以上50家、其他重点企业60家.
    """
    return whole - sum(parts) > min(filter(None, parts), default=whole)


def tells_gap(behind: str, gap: Decimal, unit: str) -> bool:
    """Whether what stands behind parts says what they lack or have too much.

    另有待报废3辆; （其中1场同时举办）; （与宿舍楼部分重叠）.
    """
    opener = WORDS.besides_them if gap > 0 else WORDS.among_them
    told = rf"(?:{opener.pattern})[^，。；\d]{{0,12}}{number(abs(gap))}{re.escape(unit)}"
    return bool(gap and re.search(told, behind)) or WORDS.counted_twice.search(behind) is not None


def on_one_level(parts: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    """The parts but those in brackets of their own behind one: 行政22人、事业90人（含参公35人）."""
    text = without_blanks(parts[0].sentence) if parts else ""
    kept: list[ClaimRecord] = []
    depths: list[int] = []
    at = 0
    for part in parts:
        raw = without_blanks(part.raw)
        place = place_in(text, raw, at)
        if place < 0:
            return list(parts)
        at = place + len(raw)
        depths.append(
            sum(text.count(mark, 0, place) for mark in "（(")
            - sum(text.count(mark, 0, place) for mark in "）)")
        )
        if depths[-1] <= depths[0]:
            kept.append(part)
    return kept


def goes_on_behind(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether the first of the parts make the whole: what follows is told beside it."""
    return whole >= LEAST_TELLING and any(sum(parts[:end]) == whole for end in range(FEWEST, len(parts)))


def holds_within(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether all parts but one make the whole: that one lies within another."""
    over = sum(parts) - whole
    return len(parts) > FEWEST and over >= LEAST_TELLING and over in parts


def holds_subtotal(parts: list[ClaimRecord]) -> bool:
    """Whether one of the parts is what those next to it make: 甲60万元、乙20万元、丙40万元."""
    for at, part in enumerate(parts):
        own = money_of(part)
        for others in (parts[:at], parts[at + 1 :]):
            for size in range(FEWEST, len(others) + 1):
                for start in (0, len(others) - size):
                    made = added_up(map(money_of, others[start : start + size]))
                    if made.meets(own):
                        return True
    return False
