"""Which columns the cells of a band of a table span, where no vertical ruling parts them.

Lengths are PDF points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from extractors.tables.geometry import GEOMETRY
from extractors.tables.rulings import TOUCH, Segment
from extractors.tables.unruled.fragments import Fragment, Row

CENTRED = GEOMETRY.centred
FLUSH = GEOMETRY.flush
DIGIT = 0.55
"""Width of a digit to that of an ideograph."""
CODE_BEFORE_NAME = re.compile(r"[1-5]\d\d(?:\d\d){0,2}(?=[\u4e00-\u9fff]{2})")


def open_boundaries(
    band: list[Row],
    columns: list[float],
    below: tuple[list[float], list[float]],
    lower: float,
    across: list[Segment],
    is_header: bool,
    body_top: float,
) -> set[int]:
    """Which boundaries of columns are not drawn in a band, since a cell spans them.

    ``below`` has for each column where its texts below the band begin, and the middle of the first.
    """
    inner = range(1, len(columns) - 1)
    pieces = [f for row in band for f in row]
    labels = [f for f in pieces if not f.is_figure]
    open_ = {
        i
        for i in inner
        if any(f.x0 + 1 < columns[i] < f.ink_end - 1 and not _ends_code(f, columns[i]) for f in labels)
        and (is_header or not _is_taken(band, columns[i], columns[i + 1]))
    }
    if not is_header:
        return open_
    for rule in (s for s in across if abs(s[0] - lower) < TOUCH):
        first = _boundary(columns, rule[1])
        last = _boundary(columns, rule[2])
        whole = last - first == len(columns) - 1
        above = _heads_of([f for f in pieces if rule[1] - 2 < f.middle < rule[2] + 2])
        if whole and (lower > body_top - 1 or len(band) > 1) or not 1 <= len(above) < last - first:
            continue
        lefts, middles = (places[first:last] for places in below)
        starts = _flush_left(above, lefts) or _spread(above, columns[first : last + 1], middles)
        open_ |= {i for i in range(first + 1, last) if i - first not in starts}
    return open_


def _is_taken(band: list[Row], left: float, right: float) -> bool:
    """Whether a figure stands in the column right of a boundary: what reaches over it only sticks out."""
    return any(f.is_figure and left - 1 < f.x0 and f.x1 < right + 1 for row in band for f in row)


def _ends_code(piece: Fragment, x: float) -> bool:
    """Whether the account code that ``piece`` begins with, right before its name, ends at ``x``."""
    code = CODE_BEFORE_NAME.match(piece.text)
    if code is None:
        return False
    digits = DIGIT * len(code[0])
    end = piece.x0 + (piece.x1 - piece.x0) * digits / (digits + len(piece.text) - len(code[0]))
    return abs(end - x) < (piece.y1 - piece.y0) / 2


def _boundary(columns: list[float], x: float) -> int:
    """Index of the boundary nearest to ``x``."""
    return min(range(len(columns)), key=lambda i: abs(columns[i] - x))


def left_edges(rows: list[Row], columns: list[float]) -> list[float]:
    """Where the texts of each column begin."""
    lefts = [float("inf")] * (len(columns) - 1)
    for fragment in (f for row in rows for f in row):
        column = min(max(0, bisect_right(columns, fragment.middle) - 1), len(lefts) - 1)
        lefts[column] = min(lefts[column], fragment.x0)
    return lefts


def _heads_of(pieces: Row) -> Row:
    """The heads that pieces over one ruling are, left to right: the lines of a wrapped one are one."""
    heads: Row = []
    for piece in sorted(pieces, key=lambda f: (f.x0, f.y0)):
        last = heads[-1] if heads else None
        if last is not None and piece.x0 < last.x1 and abs(piece.middle - last.middle) < CENTRED:
            x0, x1 = min(last.x0, piece.x0), max(last.x1, piece.x1)
            heads[-1] = replace(last, text=last.text + piece.text, x0=x0, x1=x1)
        else:
            heads.append(piece)
    return heads


def middles_of(rows: list[Row], columns: list[float]) -> list[float]:
    """The middle of the highest text of each column; that of the column where it has none."""
    middles = [(a + b) / 2 for a, b in pairwise(columns)]
    seen: set[int] = set()
    for fragment in (f for row in rows for f in row):
        column = min(max(0, bisect_right(columns, fragment.middle) - 1), len(middles) - 1)
        if column not in seen:
            seen.add(column)
            middles[column] = fragment.middle
    return middles


def _flush_left(pieces: Row, lefts: list[float]) -> set[int]:
    """The columns that the pieces begin at, if each stands flush with the texts of one."""
    starts = {i for f in pieces for i, left in enumerate(lefts) if abs(left - f.x0) < FLUSH}
    return starts if len(starts) == len(pieces) > 1 else set()


def _spread(pieces: Row, columns: list[float], middles: list[float]) -> set[int]:
    """The columns at which the cells of an upper header row begin, each piece centred over its own.

    It stands over the middle of its columns, or of the heads below it (``middles``).
    """

    def off(piece: Fragment, start: int, end: int) -> float:
        edges, heads = columns[start] + columns[end], middles[start] + middles[end - 1]
        return min(abs(centre / 2 - piece.middle) for centre in (edges, heads))

    count = len(columns) - 1
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for k, piece in enumerate(pieces, 1):
        for end in range(k, count + 1):
            options = [
                (cost + off(piece, start, end), (*starts, start))
                for start in range(k - 1, end)
                if (found := best.get((k - 1, start))) is not None
                for cost, starts in (found,)
            ]
            if options:
                best[(k, end)] = min(options)
    found = best.get((len(pieces), count))
    return set(found[1]) if found else set()


def parted_from_amounts(columns: list[float], body: list[Row]) -> list[float]:
    """``columns`` with boundaries moved between an amount and the label right behind it (12.50 总计).

    Totals show no columns, since they stand anywhere; here one would be in the column before its own.
    """
    moved = list(columns)
    for amount, label in (pair for row in body for pair in pairwise(row)):
        at = bisect_right(columns, amount.middle)
        behind = amount.is_figure and not label.is_figure and at == bisect_right(columns, label.middle)
        if not behind or not 0 < at < len(columns) - 1 or label.x0 < amount.x1:
            continue
        between = (amount.x1 + label.x0) / 2
        if not any(f.x0 < between < f.x1 for row in body for f in row):
            moved[at] = between
    return moved


def reaching(known: list[float], rows: list[Row]) -> list[float]:
    """``known`` as wide as the text of ``rows``, if that ends in its outer columns: where no ruling tells
    them, the page before may show but a head or a total that stands in their middle.
    """
    left = min((f.x0 for row in rows for f in row), default=known[0])
    right = max((f.x1 for row in rows for f in row), default=known[-1])
    if known[0] - left > known[1] - known[0] or right - known[-1] > known[-1] - known[-2]:
        return known
    return [min(known[0], left - 3), *known[1:-1], max(known[-1], right + 3)]
