"""What is told of each one in passing (每亩补助500元), and the change behind it."""

from __future__ import annotations

from nlp.annotations import Claim, Subject
from nlp.rules import phrase
from nlp.subjects import is_per_head


def told_on(claim: Claim) -> Subject | None:
    """What a sentence speaks of from a claim on: its subject, unless that is told in passing.

    So is a count, an amount of each one, and what was left of a budget (余5万元).
    """
    subject = claim.subject
    if subject is None or claim.kind in ("count", "score") or is_per_head(subject.text):
        return None
    if phrase("left_over").fullmatch(subject.text):
        return None
    return subject


def settle_each(before: Claim | None, claim: Claim) -> None:
    """Say of what a change is that stands right behind an amount of each one.

    每亩补助500元，较上年增加50元 is of each; 增加150万元, in another unit or more than each has, is not.
    A smaller change in 万元, and a rate alone, may be of either.
    """
    if claim.kind not in ("change", "change_rate") or before is None or before.sentence is not claim.sentence:
        return
    if claim.kind == "change_rate" and before.kind == "change" and "narrowed" in before.doubts:
        claim.doubts.append("narrowed")
    if before.subject is None or not is_per_head(before.subject.text):
        return
    if claim.kind == "change_rate" and before.kind == "level":
        claim.doubts.append("narrowed")
    elif before.kind == "change" or claim.unit == before.unit == "元":
        claim.subject = before.subject
    elif claim.unit == before.unit and claim.value < before.value:
        claim.doubts.append("narrowed")
