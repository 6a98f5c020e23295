"""Tables as a browser draws them: those without ``<table>``, and without the cells that it hides.

A page may draw a table of any elements by its styles: as rows and cells, or as lines of boxes. They become
``<table>``, ``<tr>`` and ``<td>``, so that all that is known of tables holds for them.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from extractors.numbers import parse_figure
from extractors.web.styles import shown_as, write_styles

FEWEST_ROWS = 2
"""Rows of two cells that make a table; with one the styles arrange the page."""
FEWEST_LINES = 3
"""Lines of boxes that are a table, if ..."""
FEWEST_FIGURES = 4
"""... so many of the boxes hold a number."""
ROW_GROUPS = {
    "table-row-group": "tbody",
    "table-header-group": "thead",
    "table-footer-group": "tfoot",
    "table-caption": "caption",
}
LINES = ("flex", "inline-flex", "-webkit-flex", "-webkit-box")
_TRACKS = re.compile(r"repeat\(\s*(\d{1,2})\s*,[^()]*(?:\([^()]*\)[^()]*)?\)")


def draw_tables(page: Any) -> int:
    """Write the tables of a page as a browser draws them; how many cells with text it hides."""
    write_styles(page)
    hidden = sum([_drop_hidden(element) for element in list(page.iter("td", "th", "tr"))])
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        shown = shown_as(element)
        if shown in ("table", "inline-table") and element.tag != "table":
            _take_styled(element)
        elif shown in ("grid", "inline-grid"):
            _take_grid(element)
        elif element.tag not in ("table", "tbody", "tr") and len(element) >= FEWEST_LINES:
            _take_lines(element)
    return hidden


def is_left_out(element: Any) -> bool:
    """Whether a browser shows nothing of an element, nor leaves a place for it."""
    return (
        element.get("hidden") is not None
        or shown_as(element) == "none"
        or shown_as(element, "mso-hide") == "all"
    )


def hidden_columns(table: Any) -> set[int]:
    """The columns that a table says are not shown."""
    hidden: set[int] = set()
    at = 0
    for column in table.iter("col"):
        span = column.get("span", "1")
        after = at + (int(span) if span.isdecimal() and len(span) < 4 else 1)
        if is_left_out(column) or shown_as(column, "visibility") == "collapse":
            hidden.update(range(at, after))
        at = after
    return hidden


def _drop_hidden(element: Any) -> int:
    """Take a row or cell that is hidden out of its table; how many cells with text are lost so."""
    parent = element.getparent()
    cells = list(element.iterchildren("td", "th")) if element.tag == "tr" else [element]
    texts = sum(bool("".join(cell.itertext()).strip()) for cell in cells)
    collapsed = element.tag == "tr" and shown_as(element, "visibility") == "collapse"
    if parent is not None and (is_left_out(element) or collapsed):
        parent.remove(element)
        return texts
    if element.tag != "tr" and shown_as(element, "visibility") == "hidden":
        for child in list(element):
            element.remove(child)
        element.text = None  # its place is left
        return texts
    return 0


def _take_styled(table: Any) -> None:
    """Write an element that is shown as a table as one, if it has rows of several cells."""
    rows = [element for element in table.iterdescendants() if shown_as(element) == "table-row"]
    cells = [[cell for cell in row if shown_as(cell) == "table-cell"] for row in rows]
    if sum(len(row) > 1 for row in cells) < FEWEST_ROWS:
        return
    for element in list(table.iterdescendants()):
        if group := ROW_GROUPS.get(shown_as(element)):
            element.tag = group
    _write(table, rows, cells)


def _take_lines(table: Any) -> None:
    """Write an element as a table whose parts are lines of as many boxes each, numbers in some of them."""
    rows = [element for element in table if shown_as(element) in LINES]
    if len(rows) < FEWEST_LINES or len(rows) < len(table):
        return
    cells = [list(row) for row in rows]
    if len(set(map(len, cells))) == 1 and len(cells[0]) > 1 and _hold_figures(cells):
        _write(table, rows, cells)


def _take_grid(table: Any) -> None:
    """Write an element as a table whose boxes stand in columns of a number that its style says."""
    tracks = _TRACKS.sub(lambda found: " x" * int(found[1]), shown_as(table, "grid-template-columns"))
    wide = len(re.sub(r"\([^()]*\)", "", tracks).split())
    boxes = [element for element in table if isinstance(element.tag, str)]
    cells = [boxes[first : first + wide] for first in range(0, len(boxes), max(wide, 1))]
    if wide < 2 or len(cells) < FEWEST_LINES or len(boxes) % wide or not _hold_figures(cells):
        return
    rows = []
    for row in cells:
        rows.append(etree.SubElement(table, "tr"))
        rows[-1].extend(row)
    _write(table, rows, cells)


def _hold_figures(cells: list[list[Any]]) -> bool:
    texts = ("".join(cell.itertext()).strip() for row in cells for cell in row)
    return sum(parse_figure(text) is not None for text in texts) >= FEWEST_FIGURES


def _write(table: Any, rows: list[Any], cells: list[list[Any]]) -> None:
    table.tag = "table"
    for row, own in zip(rows, cells, strict=True):
        row.tag = "tr"
        for cell in own:
            cell.tag = "td"
