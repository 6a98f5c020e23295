"""Targets of performance indicators (指标值) and whether results meet them."""

from __future__ import annotations

from decimal import Decimal

from extractors.tables.performance.targets import read_target
from records.file_tables import IndicatorRecord

MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""What may stand before a unit: 3万亩 are 30000亩."""


def is_met(row: IndicatorRecord) -> bool | None:
    """Whether a result meets its target; ``None`` if the form does not say enough."""
    if row.actual_value is None or row.target_value is None:
        return None
    target, actual = row.target_value, row.actual_value
    if units_differ(row):
        (asked, unit), (reached, other) = (_parted(text) for text in (row.target, row.actual))
        if unit != other:
            return None
        target, actual = target * asked, actual * reached
    if row.operator == ">=":
        return actual >= target
    if row.operator == "<=":
        return actual <= target
    return actual == target if row.operator == "=" else None


def units_differ(row: IndicatorRecord) -> bool:
    """Whether target and result print different units."""
    units = {figure.unit for text in (row.target, row.actual) if (figure := read_target(text or ""))}
    return len(units - {None}) > 1


def _parted(text: str | None) -> tuple[Decimal, str]:
    """The unit of a target or result without 万 or 亿, and how many of it that makes of one."""
    figure = read_target(text or "")
    unit = (figure.unit if figure else None) or ""
    return MULTIPLES.get(unit[:1], Decimal(1)), unit[1:] if unit[:1] in MULTIPLES else unit
