"""HTML tables with their spans, by lxml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from html import unescape
from typing import Any

from lxml import etree, html

from extractors.errors import TooLarge
from extractors.native import MOST_PLACES, NativeCell, NativeTable
from extractors.numbers import is_dash, parse_figure

LINE_END = "\ufdd1"
"""A character that no text has: it marks the end of a line where only blanks are kept."""
HIDDEN = re.compile(r"<!--.*?-->|<(style|script|caption)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
ROW_END = re.compile(r"</tr\s*>|<tr\b[^>]*>", re.IGNORECASE)
HELD = 0.95
"""Share of a table's letters that its cells hold at least; a browser shows the others beside it."""
FEWEST_LINES = 3
"""So many lines of figures in one cell are rows; two may be an amount and its share."""
FEWEST_CELLS = 2
"""So many cells have as many lines: labels and figures."""
MOST_HEADS = 2
"""Lines above the figures of a column that are its heads, where the row holds them too."""
MOST_HEAD_ROWS = 9
"""Rows of a head in which a wrong span is mended."""
MOST_SPAN = 1000
"""As browsers hold it: a larger ``colspan`` counts as this."""


def native_table(
    source: str, anchor: str, widths: Sequence[float] | None = None, alone: bool = False
) -> NativeTable:
    """The table that HTML text holds; :data:`LINE_END` ends a line of a cell."""
    table = html.fragment_fromstring(source, create_parent="div").find("table")
    if table is not None:
        part_rows(table, _marked_lines)
    cells = list(table_cells(table, anchor, marked_text)) if table is not None else []
    return NativeTable(cells, widths, alone)


def part_rows(table: Any, lines_of: Callable[[Any], list[str]]) -> None:
    """Let each line of the cells of a row be a row, where they hold whole columns; ``lines_of`` a cell."""
    for row in list(table.iter("tr")):
        cells = list(row.iterchildren("td", "th"))
        lines = [lines_of(cell) for cell in cells]
        count = _rows_in(lines)
        if not count:
            continue
        for number in range(count):
            part = etree.SubElement(row.getparent(), "tr")
            row.addprevious(part)
            for cell, texts in zip(cells, lines, strict=True):
                if len(texts) == count or not number:
                    part.append(_cell(cell, texts, number, count))
        row.getparent().remove(row)


def _cell(cell: Any, texts: list[str], number: int, count: int) -> Any:
    """The part of a cell that stands in one of the rows; what has no lines of its own spans all of them."""
    if len(texts) != count:
        whole = deepcopy(cell)
        whole.tail = None
        whole.set("rowspan", str(count))
        return whole
    part = etree.Element(cell.tag, {key: value for key, value in cell.attrib.items() if key != "rowspan"})
    part.text = texts[number]
    return part


def _rows_in(cells: list[list[str]]) -> int:
    """How many rows stand in the lines of some cells; 0: they are one row."""
    counts = Counter(len(lines) for lines in cells if len(lines) >= FEWEST_LINES)
    if not counts:
        return 0
    count, alike = counts.most_common(1)[0]
    others = [lines for lines in cells if len(lines) not in (count, 1) and any(lines)]
    figures = sum(_is_column(lines) for lines in cells if len(lines) == count)
    return count if alike >= FEWEST_CELLS and figures and not others else 0


def _is_column(lines: list[str]) -> bool:
    """Whether lines are amounts, dashes and blanks below heads, three amounts or dashes at least."""
    figures = [is_dash(line) or parse_figure(line) is not None for line in lines if line]
    heads = figures.index(True) if True in figures else len(figures)
    return heads <= MOST_HEADS and len(figures) - heads >= FEWEST_LINES and all(figures[heads:])


def _marked_lines(cell: Any) -> list[str]:
    """The lines of a cell whose ends are marked."""
    if next(cell.iterdescendants("table", "img"), None) is not None:
        return [""]
    return [" ".join(line.split()) for line in cell.text_content().split(LINE_END)]


def text_beside_cells(source: str) -> list[str] | None:
    """The text of an HTML table by rows, if it has text that no cell of it holds; else ``None``.

    So it is where cells have no tags, or lie deeper than the parser goes.
    """
    shown = HIDDEN.sub("", source)
    rows = [" ".join(unescape(TAG.sub(" ", row)).split()) for row in ROW_END.split(shown)]
    whole = sum(len(row.replace(" ", "")) for row in rows)
    try:
        cells = native_table(source, "").cells
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        cells = []
    held = sum(len("".join(cell.text.split())) for cell in cells)
    return [row for row in rows if row] if held < HELD * whole else None


def marked_text(cell: Any) -> str:
    """The text of a cell whose line ends are marked."""
    return "\n".join(part.strip() for part in cell.text_content().split(LINE_END))


def table_cells(table: Any, anchor: str, text_of: Callable[[Any], str]) -> Iterator[NativeCell]:
    """The cells of a ``<table>`` element, laid out as a browser does.

    A browser ends a cell with its ``tbody``. Office programs write one for each row, and cells that reach
    beyond: they do where more rows are then as wide as the table.

    Raises :class:`~extractors.errors.TooLarge`.
    """
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    ends = _ends_of_parts(rows)
    found = _laid_out(rows, ends, anchor, text_of)
    cut = (number + _rows_of(row, len(rows)) > ends[number] for number, row in enumerate(rows))
    if ends[:1] != [len(rows)] and any(cut):
        whole = _laid_out(rows, [len(rows)] * len(rows), anchor, text_of)
        found = max(found, whole, key=_widest_rows)
    yield from found


def _laid_out(
    rows: list[Any], ends: list[int], anchor: str, text_of: Callable[[Any], str]
) -> list[NativeCell]:
    """The cells of ``rows``, none of which reaches beyond the row's end in ``ends``."""
    covered: dict[int, int] = {}
    found: list[NativeCell] = []
    places = 0
    for number, row in enumerate(rows):
        column = 0
        if 0 < number < min(MOST_HEAD_ROWS, ends[number - 1]):
            _reach_down(found, covered, number, row)
        for cell in row.iterchildren("td", "th"):
            while covered.get(column, 0) > number:
                column += 1
            wide = _span(cell.get("colspan"))
            high = min(_span(cell.get("rowspan"), len(rows)), ends[number] - number)
            places += wide * high
            if places > MOST_PLACES:
                raise TooLarge(f"a table of more than {MOST_PLACES:,} places")
            place = f"{anchor}/r{number + 1}c{column + 1}"
            found.append(NativeCell(number, column, text_of(cell), place, high, wide))
            for covering in range(column, column + wide):
                covered[covering] = number + high
            column += wide
    return found


def _rows_of(row: Any, most: int) -> int:
    """How many rows the highest cell of a row spans, as written."""
    return max((_span(cell.get("rowspan"), most) for cell in row.iterchildren("td", "th")), default=1)


def _widest_rows(cells: list[NativeCell]) -> int:
    """How many rows are as wide as the table."""
    widths: Counter[int] = Counter()
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            widths[row] = max(widths[row], cell.column + cell.column_span)
    widest = max(widths.values(), default=0)
    return sum(width == widest for width in widths.values())


def _reach_down(found: list[NativeCell], covered: dict[int, int], number: int, row: Any) -> None:
    """Let heads reach over the next row whose ``rowspan`` is one too small.

    That row has as many cells as the wide heads above it have columns, and none for the others.
    """
    cells = list(row.iterchildren("td", "th"))
    above = [cell for cell in found if cell.row + cell.row_span == number]
    narrow = [cell for cell in above if cell.column_span == 1]
    own = sum(_span(cell.get("colspan")) for cell in cells)
    wide = sum(cell.column_span for cell in above) - len(narrow)
    free = sum(end <= number for end in covered.values())
    if not narrow or own != wide or own + len(narrow) != free:
        return
    texts = [cell.text for cell in above] + [cell.text_content() for cell in cells]
    if not all(text.strip() and parse_figure(text.strip()) is None for text in texts):
        return
    for cell in narrow:
        found[found.index(cell)] = replace(cell, row_span=cell.row_span + 1)
        covered[cell.column] = number + 1


def _ends_of_parts(rows: list[Any]) -> list[int]:
    """For each row the one after its ``thead``, ``tbody`` or ``tfoot``: no cell reaches beyond."""
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        same = rows[number].getparent() is rows[number + 1].getparent()
        ends[number] = ends[number + 1] if same else number + 1
    return ends


def _span(text: str | None, most: int = MOST_SPAN) -> int:
    """A span as written; 0 means to the end."""
    digits = (text or "").strip()
    if not digits.isdecimal():
        return 1
    return min(int(digits) if len(digits) < 7 else most, most) or most
