"""Columns slid against their rows (错行): amounts that fit the accounts once shifted by some rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from linking.checks.checked_tables import CheckedTable, check_rules, is_money
from linking.checks.identities import ChecksMade, amount, unit_of_last_place
from linking.labels import is_total
from linking.wording import place
from records.file_tables import FactRecord
from records.lexicon.accounts import CLASS

STEPS = (1, -1, 2, -2)
"""Rows by which a column may have slid."""
FEWEST_SUMS = 3
"""So many sums that come out once the column is shifted are no coincidence."""
RULE = "account_sum"


def check_slid_columns(sheet: CheckedTable, found: ChecksMade, begun: int) -> None:
    """One finding for a column whose sums of accounts fail as printed and hold when it is shifted.

    What else its amounts break in the table follows from it, and is kept back.
    """
    if sheet.statement not in check_rules()["statements"]["rows"] or sheet.side_by_side:
        return
    failing = {
        fact
        for made in found.checks[begun:]
        if made.rule_id == RULE and made.verdict == "fails"
        for fact in made.fact_ids[:1]
    }
    slid: set[str] = set()
    for facts in sheet.columns.values():
        own = [fact for fact in facts if is_money(fact)]
        if not any(fact.fact_id in failing for fact in own):
            continue
        step = _step(sheet, own)
        if step is None:
            continue
        first = own[0]
        way = "上" if step > 0 else "下"
        message = (
            f"{place(first, found.sources)}所在一栏的金额与科目错行：整栏{way}移{abs(step)}行后，"
            f"各级科目之和均与所属科目相符。"
        )
        found.fail("column_slid", message, own)
        slid |= {fact.fact_id for fact in own}
    if slid:
        found.withhold(
            "follows_from_slid_column",
            lambda made: made.rule_id != "column_slid" and not slid.isdisjoint(made.fact_ids),
            begun,
        )


def _step(sheet: CheckedTable, facts: Sequence[FactRecord]) -> int | None:
    """By how many rows the amounts would have to move for all sums to come out."""
    rows = sorted(sheet.rows)
    codes = {
        row: next((fact.account_code for fact in sheet.rows[row] if fact.account_code), None) or ""
        for row in rows
        if not any(is_total(fact.row_label) for fact in sheet.rows[row])
    }
    places = [row for row in rows if codes.get(row)]
    if len(set(codes.values())) < len(codes):
        return None
    values = {fact.row: fact for fact in facts}
    index = {row: at for at, row in enumerate(rows)}
    for step in STEPS:
        moved = {}
        for row, fact in values.items():
            at = index[row] - step
            if 0 <= at < len(rows):
                moved[rows[at]] = fact
        by_code = {codes[row]: moved[row] for row in places if row in moved}
        if (
            len(by_code) >= len(values) - abs(step)
            and _sums(by_code, codes.values(), sheet.places) >= FEWEST_SUMS
        ):
            return step
    return None


def _sums(by_code: Mapping[str, FactRecord], codes: Iterable[str], places: int) -> int:
    """How many classes are the sum of their sub-accounts; none if one is not.

    A class that has lost one of them to the end of the column is left out.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        if len(code) > CLASS:
            children[code[:-2]].append(code)
    fit = 0
    for parent, below in children.items():
        if parent not in by_code or any(code not in by_code for code in below):
            continue
        whole, parts = by_code[parent], [amount(by_code[code], places).value for code in below]
        apart = abs(amount(whole, places).value - sum(parts, Decimal(0)))
        if apart > len(parts) * unit_of_last_place(whole, places):
            return 0
        fit += 1
    return fit
