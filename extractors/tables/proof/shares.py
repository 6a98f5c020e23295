"""How far tables and documents are proven: the share of their amounts that an identity confirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from records.file_tables import DocumentRecord, FactRecord, TableRecord

PERFORMANCE = "performance"
DIGITS = 4
"""Decimals of a share as it is published."""


def confirm(facts: Iterable[FactRecord], sums: Iterable[tuple[str, ...]]) -> None:
    """Count for each of ``facts`` the ``sums`` that come out and that it is part of."""
    by_id = {fact.fact_id: fact for fact in facts}
    for made in sums:
        for fact_id in made:
            if fact_id in by_id:
                by_id[fact_id].confirmed_by += 1


def tell_shares(record: DocumentRecord, tables: Iterable[TableRecord], facts: Iterable[FactRecord]) -> None:
    """Set the shares of proven amounts of tables, and of the document outside of performance forms."""
    by_table: dict[str, list[bool]] = defaultdict(list)
    for fact in facts:
        if fact.amount_yuan is not None:
            by_table[fact.table_id].append(fact.confirmed_by > 0)
    counted: list[bool] = []
    for table in tables:
        proven = by_table[table.table_id]
        table.proven = _share(proven)
        if not table.statement.startswith(PERFORMANCE):
            counted += proven
    record.proven = _share(counted)


def _share(proven: list[bool]) -> float | None:
    return round(sum(proven) / len(proven), DIGITS) if proven else None
