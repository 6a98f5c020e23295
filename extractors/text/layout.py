"""Tables that a text has lost: aligned by blanks only, or laid out one cell a line.

What belongs to which row or head cannot be known for sure; such lines are reported, and give no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.flow import Notice
from extractors.native import NativeTable, NativeText
from extractors.numbers import is_dash, parse_figure
from extractors.text.lines import Break, Line
from records.phrases import Phrases

WORDS = Phrases("extractors")

PIECE = re.compile(r"\S(?: ?\S)*")
"""What stands together: a blank within, or none."""
FEWEST_PIECES = 3
"""A label and two figures on a line: fewer may be a sentence with a number."""
FEWEST_ROWS = 8
"""Lines of pieces apart that end in a figure: tables aligned by blanks."""
FEWEST_CELLS = 16
"""So many short lines one below the other are the cells of a lost table."""
LONGEST_CELL = 24
"""Characters; a longer line is prose."""
FIGURES = 0.25
"""Share of figures among lines that are cells."""
AMOUNT = re.compile(r"-?[\d,]+\.\d+")
SENTENCE = re.compile(r"[，。；]")


def without_aligned(items: Sequence[Line | Break]) -> tuple[list[Line | Break], list[Notice]]:
    """The text without the rows of tables that blanks align, which become breaks, and a notice of them."""
    aligned = {item.number for item in items if isinstance(item, Line) and _is_aligned(item.text)}
    if len(aligned) < FEWEST_ROWS:
        return list(items), []
    message = (
        f"{len(aligned)} lines are rows of tables that only blanks align; which figure belongs to which head"
        " cannot be told, and they are not read."
    )
    kept = [Break() if isinstance(item, Line) and item.number in aligned else item for item in items]
    return kept, [Notice("tables", "warning", "table_without_grid", message)]


def _is_aligned(text: str) -> bool:
    """Whether a line is the row of a table, its cells parted by several blanks, or all by one."""
    if "\t" in text or "|" in text or " " not in text.strip():
        return False
    if "  " in text.strip():
        pieces = PIECE.findall(text)
        if len(pieces) >= FEWEST_PIECES and any(_is_value(piece) for piece in pieces[1:]):
            return True
    words = text.split()
    return (
        not SENTENCE.search(text)
        and any(AMOUNT.fullmatch(word) for word in words[1:])
        and not any(WORDS.figure_unit.match(word) for word in words)
    )


def without_lost_forms(
    blocks: Sequence[NativeText | NativeTable],
) -> tuple[list[NativeText | NativeTable], list[Notice]]:
    """The blocks without the figures of forms that are laid out one cell a line, and a notice of each.

    Such a form is a run of short lines of which many are figures; its labels stay, as text.
    """
    kept: list[NativeText | NativeTable] = []
    notices: list[Notice] = []
    run: list[NativeText] = []
    for block in [*blocks, None]:
        if isinstance(block, NativeText) and len(block.text) <= LONGEST_CELL:
            if not SENTENCE.search(block.text):
                run.append(block)
                continue
        labels = [text for text in run if not _is_value(text.text.strip())]
        if len(run) >= FEWEST_CELLS and len(run) - len(labels) >= FIGURES * len(run):
            kept += labels
            message = (
                f"From {run[0].anchor} to {run[-1].anchor} a table is laid out one cell a line: its grid is"
                " lost, and its figures are not read."
            )
            notices.append(Notice("tables", "warning", "table_without_grid", message))
        else:
            kept += run
        if block is not None:
            kept.append(block)
        run = []
    return kept, notices


def _is_value(text: str) -> bool:
    return is_dash(text) or parse_figure(text) is not None
