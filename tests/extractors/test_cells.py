"""Text into cells: cut at the rulings, never inside a number, and nothing lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.cells import NUMERIC, fill
from extractors.tables.grid import Grid, build_grid
from extractors.tables.rulings import Frame
from tests.support.drawing import draw, line, sheets, texts_of


def grid_of(xs: list[float], rows: int = 1) -> Grid:
    ys = [0.0 + 20 * i for i in range(rows + 1)]
    grid = build_grid(Frame([(y, xs[0], xs[-1]) for y in ys], [(x, ys[0], ys[-1]) for x in xs]))
    assert grid is not None
    return grid


PIECES = st.lists(
    st.one_of(
        st.decimals(0, 10**7, places=2, allow_nan=False).map(str),
        st.sampled_from(
            ["一、一般公共服务支出", "合计", "行政运行", "2080501", " ", "95%", "-3.20", "（项）"]
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(PIECES, st.lists(st.integers(2, 60), min_size=1, max_size=6, unique=True))
def test_cutting_a_line_at_rulings_cuts_no_number_and_loses_no_character(
    pieces: list[str], steps: list[int]
) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    xs = [0.0, *(10.0 * step for step in sorted(steps)), 5000.0]
    grid = grid_of(xs)
    assert fill(grid, [line(1.0, 4.0, text)]) == []
    parts = sorted((part for cell in grid.cells for part in cell.lines), key=lambda part: part.x0)
    assert "".join(p.text for p in parts).replace(" ", "") == text.replace(" ", "")
    for before, after in zip(parts, parts[1:], strict=False):
        touching = abs(before.x1 - after.x0) < 0.01
        assert not (touching and before.text[-1] in NUMERIC and after.text[0] in NUMERIC)
    for part in parts:
        assert len(part.edges) == len(part.text) + 1 == len(part.raw) + 1


def test_an_amount_and_the_label_right_of_it_in_one_text_line_go_to_their_cells() -> None:
    grid = grid_of([0.0, 40.0, 200.0])
    fill(grid, [line(3.0, 4.0, "9746.50 一、一般公共服务支出")])
    assert [cell.texts for cell in grid.cells] == [["9746.50"], ["一、一般公共服务支出"]]


def test_a_number_across_a_ruling_goes_whole_to_the_cell_that_holds_most_of_it() -> None:
    grid = grid_of([0.0, 30.0, 200.0])
    fill(grid, [line(22.0, 4.0, "1,234,567.89")])
    assert [cell.texts for cell in grid.cells] == [[], ["1,234,567.89"]]


def test_label_and_figures_of_one_row_may_stand_at_different_heights() -> None:
    grid = grid_of([0.0, 100.0, 200.0], rows=2)
    fill(grid, [line(3, 1, "行政运行"), line(110, 6, "12.00"), line(3, 22, "其他"), line(110, 27, "3.00")])
    assert [["".join(c.texts) for c in row] for row in grid.at] == [["行政运行", "12.00"], ["其他", "3.00"]]


def test_a_label_over_four_lines_joins_also_inside_a_word() -> None:
    page = draw("科目 | 决算数\n机关事业¶单位基本养¶老保险缴¶费支出 | 12.00", height=60)
    assert texts_of(sheets(page)[0])[1] == ["机关事业单位基本养老保险缴费支出", "12.00"]


def test_text_outside_of_the_grid_is_given_back() -> None:
    grid = grid_of([0.0, 100.0])
    outside = [line(0.0, 300.0, "注：本表"), line(300.0, 4.0, "旁注")]
    assert fill(grid, outside) == outside


def test_two_amounts_in_one_text_line_part_at_the_ruling_between_them() -> None:
    grid = grid_of([0.0, 42.0, 80.0])
    fill(grid, [line(3.0, 4.0, "9746.5012.30")])
    assert [cell.texts for cell in grid.cells] == [["9746.50"], ["12.30"]]


def test_an_amount_and_the_number_of_a_label_part_at_the_ruling_between_them() -> None:
    grid = grid_of([0.0, 40.0, 200.0])
    fill(grid, [line(3.0, 4.0, "9746.501、一般公共服务支出")])
    assert [cell.texts for cell in grid.cells] == [["9746.50"], ["1、一般公共服务支出"]]


def test_amounts_that_run_over_each_other_are_not_cut_and_decimals_are_no_amounts() -> None:
    grid = grid_of([0.0, 30.0, 90.0])
    fill(grid, [line(3.0, 4.0, "9746.50712.30")])
    assert sorted(cell.texts for cell in grid.cells) == [[], ["9746.50712.30"]]
    grid = grid_of([0.0, 40.0, 90.0])
    fill(grid, [line(3.0, 4.0, "0.12345678")])
    assert sorted(cell.texts for cell in grid.cells) == [[], ["0.12345678"]]


def test_an_amount_and_the_account_code_right_of_it_part_at_the_ruling_between_them() -> None:
    grid = grid_of([0.0, 34.0, 60.0])
    fill(grid, [line(3.0, 4.0, "884.27302")])
    assert [cell.texts for cell in grid.cells] == [["884.27"], ["302"]]


def test_a_text_too_long_for_its_cell_stays_whole_where_it_runs_over_the_ruling() -> None:
    grid = grid_of([0.0, 75.0, 150.0])
    fill(grid, [line(3.0, 4.0, "附属单位上缴收入"), line(84.0, 4.0, "其他收入")])
    assert [cell.texts for cell in grid.cells] == [["附属单位上缴收入"], ["其他收入"]]
    grid = grid_of([0.0, 73.0, 150.0])  # the ruling lies between two characters, another text over the rest
    fill(grid, [line(3.0, 4.0, "附属单位上缴收入"), line(76.0, 4.0, "其他收入")])
    assert [cell.texts for cell in grid.cells] == [["附属单位上缴收入"], ["其他收入"]]


def test_two_texts_in_one_line_part_where_they_stand_unevenly_not_at_the_ruling() -> None:
    joined = line(3.0, 4.0, "财政拨款收入其他收入")
    joined.edges[6:] = [edge + 1.5 for edge in joined.edges[6:]]  # 收 ends 3 points behind the ruling
    grid = grid_of([0.0, 52.0, 120.0])
    fill(grid, [joined])
    assert [cell.texts for cell in grid.cells] == [["财政拨款收入"], ["其他收入"]]
    grid = grid_of([0.0, 63.0, 120.0])  # evenly, and a ruling between two characters
    fill(grid, [line(3.0, 4.0, "财政拨款收入其他收入")])
    assert [cell.texts for cell in grid.cells] == [["财政拨款收入"], ["其他收入"]]


@given(st.lists(st.integers(1, 3), min_size=3, max_size=9), st.floats(13.5, 19.0), st.booleans())
def test_texts_higher_than_their_rows_come_back_to_them(
    counts: list[int], pitch: float, by_height: bool
) -> None:
    ys = [100.0 + pitch * i for i in range(len(counts) + 1)]
    grid = build_grid(Frame([(y, 0.0, 300.0) for y in ys], [(x, ys[0], ys[-1]) for x in (0.0, 150.0, 300.0)]))
    assert grid is not None
    texts = [[f"第{i}行{'甲乙丙'[k]}" for k in range(count)] for i, count in enumerate(counts)]
    drawn = [
        [
            line(3, (ys[i] + ys[i + 1]) / 2 + 12.0 * (k - len(text) / 2) + 1.0, part)
            for k, part in enumerate(text)
        ]
        for i, text in enumerate(texts)
    ]
    drawn.sort(key=lambda text: len(text) if by_height else 0)  # as files are read, low cells may come first
    assert fill(grid, [part for text in drawn for part in text]) == []
    read = [grid.at[i][0].texts for i in range(len(counts))]
    crowded = any(a + b > 2 * pitch / 12 + 1 for a, b in pairwise([1, *counts, 1]))
    assert read == texts or not crowded and sorted(sum(read, [])) == sorted(sum(texts, []))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_texts_higher_than_their_rows_may_all_stand_at_the_top_or_the_foot(share: float) -> None:
    grid = grid_of([0.0, 100.0, 200.0], rows=5)
    texts = [["项目"], ["抚恤"], ["机关事业单位", "养老保险", "缴费支出"], ["奖金"], ["水费"]]
    drawn = [
        line(3, 20 * (row + share) + 12 * (place - share * len(text)), part)
        for row, text in enumerate(texts)
        for place, part in enumerate(text)
    ]
    fill(grid, drawn)
    assert [grid.at[row][0].texts for row in range(5)] == texts


def test_lines_of_a_note_below_a_table_are_not_drawn_into_it() -> None:
    grid = grid_of([0.0, 100.0, 200.0], rows=2)
    note = line(3, 44, "注：本表数据")
    assert fill(grid, [line(3, 4, "行政运行"), line(110, 6, "12.00"), line(112, 11, "3.00"), note]) == [note]
