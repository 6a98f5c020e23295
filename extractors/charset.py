"""Bytes of a text or a web page into characters, whatever encoding they claim."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I
)
DECLARED_WITHIN = 4096
SIMPLIFIED_CHINESE = frozenset({"gb2312", "gbk", "hz-gb-2312", "x-gbk", "gb_2312-80", "gb18030"})
FEW = 0.02
"""A text with so small a share of wrong characters is in that encoding, and damaged."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding.

    A mark at the beginning decides. Then UTF-8, which other text hardly ever is by chance; then what
    the page declares; then GB18030, which holds GBK and GB2312. What no encoding explains becomes
    U+FFFD.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    damaged = data.decode("utf-8", "replace")
    foreign = sum(1 for char in damaged if char > "\x7f")
    if damaged.count("\ufffd") <= FEW * foreign:
        return damaged, "utf-8"
    declared = _declared(data)
    if declared is not None and declared != "utf-8":
        with suppress(UnicodeDecodeError):
            return data.decode(declared), declared
    return data.decode("gb18030", "replace"), "gb18030"


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:DECLARED_WITHIN])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    if name in SIMPLIFIED_CHINESE:
        return "gb18030"
    with suppress(LookupError):
        return codecs.lookup(name).name
    return None
