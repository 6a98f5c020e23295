"""A sheet -> what stands on it from top to bottom: lines of text, and tables with their merged cells.

What is hidden is left out first: rows and columns close up, as on paper. Where a sheet has borders they
tell what is a table; where it has none, rows with more than one text do. Tables may stand below each
other or side by side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.errors import TooLarge
from extractors.native import MOST_PLACES, NativeCell, NativeTable, NativeText
from extractors.numbers import parse_figure
from extractors.tables.captions.inside import MOST_CAPTION_ROWS
from extractors.text.glossaries import names_glossary
from extractors.workbooks.book import BookSheet, Merge, Place
from records.lexicon.statements import statement_of_title
from records.phrases import Phrases

WORDS = Phrases("extractors")

LONGEST_TITLE = 45
"""Characters; what is longer is a sentence."""
WIDTH = 6.0
"""Points for a character of a column's width."""
FEWEST_FIGURES = 3
"""So many rows of a label and a figure are a table of two columns."""
LEAST_GAP = 1
"""Empty columns between two tables side by side."""
MOST_EMPTY_ROWS = 2
"""So many empty rows may stand within a table, such as above its totals."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with the places that it covers, counted in the rows and columns that are not hidden."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    anchor: str
    centred: bool

    @property
    def after(self) -> int:
        """The column after it."""
        return self.column + self.column_span


@dataclass(slots=True)
class View:
    """A sheet without what is hidden: its cells by row, the columns with borders in each row."""

    name: str
    rows: dict[int, list[Shown]] = field(default_factory=dict)
    bordered: dict[int, set[int]] = field(default_factory=dict)
    widths: list[float] = field(default_factory=list)
    empty_merges: list[Shown] = field(default_factory=list)


def view_of(sheet: BookSheet) -> tuple[View, int]:
    """The sheet as its reader sees it, and how many cells with text are hidden.

    Raises :class:`~extractors.errors.TooLarge` for merged cells beyond all measure.
    """
    view = View(sheet.name)
    hidden_rows, hidden_columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    covered: set[Place] = set()
    merged: dict[Place, Merge] = {}
    last_row = max((row for row, _ in sheet.texts), default=-1)
    last_column = max((column for _, column in sheet.texts), default=-1)
    for top, left, bottom, right in sheet.merges:
        if top > last_row or left > last_column:
            continue
        bottom, right = min(bottom, last_row), min(right, last_column)
        merged[top, left] = (top, left, bottom, right)
        if len(covered) + (bottom - top + 1) * (right - left + 1) > MOST_PLACES:
            raise TooLarge(f"merged cells of more than {MOST_PLACES:,} places")
        covered.update((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
        covered.discard((top, left))

    def shown(place: Place, text: str) -> Shown | None:
        top, left, bottom, right = merged.get(place, (*place, *place))
        first_row, first_column = (
            top - bisect_left(hidden_rows, top),
            left - bisect_left(hidden_columns, left),
        )
        rows = bottom + 1 - bisect_left(hidden_rows, bottom + 1) - first_row
        columns = right + 1 - bisect_left(hidden_columns, right + 1) - first_column
        if rows < 1 or columns < 1:
            return None
        anchor, centred = sheet.anchor(*place), place in sheet.centred
        return Shown(first_row, first_column, rows, columns, text, anchor, centred)

    left_out = 0
    for place in sorted(sheet.texts.keys() - covered):
        found = shown(place, sheet.texts[place])
        if found is None:
            left_out += 1
        else:
            view.rows.setdefault(found.row, []).append(found)
    for place in merged.keys() - sheet.texts.keys():
        found = shown(place, "")
        if found is not None:
            view.empty_merges.append(found)
    for row, column in sheet.bordered:
        if row <= last_row and column <= last_column:
            if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
                place = row - bisect_left(hidden_rows, row), column - bisect_left(hidden_columns, column)
                view.bordered.setdefault(place[0], set()).add(place[1])
    view.widths = [
        WIDTH * sheet.widths.get(column, 8.43)
        for column in range(last_column + 1)
        if column not in sheet.hidden_columns
    ]
    return view, left_out


def blocks_of(view: View) -> Iterator[NativeText | NativeTable]:
    """Text and tables of a sheet in reading order.

    A table goes on from the one above only if it has no title of its own.
    """
    above: list[Shown] = []
    alone = True
    drawn = _has_borders(view) and not names_glossary(view.name)
    for band in _bands(view, drawn):
        parts = _side_by_side(view, band)
        for number, part in enumerate(parts):
            cells = [cell for row in band for cell in view.rows.get(row, []) if cell.column in part]
            if not _is_table(view, band, part, cells, drawn):
                above += cells
                continue
            last = number + 1 == len(parts)
            own = [cell for cell in above if last or cell.column < parts[number + 1].start]
            above = [cell for cell in above if cell not in own]
            yield from _lines(own)
            alone = alone or any(is_title(cell.text) for cell in own)
            for rows in _stacked(band, cells, part):
                table, notes = _without_notes([cell for cell in cells if cell.row in rows])
                top = [cell.text for cell in table if cell.row - rows[0] < MOST_CAPTION_ROWS]
                yield _table(view, table, rows, part, alone or any(map(is_title, top)))
                yield from _lines(notes)
                alone = len(parts) > 1
    yield from _lines(above)


def _bands(view: View, drawn: bool) -> Iterator[Sequence[int]]:
    """Runs of rows that belong together: with borders, without borders, and parted by empty rows."""
    spanned = {
        row
        for cells in view.rows.values()
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
    }
    used = sorted(view.rows.keys() | view.bordered.keys() | spanned)

    def kind(item: tuple[int, int]) -> tuple[int, bool]:
        position, row = item
        bordered = len(view.bordered.get(row, ())) > 1
        return row - position, bordered or not drawn

    before: list[int] = []
    for _, run in groupby(enumerate(used), kind):
        band = [row for _, row in run]
        if before and _goes_on(view, before, band):
            before += band
            continue
        if before:
            yield before
        before = band
    if before:
        yield before


def _goes_on(view: View, before: Sequence[int], band: Sequence[int]) -> bool:
    """Whether a band begins with a row of figures below the columns of a table a little above it.

    Such are totals after an empty row, and rows without borders below a header that has some.
    """
    if band[0] - before[-1] - 1 > MOST_EMPTY_ROWS:
        return False
    heads = [cell for row in before for cell in view.rows.get(row, [])]
    covered = {column for cell in heads for column in range(cell.column, cell.after)}
    wide = sum(len(view.rows.get(row, ())) > 1 for row in before)
    first = view.rows.get(band[0], [])
    figures = {cell.column for cell in first if parse_figure(cell.text) is not None}
    if wide < 2 or not figures or not {cell.column for cell in first} <= covered:
        return False
    # A row without a label is that of a statement of one row below its header.
    return len(figures) < len(first) or all(parse_figure(cell.text) is None for cell in heads)


def _has_borders(view: View) -> bool:
    """Whether the sheet's tables are drawn with borders: at least half of its rows with two texts are."""
    wide = [row for row, cells in view.rows.items() if len(cells) > 1]
    return 2 * sum(len(view.bordered.get(row, ())) > 1 for row in wide) >= max(1, len(wide))


def _side_by_side(view: View, band: Sequence[int]) -> list[range]:
    """The columns of each of the tables that stand side by side in a band; mostly there is one."""
    used: set[int] = set()
    for row in band:
        used |= view.bordered.get(row, set())
        for cell in view.rows.get(row, []):
            used.update(range(cell.column, cell.after))
    parts: list[list[int]] = []
    for column in sorted(used):
        if parts and column - parts[-1][-1] <= LEAST_GAP:
            parts[-1].append(column)
        else:
            parts.append([column])
    whole = [range(min(used), max(used) + 1)] if used else []
    if len(parts) < 2 or not all(any(view.bordered.get(row, set()) & set(p) for row in band) for p in parts):
        return whole
    return [range(part[0], part[-1] + 1) for part in parts] if min(map(len, parts)) > 1 else whole


def _is_table(view: View, band: Sequence[int], part: range, cells: Sequence[Shown], drawn: bool) -> bool:
    """Whether a band is a table: bordered, or rows of several texts, or of a label and a figure each."""
    if not cells or len(part) < 2 or len(band) < 2:
        return False
    if drawn:
        return any(len(view.bordered.get(row, ())) > 1 for row in band)
    by_row = [list(group) for _, group in groupby(cells, lambda cell: cell.row)]
    wide = [row for row in by_row if len(row) > 1]
    if len(wide) > 1 and max(map(len, wide)) > 2:
        return True
    if len(wide) > 1 and (names_glossary(view.name) or any(names_glossary(cell.text) for cell in by_row[0])):
        return True  # terms and their explanations
    figures = sum(parse_figure(row[-1].text) is not None for row in wide)
    return figures >= FEWEST_FIGURES and figures >= 0.5 * len(wide)


def _stacked(band: Sequence[int], cells: Sequence[Shown], part: range) -> Iterator[range]:
    """The rows of each table of a band: a title of a statement in the midst of it begins another."""
    by_row = {row: list(group) for row, group in groupby(cells, lambda cell: cell.row)}
    starts = [band[0]]
    for row in band[1:]:
        if _begins(by_row.get(row, []), part) and row - starts[-1] > 2:
            starts.append(row)
    for first, after in zip(starts, [*starts[1:], band[-1] + 1], strict=True):
        yield range(first, after)


def _begins(cells: Sequence[Shown], part: range) -> bool:
    """Whether a row holds nothing but the title of a statement, over more than half of the columns."""
    if len(cells) != 1:
        return False
    wide = 2 * cells[0].column_span > len(part)
    return is_title(cells[0].text) and (wide or cells[0].centred)


def is_title(text: str) -> bool:
    """Whether a text is the title of a statement; no header says as much."""
    line = "".join(text.split())
    return (
        len(line) <= LONGEST_TITLE
        and bool(WORDS.table_title.search(line))
        and statement_of_title(line) is not None
    )


def _without_notes(cells: Sequence[Shown]) -> tuple[list[Shown], list[Shown]]:
    """The cells of a table, and those of the rows at its end that only hold a note (注：…)."""
    by_row = [list(group) for _, group in groupby(cells, lambda cell: cell.row)]
    end = len(by_row)
    while end > 1 and len(by_row[end - 1]) == 1 and WORDS.note.match(by_row[end - 1][0].text):
        end -= 1
    table, notes = by_row[:end], by_row[end:]
    return [cell for row in table for cell in row], [cell for row in notes for cell in row]


def _table(view: View, cells: Sequence[Shown], rows: range, part: range, alone: bool) -> NativeTable:
    last = max(cell.row + cell.row_span for cell in cells)
    empty = [
        cell
        for cell in view.empty_merges
        if rows[0] <= cell.row < last and cell.column in part and cell.after <= part.stop
    ]
    native = [
        NativeCell(
            cell.row - rows[0],
            cell.column - part.start,
            cell.text,
            cell.anchor,
            min(cell.row + cell.row_span, rows.stop) - cell.row,
            min(cell.after, part.stop) - cell.column,
        )
        for cell in (*cells, *empty)
    ]
    return NativeTable(native, view.widths[part.start : part.stop], alone)


def _lines(cells: Iterable[Shown]) -> Iterator[NativeText]:
    """Rows of text outside of tables; the lines of a cell are paragraphs of their own."""
    for _, group in groupby(cells, lambda cell: cell.row):
        row = list(group)
        if len(row) > 1:
            text = "\t".join(" ".join(cell.text.split("\n")) for cell in row)
            yield NativeText(text, row[0].anchor)
            continue
        for line in row[0].text.splitlines():
            centred = row[0].centred or row[0].column_span > 2
            yield NativeText(line, row[0].anchor, centred=centred)
