"""Texts over the cells of an XLS workbook."""

from __future__ import annotations

import struct

from extractors.workbooks.xls import text_boxes

SHEET, CHART, GLOBAL = 0x10, 0x20, 0x05
RECTANGLE, NOTE = 0x02, 0x19


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HH", 0x0600, kind))


END = record(0x000A)


def box(text: str, kind: int = RECTANGLE, pieces: int = 1) -> bytes:
    size = -(-len(text) // pieces)
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    return (
        record(0x005D, struct.pack("<HHHH", 0x15, 0x12, kind, 1))
        + record(0x01B6, bytes(10) + struct.pack("<H", len(text)) + bytes(6))
        + b"".join(record(0x003C, b"\x01" + part.encode("utf-16-le")) for part in parts)
        + record(0x003C, bytes(16))
    )


def test_boxes_are_those_of_their_sheet_and_comments_are_none() -> None:
    stream = begin(GLOBAL) + END
    stream += begin(SHEET) + box("说明：五万元。\r第二行") + box("批注", NOTE) + END
    stream += begin(CHART) + END
    stream += begin(SHEET) + begin(CHART) + END + box("长文字" * 9, pieces=3) + END
    assert text_boxes(stream) == [["说明：五万元。\n第二行"], ["长文字" * 9]]


def test_text_of_one_byte_and_a_stream_that_is_cut_off() -> None:
    narrow = record(0x01B6, bytes(10) + struct.pack("<H", 4) + bytes(6)) + record(0x003C, b"\x00note")
    whole = begin(GLOBAL) + END + begin(SHEET) + narrow + END
    assert text_boxes(whole) == [["note"]]
    for length in range(len(whole)):
        assert all("note".startswith(text) for sheet in text_boxes(whole[:length]) for text in sheet)


def test_a_workbook_without_boxes_has_none() -> None:
    assert text_boxes(begin(GLOBAL) + END + begin(SHEET) + END) == [[]]
    assert text_boxes(b"") == []
