"""Gives the figures that a test puts together the measures that the extraction would publish of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractors.tables.measures import FigurePlace, measured
from records.file_tables import FactRecord


def measure_tables(facts: Iterable[FactRecord]) -> None:
    """Set what each figure measures by its table's rows and columns, and whether its row is a total."""
    tables: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in facts:
        tables[fact.table_id].append(fact)
    for figures in tables.values():
        places = [
            FigurePlace(f.row, f.row_label, f.account_code, tuple(f.column_path), f.side) for f in figures
        ]
        for fact, found in zip(figures, measured(places, figures[0].statement), strict=True):
            fact.measure, fact.is_total = found.measure, found.is_total
            fact.fund = fact.fund or found.fund
