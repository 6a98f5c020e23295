"""Causes (主要原因是…) that cannot be the cause of what they stand behind.

Purposes and causes of an item that are those of another one (住房公积金 explained by 医疗保险).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from linking.checks.checked_tables import check_rules
from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Spot
from linking.intervals import HUNDRED
from linking.links.figure_index import interval_of
from linking.links.item_lists import added
from linking.wording import MOVED, number, on_page, parted, with_change, with_unit, without_blanks
from records.lexicon.accounts import DIGITS, ITEM, account_key
from records.lexicon.groups import BUDGETS, CARRIED, CHANGES
from records.narrative_tables import ClaimRecord, ReasonRecord
from records.phrases import Phrases
from records.tables import Document

FEWEST_AMOUNTS = 2
"""Amounts of parts that a sum needs."""
WORDS = Phrases("linking/checks/text")


@dataclass(frozen=True, slots=True)
class StatedCause:
    """What a sentence gives as the cause of a claim, and the claims made within it."""

    claim: ClaimRecord
    text: str
    amounts: tuple[ClaimRecord, ...]
    of_completion: bool = False
    """Whether it is also that of how far a budget was spent, and so may speak of that alone."""


def check_causes(claims: list[ClaimRecord], reasons: list[ReasonRecord], found: ChecksMade) -> None:
    """The causes of a document's claims, each cause of a sentence once."""
    told: set[tuple[str, str | None, str]] = set()
    stated = {reason.reason_id: reason.text for reason in reasons}
    ways: dict[str | None, set[str | None]] = defaultdict(set)
    for claim in claims:
        ways[claim.reason_id].add(claim.direction)
    for cause in _causes(claims, stated):
        for rule, message in (
            ("reason_direction", _against_direction(cause, ways[cause.claim.reason_id])),
            ("reason_empty", _says_nothing(cause)),
            ("reason_amounts", _too_much(cause)),
        ):
            if message and (rule, cause.claim.sentence, cause.text) not in told:
                told.add((rule, cause.claim.sentence, cause.text))
                involved = [cause.claim, *cause.amounts]
                value = cause.claim.value
                if value is not None and value > 0 and cause.claim.direction == "down":
                    value = -value
                found.fail(
                    rule,
                    f"文字{on_page(cause.claim.page)}{message}",
                    claims=involved,
                    actual=value,
                    unit=cause.claim.unit,
                )


def _causes(claims: list[ClaimRecord], stated: dict[str, str]) -> Iterator[StatedCause]:
    completing = {claim.reason_id for claim in claims if claim.kind == "completion_rate"}
    for index, claim in enumerate(claims):
        if not claim.reason_id or not claim.value:
            continue
        _, _, behind = parted(claim.sentence, claim.raw)
        match = WORDS.cause_follows.search(behind)
        # a cause may be a sentence of its own: 减少2.98%。主要原因是：…
        text = re.split(r"[。；;]", behind[match.end() :])[0].lstrip("：:，, ") if match else ""
        text = text or stated.get(claim.reason_id, "")
        if not text:
            continue
        amounts = []
        for other in claims[index + 1 :]:
            if other.sentence != claim.sentence or other.section_id != claim.section_id:
                break
            if other.raw and other.raw in text and other.reason_id != claim.reason_id:
                amounts.append(other)
        yield StatedCause(claim, text, tuple(amounts), claim.reason_id in completing)


def _against_direction(cause: StatedCause, ways: set[str | None]) -> str | None:
    """A cause such as 上年基数较低 for a decrease; ``ways`` are those of all changes that have the cause.

    One told of the year before and of the budget, which go two ways, is hardly the cause against the budget.
    """
    claim, way = cause.claim, cause.claim.direction
    told = ways & {"up", "down"}
    if claim.kind == "completion_rate" and not told:
        way = _way_of_budget(cause)
    elif claim.kind not in CHANGES or (claim.unit or "").endswith("百分点"):
        return None  # 增幅回落4个百分点: what grew by less has grown
    of_year = claim.base == "prior_year" and not cause.of_completion
    of_budget = claim.base in BUDGETS and len(told) == (claim.kind in CHANGES)
    if not (of_year or of_budget) or claim.measure in CARRIED:
        return None  # what is left over is less where more is spent
    rules = [rule for rule in check_rules()["reason"] if rule.get("of_budget") or not of_budget]
    against = {rule["direction"] for rule in rules if _works(rule, cause)}
    if len(told) <= 1:
        against |= set(_driven_against(cause, of_budget=of_budget))
    if against != {way} or _explains_other_way(cause, way):
        return None
    change = with_change(claim) if claim.kind in CHANGES else f"{'小于' if way == 'down' else '大于'}预算"
    return f"称{claim.subject or '该数'}{change}，所述原因“{cause.text}”与之方向相反。"


def _explains_other_way(cause: StatedCause, way: str | None) -> bool:
    """Whether a cause may be of what went the other way, or of another thing told between it and the change.

    上升5%，…降幅均超过25%，下降的主要原因是…; 增长5%，其中水电费下降，主要原因是…; a change per head.
    """
    sentence = without_blanks(cause.claim.sentence)
    before, _, _ = parted(sentence, without_blanks(cause.text))
    ahead, _, between = parted(before, without_blanks(cause.claim.raw))
    pointed, other = {
        "up": (WORDS.cause_of_less, WORDS.moves_otherwise_down),
        "down": (WORDS.cause_of_more, WORDS.moves_otherwise_up),
    }.get(way or "", (None, None))
    if pointed is None or other is None:
        return False
    found = pointed.search(before) or other.search(between) or WORDS.told_per_head.search(ahead)
    return found is not None


def _way_of_budget(cause: StatedCause) -> str | None:
    """Which way an outturn went from its budget, by the words before the cause and by the rate."""
    before, rate = parted(cause.claim.sentence, cause.text)[0], cause.claim.value or HUNDRED
    if WORDS.below_budget.search(before):
        return "down" if rate < HUNDRED and not WORDS.above_budget.search(before) else None
    return "up" if rate > HUNDRED and WORDS.above_budget.search(before) else None


def _works(rule: dict[str, Any], cause: StatedCause) -> bool:
    """Whether a cause is of a rule's kind; one of a whole text must name the item itself."""
    if not rule.get("whole"):
        return rule["cause"].search(cause.text) is not None
    text = without_blanks(cause.text)
    names = [name for name in (*cause.claim.account_path[-1:], cause.claim.subject) if name]
    return rule["cause"].fullmatch(text) is not None and any(name in text for name in names)


def _driven_against(cause: StatedCause, *, of_budget: bool) -> Iterator[str]:
    """The directions that do not go with what a cause has more of, or less of, and nothing else."""
    text = without_blanks(cause.text)
    if WORDS.tells_other.search(text):
        return
    claim_of_outturn = cause.claim.phase not in BUDGETS
    for rule in check_rules()["driver"]:
        if cause.claim.measure not in rule.get("measures", [cause.claim.measure]):
            continue
        if of_budget and not rule.get("of_budget"):
            continue
        if rule.get("of_year") and claim_of_outturn and WORDS.says_budget.search(cause.claim.sentence or ""):
            continue
        if "unless" in rule and rule["unless"].search(text):
            continue
        for kind, otherwise, against in (("more", "tells_less", "down"), ("fewer", "tells_more", "up")):
            driver = rule.get(kind)
            if driver and driver.search(text) and not getattr(WORDS, otherwise).search(text):
                yield against


def _says_nothing(cause: StatedCause) -> str | None:
    """A cause that only names the figure itself (实际支出数据), or says that it changed."""
    if not WORDS.empty_cause.match(cause.text):
        return None
    what = "".join(cause.claim.account_path[-1:]) or cause.claim.subject or "该数"
    return f"所述{what}的原因“{cause.text}”没有说明差异的成因。"


def _too_much(cause: StatedCause) -> str | None:
    """Amounts of a cause that exceed a change from the budget, one of them a change from last year.

    Amounts that go the other way, or a cause that says that they were set off, would explain it.
    """
    claim, amounts = cause.claim, cause.amounts
    if claim.kind != "change" or claim.base not in BUDGETS:
        return None
    if len(amounts) < FEWEST_AMOUNTS or not any(a.base == "prior_year" for a in amounts):
        return None
    if any(a.amount_yuan is None or a.direction not in (None, claim.direction) for a in amounts):
        return None
    total = added(amounts, claim.unit)
    if total.low <= interval_of(claim, claim.unit).high:
        return None
    parts = "、".join(f"{a.subject or ''}{with_unit(a)}" for a in amounts)
    way = MOVED["change"][claim.direction == "down"]
    return (
        f"称{claim.subject or '该数'}较预算{way}{with_unit(claim)}，"
        f"所述原因中的{parts}合计{number(total.value)}{claim.unit or ''}，超过所要说明的差额，"
        f"其中有与上年比较的数，口径不一。"
    )


def check_purposes(
    document: Document, claims: list[ClaimRecord], reasons: list[ReasonRecord], found: ChecksMade
) -> None:
    """Purposes and causes of items for social insurance and housing that name only another one's subject."""
    told: set[str] = set()
    for passage in found.passages(document):
        for match in () if passage.is_heading else WORDS.purpose.finditer(passage.text):
            other = _of_another(match["item"], match["text"])
            if other and match["item"] not in told:
                told.add(match["item"])
                spot = passage.spot(match.start("text"), match.end("text"))
                _tell(match["item"], "用途", match["text"], other, [], spot, found)
    names = {
        account_key(fact.row_label): fact.row_label
        for fact in document.facts
        if fact.row_label and fact.scheme == "functional" and len(fact.account_code or "") == ITEM
    }
    by_id = {reason.reason_id: reason.text for reason in reasons}
    for claim in claims:
        item = claim.account_path[-1] if claim.account_path else ""
        text = by_id.get(claim.reason_id or "", "")
        other = _of_another(item, text) or _another_item(claim, text, names)
        if other and item not in told:
            told.add(item)
            _tell(item, "增减原因", text, other, [claim], None, found)


def _of_another(item: str, text: str) -> str | None:
    """The words of another item that ``text`` has while it has none of its own."""
    kinds = check_rules()["purpose"]
    own = [kind for kind in kinds if kind["item"].search(item)]
    if len(own) != 1 or not text or own[0]["own"].search(text):
        return None
    for kind in kinds:
        match = kind["telling"].search(text) if kind is not own[0] else None
        if match and kind["name"] not in own[0].get("beside", ()):
            return str(match[0])
    return None


def _another_item(claim: ClaimRecord, text: str, names: dict[str, str]) -> str | None:
    """The other item (项) that a cause names, where it says no more than that item's own change."""
    match = WORDS.restated.match(without_blanks(text))
    if match is None or len(claim.account_path) < len(DIGITS):
        return None
    own, other = account_key(claim.account_path[-1]), account_key(match["what"])
    return names.get(other) if own in names and own != other and own not in account_key(text) else None


def _tell(
    item: str,
    what: str,
    text: str,
    other: str,
    claims: list[ClaimRecord],
    spot: Spot | None,
    found: ChecksMade,
) -> None:
    page = on_page(spot.page if spot else claims[0].page)
    message = f"文字{page}所述“{item}”的{what}“{text}”说的是{other}，与该科目不符。"
    found.fail("purpose_of_another", message, claims=claims, spot=spot)
