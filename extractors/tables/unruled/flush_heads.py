"""Whether the heads of a table are set flush left in their cells, or in the middle.

Lengths are PDF points.
"""

from __future__ import annotations

from bisect import bisect_right

from extractors.tables.geometry import GEOMETRY
from extractors.tables.unruled.fragments import Fragment, Row

CENTRED = GEOMETRY.centred
FLUSH = GEOMETRY.flush


def heads_are_flush(heads: list[Fragment], body: list[Row], columns: list[float]) -> bool:
    """Whether most heads of ``columns`` that can tell begin where the text below them does.

    The lines of a head tell, and heads over columns of labels, which are set flush left themselves.
    """
    by_column: dict[int, list[Fragment]] = {}
    for head in sorted(heads, key=lambda f: f.y0):
        by_column.setdefault(bisect_right(columns, head.middle), []).append(head)
    labels: dict[int, list[Fragment]] = {}
    figures: set[int] = set()
    for piece in (piece for row in body for piece in row):
        column = bisect_right(columns, piece.middle)
        if piece.is_figure:
            figures.add(column)
        else:
            labels.setdefault(column, []).append(piece)
    votes = 0
    for column, pieces in by_column.items():
        for upper, lower in zip(pieces, pieces[1:], strict=False):
            votes += _vote(upper, lower.x0, lower.middle)
        below = labels.get(column, [])
        if len(below) > 1 and column not in figures:
            left, right = min(f.x0 for f in below), max(f.x1 for f in below)
            votes += _vote(pieces[-1], left, (left + right) / 2)
    return votes > 0


def _vote(head: Fragment, left: float, middle: float) -> int:
    """1 if ``head`` is flush with what is below it, -1 if it stands in its middle, 0 if this is not told."""
    flush, centred = abs(head.x0 - left), abs(head.middle - middle)
    if flush < FLUSH and centred > CENTRED:
        return 1
    return -1 if centred < FLUSH and flush > CENTRED else 0
