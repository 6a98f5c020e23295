"""A set of hostile files over all formats: one that ends `ok` holds all that it should."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from extractors.archives import list_archive, read_member
from extractors.document import Document
from extractors.errors import UnreadableFile
from extractors.reading import read_document
from extractors.word import libreoffice
from tests.support.hostile_formats import archives, for_libreoffice, ofd_files, rtf_file, text_files
from tests.support.hostile_kinds import hostile_kinds
from tests.support.hostile_set import HostileFile, docx_file, files, word_body, xlsx_file
from tests.support.waiting import WAY_OUT

FEWEST = 100


def text_of(document: Document) -> str:
    """All words of a document, without blanks."""
    parts = [section.text or "" for section in document.sections]
    parts += [section.title or "" for section in document.sections]
    parts += [cell.text for cell in document.cells]
    parts += [table.title or "" for table in document.tables] + [
        table.note or "" for table in document.tables
    ]
    return "".join("".join(parts).split())


def status_of(file: HostileFile) -> tuple[str, list[str]]:
    """How the reading of a file ends, and the words that are missing though nothing tells it."""
    try:
        document = read_document(file.data, file.name)
    except UnreadableFile:
        return "failed", []
    if any(one.severity == "error" for one in document.diagnostics):
        return "partial", []
    told = {one.code for one in document.diagnostics if one.severity == "warning"}
    text = text_of(document)
    missing = sorted(word for word in file.words if word not in text)
    return "ok", [f"{missing} {sorted(told)}"] if missing else []


@pytest.fixture(scope="module", autouse=True)
def nothing_recognised() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "extractors.scans.pages", None)
        yield


@pytest.mark.long
def test_no_hostile_file_that_ends_ok_lacks_what_it_should_hold() -> None:
    statuses: Counter[str] = Counter()
    silent: dict[str, list[str]] = {}
    for file in files():
        status, missing = status_of(file)
        statuses[status] += 1
        if missing:
            silent[file.name] = missing
        if file.name.startswith("whole."):
            assert status == "ok", file.name
    assert silent == {}
    assert statuses.total() >= FEWEST
    assert min(statuses["ok"], statuses["partial"], statuses["failed"]) > 10, statuses


@pytest.mark.long
def test_no_hostile_ofd_or_text_that_ends_ok_lacks_what_it_should_hold() -> None:
    statuses: Counter[str] = Counter()
    silent: dict[str, list[str]] = {}
    for file in (*ofd_files(), *text_files()):
        status, missing = status_of(file)
        statuses[status] += 1
        if missing:
            silent[file.name] = missing
        if file.name.startswith(("whole.", "in-", "lines-", "parted-", "padded.t")):
            assert status == "ok", file.name
    assert silent == {}
    assert min(statuses["ok"], statuses["partial"], statuses["failed"]) > 3, statuses


@pytest.mark.long
def test_no_format_hides_or_drops_content_in_its_own_way_without_a_word() -> None:
    statuses: Counter[str] = Counter()
    silent: dict[str, list[str]] = {}
    for file in hostile_kinds():
        status, missing = status_of(file)
        statuses[status] += 1
        if missing:
            silent[file.name] = missing
    assert silent == {}
    assert min(statuses["ok"], statuses["partial"], statuses["failed"]) > 3, statuses


def test_an_archive_gives_all_its_members_or_tells_which_are_missing() -> None:
    """A damaged archive is refused, a damaged member told; what is read is what was packed."""
    statuses: Counter[str] = Counter()
    for file in archives():
        try:
            listing = list_archive(BytesIO(file.data))
            members = [read_member(BytesIO(file.data), member.place) for member in listing.members]
        except UnreadableFile:
            statuses["failed"] += 1
            continue
        if any(notice.severity == "error" for notice in listing.notices):
            statuses["partial"] += 1
            continue
        statuses["ok"] += 1
        text = "".join(data.decode() for data in members)
        assert not [word for word in file.words if word not in text], file.name
    assert min(statuses["ok"], statuses["failed"]) > 3, statuses


@pytest.mark.office
@pytest.mark.skipif(not any(map(shutil.which, libreoffice.PROGRAMS)), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["rtf", "doc", "odt", "xls"])
def test_no_hostile_file_for_libreoffice_that_ends_ok_lacks_what_it_should_hold(
    ending: str, tmp_path: Path
) -> None:
    if ending == "rtf":
        whole = rtf_file()
    else:
        made = tmp_path / ("a.xlsx" if ending == "xls" else "a.docx")
        made.write_bytes(xlsx_file() if ending == "xls" else docx_file(word_body()))
        whole = converted(made, ending)
    for file in for_libreoffice(whole, ending):
        status, missing = status_of(file)
        assert missing == [], file.name
        if file.name.startswith("whole."):
            assert status == "ok", file.name


def converted(file: Path, ending: str) -> bytes:
    """A file as LibreOffice writes it in another format."""
    program = next(filter(None, map(shutil.which, libreoffice.PROGRAMS)))
    profile = f"-env:UserInstallation=file://{file.parent / 'profile'}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", ending, "--outdir", str(file.parent), str(file)],
        check=True,
        capture_output=True,
        timeout=WAY_OUT,
    )
    return file.with_suffix(f".{ending}").read_bytes()
