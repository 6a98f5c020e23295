"""A table with missing rulings gets them: columns, header levels and rows from its text.

Lengths are PDF points.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.numbers import is_dash
from extractors.tables.geometry import GEOMETRY
from extractors.tables.header_levels import Level, goes_on, header_levels
from extractors.tables.rulings import TOUCH, Frame, Segment
from extractors.tables.unruled.bands import left_edges, middles_of, open_boundaries, parted_from_amounts
from extractors.tables.unruled.fragments import Fragment, Row, is_figure_row
from extractors.tables.unruled.header_edges import (
    DECIMAL,
    above_numbers,
    header_foot,
    heads_are_flush,
    is_number_row,
)
from extractors.tables.unruled.nil_columns import counted_columns, nil_columns
from extractors.tables.unruled.row_heights import row_rulings
from extractors.tables.unruled.ruled_rows import rows_are_ruled, stopped_at, with_boundaries
from extractors.tables.words import is_word, names_total

GUTTER = GEOMETRY.gutter
BLANK = 0.5
"""Heights of text that a blank between a code and its name takes at most."""
ROWS_THAT_PART = 2
"""So many rows with text on both sides of a narrower white space show that it parts two columns."""
CENTRED = GEOMETRY.centred
FLUSH = GEOMETRY.flush
STICKS_OUT = 0.1
"""Share of a figure's width by which it may stick out of a column that is drawn."""
FEWEST_PAIRS = 3
"""So many rows of a label and an amount are a table of two columns."""
EDGE = GEOMETRY.same_edge


def complete(
    across: list[Segment],
    rows: list[Row],
    known: list[float] | None,
    drawn: list[float] | None = None,
    continued: bool = False,
) -> Frame | None:
    """The frame of a table with the rulings ``across`` and the text ``rows``, its columns added.

    ``None`` if the text does not stand in columns. ``known`` are the columns of a table that may go on from
    the page before, ``drawn`` those that the rulings show. ``continued``: it does, without a header.
    """
    left, right = min(s[1] for s in across), max(s[2] for s in across)
    full = [s for s in across if s[2] - s[1] > 0.97 * (right - left)]
    body = [row for row in rows if is_figure_row(row)]
    if len(full) < 2 or len(rows) < (1 if known else 2):
        return None
    body_top = header_foot(rows, full)
    if continued:
        body_top, drawn = full[0][0], known
    heads = [row for row in rows if row[0].middle_height < body_top]
    heads, head_foot = above_numbers(heads, body_top)
    if head_foot < body_top and not any(abs(y - head_foot) < TOUCH for y, _, _ in full):
        full = sorted([*full, (head_foot, left, right)])
        across = sorted([*across, (head_foot, left, right)])
    partial = [s for s in across if s not in full]
    leaves = _leaves(heads, partial)
    if known and len({bisect_right(known, leaf.middle) for leaf in leaves}) == 1:
        body_top, heads, leaves = full[0][0], [], []  # labels of rows without figures are no header
    drawn = _of_cells(drawn, rows) if drawn and not continued else drawn
    columns = drawn if drawn and not _cut_figures(body, drawn) else None
    columns = columns or _known_columns(known, left, right, body, leaves)
    if columns is None:
        spans = _spans_of([row for row in rows if row[0].y0 > body_top - 1], bool(leaves))
        spans = sorted(spans + counted_columns(rows, spans))
        top = min((f.y0 for row in heads for f in row), default=0.0)
        leaves = [f for f in leaves if f.y0 - top > CENTRED or not _tops_others(f, leaves, spans)]
        columns = parted_from_amounts(_columns(spans, leaves, partial, left, right), body)
    ruled = rows_are_ruled(across, rows, continued)
    if ruled:
        columns = with_boundaries(columns, stopped_at(across, rows))
    if len(columns) < 4 and not (len(columns) == 3 and _is_list_of_figures(body)):
        return None
    frame = Frame()
    head_top = max((s[0] for s in full if s[0] < head_foot - TOUCH), default=None)
    levels = [] if partial else _levels(heads, columns, head_top, head_foot, body)
    across = across + [(level.below, columns[level.first], columns[level.last + 1]) for level in levels]
    frame.horizontal = across + ([] if ruled else row_rulings(rows, full, body_top, columns))
    ys = sorted({s[0] for s in frame.horizontal})
    for upper, lower in pairwise(ys):
        band = [row for row in rows if upper < row[0].middle_height < lower]
        is_header = lower <= body_top + 1
        if is_header and not partial and (head_top is None or upper > head_top - 1):
            open_ = _under_heads(levels, lower)
        else:
            below = [row for row in rows if row[0].middle_height > lower]
            edges = (left_edges(below, columns), middles_of(below, columns))
            open_ = open_boundaries(band, columns, edges, lower, across, is_header, body_top)
        frame.vertical += [(x, upper, lower) for i, x in enumerate(columns) if i not in open_]
    return frame


def _of_cells(drawn: list[float], rows: list[Row]) -> list[float]:
    """The columns ``drawn`` without those that only part the border of a cell over several of them.

    A text stands across such a one, and no row has texts on both sides of it.
    """
    kept = drawn[:1]
    for x, following in pairwise(drawn[1:]):
        crossed = any(f.x0 + 1 < x < f.x1 - 1 for row in rows for f in row)
        apart = any(
            any(kept[-1] - 1 < f.x0 and f.x1 < x + 1 for f in row)
            and any(x - 1 < f.x0 and f.x1 < following + 1 for f in row)
            for row in rows
        )
        if apart or not crossed:
            kept.append(x)
    return [*kept, drawn[-1]]


def _cut_figures(body: list[Row], columns: list[float]) -> bool:
    """Whether a figure stands across two of the columns, and does not only stick out of its own."""
    return any(
        min(x - f.x0, f.x1 - x) > STICKS_OUT * (f.x1 - f.x0)
        for row in body
        for f in row
        if f.is_figure
        for x in columns[1:-1]
    )


def _is_list_of_figures(rows: list[Row]) -> bool:
    """Whether rows are labels with one amount each, set flush or in the middle of a column."""
    pairs = [row for row in rows if len(row) == 2 and DECIMAL.search(row[1].text)]
    if len(pairs) < FEWEST_PAIRS or len(pairs) < 0.8 * len(rows):
        return False
    figures = [row[1] for row in pairs]
    places = ([f.x0 for f in figures], [f.x1 for f in figures], [f.middle for f in figures])
    aligned = min(max(xs) - min(xs) for xs in places) < CENTRED
    return aligned and max(row[0].x1 for row in pairs) + GUTTER < min(f.x0 for f in figures)


def _levels(
    heads: list[Row], columns: list[float], top: float | None, bottom: float, body: list[Row]
) -> list[Level]:
    """The levels of the header below ``top``, its last ruling, if there is one above ``bottom``."""
    pieces = [f for row in heads for f in row if top is None or f.middle_height > top]
    return header_levels(pieces, columns, top, bottom, heads_are_flush(pieces, body, columns))


def _under_heads(levels: list[Level], lower: float) -> set[int]:
    """The boundaries between columns that a head stands over, in the band that ends at ``lower``."""
    return {i for level in levels if lower <= level.below + 1 for i in range(level.first + 1, level.last + 1)}


def _leaves(heads: list[Row], partial: list[Segment]) -> list[Fragment]:
    """The lowest header fragments over each place.

    What stands above a ruling under a part of the header (``partial``) is a level, if two stand below.
    """
    result: list[Fragment] = []
    for row in heads:
        above = [[f for f in result if f.x0 < piece.x1 and piece.x0 < f.x1] for piece in row]
        for i, (piece, covered) in enumerate(zip(row, above, strict=True)):
            # Between two neighbours below nothing, it is a level, not the rest of a line.
            between = 0 < i < len(row) - 1 and not above[i - 1] and not above[i + 1]
            for other in covered:
                if other in result:
                    result.remove(other)
                if sum(other in found for found in above) > 1:
                    continue  # a head over several
                if _wraps(other, piece) and not between and not _is_ruled_off(other, piece, partial):
                    x0, x1 = min(piece.x0, other.x0), max(piece.x1, other.x1)
                    piece = replace(piece, x0=x0, x1=x1, y0=other.y0)
            result.append(piece)
    levels = [f for f in result if any(_spans(rule, f, result) for rule in partial)]
    return sorted((f for f in result if f not in levels), key=lambda f: f.x0)


def _spans(rule: Segment, head: Fragment, others: list[Fragment]) -> bool:
    """Whether ``rule`` lies under ``head``, and at least two of ``others`` under the rule."""
    y, left, right = rule[0], rule[1] - 2, rule[2] + 2
    under = sum(f.middle_height > y and left < f.middle < right for f in others)
    return head.middle_height < y and left < head.middle < right and under >= 2


def _is_ruled_off(upper: Fragment, lower: Fragment, partial: list[Segment]) -> bool:
    """Whether a ruling parts two pieces of a header."""
    return any(
        upper.middle_height < y < lower.middle_height and left < lower.middle < right
        for y, left, right in partial
    )


def _wraps(upper: Fragment, lower: Fragment) -> bool:
    """Whether ``lower`` is the rest of the wrapped header ``upper``: close below, centred or flush left."""
    flush = abs(lower.x0 - upper.x0) < FLUSH and lower.x1 < upper.x1
    return goes_on(upper, lower, lower.y1 - lower.y0) and (
        flush or abs(lower.middle - upper.middle) < CENTRED
    )


def _known_columns(
    known: list[float] | None, left: float, right: float, body: list[Row], leaves: list[Fragment]
) -> list[float] | None:
    """The columns of the page before, if the figures and the header of this one keep to them."""
    if not known or abs(known[0] - left) > EDGE or abs(known[-1] - right) > EDGE:
        return None
    figures = [f for row in body for f in row if f.is_figure]
    if any(f.x0 + 1 < x < f.x1 - 1 for f in figures + leaves for x in known[1:-1]):
        return None
    if any(_reaches_over(a, b, known) for row in body for a, b in pairwise(row)):
        return None
    headed: dict[int, list[float]] = {}
    for leaf in leaves:
        headed.setdefault(bisect_right(known, leaf.middle), []).append(leaf.middle_height)
    if any(b - a < CENTRED for heights in headed.values() for a, b in pairwise(sorted(heights))):
        return None  # two columns side by side where the page before had one
    return list(known) if not leaves or sorted(headed) == list(range(1, len(known))) else None


def _reaches_over(piece: Fragment, following: Fragment, columns: list[float]) -> bool:
    """Whether ``piece`` reaches into the column that the next piece of its row stands in."""
    column = bisect_right(columns, following.middle) - 1
    return bisect_right(columns, piece.middle) - 1 < column and columns[column] < piece.x1 - 1


def _spans_of(body: list[Row], headed: bool = True) -> list[tuple[float, float]]:
    """Where the text of the rows of a body stands, left to right.

    Dashes stand anywhere in their column; they tell one only where no header (``headed``) does, or nothing
    else can.

    A label that stands at another height than its figures counts where it reaches into one column only.
    """
    rows = [row for row in body if is_figure_row(row) and not is_number_row(row)]
    pieces = [f for row in rows for f in row if not names_total(f.text)]
    telling = [f for f in pieces if not (headed and is_dash(f.text))]
    spans = _merged(sorted((f.x0, f.x1) for f in telling), rows)
    figures = _merged(sorted((f.x0, f.x1) for f in telling if f.is_figure))
    labels = [f for row in body if not is_figure_row(row) for f in row]
    spans = _bridged(spans, [f for f in labels if not f.is_figure])
    labels = [f for f in labels if sum(a < f.x1 and f.x0 < b for a, b in spans) < 2]
    labels = [f for f in labels if not any(a < f.x1 and f.x0 < b for a, b in figures)]
    spans = _merged(sorted(spans + [(f.x0, f.x1) for f in labels]), rows)
    return sorted(spans + nil_columns(rows, spans)) if headed else spans


def _bridged(spans: list[tuple[float, float]], labels: Row) -> list[tuple[float, float]]:
    """``spans`` without white spaces no wider than a blank that one of the ``labels`` runs over."""
    result: list[tuple[float, float]] = []
    for a, b in spans:
        blank = a - result[-1][1] if result else 0.0
        if result and any(
            blank < BLANK * (f.y1 - f.y0) and f.x0 < result[-1][1] and a < f.x1 for f in labels
        ):
            result[-1] = (result[-1][0], b)
        else:
            result.append((a, b))
    return result


def _columns(
    spans: list[tuple[float, float]],
    leaves: list[Fragment],
    partial: list[Segment],
    left: float,
    right: float,
) -> list[float]:
    """Boundaries of the columns: white space through all body rows (``spans`` is what it leaves), and
    header without figures. A ruling under a part of the header (``partial``) begins and ends at boundaries.
    """
    if leaves and len(spans) >= 2:
        # A header row that stands over all figures leaves none to those above it.
        bottom = max(f.y1 for f in leaves) - 2
        low = [f for f in leaves if f.y1 > bottom]
        if all(any(a < f.x1 and f.x0 < b for f in low) for a, b in spans):
            leaves = [f for f in leaves if f.y1 > bottom or any(a < f.x1 and f.x0 < b for a, b in spans)]
    if not _head_each(leaves, spans):
        leaves = [f for f in leaves if not _heads_two(f, leaves, spans)]
    spans = _widened(spans, leaves)
    items: list[tuple[float, float, bool]] = [(a, b, True) for a, b in spans]
    items += [(f.x0, f.x1, False) for f in leaves if not any(a < f.x1 and f.x0 < b for a, b in spans)]
    items.sort()
    columns: list[tuple[float, float]] = []
    skip = False
    for index, (a, b, is_body) in enumerate(items):
        if skip:
            skip = False
            continue
        following = items[index + 1] if index + 1 < len(items) else None
        if following and is_body != following[2]:
            body_span = (a, b) if is_body else following[:2]
            if not any(f.x0 < body_span[1] and body_span[0] < f.x1 for f in leaves):
                columns.append((min(a, following[0]), max(b, following[1])))
                skip = True
                continue
        columns.append((a, b))
    ends = [end for segment in partial for end in segment[1:]]
    inner = []
    for before, after in pairwise(columns):
        known = [x for x in ends if before[1] - 2 <= x <= after[0] + 2]
        inner.append(known[0] if known else (before[1] + after[0]) / 2)
    return [left, *inner, right]


def _head_each(leaves: list[Fragment], spans: list[tuple[float, float]]) -> bool:
    """Whether each column of ``spans`` has one of the heads ``leaves``, which reaches over no other."""
    heads: list[Fragment] = []
    taken: tuple[float, float] | None = None
    for leaf in leaves:
        below = next((span for span in spans if span[0] < leaf.x1 and leaf.x0 < span[1]), None)
        heads += [] if below and below == taken else [leaf]
        taken = below
    edges = [(0.0, 0.0), *spans, (float("inf"), float("inf"))]
    return len(heads) == len(spans) and all(
        before[1] < head.x0 and head.x1 < after[0]
        for before, head, after in zip(edges, heads, edges[2:], strict=False)
    )


def _heads_two(leaf: Fragment, leaves: list[Fragment], spans: list[tuple[float, float]]) -> bool:
    """Whether ``leaf`` stands above and between the headers of two columns that it spans."""
    left = max((f for f in leaves if f.x1 <= leaf.x0), key=lambda f: f.x1, default=None)
    right = min((f for f in leaves if f.x0 >= leaf.x1), key=lambda f: f.x0, default=None)
    if left is None or right is None:
        return False
    lower = min(f.y0 for f in (left, right)) - leaf.y0 > CENTRED
    lower = lower and min(f.y1 for f in (left, right)) - leaf.y1 > CENTRED
    if not lower or abs(left.x0 + right.x1 - 2 * leaf.middle) >= 0.3 * (right.x1 - left.x0):
        return False
    below = [span for span in spans if span[0] < leaf.x1 and leaf.x0 < span[1]]
    usual = _usual_offset([f for f in leaves if f is not leaf], spans)
    if not below or usual is None:
        return not below

    def off(head: Fragment) -> float:
        return min(abs(end - head.middle - usual) for _, end in below)

    return min(off(left), off(right)) < off(leaf) - CENTRED


def _tops_others(leaf: Fragment, leaves: list[Fragment], spans: list[tuple[float, float]]) -> bool:
    """Whether ``leaf``, of the highest row of heads, stands over the lower ones beside it, though the
    figures of one of these, which are set right, reach below it.

    A head that takes several rows stands in the middle of its height, lower than the highest row.
    """
    left = max((f for f in leaves if f.x1 <= leaf.x0), key=lambda f: f.x1, default=None)
    right = min((f for f in leaves if f.x0 >= leaf.x1), key=lambda f: f.x0, default=None)
    if left is None or right is None or min(left.y0, right.y0) < leaf.y1 - 1:
        return False
    if is_word(leaf.text, "single"):
        return False
    below = [span for span in spans if span[0] < leaf.x1 and leaf.x0 < span[1]]
    bare = [f for f in (left, right) if not any(a < f.x1 and f.x0 < b for a, b in spans)]
    return not below or len(below) == 1 and bool(bare)


def _usual_offset(leaves: list[Fragment], spans: list[tuple[float, float]]) -> float | None:
    """How far right of the middle of its header a column of figures ends, if some columns tell it."""
    offsets = []
    for leaf in leaves:
        below = [end for start, end in spans if start < leaf.x1 and leaf.x0 < end]
        offsets += [below[0] - leaf.middle] if len(below) == 1 else []
    return median(offsets) if len(offsets) > 2 else None


def _widened(spans: list[tuple[float, float]], leaves: list[Fragment]) -> list[tuple[float, float]]:
    """Columns as wide as their headers, where a header stands over one column only."""
    wide = [list(span) for span in spans]
    for leaf in leaves:
        over = [i for i, (a, b) in enumerate(spans) if a < leaf.x1 and leaf.x0 < b]
        if len(over) == 1:
            (i,) = over
            wide[i] = [min(wide[i][0], leaf.x0), max(wide[i][1], leaf.x1)]
    return [(a, b) for a, b in wide]


def _merged(spans: list[tuple[float, float]], rows: list[Row] | None = None) -> list[tuple[float, float]]:
    """Spans that overlap or are nearer than a gutter, as one; ``rows`` may tell that they are two."""
    result: list[tuple[float, float]] = []
    for a, b in spans:
        if result and a < result[-1][1] + GUTTER and not _are_parted(result[-1][1], a, rows or []):
            result[-1] = (result[-1][0], max(b, result[-1][1]))
        else:
            result.append((a, b))
    return result


def _are_parted(end: float, start: float, rows: list[Row]) -> bool:
    """Whether several rows have a piece on each side of the white space from ``end`` to ``start``."""
    if start < end:
        return False
    return (
        sum(a.x1 <= end and start <= b.x0 < start + GUTTER for row in rows for a, b in pairwise(row))
        >= ROWS_THAT_PART
    )
