"""Which figures are totals, where the label alone does not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.characters import fold
from linking.concepts import bare
from records.tables import FactRecord

TOTAL = "合计"
BY_COLUMN = frozenset({"three_public"})
"""Statements whose columns tell all; their rows have no labels."""
Known = TypeVar("Known")


def with_totals(facts: Sequence[FactRecord]) -> list[FactRecord]:
    """The figures, a table's only row labelled as its total if it has no label."""
    rows: dict[str, set[tuple[int, str | None]]] = defaultdict(set)
    for fact in facts:
        if fact.statement not in BY_COLUMN:
            rows[fact.table_id].add((fact.row, fact.row_label))
    alone = {table for table, found in rows.items() if len(found) == 1 and not bare(next(iter(found))[1])}
    return [
        replace(fact, row_label=TOTAL) if fact.table_id in alone and not fact.account_code else fact
        for fact in facts
    ]


def without_wider_totals(
    totals: Sequence[tuple[Known, FactRecord]], beside: Iterable[FactRecord]
) -> list[tuple[Known, FactRecord]]:
    """The totals of “三公” without those that take in 会议费 and 培训费 of the same table.

    There the total of “三公” says so itself, in its row or above its column.
    """
    wider = {fact.table_id for fact in beside if fact.statement == "three_public"}
    return [(concept, fact) for concept, fact in totals if fact.table_id not in wider or _names_three(fact)]


def _names_three(fact: FactRecord) -> bool:
    return any("三公" in fold(text) for text in (fact.row_label or "", *fact.column_path))
