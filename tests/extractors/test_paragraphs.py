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


HEAD = "（八）关于青原县水务和农村工作管理局二〇二四年一般公共预算“三公”经费预算情况说明"
BODY = "青原县水务和农村工作管理局“三公”经费预算数为九万元比上年预算数的八万元增加一万元主"


def set_in(*texts: str) -> list[str]:
    """The paragraphs of lines of which those that begin with a blank are set in."""
    rows = [
        [line(96 if text.startswith(" ") else 72, 100 + 16 * number, text.strip())]
        for number, text in enumerate(texts)
    ]
    return [paragraph.text for paragraph in paragraphs(rows, measure_text(rows))]


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("（八）", "八、"), HEAD.removesuffix("说明")])
def test_a_heading_that_fills_its_line_is_no_part_of_the_paragraph_below(head: str) -> None:
    assert set_in(LONG, LONG, f" {head}", f" {BODY}", LONG)[1] == head


@pytest.mark.parametrize(("ends", "below"), [("情况", " 说明"), ("支出", " 情况说明")])
def test_a_heading_over_two_lines_is_one(ends: str, below: str) -> None:
    head = HEAD[: -len(ends)] + ends
    assert set_in(LONG, LONG, f" {head}", below, f" {BODY}", LONG)[1] == head + below.strip()
