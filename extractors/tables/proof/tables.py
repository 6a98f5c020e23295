"""The sums of one table that come out, by its layout.

Sums along a row: a total column is the sum of its siblings under the same header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.characters import fold
from extractors.tables.figures import FigureReading
from extractors.tables.headers import Group, Layout
from extractors.tables.meanings import meaning_of
from extractors.tables.proof.rows import Figures, StubRow, Sum, column_sums, comes_out, decimals, tops
from extractors.tables.sheet import Sheet
from extractors.tables.words import names_total

INCLUDED = "其中"


def sums_of(sheet: Sheet, layout: Layout, readings: Sequence[FigureReading]) -> list[Sum]:
    """The sums that come out among the figures of a table.

    They prove what they hold: figures, labels' levels and headers that give a sum were read right.
    """
    found: dict[tuple[tuple[int, int], ...], Sum] = {}
    figures = {(reading.cell.row, reading.cell.column): reading.figure.value for reading in readings}
    lines = [_lines(sheet, group, readings) for group in layout.groups]
    for group, own in zip(layout.groups, lines, strict=True):
        for made in _of_group(sheet, layout, group, own, figures):
            found.setdefault((made.whole, *sorted(made.parts)), made)
    for made in _over_groups(layout.groups, lines, figures):
        found.setdefault((made.whole, *sorted(made.parts)), made)
    return list(found.values())


def _of_group(
    sheet: Sheet, layout: Layout, group: Group, lines: list[StubRow], figures: Figures
) -> Iterator[Sum]:
    columns = set(group.values)
    headings = _headings(sheet, layout, group, {line.row for line in lines})
    own = {place: value for place, value in figures.items() if place[1] in columns}
    yield from row_sums(own, {column: layout.paths[column] for column in group.values})
    yield from _flows(own, {column: layout.paths[column] for column in group.values})
    for column in group.values:
        whole, lent = _with_totals(sheet, group, own, figures, column)
        borrowed = [StubRow(row, None, sheet.text(row, column), 0, 0) for row, _ in lent]
        ordered = sorted([*lines, *borrowed], key=lambda line: line.row)
        for made in column_sums(whole, ordered, column, headings):
            yield Sum(lent.get(made.whole, made.whole), tuple(lent.get(part, part) for part in made.parts))


def _lines(sheet: Sheet, group: Group, readings: Sequence[FigureReading]) -> list[StubRow]:
    """The rows of a group that hold figures, from the top."""
    stubs = sorted(group.codes + group.body_codes + group.labels)
    by_row: dict[int, StubRow] = {}
    for reading in readings:
        row = reading.cell.row
        if reading.cell.column in group.values and row not in by_row:
            filled = [
                index
                for index, column in enumerate(stubs)
                if (cell := sheet.at[row][column]).texts and cell.row == row
            ]
            code = reading.code if reading.code and len(reading.code) % 2 and not group.body_codes else None
            first, last = (filled[0], filled[-1]) if filled else (0, 0)
            by_row[row] = StubRow(row, code, reading.label, first, last)
    return [by_row[row] for row in sorted(by_row)]


def _headings(sheet: Sheet, layout: Layout, group: Group, filled: set[int]) -> list[StubRow]:
    """The rows of a group that have a label and no figure (六、国有资产占用情况), from the top."""
    blank = [row for row in range(layout.header_rows, sheet.rows) if row not in filled | sheet.repeated]
    stubs = group.labels[:1]
    return [StubRow(row, None, text) for row in blank for stub in stubs if (text := sheet.text(row, stub))]


def _with_totals(
    sheet: Sheet, group: Group, own: Figures, figures: Figures, column: int
) -> tuple[Figures, dict[tuple[int, int], tuple[int, int]]]:
    """The figures of a group with those of totals whose label spans ``column``, and where these stand.

    当年支出小计 over the columns of 功能分类 and 支出用途 has its figure at the right of both.
    """
    whole, lent = dict(own), {}
    for row in {row for row, _ in figures}:
        cell = sheet.at[row][column]
        if (row, column) in own or cell.column_span < 2 or not cell.texts or cell.row != row:
            continue
        place = (row, cell.last_column + 1)
        if place in figures and cell.column <= min(group.labels + group.codes + [column]):
            whole[row, column] = figures[place]
            lent[row, column] = place
    return whole, lent


def _over_groups(groups: Sequence[Group], lines: Sequence[list[StubRow]], figures: Figures) -> Iterator[Sum]:
    """Totals over several groups side by side: 公用经费合计 below the second half of its accounts."""
    for last, group in enumerate(groups[1:], 1):
        for total in (line for line in lines[last] if line.is_total):
            for place, column in enumerate(group.values):
                whole = (total.row, column)
                if whole not in figures:
                    continue
                parts: list[tuple[int, int]] = []
                for index in range(last, -1, -1):
                    if place >= len(groups[index].values):
                        break
                    at = groups[index].values[place]
                    parts += [(line.row, at) for line in tops(lines[index]) if (line.row, at) in figures]
                    values = [figures[part] for part in parts]
                    if index < last and comes_out(figures[whole], values, decimals(values)):
                        yield Sum(whole, tuple(parts))
                        break


def _flows(figures: Figures, paths: dict[int, list[str]]) -> Iterator[Sum]:
    """Rows in which opening balance and revenue are what expenditure and closing balance are."""
    measures = {column: meaning_of(tuple(path)).measure for column, path in paths.items()}
    tops = {column: fold(path[0]) if path else "" for column, path in paths.items()}

    def first(*wanted: str) -> int | None:
        return next((column for column, measure in measures.items() if measure in wanted), None)

    opening, closing = first("carry_over_opening"), first("carry_over_closing")
    revenue = next((column for column, top in tops.items() if top.startswith("本年收入")), None)
    spent = next((column for column, top in tops.items() if top.startswith("本年支出")), None)
    if opening is None or closing is None or revenue is None or spent is None:
        return
    places = decimals(figures.values())
    for row in sorted({row for row, _ in figures}):
        into = [(row, column) for column in (opening, revenue) if (row, column) in figures]
        out = [(row, column) for column in (spent, closing) if (row, column) in figures]
        if not into or not out:
            continue
        total = sum((figures[place] for place in into), figures[into[0]] * 0)
        if comes_out(total, [figures[place] for place in out], places):
            yield Sum(into[0], (*into[1:], *out))


@dataclass(slots=True)
class HeaderNode:
    """A header with the headers below it; ``column`` is that of a leaf."""

    text: str
    column: int | None = None
    below: list[HeaderNode] = field(default_factory=list)

    @property
    def is_total(self) -> bool:
        folded = fold(self.text)
        return names_total(folded) or folded.endswith("金额")

    @property
    def is_included(self) -> bool:
        return fold(self.text).startswith(INCLUDED)


def row_sums(figures: Figures, paths: dict[int, list[str]]) -> Iterator[Sum]:
    """The sums that come out along rows, for columns with the headers ``paths``."""
    plans = list(_plans(_tree(paths)))
    places = decimals(figures.values())
    for row in sorted({row for row, _ in figures}):
        for whole, parts in plans:
            value = figures.get((row, whole))
            present = [(row, column) for column in parts if (row, column) in figures]
            if value is None:
                continue
            if comes_out(value, [figures[place] for place in present], places):
                yield Sum((row, whole), tuple(present))
            else:
                yield from _nested(figures, (row, whole), present)


def _nested(figures: Figures, whole: tuple[int, int], present: Sequence[tuple[int, int]]) -> Iterator[Sum]:
    """The sums of a row whose header does not say that some columns are parts of the one before them.

    合计, 基本支出, 人员经费, 公用经费, 项目支出 side by side: what is counted twice is just one column, and
    just what follows it.
    """
    twice = sum((figures[place] for place in present), Decimal(0)) - figures[whole]
    for first, place in enumerate(present):
        if not twice or figures[place] != twice:
            continue
        total = Decimal(0)
        for last in range(first + 1, len(present)):
            total += figures[present[last]]
            if total == twice:
                yield Sum(place, tuple(present[first + 1 : last + 1]))
                yield Sum(whole, (*present[: first + 1], *present[last + 1 :]))
                return


def _tree(paths: dict[int, list[str]]) -> HeaderNode:
    """The headers as a tree; columns with the same head beside each other share it."""
    root = HeaderNode("")
    for column, path in sorted(paths.items()):
        at = root
        for text in path[:-1]:
            if not at.below or at.below[-1].text != text or at.below[-1].column is not None:
                at.below.append(HeaderNode(text))
            at = at.below[-1]
        at.below.append(HeaderNode(path[-1] if path else "", column))
    return root


def _plans(head: HeaderNode) -> Iterator[tuple[int, list[int]]]:
    """Total columns with those that they are the sum of."""
    for child in head.below:
        yield from _plans(child)
    leaves = [child for child in head.below if child.column is not None]
    totals = [child for child in leaves if child.is_total]
    if len(head.below) < 2:
        return
    if not totals and leaves and all(not child.is_included for child in head.below):
        # 财政拨款支出 | 基本支出 | 项目支出: the first column may be the total without saying so.
        totals = leaves[:1] if leaves[0] is head.below[0] else []
    for total in totals:
        others = [child for child in head.below if child is not total and not child.is_included]
        columns = [column for child in others if (column := _total_of(child)) is not None]
        every = [leaf for child in others for leaf in _leaves(child)]
        whole = total.column
        if whole is None or not columns:
            continue
        yield whole, columns
        if sorted(every) != sorted(columns):
            yield whole, every


def _total_of(head: HeaderNode) -> int | None:
    """The column that stands for all that is below a head."""
    if head.column is not None:
        return head.column
    totals = [child for child in head.below if child.column is not None and child.is_total]
    return totals[0].column if totals else None


def _leaves(head: HeaderNode) -> list[int]:
    if head.column is not None:
        return [head.column]
    return [column for child in head.below for column in _leaves(child)]
