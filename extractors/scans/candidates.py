"""Which pages have to be read from their picture: those without text, and those whose text says nothing.

A scan may carry a page number as its only text; a text may come without the table that tells what
its glyphs mean, as private-use codes, replacement characters or letters of a foreign alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from extractors.pdf.reading import Page

OUTLINED = 200
"""Curves on a page without text: so many may be text turned into outlines; rulings have none."""
LITTLE_TEXT = 30
"""Characters; a page that an image covers is a scan if it has no more text than a footer has."""
COVERED = 0.5
"""Share of the page that its images cover."""
SENSELESS = 0.2
"""Share of the characters that stand for nothing, from which the text of a page is garbage."""
FOREIGN = 0.3
"""Share of letters of alphabets that no disclosure is written in; there is then no ideograph."""
FEWEST = 5
"""Characters; of fewer the share of senseless ones says nothing."""
REPLACEMENT = "\ufffd"
SENSELESS_KINDS = frozenset({"Co", "Cn", "Cc", "Cs"})
IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


def is_picture(page: Page) -> bool:
    """Whether the text of a page can only be read from its picture."""
    if page.content != "text":
        return page.content == "image" or page.content == "drawing" and page.curves >= OUTLINED
    text = "".join("".join([line.raw for line in page.lines]).split())
    if len(text) <= LITTLE_TEXT and page.covered >= COVERED:
        return True
    return is_garbage(text)


def is_garbage(text: str) -> bool:
    """Whether a page's characters (without blanks) are no text that anyone wrote."""
    if len(text) < FEWEST:
        return False
    written = IDEOGRAPH.search(text) is not None
    printable = text.isprintable() and REPLACEMENT not in text  # what is printable stands for something
    if written and printable:
        return False
    counts = Counter(text)
    senseless = 0 if printable else sum(n for char, n in counts.items() if _is_senseless(char))
    if written:
        return senseless > SENSELESS * len(text)
    foreign = sum(count for char, count in counts.items() if _is_foreign(char) and not _is_senseless(char))
    return senseless + foreign > FOREIGN * len(text)


def _is_senseless(char: str) -> bool:
    return char == REPLACEMENT or unicodedata.category(char) in SENSELESS_KINDS


def _is_foreign(char: str) -> bool:
    """Whether ``char`` is a letter of an alphabet other than the Latin of ASCII, Greek figures or CJK."""
    return "\u00a1" <= char <= "\u1fff" and unicodedata.category(char)[0] in "LSP"
