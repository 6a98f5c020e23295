"""Amounts that a sentence divides into all their parts: 基本支出50万元，包括人员经费40万元、公用经费10万元.

Whether a list is whole is seldom said. So a sum that is not met is told only where a single wrong digit in
one of the amounts would explain it, and where the list's form, or what the parts are, says that it is all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.lists import are_apart, holds_subtotal
from linking.checks.text.stated import agree, judge_sum, money_of
from linking.intervals import added_up, digits_of
from records.narrative_tables import ClaimRecord

_WHOLE_LIST = re.compile(
    r"[，,]?(?:具体|分别)?(?:包括|包含|分为)[：:，,]?|[：:，,]?由(?=[^，。；：]{2,20}\d)|[：:（(]"
)
"""What opens a list of all parts, right behind the amount that it divides."""
_SOME_OF_IT = re.compile(r"[，,：:（(]?(?:其中|含)[：:，,]?|[，,]?主要(?:包括|用于|为|是)[：:]?")
"""What may open a list of some parts only."""
_NUMBERED = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?"
_DIVISION = re.compile(
    rf"{_NUMBERED}(?:(?:按照?|从)[^，。；：\d]{{2,16}}(?:分|划分|分类|构成|看|来看)[：:，,为]?"
    r"|(?:本年)?(?:收入|支出)(?:包括|分为|为|由))"
)
"""What opens a sentence that divides the amount of the sentence before it: 按支出性质分：…, 收入包括…."""
_SHARE = re.compile(r"[，,（(]?占[^，。；：]{0,20}[\d.]+[%％][）)]?")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = "、，,；;"
_AND = re.compile(r"以及|[和及与]")
_WORDS = r"[^，,。；;：:、\d（）()]"
_NAME = re.compile(
    rf"{_NUMBERED}(?!较|比|同比|增|减|完成|占|主要|上年){_WORDS}{{2,30}}(?:[（(][^（）()\d]{{1,8}}[）)]{_WORDS}{{0,8}})?"
    r"[：:为]?"
)
"""The name of a part, with a number before it and nothing but the amount behind it."""
_THE_REST = ("其他", "其它", "其余")
"""How a part begins that takes up whatever the others leave."""

CLOSED = (
    frozenset({"basic_expenditure", "project_expenditure"}),
    frozenset({"personnel_expenditure", "public_expenditure"}),
    frozenset({"procurement_goods", "procurement_works", "procurement_services"}),
)
"""Measures that are all there is of what they divide, however their list is opened."""
FEWEST = 2
"""Parts that a sum needs."""
FEWEST_DIGITS = 4
"""Digits of the amount with the wrong one: the others, three and more, agree by no chance."""
FEWEST_UNEVEN = 2
"""Parts that are no round numbers: of round ones a missing part may look like a wrong digit."""
ROUND_DIGITS = 3
"""Up to so many digits a number may be round."""


@dataclass(frozen=True)
class Divided:
    """An amount, the parts listed for it, and whether the form of the list says that these are all."""

    whole: ClaimRecord
    parts: list[ClaimRecord]
    closed: bool


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
    alike = {(c.phase, c.period, c.scope, c.unit) for c in (whole, *parts)}
    if len(alike) > 1 or not are_apart([whole, *parts]) or holds_subtotal(parts):
        return
    if not divided.closed and not _are_all(parts):
        return
    own, made = money_of(whole), added_up(map(money_of, parts))
    if agree(own, made) or _one_wrong_digit([whole, *parts]):
        judge_sum("stated_parts", own, made, whole, parts, found)


def _are_all(parts: list[ClaimRecord]) -> bool:
    """Whether parts are all there is of a thing: by their measures, or because one is what is left."""
    if any((part.subject or "").startswith(_THE_REST) for part in parts):
        return True
    return frozenset(part.measure or "" for part in parts) in CLOSED


def _one_wrong_digit(claims: list[ClaimRecord]) -> bool:
    """Whether one digit of one amount, replaced by another one, makes the first the sum of the others."""
    values = [claim.value or Decimal(0) for claim in claims]
    whole, *parts = values
    apart = whole - sum(parts)
    if sum(digits_of(part) > ROUND_DIGITS for part in parts) < FEWEST_UNEVEN:
        return False
    repaired = [(whole, whole - apart), *((part, part + apart) for part in parts)]
    return any(_differ_by_one_digit(one, other) for one, other in repaired)


def _differ_by_one_digit(one: Decimal, other: Decimal) -> bool:
    if other <= 0:
        return False
    first, second = (f"{value:.4f}" for value in (one, other))
    differing = sum(a != b for a, b in zip(first, second, strict=False))
    return len(first) == len(second) and differing == 1 and digits_of(one) >= FEWEST_DIGITS


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
        if aside := _SHARE.match(text, end):
            end = aside.end()
        if divided := _opened(whole.claim, placed[at + 1 :], text, end):
            yield divided
        elif remark := _REMARK.match(text, end):
            if divided := _opened(whole.claim, placed[at + 1 :], text, remark.end()):
                yield divided
    wholes = [claim for claim in before if claim.kind == "level" and claim.amount_yuan is not None]
    division = _DIVISION.match(text)
    if wholes and division and (parts := _listed(placed, text, division.end(), in_brackets=False)):
        yield Divided(wholes[0], parts, closed=True)


def _opened(whole: ClaimRecord, behind: list[_Placed], text: str, at: int) -> Divided | None:
    """The list that opens at a place of the text, if one does."""
    some = _SOME_OF_IT.match(text, at)
    opener = some or _WHOLE_LIST.match(text, at)
    if opener is None:
        return None
    parts = _listed(behind, text, opener.end(), in_brackets=opener[0][:1] in "（(")
    return Divided(whole, parts, closed=some is None) if len(parts) >= FEWEST else None


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
            or not _NAME.fullmatch(text, at, one.start)
        ):
            return []
        parts.append(one.claim)
        at = one.end
        for aside in (_SHARE, _REMARK):
            if match := aside.match(text, at):
                at = match.end()
        mark = text[at : at + 1]
        if in_brackets and mark in "）)" or mark in "。" or not mark:
            return parts
        word = _AND.match(text, at)
        if word is None and mark not in _MARKS:
            return []
        kind = between or ("；" if mark in "；;" else "、")
        if kind == "、" and mark in "；;":
            return [] if in_brackets else parts
        between, at = kind, word.end() if word else at + 1
    return []
