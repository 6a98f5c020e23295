"""Shares and rates of what is counted: 自评项目20个，其中优的16个，占80%; 抽检400批，合格396批，合格率99%."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.counts import kinds_apart
from linking.checks.text.listed.divided import PlacedClaim, counted_in, places
from linking.checks.text.stated import add_check
from linking.intervals import HUNDRED, Interval
from linking.links.figure_index import interval_of
from linking.wording import name_of, number, on_page, outcome, with_unit, without_blanks
from records.lexicon.groups import CENT
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")


def check_count_shares(sentences: Iterable[list[ClaimRecord]], found: ChecksMade) -> None:
    """Each share right behind a count, against the one count that it can be a share of.

    That is the only one before it in the same unit, or the one that the shares before it were of. One with
    a share of its own is a part like it, unless its parts are told (其中).
    """
    for before, claims in pairwise([[], *sentences]):
        if not any(map(_is_share, claims)):
            continue
        text = without_blanks(claims[0].sentence)
        placed = places(claims, text) or []
        usual: ClaimRecord | None = None
        for at in range(1, len(placed)):
            if _is_share(placed[at].claim):
                usual = _judge(before, placed[: at + 1], text, usual, found) or usual


def _is_share(claim: ClaimRecord) -> bool:
    return claim.kind in ("share", "completion_rate") and claim.unit == "%" and claim.value is not None


def _judge(
    before: list[ClaimRecord],
    placed: list[PlacedClaim],
    text: str,
    usual: ClaimRecord | None,
    found: ChecksMade,
) -> ClaimRecord | None:
    """Hold the last of the claims against the counts before it; the one that it is a share of."""
    *told, share = placed
    part, between = told[-1].claim, text[told[-1].end : share.start]
    named = WORDS.share_of_count.fullmatch(between)
    if part.kind != "count" or not part.value or named is None:
        return None
    if named["rate"] and named["rate"][:1] not in (part.subject or ""):
        return None  # 优的9个，达标率90%: of something else
    alike = [
        one.claim
        for one, behind in pairwise(told)
        if one.claim.kind == "count" and one.claim.value is not None
        and counted_in(one.claim) == counted_in(part)
        and not (_is_share(behind.claim) and not WORDS.opens_parts.search(text, behind.end, told[-1].start))
    ]  # fmt: skip
    wholes = alike or _alone_in(before, part)
    made = [(one, ratio) for one in wholes if (ratio := _percent(part, one)) is not None]
    for whole, ratio in made:
        if _fits(share.claim, ratio):
            _tell(share.claim, part, whole, ratio, True, found)
            return whole
    sure = made if len(made) == 1 else [one for one in made if one[0] is usual]
    whole_named = named["whole"] or ""
    money = any(one.claim.amount_yuan is not None for one in told)
    if not sure or money or (share.claim.value or 0) > HUNDRED or part.value > (sure[0][0].value or 0):
        return None
    if WORDS.about.search(between) or WORDS.or_so.match(text, share.end):
        return None
    apart = any(kinds.kind_of(part.subject) is not None for kinds in kinds_apart())
    opened = WORDS.opens_parts.search(text, 0, told[-1].start) or not alike
    is_part = opened or apart or whole_named or named["rate"] or sure[0][0] is usual
    if is_part and whole_named in without_blanks(sure[0][0].subject):
        _tell(share.claim, part, *sure[0], False, found)
    return None


def _fits(share: ClaimRecord, made: Interval) -> bool:
    """Whether a share is what the counts make, rounded or cut off."""
    stated = interval_of(share, "%")
    return stated.low <= made.value <= stated.high or 0 <= made.value - stated.value < 2 * stated.tolerance


def _alone_in(before: list[ClaimRecord], part: ClaimRecord) -> list[ClaimRecord]:
    """The one count of the sentence before: 自评项目20个。其中优的16个，占80%."""
    counts = [one for one in before if one.kind == "count" and one.value is not None]
    same = len(counts) == 1 and counts[0].section_id == part.section_id
    return counts if same and counted_in(counts[0]) == counted_in(part) else []


def _percent(part: ClaimRecord, whole: ClaimRecord) -> Interval | None:
    quotient = interval_of(part, part.unit).over(interval_of(whole, whole.unit))
    return quotient.scaled(HUNDRED) if quotient is not None else None


def _tell(
    share: ClaimRecord, part: ClaimRecord, whole: ClaimRecord, made: Interval, holds: bool, found: ChecksMade
) -> None:
    value = made.value.quantize(CENT)
    message = (
        f"文字{on_page(share.page)}称{name_of(part)}{with_unit(part)}，占{number(share.value)}%，"
        f"按{name_of(whole)}{with_unit(whole)}计算为{number(value)}%，{outcome(holds)}。"
    )
    involved = [share, part, whole]
    add_check("stated_share", made.value, share.value, made.tolerance, holds, message, involved, found, "%")
