"""A total right behind the amount of the column before it (12.50 总计) belongs to its own column."""

from __future__ import annotations

import pytest

from extractors.tables.unruled.bands import parted_from_amounts
from extractors.tables.unruled.fragments import Fragment

COLUMNS = [50.0, 150.0, 330.0, 430.0, 540.0]


def piece(text: str, x0: float, x1: float) -> Fragment:
    return Fragment(text, x0, x1, 100.0, 110.0)


@pytest.mark.parametrize(
    ("row", "boundary"),
    [
        ([piece("总计", 52, 70), piece("8,888.31", 250, 294), piece("总计", 296, 315)], 295.0),
        ([piece("总计", 52, 70), piece("8,888.31", 250, 294), piece("总计", 340, 360)], 330.0),
        ([piece("总计", 52, 70), piece("8,888.31", 250, 300), piece("总计", 296, 315)], 330.0),
        ([piece("一、拨款", 160, 200), piece("（备注）", 210, 240)], 330.0),
    ],
)
def test_a_boundary_moves_between_an_amount_and_the_label_behind_it(
    row: list[Fragment], boundary: float
) -> None:
    assert parted_from_amounts(COLUMNS, [row]) == [50.0, 150.0, boundary, 430.0, 540.0]


def test_no_boundary_moves_into_another_rows_text() -> None:
    rows = [
        [piece("8,888.31", 250, 294), piece("总计", 296, 315)],
        [piece("一、行政单位的其他各项拨款", 200, 320)],
    ]
    assert parted_from_amounts(COLUMNS, rows) == COLUMNS
