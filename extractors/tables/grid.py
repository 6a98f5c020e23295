"""From a frame of rulings to the cells of a grid, with their spans.

A grid is the product of the distinct positions of the rulings; two neighbours whose common border
is not drawn are one merged cell. All lengths are PDF points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from extractors.characters import joined
from extractors.document import TextLine
from extractors.tables.geometry import GEOMETRY
from extractors.tables.rulings import SNAP, Frame, Segment

COVERED = GEOMETRY.covered
MOST_PLACES = 40_000
"""A frame with more rows times columns on one page is a drawing; 19 columns of 100 rows are 1,900."""
OPEN_EDGE = GEOMETRY.open_edge


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of the grid with its spans and the lines of text in it, top to bottom.

    ``texts`` is what they print, an entry a line, ``text`` the same on one line.
    ``page`` is its page if that is another than its row's: the right columns of a table that is too wide.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    y0: float
    x1: float
    y1: float
    lines: list[TextLine] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    text: str = ""
    anchor: str | None = None
    page: int | None = None

    def write(self, texts: Iterable[str]) -> None:
        """Set what the cell prints, an entry a line."""
        self.texts = list(texts)
        self.text = self.texts[0] if len(self.texts) == 1 else joined(self.texts)

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.x0, self.y0, self.x1, self.y1)

    @property
    def last_column(self) -> int:
        return self.column + self.column_span - 1


Origin = Literal["ruled", "shaded", "open", "aligned"]
"""What told where a grid's lines are: rulings around its cells, coloured rows, horizontal rulings and the
text between them, or the text alone."""


@dataclass(slots=True)
class Grid:
    """The cells of a table on one page; ``at[row][column]`` is the cell that covers that place.

    ``lowered`` is how far down the heads of its columns were put that stand on the page before.
    """

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    at: list[list[Cell]]
    origin: Origin = "ruled"
    lowered: float = 0.0

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rulings that were not taken for a table: their box, and why not."""

    box: tuple[float, float, float, float]
    reason: Literal["drawing", "no cell", "one cell", "blank, without a title"]


def positions(values: list[float]) -> list[float]:
    """Distinct positions, sorted; what lies within the snap distance is one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > SNAP:
            result.append(value)
    return result


def nearest(values: list[float], value: float) -> int:
    """Index of the entry of the sorted ``values`` that is nearest to ``value``."""
    i = bisect_right(values, value)
    if i == 0:
        return 0
    if i == len(values):
        return i - 1
    return i if values[i] - value < value - values[i - 1] else i - 1


def _closed(across: list[Segment], down: list[Segment]) -> tuple[list[float], list[float]]:
    """The grid's positions: those of the rulings, and open outer edges closed."""
    xs = positions([s[0] for s in down])
    ys = positions([s[0] for s in across])
    left, right = min(s[1] for s in across), max(s[2] for s in across)
    if not xs or xs[0] - left > OPEN_EDGE:
        xs.insert(0, left)
    if right - xs[-1] > OPEN_EDGE:
        xs.append(right)
    if down:
        top, bottom = min(s[1] for s in down), max(s[2] for s in down)
        if ys[0] - top > OPEN_EDGE:
            ys.insert(0, top)
        if bottom - ys[-1] > OPEN_EDGE:
            ys.append(bottom)
    return [round(x, 2) for x in xs], [round(y, 2) for y in ys]


def _masks(segments: list[Segment], at: list[float], along: list[float]) -> list[int]:
    """For each position of ``at`` the intervals of ``along`` that are drawn there, as bits."""
    masks = [0] * len(at)
    drawn: dict[tuple[float, float], int] = {}  # rulings side by side mostly end at one height
    for position, start, end in segments:
        if (start, end) not in drawn:
            drawn[start, end] = drawn_intervals(along, start, end)
        masks[nearest(at, position)] |= drawn[start, end]
    return masks


def drawn_intervals(along: list[float], start: float, end: float) -> int:
    """The intervals of ``along`` that a ruling from ``start`` to ``end`` covers, as bits."""
    first = max(0, bisect_right(along, start) - 1)
    last = min(bisect_left(along, end), len(along) - 1) - 1
    if first > last:
        return 0
    drawn = (1 << last + 1) - (1 << first)
    for i in {first, last}:  # between them all is drawn
        low, high = along[i], along[i + 1]
        if min(high, end) - max(low, start) < COVERED * (high - low):
            drawn &= ~(1 << i)
    return drawn


def is_drawing(frame: Frame) -> bool:
    """Whether a frame encloses so many cells that it is a drawing (a plan, a hatched map), no table."""
    if len(frame.horizontal) * len(frame.vertical) <= MOST_PLACES:
        return False
    return (
        len(positions([s[0] for s in frame.horizontal])) * len(positions([s[0] for s in frame.vertical]))
        > MOST_PLACES
    )


def build_grid(frame: Frame) -> Grid | None:
    """The grid of a frame, or ``None`` if it encloses no cell."""
    if not frame.horizontal:
        return None
    xs, ys = _closed(frame.horizontal, frame.vertical)
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    across = _masks(frame.horizontal, ys, xs)
    down = _masks(frame.vertical, xs, ys)
    owner: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] is not None:
                continue
            last = column
            while last + 1 < columns and owner[row][last + 1] is None and not down[last + 1] >> row & 1:
                last += 1
            bottom = row
            below = ((1 << (last - column + 1)) - 1) << column
            while (
                bottom + 1 < rows
                and not across[bottom + 1] & below
                and _whole(down, bottom + 1, column, last)
            ):
                bottom += 1
            cell = Cell(
                row,
                column,
                bottom - row + 1,
                last - column + 1,
                xs[column],
                ys[row],
                xs[last + 1],
                ys[bottom + 1],
            )
            cells.append(cell)
            for covered in owner[row : bottom + 1]:
                covered[column : last + 1] = [cell] * (last - column + 1)
    return Grid(xs, ys, cells, owner)  # type: ignore[arg-type]


def _whole(down: list[int], row: int, column: int, last: int) -> bool:
    """Whether no vertical ruling parts the columns ``column`` to ``last`` in ``row``."""
    return not any(down[x] >> row & 1 for x in range(column + 1, last + 1))
