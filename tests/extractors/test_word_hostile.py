"""Word files that are damaged or hostile: read or refused, and nobody else is asked."""

from __future__ import annotations

import io
import socket
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import DamagedFile, EncryptedFile, TooLarge, UnreadableFile, UnsafeFile
from extractors.packages import Package
from extractors.reading import read_document
from extractors.word.docx import read_docx
from tests.support.word_files import NAMES, disclosure, docx, rezipped, tbl, tc


def bomb() -> bytes:
    return rezipped(disclosure(), document_xml=b"<w:document>" + b" " * 100_000_000)


def entities() -> bytes:
    return rezipped(
        disclosure(),
        document_xml=f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {NAMES}>'
        f"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>".encode(),
    )


def locked() -> bytes:
    data = bytearray(disclosure())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (bomb, TooLarge),
        (entities, UnsafeFile),
        (locked, EncryptedFile),
        (lambda: disclosure()[:400], DamagedFile),
        (lambda: rezipped(disclosure(), document_xml=b"<w:document>"), DamagedFile),
        (lambda: rezipped(disclosure(), document_xml=f"<w:document {NAMES}/>".encode()), DamagedFile),
        (lambda: docx(tbl(["0", tc("1", '<w:gridSpan w:val="99999999"/>')])), TooLarge),
    ],
    ids=["bomb", "entities", "locked", "cut-off", "bad-xml", "no-body", "wide"],
)
def test_hostile_and_broken_files_are_refused(make, error: type[UnreadableFile]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error):
        read_docx(make())


def test_a_package_of_too_many_parts_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(TooLarge):
        Package(buffer.getvalue())


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(disclosure())
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFile):
        read_docx(bytes(damaged))


def test_reading_asks_no_network_and_no_english_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds the private names of `unstructured` that are replaced: with another version it fails."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    import unstructured.nlp.tokenize
    import unstructured.partition.docx

    assert unstructured.nlp.tokenize.sent_tokenize("收入增加。支出减少。") == ["收入增加。", "支出减少。"]
    assert unstructured.nlp.tokenize._get_nlp().lang == "zh"
    assert unstructured.partition.docx._ListLabels.__name__ == "_ChineseLabels"
    assert read_document(disclosure(), "").facts
