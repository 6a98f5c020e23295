"""Older Word files and RTF: through LibreOffice, or refused with a sentence that says what to do."""

from __future__ import annotations

import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extractors.errors import ConversionFailed, DamagedFile, EncryptedFile, NeedsLibreOffice
from extractors.word import libreoffice
from extractors.word.legacy import read_doc, read_rtf
from tests.support.word_files import cells, texts

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "documents"
WITH_OFFICE = pytest.mark.skipif(
    not any(map(shutil.which, libreoffice.PROGRAMS)), reason="LibreOffice is not installed"
)
RTF = (
    r"{\rtf1\ansi\ansicpg936\uc1\trowd\cellx3000\cellx6000"
    r"\intbl \u39033?\u30446?\cell \u37329?\u39069?\cell\row"
    r"\trowd\cellx3000\cellx6000\intbl \u21512?\u35745?\cell 10.00\cell\row"
    r"\pard \u25910?\u20837?10\u19975?\u20803?\par}"
)


@pytest.mark.office
@WITH_OFFICE
def test_older_formats_are_read_through_libreoffice() -> None:
    content = read_rtf(RTF.encode())
    assert texts(content) == ["TABLE", "收入10万元"]
    assert cells(content)[1, 1] == ("10.00", 1, 1)


@pytest.mark.office
@WITH_OFFICE
def test_what_libreoffice_cannot_read_or_not_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    libreoffice.let_go()  # one that has started converts so little in no time that its clock shows
    monkeypatch.setattr(libreoffice, "SECONDS", 0.01)
    with pytest.raises(ConversionFailed, match="seconds"):
        read_rtf(RTF.encode())


def test_without_libreoffice_the_user_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("no-such-program",))
    with pytest.raises(NeedsLibreOffice, match="apt-get install libreoffice-writer"):
        read_rtf(RTF.encode())


@pytest.mark.office
@WITH_OFFICE
def test_nothing_is_fetched_for_an_older_file() -> None:
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}" \\d}}{{\fldrslt x}}}}'
        content = read_rtf(RTF.replace(r"\pard ", rf"\pard {field}").encode())
        server.shutdown()
    assert "TABLE" in texts(content)
    assert asked == []


def test_a_word_97_file_behind_a_password_is_told_from_a_damaged_one() -> None:
    path = SHARED / "maoxian-2024-final-accounts.doc"
    if not path.exists():
        pytest.skip("the real documents are not there")
    data = bytearray(path.read_bytes())
    header = data.index(b"\xec\xa5")
    data[header + 11] |= 1
    with pytest.raises(EncryptedFile):
        read_doc(bytes(data))


def test_a_damaged_word_97_file_is_refused() -> None:
    with pytest.raises(DamagedFile):
        read_doc(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000)
