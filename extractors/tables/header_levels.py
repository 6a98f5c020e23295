"""The levels of a header that no ruling parts, from how its texts stand.

A text stands in the middle of its cell, a head over the middle of its columns. Among all ways to read
the texts as a tree, the one is taken that departs least from this. Lengths are PDF points, costs
are heights of a line.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.tables.geometry import GEOMETRY
from extractors.tables.unruled.fragments import Fragment

TIGHT = 0.6
"""Lines of one text are nearer than this, in heights of a line."""
LOOSE_LINES = 1.0
"""... and where lines stand far apart than this, if none is longer than the one above."""
CENTRED = GEOMETRY.centred
MOST_LINES = 4
"""Lines of a wrapped head."""
LOOSE = 1.0
"""Cost of a cell whose lines stand apart, and of a column without a header."""
SINGLE = 1.2
"""Cost of a head over one column only."""
TWICE = 0.8
"""Cost of a head right over another one of the same columns: they are the lines of one."""
LEFT = 0.5
"""Cost of a head that is set flush left with the first column below it, not in the middle."""
ASTRAY = 1.0
"""Cost of a head that is not, where the others are."""
UNFILLED = 1.5
"""Heights of a line by which a line that goes on flush left is shorter than the next, at most."""
FLUSH = GEOMETRY.flush
DOUBTFUL = 1.0
"""A reading that costs more may be wrong about how texts stand in their cells."""
ASTRIDE = 2.0
"""Cost of a text that is read in one column and stands across the border to the next."""
LARGEST = 2.5
"""A text stands nowhere worse than so many heights off its middle."""


@dataclass(frozen=True, slots=True)
class Level:
    """A head over the columns ``first`` to ``last``; ``below`` is the height where its cell ends."""

    first: int
    last: int
    below: float


def header_levels(
    heads: list[Fragment], columns: list[float], top: float | None, bottom: float, flush: bool = False
) -> list[Level]:
    """The heads that stand over others in a header of the texts ``heads``.

    ``columns`` are the boundaries of the columns, ``bottom`` is where the header ends, ``top`` where
    it begins, if that is known. ``flush``: heads are set flush left.
    """
    if not heads:
        return []
    height = min(f.y1 - f.y0 for f in heads) or 1.0
    start = top if top is not None else min(f.y0 for f in heads) - 0.25 * height
    cost, levels = _Reader(heads, columns, bottom, flush).columns_read(0, len(columns) - 2, 0.0, start)
    if cost > DOUBTFUL:  # texts may stand at the top of their cells
        reader = _Reader(heads, columns, bottom, flush, at_top=True)
        other, others = reader.columns_read(0, len(columns) - 2, 0.0, start)
        levels = others if other < cost - DOUBTFUL else levels
    return list(levels)


def goes_on(upper: Fragment, lower: Fragment, height: float) -> bool:
    """Whether ``lower`` stands so near below ``upper`` that it may be the next line of one text."""
    gap = lower.y0 - upper.y1
    if gap <= TIGHT * height:
        return True
    fills = upper.x0 - FLUSH < lower.x0 and lower.x1 < upper.x1 + FLUSH and len(lower.text) <= len(upper.text)
    return gap < LOOSE_LINES * height and fills


Reading = tuple[float, tuple[Level, ...]]
"""What a way to read some texts costs, and the heads that it finds."""


class _Reader:
    """The search for the best tree, over ranges of columns and the heights below which to look."""

    def __init__(
        self, heads: list[Fragment], columns: list[float], bottom: float, flush: bool, at_top: bool = False
    ) -> None:
        self.flush, self.at_top = flush, at_top
        self.pieces = sorted(heads, key=lambda f: (f.y0, f.x0))
        self.columns = columns
        self.bottom = bottom
        self.height = min(f.y1 - f.y0 for f in heads) or 1.0
        self.columns_read = cache(self._columns_read)
        self.cell_read = cache(self._cell_read)

    def _inside(self, first: int, last: int, above: float) -> list[Fragment]:
        """The texts of the columns ``first`` to ``last`` that stand below ``above``, from the top."""
        left, right = self.columns[first], self.columns[last + 1]
        return [f for f in self.pieces if left <= f.middle < right and f.y0 >= above]

    def _columns_read(self, first: int, last: int, above: float, top: float) -> Reading:
        """Cost and levels of the best way to part the columns into cells side by side."""
        best: list[Reading] = [(0.0, ())]
        for end in range(first, last + 1):
            options: list[Reading] = []
            for start in range(first, end + 1):
                cost, levels = best[start - first]
                own, below = self.cell_read(start, end, above, top)
                options.append((cost + own, levels + below))
            best.append(min(options, key=lambda option: option[0]))
        return best[-1]

    def _cell_read(self, first: int, last: int, above: float, top: float) -> Reading:
        """Cost and levels of the columns as one leaf, or as a head with columns below."""
        pieces = self._inside(first, last, above)
        if first == last and len(pieces) < 2:
            return (self._off_middle(pieces, top) if pieces else LOOSE), ()
        astride = ASTRIDE * self._stands_astride(pieces, first)
        options: list[Reading] = [
            (self._leaf_cost(pieces, top) + astride if first == last else float("inf"), ())
        ]
        for count in range(1, min(MOST_LINES, len(pieces) - 1) + 1):
            head, rest = pieces[:count], pieces[count:]
            if not self._is_one_text(head) or min(f.y0 for f in rest) < head[-1].y1 - 0.3 * self.height:
                continue
            middle = (head[0].y0 + head[-1].y1) / 2
            highest = min(f.y0 for f in rest)
            foot = highest - (head[0].y0 - top) if self.at_top else 2 * middle - top
            below = min(max(foot, head[-1].y1), highest)
            cost, levels = self.columns_read(first, last, highest, below)
            own = self._off_centre(head, first, last) + (SINGLE if first == last else 0.0)
            if first < last and any((level.first, level.last) == (first, last) for level in levels):
                own += TWICE
            between = (head[-1].y1 + highest) / 2
            options.append((own + cost, (Level(first, last, between), *levels)))
        return min(options, key=lambda option: option[0])

    def _leaf_cost(self, pieces: list[Fragment], top: float) -> float:
        loose = sum(not goes_on(a, b, self.height) or self._is_unfilled(a, b) for a, b in pairwise(pieces))
        return loose * LOOSE + self._off_middle(pieces, top)

    def _stands_astride(self, pieces: list[Fragment], column: int) -> bool:
        """Whether one of several texts over a column stands across its border to another."""
        inner = [x for x in self.columns[column : column + 2] if x not in (self.columns[0], self.columns[-1])]
        return any(f.x0 + 1 < x < f.x1 - 1 for f in pieces for x in inner)

    def _is_unfilled(self, line: Fragment, following: Fragment) -> bool:
        """Whether a line that is set flush left would have taken more of the next one."""
        return self.flush and following.x1 - line.x1 > UNFILLED * self.height

    def _off_middle(self, pieces: list[Fragment], top: float) -> float:
        if self.at_top:
            return min(abs(pieces[0].y0 - top) / self.height, LARGEST)
        middle = (pieces[0].y0 + max(f.y1 for f in pieces)) / 2
        return min(abs(middle - (top + self.bottom) / 2) / self.height, LARGEST)

    def _is_one_text(self, lines: list[Fragment]) -> bool:
        return all(
            b.y0 - a.y1 <= TIGHT * self.height
            and (abs(a.middle - b.middle) < CENTRED or self.flush and abs(a.x0 - b.x0) < FLUSH)
            and not self._is_unfilled(a, b)
            for a, b in pairwise(lines)
        )

    def _off_centre(self, head: list[Fragment], first: int, last: int) -> float:
        """How far a head stands off the middle of its columns, told by their edges or their texts."""
        middle = (min(f.x0 for f in head) + max(f.x1 for f in head)) / 2
        centres = [(self.columns[first] + self.columns[last + 1]) / 2]
        outer = [self._centre_of_text(i, head[-1].y1) for i in (first, last)]
        if outer[0] is not None and outer[1] is not None:
            centres.append((outer[0] + outer[1]) / 2)
        centres += self._centres_beyond(first, last, outer)
        off = min(min(abs(middle - centre) for centre in centres) / self.height, LARGEST)
        lowest = self._lowest_text(first, head[-1].y1)
        is_flush = first < last and lowest is not None and abs(lowest.x0 - min(f.x0 for f in head)) < FLUSH
        if self.flush:
            return 0.0 if is_flush else max(off, ASTRAY)
        return min(off, LEFT) if is_flush else off

    def _centres_beyond(self, first: int, last: int, outer: list[float | None]) -> list[float]:
        """The middle of the columns, if the outermost cell of the table reaches as far as its head tells.

        Where nothing is drawn, the edge of a table is that of its text, and ``outer`` are the middles of
        the texts of the first and of the last column.
        """
        left, right = self.columns[first], self.columns[last + 1]
        if first == 0 and first < last and outer[0] is not None:
            left = min(left, 2 * outer[0] - self.columns[1])
        if last == len(self.columns) - 2 and first < last and outer[1] is not None:
            right = max(right, 2 * outer[1] - self.columns[last])
        return [(left + right) / 2] if (left, right) != (self.columns[first], self.columns[last + 1]) else []

    def _centre_of_text(self, column: int, above: float) -> float | None:
        lowest = self._lowest_text(column, above)
        return lowest.middle if lowest else None

    def _lowest_text(self, column: int, above: float) -> Fragment | None:
        """The lowest text of a column below ``above``."""
        lines = [
            f
            for f in self.pieces
            if f.y0 >= above - 0.3 * self.height and bisect_right(self.columns, f.middle) - 1 == column
        ]
        return lines[-1] if lines else None
