"""A set of hostile files over all formats: one that ends `ok` holds all that it should."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from extractors.document import Document
from extractors.errors import UnreadableFile
from extractors.reading import read_document
from tests.support.hostile_set import HostileFile, files

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
