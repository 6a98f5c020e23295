"""What a file is, is told by its content alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import detection
from extractors.detection import detect


def archive(*names: str, data: bytes = b"<x/>") -> bytes:
    """A ZIP file with members of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n...", detection.PDF),
        (b"\xef\xbb\xbf junk %PDF-1.4", detection.PDF),
        (archive("[Content_Types].xml", "word/document.xml"), detection.DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), detection.XLSX),
        (archive("决算.docx", "a/word/document.xml"), detection.ZIP),
        (archive("[Content_Types].xml", "word/document.xml")[:120], detection.DOCX),
        (archive("mimetype", data=detection.ODT.encode()), detection.ODT),
        (archive("OFD.xml"), detection.OFD),
        (b"{\\rtf1\\ansi", detection.RTF),
        (b"\xff\xd8\xff\xe0", detection.JPEG),
        (b"\n <!DOCTYPE html><html><body>404", detection.HTML),
        ("\ufeff<html><head>".encode("utf-16"), detection.HTML),
        ("<div>决算</div>".encode("gb18030"), detection.HTML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=x\r\n", detection.MHTML),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:x/>', detection.WORD_XML),
        (b'{"html": "<div>"}', detection.JSON),
        (b'[\n  {"value": 1}\n]', detection.JSON),
        ("{ 单位名称 }2024年度收入".encode(), detection.TEXT),
        ("[2016]143号文件所附2024年度收入".encode(), detection.TEXT),
        ("本局2024年度收入".encode("gb18030"), detection.TEXT),
        (b"", detection.UNKNOWN),
        (b"\0\1\2\3", detection.UNKNOWN),
        (detection.OLE_SIGNATURE + b"\0" * 600, detection.OLE),
    ],
)
def test_each_format_is_known_by_its_bytes(data: bytes, media_type: str) -> None:
    assert detect(io.BytesIO(data)) == media_type


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", detection.OLE_SIGNATURE, b"<", b"BM"]))
def test_no_bytes_make_detection_fail(data: bytes, start: bytes) -> None:
    assert "/" in detect(io.BytesIO(start + data))


def test_letters_with_a_nul_are_no_chinese_text_of_two_bytes() -> None:
    assert detect(io.BytesIO(b"\0\1 something else")) == detection.UNKNOWN
    assert detect(io.BytesIO("本局2024年度收入支出决算".encode("utf-16-be"))) == detection.TEXT
    assert detect(io.BytesIO("本局2024年度收入支出决算".encode("utf-16-le"))) == detection.TEXT
