"""Rows of a web table that are none of its ``<tr>``.

All in one ``<tr>``: each cell holds a whole column, its lines broken by hand. Or each one a ``<table>``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from lxml import etree

from extractors.native import Block, NativeTable
from extractors.numbers import is_dash, parse_figure
from extractors.web.drawn_tables import with_spans

FEWEST_LINES = 3
"""So many lines of figures in one cell are rows; two may be an amount and its share."""
FEWEST_CELLS = 2
"""So many cells have as many lines: labels and figures."""
FEWEST_TABLES = 3
"""So many tables of one row, as wide each, are one; two may be a caption and a sum."""
MOST_HEADS = 2
"""Lines above the figures of a column that are its heads, where the row holds them too."""
LINES = frozenset({"p", "div"})


def part_rows(table: Any) -> None:
    """Let each line of the cells of such a row be a row of its own."""
    for row in list(table.iter("tr")):
        cells = list(row.iterchildren("td", "th"))
        lines = [_lines(cell) for cell in cells]
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


def joined_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a page, tables of one row that follow each other directly as one table."""
    run: list[NativeTable] = []
    for block in [*blocks, None]:
        if isinstance(block, NativeTable) and _is_row(block) and (not run or _width(block) == _width(run[0])):
            run.append(block)
            continue
        yield from [_one_of(run)] if len(run) >= FEWEST_TABLES else run
        run = []
        if isinstance(block, NativeTable) and _is_row(block):
            run = [block]
        elif block is not None:
            yield block


def _is_row(table: NativeTable) -> bool:
    return bool(table.cells) and all(cell.row == 0 and cell.row_span == 1 for cell in table.cells)


def _width(table: NativeTable) -> int:
    return max(cell.column + cell.column_span for cell in table.cells)


def _one_of(rows: list[NativeTable]) -> NativeTable:
    cells = [replace(cell, row=row) for row, table in enumerate(rows) for cell in table.cells]
    return with_spans(cells, rows[0].cells[0].anchor.partition("/")[0])


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


def _lines(cell: Any) -> list[str]:
    """The lines of a cell, blank ones kept; one that is alone may be empty."""
    if next(cell.iterdescendants("table", "img"), None) is not None:
        return [""]
    lines = [""]

    def write(text: str | None) -> None:
        lines[-1] += text or ""

    blocks = [child for child in cell if child.tag in LINES]
    begins = set(blocks[1:])
    for child in cell.iterdescendants():
        if child.tag == "br" or child in begins:
            lines.append("")
        if child.tag != "br" and isinstance(child.tag, str):
            write(child.text)
        write(child.tail)
    lines[0] = (cell.text or "") + lines[0]
    return [" ".join(line.split()) for line in lines]
