"""Items (项) that the text tells under the name of another account: what is left of a 款 has their amount.

The table's row must have the name of its code, the text's name must be another account's, and every other
row of the 款 must be named by other items. A name that only leaves out or changes letters is the row's.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from linking.accounts import ALIKE
from linking.intervals import digits_of
from linking.labels import abbreviates
from linking.links.figure_index import interval_of
from linking.links.relations import OPERAND_UNIT
from records.file_tables import FactRecord
from records.lexicon.accounts import DIGITS, ITEM, account_key, accounts, codes_of
from records.lexicon.groups import OWN_STAGE
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

STATEMENT = "general_public_budget_expenditure"
GROUP = DIGITS[2]
"""Digits of a 款."""
FEWEST_DIGITS = 3
"""Digits of an amount that tell which row is meant."""


class Misnamed(NamedTuple):
    """An amount told of an item by another account's name, and the row that has it."""

    claim: ClaimRecord
    fact: FactRecord


def item_rows(document: Document) -> dict[str, FactRecord]:
    """The total of each item with money in the one statement of the general public budget, by code."""
    tables = {table.table_id for table in document.tables if table.statement == STATEMENT}
    phase = OWN_STAGE["final_accounts" if document.record.report_kind == "final_accounts" else "budget"]
    rows: dict[str, FactRecord] = {}
    for fact in document.facts if len(tables) == 1 else ():
        whole = len(fact.column_path) <= 1 or WORDS.sum_head.match(fact.column_path[-1])
        if fact.table_id in tables and len(fact.account_code or "") == ITEM and fact.value and whole:
            if fact.phase == phase and fact.period == document.record.fiscal_year and fact.row_label:
                rows.setdefault(fact.account_code or "", fact)
    return rows


def misnamed(document: Document, claims: Iterable[ClaimRecord]) -> list[Misnamed]:
    """The items of a document that the text tells by another account's name."""
    rows = item_rows(document)
    told: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in claims if rows else ():
        if len(claim.account_path) == len(DIGITS):
            told[account_key(claim.account_path[-1])].append(claim)
    printed = {account_key(fact.row_label or "") for fact in document.facts if fact.account_code}
    found = []
    for key, levels in told.items():
        group = None if key in printed else _group(levels[0], rows)
        left = [code for code in rows if code[:GROUP] == group and not _is_named(rows[code], told)]
        if len(left) == 1 and _is_of_another(levels[0].account_path[-1], rows[left[0]], printed):
            fact = rows[left[0]]
            found += [Misnamed(one, fact) for one in levels if _has_amount(one, fact, rows)]
    return found


def _group(claim: ClaimRecord, rows: Mapping[str, FactRecord]) -> str | None:
    """The 款 with rows that the sentence itself names."""
    if claim.account_path[1] not in "".join((claim.sentence or "").split()):
        return None
    codes = {code for code in codes_of(claim.account_path[1]) if len(code) == GROUP}
    groups = {code[:GROUP] for code in rows} & codes
    return groups.pop() if len(groups) == 1 else None


def _is_named(fact: FactRecord, told: Mapping[str, list[ClaimRecord]]) -> bool:
    """Whether the text names a row, by its code, by its name or nearly so."""
    key = account_key(fact.row_label or "")
    codes = {one.account_code for claims in told.values() for one in claims}
    return key in told or fact.account_code in codes or any(_alike(key, name) for name in told)


def _is_of_another(name: str, fact: FactRecord, printed: Iterable[str]) -> bool:
    """Whether a name is that of another item in the row's year, like no name that the tables print."""
    code, year = fact.account_code or "", fact.period or 0
    key = account_key(name)
    items = [accounts()["functional", one] for one in codes_of(name) if len(one) == ITEM]
    holds = any(account_key(one.name_in(year)) == key for one in items)
    if not holds or code in codes_of(name) or code not in codes_of(fact.row_label or ""):
        return False
    return not any(_alike(key, other) for other in printed)


def _alike(one: str, other: str) -> bool:
    """Whether one of two names may stand for the other: letters left out, or one of seven changed."""
    short, long = sorted((one, other), key=len)
    return abbreviates(short, long) or difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE


def _has_amount(claim: ClaimRecord, fact: FactRecord, rows: Mapping[str, FactRecord]) -> bool:
    """Whether a claim tells the row's amount, and that of no other item."""
    same_stage = (claim.kind, claim.phase, claim.period) == ("level", fact.phase, fact.period)
    if not same_stage or claim.amount_yuan is None or digits_of(claim.value) < FEWEST_DIGITS:
        return False
    stated = interval_of(claim, OPERAND_UNIT)
    meant = [one for one in rows.values() if stated.meets(interval_of(one, OPERAND_UNIT))]
    return meant == [fact]
