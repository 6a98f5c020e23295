"""One part told right behind its whole: 支出90万元，其中中央资金40万元; it is no more than the whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.listed.divided import PlacedClaim, places
from linking.checks.text.stated import OF_PARTS, add_check, same_unit, size_of
from linking.links.operands import subject_of
from linking.links.relations import OPERAND_UNIT
from linking.wording import name_of, on_page, with_unit, without_blanks
from nlp.subjects import is_per_head
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

OF_ONE_KIND = ("人", "人次", "批次", "台", "户", "平方米", "公里", "亩")
"""Units in which a thing and what is in it are alike; a body (1个) may have several offices (5个)."""


def check_single_parts(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """What is said to be within an amount or a count, and is more than it."""
    if any((claim.value or 0) < 0 for claim in claims) or WORDS.taken_back.search(claims[0].sentence or ""):
        return  # 支出37万元，其中甲39万元，乙-2万元
    for whole, part in _within(claims):
        own, inside = size_of(whole), size_of(part)
        if inside.low > own.high and not _is_told(whole, part, found):
            message = (
                f"文字{on_page(part.page)}称{name_of(whole)}{with_unit(whole)}，"
                f"其中{name_of(part)}{with_unit(part)}，部分大于整体。"
            )
            unit = whole.unit if whole.amount_yuan is None else OPERAND_UNIT
            add_check(
                "part_within_whole",
                own.value,
                inside.value,
                None,
                False,
                message,
                [part, whole],
                found,
                unit,
            )


def _is_told(whole: ClaimRecord, part: ClaimRecord, found: ChecksMade) -> bool:
    """Whether a list that both are in was told to be more than its whole."""
    both = {whole.claim_id, part.claim_id}
    failed = (made for made in found.checks if made.rule_id in OF_PARTS and made.verdict == "fails")
    return any(both.issubset(made.claim_ids) for made in failed)


def _within(claims: list[ClaimRecord]) -> Iterator[tuple[ClaimRecord, ClaimRecord]]:
    """Each amount or count with the first part that opens right behind it."""
    text = without_blanks(claims[0].sentence)
    placed = places(claims, text) or []
    for before, (whole, part) in zip([None, *placed], pairwise(placed), strict=False):
        one_of_several = before and WORDS.listed_beside.fullmatch(text, before.end, whole.start)
        if one_of_several and not text.startswith(("（", "("), whole.end):
            continue  # 甲40万元和乙50万元，其中丙60万元: of both
        if _are_alike(whole, part) and WORDS.opens_one.fullmatch(text, whole.end, part.start):
            names = WORDS.more_than_part.search(f"{part.claim.subject}{text[whole.end : part.start]}")
            if names is None and not WORDS.no_whole.search(whole.claim.subject or ""):
                yield whole.claim, part.claim


def _are_alike(one: PlacedClaim, other: PlacedClaim) -> bool:
    whole, part = one.claim, other.claim
    if (whole.kind, whole.period) != (part.kind, part.period) or not whole.value or whole.value < 0:
        return False
    if whole.kind == "count":
        return same_unit(whole.unit or "") == same_unit(part.unit or "") and (
            same_unit(whole.unit or "") in OF_ONE_KIND
        )
    if subject_of(whole) == subject_of(part):
        return False
    amounts = whole.kind == "level" and None not in (whole.amount_yuan, part.amount_yuan)
    each = is_per_head(whole.subject or "") or is_per_head(part.subject or "")
    return amounts and not each and (whole.unit, whole.phase) == (part.unit, part.phase)
