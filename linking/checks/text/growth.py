"""What one sentence states of one thing, held against itself: changes.

Amount, base, change and rate: any two of the first make the rate. Changes of a class and of its items: where
the items make the class, their changes make its change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import (
    add_check,
    agree,
    amounts,
    judge_sum,
    made_of,
    money_of,
    wholes_before,
)
from linking.intervals import HUNDRED, TEN_THOUSAND, Interval, decimals_of, digits_of
from linking.links.operands import subject_of
from linking.links.relations import OPERAND_UNIT, signed
from linking.mistyped import AMOUNT_PLACES, mistyped, typed_otherwise, typed_over
from linking.wording import (
    listed,
    moved,
    outcome,
    parted,
    said_of,
    with_change,
    without_blanks,
)
from records.lexicon.groups import BUDGETS, SPENT
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

LEVELS = (1, 2, 3)
"""类, 款 and 项, below the whole of a fund's expenditure."""
FEWEST_DIGITS = 3
"""Digits of a rate that a mistyped amount makes by no chance."""
FEWEST = 2
"""Accounts below one that a sum of their changes needs."""
Account = tuple[str, ...]
Told = dict[Account, ClaimRecord]


def check_growth(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """The rate of a change against the amounts and the change beside it, of one thing and one base."""
    latest = max((claim.period or 0 for claims in sentences for claim in claims), default=0)
    for claims in sentences:
        for change in amounts(claims, "change"):
            if change.direction in ("up", "down") and change.understood:
                _check_change(change, claims, found)
        printed = set()  # 收、支总计各增加5% is one rate of two things
        for rate in claims:
            moves = rate.kind == "change_rate" and rate.unit == "%" and rate.direction in ("up", "down")
            if moves and rate.understood:
                if (rate.page, str(rate.box), rate.raw) not in printed and _check_rate(
                    rate, claims, latest, found
                ):
                    printed.add((rate.page, str(rate.box), rate.raw))
        for one, other in pairwise(claims):
            if _are_opposed(one, other):
                _tell_opposed(one, other, found)
    rates = [claim for claims in sentences for claim in claims if claim.kind == "change_rate"]
    for claims in sentences:
        for level, change, rate in zip(claims, claims[1:], claims[2:], strict=False):
            if not rate.understood and _are_of_one(level, change, rate):
                if not _is_of_whole(signed(rate), [level, change], claims):
                    _check_three(level, change, rate, rates, latest, found)


def _are_of_one(level: ClaimRecord, change: ClaimRecord, rate: ClaimRecord) -> bool:
    """212万元，比上年增加12万元，增长6%: whatever it is, amount, change and rate are those of one thing."""
    three = (level, change, rate)
    if [one.kind for one in three] != ["level", "change", "change_rate"] or rate.unit != "%":
        return False
    if None in (level.amount_yuan, change.amount_yuan) or change.direction != rate.direction:
        return False
    if len({(subject_of(one), one.period, one.fund) for one in three}) > 1 or change.base != rate.base:
        return False
    _, first, behind = parted(without_blanks(level.sentence), without_blanks(level.raw))
    by_change, second, behind = parted(behind, without_blanks(change.raw))
    by_rate, third, _ = parted(behind, without_blanks(rate.raw))
    told = WORDS.changed_by.fullmatch(by_change) and WORDS.then_by.fullmatch(by_rate)
    return bool(first and second and third and told)


def _check_three(
    level: ClaimRecord,
    change: ClaimRecord,
    rate: ClaimRecord,
    rates: list[ClaimRecord],
    latest: int,
    found: ChecksMade,
) -> None:
    """A rate of what is not understood, told with its amount and change: where a slip explains it."""
    stated, operands = signed(rate), [level, change]
    for made, _ in _rate(signed(change), money_of(level) - signed(change), operands):
        copied = any(
            (one.raw, one.direction, one.measure) == (rate.raw, rate.direction, rate.measure)
            for one in rates
            if one is not rate and one.understood and one.section_id == rate.section_id
        )
        if not agree(stated, made) and (copied or _is_slip(rate, stated, made, operands, latest)):
            _tell_rate(rate, stated, made, False, operands, found)


def _tell_rate(
    rate: ClaimRecord,
    stated: Interval,
    made: Interval,
    holds: bool,
    operands: list[ClaimRecord],
    found: ChecksMade,
) -> None:
    message = (
        f"{said_of(rate)}{moved(rate.kind, stated.value, '%')}，按文字所述{listed(operands, rate)}"
        f"计算为{moved(rate.kind, round(made.value, 4), '%')}，{outcome(holds)}。"
    )
    tolerance = 2 * stated.tolerance + made.tolerance
    involved = [rate, *operands]
    add_check("stated_growth", made.value, stated.value, tolerance, holds, message, involved, found)


def _are_opposed(one: ClaimRecord, other: ClaimRecord) -> bool:
    """增加3万元，下降5%: an amount and a rate of one change, right behind each other, go two ways."""
    if {one.kind, other.kind} != {"change", "change_rate"} or not one.value or not other.value:
        return False
    if {one.direction, other.direction} != {"up", "down"} or one.base != other.base:
        return False
    if min(one.value, other.value) < 0 or (subject_of(one), one.period) != (subject_of(other), other.period):
        return False
    _, first, behind = parted(one.sentence, one.raw)
    between, second, _ = parted(behind, other.raw)
    return bool(first and second) and WORDS.then_by.fullmatch(without_blanks(between)) is not None


def _tell_opposed(one: ClaimRecord, other: ClaimRecord, found: ChecksMade) -> None:
    rate = one if one.kind == "change_rate" else other
    failed = (made for made in found.checks if made.rule_id == "stated_growth" and made.verdict == "fails")
    if any(rate.claim_id in made.claim_ids for made in failed):
        return
    message = f"{said_of(one)}{with_change(one)}，紧接又称{with_change(other)}，方向相反，两者不符。"
    expected = -signed(rate).value
    add_check("stated_growth", expected, signed(rate).value, None, False, message, [rate, one, other], found)


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
    _tell_rate(rate, stated, result, holds, operands, found)
    return True


def _check_change(change: ClaimRecord, claims: list[ClaimRecord], found: ChecksMade) -> None:
    """支出9万元，比上年5万元增加4万元: the change is the distance of the two amounts beside it.

    Told where both are the same (last year's was left), and where a slip in one of the three explains it.
    """
    whose = (subject_of(change), change.fund, change.scope)
    own = [c for c in claims if (subject_of(c), c.fund, c.scope) == whose]
    now = _only(c for c in amounts(own) if (c.phase, c.period) == (change.phase, change.period))
    base = _only(c for c in amounts(own) if _is_base(c, change))
    if now is None or base is None or now is base or not change.value:
        return  # a plan's own amount, told as held against that plan, is no second one
    stated, made = signed(change), money_of(now) - money_of(base)
    before, after = money_of(base).value, money_of(now).value
    holds = agree(stated, made)
    explained = (
        after == before
        or agree(-stated, made)  # the other way
        or agree(stated.scaled(TEN_THOUSAND), made)  # 元 for 万元
        or typed_over(abs(stated.value), abs(made.value), AMOUNT_PLACES)
        or typed_over(after, before + stated.value, AMOUNT_PLACES)
        or typed_over(before, after - stated.value, AMOUNT_PLACES)
        or (base.phase == (change.base_phase or change.phase) and _rate_fits(change, now, own))
    )
    if (
        not holds
        and not explained
        or any(agree(stated, money_of(whole) - money_of(base)) for whole in wholes_before(now, claims))
    ):
        return
    told = listed((now, base), change)
    distance = moved(change.kind, made.value, OPERAND_UNIT)
    message = (
        f"{said_of(change)}{moved(change.kind, stated.value, OPERAND_UNIT)}，"
        f"按文字所述{told}计算为{distance}，{outcome(holds)}。"
    )
    tolerance = 2 * stated.tolerance + made.tolerance
    involved = [change, now, base]
    add_check("stated_change", made.value, stated.value, tolerance, holds, message, involved, found)


def _rate_fits(change: ClaimRecord, now: ClaimRecord, own: list[ClaimRecord]) -> bool:
    """Whether the rate beside a change is the one that it makes: then it is the base that is misprinted."""
    before = money_of(now) - signed(change)
    return any(
        agree(signed(rate), made)
        for rate in own
        if (rate.kind, rate.unit) == ("change_rate", "%") and _compares_with(rate) == _compares_with(change)
        for made, _ in _rate(signed(change), before, [])
    )


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
    if not now or not step or now[0] <= 0 or stated.value == -HUNDRED:
        return False
    if (rate.understood or digits_of(stated.value) >= FEWEST_DIGITS) and any(
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
    change = _only(c for c in amounts(own, "change") if _compares_with(c) == _compares_with(rate))
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
        of_stage = claim.phase is not None and rate.base_phase in (None, claim.phase)
        return of_stage and all(years) and years[0] + 1 == years[1]
    return rate.base in BUDGETS and (claim.phase, claim.period) == (rate.base, rate.period)


def _only(claims: Iterator[ClaimRecord]) -> ClaimRecord | None:
    """The one claim, if all there are say one amount."""
    told = list(claims)
    return told[0] if told and len({(one.amount_yuan, one.direction) for one in told}) == 1 else None


def _compares_with(change: ClaimRecord) -> tuple[object, ...]:
    """What a change or its rate is held against: of a budget and what was spent of it, each has its own."""
    return change.base, change.base_phase, change.period


def check_account_changes(claims: Iterable[ClaimRecord], year: int | None, found: ChecksMade) -> None:
    """The change of an account, or of a fund's expenditure, against those of the accounts below it.

    Both amounts and changes of all must be told, each with one value, and the amounts add up: then
    nothing that is part of the account now is left out. What had money before and has none any more may be:
    it makes the account's change less than that of the parts, which is no failure.
    """
    groups: dict[tuple[object, ...], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.period == year and _is_spent(claim) and claim.amount_yuan is not None:
            groups[claim.phase, claim.fund, claim.scope, claim.measure].append(claim)
    for told in groups.values():
        levels = _told_once(claim for claim in told if claim.kind == "level")
        for base in {claim.base for claim in told if claim.kind == "change" and claim.base is not None}:
            changes = _told_once(claim for claim in told if claim.kind == "change" and claim.base == base)
            _check(levels, changes, found)


def _check(levels: Told, changes: Told, found: ChecksMade) -> None:
    for account, change in changes.items():
        own_level = len(account)
        for level in LEVELS[own_level:]:
            below = [one for one in levels if len(one) == level and one[:own_level] == account]
            whole = levels.get(account)
            if whole is None or len(below) < FEWEST or not all(one in changes for one in below):
                continue
            own, made = money_of(whole), made_of(levels[one] for one in below)
            if made.meets(own):
                parts = [changes[one] for one in below]
                if signed(change).high >= made_of(parts).low:
                    judge_sum("stated_parts", change, parts, found)
                break


def _is_spent(claim: ClaimRecord) -> bool:
    """Whether a claim is about an account, or about all that a fund spends."""
    of_fund = claim.understood and claim.fund is not None and claim.measure == SPENT
    return bool(_account(claim)) or of_fund


def _account(claim: ClaimRecord) -> Account:
    """类, 款 and 项 of a claim's account, by its code or else by the names of its path."""
    code = claim.account_code
    return tuple(filter(None, (code[:3], code[3:5], code[5:]))) if code else tuple(claim.account_path)


def _told_once(claims: Iterable[ClaimRecord]) -> Told:
    """The claims by their account; none that is told with two values."""
    found: dict[Account, list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        found[_account(claim)].append(claim)
    return {
        account: told[0]
        for account, told in found.items()
        if len({(one.amount_yuan, one.direction) for one in told}) == 1
    }
