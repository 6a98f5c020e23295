"""Tables whose columns are ruled and whose rows are not: below a ruled header, or between its long rulings.

Lengths are PDF points.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.document import TextLine
from extractors.tables.geometry import GEOMETRY
from extractors.tables.grid import positions
from extractors.tables.rulings import TOUCH, Frame, Segment
from extractors.tables.unruled.alignment import FEWEST_ROWS
from extractors.tables.unruled.bands import open_boundaries
from extractors.tables.unruled.fragments import (
    AMOUNT,
    FEWEST_WHOLE,
    fragment_rows,
    has_whole_amount,
    is_figure_row,
    keep_to,
)
from extractors.tables.unruled.row_heights import row_rulings
from extractors.tables.unruled.runs import run_of_figures
from extractors.tables.unruled.shading import FULL

NEAR = 1.5
"""Heights of text from the last row to the ruling that closes a table, at most."""
WHOLE = re.compile(r"(?<!\d)\d{3,}(?!\d)")
"""What may be an amount without decimals."""


def with_open_rows(frame: Frame, others: list[Frame], lines: list[TextLine]) -> Frame:
    """``frame`` with the rulings between its rows that are not drawn, those of its text below it included.

    ``others`` are the rulings of the page beside it. One of them may close the table below its text.
    """
    if frame.is_border or not frame.vertical or not frame.horizontal:
        return frame
    left, top, right, bottom = frame.box
    heights = positions([y for y, _, _ in frame.closed()])
    dense = max((b - a for a, b in pairwise(heights)), default=0.0) < GEOMETRY.tallest_row

    def lies_inside(line: TextLine) -> bool:
        return top < line.middle < bottom and left < line.x0 < right

    if dense and any(lies_inside(line) and AMOUNT.search(line.text) for line in lines):
        return frame  # as most are: each row has its rulings
    inside = [line for line in lines if lies_inside(line)]
    if not inside:
        return frame
    if any(AMOUNT.search(line.text) or not dense and WHOLE.search(line.text) for line in inside):
        lone = [s for other in others if not other.horizontal for s in other.vertical]
        within = [s for s in lone if left < s[0] < right and top - TOUCH < s[1] < bottom]
        return _parted(frame, within, inside)
    limit = min((other.box[1] for other in others if other.vertical and other.box[1] > bottom), default=None)
    below = [line for line in lines if line.middle > bottom and (limit is None or line.middle < limit)]
    rows = fragment_rows(below)
    run = run_of_figures(rows, bottom)
    last = run[-1][0] if run else None
    closing = _closing(frame, others, last.y1 - 1, last.y1 + NEAR * (last.y1 - last.y0)) if last else None
    return with_rows_below(frame, [closing] if closing else [], below) or frame


def with_rows_below(frame: Frame, across: list[Segment], lines: list[TextLine]) -> Frame | None:
    """``frame``, a header, with the rows of figures of ``lines`` that follow it; ``None`` if none do.

    ``across`` are rulings of its width below it, if there are any: they part rows or close the table.
    """
    left, _, right, bottom = frame.box
    columns = positions([x for x, _, _ in frame.vertical])
    found = [row for row in fragment_rows(lines) if row[0].middle_height > bottom]
    foot = max((y for y, _, _ in across), default=bottom)
    inside = sum(row[0].middle_height < foot for row in found)
    rows = found[:inside] + run_of_figures(found[inside:], foot)
    if len(columns) < 3 or not any(map(is_figure_row, rows)) or not keep_to(columns, rows):
        return None
    last = rows[-1][0]
    ruled = [s for s in across if s[0] > bottom + TOUCH]
    if foot < last.y1 - 1:
        ruled.append((last.y1 + 2, left, right))
    between = row_rulings(rows, [(bottom, left, right), *ruled], bottom, columns)
    ys = sorted({bottom, *(y for y, _, _ in [*between, *ruled])})
    down: list[Segment] = []
    for upper, lower in pairwise(ys):
        band = [row for row in rows if upper < row[0].middle_height < lower]
        edges = ([0.0] * len(columns), [0.0] * len(columns))
        open_ = open_boundaries(band, columns, edges, lower, [], False, bottom)
        down += [(x, upper, lower) for i, x in enumerate(columns) if i not in open_]
    return Frame(sorted([*frame.horizontal, *between, *ruled]), frame.vertical + down)


def _closing(frame: Frame, others: list[Frame], upper: float, lower: float) -> Segment | None:
    """The ruling that closes a table below ``upper``, one of ``others``."""
    left, _, right, _ = frame.box
    for other in others:
        if other.vertical or len(other.horizontal) != 1:
            continue
        ((y, start, end),) = other.horizontal
        if upper < y < lower and abs(start - left) < TOUCH and abs(end - right) < TOUCH:
            return other.horizontal[0]
    return None


def _parted(frame: Frame, lone: list[Segment], lines: list[TextLine]) -> Frame:
    """``frame`` with rulings between the rows of figures that stand in one of its bands.

    ``lone`` are vertical rulings in it that meet no horizontal one, ``lines`` its text.
    """
    left, _, right, _ = frame.box
    columns = positions([x for x, _, _ in frame.vertical + lone])
    full = [s for s in frame.closed() if s[2] - s[1] > FULL * (right - left)]
    # what stands on one row with a point is no farther from it than a line is high
    reach = max(line.y1 - line.y0 for line in lines)
    points = [line.middle for line in lines if "." in line.text or WHOLE.search(line.text)]
    bands = [
        (upper, lower)
        for upper, lower in pairwise(full)
        if not any(upper[0] + TOUCH < y < lower[0] - TOUCH for y, _, _ in frame.horizontal)
        and sum(upper[0] - reach < y < lower[0] + reach for y in points) >= FEWEST_ROWS
    ]
    rows = fragment_rows(lines) if bands else []
    added: list[Segment] = []
    for upper, lower in bands:
        band = [row for row in rows if upper[0] < row[0].middle_height < lower[0]]
        exact = sum(any(f.is_figure and "." in f.text for f in row) for row in band)
        if exact >= FEWEST_ROWS or sum(map(has_whole_amount, band)) >= FEWEST_WHOLE:
            added += row_rulings(band, [upper, lower], upper[0], columns)
    return Frame(sorted([*frame.closed(), *added]), frame.vertical + lone) if added else frame
