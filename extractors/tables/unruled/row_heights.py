"""Which lines of text make one row of a table whose rows no ruling parts.

The figures tell the rows. What else stands between them is told by how the table sets its texts: a label
of several lines stands with its first line beside the figures (at the top), with its last one (at the
bottom), or with its middle. Lengths are PDF points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.numbers import is_cut_amount, is_dash
from extractors.tables.header_levels import TIGHT
from extractors.tables.headers import ACCOUNT_CODE, CODE_AND_NAME
from extractors.tables.number_rows import FEWEST_COUNTED, numbers_columns
from extractors.tables.rulings import TOUCH, Segment
from extractors.tables.unruled.fragments import Fragment, Row
from extractors.tables.unruled.middle_labels import LabelLine, owned
from extractors.tables.words import names_total
from records.list_numbers import ITEMS, LEVELS

Setting = Literal["top", "middle", "bottom"]
SETTINGS: tuple[Setting, ...] = ("middle", "top", "bottom")
NEAREST = 0.75
"""Share of the distance of two rows within which a line belongs to the nearer one."""
SAME_LINE = 0.4
"""Heights of text by which pieces on one line differ at most."""
SLACK = 2.1
"""Heights of text that a line which goes on leaves free at its end, at most."""
DIGIT = 0.25
"""... where it goes on between two digits: these are about half as wide as high."""
NARROW = 0.35
"""... and of the width of the longest line, which may be no more than a few characters."""
SPREAD = 1.2
"""Lines of one text differ in their distance by less."""
CHAPTER_ITEM = re.compile("|".join(LEVELS[1:3]))
"""The number of a label of the first levels (一、, （一）), with which no line of another one begins."""
NO_CODE = re.compile(r"[06-9]\d{2,}$")
"""A number that begins no account code."""
LONGEST_CODE_REST = 3
"""Digits of an account code that go on in the next line."""
FLUSH = 2.0
"""Points by which the ends of lines that are set flush differ at most."""
MOSTLY = 0.7
"""Share of the lines of a column that tells that they are set in its middle."""
RAGGED = 0.1
"""Share of lines that end before the right edge of their column where they are not set there."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A visual row of text: its labels and whole figures by column, and where it has parts of amounts.

    ``begun`` are the columns of amounts that go on in the next line, ``parts`` those of their ends.
    """

    row: Row
    labels: dict[int, Fragment]
    figures: dict[int, Fragment]
    begun: frozenset[int]
    parts: frozenset[int]
    numbers_columns: bool

    @property
    def middle(self) -> float:
        return self.row[0].middle_height

    @property
    def has_figure(self) -> bool:
        return bool(self.figures)

    @property
    def holds_amounts(self) -> bool:
        """Whether it holds figures, whole or in part."""
        return bool(self.figures or self.begun or self.parts)


def row_rulings(rows: list[Row], full: list[Segment], body_top: float, columns: list[float]) -> list[Segment]:
    """Rulings between rows of figures that none parts."""
    left, right = columns[0], columns[-1]
    result: list[Segment] = []
    ys = [s[0] for s in full]
    if not any(abs(y - body_top) < TOUCH for y in ys):
        result.append((body_top, left, right))
        ys.append(body_top)
    body = [row for row in rows if row[0].middle_height > body_top]
    widths = _label_widths(body, columns)
    tight = _tight(body)
    cut = _cut_amounts(body, columns, tight)
    setting = _setting(_lines(body, columns, cut), widths, cut)
    for upper, lower in pairwise(sorted(ys)):
        if lower <= body_top + 1:
            continue
        band = [row for row in rows if upper < row[0].middle_height < lower]
        for before, after in pairwise(_grouped(band, columns, cut, setting, widths, tight)):
            result.append(((before[-1][0].y1 + after[0][0].y0) / 2, left, right))
    return result


def _grouped(
    band: list[Row],
    columns: list[float],
    cut: list[tuple[Fragment, Fragment]],
    setting: Setting,
    widths: dict[int, Widths],
    tight: float,
) -> list[list[Row]]:
    """The rows of a band, each with its lines from the top."""
    anchors = sorted(_anchors(band, columns, cut, setting))
    lines = _lines(band, columns, cut)
    if len(anchors) < 2:
        return _by_labels(lines, widths)
    if setting == "middle":
        owners = _around(lines, anchors, tight)
    else:
        owners = _along_runs(lines, anchors, setting, widths, tight)
    groups: list[list[RowLine]] = []
    for index, line in enumerate(lines):
        if groups and owners[index] == owners[index - 1] and not _is_below_figures(line, groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [[line.row for line in group] for group in groups]


def _by_labels(lines: list[RowLine], widths: dict[int, Widths]) -> list[list[Row]]:
    """The rows of a band with one row of figures: labels above it may be rows of their own."""
    groups: list[list[RowLine]] = []
    for line in lines:
        if groups and not _begins_below(groups[-1], line, widths):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [[line.row for line in group] for group in groups]


def _begins_below(above: list[RowLine], line: RowLine, widths: dict[int, Widths]) -> bool:
    """Whether some label of ``line`` is that of a new row, not the rest of the one above it."""
    for column, label in line.labels.items():
        upper = next((other.labels[column] for other in reversed(above) if column in other.labels), None)
        if upper is None or not CHAPTER_ITEM.match(above[0].labels.get(column, upper).text):
            continue
        if CHAPTER_ITEM.match(label.text) or names_total(label.text) or not widths[column].is_full(upper):
            return True
    return False


def _is_below_figures(line: RowLine, above: list[RowLine]) -> bool:
    """Whether a figure of ``line`` stands below one of the lines ``above`` and is no part of its amount.

    Where the amounts of a row go on in the next line, its code may do so, too.
    """
    if above and _completes(above[-1], line):
        return False
    begun = line.figures.keys() | line.begun
    return line.numbers_columns or any(
        other.numbers_columns or begun & (other.figures.keys() | other.parts) for other in above
    )


def _around(lines: list[RowLine], anchors: list[float], tight: float) -> list[float]:
    """The owners of lines where labels stand with their middle beside their figures."""
    reach = NEAREST * min(b - a for a, b in pairwise(anchors))
    owners: list[float] = []
    for line in lines:
        near = min(anchors, key=lambda y: abs(y - line.middle))
        owners.append(near if line.holds_amounts and abs(near - line.middle) <= reach else line.middle)
    height = min(piece.y1 - piece.y0 for line in lines for piece in line.row)
    for column in sorted({column for line in lines for column in line.labels}):
        items = [
            LabelLine(i, piece.y0, piece.y1, owners[i] if line.holds_amounts else None, _begins(piece.text))
            for i, line in enumerate(lines)
            if (piece := line.labels.get(column)) is not None
        ]
        least = min((lower.top - upper.foot for upper, lower in pairwise(items)), default=0.0)
        for place, anchor in owned(items, anchors, height, SPREAD * max(tight, least)).items():
            owners[place] = anchor
    return owners


def _along_runs(
    lines: list[RowLine], anchors: list[float], setting: Setting, widths: dict[int, Widths], tight: float
) -> list[float]:
    """The owners of lines where labels run down from the line of their figures, or down to it."""
    owners = [
        min(anchors, key=lambda y: abs(y - line.middle)) if line.has_figure else line.middle for line in lines
    ]
    step = -1 if setting == "top" else 1
    for index in range(1, len(lines)) if setting == "top" else range(len(lines) - 2, -1, -1):
        line, other = lines[index], lines[index + step]
        if line.has_figure:
            continue
        upper, lower = (other, line) if setting == "top" else (line, other)
        if not _is_near(upper, lower, tight):
            continue
        if _completes(upper, lower) or _goes_on(upper, lower, widths):
            owners[index] = owners[index + step]
    return owners


def _tight(rows: list[Row]) -> float:
    """The white space between lines of one text: none is less than the least that the table shows."""
    gaps = [b[0].y0 - a[0].y1 for a, b in pairwise(rows)]
    heights = [row[0].y1 - row[0].y0 for row in rows]
    return max(TIGHT * min(heights, default=0.0), min(gaps, default=0.0))


def _is_near(line: RowLine, other: RowLine, tight: float) -> bool:
    """Whether two lines follow each other as the lines of one text do."""
    upper, lower = sorted((line.row[0], other.row[0]), key=lambda piece: piece.y0)
    return lower.y0 - upper.y1 < SPREAD * tight


def _completes(upper: RowLine, lower: RowLine) -> bool:
    """Whether ``lower`` holds the ends of amounts that ``upper`` begins."""
    return bool(upper.begun & lower.parts)


def _goes_on(upper: RowLine, lower: RowLine, widths: dict[int, Widths]) -> bool:
    """Whether some label of ``lower`` is the rest of one that fills its line in ``upper``, none a new one."""
    shared = upper.labels.keys() & lower.labels.keys()
    if any(_begins(piece.text) for piece in lower.labels.values()):
        return False
    if any(names_total(upper.labels[column].text) for column in shared):
        return False  # the name of a total is whole; the line below it is a row without figures
    return any(widths[column].is_full(upper.labels[column]) for column in shared)


def _begins(label: str) -> bool:
    """Whether a label begins as that of a new row does: with a number, a code, a total."""
    return bool(ITEMS.match(label) or CODE_AND_NAME.match(label) or names_total(label))


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the lines of the labels of a column are, and whether they are set flush left."""

    right: float
    width: float
    flush_left: bool

    def is_full(self, piece: Fragment) -> bool:
        """Whether a line of a label leaves no room for another character."""
        slack = min(SLACK * (piece.y1 - piece.y0), NARROW * self.width)
        if self.flush_left:
            return piece.x1 > self.right - slack
        return piece.x1 - piece.x0 > self.width - slack


def _label_widths(rows: list[Row], columns: list[float]) -> dict[int, Widths]:
    by_column: dict[int, list[Fragment]] = {}
    for row in rows:
        for piece in row:
            if not piece.is_figure:
                by_column.setdefault(_column(piece, columns), []).append(piece)
    found = {}
    for column, pieces in by_column.items():
        left, right = min(f.x0 for f in pieces), max(f.x1 for f in pieces)
        ragged = [f for f in pieces if f.x1 < right - (f.y1 - f.y0)]
        centred = sum(abs(f.middle - (left + right) / 2) < FLUSH for f in ragged)
        at_right = len(ragged) < RAGGED * len(pieces) and any(f.x0 > left + FLUSH for f in pieces)
        flush_left = not at_right and centred <= MOSTLY * len(ragged)
        found[column] = Widths(right, max(f.x1 - f.x0 for f in pieces), flush_left)
    return found


def _column(piece: Fragment, columns: Sequence[float]) -> int:
    return bisect_right(columns, piece.middle)


def _lines(rows: list[Row], columns: list[float], cut: list[tuple[Fragment, Fragment]]) -> list[RowLine]:
    uppers, lowers = {id(above) for above, _ in cut}, {id(below) for _, below in cut}
    found = []
    for row in rows:
        by_column = {_column(piece, columns): piece for piece in row}
        begun = frozenset(column for column, piece in by_column.items() if id(piece) in uppers)
        parts = frozenset(column for column, piece in by_column.items() if id(piece) in lowers)
        whole = {column: piece for column, piece in by_column.items() if column not in begun | parts}
        found.append(
            RowLine(
                row,
                {column: piece for column, piece in whole.items() if not piece.is_figure},
                {column: piece for column, piece in whole.items() if piece.is_figure},
                begun,
                parts,
                numbers_columns([piece.text for piece in row], FEWEST_COUNTED),
            )
        )
    return found


def _setting(
    lines: list[RowLine], widths: dict[int, Widths], cut: list[tuple[Fragment, Fragment]]
) -> Setting:
    """How the texts of several lines stand in their rows, as most of those tell that can be told."""
    votes: Counter[Setting] = Counter()
    for upper, line, lower in zip(lines, lines[1:], lines[2:], strict=False):
        if line.has_figure and not line.labels and upper.labels and lower.labels:
            votes["middle"] += not upper.has_figure and not lower.has_figure
        if line.has_figure or not line.labels:
            continue
        ends_above = upper.has_figure and _goes_on(upper, line, widths)
        goes_on_below = lower.has_figure and _goes_on(line, lower, widths)
        if ends_above != goes_on_below:
            votes["top" if ends_above else "bottom"] += 1
    figures = [line.middle for line in lines if line.has_figure]
    for above, below in cut:

        def off(setting: Setting, above: Fragment = above, below: Fragment = below) -> float:
            return min((abs(y - _place(above, below, setting)) for y in figures), default=0.0)

        votes[min(SETTINGS, key=off)] += 1
    (first, count), (_, second) = (*votes.most_common(2), ("middle", 0), ("middle", 0))[:2]
    # three lines in the middle of their row tell as much for the top as for the bottom
    return first if count > 2 * second else "middle"


def is_cut(above: str, below: str) -> bool:
    """Whether two texts are the parts of one amount, or of one account code (2010 and 301)."""
    if above.isdecimal() and below.isdecimal() and len(below) <= LONGEST_CODE_REST:
        return ACCOUNT_CODE.match(above + below) is not None
    return is_cut_amount(above, below)


def _cut_amounts(rows: list[Row], columns: list[float], tight: float) -> list[tuple[Fragment, Fragment]]:
    """The amounts that are wrapped in their column, each as its two lines."""
    by_column: dict[int, list[Fragment]] = {}
    for row in rows:
        for piece in row:
            if not is_dash(piece.text):
                by_column.setdefault(_column(piece, columns), []).append(piece)
    found = []
    for pieces in by_column.values():
        widest = max((f.x1 - f.x0 for f in pieces if f.is_figure), default=0.0)
        are_amounts = any(NO_CODE.match(f.text) for f in pieces)
        for above, below in pairwise(pieces):
            height = above.y1 - above.y0
            # among amounts, a digit more would have stood in the line of what is cut between two digits
            room = DIGIT * height if above.text.isdecimal() and are_amounts else height
            near = below.y0 - above.y1 < SPREAD * tight and above.x1 - above.x0 > widest - room
            if near and below.y0 > above.y0 + 1 and is_cut(above.text, below.text):
                found.append((above, below))
    return found


def _anchors(
    band: list[Row], columns: list[float], cut: list[tuple[Fragment, Fragment]], setting: Setting
) -> list[float]:
    """The heights at which the figures of rows stand.

    Rows are counted by the column with most figures below each other, and by figures of others that
    stand where it has none.
    """
    height = min((piece.y1 - piece.y0 for row in band for piece in row), default=0.0)
    first = {id(above): below for above, below in cut}
    rest = {id(below) for _, below in cut}
    by_column: dict[int, list[float]] = {}
    for row in band:
        for piece in row:
            if piece.is_figure and id(piece) not in rest:
                place = _place(piece, first.get(id(piece)), setting)
                by_column.setdefault(_column(piece, columns), []).append(place)
    apart = [_apart([], heights, SAME_LINE * height) for heights in by_column.values()]
    anchors = max(apart, key=lambda heights: len(heights), default=[])
    if len(anchors) > 1:
        pitch = min(b - a for a, b in pairwise(sorted(anchors)))
        anchors += _apart(anchors, [y for heights in by_column.values() for y in heights], NEAREST * pitch)
    return anchors


def _place(piece: Fragment, below: Fragment | None, setting: Setting) -> float:
    """Where the row of a figure stands, which may go on in the line ``below``."""
    if below is None or setting == "top":
        return piece.middle_height
    return below.middle_height if setting == "bottom" else (piece.y0 + below.y1) / 2


def _apart(known: list[float], heights: list[float], least: float) -> list[float]:
    """Those of ``heights`` that are farther than ``least`` from the ``known`` and each other."""
    found: list[float] = []
    for height in heights:
        if all(abs(height - other) > least for other in known + found):
            found.append(height)
    return found
