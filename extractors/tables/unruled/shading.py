"""Tables whose rows are shaded (zebra): where colour parts the rows of a table, no line is drawn.

Lengths are PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.document import TextLine
from extractors.tables.geometry import GEOMETRY
from extractors.tables.rulings import TOUCH, Frame, Segment, join
from extractors.tables.strokes import Shade, meet
from extractors.tables.unruled.completion import complete
from extractors.tables.unruled.fragments import Row, fragment_rows, is_figure_row
from extractors.tables.unruled.header_edges import (
    is_header_row,
    is_number_row,
)
from extractors.tables.unruled.runs import (
    MOST_BLANK_ROWS,
    WIDEST_PITCH,
    is_caption,
    label_end,
)
from records.phrases import Phrases

WORDS = Phrases("extractors")

FULL = 0.97
"""A ruling so much of a table's width long goes through all of it."""
TALLEST_BAND = GEOMETRY.tallest_band
NARROWEST = GEOMETRY.narrowest_table
FEWEST_BANDS = 2
"""Every other row is shaded: so many bands, with the rows between, make a table."""
SAME_EDGE = GEOMETRY.same_band_edge
FARTHEST = GEOMETRY.farthest_band


@dataclass(frozen=True, slots=True)
class Bands:
    """The shaded rows of one table: its outer edges and the edges between its rows."""

    left: float
    top: float
    right: float
    bottom: float
    edges: list[Segment]

    @property
    def pitch(self) -> float:
        """The usual height of a row."""
        ys = sorted({y for y, _, _ in self.edges})
        return median(b - a for a, b in pairwise(ys))


def shaded_rows(shades: list[Shade], ruled: list[Frame]) -> list[Bands]:
    """The tables whose rows are shaded, top to bottom; what lies in ``ruled`` tables is left alone."""
    boxes = [frame.box for frame in ruled]
    free = [s for s in shades if s[3] - s[1] <= TALLEST_BAND and not any(meet(s, box) for box in boxes)]
    edges = join([(y, x0, x1) for x0, top, x1, bottom in free for y in (top, bottom)])
    wide = [edge for edge in edges if edge[2] - edge[1] >= NARROWEST]
    stacks: list[list[Segment]] = []
    for edge in wide:
        last = stacks[-1][-1] if stacks else None
        if last and edge[0] - last[0] < FARTHEST and _is_below(edge, stacks[-1][0]):
            stacks[-1].append(edge)
        else:
            stacks.append([edge])
    result = []
    for stack in stacks:
        left, right = stack[0][1], stack[0][2]
        top, bottom = stack[0][0], stack[-1][0]
        if len(stack) >= 2 * FEWEST_BANDS:
            inner = [s for s in edges if top <= s[0] <= bottom and left - 1 <= s[1] and s[2] <= right + 1]
            result.append(Bands(left, top, right, bottom, inner))
    return result


def _is_below(edge: Segment, first: Segment) -> bool:
    return abs(edge[1] - first[1]) < SAME_EDGE and abs(edge[2] - first[2]) < SAME_EDGE


def shaded_frames(tables: list[Bands], lines: list[TextLine], known: list[float] | None) -> list[Frame]:
    """Frames for tables whose rows are told by their shading, completed by the text.

    Rows next to the shaded ones, in their pitch, belong to them; a title and captions within the
    shading do not. ``known`` as in :func:`open_frames`.
    """
    rows = fragment_rows(lines)
    result = []
    for bands in tables:
        first, end = (
            next((i for i, row in enumerate(rows) if row[0].middle_height > y), len(rows))
            for y in (bands.top, bands.bottom)
        )
        while first < end:
            found, after = _one_table(rows, first, end, bands, known)
            result += found
            first = after
    return result


def _one_table(
    rows: list[Row], first: int, end: int, bands: Bands, known: list[float] | None
) -> tuple[list[Frame], int]:
    """The first table among the rows ``first`` to ``end``, which are shaded alike, and where it ends."""
    body = next((i for i in range(first, end) if is_figure_row(rows[i])), None)
    if body is None:
        return [], end
    if body == first:
        first = body = _first_row(rows, first, bands)
    while first > 0 and is_header_row(rows[first - 1], rows[first]):
        first -= 1
    first = max((i + 1 for i in range(first, body) if is_caption(rows[i])), default=first)
    end = next(
        (i for i in range(body + 1, end) if is_caption(rows[i]) or WORDS.note.match(rows[i][0].text)), end
    )
    while (following := _next_row(rows, end, bands)) is not None:
        end = following + 1
    end = label_end(rows, body, end)
    frame = complete(_edges(bands, rows[first:end], rows[body]), rows[first:end], known)
    return [frame] if frame is not None else [], end


def _first_row(rows: list[Row], first: int, bands: Bands) -> int:
    """The first of the rows of figures that end with the row ``first``, which is shaded, in their pitch."""
    while first > 0 and is_figure_row(rows[first - 1]) and not is_number_row(rows[first - 1]):
        above, row = rows[first - 1], rows[first]
        if row[0].y0 - above[0].y0 > max(WIDEST_PITCH * (above[0].y1 - above[0].y0), 1.2 * bands.pitch):
            break
        if above[0].x0 < bands.left or above[-1].x1 > bands.right or is_caption(above):
            break
        first -= 1
    return first


def _edges(bands: Bands, inside: list[Row], body: Row) -> list[Segment]:
    """The rulings that the shading of the rows ``inside`` stands for; ``body`` is the first of figures."""
    start, last = inside[0][0], inside[-1][0]
    full = [y for y, x0, x1 in bands.edges if x1 - x0 > FULL * (bands.right - bands.left)]
    above = max((y for y in full if y < start.middle_height), default=start.y0 - 2)
    top = max(above, start.y0 - (start.y1 - start.y0))
    near = last.y1 + 0.8 * (last.y1 - last.y0)
    bottom = min((y for y in full if last.middle_height < y < near), default=last.y1 + 2)
    head = max((y for y in full if y < body[0].middle_height), default=top)
    # The shading of a header's rows says nothing of the cells that reach over two of them.
    edges = [
        edge for edge in bands.edges if edge[0] > top + TOUCH and (edge[0] >= head or edge[0] not in full)
    ]
    outer = [(y, bands.left, bands.right) for y in (top, bottom)]
    return sorted(outer[:1] + [edge for edge in edges if edge[0] < bottom - TOUCH] + outer[1:])


def _next_row(rows: list[Row], end: int, bands: Bands) -> int | None:
    """The row of figures that goes on with the table of ``bands``, which has the rows to ``end``.

    Its label may stand in a row of its own.
    """
    for i in range(end, min(end + MOST_BLANK_ROWS, len(rows))):
        last, row = rows[i - 1], rows[i]
        if row[0].y0 - last[0].y0 > max(WIDEST_PITCH * (last[0].y1 - last[0].y0), 1.2 * bands.pitch):
            return None
        if row[0].x0 < bands.left or row[-1].x1 > bands.right or is_caption(row):
            return None
        if is_figure_row(row):
            return i
    return None
