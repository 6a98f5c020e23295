"""From rulings to cells: the grid as the eye sees it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.tables.grid import COVERED, Grid, build_grid, drawn_intervals, nearest, positions
from extractors.tables.rulings import Segment, frames
from tests.support.drawing import Spans, draw, parsed, spans_of


@st.composite
def merged_tables(draw_: st.DrawFn) -> list[list[str]]:
    """Tables of up to 8 by 8 places, with random cells merged; each row and column keeps a cell."""
    rows, columns = draw_(st.integers(2, 8)), draw_(st.integers(2, 8))
    table = [[f"{r}.{c}" for c in range(columns)] for r in range(rows)]
    for _ in range(draw_(st.integers(0, 6))):
        r, c = draw_(st.integers(0, rows - 1)), draw_(st.integers(0, columns - 1))
        if draw_(st.booleans()):
            span = range(c, min(c + draw_(st.integers(2, 4)), columns))
            if all(_is_single(table, r, k) for k in span):
                for k in span[1:]:
                    table[r][k] = "<"
        else:
            reach = range(r, min(r + draw_(st.integers(2, 4)), rows))
            if all(_is_single(table, k, c) for k in reach):
                for k in reach[1:]:
                    table[k][c] = "^"
    return table


def _is_single(table: list[list[str]], row: int, column: int) -> bool:
    right = column + 1 < len(table[row]) and table[row][column + 1] == "<"
    below = row + 1 < len(table) and table[row + 1][column] == "^"
    return table[row][column] not in ("<", "^") and not right and not below


def drawn(spans: Spans, jitter: float = 0.0) -> tuple[list[Segment], list[Segment]]:
    across, down = [], []
    for r, c, high, wide in spans:
        x0, x1, y0, y1 = c * 50.0, (c + wide) * 50.0, r * 20.0, (r + high) * 20.0
        across += [(y0 + jitter, x0, x1), (y1, x0 + jitter, x1)]
        down += [(x0, y0, y1), (x1 - jitter, y0, y1)]
    return across, down


def spans(grid: Grid) -> Spans:
    return sorted((c.row, c.column, c.row_span, c.column_span) for c in grid.cells)


def lines_left(table: list[list[str]]) -> bool:
    """Whether every boundary between rows and between columns is drawn somewhere."""
    return not any(all(v == "^" for v in row) for row in table) and not any(
        all(row[c] == "<" for row in table) for c in range(len(table[0]))
    )


@settings(max_examples=150)
@given(merged_tables().filter(lines_left), st.floats(0, 1.2))
def test_any_merged_grid_drawn_as_rulings_comes_back_with_the_same_spans(
    table: list[list[str]], jitter: float
) -> None:
    wanted = spans_of(table)
    found = frames(*drawn(wanted, jitter))
    assert found is not None
    grid = build_grid(found[0])
    assert grid is not None
    assert spans(grid) == sorted(wanted)
    assert all(grid.at[c.row][c.column] is c for c in grid.cells)


def test_a_header_of_three_levels_keeps_its_merged_cells() -> None:
    table = """
        项目 | <    | 预算数 | <        | <
        编码 | 名称 | 合计   | 用车     | <
        ^    | ^    | ^      | 购置费   | 运行费
        1    | 2    | 3      | 4        | 5
    """
    page = draw(table)
    found = frames(page.horizontal, page.vertical)
    assert found is not None
    grid = build_grid(found[0])
    assert grid is not None
    assert spans(grid) == sorted(spans_of(parsed(table)))


def test_a_table_open_at_the_left_and_right_is_closed_where_its_rulings_end() -> None:
    found = frames([(y, 0.0, 300.0) for y in (0.0, 20.0, 40.0)], [(100.0, 0, 40), (200.0, 0, 40)])
    assert found is not None
    grid = build_grid(found[0])
    assert grid is not None
    assert grid.xs == [0.0, 100.0, 200.0, 300.0]


def test_a_lone_line_is_no_grid() -> None:
    found = frames([(10.0, 0.0, 300.0)], [])
    assert found is not None
    assert build_grid(found[0]) is None


@given(st.lists(st.floats(0, 500), min_size=1, max_size=30), st.floats(-10, 510))
def test_the_nearest_position_is_the_nearest(values: list[float], value: float) -> None:
    known = positions(values)
    assert known == sorted(known)
    assert abs(known[nearest(known, value)] - value) == min(abs(x - value) for x in known)


@given(st.lists(st.floats(0, 500), min_size=1, max_size=12), st.floats(-50, 550), st.floats(0, 600))
def test_an_interval_is_drawn_if_a_ruling_covers_most_of_it(
    values: list[float], start: float, length: float
) -> None:
    along, end = positions(values), start + length
    drawn = drawn_intervals(along, start, end)
    for index, (low, high) in enumerate(pairwise(along)):
        covered = min(high, end) - max(low, start)
        assert bool(drawn >> index & 1) == (covered > 0 and covered >= COVERED * (high - low))
    assert drawn >> len(along) - 1 == 0
