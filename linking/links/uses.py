"""What a use of the money holds of an account, or an account of a use: not all that its words name.

项目支出中的工资福利支出 is not all that is paid for wages, nor 商品和服务支出…，其中基本支出… all basic
expenditure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from records.lexicon.reading import read
from records.lexicon.terms import USES, terms, wholes_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

_PARTS = "其中"
"""What leads from an amount to its parts."""
_STOP = re.compile(r"[。；;]")
_ACROSS = frozenset({"project_expenditure", "procurement"})
"""Uses to which no economic account belongs by nature: wages are told of all, or of the basic expenditure."""


def narrowing_wholes(claims: Sequence[ClaimRecord]) -> dict[str, str]:
    """By claim, the measure that the text tells it to be a part of, where that narrows it.

    An account of the functional classification is narrowed by any use, an economic one by those across it; a
    use by what is no whole of it.
    """
    found: dict[str, str] = {}
    divided: str | None = None
    for sentence, group in groupby(claims, key=lambda claim: claim.sentence or ""):
        told = list(group)
        opens = sentence.lstrip("　 ").startswith(_PARTS)
        for claim, before, levels in _with_text_before(sentence, told):
            whole = _named_whole(before)
            if whole is None and _PARTS in before:
                whole = divided if opens and not levels else _divided_whole(levels)
            if whole is not None and _narrows(whole, claim):
                found[claim.claim_id] = whole
        divided = _divided_whole(told)
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


def _named_whole(before: str) -> str | None:
    """What the clause names as the whole of what it measures (项目支出中的…)."""
    clause = _STOP.split(before)[-1]
    if not any(mark in clause for mark in "中内里"):
        return None
    named = [read(match[1]).measure for match in WORDS.within.finditer(clause)]
    return named[-1] if named else None


def _divided_whole(claims: Sequence[ClaimRecord]) -> str | None:
    """The measure of the last amount before 其中, unless it is an account's."""
    levels = [claim for claim in claims if claim.kind == "level"]
    return levels[-1].measure if levels and not levels[-1].account_path else None


def _narrows(whole: str, claim: ClaimRecord) -> bool:
    """Whether a part of the whole need not be all that the claim's words name."""
    measure = claim.measure
    if claim.account_path:
        return whole in USES
    if measure is None or whole in wholes_of(measure):
        return False
    if measure in USES:
        return whole in terms() and terms()[whole].account is not None  # 商品和服务支出…，其中基本支出
    return whole in _ACROSS
