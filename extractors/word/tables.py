"""Tables of Word's XML, made ready for what reads their cells."""

from __future__ import annotations

from typing import Any

from lxml import etree

from extractors.errors import TooLarge
from extractors.html_tables import LINE_END
from extractors.word.names import value, w

TWENTIETHS = 20.0
"""Word counts widths in twentieths of a point."""
MOST_GRID_COLUMNS = 1000
"""Columns of a table; Word itself draws 63."""
LONGEST_COUNT = 10
"""Digits; a longer number counts nothing that is there."""


def column_widths(table: Any) -> list[float] | None:
    """The widths of the grid's columns in points, if the file says them."""
    widths = [column.get(w("w"), "") for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    if not widths or not all(width.isdecimal() and len(width) < LONGEST_COUNT for width in widths):
        return None
    return [int(width) / TWENTIETHS for width in widths]


def prepare(table: Any) -> None:
    """Make cells sound: ends of lines are marked, cells that go on from none above begin anew.

    Raises :class:`~extractors.errors.TooLarge` for a row of more columns than any page has.
    """
    above: dict[int, int] = {}
    for row in table.iterchildren(w("tr")):
        _join_across(row)
        here: dict[int, int] = {}
        column = _count(value(row, "trPr", "gridBefore"), 0)
        for cell in row.iterchildren(w("tc")):
            span = _count(value(cell, "tcPr", "gridSpan"), 1)
            _set_span(cell, span)
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is not None:
                goes_on = merge.get(w("val")) != "restart" and above.get(column) == span
                merge.set(w("val"), "continue" if goes_on else "restart")
            here[column] = span
            column += span
            _mark_lines(cell)
        if column > MOST_GRID_COLUMNS:
            raise TooLarge(f"a table of {column:,} columns")
        above = here


def _join_across(row: Any) -> None:
    """Cells merged with those at their left in the old way (``w:hMerge``) become one that spans more."""
    before: Any = None
    for cell in row.findall(w("tc")):
        merge = cell.find(f"{w('tcPr')}/{w('hMerge')}")
        if merge is None or merge.get(w("val")) == "restart" or before is None:
            before = cell
            continue
        spans = [_count(value(one, "tcPr", "gridSpan"), 1) for one in (before, cell)]
        _set_span(before, sum(spans))
        before.extend(cell.findall(w("p")))
        row.remove(cell)


def _set_span(cell: Any, span: int) -> None:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    written = properties.find(w("gridSpan"))
    if written is None:
        if span == 1:
            return
        written = etree.Element(w("gridSpan"))
        properties.insert(0, written)
    written.set(w("val"), str(span))


def _count(text: str | None, least: int) -> int:
    if not text or not text.isdecimal():
        return least
    return max(int(text), least) if len(text) < LONGEST_COUNT else MOST_GRID_COLUMNS + 1


def _mark_lines(cell: Any) -> None:
    """Put a mark at the end of each line of a cell, for what reads it knows only blanks."""
    for line_end in list(cell.iter(w("br"), w("cr"))):
        line_end.tag = w("t")
        line_end.text = LINE_END
    paragraphs = cell.findall(w("p"))
    for paragraph in paragraphs[:-1]:
        run = etree.SubElement(paragraph, w("r"))
        etree.SubElement(run, w("t")).text = LINE_END
