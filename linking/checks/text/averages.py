"""What a text gives for one vehicle, visitor or group, against the amount and the count that it gives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import add_check, agree, money_of
from linking.intervals import Interval, exact
from linking.meaning.special import per_head
from linking.wording import name_of, number, on_page, with_unit
from records.narrative_tables import ClaimRecord

NEAR = 12
"""Claims between an average and what it is made of, in one chapter."""


def check_averages(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """A stated average against the count and the amounts that stand before it in its chapter.

    Which amount is divided is not said: one that fits is enough.
    """
    for at, claim in enumerate(claims):
        if claim.kind != "level" or claim.amount_yuan is None:
            continue
        kind = per_head(claim.subject or "")
        near = [c for c in claims[max(0, at - NEAR) : at] if c.section_id == claim.section_id]
        count = next(_of([kind.by], "count", claim, near), None) if kind else None
        if kind is None or count is None or not count.value:
            continue
        amounts = list(_of(kind.measures, "level", claim, near))
        fitting = next((amount for amount in amounts if _fits(claim, count, amount)), None)
        if amounts:
            amount = fitting or amounts[0]
            _tell(claim, count, amount, fitting is not None, found)


def _of(measures: list[str], kind: str, like: ClaimRecord, near: list[ClaimRecord]) -> Iterator[ClaimRecord]:
    """The claims of some measures, of the year of another one and of any stage, the nearest first."""
    for claim in reversed(near):
        alike = claim.period == like.period
        if claim.measure in measures and claim.kind == kind and claim.understood and alike:
            yield claim


def _fits(average: ClaimRecord, count: ClaimRecord, amount: ClaimRecord) -> bool:
    made = _divided(amount, count)
    return made is None or agree(money_of(average), made)


def _divided(amount: ClaimRecord, count: ClaimRecord) -> Interval | None:
    return money_of(amount).over(exact(count.value or Decimal(0)))


def _tell(
    average: ClaimRecord, count: ClaimRecord, amount: ClaimRecord, holds: bool, found: ChecksMade
) -> None:
    made = _divided(amount, count)
    if made is None:
        return
    message = (
        f"文字{on_page(average.page)}称{name_of(average)}{with_unit(average)}，按文字所述{name_of(amount)}"
        f"{with_unit(amount)}、{name_of(count)}{with_unit(count)}计算为{number(round(made.value, 4))}万元，"
        f"{'相符' if holds else '两者不符'}。"
    )
    involved = [average, amount, count]
    add_check(
        "stated_average", made.value, money_of(average).value, made.tolerance, holds, message, involved, found
    )
