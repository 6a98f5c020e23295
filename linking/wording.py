"""Figures and their places in the words of a reviewer."""

from __future__ import annotations

from decimal import Decimal

from records.tables import FactRecord, TableRecord


def number(value: Decimal | None, places: int = 0) -> str:
    """A number as a reader writes it: at least ``places`` decimals, at most four."""
    if value is None:
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return text if decimals >= places else f"{value:.{places}f}"


def place(fact: FactRecord, tables: dict[str, TableRecord]) -> str:
    """Where a figure stands: table, page, row and column."""
    table = tables.get(fact.table_id)
    title = f"《{table.title}》" if table and table.title else "表格"
    page = f"（第{fact.page}页）" if fact.page else ""
    row = f"“{fact.row_label}”" if fact.row_label else ""
    column = f"“{'·'.join(fact.column_path)}”" if fact.column_path else ""
    return f"{title}{page}{row}{column}"
