"""Sums along a column: a row is the sum of the rows below it in level, a total that of all before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise

from extractors.tables.words import names_total
from records.list_numbers import LEVELS, PART

FEWEST_ACCOUNTS = 3
"""So many coded rows below the row of a body are its accounts."""
FEWEST_IN_RUN, LONGEST_RUN = 3, 60
LAST = 10**6
"""A row below all."""
LARGE = 10**5
"""So many times a difference is small: of figures that are larger no run comes so near by chance."""
INCLUDED = ("其中", "含:", "含：")
_NUMBERS = [re.compile(level) for level in LEVELS if level != PART]
UNNUMBERED = -1
"""The depth of a label without a number."""


HALF = Decimal("0.5")
Figures = dict[tuple[int, int], Decimal]
"""The figures of a table by row and column."""


@dataclass(slots=True)
class StubRow:
    """A row of a group of columns: its code, its label, the first and last stub column that it fills.

    ``depth`` is how deep the number of its label is, ``level`` how deep it stands: by its code, else by
    where its label stands and how that is numbered.
    """

    row: int
    code: str | None
    label: str | None
    first: int = 0
    last: int = 0
    is_total: bool = field(init=False)
    depth: int = field(init=False)
    level: tuple[int, int] = field(init=False)
    _at_first: StubRow | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        label = self.label or ""
        self.is_total = self.code is None and names_total(label)
        self.depth = _depth(label)
        self.level = (self.last, self.depth) if self.code is None else (0, len(self.code))

    def at_first(self) -> StubRow:
        """The row as deep as the first stub column that it fills."""
        if self._at_first is None:
            self._at_first = self if self.first == self.last else replace(self, last=self.first)
        return self._at_first


@lru_cache(maxsize=4096)
def _depth(label: str) -> int:
    for depth, pattern in enumerate(_NUMBERS):
        if pattern.match(label):
            return depth
    return len(_NUMBERS) if label.startswith(INCLUDED) else UNNUMBERED


def column_sums(
    figures: Figures, lines: Sequence[StubRow], column: int, headings: Sequence[StubRow] = ()
) -> Iterator[Sum]:
    """The sums that come out in a column of figures, ``lines`` from the top.

    ``headings`` are rows without figures: what stands below them is no part of a row above.
    """
    present = [line for line in lines if (line.row, column) in figures]
    places = decimals(figures[line.row, column] for line in present)
    by_level = list(_levels(figures, present, column, places))
    yield from by_level
    for start, end in pairwise([-1, *(line.row for line in headings if line.depth == 0), LAST]):
        block = [line for line in present if start < line.row < end]
        if len(block) < len(present):
            yield from _levels(figures, block, column, places)
    yield from _totals(figures, present, column, places, by_level)
    if any(line.first != line.last and line.code is None for line in present):
        # Where labels stand in several columns, a row may be as deep as its first or as its last.
        present = [line.at_first() for line in present]
        by_level = list(_levels(figures, present, column, places))
        yield from by_level
        yield from _totals(figures, present, column, places, by_level)


def _made(figures: Figures, whole: StubRow, parts: Sequence[StubRow], column: int, places: int) -> Sum | None:
    """The sum, if it comes out."""
    values = [figures[part.row, column] for part in parts]
    if not comes_out(figures[whole.row, column], values, places):
        return None
    return Sum((whole.row, column), tuple((part.row, column) for part in parts))


def _levels(figures: Figures, lines: Sequence[StubRow], column: int, places: int) -> Iterator[Sum]:
    """Each row with the rows of the next level that follow it."""
    for index, whole in enumerate(lines):
        if whole.is_total:
            continue
        below: list[StubRow] = []
        for line in islice(lines, index + 1, None):
            if line.is_total or not _is_under(line, whole):
                break
            below.append(line)
        if not below and whole.code is not None:
            below = _of_body(lines[index + 1 :], whole)
        if not below and whole.code is None:
            found = _run(figures, whole, lines[index + 1 :], column)
            if found is not None:
                yield found
            continue
        if not below:
            continue
        top = min(line.level for line in below)
        children = [line for line in below if line.level == top]
        found = _made(figures, whole, children, column, places) or _of_first(figures, whole, children, column)
        if found is not None:
            yield found


def _of_first(figures: Figures, whole: StubRow, children: Sequence[StubRow], column: int) -> Sum | None:
    """The first of the ``children`` of a row, if they alone are exactly its parts.

    转移性收入 of a balance is what the state returns and transfers; 上年结余收入 and 调入资金, which have its
    code too, are beside it in the total.
    """
    total = Decimal(0)
    for count, child in enumerate(children, 1):
        total += figures[child.row, column]
        if count >= FEWEST_IN_RUN and total and total == figures[whole.row, column]:
            return Sum((whole.row, column), tuple((part.row, column) for part in children[:count]))
    return None


def _is_under(line: StubRow, whole: StubRow) -> bool:
    """Whether a coded row belongs to a coded one by its code; others by where they stand."""
    if whole.code is not None:
        return line.code is not None and line.code.startswith(whole.code) and line.code != whole.code
    if line.code is not None:
        return whole.depth == UNNUMBERED  # a body's row above its accounts
    return line.level > whole.level


def _run(figures: Figures, whole: StubRow, lines: Sequence[StubRow], column: int) -> Sum | None:
    """The run of unnumbered rows below a row that is exactly its parts: 税收收入, 增值税, 企业所得税, …

    Where neither codes nor numbers tell the level, only many parts of one exact sum do; of large figures
    also one that rounding puts off.
    """
    value = figures[whole.row, column]
    places = decimals(figures[line.row, column] for line in lines)
    parts: list[tuple[int, int]] = []
    near: Sum | None = None
    total = Decimal(0)
    for line in lines[:LONGEST_RUN]:
        if line.is_total or line.code is not None or line.depth != UNNUMBERED:
            break
        parts.append((line.row, column))
        total += figures[line.row, column]
        if not value or len(parts) < FEWEST_IN_RUN:
            continue
        if total == value:
            return Sum((whole.row, column), tuple(parts))
        off = abs(total - value).scaleb(places)
        if off <= HALF * len(parts) and off * LARGE <= abs(value).scaleb(places):
            near = near or Sum((whole.row, column), tuple(parts))
    return near


def _of_body(lines: Sequence[StubRow], body: StubRow) -> list[StubRow]:
    """The accounts below the row of a body whose own code stands where theirs do."""
    found: list[StubRow] = []
    for line in lines:
        if line.is_total or line.code is None or len(line.code) <= len(body.code or ""):
            break
        found.append(line)
    return found if len(found) >= FEWEST_ACCOUNTS else []


def _totals(
    figures: Figures, lines: Sequence[StubRow], column: int, places: int, by_level: Sequence[Sum]
) -> Iterator[Sum]:
    """Each total with the rows that it may be the sum of, the first way that comes out.

    ``by_level`` are the sums of single rows that come out.
    """
    totals = [index for index, line in enumerate(lines) if line.is_total]
    counted = {row for made in by_level for row, _ in made.parts}
    for index in totals:
        whole = lines[index]
        for parts in (*_ways(lines, totals, index), *_ways_of_rest(lines, totals, index, counted)):
            found = _made(figures, whole, parts, column, places)
            if found is not None:
                yield found
                break


def _ways(lines: Sequence[StubRow], totals: list[int], index: int) -> Iterator[list[StubRow]]:
    """The sets of rows that the total at ``index`` may be the sum of."""
    before = max((i for i in totals if i < index), default=None)
    after = next((i for i in totals if i > index), len(lines))
    above = list(lines[(before + 1) if before is not None else 0 : index])
    below = list(lines[index + 1 : after])
    if before is not None:  # 收入总计 = 本年收入合计 + 上年结转
        yield [lines[before], *tops(above)]
        yield [lines[before], *(line for line in above if line.depth == UNNUMBERED)]
    yield tops(above)
    yield tops([line for line in lines[:index] if not line.is_total])
    yield tops(below)
    yield tops([line for line in lines[index + 1 :] if not line.is_total])
    yield [lines[i] for i in totals if i > index]
    yield [lines[i] for i in totals if i < index]


def _ways_of_rest(
    lines: Sequence[StubRow], totals: list[int], index: int, counted: set[int]
) -> Iterator[list[StubRow]]:
    """The sets of rows that are ``counted`` in no other row, whatever their level: 税收收入 and 非税收入."""
    before = max((i for i in totals if i < index), default=-1)
    after = next((i for i in totals if i > index), len(lines))
    above, below = (
        [line for line in block if line.row not in counted]
        for block in (lines[before + 1 : index], lines[index + 1 : after])
    )
    if before >= 0:
        yield [lines[before], *above]
    yield above
    yield below


def tops(lines: Sequence[StubRow]) -> list[StubRow]:
    """The rows of the highest level among ``lines``."""
    numbered = [line for line in lines if line.code is not None or line.depth != UNNUMBERED]
    chosen = numbered or list(lines)
    if not chosen:
        return []
    top = min(line.level for line in chosen)
    return [line for line in chosen if line.level == top]


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of a table, by row and column: the first is the sum of the others."""

    whole: tuple[int, int]
    parts: tuple[tuple[int, int], ...]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        return self.whole, *self.parts


def decimals(values: Iterable[Decimal]) -> int:
    """The decimals that most of the values, not counting zeros, are printed with."""
    counts: dict[int, int] = {}
    for value in values:
        if value:
            places = max(0, -value.as_tuple().exponent)  # type: ignore[operator]
            counts[places] = counts.get(places, 0) + 1
    return max(counts, key=counts.__getitem__, default=0)


def comes_out(whole: Decimal, parts: Sequence[Decimal], places: int) -> bool:
    """Whether ``whole`` is the sum of ``parts``, each rounded to ``places`` decimals."""
    allowed = HALF.scaleb(-places) * (len(parts) + 1) if len(parts) > 1 else Decimal(0)
    return bool(parts) and abs(sum(parts, Decimal(0)) - whole) <= allowed
