"""What a text gives for one vehicle, visitor or thing, against the amount and the count that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import add_check, agree, money_of
from linking.intervals import TEN_THOUSAND, Interval, exact
from linking.meaning.special import per_head
from linking.wording import name_of, number, outcome, parted, said_of, with_unit, without_blanks
from nlp.subjects import is_per_head, subject_of
from records.lexicon.groups import PERSONS
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases, any_of

WORDS = Phrases("linking/checks/text")

NEAR = 12
"""Claims between an average and what it is made of, in one chapter."""
ORDERS = ("acp", "cpa", "pca")
"""How a count, the amount of each (``p``) and that of all (``a``) follow one another."""
JOINED = ("及", "和", "与", "、")
_NUMBER = re.compile(r"(?<![\d.])(?!20\d\d年)\d[\d,，]*(?:\.\d+)?")


def check_averages(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """A stated average against the count and the amounts that stand before it in its chapter.

    Which amount is divided is not said: one that fits is enough.
    """
    priced = _check_prices(claims, found)
    for at, claim in enumerate(claims):
        if claim.claim_id in priced or claim.kind != "level" or claim.amount_yuan is None:
            continue
        kind = per_head(claim.subject or "")
        near = [c for c in claims[max(0, at - NEAR) : at] if c.section_id == claim.section_id]
        behind = [c for c in claims[at + 1 : at + 2] if c.sentence == claim.sentence]
        count = next(_of([kind.by], "count", claim, [*behind, *near]), None) if kind else None
        if kind is None or count is None or not count.value:
            continue
        amounts = [one for one in _of(kind.measures, "level", claim, near) if _may_be_of(claim, one)]
        if kind.narrow and kind.narrow.search(parted(count.sentence, count.raw)[0]):
            # 接待国内来宾90人次: of 国内接待支出5万元, and not of 公务接待费6万元
            amounts = [one for one in amounts if one.measure == kind.measures[-1]] or amounts
        fitting = next((amount for amount in amounts if _fits(claim, count, amount)), None)
        beside = [one for one in near if one.sentence == claim.sentence]
        if amounts and (fitting is not None or not _is_of_others(claim, beside)):
            amount = fitting or min(amounts, key=lambda amount: amount.phase != "final")
            _tell(claim, count, amount, fitting is not None, found)


def _is_of_others(average: ClaimRecord, beside: list[ClaimRecord]) -> bool:
    """运行费9万元、3辆；更新购置2辆，购置费40万元，平均每辆20万元: of a count and an amount ``beside`` it."""
    counts = [one for one in beside if _role(one) == "c"]
    return any(_fits(average, count, amount) for amount in beside if _role(amount) == "a" for count in counts)


def _check_prices(claims: list[ClaimRecord], found: ChecksMade) -> set[str]:
    """Sentences that tell a count, the amount of each and that of all one after the other: the prices.

    The amount beside them may be a part of the one that is meant: one of the chapter that fits is enough.
    """
    told = set()
    for at, (before, *three) in enumerate(zip([None, *claims], claims, claims[1:], claims[2:], strict=False)):
        if len({(claim.section_id, claim.sentence) for claim in three}) > 1:
            continue
        roles = "".join(map(_role, three))
        if roles in ORDERS and _one_of_several(claims, at, len(three)):
            continue
        if roles not in ORDERS or WORDS.loose_price.search(_span(three)):
            continue
        amount, count, price = (three[roles.index(role)] for role in "acp")
        alone = len(_NUMBER.findall(price.sentence or "")) == len(three)
        sure = (
            alone
            or roles[-1] != "a"
            or amount.subject == count.subject
            and not (before is not None and (before.sentence, before.unit) == (count.sentence, count.unit))
        )
        sure = sure and not _is_of_before(before, amount)
        alike = amount.period == price.period and (alone or amount.phase == price.phase)
        fits = _is_of_each(price, count, amount) and _may_be_of(price, amount)
        if sure and alike and price.claim_id not in told and fits:
            around = claims[max(0, at - NEAR) : at] + claims[at + len(three) : at + len(three) + 1]
            others = (c for c in around if _role(c) == "a" and _beside(c) == _beside(price))
            fitting = next((one for one in (amount, *others) if _fits(price, count, one)), None)
            _tell(price, count, fitting or amount, fitting is not None, found)
            told.add(price.claim_id)
    return told


def _may_be_of(average: ClaimRecord, amount: ClaimRecord) -> bool:
    """Whether an average may be of an amount: it is not where the words before it name another one.

    公务用车购置及运行维护费9万元，…，运行维护费平均每辆1万元.
    """
    before, _, _ = parted(without_blanks(average.sentence), without_blanks(average.raw))
    named = WORDS.averaged.search(before)
    if named is None:
        return True
    measure = subject_of(named["thing"]).measure
    if measure is not None and amount.measure is not None:
        return measure == amount.measure
    whole, thing, _ = (amount.subject or "").rpartition(named["thing"])
    return bool(thing) and not whole.endswith(JOINED)


def _one_of_several(claims: list[ClaimRecord], at: int, length: int) -> bool:
    """Whether other things are counted and priced beside: 4万元（5台、每台5000元，2台、每台7500元）.

    Those before that make an amount of their own are none: 10万元，5台，每台2万元；6万元，2台，每台3万元.
    """
    before, behind = claims[max(0, at - 2) : at], claims[at + length : at + length + 2]
    own = claims[max(0, at - 3) : max(0, at - 2)]
    if "".join(map(_role, [*own, *before])) == "acp" and _fits(before[1], before[0], own[0]):
        before = []
    return any(
        [_role(one) for one in pair] == ["c", "p"]
        and all(one.sentence == claims[at].sentence for one in pair)
        for pair in (before, behind)
    )


def _beside(claim: ClaimRecord) -> tuple[str | None, int | None]:
    """What an amount shares with one that may be meant instead of it: the chapter and the year."""
    return claim.section_id, claim.period


def _is_of_before(before: ClaimRecord | None, amount: ClaimRecord) -> bool:
    """甲县430人、17万元，各县合计1523人，人均…: an amount without a name is of what is counted before it."""
    if before is None or before.kind != "count" or before.sentence != amount.sentence:
        return False
    between = parted(parted(without_blanks(amount.sentence), before.raw)[2], amount.raw)
    return bool(between[1]) and between[0] in ("、", "，")


def _role(claim: ClaimRecord) -> str:
    """``c`` for a count, ``p`` for the amount of each, ``a`` for another amount; a blank for the rest."""
    if claim.kind == "count" and claim.value:
        return "c"
    if claim.kind != "level" or claim.amount_yuan is None:
        return " "
    return "p" if is_per_head(claim.subject or "") else "a"


def _span(claims: Sequence[ClaimRecord]) -> str:
    """What a sentence says from the first of some claims on to the last, and how a bracket behind begins."""
    before, first, behind = parted(claims[0].sentence, claims[0].raw)
    inside, last, after = parted(behind, claims[-1].raw)
    return re.split("[，；;]", before)[-1] + first + inside + last + after[: len("（含")]


def _is_of_each(price: ClaimRecord, count: ClaimRecord, amount: ClaimRecord) -> bool:
    """Whether a price is one of each of what is counted, for the same: 每台 of 10台, 人均 of 9人次."""
    named = WORDS.price_of_each.fullmatch(price.subject or "")
    if named is None:
        return False
    thing, what = named["each"] or named["of"] or "", named["what"] or ""
    each = thing in f"{count.unit}{count.subject}" or thing == "人" and count.unit in PERSONS
    return each and what in f"{amount.subject}{count.subject}"


def _of(measures: list[str], kind: str, like: ClaimRecord, near: list[ClaimRecord]) -> Iterator[ClaimRecord]:
    """The claims of some measures, of the year of another one, the nearest first; those of its stage lead."""
    alike = [
        claim
        for claim in reversed(near)
        if claim.measure in measures
        and (claim.kind, claim.period) == (kind, like.period)
        and claim.understood
    ]
    yield from sorted(alike, key=lambda claim: claim.phase not in (None, like.phase))


def _fits(average: ClaimRecord, count: ClaimRecord, amount: ClaimRecord) -> bool:
    made = _divided(amount, count)
    return made is None or agree(money_of(average), made)


def _divided(amount: ClaimRecord, count: ClaimRecord) -> Interval | None:
    things = TEN_THOUSAND if (count.unit or "").startswith("万") else Decimal(1)
    return money_of(amount).over(exact(things * (count.value or Decimal(0))))


def _is_of_part(average: ClaimRecord, count: ClaimRecord) -> bool:
    """Whether an average may be of some of the things or of the money: 其中餐费人均96元；（不含师资费）."""
    sentence = without_blanks(average.sentence)
    before, _, behind = parted(sentence, without_blanks(average.raw))
    if WORDS.left_out.search(sentence) or WORDS.average_of_part.search(before):
        return True
    _, _, between = parted(before, without_blanks(count.raw))
    units = any_of(PERSONS if count.unit in PERSONS else filter(None, [count.unit]))
    fewer = re.search(rf"其中[^。；]*\d{units}(?!均)", between)
    return fewer is not None or WORDS.average_with.match(behind) is not None


def _tell(
    average: ClaimRecord, count: ClaimRecord, amount: ClaimRecord, holds: bool, found: ChecksMade
) -> None:
    made = _divided(amount, count)
    if made is None or not holds and _is_of_part(average, count):
        return
    message = (
        f"{said_of(average)}{with_unit(average)}，按文字所述{name_of(amount)}"
        f"{with_unit(amount)}、{name_of(count)}{with_unit(count)}计算为{number(round(made.value, 4))}万元，"
        f"{outcome(holds)}。"
    )
    involved = [average, amount, count]
    add_check(
        "stated_average", made.value, money_of(average).value, made.tolerance, holds, message, involved, found
    )
