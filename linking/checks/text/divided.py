"""Amounts that a sentence divides into parts: 基本支出50万元，包括人员经费40万元、公用经费10万元.

Whether a list is whole is seldom said. So a sum that is not met is told only where a single wrong digit in
one of the amounts would explain it, and where the list's form, or what the parts are, says that it is all.
Parts that make more than the amount are told in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.lists import FEWEST, are_apart, holds_subtotal
from linking.checks.text.stated import agree, judge_sum, money_of
from linking.intervals import added_up, digits_of
from linking.mistyped import AMOUNT_PLACES, typed_over
from records.lexicon.families import are_all_of_one, families
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")
_MARKS = "、，,；;"
FEWEST_DIGITS = 4
"""Digits of the amount with the wrong one: the others, three and more, agree by no chance."""
FEWEST_UNEVEN = 2
"""Parts that are no round numbers: of round ones a missing part may look like a wrong digit."""
ROUND_DIGITS = 3
"""Up to so many digits a number may be round."""


@dataclass(frozen=True)
class Divided:
    """An amount, the parts listed for it, and whether the form of the list says that these are all.

    ``plain``: no semicolon parts them, behind which another thing may be told.
    """

    whole: ClaimRecord
    parts: list[ClaimRecord]
    closed: bool
    plain: bool = False


@dataclass(frozen=True)
class _Placed:
    claim: ClaimRecord
    start: int
    end: int


def check_divided(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """The amounts that sentences divide, against the sums of their parts."""
    for before, claims in pairwise([[], *sentences]):
        for divided in _divided(before, claims):
            _judge(divided, found)


def _judge(divided: Divided, found: ChecksMade) -> None:
    whole, parts = divided.whole, divided.parts
    if WORDS.left.match(whole.subject or ""):
        return  # 决算9万元，余1万元，用于培训费5万元、会议费4万元: what it is used for is what was spent
    alike = {(c.phase, c.period, c.scope, c.unit) for c in (whole, *parts)}
    if len(alike) > 1 or not are_apart([whole, *parts]) or holds_subtotal(parts):
        return
    own, made = money_of(whole), added_up(map(money_of, parts))
    all_there_is = _are_all(parts)
    if (divided.closed or all_there_is) and (agree(own, made) or _is_slip([whole, *parts])):
        judge_sum("stated_parts", own, made, whole, parts, found)
    elif divided.plain and made.low > own.high:
        family = families().get(whole.measure or "")
        known = all_there_is or family and family.members.issuperset(part.measure or "" for part in parts)
        judge_sum("stated_parts" if known else "part_within_whole", own, made, whole, parts, found)


def _are_all(parts: list[ClaimRecord]) -> bool:
    """Whether parts are all there is of a thing: by their measures, or because one is what is left."""
    if any(WORDS.rest.match(part.subject or "") for part in parts):
        return True
    return are_all_of_one({part.measure or "" for part in parts})


def _is_slip(claims: list[ClaimRecord]) -> bool:
    """Whether one amount, mistyped, makes the first other than the sum of the others."""
    values = [claim.value or Decimal(0) for claim in claims]
    whole, *parts = values
    apart = whole - sum(parts)
    if sum(digits_of(part) > ROUND_DIGITS for part in parts) < FEWEST_UNEVEN:
        return False
    repaired = [(whole, whole - apart), *((part, part + apart) for part in parts)]
    return any(
        one.adjusted() == other.adjusted() and typed_over(one, other, AMOUNT_PLACES)
        for one, other in repaired
        if other > 0 and digits_of(one) >= FEWEST_DIGITS
    )


def _divided(before: list[ClaimRecord], claims: list[ClaimRecord]) -> Iterator[Divided]:
    """The amounts that a sentence divides, and that of the sentence before which it divides as a whole."""
    text = re.sub(r"\s", "", claims[0].sentence or "")
    placed = _places(claims, text)
    if placed is None:
        return
    for at, whole in enumerate(placed):
        if whole.claim.kind != "level" or whole.claim.amount_yuan is None:
            continue
        end = whole.end
        if aside := WORDS.share.match(text, end):
            end = aside.end()
        if divided := _opened(whole.claim, placed[at + 1 :], text, end):
            yield divided
        elif remark := WORDS.remark.match(text, end):
            if divided := _opened(whole.claim, placed[at + 1 :], text, remark.end()):
                yield divided
    wholes = [claim for claim in before if claim.kind == "level" and claim.amount_yuan is not None]
    division = WORDS.divides.match(text)
    if wholes and division and (parts := _listed(placed, text, division.end(), in_brackets=False)):
        yield Divided(wholes[0], parts, closed=True)


def _opened(whole: ClaimRecord, behind: list[_Placed], text: str, at: int) -> Divided | None:
    """The list that opens at a place of the text, if one does."""
    some = WORDS.some_of_it.match(text, at)
    opener = some or WORDS.all_of_it.match(text, at)
    if opener is None:
        return None
    parts = _listed(behind, text, opener.end(), in_brackets=opener[0][:1] in "（(")
    if len(parts) < FEWEST:
        return None
    last = next(one for one in reversed(behind) if one.claim is parts[-1])
    return Divided(whole, parts, some is None, plain=re.search("[；;]", text[at : last.start]) is None)


def _places(claims: list[ClaimRecord], text: str) -> list[_Placed] | None:
    """Where each claim's number stands, in the order of the text; ``None`` if one is not found."""
    placed: list[_Placed] = []
    at = 0
    for claim in claims:
        raw = re.sub(r"\s", "", claim.raw or "")
        start = text.find(raw, at) if raw else -1
        if start < 0:
            return None
        placed.append(_Placed(claim, start, start + len(raw)))
        at = start + len(raw)
    return placed


def _listed(placed: list[_Placed], text: str, at: int, in_brackets: bool) -> list[ClaimRecord]:
    """The amounts listed from a place on, each behind its name; none if it is no plain list."""
    parts: list[ClaimRecord] = []
    between = ""
    for one in placed:
        if one.start < at:
            continue  # a share of the part before, or what a remark says
        if (
            one.claim.kind != "level"
            or one.claim.amount_yuan is None
            or not WORDS.part.fullmatch(text, at, one.start)
        ):
            return []
        parts.append(one.claim)
        at = one.end
        for aside in (WORDS.share, WORDS.remark):
            if match := aside.match(text, at):
                at = match.end()
        mark = text[at : at + 1]
        if in_brackets and mark in "）)" or mark in "。" or not mark:
            return parts
        word = WORDS.and_.match(text, at)
        if word is None and mark not in _MARKS:
            return []
        kind = between or ("；" if mark in "；;" else "、")
        if kind == "、" and mark in "；;":
            return [] if in_brackets else parts
        between, at = kind, word.end() if word else at + 1
    return []
