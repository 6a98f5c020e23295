"""Units of money that a table does not print: from the other tables of its document."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from extractors.tables.meanings import in_yuan
from records.file_tables import FactRecord, TableRecord
from records.phrases import Phrases

WORDS = Phrases("extractors")

IMPLAUSIBLE = 20
"""An amount so many times the document's largest would be, must be in a smaller unit."""
COUNTED = frozenset({"unit_list", "other"})


def complete_units(tables: list[TableRecord], facts: list[FactRecord]) -> None:
    """Give tables and their amounts without a unit the one that the document's other tables have.

    A form takes the unit that another of its kind prints at its heads, before that of other tables.

    Amounts that would then be far larger than the largest of the whole document are in 元
    (performance forms often are, in a document in 万元). ``tables`` and ``facts`` are changed.
    """
    printed = Counter(table.unit for table in tables if table.unit)
    usual = printed.most_common(1)[0][0] if printed else None
    largest = max((abs(f.amount_yuan) for f in facts if f.amount_yuan is not None), default=Decimal(0))
    missing = {t.table_id: t for t in tables if t.unit is None and t.statement not in COUNTED}
    grids = _grids(missing, facts)
    printed_on = _units_printed(grids, facts)
    amounts: dict[str, list[FactRecord]] = {}
    for fact in facts:
        if fact.table_id in missing and fact.unit is None and fact.phase is not None:
            amounts.setdefault(fact.table_id, []).append(fact)
    smaller: set[object] = set()
    units: dict[str, str] = {}
    for table_id, found in amounts.items():
        if usual is None:
            break
        greatest = in_yuan(max(abs(f.value) for f in found if f.value is not None), usual) or Decimal(0)
        unit = "元" if largest and greatest > IMPLAUSIBLE * largest else usual
        units[table_id] = unit
        if unit == "元":
            smaller.add(grids[table_id])
    for table_id, found in amounts.items():
        # forms of one kind were printed by one program: one of them in 元 means that all are
        grid = grids[table_id]
        own = "元" if grid in smaller else printed_on.get(grid) or units.get(table_id)
        if own is None:
            continue
        missing[table_id].unit = own
        for fact in found:
            if fact.value is not None:
                fact.unit, fact.amount_yuan = own, in_yuan(fact.value, own)


def _units_printed(grids: dict[str, object], facts: list[FactRecord]) -> dict[object, str]:
    """For each kind of forms the unit that the heads of one of them print, if it is but one.

    A unit printed in a cell (45万元) is that of its figure alone.
    """
    found: dict[object, set[str]] = defaultdict(set)
    for fact in facts:
        grid = grids.get(fact.table_id)
        if (
            isinstance(grid, tuple)
            and fact.phase is not None
            and fact.unit
            and fact.unit not in (fact.raw or "")
        ):
            found[grid].add(fact.unit)
    return {grid: units.pop() for grid, units in found.items() if len(units) == 1}


def _grids(tables: dict[str, TableRecord], facts: list[FactRecord]) -> dict[str, object]:
    """For each table what tells its kind: how many columns it has, and the heads of its money.

    Tables that are no performance tables are each of a kind of their own.
    """
    heads: dict[str, set[tuple[str, ...]]] = {table_id: set() for table_id in tables}
    for fact in facts:
        if fact.table_id in heads and fact.phase is not None and fact.column_path:
            heads[fact.table_id].add(tuple(WORDS.unit_in_brackets.sub("", head) for head in fact.column_path))
    return {
        table_id: (table.columns, frozenset(heads[table_id]))
        if table.statement.startswith("performance")
        else table_id
        for table_id, table in tables.items()
    }
