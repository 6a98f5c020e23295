"""Targets of performance indicators (指标值) and whether results meet them."""

from __future__ import annotations

from extractors.numbers import parse_figure
from records.file_tables import IndicatorRecord


def is_met(row: IndicatorRecord) -> bool | None:
    """Whether a result meets its target; ``None`` if the form does not say enough."""
    if row.actual_value is None or row.target_value is None or units_differ(row):
        return None
    if row.operator == ">=":
        return row.actual_value >= row.target_value
    if row.operator == "<=":
        return row.actual_value <= row.target_value
    return row.actual_value == row.target_value if row.operator == "=" else None


def units_differ(row: IndicatorRecord) -> bool:
    target, actual = parse_figure(row.target or ""), parse_figure(row.actual or "")
    units = {figure.unit for figure in (target, actual) if figure and figure.unit}
    return len(units) > 1
