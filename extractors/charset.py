"""Bytes of a text or a web page into characters, whatever encoding they claim."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress

from extractors.characters import IDEOGRAPH

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I
)
DECLARED_WITHIN = 4096
"""Bytes; HTML asks for the first 1,024, pages of old content systems declare later."""
ESCAPED = rb"\x41"
ASCII = b"\t\n\r" + bytes(range(0x20, 0x7F))
SIMPLIFIED_CHINESE = frozenset({"gb2312", "gbk", "hz-gb-2312", "x-gbk", "gb_2312-80", "gb18030"})
LOOKED_AT = 1 << 16
PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
FEWEST_BROKEN = 30
"""Characters; fewer are a name or two."""
MUCH = 0.01
"""Share of broken characters, of which each byte of a Chinese one may be one."""
FOREIGN = 0.05
"""Share of letters beyond ASCII that no page in a Western language reaches together with its marks."""
FEW = 0.02
"""A text with so small a share of wrong characters is in that encoding, and damaged."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding.

    A mark at the beginning decides. Then UTF-8, which other text hardly ever is by chance; then what
    the page declares; then GB18030, which holds GBK and GB2312, unless its pairs of bytes are those of
    Big5. What no encoding explains becomes U+FFFD.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    if unmarked := utf16_without_mark(data):
        return data.decode(unmarked, "replace"), unmarked
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
    if _pairs_like_big5(data):
        with suppress(UnicodeDecodeError):
            return data.decode("big5hkscs"), "big5hkscs"
    return data.decode("gb18030", "replace"), "gb18030"


def utf16_without_mark(data: bytes) -> str | None:
    """The byte order of Chinese text in UTF-16 without a mark; ``None`` if it is no such text."""
    head = data[: LOOKED_AT & ~1]
    if 0 not in head:
        return None  # no ASCII in it, not even the end of a line
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(high) < 8:
            return None
        pages = Counter(high)
        chinese = sum(count for byte, count in pages.items() if 0x4E <= byte <= 0x9F)
        low = head[::2] if encoding == "utf-16-le" else head[1::2]
        # letters of ASCII lie in the range of the pages of Chinese characters
        if sum(0x20 <= byte < 0x7F for byte in low) > 0.8 * len(low):
            continue
        usual = chinese + pages[0x00] + pages[0x20] + pages[0x30] + pages[0xFF]
        if usual >= 0.97 * len(high) and chinese >= 0.1 * len(high):
            return encoding
    return None


def _pairs_like_big5(data: bytes) -> bool:
    """Whether so many second bytes of pairs lie below those of GB2312 that the text is in Big5."""
    pairs = PAIR.findall(data[:LOOKED_AT])
    low: int = sum(pair[1] < 0xA1 for pair in pairs)
    return low > 0.2 * max(1, len(pairs))


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:DECLARED_WITHIN])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    if name in SIMPLIFIED_CHINESE:
        return "gb18030"
    return usable(name)


def usable(name: str) -> str | None:
    """The name of an encoding that a text may be in; ``None`` for what is none.

    What is told within the text, in ASCII, is an encoding that holds ASCII: no UTF-16, and nothing of what
    else the library knows as codecs (``hex``, ``rot13``, ``unicode_escape``).
    """
    try:
        holds = all(signs.decode(name) == signs.decode("ascii") for signs in (ESCAPED, ASCII))
        return codecs.lookup(name).name if holds else None
    except (LookupError, ValueError):
        return None


def is_much_broken(text: str) -> bool:
    """Whether so many characters of a text are broken that whole sentences may be lost."""
    broken = text.count("\ufffd")
    return broken >= FEWEST_BROKEN and broken > MUCH * len(text)


def is_mojibake(text: str) -> bool:
    """Whether a text is Chinese that was read as Western letters, and written so."""
    western = sum("\x80" <= char <= "\xff" for char in text)
    return western >= FEWEST_BROKEN and western > FOREIGN * len(text) and IDEOGRAPH.search(text) is None
