"""Text files into a flow.

What belongs to which row or head of a table that is aligned by blanks only and loosely, or laid out one cell
a line, cannot be known for sure: such lines are reported, and give no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.characters import IDEOGRAPH, PAUSE
from extractors.charset import decode, is_much_broken
from extractors.errors import TooLarge, UnknownFormat
from extractors.flow import Content, Notice
from extractors.native import NativeTable, NativeText, native_flow
from extractors.numbers import is_dash, parse_figure
from extractors.text.aligned import runs_of_aligned
from extractors.text.blocks import blocks_of
from extractors.text.lines import Break, Line, lines_of, without_furniture
from records.phrases import Phrases

WORDS = Phrases("extractors")

MOST_CHARACTERS = 32 * 1024 * 1024
"""A disclosure with hundreds of forms has a million."""
MARKDOWN_SIGN = re.compile(r"^ {0,3}#{1,6} *\S|\*\*\S|^[ \t]*\|?[ :]*-{2,}[ :]*\|", re.MULTILINE)


PICTURE_MARK = re.compile(r"<!-- *(?:image|picture|figure)\b[^>\n]*-->", re.IGNORECASE)
"""What a parser leaves where a page has a picture."""
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
SENTENCE = re.compile(PAUSE)


def speaks_of_budgets(data: bytes) -> bool:
    """Whether a text, or its beginning, speaks of a budget and of money."""
    text, _ = decode(data)
    return WORDS.of_budget.search(text) is not None and WORDS.of_money.search(text) is not None


def read_text(data: bytes) -> Content:
    """The content of a text file, with what it has of Markdown.

    Raises :class:`~extractors.errors.TooLarge`, and :class:`~extractors.errors.UnknownFormat` for text
    without a Chinese character (a program, a log).
    """
    text, encoding = decode(data)
    if not IDEOGRAPH.search(text):
        raise UnknownFormat("a text without Chinese")
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(f"it has {len(text):,} characters of text")
    text = text.replace("\0", "")
    markdown = MARKDOWN_SIGN.search(text) is not None
    items, notices = without_aligned(with_columns(list(without_furniture(lines_of(text)))))
    found = blocks_of(items, markdown)
    blocks, lost = without_lost_forms(found.blocks)
    notices += lost
    for line in found.askew:
        message = (
            f"The rows of the table from line {line} on were stripped of the empty fields at both ends: in"
            " which column a row begins cannot be told, and the table is not read."
        )
        notices.append(Notice("tables", "warning", "table_without_grid", message))
    for line in found.torn:
        message = (
            f"What the HTML table of line {line} holds stands outside of its cells, or too deep in others;"
            " its figures are not read."
        )
        notices.append(Notice("tables", "warning", "table_without_grid", message))
    if "\ufffd" in text:
        message = f"Some characters of the text are broken; it was read as {encoding}."
        severity = "error" if is_much_broken(text) else "warning"
        notices.append(Notice("reading", severity, "broken_characters", message))
    if shown := found.pictures + len(PICTURE_MARK.findall(text)):
        count = "1 picture" if shown == 1 else f"{shown} pictures"
        message = f"What the text shows in pictures is not read: {count}."
        notices.append(Notice("reading", "warning", "picture_without_text", message))
    return Content(native_flow(blocks), None, notices)


def with_columns(items: Sequence[Line | Break]) -> list[Line | Break]:
    """The text, tabs between the columns of those tables that blanks align and whose columns can be told."""
    result = list(items)
    for first, tabbed in runs_of_aligned([item.text if isinstance(item, Line) else None for item in items]):
        for place, line in enumerate(tabbed, first):
            item = items[place]
            assert isinstance(item, Line)
            result[place] = replace(item, text=line)
    return result


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
