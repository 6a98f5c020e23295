"""Rates that cannot be: of a budget or a year of zero, and those told without their sign."""

from __future__ import annotations

import re
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import add_check, agree, money_of
from linking.checks.text.statements import by_sentence
from linking.intervals import HUNDRED, Interval, digits_of
from linking.links.figure_index import interval_of
from linking.links.operands import ClaimIndex
from linking.wording import number, on_page, parted, said_of, with_change, with_unit, without_blanks
from records.lexicon.groups import BUDGETS, CENT
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

RATES = ("share", "change_rate", "completion_rate")
SIGNED = re.compile(r"[%％‰成倍折]|百分|千分")
"""What marks a number as a rate."""
NEAR = 2
"""Sentences before a change that tell the amount which changed."""
FEWEST_DIGITS, FEWEST_OF_RATE = 4, 3
"""Digits of a change, and of its rate, that agree with an amount by no chance."""


def check_rates(narrative: ClaimIndex, found: ChecksMade) -> None:
    """The rates of a text that have no base, and those that have no sign."""
    of_nothing: dict[tuple[object, ...], tuple[str, list[ClaimRecord]]] = {}
    for claim in narrative.claims:
        told = _of_nothing(claim, narrative)
        if told is not None:
            # one number may be the rate of two things (收入、支出总计): it is told of the first
            amounts = [one.amount_yuan for one in told[1]]
            of_nothing.setdefault((claim.section_id, claim.sentence, claim.raw, *amounts), told)
    for message, involved in of_nothing.values():
        found.fail("rate_of_nothing", message, claims=involved, actual=involved[0].value)
    _check_signs(narrative.claims, found)
    sentences = by_sentence(narrative.claims)
    for at, claims in enumerate(sentences):
        near = [one for told in sentences[max(0, at - NEAR) : at + 1] for one in told]
        for change, rate in pairwise(claims):
            if whose := _made_on_own_year(change, rate, near):
                _tell_base(change, rate, whose, found)


def _made_on_own_year(change: ClaimRecord, rate: ClaimRecord, near: list[ClaimRecord]) -> ClaimRecord | None:
    """The amount of this year of which a change is the percentage that is told as its growth.

    Whatever of the amounts nearby the change is of, no other makes the rate: as a base or as what came of it.
    """
    told = (change.kind, rate.kind, rate.unit, change.direction) == (
        "change",
        "change_rate",
        "%",
        rate.direction,
    )
    if not told or change.base != "prior_year" or change.amount_yuan is None or change.direction == "flat":
        return None
    between = parted(parted(change.sentence, change.raw)[2], rate.raw)[0]
    if WORDS.then_by.fullmatch(without_blanks(between)) is None:
        return None
    if digits_of(change.value) < FEWEST_DIGITS or digits_of(rate.value) < FEWEST_OF_RATE:
        return None
    levels = [
        one for one in near if one.kind == "level" and one.amount_yuan and one.section_id == change.section_id
    ]
    moved, stated = money_of(change), interval_of(rate, "%")
    turn = moved if change.direction == "up" else -moved
    own = [
        one for one in levels if (one.phase, one.period) == (change.phase, change.period) and one.understood
    ]
    own = [one for one in own if WORDS.amount_of_year_before.search(parted(one.sentence, one.raw)[0]) is None]
    bases = [*(money_of(one) - turn for one in levels), *(money_of(one) for one in levels if one not in own)]
    if any((made := moved.over(base)) and agree(stated, made.scaled(HUNDRED)) for base in bases):
        return None
    made_of = ((one, moved.over(money_of(one))) for one in own)
    return next((one for one, made in made_of if made and _is_told_by(stated, made.scaled(HUNDRED))), None)


def _is_told_by(stated: Interval, made: Interval) -> bool:
    return stated.low <= made.value <= stated.high


def _tell_base(change: ClaimRecord, rate: ClaimRecord, own: ClaimRecord, found: ChecksMade) -> None:
    turn = money_of(change) if change.direction == "up" else -money_of(change)
    made = money_of(change).over(money_of(own) - turn)
    if made is None or any(rate.claim_id in one.claim_ids and one.verdict == "fails" for one in found.checks):
        return
    value = made.scaled(HUNDRED).value
    message = (
        f"文字{on_page(rate.page)}称{with_change(change)}，{with_change(rate)}，所称比率是与本年{with_unit(own)}之比，"
        f"按上年数计算为{number(value.quantize(CENT))}%，两者不符。"
    )
    add_check("stated_growth", value, rate.value, None, False, message, [rate, change, own], found, "%")


def _of_nothing(claim: ClaimRecord, narrative: ClaimIndex) -> tuple[str, list[ClaimRecord]] | None:
    """What is said of a rate whose base is zero, and the claims that show it."""
    if not claim.value:
        return None
    if claim.kind == "completion_rate":
        return _completion_of_nothing(claim, narrative)
    if claim.kind == "change_rate" and claim.direction == "up" and claim.base in (None, "prior_year"):
        return _growth_of_nothing(claim, narrative)
    return None


def _completion_of_nothing(claim: ClaimRecord, narrative: ClaimIndex) -> tuple[str, list[ClaimRecord]] | None:
    """A completion rate of a budget that the text itself gives as zero."""
    base = claim.base if claim.base in BUDGETS else "initial_budget"
    sentence = without_blanks(claim.sentence)
    if WORDS.added_in_year.search(sentence) and not WORDS.of_initial_budget.search(
        parted(sentence, without_blanks(claim.raw))[0]
    ):
        return None  # 年初预算为0，年中追加5万元，支出5万元，完成预算的100%: of what was added
    budget = narrative.nearest(claim, "level", base, claim.period)
    done = narrative.nearest(claim, "level", "final", claim.period)
    if budget is None or done is None or budget.value != 0 or not done.value:
        return None
    if budget.section_id != claim.section_id or budget.sentence != claim.sentence:
        return None
    message = (
        f"{said_of(claim)}预算为0，"
        f"支出为{with_unit(done)}，却称完成预算的{number(claim.value)}%；"
        f"预算为0时没有完成率。"
    )
    return message, [claim, budget, done]


def _growth_of_nothing(claim: ClaimRecord, narrative: ClaimIndex) -> tuple[str, list[ClaimRecord]] | None:
    """A growth from nothing: the amount before is told as zero, or all of the amount is the increase."""
    assert claim.value is not None
    if claim.period is None:
        return None
    now = narrative.nearest(claim, "level", claim.phase, claim.period)
    if now is None or not now.amount_yuan or now.section_id != claim.section_id:
        return None
    before = narrative.nearest(claim, "level", None, claim.period - 1)
    change = narrative.nearest(claim, "change", claim.phase, claim.period, direction="up", base=claim.base)
    if before is not None and before.sentence == claim.sentence:
        base, why = before, f"{claim.period - 1}年为0"
        is_nothing = before.amount_yuan == 0
    elif change is not None and change.sentence == claim.sentence:
        base, why = change, f"全部{with_unit(now)}均为增加额，即{claim.period - 1}年为0"
        is_nothing = change.amount_yuan == now.amount_yuan and not _is_told(claim, change, narrative)
    else:
        return None
    least = money_of(now).low / (1 + claim.value / HUNDRED)
    if least <= 2 * money_of(now).tolerance:
        return None  # 1万元，增加1万元，增长150%: what was before may be too small to be shown
    message = (
        f"{said_of(claim)}为{with_unit(now)}，{why}，却称增长{number(claim.value)}%；基数为0时没有增长率。"
    )
    return (message, [claim, now, base]) if is_nothing else None


def _is_told(claim: ClaimRecord, change: ClaimRecord, narrative: ClaimIndex) -> bool:
    """Whether the chapter tells, of the subject, the amount that the change and its rate lead to."""
    assert claim.value is not None
    assert change.amount_yuan is not None
    led_to = change.amount_yuan * (1 + HUNDRED / claim.value)
    return any(
        other.kind == "level"
        and other.amount_yuan is not None
        and abs(other.amount_yuan / led_to - 1) < 1 / HUNDRED
        for other in narrative.by_subject[narrative.told_of(claim)]
        if other.section_id == claim.section_id
    )


def _check_signs(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """占76.23；: a rate without its sign, in a chapter whose other rates have one."""
    signed = {one.section_id for one in claims if one.kind in RATES and SIGNED.search(one.raw or "")}
    for told in by_sentence(claims):
        unsigned = [claim for claim in told if _is_unsigned(claim)]
        if len({claim.raw for claim in unsigned}) == 1 and unsigned[0].section_id in signed:
            claim, raw = unsigned[0], unsigned[0].raw
            message = f"{said_of(claim)}的比率为{raw}，缺少百分号。"
            found.fail("sign_left_out", message, claims=[claim], actual=claim.value, unit="%")


def _is_unsigned(claim: ClaimRecord) -> bool:
    """Whether a rate has no sign, and is no part of one (0.98) and not the first of several (60、40%)."""
    raw = claim.raw or ""
    if claim.kind not in RATES or claim.unit != "%" or "." not in raw or SIGNED.search(raw):
        return False
    behind = parted(claim.sentence, claim.raw)[2]
    return (claim.value or 0) > 1 and WORDS.another_number.match(without_blanks(behind)) is None
