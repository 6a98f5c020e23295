"""Tables of a web page that blanks align: paragraphs below each other whose fields stand in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.native import Block, NativeTable, NativeText
from extractors.tables.captions.inside import MOST_CAPTION_ROWS
from extractors.text.aligned import runs_of_aligned
from extractors.text.tabbed import tabbed_blocks


def with_aligned(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a page, paragraphs that are rows of a table as one."""
    texts = [block.text if isinstance(block, NativeText) else None for block in blocks]
    runs = dict(runs_of_aligned(texts))
    place = 0
    while place < len(blocks):
        if place not in runs:
            yield blocks[place]
            place += 1
            continue
        rows = runs[place]
        lines = {
            number: (block.anchor, row)
            for number, (block, row) in enumerate(zip(blocks[place:], rows, strict=False))
            if isinstance(block, NativeText)
        }
        above = [text for text in texts[max(0, place - MOST_CAPTION_ROWS) : place] if text]
        yield from tabbed_blocks(lines, above)
        place += len(rows)


def placed_in(place: str, block: Block) -> Block:
    """A block with anchors below that of the element that it was found in."""
    if isinstance(block, NativeText):
        return replace(block, anchor=place + block.anchor)
    return NativeTable(
        [replace(cell, anchor=place + cell.anchor) for cell in block.cells], block.widths, block.alone
    )
