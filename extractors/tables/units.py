"""Units of money that a table does not print: from the other tables of its document."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from extractors.tables.meanings import in_yuan
from records.file_tables import FactRecord, TableRecord

IMPLAUSIBLE = 20
"""An amount so many times the document's largest would be, must be in a smaller unit."""
COUNTED = frozenset({"unit_list", "other"})


def complete_units(tables: list[TableRecord], facts: list[FactRecord]) -> None:
    """Give tables and their amounts without a unit the one that the document's other tables have.

    Amounts that would then be far larger than the largest of the whole document are in 元
    (performance forms often are, in a document in 万元). ``tables`` and ``facts`` are changed.
    """
    printed = Counter(table.unit for table in tables if table.unit)
    if not printed:
        return
    usual = printed.most_common(1)[0][0]
    largest = max((abs(f.amount_yuan) for f in facts if f.amount_yuan is not None), default=Decimal(0))
    missing = {t.table_id: t for t in tables if t.unit is None and t.statement not in COUNTED}
    grids = _grids(missing, facts)
    amounts: dict[str, list[FactRecord]] = {}
    for fact in facts:
        if fact.table_id in missing and fact.unit is None and fact.phase is not None:
            amounts.setdefault(fact.table_id, []).append(fact)
    smaller: set[object] = set()
    units: dict[str, str] = {}
    for table_id, found in amounts.items():
        greatest = in_yuan(max(abs(f.value) for f in found if f.value is not None), usual) or Decimal(0)
        unit = "元" if largest and greatest > IMPLAUSIBLE * largest else usual
        units[table_id] = unit
        if unit == "元":
            smaller.add(grids[table_id])
    for table_id, found in amounts.items():
        # forms of one kind were printed by one program: one of them in 元 means that all are
        unit = "元" if grids[table_id] in smaller else units[table_id]
        missing[table_id].unit = unit
        for fact in found:
            if fact.value is not None:
                fact.unit, fact.amount_yuan = unit, in_yuan(fact.value, unit)


def _grids(tables: dict[str, TableRecord], facts: list[FactRecord]) -> dict[str, object]:
    """For each table what tells its kind: how many columns it has, and the heads of its money.

    Tables that are no performance tables are each of a kind of their own.
    """
    heads: dict[str, set[tuple[str, ...]]] = {table_id: set() for table_id in tables}
    for fact in facts:
        if fact.table_id in heads and fact.phase is not None and fact.column_path:
            heads[fact.table_id].add(tuple(fact.column_path))
    return {
        table_id: (table.columns, frozenset(heads[table_id]))
        if table.statement.startswith("performance")
        else table_id
        for table_id, table in tables.items()
    }
