"""A PDF of which something is missing is never told as whole."""

from __future__ import annotations

import io
import re
import struct

import pymupdf
import pytest
from PIL import Image

from extractors.guards.damage import is_cut_off, says_lost
from extractors.pages.reading import read_picture_file
from extractors.pdf.opening import picture_as_pdf
from extractors.reading import read_document
from records.tables import Document
from tests.support.hostile import many_pages

STREAM = re.compile(rb"stream\r?\n")


def lines_of(pages: int) -> bytes:
    """Pages with many lines of text."""

    with pymupdf.open() as pdf:
        for _ in range(pages):
            page = pdf.new_page()
            for row in range(30):
                page.insert_text((72, 72 + 20 * row), f"budget 2024 line {row}")
        return pdf.tobytes(deflate=True, no_new_id=True)  # type: ignore[no-any-return]


def told(document: Document) -> set[tuple[str, str]]:
    """Severity and code of what was noticed in reading."""
    return {(one.severity, one.code) for one in document.diagnostics if one.stage == "reading"}


def test_a_whole_file_is_told_as_whole() -> None:
    assert told(read_document(lines_of(3), "a.pdf")) == set()
    assert told(read_document(b"blank\n" + many_pages(3) + b"\n<html></html>", "a.pdf")) == set()


def test_a_file_that_had_to_be_repaired_is_partial() -> None:
    data = lines_of(3)
    cut = data[: data.rindex(b"xref")]
    assert ("error", "file_repaired") in told(read_document(cut, "a.pdf"))


def test_a_page_whose_content_breaks_off_is_told() -> None:
    data = bytearray(lines_of(3))
    middle = [match.end() for match in STREAM.finditer(bytes(data))][1] + 30
    data[middle : middle + 40] = bytes(range(200, 240))
    document = read_document(bytes(data), "a.pdf")
    assert ("error", "page_damaged") in told(document)
    assert [d.page for d in document.diagnostics if d.code == "page_damaged"] != [1, 2, 3]


@pytest.mark.parametrize(
    "lie",
    [
        (b"/Count 10", b"/Count 3 "),  # pages that it does not count
        (b"6 0 R 7 0 R", b"6 0 R 2 9 R"),  # a page that is none
        (b"/Contents 3 0 R", b"/Contents 9 9 R"),  # content that is not there
        (b"/Contents 3 0 R", b"/Contents 4 0 R"),  # or is something else
    ],
)
def test_a_file_that_lies_about_its_pages_is_partial(lie: tuple[bytes, bytes]) -> None:
    document = read_document(many_pages(10).replace(*lie), "a.pdf")
    assert {severity for severity, _ in told(document)} >= {"error"}


def test_an_update_that_was_cut_off_is_told() -> None:
    before = many_pages(3)
    with pymupdf.open(stream=before, filetype="pdf") as pdf:
        pdf[0].insert_text((72, 300), "changed")
        after = pdf.tobytes(no_new_id=True, incremental=False)
    assert not is_cut_off(before)
    assert is_cut_off(before + b"\n7 0 obj\n<< /Length 99 >>\nstream\n" + after[:50])
    document = read_document(before + b"\n7 0 obj\n<< /Length 99 >>\nstream\nBT", "a.pdf")
    assert ("error", "file_cut_off") in told(document)


def test_a_file_that_is_shorter_than_it_was_made_is_cut_off() -> None:
    head = b"%PDF-1.7\n1 0 obj\n<< /Linearized 1 /L 5000 /H [ 1 2 ] >>\nendobj\n"
    assert is_cut_off(head + bytes(100) + b"%%EOF")
    assert not is_cut_off(head + bytes(5000) + b"%%EOF")  # it was updated since


@pytest.mark.ocr
def test_a_picture_that_was_cut_off_is_told() -> None:
    pytest.importorskip("onnxruntime")
    sink = io.BytesIO()
    Image.effect_noise((800, 600), 50).convert("RGB").save(sink, "JPEG")
    content = read_picture_file(sink.getvalue()[: len(sink.getvalue()) // 2])
    assert ("error", "page_damaged") in {(one.severity, one.code) for one in content.notices}


def test_words_about_fonts_and_colours_are_no_damage() -> None:
    assert not says_lost(
        "non-embedded font using identity encoding: FZXBSJW\n"
        "library error: FT_New_Memory_Face(GAAAAA+FandolFang-Regular): broken file\n"
        "garbage bytes before version marker\nPDF stream Length incorrect"
    )
    assert says_lost("... repeated 2 times...\nread error; treating as end of file")


def test_what_was_said_of_one_file_is_said_of_the_next_one_too() -> None:
    """The library says only once what it says twice in a row."""
    rows = bytes(100)
    tags = [(256, 300), (257, 300), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 300), (279, 100)]
    listed = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    head = b"II*\0" + struct.pack("<I", 8 + len(rows))
    short = head + rows + struct.pack("<H", len(tags)) + listed + bytes(4)
    with pymupdf.open(stream=short) as picture:  # as one that looks at it without listening
        picture[0].get_image_info()
    assert [picture_as_pdf(short).damaged for _ in range(2)] == [True, True]
