"""Purposes and causes of an item that are those of another one (住房公积金 explained by 医疗保险)."""

from __future__ import annotations

import re

from linking.checks.checked_tables import check_rules
from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Spot
from linking.wording import on_page
from records.lexicon.accounts import DIGITS, ITEM, account_key
from records.narrative_tables import ClaimRecord, ReasonRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")


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
    match = WORDS.restated.match(re.sub(r"\s", "", text))
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
