"""What is told of each one in passing (每亩补助500元), and the change behind it."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.annotations import Claim, Subject
from nlp.subjects import is_left_over, is_per_head


def told_on(claim: Claim) -> Subject | None:
    """What a sentence speaks of from a claim on: its subject, unless it is a count or told in passing.

    That is an amount of each one, and what is left of another (余5万元). A rate of another sort than how a
    budget was carried out (资金到位率) is its own subject, and of nothing else.
    """
    subject = claim.subject
    of_itself = claim.kind == "completion_rate" and claim.base == "other"
    if subject is None or claim.kind in ("count", "score") or of_itself:
        return None
    if is_per_head(subject.text) or is_left_over(subject.text):
        return None
    return subject


def counted_before(claims: Sequence[Claim]) -> Claim | None:
    """The count that the last claim is, or that it tells the amount of each one of (10台，单价0.5万元)."""
    last = claims[-1] if claims else None
    if last is None or last.kind == "count":
        return last
    before = claims[-2] if len(claims) > 1 else None
    if before is None or before.kind != "count" or before.sentence is not last.sentence:
        return None
    return before if last.subject is not None and is_per_head(last.subject.text) else None


def settle_each(before: Claim | None, claim: Claim) -> None:
    """Say of what a change is that stands right behind an amount of each one.

    每亩补助500元，较上年增加50元 is of each; 增加150万元, in another unit or more than each has, is not.
    A smaller change in 万元, and a rate alone, may be of either.
    """
    if claim.kind not in ("change", "change_rate") or before is None or before.sentence is not claim.sentence:
        return
    if claim.kind == "change_rate" and before.kind == "change" and "narrowed" in before.doubts:
        claim.doubts.append("narrowed")
    if before.subject is not None and is_left_over(before.subject.text):
        claim.doubts.append("narrowed")
    if before.subject is None or not is_per_head(before.subject.text):
        return
    if claim.kind == "change_rate" and before.kind == "level":
        claim.doubts.append("narrowed")
    elif before.kind == "change" or claim.unit == before.unit == "元":
        claim.subject = before.subject
    elif claim.unit == before.unit and claim.value < before.value:
        claim.doubts.append("narrowed")
