"""Of the readings that a page leaves open, the one that its sums prove is taken; slips stay as printed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.assemble import assemble
from extractors.pdf.reading import Page
from extractors.tables.facts import TableRows, read_regular
from extractors.tables.proof.choice import proven_reading
from extractors.tables.proof.next_page import proven_whole
from tests.support.drawing import draw, read
from tests.support.open_tables import CAPTION, open_

TABLE = """
    科目编码 | 科目名称     | 本年支出合计 | 基本支出 | 项目支出 | 经营支出
             | 合计         | 60.70        | 30.50    | 20.10    | 10.10
    2010301  | 行政运行     | 31.70        | 20.50    | 6.10     | 5.10
    2080501  | 行政单位离退休 | 9.00       | 6.00     |          | 3.00
    2101101  | 行政单位医疗 | 20.00        | 4.00     | 14.00    | 2.00
"""
WIDTHS = [70.0, 120.0, 80.0, 80.0, 80.0, 80.0]


def page_of(table: str = TABLE, moved: dict[str, float] | None = None, ruled: bool = True) -> Page:
    """The drawn ``table``; of the figures that are named, each is ``moved`` so far to the right."""
    page = draw(table, above=CAPTION, widths=WIDTHS, right=True)
    for text, by in (moved or {}).items():
        (figure,) = [one for one in page.lines if one.text == text]
        figure.edges = [edge + by for edge in figure.edges]
    return page if ruled else open_(page)


def placed(rows: TableRows) -> dict[tuple[str | None, str], Decimal]:
    return {(fact.row_label, fact.column_path[-1]): fact.value for fact in rows.facts}


def test_a_figure_over_a_ruling_stands_where_the_sums_come_out() -> None:
    rows = read(page_of(moved={"3.00": -69.0}))  # most of it is in the empty cell at its left
    assert placed(rows) == placed(read(page_of()))
    assert rows.read_again == ["3.00 is of the column beside its own"]


def test_a_figure_within_its_ruled_cell_stays_there() -> None:
    rows = read(page_of(moved={"3.00": -80.0}))
    assert placed(rows)["行政单位离退休", "项目支出"] == Decimal("3.00")
    assert not rows.read_again


def test_a_figure_set_as_its_column_stays_there_also_without_rulings() -> None:
    rows = read(page_of(moved={"3.00": -80.0}, ruled=False))
    assert placed(rows)["行政单位离退休", "项目支出"] == Decimal("3.00")


def test_a_figure_over_a_ruling_stays_where_no_sum_asks_for_another_place() -> None:
    slip = TABLE.replace("3.00", "3.51")
    rows = read(page_of(slip, moved={"3.51": -69.0}))
    assert placed(rows)["行政单位离退休", "项目支出"] == Decimal("3.51")
    assert not rows.read_again


def test_of_two_amounts_in_one_cell_one_is_of_the_empty_cell_beside() -> None:
    table = TABLE.replace("14.00    | 2.00", "14.00 2.00 | ")
    rows = read(page_of(table))
    assert placed(rows) == placed(read(page_of()))
    assert rows.read_again == ["2.00 is of the column beside its own"]


@pytest.mark.parametrize("over", [14.0, 20.0])
def test_columns_that_run_into_each_other_are_told_apart(over: float) -> None:
    moved = {"30.50": over, "20.50": over, "14.00": -over}
    rows = read(page_of(moved=moved, ruled=False))
    assert placed(rows) == placed(read(page_of()))


def test_nothing_is_read_twice_where_all_is_proven() -> None:
    (sheet,) = assemble([page_of()]).sheets
    calls = []

    def counted(*way: object) -> object:
        calls.append(way)
        return read_regular(*way)  # type: ignore[arg-type]

    proven_reading(sheet, counted)  # type: ignore[arg-type]
    assert len(calls) == 1


@given(
    row=st.sampled_from(["31.70 20.50 6.10 5.10", "9.00 6.00 3.00", "20.00 4.00 14.00 2.00"]),
    place=st.integers(0, 3),
    digit=st.sampled_from("123456789"),
    ruled=st.booleans(),
    over=st.sampled_from([-69.0, -64.0, 0.0]),
)
def test_a_slip_is_read_as_it_is_printed(row: str, place: int, digit: str, ruled: bool, over: float) -> None:
    figures = row.split()
    old = figures[place % len(figures)]
    new = digit + old[1:] if old[0] != digit else "8" + old[1:] if digit != "8" else "7" + old[1:]
    over = 0.0 if "3.00" in (old, new) else over
    printed = re.sub(rf"(?<=[^\d]){re.escape(old)}(?!\d)", new, TABLE, count=1)
    rows = read(page_of(printed, moved={"3.00": over} if over else {}, ruled=ruled))
    told = sorted(fact.value for fact in rows.facts)
    assert told == sorted(Decimal(word) for word in printed.split() if "." in word)
    label = next(line.split("|")[1].strip() for line in printed.splitlines() if new in line.split())
    assert new in {fact.raw for fact in rows.facts if fact.row_label == label}


def test_a_mark_before_three_digits_is_read_as_the_sums_ask_in_a_picture_only() -> None:
    table = """
        科目编码 | 科目名称     | 本年支出合计 | 基本支出  | 项目支出
                 | 合计         | 1,357,700    | 257,700   | 1,100,000
        2010301  | 行政运行     | 1,100,000    | 100,000   | 1,000,000
        2010302  | 机关服务     | 257,700      | 157.700   | 100.000
    """

    def values(scanned: bool) -> dict[tuple[str | None, str], Decimal]:
        page = draw(table, above=CAPTION)
        for text in page.lines:
            text.scores = [0.95] * len(text.text) if scanned else None
        return placed(read(page))

    assert values(True)["机关服务", "基本支出"] == 157700
    assert values(True)["机关服务", "项目支出"] == 100000
    assert values(False)["机关服务", "基本支出"] == Decimal("157.700")


def test_of_two_readings_of_one_place_the_one_that_the_sums_prove_is_taken() -> None:
    page = page_of(TABLE.replace("20.50", "26.50"))
    for text in page.lines:
        text.scores = [0.9] * len(text.text)
    (misread,) = [one for one in page.lines if one.text == "26.50"]
    assert placed(read(page))["行政运行", "基本支出"] == Decimal("26.50")
    misread.other = replace(misread, text="20.50", raw="20.50")
    assert placed(read(page))["行政运行", "基本支出"] == Decimal("20.50")
    misread.other = replace(misread, text="20.60", raw="20.60")
    assert placed(read(page))["行政运行", "基本支出"] == Decimal("26.50")


REST = """
    2080501  | 行政单位离退休 | 9.00       | 6.00     |          | 3.00
    2101101  | 行政单位医疗 | """


@pytest.mark.parametrize(
    ("row", "joined"),
    [("20.00 | 4.00 | 14.00 | 2.00", True), ("27.00 | 5.00 | 18.00 | 4.00", False)],
)
def test_a_table_of_the_next_page_is_the_rest_of_the_one_before_if_the_sums_say_so(
    row: str, joined: bool
) -> None:
    first = draw(TABLE.split("    2080501")[0], above=CAPTION, widths=WIDTHS, top=600)
    second = draw(REST + row, number=2, left=80, top=60, widths=[40.0, 180.0, 50.0, 50.0, 50.0, 50.0])
    above, below = assemble([first, second]).sheets
    whole = proven_whole(above, below, read_regular)
    assert (whole is not None) is joined
    assert (above.rows, below.rows) == (3, 2)
    if whole is not None:
        figures = read_regular(whole, None).figures
        assert [one.code for one in figures][-4:] == ["2101101"] * 4
        assert whole.row_pages == [1, 1, 1, 2, 2]
