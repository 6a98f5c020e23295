"""The sums of one table that come out, by its layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.characters import fold
from extractors.tables.figures import FigureReading
from extractors.tables.headers import Group, Layout
from extractors.tables.meanings import meaning_of
from extractors.tables.proof.columns import row_sums
from extractors.tables.proof.rows import StubRow, column_sums, tops
from extractors.tables.proof.sums import Figures, Sum, comes_out, decimals
from extractors.tables.sheet import Sheet


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
