"""Signs that a file is not whole: what its bytes tell, and what a library says while it reads on.

A damaged PDF does not fail: the library finds what objects it can, takes a broken stream as one that ends
there, and goes on. What is missing then is missing without a word, so the words are looked at here. A web
page never fails at all.
"""

from __future__ import annotations

import re

LOST = re.compile(
    r"treating as end of file"
    r"|\bzlib error|\blzw|premature end|unexpected end|end of data"
    r"|syntax error|format error|library error"
    r"|page may not be correct"
    r"|cannot (?:load|find|parse|read|decode) (?:object|page|stream|xref)"
    r"|missing pixel data|padding truncated image"
    r"|unknown filter|not a stream|in page tree"
    r"|invalid character in hex string",
    re.IGNORECASE,
)
"""Messages of the library after which text or lines may be missing."""
HARMLESS = re.compile(r"FT_|embedded font|\bICC\b|cannot find startxref", re.IGNORECASE)
"""Messages about the look of glyphs and colours; and that of a repair, which is told by itself."""
END_MARK = b"%%EOF"
OBJECT = re.compile(rb"(?<!\d)\d+[ \t]+\d+[ \t]+obj\b")
END_WITHIN = 1024
"""Bytes from a file's end in which readers look for its end mark (ISO 32000-1, annex H.3.4.4)."""
LINEARISED = re.compile(rb"/Linearized\b[^>]*?/L[ \t]+(\d+)")
LINEARISED_WITHIN = 1024
"""Bytes in which a linearised PDF says so (ISO 32000-1, annex F.3.2)."""


def says_lost(messages: str) -> bool:
    """Whether what the library said, a message a line, means that content may be missing."""
    return any(LOST.search(line) and not HARMLESS.search(line) for line in messages.splitlines())


def is_cut_off(data: bytes) -> bool:
    """Whether a PDF goes on behind its last end mark, or is shorter than it says itself.

    An update of a PDF is written behind its end; one that was cut off leaves the older state standing.
    """
    end = data.rfind(END_MARK)
    if end >= 0 and OBJECT.search(data, end):
        return True
    declared = LINEARISED.search(data[:LINEARISED_WITHIN])
    return declared is not None and int(declared[1]) > len(data)


def without_padding(data: bytes) -> bytes:
    """A PDF without what was set behind its end: blocks of zeros, the words of a server.

    Readers look for the end mark in the last kilobyte; beyond, the library takes the file for broken.
    """
    end = data.rfind(END_MARK)
    if end < 0 or len(data) - end <= END_WITHIN or OBJECT.search(data, end):
        return data
    return data[: end + len(END_MARK)]


SCRIPTS = re.compile(r"<(script|style|textarea|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
PAGE_BEGINS = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
PAGE_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
OPEN_TAG = re.compile(r"<[/a-zA-Z][^<>]*\Z")
TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)


def page_is_cut_off(text: str) -> bool:
    """Whether a web page ends before it has closed what it opened: itself, a table, a tag.

    A page need not say that it begins and ends, but one that says the first says the other.
    """
    shown = SCRIPTS.sub("", text)
    if PAGE_ENDS.search(shown):
        return False
    if PAGE_BEGINS.search(shown) or OPEN_TAG.search(shown.rstrip()):
        return True
    tags = TABLE_TAG.findall(shown)
    return bool(tags) and tags[-1] == ""
