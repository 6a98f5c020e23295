"""What one use of the money holds (项目支出中的工资福利支出): not all that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from records.lexicon.reading import read
from records.lexicon.terms import USES, wholes_of
from records.narrative_tables import ClaimRecord

_WITHIN = re.compile(r"([^，,。；;：:、（）()\d]{2,24}?)(?:之中|当中|[中内里])(?:的|[，,])?")
"""项目支出中的, 在项目支出内，: the whole stands before it."""
_PARTS = "其中"
_STOP = re.compile(r"[。；;]")
_ACROSS = frozenset({"project_expenditure", "procurement"})
"""Uses to which no economic account belongs by nature: wages are told of all, or of the basic expenditure."""


def uses_told(claims: Sequence[ClaimRecord]) -> dict[str, str]:
    """By claim, the use of the money that the text tells it to be a part of, where that narrows it.

    An account of the functional classification is narrowed by any use, an economic one by those across it.
    """
    found: dict[str, str] = {}
    whole: str | None = None
    for sentence, group in groupby(claims, key=lambda claim: claim.sentence or ""):
        told = list(group)
        opens = sentence.lstrip("　 ").startswith(_PARTS)
        for claim, before, levels in _with_text_before(sentence, told):
            use = _use_within(before)
            if use is None and _PARTS in before:
                use = whole if opens and not levels else _use_of(levels)
            if use is not None and _narrows(use, claim):
                found[claim.claim_id] = use
        whole = _use_of(told)
    return found


def _with_text_before(
    sentence: str, claims: Iterable[ClaimRecord]
) -> Iterator[tuple[ClaimRecord, str, list[ClaimRecord]]]:
    """Each claim with what its sentence says before it, and the claims there that 其中 may divide."""
    at, before_parts = 0, []
    for claim in claims:
        place = sentence.find(claim.raw or "\n", at)
        at = max(at, place)
        before = sentence[:at]
        if _PARTS not in before:
            before_parts.append(claim)
        yield claim, before, [one for one in before_parts if one is not claim]


def _use_within(before: str) -> str | None:
    """The use that the clause names as the whole of what it measures (项目支出中的…)."""
    named = [read(match[1]).measure for match in _WITHIN.finditer(_STOP.split(before)[-1])]
    return named[-1] if named and named[-1] in USES else None


def _use_of(claims: Sequence[ClaimRecord]) -> str | None:
    """The use that the claims before 其中 are of, if they are of one."""
    named = {claim.measure for claim in claims if not claim.account_path}
    return next(iter(named)) if len(named) == 1 and named <= USES else None


def _narrows(use: str, claim: ClaimRecord) -> bool:
    """Whether a part of the use need not be all that the claim's words name."""
    if claim.account_path:
        return True
    measure = claim.measure
    return measure is not None and measure not in USES and use in _ACROSS and use not in wholes_of(measure)
