"""Where the header of a table begins and ends that has no rulings, or too few. Lengths are PDF points."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from statistics import median

from extractors.tables.geometry import GEOMETRY
from extractors.tables.number_rows import FEWEST_COUNTED, numbers_columns
from extractors.tables.rulings import Segment
from extractors.tables.unruled.fragments import Fragment, Row, is_figure_row
from extractors.tables.unruled.runs import (
    HIGHEST_HEAD,
    LONGEST_LABEL,
    WIDEST_PITCH,
    is_caption,
    names_columns,
)
from records.list_numbers import ITEMS

TALLEST_HEADER = 12
"""Heights of text that a header takes at most."""
LOOSEST = 1.2
"""A header's rows stand at most so many times as far apart as those of the body, if these stand apart."""
CLOSE = 1.3
"""Lines of a header of several lines follow each other at most so many heights of text apart."""
FLUSH = 1.0
"""The lines of one label begin so nearly below each other."""
CODE_BEGUN = re.compile(r"^[1235]\d{2,6}$")
"""An account code, which may go on in the next line."""
DECIMAL = re.compile(r"^\s*-?(?:[\d,，]+[.．]\d+|\d{1,3}(?:[,，]\d{3})+)\s*$")


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


def header_foot(rows: list[Row], full: list[Segment]) -> float:
    """Where the header ends: the last full ruling above the first row of figures, or that row."""
    figured = (row for row in rows if is_figure_row(row) or any(DECIMAL.match(f.text) for f in row))
    first = next((row for row in figured if not is_number_row(row)), None)
    if first is None:
        return full[1][0]
    above = [s[0] for s in full if s[0] <= first[0].middle_height]
    limit = max(above) if above else first[0].y0 - 1
    unruled = [
        row
        for row in rows
        if limit < row[0].y0 < first[0].y0 - 1 and not is_figure_row(row) and len(row) >= 2
    ]
    open_header = unruled and (len(above) < 2 or any(map(names_columns, unruled)))
    return _first_line(rows, rows.index(first)) - 1 if open_header else limit


def first_item(rows: list[Row], start: int) -> int:
    """The first of the rows right above ``start`` that hold numbered labels only, beside no figures."""
    while start > 0 and all(ITEMS.match(piece.text) for piece in rows[start - 1]):
        start -= 1
    return start


def _first_line(rows: list[Row], first: int) -> float:
    """Where the first row of figures begins, whose label may have lines above them.

    These stand beside a code, or alone and nearer to what is below them than to the header. Above them may
    stand items of the list that have no amount.
    """
    top = rows[first][0].y0
    following = [piece for row in rows[first : first + 2] for piece in row if not piece.is_figure]
    for index in range(first - 1, -1, -1):
        if all(ITEMS.match(piece.text) for piece in rows[index]):
            top, following = rows[index][0].y0, rows[index]  # an item without an amount
            continue
        if _begins_labels(rows, index, following):
            top, following = rows[index][0].y0, rows[index]
            continue
        *codes, line = rows[index]
        if codes and not all(CODE_BEGUN.match(code.text) for code in codes):
            break
        under = [piece for piece in following if line.x0 < piece.x1 and piece.x0 < line.x1]
        right = max((piece.x1 for piece in under), default=line.x1)
        over = [f.y1 for row in rows[:index] for f in row if line.x0 < f.x1 and f.x0 < right]
        if not under or not (codes or over):
            break
        if not codes and min(f.y0 for f in under) - line.y1 >= line.y0 - max(over) - 1:
            break
        top, following = line.y0, [line]
    return top


def _begins_labels(rows: list[Row], index: int, following: Row) -> bool:
    """Whether a row holds the first lines of several labels that go on in ``following``, each flush with its
    next line, nearer to these than to what stands above them.
    """
    row = rows[index]
    if len(row) < 2 or not following or any(piece.is_figure for piece in row):
        return False
    if not all(any(abs(piece.x0 - f.x0) < FLUSH for f in following) for piece in row):
        return False
    over = [f.y1 for above in rows[:index] for f in above]
    gap = min(f.y0 for f in following) - row[0].y1
    return bool(over) and gap < min(height_of(row), row[0].y0 - max(over))


def above_numbers(heads: list[Row], body_top: float) -> tuple[list[Row], float]:
    """The rows of a header above the one that numbers the columns, and where they end."""
    numbers = next((i for i, row in enumerate(heads) if i and is_number_row(row)), None)
    if numbers is None:
        return heads, body_top
    above = max(f.y1 for row in heads[:numbers] for f in row)
    return heads[:numbers], (above + min(f.y0 for f in heads[numbers])) / 2


def is_number_row(row: Row) -> bool:
    """Whether ``row`` only numbers the columns (栏次 1 2 3): its numbers stand as the headers do."""
    return numbers_columns([f.text for f in row], FEWEST_COUNTED)


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
    if flush < GEOMETRY.flush and centred > GEOMETRY.centred:
        return 1
    return -1 if centred < GEOMETRY.flush and flush > GEOMETRY.centred else 0
