"""A page as the reader saw it, as SVG: one layer for each step from strokes to figures.

Each layer is a ``<g>`` with a class of its own, and can be hidden in a browser or an SVG editor. Every
piece has a ``<title>``, which is shown where the pointer rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from extractors.document import TextLine
from extractors.pages.seen import PageSeen, TableSeen
from extractors.tables.grid import Grid
from records.columns import Box

LEGEND = 170
"""Points beside the page, for what the colours mean."""
LINE_PITCH, LEGEND_SIZE = 18, 9
"""Of the legend, in points: from one line to the next, and the size of its text."""
BELOW_BASE, OF_LINE = 0.22, 0.75
"""What of a line's height lies below the base of its characters, and is the size of its font."""
LAYERS = {
    "shades": ('fill="#d8d8d8"', "filled areas"),
    "frames": (
        'fill="none" stroke="#b0b0b0" stroke-width="4" stroke-opacity=".5"',
        "frames: rulings that touch",
    ),
    "header": ('fill="#4f81bd" fill-opacity=".30"', "header"),
    "stub": ('fill="#9bbb59" fill-opacity=".30"', "stub: what names the rows"),
    "body": ('fill="#f7e18b" fill-opacity=".30"', "body"),
    "cells": ('fill="none" stroke="#7f5fa8" stroke-width=".6"', "cells with their spans"),
    "groups": ('fill="none" stroke="#e36c0a" stroke-width="1.6" stroke-dasharray="5 3"', "groups of columns"),
    "rulings-drawn": ('fill="none" stroke="#c00000" stroke-width=".8"', "rulings as drawn"),
    "rulings-recognised": ('fill="none" stroke="#c000a0" stroke-width=".8"', "rulings found in a picture"),
    "rulings-added": (
        'fill="none" stroke="#00a0a0" stroke-width=".8" stroke-dasharray="2 2"',
        "rulings added: colour, text",
    ),
    "lines": ('fill="none" stroke="#808080" stroke-width=".3"', "lines of text"),
    "text": ('fill="#202020" font-family="sans-serif"', "their text"),
    "left-out": (
        'fill="#ff0000" fill-opacity=".08" stroke="#ff0000" stroke-dasharray="8 3"',
        "no table, and why",
    ),
}
"""Class of a layer, the lowest first -> its look, as attributes that all viewers know; what it shows."""


def page_svg(page: PageSeen) -> str:
    """The drawing of a page, with a legend at its right; one point is one unit."""
    layers = dict(_layers(page))
    body = "\n".join(
        f'<g class="{name}" {look}>{"".join(layers.get(name, ()))}</g>' for name, (look, _) in LAYERS.items()
    )
    width, height = page.width + LEGEND, page.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}">'
        f'<rect width="{page.width:g}" height="{height:g}" fill="white" stroke="#a0a0a0"/>\n'
        f"{body}\n{_legend(page)}</svg>\n"
    )


def _layers(page: PageSeen) -> Iterator[tuple[str, list[str]]]:
    yield "shades", [_box(shade, "filled area") for shade in page.shades]
    yield (
        "frames",
        [
            _box(f.box, f"frame: {len(f.horizontal)} rulings across, {len(f.vertical)} down")
            for f in page.frames
        ],
    )
    for role in ("header", "stub", "body"):
        yield (
            role,
            [
                _box(cell.box, f"{table.table_id} ({table.statement}), {role}: {cell.text}")
                for table in page.tables
                for cell in table.cells
                if cell.role == role and cell.box
            ],
        )
    yield "cells", [piece for grid in page.grids for piece in _cells(grid)]
    yield "groups", [piece for table in page.tables for piece in _groups(table)]
    rulings = [_across(*segment) for segment in page.horizontal] + [_down(*one) for one in page.vertical]
    yield ("rulings-recognised" if page.is_recognised else "rulings-drawn"), rulings
    yield (
        "rulings-added",
        [piece for grid in page.grids if grid.origin != "ruled" for piece in _positions(grid)],
    )
    yield "lines", [_box(line.box(), f"line: {line.text}") for line in page.lines]
    yield "text", [_text(line) for line in page.lines]
    yield "left-out", [_box(one.box, f"left out: {one.reason}") for one in page.left_out]


def _cells(grid: Grid) -> Iterator[str]:
    for cell in grid.cells:
        place = f"row {cell.row}, column {cell.column}, spans {cell.row_span} × {cell.column_span}"
        yield _box(cell.box, f"{grid.origin} grid, {place}")


def _groups(table: TableSeen) -> Iterator[str]:
    for number, (group, boxes) in enumerate(table.groups, 1):
        side = f", {group.side}" if group.side else ""
        columns = f"labels {group.labels}, codes {group.codes}, figures {group.values}"
        for box in boxes:
            yield _box(box, f"{table.table_id}, group {number}{side}: {columns}")


def _positions(grid: Grid) -> Iterator[str]:
    left, top, right, bottom = grid.box
    why = f"added, since the table is {grid.origin}"
    yield from (_down(x, top, bottom, why) for x in grid.xs)
    yield from (_across(y, left, right, why) for y in grid.ys)


def _box(box: Box, title: str) -> str:
    x0, y0, x1, y1 = box
    size = f'width="{max(x1 - x0, 0):.2f}" height="{max(y1 - y0, 0):.2f}"'
    return f'<rect x="{x0:.2f}" y="{y0:.2f}" {size}>{_title(title)}</rect>'


def _across(y: float, x0: float, x1: float, title: str = "") -> str:
    return f'<line x1="{x0:.2f}" y1="{y:.2f}" x2="{x1:.2f}" y2="{y:.2f}">{_title(title)}</line>'


def _down(x: float, y0: float, y1: float, title: str = "") -> str:
    return f'<line x1="{x:.2f}" y1="{y0:.2f}" x2="{x:.2f}" y2="{y1:.2f}">{_title(title)}</line>'


def _text(line: TextLine) -> str:
    height = line.y1 - line.y0
    place = f'x="{line.x0:.2f}" y="{line.y1 - BELOW_BASE * height:.2f}" font-size="{OF_LINE * height:.2f}"'
    length = f' textLength="{line.x1 - line.x0:.2f}" lengthAdjust="spacingAndGlyphs"' if line.text else ""
    return f"<text {place}{length}>{_clean(line.text)}</text>"


def _title(text: str) -> str:
    return f"<title>{_clean(text)}</title>" if text else ""


def _clean(text: str) -> str:
    """Text for XML, without the characters that it cannot hold."""
    return escape("".join(c if c.isprintable() or c == " " else " " for c in text))


def _legend(page: PageSeen) -> str:
    x, size = page.width + 10, LEGEND_SIZE
    rows = [f'<text x="{x:g}" y="{size}" font-size="{size}">Page {page.number}</text>']
    for number, (look, meaning) in enumerate(LAYERS.values(), start=1):
        y = size + LINE_PITCH * number
        rows.append(f'<rect x="{x:g}" y="{y - size}" width="16" height="10" {look}/>')
        rows.append(f'<text x="{x + 22:g}" y="{y}" font-size="{size}">{escape(meaning)}</text>')
    return f'<g font-family="sans-serif">{"".join(rows)}</g>'
