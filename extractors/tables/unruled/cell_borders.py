"""The columns of tables whose horizontal rulings are drawn cell by cell: where the pieces end.

Browsers and word processors draw the lower border of each cell as a piece of its own. Lengths are PDF
points.
"""

from __future__ import annotations

from collections import Counter

from extractors.tables.rulings import SNAP, TOUCH, Segment

FEWEST_CELLS = 3
"""A row of so many pieces that fill the width of a table is one of its cells."""
FEWEST_ROWS = 3
"""So many such rows show that the pieces are cells, if most of the table's rows are like them."""
MOSTLY = 0.6
"""Share of rows, and of ends of pieces, that must fit."""
COMMON = 0.5
"""Share of these rows in which a piece ends where a column does."""
NARROWEST_CELL = 6.0
"""A table drawn in narrower pieces is drawn in dashes."""


def columns_of_pieces(group: list[Segment], pieces: list[Segment]) -> list[float] | None:
    """The columns of the table with the rulings ``group``, if these are drawn in ``pieces`` as cells are."""
    left, right = min(s[1] for s in group), max(s[2] for s in group)
    top, bottom = group[0][0], group[-1][0]
    inside = [
        piece
        for piece in pieces
        if top + TOUCH < piece[0] < bottom + TOUCH and left - TOUCH < piece[1] and piece[2] < right + TOUCH
    ]
    rows = _rows(inside)
    whole = [row for row in rows if _fills(row, left, right)]
    if len(whole) < FEWEST_ROWS or len(whole) < MOSTLY * len(rows):
        return None
    starts = Counter(round(start, 1) for row in whole for _, start, _ in row[1:])
    columns = sorted(x for x, count in starts.items() if count >= COMMON * len(whole))
    told = sum(starts[x] for x in columns)
    return [left, *columns, right] if columns and told >= MOSTLY * starts.total() else None


def _rows(pieces: list[Segment]) -> list[list[Segment]]:
    """The pieces by height, each row from the left."""
    rows: list[list[Segment]] = []
    for piece in sorted(pieces):
        if rows and piece[0] - rows[-1][0][0] <= SNAP:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece[1]) for row in rows]


def _fills(row: list[Segment], left: float, right: float) -> bool:
    """Whether the pieces of a row stand side by side from ``left`` to ``right``."""
    if len(row) < FEWEST_CELLS or min(end - start for _, start, end in row) < NARROWEST_CELL:
        return False
    edges = [left, *(edge for _, start, end in row for edge in (start, end)), right]
    return all(abs(a - b) <= TOUCH for a, b in zip(edges[::2], edges[1::2], strict=True))
