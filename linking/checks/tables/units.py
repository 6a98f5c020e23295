"""The unit that a table names, against the tables of another unit that print the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linking.checks.checked_tables import CheckedTable, is_money
from linking.checks.identities import ChecksMade
from linking.intervals import digits_of
from linking.wording import number
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.lexicon.statements import is_even

FEWEST_DIGITS = 2
"""Digits from which on a number tells anything."""
DIGITS_ALIKE = 10
"""Digits, in all, of the numbers that a table shares with others, from which on that is no chance."""
FEWEST_TABLES = 2
"""Tables of the other unit that print the same numbers."""
NEAR = Decimal("0.0001")
"""How far apart, relatively, rounding leaves one amount in two units."""


def check_units(sheets: Sequence[CheckedTable], found: ChecksMade) -> frozenset[str]:
    """单位：元 above numbers that the tables in 万元 print as well; gives the tables so named.

    One amount that agrees as money, with a table of either unit, shows that the unit is right.
    """
    told = {
        sheet.table.table_id: {
            fact.value: fact
            for fact in sheet.facts
            if is_money(fact) and fact.unit == sheet.table.unit and digits_of(fact.value) >= FEWEST_DIGITS
        }
        for sheet in sheets
        if is_even(sheet.statement) and sheet.table.unit in YUAN
    }
    units = {sheet.table.table_id: sheet.table.unit for sheet in sheets}
    wrong: set[str] = set()
    for sheet in sheets:
        own = told.get(sheet.table.table_id, {})
        others = {table: facts for table, facts in told.items() if table != sheet.table.table_id}
        of_unit = [facts for table, facts in others.items() if units[table] == sheet.table.unit]
        of_another = [facts for table, facts in others.items() if units[table] != sheet.table.unit]
        alike = [facts for facts in of_another if own.keys() & facts.keys()]
        shared = [fact for value, fact in own.items() if any(value in facts for facts in alike)]
        digits = sum(digits_of(fact.value) for fact in shared)
        if (
            len(alike) < FEWEST_TABLES
            or digits < DIGITS_ALIKE
            or any(own.keys() & facts.keys() for facts in of_unit)
        ):
            continue
        if any(
            _agree(one, other) for one in own.values() for facts in of_another for other in facts.values()
        ):
            continue
        wrong.add(sheet.table.table_id)
        if sheet.table.document_id == found.document_id:
            _tell(sheet, shared, alike, found)
    return frozenset(wrong)


def _agree(one: FactRecord, other: FactRecord) -> bool:
    """Whether two figures of different units are the same money."""
    first, second = one.amount_yuan or Decimal(0), other.amount_yuan or Decimal(0)
    return abs(first - second) <= NEAR * abs(first)


def _tell(
    sheet: CheckedTable,
    shared: list[FactRecord],
    alike: list[dict[Decimal | None, FactRecord]],
    found: ChecksMade,
) -> None:
    first = max(shared, key=lambda fact: digits_of(fact.value))
    second = next(facts[first.value] for facts in alike if first.value in facts)
    message = (
        f"《{sheet.table.title}》的单位为{first.unit}，所列{number(first.value)}等{len(shared)}个数"
        f"与以{second.unit}为单位的其他{len(alike)}张表所列相同，单位有误。"
    )
    found.fail(
        "table_unit",
        message,
        [first, second],
        expected=second.amount_yuan,
        actual=first.amount_yuan,
        unit="元",
    )
