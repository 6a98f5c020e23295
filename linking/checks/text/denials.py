"""Sentences that say there was none of something (未发生公务接待费), against amounts of it."""

from __future__ import annotations

import re
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Passage
from linking.links.figure_index import Ledger
from linking.links.relations import OPERAND_UNIT
from linking.wording import on_page, place, with_unit
from nlp.subjects import for_expenditure, subject_of
from records.file_tables import FactRecord
from records.lexicon.terms import measure_of_side
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

DENIED_FUNDS = frozenset({"government_fund", "state_capital"})
"""Funds that many bodies have nothing of, and say so."""
DENIED_COSTS = frozenset(
    {
        "three_public_expenditure", "overseas_travel", "official_reception", "official_vehicles",
        "vehicle_purchase", "vehicle_operation", "institution_operation",
    }
)  # fmt: skip
"""Costs that have one figure for the year, whoever pays them."""


def check_denials(document: Document, claims: list[ClaimRecord], ledger: Ledger, found: ChecksMade) -> None:
    """What the text says there was none of in the document's year, while it or a table has an amount."""
    year, own = document.record.fiscal_year, _own_phase(document)
    if year is None or own is None:
        return
    issuer = document.record.issuer or ""
    for passage in found.passages(document):
        for match in () if passage.is_heading else WORDS.denied.finditer(passage.text):
            named = match["year"] or match["year_behind"]
            whose = match["body"] or issuer
            if named not in (None, str(year)) or not (whose in ("部门", "单位") or issuer.endswith(whose)):
                continue
            if own == "final" and match["planned"] or _is_limited(match, passage):
                continue
            denied = _denied(match["what"], passage, own, year, ledger)
            if denied is not None:
                _check(match, passage, denied, claims, ledger, found)


def _is_limited(match: re.Match[str], passage: Passage) -> bool:
    """Whether a part only is denied, or the words around tell whose amount it is all the same."""
    behind = passage.text[match.end() :].split("。")[0].split("\n")[0]
    return bool(
        WORDS.denied_in_part.search(match["what"])
        or WORDS.amount_behind.search(behind)
        or WORDS.wider_area.search(passage.text)
    )


def _own_phase(document: Document) -> str | None:
    kinds = {"budget": "initial_budget", "final_accounts": "final"}
    return kinds.get(document.record.report_kind or "")


def _check(
    match: re.Match[str],
    passage: Passage,
    denied: ClaimRecord,
    claims: list[ClaimRecord],
    ledger: Ledger,
    found: ChecksMade,
) -> None:
    figure, told = _figure(denied, ledger), _told(denied, claims)
    if figure is not None:
        other = f"而{place(figure, found.sources)}为{with_unit(figure)}"
    elif told is not None:
        other = f"而另称{told.subject}{with_unit(told)}"
    else:
        return
    spot = passage.spot(match.start("said"), match.end())
    message = f"文字{on_page(spot.page)}称“{match['said']}”，{other}，两者不符。"
    facts, beside = [figure] if figure else [], [told] if told and not figure else []
    actual = (figure or told or denied).value
    found.fail("denied_figure", message, facts, claims=beside, spot=spot, expected=Decimal(0), actual=actual)


def _denied(what: str, passage: Passage, phase: str, year: int, ledger: Ledger) -> ClaimRecord | None:
    """The level of nothing that the words state, where each of them is understood."""
    said = for_expenditure(WORDS.denied_spent.sub("", what))
    reading = ledger.reader.read(said, OPERAND_UNIT)
    side = "revenue" if reading.sides == ("revenue",) else "expenditure"
    all_of_fund = reading.measure in (None, measure_of_side(side))
    of_fund = reading.fund in DENIED_FUNDS and all_of_fund
    of_cost = reading.fund is None and reading.measure in DENIED_COSTS
    if not (of_fund or of_cost) or not reading.whole or reading.accounts or reading.scope:
        return None
    return ClaimRecord(
        document_id=passage.section.document_id, claim_id="", section_id=passage.section.section_id,
        subject=subject_of(said).text, measure=measure_of_side(side) if of_fund else reading.measure,
        side=side, fund=reading.fund, phase=phase, period=year, value=Decimal(0), unit=OPERAND_UNIT,
    )  # fmt: skip


def _figure(denied: ClaimRecord, ledger: Ledger) -> FactRecord | None:
    """The one amount that the tables have for what is said to be nothing."""
    found = ledger.find(denied, denied.phase, denied.period)
    sure = [one.fact for one in found if not one.doubts]
    amounts = {fact.amount_yuan for fact in sure}
    return sure[0] if len(amounts) == 1 and sure[0].amount_yuan else None


def _told(denied: ClaimRecord, claims: list[ClaimRecord]) -> ClaimRecord | None:
    """What the text itself tells of a cost that it says is nothing."""
    asked = (denied.measure, denied.fund, denied.phase, denied.period)
    for claim in claims:
        whole = claim.kind == "level" and claim.understood and not (claim.account_path or claim.scope)
        if whole and (claim.measure, claim.fund, claim.phase, claim.period) == asked and claim.amount_yuan:
            return claim
    return None
