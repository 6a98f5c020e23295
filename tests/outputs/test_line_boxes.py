"""Marks on a page are no taller than the line that they are on, however tall its font says it is."""

from __future__ import annotations

from decimal import Decimal

from outputs.report.parts.line_boxes import lines_of
from records.columns import Box, Place
from records.narrative_tables import ClaimRecord


def claim(number: int, *places: Place) -> ClaimRecord:
    return ClaimRecord(
        document_id="d",
        claim_id=f"c{number}",
        section_id=None,
        subject="支出",
        value=Decimal(1),
        unit="万元",
        boxes=list(places),
    )


def on_lines(height: float, page: int = 1) -> list[ClaimRecord]:
    """Claims on three lines, 20 points apart, whose boxes are so high."""
    middles = (100.0, 120.0, 140.0)
    boxes: list[Box] = [(50.0, middle - height / 2, 300.0, middle + height / 2) for middle in middles]
    return [claim(number, Place(page, box)) for number, box in enumerate(boxes)]


def test_a_box_of_a_tall_font_is_cut_to_its_line_around_its_middle() -> None:
    within = lines_of(on_lines(58.0))
    assert within(1, (60.0, 91.0, 90.0, 149.0)) == (60.0, 110.0, 90.0, 130.0)


def test_a_box_as_tall_as_its_line_stays_as_it_is() -> None:
    for height in (12.0, 20.0, 24.0):
        box = (60.0, 120.0 - height / 2, 90.0, 120.0 + height / 2)
        assert lines_of(on_lines(height))(1, box) == box


def test_what_no_lines_are_known_of_stays_as_it_is() -> None:
    tall: Box = (60.0, 91.0, 90.0, 149.0)
    within = lines_of(on_lines(58.0))
    assert within(2, tall) == tall
    assert within(None, tall) == tall
    assert within(1, None) is None
    assert lines_of(on_lines(58.0)[:1])(1, tall) == tall  # one line alone tells no distance


def test_boxes_of_one_line_that_are_not_quite_level_are_no_two_lines() -> None:
    uneven = [*on_lines(58.0), claim(9, Place(1, (310.0, 93.0, 400.0, 151.0)))]
    cut = lines_of(uneven)(1, (60.0, 91.0, 90.0, 149.0))
    assert cut is not None
    assert 15 < cut[3] - cut[1] <= 20
