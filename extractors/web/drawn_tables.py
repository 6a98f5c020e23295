"""Tables that a page draws with other elements: ``display: table-cell``, or the roles of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extractors.native import NativeCell, NativeTable
from extractors.text.spans import merged

RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
"""A rule of a style sheet: what it is for, and what it says."""
SELECTOR = re.compile(r"^(?:[a-z]+)?\.([\w-]+)$", re.I)
"""What a class looks like, wherever it stands."""
DISPLAY = re.compile(r"display\s*:\s*(?:inline-)?(table(?:-row|-cell)?)\s*(?:;|!|$)", re.I)
TAGS = {"table": "table", "table-row": "tr", "table-cell": "td"}
ROLES = {
    "table": "table",
    "grid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "td",
    "rowheader": "td",
}
DRAWN_WITH = ("div", "span", "section", "p", "ul", "ol", "li", "dl", "dt", "dd")
SPANS = {"aria-colspan": "colspan", "aria-rowspan": "rowspan"}
LONGEST_CELL = 400
"""Characters; what is longer is a part of the page that is set beside another."""


def write_tables(page: Any) -> frozenset[Any]:
    """Give what is shown as a table, its rows and its cells the tags of one.

    Rows of parts of the page (a menu beside the article) are left as they are. Returns the tables.
    """
    found: set[Any] = set()
    classes = _classes(page)
    parts = {element: tag for element in page.iter(*DRAWN_WITH) if (tag := _tag(element, classes))}
    for table in [element for element, tag in parts.items() if tag == "table"]:
        rows = [row for row in table.iterdescendants() if parts.get(row) == "tr"]
        cells = [[cell for cell in row if parts.get(cell) == "td"] for row in rows]
        if sum(len(row) > 1 for row in cells) < 2 or any(_is_part(cell) for row in cells for cell in row):
            continue
        found.add(table)
        for element in (table, *rows, *(cell for row in cells for cell in row)):
            element.tag = parts[element]
            for name, own in SPANS.items():
                if span := element.get(name):
                    element.set(own, span)
    return frozenset(found)


def with_spans(cells: Sequence[NativeCell], anchor: str) -> NativeTable:
    """A drawn table, whose elements have no spans: the empty cells beside a head are its own."""
    if not cells or any(cell.column_span > 1 or cell.row_span > 1 for cell in cells):
        return NativeTable(cells)
    rows, columns = (max(cell.row for cell in cells) + 1, max(cell.column for cell in cells) + 1)
    fields = [[""] * columns for _ in range(rows)]
    for cell in cells:
        fields[cell.row][cell.column] = cell.text
    return merged(fields, [f"{anchor}/r{row + 1}c" for row in range(rows)], None)


def _is_part(cell: Any) -> bool:
    if next(cell.iterdescendants("table"), None) is not None:
        return True
    return len("".join(cell.text_content().split())) > LONGEST_CELL


def _tag(element: Any, classes: dict[str, str]) -> str | None:
    role = ROLES.get(element.get("role", "").strip().lower())
    if role:
        return role
    if said := DISPLAY.search(element.get("style", "")):
        return TAGS[said[1].lower()]
    names = element.get("class", "").split()
    return next((classes[name] for name in names if name in classes), None)


def _classes(page: Any) -> dict[str, str]:
    """The classes of the page's own style sheets that are shown as a table or a part of one."""
    found: dict[str, str] = {}
    for style in page.iter("style"):
        for heads, said in RULE.findall(style.text or ""):
            shown = DISPLAY.search(said)
            for head in heads.split(",") if shown else ():
                if shown and (name := SELECTOR.match(head.split()[-1] if head.split() else "")):
                    found[name[1]] = TAGS[shown[1].lower()]
    return found
