"""A converter (LibreOffice) keeps within the limits of its document, and ends with whatever started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from extractors.errors import ConversionFailed
from extractors.guards.memory import MEGABYTE, resident_bytes
from extractors.guards.rations import allowing
from extractors.word import libreoffice
from flows.jobs import Limits
from flows.running import worker_pool
from flows.running.run import RunRequest, run_all
from tests.support.waiting import wait_until
from tests.support.watching import watched_memory

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
RTF = rb"{\rtf1\ansi budget 2024\par}"
STAYS = """
import os, pathlib, sys, time
if "--convert-to" not in sys.argv[1:] and len(sys.argv) > 2:
    with open("starts", "a") as starts:
        starts.write("start ")
    pathlib.Path(".~lock.open.rtf#").touch()
    time.sleep(300)
"""
"""The first call of the program: what others hand their files to."""
CONVERTS = """
here = sorted(map(str, [*pathlib.Path("in").iterdir(), *pathlib.Path("out").glob("*")]))
data = pathlib.Path(sys.argv[-1]).read_bytes()
if b"fails" in data or b"second" in data and len(list(pathlib.Path().glob("seen*"))):
    sys.exit()
pathlib.Path(f"seen{len(list(pathlib.Path().glob('seen*')))}").touch()
pathlib.Path("out").mkdir()
told = [pathlib.Path("starts").read_text(), *here, str(len(list(pathlib.Path().glob("seen*"))))]
pathlib.Path("out/in.docx").write_text(" ".join(told))
"""
"""A conversion whose result tells what it found: starts, files, how many there were."""
EATS = """
import subprocess, sys, time
if len(sys.argv) > 2:  # in a process that it starts, as the real one does
    sys.exit(subprocess.run([sys.executable, __file__, "1"]).returncode)
taken = []
for _ in range(2_000):
    taken.append(bytearray(b"x" * 4_000_000))
"""
SLEEPS = """
import os, pathlib, sys, time
if os.fork():
    time.sleep(300)
os.setsid()  # leaves its group, as a daemon does
if os.fork():
    os._exit(0)
time.sleep(300)
"""


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A function that puts a program in LibreOffice's place."""
    place = tmp_path / "bin"
    place.mkdir()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("PATH", f"{place}:{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    # What workers are forked from may have been started before: it would not see this environment.
    monkeypatch.setattr(worker_pool, "worker_source", lambda: multiprocessing.get_context("spawn"))

    def install(program: str) -> None:
        script = place / "soffice"
        script.write_text(f"#!{sys.executable}\n{STAYS}{program}")
        script.chmod(0o755)

    yield install
    libreoffice.let_go()
    monkeypatch.setattr("tempfile.tempdir", None)


def told_of_process(file: Path) -> bytes:
    with suppress(OSError):  # it has just ended
        return file.read_bytes()
    return b""


def converters(folder: Path) -> list[int]:
    """The processes that run our converter."""
    program = str(folder / "bin" / "soffice").encode()
    return [
        int(process.name)
        for process in Path("/proc").iterdir()
        if process.name.isdecimal() and program in told_of_process(process / "cmdline")
    ]


def left_over(folder: Path) -> list[int]:
    """The converters that are still there: one that was ended may take a moment to be gone."""
    deadline = time.monotonic() + 10
    while (found := converters(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_a_converter_stays_within_the_memory_limit_of_the_document(
    tmp_path: Path, converter: Callable[[str], None]
) -> None:
    converter(EATS)
    (tmp_path / "a.doc").write_bytes(RTF)
    limits = Limits(seconds=60, megabytes=500)
    with watched_memory() as peak:
        (outcome,) = run_all(RunRequest([tmp_path / "a.doc"], tmp_path / "out", 1, limits)).outcomes
    assert outcome.status == "failed"
    assert peak.of_children <= 560 * MEGABYTE  # Python's tracker of resources is not the document's
    assert peak.of_children > 200 * MEGABYTE  # it was there
    assert left_over(tmp_path) == []


def test_a_converter_that_starts_processes_is_bounded_without_a_pool_too(
    tmp_path: Path, converter: Callable[[str], None]
) -> None:
    converter(EATS)
    own = resident_bytes(os.getpid()) // MEGABYTE
    with allowing(own + 200), watched_memory() as peak, pytest.raises(ConversionFailed, match="MB"):
        libreoffice.converted(RTF, "rtf")
    assert peak.of_children <= 260 * MEGABYTE  # with the process that keeps it
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_document_over_its_time_takes_its_converter_along(
    tmp_path: Path, converter: Callable[[str], None]
) -> None:
    converter(SLEEPS)
    (tmp_path / "a.doc").write_bytes(RTF)
    report = run_all(RunRequest([tmp_path / "a.doc"], tmp_path / "out", 1, Limits(seconds=4, patience=1)))
    assert "not done after 4 s" in report.outcomes[0].reasons[0]
    wait_until(lambda: converters(tmp_path) == [])
    wait_until(lambda: list((tmp_path / "scratch").iterdir()) == [])


@pytest.mark.parametrize("killed", ["worker", "group"])
def test_a_converter_does_not_outlive_what_is_killed(
    tmp_path: Path, converter: Callable[[str], None], killed: str
) -> None:
    converter(SLEEPS)
    (tmp_path / "a.doc").write_bytes(RTF)
    command = [
        sys.executable,
        "-m",
        "flows",
        "run",
        tmp_path / "a.doc",
        "--out",
        tmp_path / "out",
        "--direct",
    ]
    run = subprocess.Popen(list(map(str, command)), cwd=ROOT, start_new_session=True)
    try:
        wait_until(lambda: len(converters(tmp_path)) > 1)
        if killed == "group":
            os.killpg(run.pid, signal.SIGKILL)
        else:
            workers = worker_ids(run.pid)
            assert workers
            for process in workers:
                os.kill(process, signal.SIGKILL)
        wait_until(lambda: converters(tmp_path) == [])
        wait_until(lambda: list((tmp_path / "scratch").glob("duizhang-*")) == [])
    finally:
        run.kill()
        run.wait()


def children(parent: int) -> list[int]:
    files = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for file in files for child in told_of_process(file).split()]


def worker_ids(run: int) -> list[int]:
    """The workers of a run: forked from a process that it has started for that, or started by itself."""
    commands = {one: told_of_process(Path(f"/proc/{one}/cmdline")) for one in children(run)}
    seeds = [one for one, command in commands.items() if b"forkserver" in command]
    started = [one for one, command in commands.items() if b"spawn_main" in command]
    return started + [worker for seed in seeds for worker in children(seed)]


def test_no_process_is_left_of_a_conversion_that_ends(
    tmp_path: Path, converter: Callable[[str], None]
) -> None:
    converter("pass")
    with pytest.raises(ConversionFailed):
        libreoffice.converted(RTF, "rtf")
    assert left_over(tmp_path) == []
    assert list((tmp_path / "scratch").iterdir()) == []
    assert multiprocessing.active_children() == []


@pytest.fixture
def in_turn(converter: Callable[[str], None]) -> Callable[[bytes], list[str]]:
    """What a conversion found: how often its program was started, the files there, its number."""
    converter(CONVERTS)
    return lambda data: libreoffice.converted(data, "rtf").decode().split()


def test_a_converter_is_kept_for_the_next_file_and_finds_nothing_of_the_last(
    tmp_path: Path, in_turn: Callable[[bytes], list[str]]
) -> None:
    assert [in_turn(RTF) for _ in range(3)] == [["start", "in/in.rtf", number] for number in "123"]
    libreoffice.let_go()
    assert left_over(tmp_path) == []
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_file_that_fails_after_others_is_given_to_a_new_converter(
    tmp_path: Path, in_turn: Callable[[bytes], list[str]]
) -> None:
    in_turn(RTF)
    assert in_turn(b"second") == ["start", "in/in.rtf", "1"]
    with pytest.raises(ConversionFailed):
        in_turn(b"fails")
    assert left_over(tmp_path) == []
    assert in_turn(RTF) == ["start", "in/in.rtf", "1"]


def test_a_converter_that_dies_is_replaced(tmp_path: Path, in_turn: Callable[[bytes], list[str]]) -> None:
    in_turn(RTF)
    for process in converters(tmp_path):
        if b"/soffice\0-env:" in told_of_process(Path(f"/proc/{process}/cmdline")):
            os.kill(process, signal.SIGKILL)
    wait_until(lambda: list((tmp_path / "scratch").glob("*/ended")))
    assert in_turn(RTF) == ["start", "in/in.rtf", "1"]


def test_a_converter_that_nobody_asks_ends(
    tmp_path: Path, in_turn: Callable[[bytes], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "IDLE_SECONDS", 0.1)
    in_turn(RTF)
    wait_until(lambda: not list((tmp_path / "scratch").iterdir()) and not converters(tmp_path))
    assert in_turn(RTF) == ["start", "in/in.rtf", "1"]


def test_a_file_that_counts_its_pages_has_a_converter_of_its_own(
    tmp_path: Path, converter: Callable[[str], None]
) -> None:
    field = "<w:document><w:instrText xml:space='preserve'> {} </w:instrText></w:document>"
    converter(
        CONVERTS + "import zipfile\nwith zipfile.ZipFile('out/in.docx', 'w') as file:\n"
        "    file.writestr('starts', ' '.join(told))\n    file.writestr('word/document.xml', data)"
    )

    def number(word: str) -> str:
        with zipfile.ZipFile(BytesIO(libreoffice.converted(field.format(word).encode(), "rtf"))) as file:
            return file.read("starts").decode().split()[-1]

    assert [number(word) for word in ("NUMPAGES", "TOC", "PAGEREF _Toc1 \\h", "TOC", "NUMPAGES")] == list(
        "12121"
    )
