"""Tables that are set with tab stops: paragraphs below each other whose fields tabs part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractors.native import NativeTable, NativeText
from extractors.numbers import is_plain_number
from extractors.tables.captions.wording import is_title
from extractors.text.blocks import blocks_of
from extractors.text.lines import Line
from extractors.word.names import w

FEWEST_FIELDS = 3
"""A line of contents has two fields."""
FEWEST_ROWS = 2
"""So many paragraphs with so many fields, figures among them, are a table; so is one with as many figures."""


def tabbed_text(paragraph: Any) -> str:
    """The text of a paragraph with its tabs, if it has any."""
    parts = [part for run in paragraph.iter(w("r")) for part in run if part.tag in (w("t"), w("tab"))]
    if not any(part.tag == w("tab") for part in parts):
        return ""
    return "".join("\t" if part.tag == w("tab") else part.text or "" for part in parts)


def runs_of_tabbed(texts: Mapping[int, str], blank: Collection[int]) -> Iterator[list[int]]:
    """The paragraphs, by number, that make a table with nothing but ``blank`` ones between them.

    ``texts`` are those with tabs.
    """
    run: list[int] = []
    for number in [*sorted(texts), None]:
        if run and (number is None or any(n not in blank for n in range(run[-1] + 1, number))):
            if _is_table([texts[n].split("\t") for n in run]):
                yield run
            run = []
        run += [number] if number is not None else []


def _is_table(rows: list[list[str]]) -> bool:
    amounts = [sum("." in field and is_plain_number(field) for field in fields) for fields in rows]
    wide = [count for count, fields in zip(amounts, rows, strict=True) if len(fields) >= FEWEST_FIELDS]
    return sum(map(bool, wide)) >= FEWEST_ROWS or len(wide) > 1 and max(wide) >= FEWEST_FIELDS


def tabbed_blocks(
    lines: Mapping[int, tuple[str, str]], above: Sequence[str]
) -> Iterator[NativeText | NativeTable]:
    """The table that paragraphs are, by number the anchor and the text of each, and its caption.

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
