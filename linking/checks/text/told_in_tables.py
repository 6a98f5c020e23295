"""Words of more, less and the same (决算数大于预算数) one of whose amounts stands in a table alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import how_near, is_related, levels_of, money_of
from linking.intervals import Interval
from linking.links.figure_index import Ledger, interval_of
from linking.links.operands import doubts_of, subject_of
from linking.links.relations import OPERAND_UNIT, is_roughly_flat
from linking.wording import number, outcome, place, said_of, with_unit
from records.file_tables import FactRecord
from records.lexicon.groups import BUDGETS, CHANGES
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

Amount = tuple[Interval, ClaimRecord | FactRecord]


def check_told_in_tables(sentences: Iterable[list[ClaimRecord]], ledger: Ledger, found: ChecksMade) -> None:
    """What is said without a number, against the two figures, one of which the sentence may give."""
    for claims in sentences:
        for claim in claims:
            if claim.kind == "relation" or claim.kind == "change" and is_roughly_flat(claim):
                _judge(claim, claims, ledger, found)


def _judge(claim: ClaimRecord, claims: list[ClaimRecord], ledger: Ledger, found: ChecksMade) -> None:
    known = claim.measure is not None or bool(claim.account_path)
    if not known or claim.phase is None or doubts_of(claim, None):
        return
    if claim.base in BUDGETS and claim.phase == "final":
        other, year = claim.base, claim.period
    elif claim.base == "prior_year" and claim.period is not None:
        other, year = claim.base_phase or claim.phase, claim.period - 1
    else:
        return
    own = [c for c in claims if subject_of(c) == subject_of(claim) and c.fund == claim.fund]
    if any(c.kind in CHANGES and c.value for c in own):
        return  # 增加3万元，与预算持平: the number tells it, and may be of another base
    now = _amount(claim, own, claim.phase, claim.period, ledger)
    then = _amount(claim, own, other, year, ledger)
    told = [one for one in (now, then) if one is not None]
    facts = [source for _, source in told if isinstance(source, FactRecord)]
    if now is None or then is None or not facts or now[1] is then[1]:
        return
    holds = is_related(claim.direction, how_near(claim.raw or ""), now[0], then[0])
    shown = "，".join(_said(one, found) for one in told)
    message = f"{said_of(claim)}“{claim.raw or ''}”，{shown}，{outcome(holds)}。"
    involved = [claim, *(source for _, source in told if isinstance(source, ClaimRecord))]
    verdict = "holds" if holds else "fails"
    expected, actual = then[0].value, now[0].value
    found.add("stated_relation", facts, expected, actual, None, verdict, message, involved, unit=OPERAND_UNIT)


def _amount(
    claim: ClaimRecord, own: list[ClaimRecord], phase: str, period: int | None, ledger: Ledger
) -> Amount | None:
    """The amount of a stage and year: as the sentence tells it, else the one figure that is surely meant."""
    told = levels_of(own, phase, period)
    if told:
        return (money_of(told[0]), told[0]) if len(told) == 1 else None
    asked = replace(claim, kind="level", unit=OPERAND_UNIT)
    # 预算数 of a text that tells no budgets apart is that of the table's column
    strict = WORDS.tells_budgets_apart.search(claim.sentence or "") is not None
    meant = [one.fact for one in ledger.find(asked, phase, period, strict) if not one.doubts]
    amounts = {fact.amount_yuan for fact in meant}
    if len(amounts) != 1 or None in amounts:
        return None
    return interval_of(meant[0], OPERAND_UNIT), meant[0]


def _said(amount: Amount, found: ChecksMade) -> str:
    source = amount[1]
    if isinstance(source, ClaimRecord):
        return f"所述为{with_unit(source)}"
    return f"{place(source, found.sources)}为{number(amount[0].value)}{OPERAND_UNIT}"
