"""Merged cells of a table that text shows as rows of fields: which empty fields belong to which cell.

Text has no spans. The fields that a merged cell covers are empty, or hold its text again. In a header
an empty field belongs to the head at its left or to the one above, by the heads below it; in the rows of
a form, to the key at its left, or at the beginning of a row to the cell above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.native import NativeCell, NativeTable, native_grid
from extractors.numbers import is_plain_number, parse_figure
from extractors.tables.captions.inside import absorb_caption
from extractors.tables.facts import FORMS
from extractors.tables.headers import read_layout
from extractors.tables.performance.forms import is_form
from extractors.tables.sheet import Caption, Sheet, sheet_of
from extractors.tables.statements import statement_of
from extractors.tables.words import FORM_WORDS, is_word, names_total, rank
from extractors.text.rows import heads_band

Fields = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell at ``row`` and ``column`` with how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def end(self) -> int:
        """The column after its last."""
        return self.column + self.columns


def merged(fields: Fields, anchors: Sequence[str], title: str | None) -> NativeTable:
    """The table of rows of fields, all of one length.

    ``anchors`` are those of the rows, up to the number of the column. ``title`` is what stands above the
    table, which may tell what it is. Changes ``fields`` where they only repeat the text of a merged cell.
    """
    cells = [
        NativeCell(
            span.row,
            span.column,
            fields[span.row][span.column],
            f"{anchors[span.row]}{span.column + 1}",
            span.rows,
            span.columns,
        )
        for span in _spans(fields, title)
    ]
    return NativeTable(cells)


def _spans(fields: Fields, title: str | None) -> list[_Span]:
    sheet = _plain_sheet(fields, title)
    if sheet is None:
        return []
    if statement_of(sheet) in FORMS and is_form(sheet):
        _clear_repeated(fields, 0, len(fields))
        return list(_form_spans(fields))
    layout = read_layout(sheet)
    top = sheet.caption_rows
    heads = [row for row in range(top, layout.header_rows) if row not in layout.number_rows]
    if len(heads) > 1:
        _clear_repeated(fields, heads[0], heads[-1] + 1)
    taken: set[tuple[int, int]] = set()
    spans: list[_Span] = []

    def take(found: Iterator[_Span]) -> None:
        for span in found:
            spans.append(span)
            taken.update(
                (row, column)
                for row in range(span.row, span.row + span.rows)
                for column in range(span.column, span.end)
            )

    width = len(fields[0])
    take(_Span(row, 0, 1, width) for row in range(top) if sum(map(bool, fields[row])) == 1 and fields[row][0])
    take(_header_spans(fields, heads, 0, 0, width))
    take(_total_spans(fields, layout.header_rows))
    spans += [
        _Span(row, column, 1, 1)
        for row in range(len(fields))
        for column in range(width)
        if (row, column) not in taken
    ]
    return spans


def _plain_sheet(fields: Fields, title: str | None) -> Sheet | None:
    """The table as if no cell were merged."""
    cells = [
        NativeCell(row, column, text, "")
        for row, texts in enumerate(fields)
        for column, text in enumerate(texts)
    ]
    grid = native_grid(NativeTable(cells))
    if grid is None:
        return None
    sheet = sheet_of(grid, None, Caption(title=title))
    absorb_caption(sheet)
    return sheet


def _clear_repeated(fields: Fields, first: int, end: int) -> None:
    """Empty the fields that only hold the text of their merged cell again, in the rows ``first`` to ``end``.

    A text beside itself is one merged cell; that two heads side by side are alike does not happen. Below
    heads of indicators only what stands left of their names is merged downwards: signs, units and marks
    are alike in many rows.
    """
    original = [list(row) for row in fields[first:end]]
    across = 0
    headed: set[int] = set()  # whose head is that of the column at their left: a figure both have is one
    named = False
    for row, texts in enumerate(original, first):
        same = {c for c in range(1, len(texts)) if texts[c] and texts[c] == texts[c - 1]}
        if heads_band(texts):
            headed = same
            named = _column_of_names(texts) is not None
        elif sum(map(bool, texts)) == 1:
            named = False
        for column in same:
            if column not in headed and named and not same & {column - 1, column + 1}:
                continue  # below two heads of indicators (目标 | 实际) the same text twice is no merged cell
            if column in headed or not parse_figure(texts[column]):
                fields[row][column] = ""
                across += 1
    own: int | None = None  # the column of names in the band around the row
    for row in range(first + 1, end):
        above, texts = original[row - 1 - first], original[row - first]
        if heads_band(above):
            own = _column_of_names(above)
        elif sum(map(bool, above)) == 1:
            own = None
        for column, text in enumerate(texts[:own]):
            if text and text == above[column] and (across or column == 0) and not parse_figure(text):
                fields[row][column] = ""


def _column_of_names(heads: list[str]) -> int | None:
    """The column of indicators' names below ``heads``, by the most telling of their words."""
    places = [(rank(head.replace("\n", ""), "name", FORM_WORDS), at) for at, head in enumerate(heads)]
    return min(((place, at) for place, at in places if place is not None), default=(0, None))[1]


def _header_spans(fields: Fields, rows: list[int], level: int, start: int, end: int) -> Iterator[_Span]:
    """The cells of the header's rows from ``level`` on, in the columns ``start`` to ``end``."""
    if level >= len(rows) or start >= end:
        return
    row = rows[level]
    texts = [column for column in range(start, end) if fields[row][column]]
    yield from _header_spans(fields, rows, level + 1, start, texts[0] if texts else end)
    for column, following in pairwise([*texts, end]) if texts else ():
        last = following
        below = next(
            (n for n in range(level + 1, len(rows)) if any(fields[rows[n]][column:following])), len(rows)
        )
        if (
            below < len(rows)
            and not fields[rows[below]][column]
            and is_word(fields[row][column].replace("\n", ""), "row_head")
        ):
            # 科目 stands over its own column only; what is below at its right has no head above.
            last = column + 1
            below = len(rows)
            yield from _header_spans(fields, rows, level + 1, last, following)
        high = (rows[below] if below < len(rows) else rows[-1] + 1) - row
        yield _Span(row, column, high, last - column)
        yield from _header_spans(fields, rows, below, column, last)


def _total_spans(fields: Fields, first: int) -> Iterator[_Span]:
    """Totals in the body, whose label is merged over the fields up to its first figure."""
    for row in range(first, len(fields)):
        texts = fields[row]
        for column, text in enumerate(texts):
            if not names_total(text):
                continue
            following = next((c for c in range(column + 1, len(texts)) if texts[c]), None)
            if following is not None and following > column + 1 and is_plain_number(texts[following]):
                yield _Span(row, column, 1, following - column)


def _form_spans(fields: Fields) -> Iterator[_Span]:
    """The cells of a form: a key covers the empty fields at its right, and those below it at the left.

    Below the heads of a band a cell is not wider than its head. Of two rows of heads the upper ones cover
    what is empty below them.
    """
    width = len(fields[0])
    down: list[_Span] = []
    band: set[int] = set()
    under: set[int] = set()  # columns of heads that go on from the row above
    for row, texts in enumerate(fields):
        lead = next((column for column, text in enumerate(texts) if text), width)
        down = [replace(span, rows=span.rows + 1) if span.end <= lead < width else span for span in down]
        yield from (span for span in down if span.row + span.rows <= row)
        down = [span for span in down if span.row + span.rows > row]
        covered = under | {column for span in down for column in range(span.column, span.end)}
        under = set()
        below = fields[row + 1] if row + 1 < len(fields) else [""]
        indent = next((column for column, text in enumerate(below) if text), 0)
        heads = heads_band(texts)
        grouped = heads and heads_band(below)
        alone = lead == 0 and sum(map(bool, texts)) == 1
        if heads or alone and (not band or heads_band(below)):
            band = set()  # what follows is another part
        if alone and not band:
            indent = 0
        starts: set[int] = set()
        column = 0
        while column < width:
            if column in covered:
                column += 1
                continue
            end = column + 1
            text = texts[column]
            if text and not parse_figure(text):
                stops = covered if names_total(text) else covered | band
                while end < width and not texts[end] and end not in stops:
                    end += 1
            if column < indent < end:
                end = indent
            tall = grouped and bool(text) and not any(below[column:end])
            span = _Span(row, column, 2 if tall else 1, end - column)
            starts.add(column)
            if tall:
                under |= set(range(column, end))
                yield span
            elif texts[column] and end <= indent:
                down.append(span)
            else:
                yield span
            column = end
        if heads:
            band = starts
    yield from down
