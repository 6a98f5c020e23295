"""Rulings as producers draw them: strokes, dashes, pieces with corner dots, double frames."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.grid import build_grid, is_drawing
from extractors.tables.rulings import BRIDGE, MOST_CROSSINGS, SNAP, Segment, frames, join
from extractors.tables.strokes import strokes_of

PLACES = st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True)


@st.composite
def rulings(draw: st.DrawFn) -> list[Segment]:
    """Rulings on a lattice of 20 points, none touching another along its own line."""
    result: list[Segment] = []
    for at in sorted(draw(PLACES)):
        ends = sorted(draw(st.lists(st.integers(0, 30), min_size=2, max_size=6, unique=True)))
        result += [(at * 20.0, a * 20.0 + 5, b * 20.0) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    return result


@given(rulings(), st.lists(st.floats(0.02, 0.98), max_size=6), st.floats(0, BRIDGE), st.randoms())
def test_rulings_cut_into_pieces_and_dashes_join_back_to_the_same_rulings(
    drawn: list[Segment], cuts: list[float], gap: float, random: object
) -> None:
    pieces: list[Segment] = []
    for at, start, end in drawn:
        ends = [start, *(start + c * (end - start) for c in sorted(cuts)), end]
        last = start
        for following in [*ends[1:-1], end]:
            if following - last > gap and following != end:
                pieces.append((at, last, following - gap))
                last = following
        pieces.append((at, last, end))
    random.shuffle(pieces)  # type: ignore[attr-defined]
    assert join(pieces) == sorted(drawn)


@given(rulings(), st.floats(0, SNAP - 0.1))
def test_double_strokes_join_to_one_ruling_between_them(drawn: list[Segment], apart: float) -> None:
    joined = join([s for at, a, b in drawn for s in ((at, a, b), (at + apart, a, b))])
    joined.sort(key=lambda s: (round(s[0] / 20), s[1]))  # in each stretch of the page the middle is its own
    assert [(a, b) for _, a, b in joined] == [(a, b) for _, a, b in sorted(drawn)]
    assert all(abs(j[0] - s[0]) <= apart for j, s in zip(joined, sorted(drawn), strict=True))


def test_strokes_farther_apart_than_a_double_stroke_stay_two_rulings() -> None:
    assert len(join([(10.0, 0, 100), (10.0 + SNAP + 1, 0, 100)])) == 2


def test_rulings_of_another_table_on_the_page_move_none_of_this_one() -> None:
    ours = [(x, 200.0, 300.0) for x in (72.4, 74.6)]  # the borders of two cells with a space between
    above = (71.0, 20.0, 120.0)
    assert join([*ours, above]) == [above, *join(ours)]
    moved = join([*ours, (71.0, 120.0, 196.0)])  # goes on without a gap: one table
    assert moved[1][0] < ours[0][0]


def test_dots_too_short_for_a_ruling_go_away() -> None:
    assert join([(10.0, 50.0, 51.0), (10.0, 90.0, 91.5)]) == []


def test_rulings_that_touch_make_one_frame_and_a_stray_line_another() -> None:
    box = frames([(0.0, 0, 100), (50.0, 0, 100), (300.0, 0, 100)], [(0.0, 0, 50), (100.0, 0, 50)])
    assert box is not None
    assert [len(frame.vertical) for frame in box] == [2, 0]
    assert box[0].box == (0.0, 0.0, 100, 50)


def test_two_tables_below_each_other_are_two_frames_from_top_to_bottom() -> None:
    table = [[(y + off, 0.0, 100.0) for y in (0, 20, 40)] for off in (200, 0)]
    found = frames(table[0] + table[1], [(x, y, y + 40) for x in (0.0, 100.0) for y in (0.0, 200.0)])
    assert found is not None
    assert [frame.box[1] for frame in found] == [0.0, 200.0]


def test_a_double_outer_frame_gives_the_same_grid_as_a_single_one() -> None:
    across = [(y, 0.0, 200.0) for y in (0.0, 20.0, 40.0)]
    down = [(x, 0.0, 40.0) for x in (0.0, 100.0, 200.0)]
    outer = [(-2.0, -2.0, 202.0), (42.0, -2.0, 202.0)]
    sides = [(-2.0, -2.0, 42.0), (202.0, -2.0, 42.0)]
    single, double = frames(across, down), frames(across + outer, down + sides)
    assert single is not None
    assert double is not None
    grids = [build_grid(single[0]), build_grid(double[0])]
    assert [(g.rows, g.columns) for g in grids if g] == [(2, 2), (2, 2)]


def test_a_frame_with_a_left_and_a_right_ruling_only_is_a_border() -> None:
    across = [(y, 0.0, 200.0) for y in (0.0, 20.0, 40.0)]
    for inner, is_border in (([], True), ([(100.0, 0.0, 40.0)], False)):
        found = frames(across, [(0.0, 0.0, 40.0), (200.0, 0.0, 40.0), *inner])
        assert found is not None
        assert found[0].is_border is is_border


def test_more_crossings_than_tables_have_are_a_drawing() -> None:
    count = int(MOST_CROSSINGS**0.5) + 1
    lattice = [(i * 4.0, 0.0, count * 4.0) for i in range(count)]
    assert frames(lattice, lattice) is None


def test_a_frame_of_very_many_cells_is_a_drawing_and_a_dense_table_is_not() -> None:
    def lattice(rows: int, columns: int) -> bool:
        found = frames(
            [(y * 7.0, 0.0, columns * 20.0) for y in range(rows + 1)],
            [(x * 20.0, 0.0, rows * 7.0) for x in range(columns + 1)],
        )
        assert found is not None
        return is_drawing(found[0])

    assert lattice(300, 300)
    assert not lattice(120, 25)


def test_a_column_whose_cells_span_the_page_belongs_to_the_table_beside_it() -> None:
    across = [(y, 100.0, 500.0) for y in (50.0, 100.0, 150.0)]
    down = [(x, 50.0, 150.0) for x in (40.0, 100.0, 300.0, 500.0)]
    (frame,) = frames(across, down) or []
    assert frame.box == (40.0, 50.0, 500.0, 150.0)


def test_an_upright_line_far_off_or_of_another_height_belongs_to_no_table() -> None:
    across = [(y, 300.0, 500.0) for y in (50.0, 100.0, 150.0)]
    down = [(x, 50.0, 150.0) for x in (300.0, 500.0)]
    assert len(frames(across, [*down, (40.0, 50.0, 150.0)]) or []) == 2
    assert len(frames(across, [*down, (280.0, 90.0, 400.0)]) or []) == 2


def test_dots_close_to_each_other_are_a_ruling_and_those_of_corners_are_none() -> None:
    def dot(x: float, y: float) -> dict[str, object]:
        box = (x, y, x + 0.75, y + 0.75)
        return {"type": "f", "items": [("re", box, -1)], "fill": (0.6, 0.6, 0.6), "rect": box}

    across = [dot(10 + 1.5 * i, 50.0) for i in range(20)]
    down = [dot(10.0, 50 + 1.5 * i) for i in range(12)]
    corners = [dot(x, y) for x in (100.0, 160.0, 220.0) for y in (50.0, 64.0, 78.0, 92.0, 106.0, 120.0)]
    strokes = strokes_of([*across, *down, *corners])
    ((_, left, right),), ((_, top, bottom),) = strokes.horizontal, strokes.vertical
    assert [round(edge, 2) for edge in (left, right, top, bottom)] == [10.0, 39.25, 50.0, 67.25]
