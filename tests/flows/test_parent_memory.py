"""What the process that hands out the work looks at, it looks at in bounded memory, whatever it is told."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest

from extractors.archives import list_archive
from extractors.detection import DOC, OLE, ZIP, detect
from extractors.errors import TooLarge
from extractors.guards.memory import MEGABYTE
from extractors.guards.rations import Rationed, RationUsed
from flows.jobs import Job, Limits
from flows.running import worker_process
from flows.running.inputs import find_files, identify
from flows.running.worker_process import Task
from outputs.publication import part_files
from outputs.publication.part_files import WaitingRows
from tests.support import hostile
from tests.support.watching import watched_memory

ENTRIES = 500_000


@pytest.fixture(scope="module")
def liars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that make libraries take hundreds of megabytes to look into them."""
    folder = tmp_path_factory.mktemp("liars")
    (folder / "zip64").write_bytes(hostile.lying_archive(ENTRIES))
    (folder / "zip64 and none").write_bytes(hostile.lying_archive(ENTRIES, 0))
    (folder / "comment").write_bytes(hostile.lying_archive(ENTRIES) + b"PK\x05\x06" + bytes(18))
    (folder / "compound").write_bytes(hostile.lying_compound(60_000))
    return folder


def test_files_that_lie_about_themselves_cost_the_parent_next_to_nothing(liars: Path) -> None:
    with watched_memory() as peak:
        found = find_files([liars], Path("/nowhere"))
        jobs, lost = identify([*found.files, *found.ignored], "1")
    assert len(jobs) == 4
    assert not lost
    assert peak.of_this < 100 * MEGABYTE


def test_what_they_are_is_seen_all_the_same(liars: Path) -> None:
    for name, media_type in (("zip64", ZIP), ("zip64 and none", ZIP), ("compound", OLE)):
        with (liars / name).open("rb") as file:
            assert detect(file) == media_type


def test_a_compound_file_is_known_by_its_streams_within_its_ration(tmp_path: Path) -> None:
    """Word's stream in a file of one sector of tables, one of directory, and the stream itself."""
    entry = "WordDocument".encode("utf-16-le")
    root = "Root Entry".encode("utf-16-le")

    def directory(name: bytes, kind: int, child: int, start: int, size: int) -> bytes:
        head = name.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(name) + 2, kind, 1, 2**32 - 1, 2**32 - 1, child
        )
        return head + bytes(36) + struct.pack("<IQ", start, size)

    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 2**32 - 2, 0, 2**32 - 2, 0)
    struct.pack_into("<109I", header, 76, 0, *[2**32 - 1] * 108)
    tables = [2**32 - 3, 2**32 - 2, *range(3, 10), 2**32 - 2] + [2**32 - 1] * 118
    entries = directory(root, 5, 1, 2**32 - 2, 0) + directory(entry, 2, 2**32 - 1, 2, 4096) + bytes(256)
    data = bytes(header) + struct.pack("<128I", *tables) + entries + bytes(4096)
    assert detect(BytesIO(data)) == DOC


def test_an_archive_with_a_lying_end_is_too_large() -> None:
    with pytest.raises(TooLarge):
        list_archive(BytesIO(hostile.lying_archive(ENTRIES)))


def test_a_ration_is_of_what_is_read() -> None:
    file = Rationed(BytesIO(bytes(100)), 50)
    assert len(file.read(40)) == 40
    file.seek(95)
    assert len(file.read()) == 5
    file.seek(0)
    with pytest.raises(RationUsed):
        file.read(20)
    file.release()
    assert len(file.read()) == 100


def test_a_document_whose_rows_are_beyond_measure_is_refused_before_the_parent_reads_them(
    tmp_path: Path, make_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_pdf()
    data = path.read_bytes()
    job = Job(path, hashlib.sha256(data).hexdigest(), len(data), "1")
    task = Task(job, tmp_path / "staged", Limits())
    assert worker_process.run(task).status == "ok"
    monkeypatch.setattr(worker_process, "MOST_BYTES", 100)
    outcome = worker_process.run(task)
    assert outcome.status == "failed"
    assert "more than any disclosure" in outcome.reasons[0]


def test_rows_that_are_large_are_written_before_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["x" * 1_000]})
    waiting = WaitingRows()
    monkeypatch.setattr(part_files, "GROUP_BYTES", 1_500)
    waiting.add(batch, 1_000)
    assert not waiting.is_enough
    waiting.add(batch, 1_000)
    assert waiting.is_enough
