"""Checks of amounts that the text itself states: how they are added up, judged and worded."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.intervals import Interval, added_up
from linking.links.figure_index import interval_of
from linking.links.relations import OPERAND_UNIT, is_roughly_flat, signed
from linking.wording import moved, name_of, number, on_page, outcome, parted, said_of, with_change, with_unit
from records.lexicon.groups import YUAN
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

OF_PARTS = ("stated_parts", "counted_parts", "part_within_whole")
"""Rules that tell of the same amounts that parts do not make their whole."""
FLAT, ROUGHLY_FLAT = Decimal("0.02"), Decimal("0.10")
"""How far apart, relatively, two amounts may be that are called the same, and about the same."""
SAME_UNIT = {"名": "人", "家": "个", "幢": "栋", "辆": "台", "批": "批次"}
"""Units in which the same things are counted, in one sentence now by this word and now by that."""
MOST_TOLD = 5
"""Parts that a sentence names; the others are counted."""


def same_unit(unit: str) -> str:
    """One word for the units that count the same things."""
    return SAME_UNIT.get(unit, unit)


def money_of(claim: ClaimRecord) -> Interval:
    """A stated amount in 万元, as precise as it is printed."""
    return interval_of(claim, OPERAND_UNIT)


def size_of(claim: ClaimRecord) -> Interval:
    """A stated amount in 万元, a change of it with its sign, or a count."""
    return signed(claim) if claim.kind == "change" else money_of(claim)


def made_of(parts: Iterable[ClaimRecord]) -> Interval:
    """What stated amounts, changes or counts add up to."""
    return added_up(map(size_of, parts))


def amounts(claims: Iterable[ClaimRecord], kind: str = "level") -> list[ClaimRecord]:
    """The claims of money of a kind."""
    return [claim for claim in claims if claim.kind == kind and claim.amount_yuan is not None]


def levels_of(claims: Iterable[ClaimRecord], phase: str | None, period: int | None) -> list[ClaimRecord]:
    """The amounts that claims state of a stage and year."""
    return [claim for claim in amounts(claims) if (claim.phase, claim.period) == (phase, period)]


def agree(stated: Interval, made: Interval) -> bool:
    """Whether a stated number is the one that others make; its last digit may be cut off, not rounded."""
    last = stated.tolerance * 2
    return made.low - last <= stated.high and stated.low - last <= made.high


def how_near(words: str) -> Decimal:
    """How far apart, relatively, amounts may be that ``words`` call the same, or about the same."""
    return ROUGHLY_FLAT if WORDS.almost.search(words) else FLAT


def is_about_flat(claim: ClaimRecord) -> bool:
    """Whether a claim says 基本持平 or the like: some small change, and not none."""
    return is_roughly_flat(claim) and WORDS.almost.search(claim.raw or "") is not None


def is_related(direction: str | None, almost: Decimal, now: Interval, then: Interval) -> bool:
    """Whether two amounts are related as said, ``almost`` as much being the same."""
    gap = now - then
    same = gap.low <= 0 <= gap.high or abs(gap.value) <= almost * abs(then.value)
    # amounts that print alike may differ by what rounding hides
    return {"up": gap.high > 0, "down": gap.low < 0}.get(direction or "", same)


def judge_sum(
    rule: str,
    whole: ClaimRecord,
    parts: list[ClaimRecord],
    found: ChecksMade,
    own: Interval | None = None,
    result: Interval | None = None,
) -> None:
    """Add the check of a stated total against what its stated parts make, once for the same amounts.

    ``own`` and ``result`` are what is compared, where it is more than the total and the sum as printed.
    """
    told = {claim.claim_id for claim in (whole, *parts)}
    rules = {rule, *OF_PARTS} if rule in OF_PARTS else {rule}
    if any(made.rule_id in rules and told == set(made.claim_ids) for made in found.checks):
        return  # a list of the sentence, one with numbers, and a family of measures
    own, result = own or size_of(whole), result or made_of(parts)
    last = own.tolerance * 2
    holds = agree(own, result)
    if not holds and any(map(is_about_flat, (whole, *parts))):
        return  # 基本持平: some small amount, which is not told
    unit = whole.unit if whole.amount_yuan is None else OPERAND_UNIT
    listed = "、".join(f"{name_of(part)}{with_change(part)}" for part in parts[:MOST_TOLD])
    more = f"等{len(parts)}项" if len(parts) > MOST_TOLD else ""
    value = result.value
    if whole.amount_yuan is not None and whole.unit in YUAN:
        unit, value = whole.unit, value * YUAN[OPERAND_UNIT] / YUAN[whole.unit]  # as it is told
    made = moved(whole.kind, value, unit or "") or f"{number(value)}{unit or ''}"
    message = (
        f"{said_of(whole)}{with_change(whole)}，按文字所述{listed}{more}计算为{made}，{outcome(holds)}。"
    )
    add_check(rule, result.value, own.value, last + result.tolerance, holds, message, [whole, *parts], found)


def judge_twice(one: ClaimRecord, other: ClaimRecord, found: ChecksMade, shown: str = "") -> None:
    """Add the check of a number that the text tells in two places; ``shown`` is what shows the right one."""
    holds = one.value == other.value
    said = f"{said_of(one)}{with_unit(one)}，{on_page(other.page)}另称{with_unit(other)}"
    message = f"{said}，{shown}{'相符' if holds else '两处不符'}。"
    add_check("said_twice", one.value, other.value, None, holds, message, [other, one], found)


def add_check(
    rule: str,
    expected: Decimal | None,
    actual: Decimal | None,
    tolerance: Decimal | None,
    holds: bool,
    message: str,
    claims: list[ClaimRecord],
    found: ChecksMade,
    unit: str | None = None,
) -> None:
    """Add a check of claims only."""
    verdict = "holds" if holds else "fails"
    found.add(rule, [], expected, actual, tolerance, verdict, message, claims, unit=unit)


def wholes_before(part: ClaimRecord, claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
    """The levels of the sentence that ``part`` is told to be a part of: 收入总计9万元，其中年初结转3万元.

    What is told behind the part may be told of any of them.
    """
    before, found, _ = parted(part.sentence, part.raw)
    result = []
    for claim in claims:
        if claim is part or claim.kind != "level" or not claim.raw or claim.sentence != part.sentence:
            continue
        _, told, between = parted(before, claim.raw)
        if found and told and WORDS.opens_parts.search(between):
            result.append(claim)
    return result
