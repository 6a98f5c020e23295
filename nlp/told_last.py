"""What was told last before a cause: the changes that end a passage, or the item with its two stages.

The claims of a passage go from the first to the last; what is found goes back from the last.
"""

from __future__ import annotations

from nlp.annotations import Claim
from records.lexicon.groups import ALL_OF_A_SIDE, BUDGETS, CHANGES
from records.lexicon.terms import wholes_of

MOVED = (*CHANGES, "relation")
SIDE_BY_SIDE = 4
"""Characters between two changes that are told by one verb: 5%和增长|6%."""


def told_with(item: list[Claim], changes: list[Claim]) -> list[Claim]:
    """The changes of an item beside its completion rate, where its budget is not told.

    支出5亿元，同比增长9%，完成预算的98%。主要是…: the cause is that of the change as well.
    """
    if any(claim.kind == "level" and claim.phase in BUDGETS for claim in item):
        return []
    last = item[0] if item else None
    return [
        claim
        for claim in changes
        if last is not None
        and claim.base == "prior_year"
        and claim.sentence.start == last.sentence.start
        and same_thing(claim, last)
    ]


def beside(one: Claim, other: Claim) -> bool:
    """Whether two claims are of two accounts of which neither holds the other: items of a list."""
    first, second = (claim.subject.account if claim.subject else () for claim in (one, other))
    shorter = min(len(first), len(second))
    apart = len(first) == len(second) or first[:shorter] != second[:shorter]
    return bool(first and second) and first != second and apart


def of_another(one: Claim, other: Claim) -> bool:
    """Whether two claims are of things that the lexicon knows, and neither is part of the other."""
    first, second = (claim.subject.measure if claim.subject else None for claim in (one, other))
    if first is None or second is None or first == second or {first, second} & {*ALL_OF_A_SIDE}:
        return False
    return first not in wholes_of(second) and second not in wholes_of(first)


def differing_item(claims: list[Claim], changes: list[Claim], way: str) -> list[Claim]:
    """The item told last, if its outturn differs from its budget that way and no change of it is told.

    预算5万元，决算4万元，完成预算的80%。减少的主要原因是…: and not the changes of what was told before.
    """
    last = claims[-1]
    if last.kind not in ("level", "completion_rate", "relation") or last.reason is not None:
        return []
    if any(claim.kind != "relation" and same_thing(claim, last) for claim in changes):
        return []
    found = item_told(claims, False)
    told = {claim.phase: claim.value for claim in found if claim.kind == "level"}
    budget = next((told[phase] for phase in BUDGETS if phase in told), None)
    if budget is None or "final" not in told or told["final"] == budget:
        return []
    return found if (told["final"] > budget) == (way == "up") else []


def same_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims are of one account or subject; one without a subject may be of any."""
    if one.subject is None or other.subject is None:
        return True
    if one.subject.account or other.subject.account:
        return one.subject.account == other.subject.account
    return one.subject.text == other.subject.text


def changes_told(claims: list[Claim], of_any_base: bool = False) -> list[Claim]:
    """The changes that end a list of claims: those of its last sentence or subject, of one base.

    ``of_any_base`` if those of the same thing and way against another base belong to them.
    """
    last = claims[-1]
    found: list[Claim] = []
    bases = {last.base}
    for claim in reversed(claims):
        if (
            claim.reason is not None
            or claim.sentence.start != last.sentence.start
            and not same_thing(claim, last)
        ):
            break
        if claim.aside and not last.aside:
            continue  # 增加9万元（含追加2万元），增长5%
        if beside(claim, last):
            break  # 1.…增加9万元；2.…增加3万元，主要是…: of the item told last
        if claim.kind == "level" and claim.period != last.period and same_thing(claim, last):
            continue  # the figure that it changed from
        if claim.kind not in MOVED or is_flat(claim) != is_flat(last):
            break
        opposed = {claim.direction, last.direction} == {"up", "down"}
        if is_whole_of(claim, last) and (opposed or all(same_thing(one, last) for one in found)):
            break  # 增加9万元，其中差旅费增加3万元，主要是…: the only part that was told
        again = of_any_base and same_thing(claim, last) and claim.direction == last.direction
        if found and same_thing(claim, last) and found[-1].start - claim.raw_end <= SIDE_BY_SIDE:
            bases.add(claim.base)  # 比上年和预算分别增加1万元和2万元
        if claim.base not in bases and not again:
            break
        found.append(claim)
    return found


def is_whole_of(claim: Claim, part: Claim) -> bool:
    """Whether a claim is of the whole that the other's subject is one part of."""
    if claim.subject is None or part.subject is None or claim.subject == part.subject:
        return False
    if claim.subject.account or part.subject.account:
        return False
    whole, measure = claim.subject.measure, part.subject.measure
    if whole in ALL_OF_A_SIDE and measure is not None and measure not in ALL_OF_A_SIDE:
        return bool({*claim.subject.sides} & {*part.subject.sides})
    return measure is not None and whole in wholes_of(measure)


def is_flat(claim: Claim) -> bool:
    """Whether a claim says that nothing changed."""
    return claim.direction == "flat" or claim.kind != "relation" and claim.value == 0


def item_told(claims: list[Claim], about_budget: bool) -> list[Claim]:
    """Budget, outturn and completion rate of the item that is spoken of last."""
    found: list[Claim] = []
    kinds = ("level", "completion_rate", "change", "relation")
    last = next((claim for claim in reversed(claims) if claim.kind in kinds), None)
    if last is None:
        return found
    phases: set[str | None] = set()
    for claim in reversed(claims):
        if about_budget and claim.kind in MOVED and claim.base == "prior_year" and same_thing(claim, last):
            continue  # the item's change over the year has its own cause, told between
        if claim.reason is not None or not same_thing(claim, last):
            break
        if claim.kind == "level":
            if claim.phase in phases:
                break
            phases.add(claim.phase)
            found.append(claim)
        elif claim.kind == "completion_rate" or claim.kind in MOVED and claim.base in BUDGETS:
            again = any(one.kind == "completion_rate" for one in found) or len(phases) > 1
            if phases and claim.kind == "completion_rate" and again:
                break
            found.append(claim)
        elif about_budget and claim.kind in (*MOVED, "share"):
            continue
        else:
            break
    changed = [claim for claim in found if claim.kind in MOVED and claim.direction != "flat"]
    stated = [claim for claim in changed if claim.kind != "relation"]
    return changed if stated and not about_budget else found
