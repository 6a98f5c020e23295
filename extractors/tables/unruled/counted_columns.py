"""Columns without a figure, shown by the row that numbers the columns (栏次 1 2 3). Lengths are points."""

from __future__ import annotations

from collections import Counter

from extractors.tables.geometry import GEOMETRY
from extractors.tables.unruled.fragments import Fragment, Row
from extractors.tables.unruled.header_edges import is_number_row

Span = tuple[float, float]


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
