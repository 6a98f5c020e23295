"""Cells of a table part on one page -> its rulings, as different producers draw them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from corpus.printing.look import Box, Look, Stroke, UnknownLook

Rect = tuple[float, float, float, float]
Mark = Stroke | Box


def rulings(cells: list[Rect], look: Look, head: float = 0.0) -> list[Mark]:
    """The strokes or rectangles around the cells; ``head`` is the lower edge of the header, if any.

    Raises :class:`~corpus.printing.look.UnknownLook`."""
    if not cells:
        return []
    frame = (
        min(c[0] for c in cells),
        min(c[1] for c in cells),
        max(c[2] for c in cells),
        max(c[3] for c in cells),
    )
    rows: dict[float, list[tuple[float, float]]] = defaultdict(list)
    columns: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for x0, y0, x1, y1 in cells:
        rows[y0].append((x0, x1))
        rows[y1].append((x0, x1))
        columns[x0].append((y0, y1))
        columns[x1].append((y0, y1))
    horizontal = [(y, a, b) for y, parts in sorted(rows.items()) for a, b in joined(parts)]
    vertical = [(x, a, b) for x, parts in sorted(columns.items()) for a, b in joined(parts)]
    if look.outer == "open":
        vertical = [v for v in vertical if v[0] not in (frame[0], frame[2])]
    if look.rulings == "boxes":
        return [Box(*c, fill=None, width=look.rule) for c in cells] + _frame(frame, look)
    if look.rulings in ("none", "zebra"):
        return []
    if look.rulings == "ragged":
        return [_ragged(edge, look.rule) for c in cells for edge in _edges(c)]
    if look.rulings == "three":
        below = min((y1 for _, y0, _, y1 in cells if y0 == frame[1]), default=frame[3])
        ends = sorted({frame[1], max(below, head or below), frame[3]})
        return [Stroke(frame[0], y, frame[2], y, 1.0) for y in ends]
    if look.rulings == "horizontal":
        return [Stroke(a, y, b, y, look.rule) for y, a, b in horizontal] + _frame(frame, look)
    if look.outer in ("double", "dashed", "thick"):
        horizontal = [h for h in horizontal if h[0] not in (frame[1], frame[3])]
        vertical = [v for v in vertical if v[0] not in (frame[0], frame[2])]
    if look.rulings == "lines":
        marks: list[Mark] = [Stroke(a, y, b, y, look.rule) for y, a, b in horizontal]
        marks += [Stroke(x, a, x, b, look.rule) for x, a, b in vertical]
        return marks + _frame(frame, look)
    if look.rulings == "pieces":
        return _pieces(horizontal, vertical, sorted(columns), sorted(rows), look.rule)
    raise UnknownLook(f"no ruling style {look.rulings!r}")


def joined(parts: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Intervals with touching and overlapping ones united, in order."""
    result: list[tuple[float, float]] = []
    for a, b in sorted(parts):
        if result and a <= result[-1][1] + 0.01:
            result[-1] = (result[-1][0], max(b, result[-1][1]))
        else:
            result.append((a, b))
    return result


def _frame(frame: Rect, look: Look) -> list[Mark]:
    x0, y0, x1, y1 = frame
    match look.outer:
        case "double":
            outer = (x0 - 1.6, y0 - 1.6, x1 + 1.6, y1 + 1.6)
            return [Box(*frame, fill=None, width=0.4), Box(*outer, fill=None, width=0.4)]
        case "dashed":
            corners = [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
            return [Stroke(*c, look.rule, dashed=True) for c in corners]
        case "thick" if look.rulings == "horizontal":
            return [Stroke(x0, y, x1, y, 1.2) for y in (y0, y1)]
        case "thick":
            return [Box(*frame, fill=None, width=1.2)]
    return []


def _edges(cell: Rect) -> list[Rect]:
    x0, y0, x1, y1 = cell
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _ragged(edge: Rect, width: float) -> Stroke:
    """A cell edge shifted and lengthened or shortened by up to half a point, ever the same."""
    x0, y0, x1, y1 = edge
    seed = int(x0 * 7 + y0 * 13 + x1 * 3 + y1 * 5)
    shift, reach = (seed % 5 - 2) * 0.12, (seed % 7 - 3) * 0.15
    if y0 == y1:
        return Stroke(x0 - reach, y0 + shift, x1 + reach, y1 + shift, width)
    return Stroke(x0 + shift, y0 - reach, x1 + shift, y1 + reach, width)


def _pieces(
    horizontal: list[tuple[float, float, float]],
    vertical: list[tuple[float, float, float]],
    xs: list[float],
    ys: list[float],
    width: float,
) -> list[Mark]:
    """Rulings in pieces between the grid lines, with a dot at each corner (Word 2010)."""
    marks: list[Mark] = []
    dots: set[tuple[float, float]] = set()
    for y, a, b in horizontal:
        stops = [x for x in xs if a <= x <= b]
        dots.update((x, y) for x in stops)
        marks += [Box(p + width, y, q, y + width) for p, q in pairwise(stops)]
    for x, a, b in vertical:
        stops = [y for y in ys if a <= y <= b]
        dots.update((x, y) for y in stops)
        marks += [Box(x, p + width, x + width, q) for p, q in pairwise(stops)]
    return [Box(x, y, x + width, y + width) for x, y in sorted(dots)] + marks
