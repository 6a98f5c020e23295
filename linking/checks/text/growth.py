"""Amount, base, change and rate that one sentence states of one thing: any two of the first make the rate."""

from __future__ import annotations

from collections.abc import Iterator

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import add_check, agree, amounts, money_of, wholes_before
from linking.intervals import HUNDRED, Interval, decimals_of
from linking.links.operands import subject_of
from linking.links.relations import OPERAND_UNIT, signed
from linking.mistyped import AMOUNT_PLACES, mistyped, typed_otherwise, typed_over
from linking.wording import moved, name_of, of_year, on_page, with_change
from records.lexicon.groups import BUDGETS
from records.narrative_tables import ClaimRecord


def check_growth(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """The rate of a change against the amounts and the change beside it, of one thing and one base."""
    latest = max((claim.period or 0 for claims in sentences for claim in claims), default=0)
    for claims in sentences:
        for change in amounts(claims, "change"):
            if change.direction in ("up", "down") and change.understood:
                _check_change(change, claims, found)
        printed = set()  # 收、支总计各增加5% is one rate of two things
        for rate in claims:
            if rate.kind == "change_rate" and rate.unit == "%" and rate.direction in ("up", "down"):
                if (rate.page, str(rate.box), rate.raw) not in printed and _check_rate(
                    rate, claims, latest, found
                ):
                    printed.add((rate.page, str(rate.box), rate.raw))


def _check_rate(rate: ClaimRecord, claims: list[ClaimRecord], latest: int, found: ChecksMade) -> bool:
    """Whether the rate could be judged; ``latest`` is the last year that the text speaks of."""
    whose = (subject_of(rate), rate.fund, rate.scope)
    own = [c for c in claims if (subject_of(c), c.fund, c.scope) == whose]
    stated = signed(rate)
    made = [(agree(stated, result), result, operands) for result, operands in _rates(rate, own)]
    if not made:
        return False
    holds, result, operands = max(made, key=lambda one: one[0])  # one of them that fits is enough
    if not holds and (
        _is_of_whole(stated, operands, claims) or not _is_slip(rate, stated, result, operands, latest)
    ):
        return False
    told = "、".join(f"{name_of(one)}{of_year(one, rate)}{with_change(one)}" for one in operands)
    message = (
        f"文字{on_page(rate.page)}称{name_of(rate)}{moved(rate.kind, stated.value, '%')}，按文字所述{told}"
        f"计算为{moved(rate.kind, round(result.value, 4), '%')}，{'相符' if holds else '两者不符'}。"
    )
    tolerance = 2 * stated.tolerance + result.tolerance
    involved = [rate, *operands]
    add_check("stated_growth", result.value, stated.value, tolerance, holds, message, involved, found)
    return True


def _check_change(change: ClaimRecord, claims: list[ClaimRecord], found: ChecksMade) -> None:
    """支出9万元，比上年5万元增加4万元: the change is the distance of the two amounts beside it.

    Told where both are the same (last year's was left), and where a slip in one of the three explains it.
    """
    whose = (subject_of(change), change.fund, change.scope)
    own = [c for c in claims if (subject_of(c), c.fund, c.scope) == whose]
    now = _only(c for c in amounts(own) if (c.phase, c.period) == (change.phase, change.period))
    base = _only(c for c in amounts(own) if _is_base(c, change))
    if now is None or base is None or not change.value:
        return
    stated, made = signed(change), money_of(now) - money_of(base)
    before, after = money_of(base).value, money_of(now).value
    holds = agree(stated, made)
    explained = (
        after == before
        or typed_over(abs(stated.value), abs(made.value), AMOUNT_PLACES)
        or typed_over(after, before + stated.value, AMOUNT_PLACES)
        or typed_over(before, after - stated.value, AMOUNT_PLACES)
    )
    if not holds and not explained or _is_step_of_whole(stated, now, base, claims):
        return
    told = "、".join(f"{name_of(one)}{of_year(one, change)}{with_change(one)}" for one in (now, base))
    distance = moved(change.kind, made.value, OPERAND_UNIT)
    message = (
        f"文字{on_page(change.page)}称{name_of(change)}{moved(change.kind, stated.value, OPERAND_UNIT)}，"
        f"按文字所述{told}计算为{distance}，{'相符' if holds else '两者不符'}。"
    )
    tolerance = 2 * stated.tolerance + made.tolerance
    involved = [change, now, base]
    add_check("stated_change", made.value, stated.value, tolerance, holds, message, involved, found)


def _is_step_of_whole(
    stated: Interval, now: ClaimRecord, base: ClaimRecord, claims: list[ClaimRecord]
) -> bool:
    """Whether a change behind a part is that of the whole before it, whose base is the one told."""
    return any(agree(stated, money_of(whole) - money_of(base)) for whole in wholes_before(now, claims))


def _is_slip(
    rate: ClaimRecord, stated: Interval, result: Interval, operands: list[ClaimRecord], latest: int
) -> bool:
    """Whether a slip makes the rate, or the change beside it: else they were hardly meant for each other."""
    places = decimals_of(rate.raw, stated.value)
    if mistyped(abs(stated.value), abs(result.value), places):
        return True
    now = [money_of(one).value for one in operands if one.kind == "level" and one.period == rate.period]
    base = [money_of(one).value for one in operands if one.kind == "level" and one.period != rate.period]
    if now and base and mistyped(abs(now[0]), abs(base[0] * (1 + stated.value / HUNDRED)), 2):
        return True
    step = [signed(one).value for one in operands if one.kind == "change"]
    if not now or not step or now[0] == 0 or stated.value == -HUNDRED:
        return False
    if rate.understood and any(
        one > step[0] and round(step[0] / (one - step[0]) * HUNDRED, places) == stated.value
        for one in typed_otherwise(now[0], 2)
    ):
        return True
    of_this_year = abs(step[0]) / abs(now[0]) * HUNDRED  # 增加20万元 over what it grew to
    meant = now[0] * stated.value / (HUNDRED + stated.value)
    # of an earlier year it is what grew: 2023年10万元，扩大2万元，扩大20%
    of_latest = rate.period == latest and round(of_this_year, places) == abs(stated.value)
    return of_latest or mistyped(abs(step[0]), abs(meant), 2)


def _is_of_whole(stated: Interval, operands: list[ClaimRecord], claims: list[ClaimRecord]) -> bool:
    """Whether change and rate behind a part are those of the whole before it."""
    levels = [one for one in operands if one.kind == "level"]
    changes = [one for one in operands if one.kind == "change"]
    if len(levels) != 1 or len(changes) != 1:
        return False
    step = signed(changes[0])
    wholes = [money_of(one) for one in wholes_before(levels[0], claims)]
    return any(agree(stated, rate) for whole in wholes for rate, _ in _rate(step, whole - step, []))


def _rates(rate: ClaimRecord, own: list[ClaimRecord]) -> Iterator[tuple[Interval, list[ClaimRecord]]]:
    """The rates that two of amount, base and change make, where the sentence states each once."""
    now = _only(c for c in amounts(own) if (c.phase, c.period) == (rate.phase, rate.period))
    change = _only(c for c in amounts(own, "change") if (c.base, c.period) == (rate.base, rate.period))
    base = _only(c for c in amounts(own) if _is_base(c, rate))
    if now and change:
        before = money_of(now) - signed(change)
        yield from _rate(signed(change), before, [now, change])
    if now and base:
        yield from _rate(money_of(now) - money_of(base), money_of(base), [now, base])
    if change and base:
        yield from _rate(signed(change), money_of(base), [change, base])


def _rate(
    gap: Interval, before: Interval, operands: list[ClaimRecord]
) -> Iterator[tuple[Interval, list[ClaimRecord]]]:
    quotient = gap.over(before) if before.low > 0 else None
    if quotient is not None:
        yield quotient.scaled(HUNDRED), operands


def _is_base(claim: ClaimRecord, rate: ClaimRecord) -> bool:
    """Whether an amount is what a rate is measured against; one without a stage stands in a cause."""
    if rate.base == "prior_year":
        years = (claim.period or 0, rate.period or 0)
        return claim.phase is not None and all(years) and years[0] + 1 == years[1]
    return rate.base in BUDGETS and (claim.phase, claim.period) == (rate.base, rate.period)


def _only(claims: Iterator[ClaimRecord]) -> ClaimRecord | None:
    """The one claim, if all there are say one amount."""
    told = list(claims)
    return told[0] if told and len({claim.amount_yuan for claim in told}) == 1 else None
