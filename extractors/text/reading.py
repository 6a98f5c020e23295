"""Text files into a flow."""

from __future__ import annotations

import re

from extractors.charset import decode
from extractors.flow import Content, Notice
from extractors.native import NativeText, native_flow
from extractors.text.blocks import blocks_of
from extractors.text.lines import lines_of, without_furniture
from extractors.errors import TooLarge

MOST_CHARACTERS = 32 * 1024 * 1024
"""A disclosure with hundreds of forms has a million."""
MARKDOWN_SIGN = re.compile(r"^ {0,3}#{1,6} *\S|\*\*\S|^\s*\|?[ :]*-{2,}[ :]*\|", re.MULTILINE)


def read_text(data: bytes) -> Content:
    """The content of a text file, with what it has of Markdown. Raises :class:`~extractors.errors.TooLarge`."""
    text, encoding = decode(data)
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(f"{len(text):,} characters of text")
    text = text.replace("\0", "")
    markdown = MARKDOWN_SIGN.search(text) is not None
    found = blocks_of(list(without_furniture(lines_of(text))), markdown)
    notices = []
    if "\ufffd" in text:
        message = f"Some characters of the text are broken; it was read as {encoding}."
        notices.append(Notice("reading", "warning", "broken_characters", message))
    if found.pictures:
        count = "1 picture" if found.pictures == 1 else f"{found.pictures} pictures"
        message = f"What the text shows in pictures is not read: {count}."
        notices.append(Notice("reading", "warning", "picture_without_text", message))
    return Content(native_flow(found.blocks), None, notices)
