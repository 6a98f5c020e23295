"""Which claims a cause explains.

A cause after an item's budget, outturn and rate explains all three; after a change and its rate these
two, not the level; one that comes first explains the changes that follow in its sentence.
"""

from __future__ import annotations

from nlp.marks import Claim, Reason, Stretch
from nlp.reading.scope import THREE_PUBLIC, three_public_parts
from nlp.subjects import says_nothing, side_word, subject_of

CHANGES = ("change", "change_rate")
ITEM = ("level", "completion_rate", "change")


def attribute(claims: list[Claim], reasons: list[Reason], sentences: list[Stretch]) -> None:
    """Write into each claim the number of the reason that explains it."""
    before = 0
    for number, reason in enumerate(reasons):
        while before < len(claims) and claims[before].start < reason.start:
            before += 1
        if reason.forward:
            _forward(claims, before, number, reason, reasons)
            continue
        paragraph = _paragraph(sentences, reason.trigger)
        earlier = [
            claim
            for claim in claims[max(0, before - 24) : before]
            if claim.inside is None
            and claim.kind != "score"
            and paragraph - 1 <= claim.sentence.paragraph <= paragraph
        ]
        here = [claim for claim in earlier if claim.sentence.paragraph == paragraph]
        for claim in _explained(here or earlier, reason):
            claim.reason = number


def _paragraph(sentences: list[Stretch], position: int) -> int:
    found = 0
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].start <= position:
            found, low = sentences[middle].paragraph, middle + 1
        else:
            high = middle
    return found


def _forward(claims: list[Claim], first: int, number: int, reason: Reason, reasons: list[Reason]) -> None:
    following = reasons[number + 1].trigger if number + 1 < len(reasons) else None
    for claim in claims[first:]:
        if claim.start < reason.end:
            continue
        if claim.sentence.start > reason.start or (following is not None and claim.start > following):
            break
        if claim.kind in CHANGES and claim.inside is None:
            claim.reason = number


def _same(one: Claim, other: Claim) -> bool:
    if one.subject is None or other.subject is None:
        return True
    if one.subject.account or other.subject.account:
        return one.subject.account == other.subject.account
    return one.subject.text == other.subject.text


def _explained(claims: list[Claim], reason: Reason) -> list[Claim]:
    claims = [claim for claim in claims if claim.kind != "count"]
    if not claims:
        return []
    if reason.about and not says_nothing(reason.about) and not side_word(reason.about):
        measure = subject_of(reason.about).measure
        named = [claim for claim in claims if claim.subject and measure and claim.subject.measure == measure]
        if not named and _is_other(measure, claims[-1]):
            return []
        if named and claims[-1] not in named:
            last_named = claims.index(named[-1])
            claims = claims[: last_named + 1]
    last = claims[-1]
    if last.reason is not None:
        return []
    if (
        reason.about_budget
        or last.kind in ("completion_rate", "level")
        or (
            last.kind == "change"
            and last.direction == "flat"
            and last.base in ("initial_budget", "adjusted_budget")
        )
    ):
        found = _item(claims, reason.about_budget)
        if found:
            return found
    if last.kind in CHANGES:
        return _changes(claims)
    if last.kind == "share":
        # 占…%，主要原因: the figure and its share
        return [last]
    return [last] if last.kind == "level" else []


def _is_other(measure: str | None, claim: Claim) -> bool:
    """Whether a cause names one sort of “三公” expenditure and the claim another."""
    kinds = (THREE_PUBLIC, *three_public_parts())
    return measure in kinds and claim.subject is not None and claim.subject.measure in kinds


def _changes(claims: list[Claim]) -> list[Claim]:
    last = claims[-1]
    found = []
    for claim in reversed(claims):
        if claim.reason is not None or claim.sentence.start != last.sentence.start and not _same(claim, last):
            break
        if claim.kind not in CHANGES or claim.base != last.base:
            break
        found.append(claim)
    return found


def _item(claims: list[Claim], about_budget: bool) -> list[Claim]:
    """Budget, outturn and completion rate of the item that is spoken of last."""
    found: list[Claim] = []
    last = next(
        (
            claim
            for claim in reversed(claims)
            if claim.kind in ("level", "completion_rate") or claim.kind == "change"
        ),
        None,
    )
    if last is None:
        return found
    phases: set[str | None] = set()
    for claim in reversed(claims):
        if claim.reason is not None or not _same(claim, last):
            break
        budgetary = claim.base in ("initial_budget", "adjusted_budget")
        if claim.kind == "level":
            if claim.phase in phases:
                break
            phases.add(claim.phase)
            found.append(claim)
        elif claim.kind == "completion_rate" or claim.kind in CHANGES and budgetary:
            if phases and claim.kind == "completion_rate":
                break
            found.append(claim)
        elif about_budget and claim.kind in (*CHANGES, "share"):
            continue
        else:
            break
    levels = [claim for claim in found if claim.kind == "level"]
    if any(claim.kind in CHANGES and claim.direction != "flat" for claim in found) and not about_budget:
        return [claim for claim in found if claim.kind in CHANGES]
    return found if levels or len(found) > 0 else []
