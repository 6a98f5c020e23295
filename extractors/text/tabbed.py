"""Paragraphs of a file without pages that are the rows of a table, their fields parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.native import NativeTable, NativeText
from extractors.tables.captions.wording import is_title
from extractors.text.blocks import blocks_of
from extractors.text.lines import Line


def tabbed_blocks(
    lines: Mapping[int, tuple[str, str]], above: Sequence[str]
) -> Iterator[NativeText | NativeTable]:
    """The table that paragraphs with tabs are, by number the anchor and the text of each, and its caption.

    ``above`` are the texts of the paragraphs before it, of which one may be its title.
    """
    width = max(text.count("\t") for _, text in lines.values())
    # a field behind the last tab of a line is empty, not lost
    padded = [Line(n, text + "\t" * (width - text.count("\t"))) for n, (_, text) in lines.items()]
    titles = [Line(-1, text) for text in above if is_title(text)]

    def anchor(told: str) -> str:
        number, _, rest = told.removeprefix("line[").partition("]")
        return lines[int(number)][0] + rest

    for block in blocks_of([*titles, *padded], markdown=False).blocks:
        if not isinstance(block, NativeText):
            yield replace(block, cells=[replace(one, anchor=anchor(one.anchor)) for one in block.cells])
        elif block.anchor != "line[-1]":
            yield replace(block, anchor=anchor(block.anchor))
