"""Dots between a label and its amount."""

from __future__ import annotations

import pytest

from extractors.document import TextLine
from extractors.pages.leaders import without_leaders
from extractors.pdf.reading import Page
from tests.support.drawing import line, sheets, texts_of, width_of

COSTS = [("合计", "9.00"), ("公务接待费", "3.00"), ("公务用车费", "6.00"), ("因公出国费", "0.00")]


def led(pairs: list[tuple[str, str]], apart: bool) -> list[TextLine]:
    """Lines of a label, dots and an amount, which may be a text of its own."""
    lines: list[TextLine] = []
    for place, (label, amount) in enumerate(pairs):
        dots = "…" * (30 - len(label))
        y = 150 + 16 * place
        if apart:
            lines += [line(50, y, label + dots), line(400 - width_of(amount), y, amount)]
        else:
            lines.append(line(50, y, label + dots + amount))
    return lines


@pytest.mark.parametrize("apart", [True, False])
def test_labels_that_dots_lead_to_their_amounts_are_rows(apart: bool) -> None:
    page = Page(1, 595, 842)
    page.lines = [line(150, 100, "“三公”经费支出表"), line(50, 134, "项目"), line(350, 134, "预算数")]
    page.lines += led(COSTS, apart)
    (sheet,) = sheets(page)
    assert texts_of(sheet)[1:] == [list(pair) for pair in COSTS]


def test_page_numbers_behind_dots_and_sentences_with_dots_stay() -> None:
    contents = led([(f"{number}、部门概况", str(number)) for number in "1234"], False)
    assert without_leaders(contents) == contents
    prose = [line(50, 16 * place, f"设备……等支出{place}.00万元") for place in range(5)]
    assert without_leaders(prose) == prose
