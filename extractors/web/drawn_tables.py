"""Tables as a browser draws them: those without ``<table>``, and without the cells that it hides.

A page may draw a table of any elements by its styles: as rows and cells, or as lines of boxes. They become
``<table>``, ``<tr>`` and ``<td>``, so that all that is known of tables holds for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from extractors.native import NativeCell, NativeTable
from extractors.numbers import parse_figure
from extractors.text.spans import merged
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
LONGEST_CELL = 400
"""Characters; what is longer is a part of the page that is set beside another."""
ROLES = {
    "table": "table",
    "grid": "table",
    "row": "table-row",
    "cell": "table-cell",
    "gridcell": "table-cell",
    "columnheader": "table-cell",
    "rowheader": "table-cell",
}
SPANS = {"colspan": ("aria-colspan", "grid-column"), "rowspan": ("aria-rowspan", "grid-row")}
"""By the attribute of a cell: that of other elements which says the same, and the style."""
WIDEST = 99
"""Columns and rows that a box spans at most."""
LINES = ("flex", "box")
OWN = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "html", "body"})
"""Elements that are no drawn table."""
_SPAN = re.compile(r"(?:\d+\s*/\s*)?span\s+(\d{1,2})|(\d{1,2})\s*/\s*(\d{1,2})")
_TRACKS = re.compile(r"repeat\(\s*(\d{1,2})\s*,[^()]*(?:\([^()]*\)[^()]*)?\)")


class Drawn(NamedTuple):
    """The tables of other elements than ``<table>``, and how many cells with text are hidden."""

    tables: frozenset[Any]
    hidden: int


def draw_tables(page: Any) -> Drawn:
    """Write the tables of a page as a browser draws them."""
    write_styles(page)
    hidden = sum([_drop_hidden(element) for element in list(page.iter("td", "th", "tr"))])
    found: set[Any] = set()
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in OWN:
            continue
        if _take_styled(element) or _take_grid(element) or _take_lines(element) or _take_pairs(element):
            found.add(element)
    return Drawn(frozenset(found), hidden)


def with_spans(cells: Sequence[NativeCell], anchor: str) -> NativeTable:
    """A drawn table, whose elements have no spans: the empty cells beside a head are its own."""
    if not cells or any(cell.column_span > 1 or cell.row_span > 1 for cell in cells):
        return NativeTable(cells)
    rows, columns = (max(cell.row for cell in cells) + 1, max(cell.column for cell in cells) + 1)
    fields = [[""] * columns for _ in range(rows)]
    for cell in cells:
        fields[cell.row][cell.column] = cell.text
    return merged(fields, [f"{anchor}/r{row + 1}c" for row in range(rows)], None)


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


def _shown(element: Any) -> str:
    role = ROLES.get(element.get("role", "").strip().lower())
    return role or shown_as(element).removeprefix("inline-").removeprefix("-webkit-")


def _take_styled(table: Any) -> bool:
    """Write an element that is shown as a table as one, if it has rows of several cells."""
    if _shown(table) not in ("table", "grid"):
        return False
    inner = [element for element in table.iterdescendants() if isinstance(element.tag, str)]
    rows = [element for element in inner if element.tag not in OWN and _shown(element) == "table-row"]
    several = [row for row in rows if sum(_shown(cell) == "table-cell" for cell in row) > 1]
    cells = [_elements(row) for row in rows]
    if len(several) < FEWEST_ROWS or any(map(_is_part, sum(cells, []))):
        return False
    for element in inner:
        if group := ROW_GROUPS.get(_shown(element)):
            element.tag = group
    _write(table, rows, cells)
    return True


def _take_lines(table: Any) -> bool:
    """Write an element as a table whose parts are lines of as many boxes each, numbers in some of them."""
    if len(table) < FEWEST_LINES:
        return False
    rows = [element for element in table if _shown(element) in LINES]
    cells = [list(row) for row in rows]
    if len(rows) < len(table) or len(set(map(len, cells))) > 1 or not _hold_figures(cells):
        return False
    _write(table, rows, cells)
    return True


def _take_grid(table: Any) -> bool:
    """Write an element as a table whose boxes stand in columns of a number that its style says."""
    if _shown(table) != "grid":
        return False
    tracks = _TRACKS.sub(lambda found: " x" * int(found[1]), shown_as(table, "grid-template-columns"))
    wide = len(re.sub(r"\([^()]*\)", "", tracks).split())
    boxes = [
        box
        for part in _elements(table)
        for box in (_elements(part) if _shown(part) == "contents" else [part])
    ]
    cells = _placed(boxes, wide) if wide > 1 else []
    if len(cells) < FEWEST_LINES or not _hold_figures(cells):
        return False
    _write_boxes(table, cells)
    return True


def _elements(parent: Any) -> list[Any]:
    return [element for element in parent if isinstance(element.tag, str)]


def _placed(boxes: list[Any], wide: int) -> list[list[Any]]:
    """The rows that boxes make which follow each other in a grid so ``wide``; none if they do not fill it."""
    rows: list[list[Any]] = []
    taken: set[tuple[int, int]] = set()
    row = column = 0
    for box in boxes:
        across, down = (_span(box, name) for name in SPANS)
        while column + across > wide or any((row, column + i) in taken for i in range(across)):
            row, column = (row, column + 1) if column + across < wide else (row + 1, 0)
        rows += [[] for _ in range(row + down - len(rows))]
        rows[row].append(box)
        taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
    return rows if len(taken) == len(rows) * wide else []


def _span(element: Any, name: str) -> int:
    """How many columns or rows (``name``) an element spans, as it or its style says."""
    attribute, style = SPANS[name]
    said = element.get(attribute, "").strip()
    if found := _SPAN.fullmatch(shown_as(element, style)):
        said = found[1] or str(int(found[3]) - int(found[2]))
    return min(max(int(said), 1), WIDEST) if said.lstrip("-").isdecimal() else 1


def _take_pairs(table: Any) -> bool:
    """Write a list of terms as a table whose rows are a term and a number."""
    if table.tag != "dl" or len(table) < 2 * FEWEST_LINES or len(table) % 2:
        return False
    cells = [[table[place], table[place + 1]] for place in range(0, len(table), 2)]
    if any((term.tag, text.tag) != ("dt", "dd") for term, text in cells) or not _hold_figures(cells):
        return False
    _write_boxes(table, cells)
    return True


def _write_boxes(table: Any, cells: list[list[Any]]) -> None:
    """Write boxes that follow each other as the rows of a table."""
    rows = []
    for row in cells:
        rows.append(etree.SubElement(table, "tr"))
        rows[-1].extend(row)
    _write(table, rows, cells)


def _is_part(cell: Any) -> bool:
    """Whether a cell holds a part of the page: another table, or a long text."""
    if next(cell.iterdescendants("table"), None) is not None:
        return True
    return len("".join(cell.text_content().split())) > LONGEST_CELL


def _hold_figures(cells: list[list[Any]]) -> bool:
    """Whether rows of several cells hold numbers, and no part of the page."""
    boxes = [cell for row in cells for cell in row]
    if len(boxes) < 2 * len(cells) or any(map(_is_part, boxes)):
        return False
    return sum(parse_figure(cell.text_content().strip()) is not None for cell in boxes) >= FEWEST_FIGURES


def _write(table: Any, rows: list[Any], cells: list[list[Any]]) -> None:
    table.tag = "table"
    for row, own in zip(rows, cells, strict=True):
        row.tag = "tr"
        for cell in own:
            cell.tag = "td"
            for name in SPANS:
                if (span := _span(cell, name)) > 1:
                    cell.set(name, str(span))
        _part_levels(row, own)


def _part_levels(row: Any, cells: list[Any]) -> None:
    """Write a row of which a cell holds a head and, in a box, a head for each column under it as two rows."""
    under = {cell: lower for cell in cells if (lower := _heads_under(cell))}
    if not under:
        return
    second = etree.Element("tr")
    for cell in cells:
        if cell not in under:
            cell.set("rowspan", str(int(cell.get("rowspan", "1")) + 1))
    for lower in under.values():
        second.extend(lower)
        for head in lower:
            head.tag = "td"
    row.addnext(second)


def _heads_under(cell: Any) -> list[Any]:
    """The heads in the last box of a cell that spans as many columns as they are; none without one above."""
    inner = _elements(cell)
    heads = _elements(inner[-1]) if inner else []
    above = cell.text_content().strip()[: -len(inner[-1].text_content().strip()) or None] if inner else ""
    whole = len(heads) > 1 and _span(cell, "colspan") == len(heads)
    return heads if whole and above.strip() and all(head.text_content().strip() for head in heads) else []
