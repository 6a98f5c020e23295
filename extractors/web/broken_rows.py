"""Rows of a web table that are none of its ``<tr>``: lines of cells, or each one a ``<table>``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from extractors.native import Block, NativeTable
from extractors.web.drawn_tables import with_spans

FEWEST_TABLES = 3
"""So many tables of one row, as wide each, are one; two may be a caption and a sum."""
LINES = frozenset({"p", "div"})


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


def lines_of_cell(cell: Any) -> list[str]:
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
