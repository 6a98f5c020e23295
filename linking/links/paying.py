"""Money carried over, and revenue of the year, told as what pays for something.

项目支出5万元（含上年结转2万元）, 支出9万元，其中使用上年结转3万元: what a part holds of it, and what was
spent of it, need not be all that there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from records.lexicon.groups import OPENING, SPENT
from records.lexicon.terms import USES
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")
_SOURCES = frozenset({OPENING, "current_year_revenue"})
_CLAUSE = re.compile(r"[，,。；;：:、（）()]")
_STOP = re.compile(r"[。；;]")
_PARTS = "其中"


def part_paid(
    claim: ClaimRecord, before: str, told: Sequence[ClaimRecord], divided: str | None
) -> str | None:
    """What is paid for from what a claim tells, if that is a part or a use of the money; by its name.

    ``before`` is what the sentence says before the claim, ``told`` what it has claimed there, ``divided`` the
    measure that the clause names as a whole.
    """
    if claim.kind != "level" or claim.account_path or claim.measure not in _SOURCES:
        return None
    if divided in USES:
        return divided
    clause = _CLAUSE.split(before)[-1]
    levels = [one for one in told if one.kind == "level"]
    if WORDS.pays_from.search(clause):
        return SPENT
    if WORDS.pays_for.search(clause) and any(_is_spent(one) for one in levels):
        return SPENT
    return next((_name(one) for one in _holders(before, levels) if _is_part(one)), None)


def _holders(before: str, levels: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    """The amounts within which the words before a number tell it: behind a bracket, 含 or 其中."""
    found = [one for one in levels[-1:] if WORDS.tells_within.match(before.rpartition(one.raw or "\n")[2])]
    aside, opened, inside = before.rpartition("（")
    if opened and "）" not in inside:
        found += [one for one in levels if one.raw and aside.endswith(one.raw)]
    whole, parted, parts = before.rpartition(_PARTS)
    if parted and not _STOP.search(parts):
        found += [one for one in levels if one.raw and one.raw in whole][-1:]
    return found


def _is_spent(claim: ClaimRecord) -> bool:
    return claim.measure == SPENT or _is_part(claim)


def _is_part(claim: ClaimRecord) -> bool:
    """Whether an amount is of an account, a use or a project, and not of all that there is."""
    if claim.account_path or claim.measure in USES:
        return True
    return claim.measure is None and WORDS.named_use.search(claim.subject or "") is not None


def _name(claim: ClaimRecord) -> str | None:
    return claim.account_path[-1] if claim.account_path else claim.measure or claim.subject
