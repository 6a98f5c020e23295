"""Texts of the boxes that lie over the cells of an XLS workbook, which xlrd leaves out.

A box is a record OBJ that tells its kind, then a record TXO with the number of its letters, and these in
the records CONTINUE behind it (Microsoft's specification of the format, [MS-XLS] 2.4.181, 2.4.329).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

BOF, EOF, OBJECT, TEXT, CONTINUED = 0x0809, 0x000A, 0x005D, 0x01B6, 0x003C
"""Codes of the records."""
WORKSHEET = 0x0010
"""The kind of a part of the stream that is a sheet of cells."""
NOTE = 0x0019
"""The kind of an object that is the comment of a cell."""
KIND_AT, LETTERS_AT = 4, 10
"""Where OBJ keeps its kind and TXO the number of its letters, in bytes."""

Record = tuple[int, bytes]


def text_boxes(stream: bytes) -> list[list[str]]:
    """The texts of the boxes of each worksheet of a ``Workbook`` stream, in the order of the file.

    What a record cuts off is left out.
    """
    sheets: list[list[str]] = []
    depth, of_note = 0, False
    records = list(_records(stream))
    for at, (code, data) in enumerate(records):
        if code == BOF:
            depth += 1
            if depth == 1 and len(data) >= KIND_AT and _number(data, 2) == WORKSHEET:
                sheets.append([])
        elif code == EOF:
            depth -= 1
        elif code == OBJECT and len(data) > KIND_AT + 1:
            of_note = _number(data, KIND_AT) == NOTE
        elif code == TEXT and sheets and not of_note and len(data) > LETTERS_AT + 1:
            text = _letters(records, at + 1, _number(data, LETTERS_AT))
            lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
            if any(lines):
                sheets[-1].append("\n".join(filter(None, lines)))
    return sheets


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _letters(records: list[Record], at: int, count: int) -> str:
    """``count`` letters from record number ``at`` on; the first byte of each says how they are kept."""
    text = ""
    while len(text) < count and at < len(records) and records[at][0] == CONTINUED and records[at][1]:
        data = records[at][1]
        text += data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1", "replace")
        at += 1
    return text[:count]
