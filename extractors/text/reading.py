"""Text files into a flow."""

from __future__ import annotations

import re

from extractors.characters import IDEOGRAPH
from extractors.charset import decode, is_much_broken
from extractors.errors import TooLarge, UnknownFormat
from extractors.flow import Content, Notice
from extractors.native import native_flow
from extractors.text.blocks import blocks_of
from extractors.text.layout import without_aligned, without_lost_forms
from extractors.text.lines import lines_of, without_furniture
from records.phrases import Phrases

WORDS = Phrases("extractors")

MOST_CHARACTERS = 32 * 1024 * 1024
"""A disclosure with hundreds of forms has a million."""
MARKDOWN_SIGN = re.compile(r"^ {0,3}#{1,6} *\S|\*\*\S|^[ \t]*\|?[ :]*-{2,}[ :]*\|", re.MULTILINE)


PICTURE_MARK = re.compile(r"<!-- *(?:image|picture|figure)\b[^>\n]*-->", re.IGNORECASE)
"""What a parser leaves where a page has a picture."""


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
    items, notices = without_aligned(list(without_furniture(lines_of(text))))
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
