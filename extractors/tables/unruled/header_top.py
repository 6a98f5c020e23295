"""Where the header of a table begins that has no rulings, or too few.

Lengths are PDF points.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from extractors.tables.unruled.fragments import Row, is_figure_row
from extractors.tables.unruled.header_foot import DECIMAL, first_item
from extractors.tables.unruled.runs import (
    HIGHEST_HEAD,
    LONGEST_LABEL,
    WIDEST_PITCH,
    is_caption,
    names_columns,
)

TALLEST_HEADER = 12
"""Heights of text that a header takes at most."""
LOOSEST = 1.2
"""A header's rows stand at most so many times as far apart as those of the body, if these stand apart."""
CLOSE = 1.3
"""Lines of a header of several lines follow each other at most so many heights of text apart."""


def header_top(rows: list[Row], start: int, end: int) -> int:
    """The first row of the header above the rows of figures from ``start`` to ``end``."""
    first = start = first_item(rows, start)
    body = [row for row in rows[start:end] if is_figure_row(row)]
    pitch = median([b[0].y0 - a[0].y0 for a, b in pairwise(body)] or [0.0])
    while first > 0 and is_header_height(rows[first - 1], rows[start]):
        if is_header_row(rows[first - 1], rows[first], pitch):
            first -= 1
            continue
        top = _block_top(rows, first) or _tall_top(rows, first)
        if top is None or rows[first][0].y0 - rows[first - 1][0].y0 > HIGHEST_HEAD * height_of(rows[first]):
            break
        first = top
    captioned = _captioned_top(rows, start)
    return first if captioned is None else min(first, captioned)


def _captioned_top(rows: list[Row], start: int) -> int | None:
    """The row below the caption, if only heads lie between it and the row of figures ``start``."""
    for index in range(start - 1, -1, -1):
        row, below = rows[index], rows[index + 1]
        if below[0].y0 - row[0].y0 > HIGHEST_HEAD * height_of(below):
            return None
        if is_caption(row):
            return index + 1
        if any(len(piece.text) > LONGEST_LABEL or DECIMAL.match(piece.text) for piece in row):
            return None
    return None


def _block_top(rows: list[Row], end: int) -> int | None:
    """Where the lines that stand close to each other above ``end`` begin, if some of them name columns."""
    top = end - 1
    while top > 0 and rows[top][0].y0 - rows[top - 1][0].y0 < CLOSE * height_of(rows[top]):
        top -= 1
    block = rows[top:end]
    short = all(len(piece.text) <= LONGEST_LABEL for row in block for piece in row)
    named = any(map(names_columns, block)) and not any(map(is_caption, block))
    return top if short and named and len(block) > 1 else None


def _tall_top(rows: list[Row], end: int) -> int | None:
    """The row of heads above ``end`` that names columns, if rows of a tall header alone lie between."""
    for top in range(end - 1, -1, -1):
        row, below = rows[top], rows[top + 1]
        if below[0].y0 - row[0].y0 > HIGHEST_HEAD * height_of(below) or is_caption(row):
            return None
        if any(piece.is_figure or len(piece.text) > LONGEST_LABEL for piece in row):
            return None
        if names_columns(row):
            return top
    return None


def height_of(row: Row) -> float:
    return row[0].y1 - row[0].y0


def is_header_height(row: Row, body: Row) -> bool:
    """Whether ``row`` is near enough above the first row of figures to belong to its header."""
    return body[0].y0 - row[0].y0 < TALLEST_HEADER * (body[0].y1 - body[0].y0)


def is_header_row(row: Row, below: Row, pitch: float = 0.0) -> bool:
    """Whether ``row`` belongs to the header that ``below`` begins: short, close, of its size.

    ``pitch`` is how far apart the rows of the body stand, if that is known.
    """
    height = below[0].y1 - below[0].y0
    alone = len(row) == 1 and abs(row[0].y1 - row[0].y0 - height) > 0.1 * height
    reach = HIGHEST_HEAD if names_columns(row) else WIDEST_PITCH
    return (
        not alone
        and not is_caption(row)
        and below[0].y0 - row[0].y0 < max(reach * height, LOOSEST * pitch)
        and all(len(f.text) <= 20 for f in row)
    )
