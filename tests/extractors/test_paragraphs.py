"""Lines of a page into paragraphs."""

from __future__ import annotations

import pytest

from extractors.paragraphs import measure_text, paragraphs
from tests.support.drawing import line

LONG = "社会保障和就业支出中的归口管理的行政单位离退休项预算数为九万元比上年预算的八万元增"


def texts_of(*texts: str) -> list[str]:
    rows = [[line(72, 100 + 16 * number, text)] for number, text in enumerate(texts)]
    return [paragraph.text for paragraph in paragraphs(rows, measure_text(rows))]


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("（3）", "（4）"), ("9、", "10、")])
def test_the_next_item_of_a_list_begins_a_paragraph_though_the_one_before_runs_off_the_page(
    first: str, second: str
) -> None:
    assert len(texts_of(first + LONG, second + LONG)) == 2


@pytest.mark.parametrize(
    ("first", "second"), [("1.", ""), ("1.", "5."), ("1.", "2.5"), ("（1）", "2."), ("", "2.")]
)
def test_a_line_that_goes_on_is_of_the_paragraph_above(first: str, second: str) -> None:
    assert len(texts_of(first + LONG, second + LONG)) == 1
