"""Columns that hold no figure: where dashes are a column of their own, or numbers count it (栏次 1 2 3).

A dash stands anywhere in its column, often not below its head; so a run of dashes is a column only if
other text stands in the same rows on both of its sides. Lengths are PDF points.
"""

from __future__ import annotations

from collections import Counter

from extractors.numbers import is_dash
from extractors.tables.geometry import GEOMETRY
from extractors.tables.unruled.fragments import Fragment, Row
from extractors.tables.unruled.header_edges import is_number_row

Span = tuple[float, float]

FEWEST_DASHES = 2
"""So many dashes below each other."""
MOST_COLUMNS = 60
"""A page with more columns of dashes is a drawing; the widest tables have 30."""
FEWEST_BESIDE = 2
"""So many rows have text beside a dash where it stands in a column of its own."""


def nil_columns(rows: list[Row], spans: list[Span]) -> list[Span]:
    """Where the columns of dashes alone stand among columns with the text ``spans``, left to right."""
    dashes = sorted((f for row in rows for f in row if is_dash(f.text)), key=lambda f: f.x0)
    runs: list[list[Fragment]] = []
    for dash in dashes:
        if runs and dash.x0 < max(f.x1 for f in runs[-1]):
            runs[-1].append(dash)
        else:
            runs.append([dash])
    found = [(min(f.x0 for f in run), max(f.x1 for f in run)) for run in runs if len(run) >= FEWEST_DASHES]
    if len(found) > MOST_COLUMNS:
        return []
    found = [run for run in found if not any(_meet(run, span) for span in spans)]
    every = sorted([*spans, *found])
    return [run for run in found if _stands_alone(run, every, rows)]


def _stands_alone(run: Span, every: list[Span], rows: list[Row]) -> bool:
    """Whether rows hold a dash of ``run`` and text of the column next to it, on each side."""
    at = every.index(run)
    return all(
        _share_rows(run, other, rows) for other in (*every[max(at - 1, 0) : at], *every[at + 1 : at + 2])
    )


def _share_rows(run: Span, other: Span, rows: list[Row]) -> bool:
    count = 0
    for row in rows:
        own = any(_meet(run, (f.x0, f.x1)) for f in row)
        count += own and any(_meet(other, (f.x0, f.x1)) for f in row)
    return count >= FEWEST_BESIDE


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def counted_columns(rows: list[Row], spans: list[Span]) -> list[Span]:
    """Where numbers of columns stand beside the text ``spans``, all of which have numbers of their own."""
    numbers = [f for row in filter(is_number_row, rows) for f in row if f.text.isdecimal()]
    if not spans or not numbers:
        return []
    nearest = [min(range(len(spans)), key=lambda i, f=f: _distance(f, spans[i])) for f in numbers]  # type: ignore[misc]
    shared = Counter(nearest)
    return [
        (f.x0, f.x1)
        for f, i in zip(numbers, nearest, strict=True)
        if shared[i] > 1
        and _distance(f, spans[i]) > GEOMETRY.gutter
        and any(j == i and _distance(g, spans[i]) == 0 for g, j in zip(numbers, nearest, strict=True))
    ]


def _distance(piece: Fragment, span: Span) -> float:
    return max(span[0] - piece.x1, piece.x0 - span[1], 0.0)
