"""Pictures that are cut off, garbled, or lie about their size: never `ok`, and never large in memory."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import pytest

from extractors.errors import UnreadableFile
from extractors.guards.memory import MEGABYTE
from extractors.pdf.opening import MOST_PICTURE_BYTES
from extractors.reading import read_document
from tests.support.watching import watched_memory

pytest.importorskip("cv2", reason="pictures are looked at with OpenCV")

from tests.support.hostile_pictures import hostile_pictures, whole_pictures

pytestmark = pytest.mark.long


class SeesNothing:
    """In the place of the recogniser, which takes seconds: pictures are unpacked and drawn all the same."""

    def find(self, picture: Any) -> list[Any]:
        return []

    def read(self, strips: Sequence[Any]) -> list[Any]:
        return []


@pytest.fixture(scope="module", autouse=True)
def nothing_recognised() -> Iterator[None]:
    """A recogniser that needs no package of its own."""
    module = ModuleType("extractors.scans.recognition")
    vars(module).update(Recogniser=SeesNothing, recogniser=SeesNothing, StripReading=object)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, module.__name__, module)
        yield


def status_of(name: str, data: bytes) -> str:
    try:
        document = read_document(data, name)
    except UnreadableFile:
        return "failed"
    return "partial" if any(one.severity == "error" for one in document.diagnostics) else "ok"


def test_a_picture_of_which_something_is_missing_is_never_ok() -> None:
    with watched_memory() as peak:
        found = {name: status_of(name, data) for name, data in hostile_pictures()}
    assert [name for name, status in found.items() if status == "ok"] == []
    assert min(Counter(found.values()).values()) > 3, found
    assert peak.of_this < MOST_PICTURE_BYTES + 256 * MEGABYTE


def test_a_picture_that_is_whole_is_not_told_to_be_damaged() -> None:
    found = {name: status_of(name, data) for name, data in whole_pictures()}
    assert set(found.values()) == {"ok"}, found
