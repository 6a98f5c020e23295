"""Rows that only number a table's columns (栏次, **, 1 … n): they hold no figures.

Reading leaves them out; what it may have missed must not be held against anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from extractors.characters import fold
from records.file_tables import FactRecord

MARK = re.compile(r"^(?:[栏行]次|序号|栏|行|[*＊×]+)$")
FEWEST = 3
"""So many consecutive whole numbers, with no label, are no amounts."""


def figures_only(facts: Iterable[FactRecord]) -> list[FactRecord]:
    """The figures with a value, without those of rows that number the columns."""
    kept = [fact for fact in facts if fact.value is not None]
    rows: dict[tuple[str, int], list[FactRecord]] = defaultdict(list)
    for fact in kept:
        if not _is_label(fact.row_label) and _is_whole(fact):
            rows[fact.table_id, fact.row].append(fact)
    counting = {key for key, row in rows.items() if _is_counting(row)}
    return [f for f in kept if (f.table_id, f.row) not in counting] if counting else kept


def _is_label(label: str | None) -> bool:
    """Whether a row's label names something: not empty, no mark, no number of the row."""
    text = (label or "").strip()
    return bool(text) and not text.isdigit() and MARK.match(text) is None and MARK.match(fold(text)) is None


def _is_whole(fact: FactRecord) -> bool:
    return fact.value is not None and fact.value == fact.value.to_integral() and "." not in (fact.raw or "")


def _is_counting(row: list[FactRecord]) -> bool:
    """Whether the numbers of a row go up by one from column to column."""
    values = [fact.value or Decimal(0) for fact in sorted(row, key=lambda fact: fact.column)]
    marked = MARK.match((row[0].row_label or "").strip()) is not None
    steps = all(b - a == 1 for a, b in zip(values, values[1:], strict=False))
    return steps and (marked or len(values) >= FEWEST) and values[0] in (1, 2, 3)
