"""How commands end when the world around them fails: with a sentence and the code that the help names."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from pyarrow import parquet
from typer.testing import CliRunner

from flows.commands import interrupts
from flows.commands.command_line import app
from flows.commands.launching import INTERRUPTED, STOPPING, ending_as_documented
from flows.failures import CannotWrite
from flows.jobs import Outcome
from flows.running.inputs import find_files
from flows.running.run import RunRequest, run_all
from flows.stopping import Stop, Stopped
from flows.views.event_log import EventLog
from flows.watching import Unwatched
from outputs.publication.object_store import Store
from outputs.publication.part_files import close_all
from outputs.schemas.json_documents import encode_document
from outputs.store.bundles import complete, put_in_place
from outputs.store.out_folder import DOCUMENT, OutFolder, publishing_alone, told_of_waiting
from tests.support.samples import sample_disclosure

MakePdf = Callable[..., Path]
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An OUT with a published document."""
    folder = OutFolder(tmp_path / "out")
    document = sample_disclosure(0, 2024, "budget")
    record = document.record
    staged = folder.staging / record.document_id
    staged.mkdir(parents=True)
    (staged / DOCUMENT).write_bytes(encode_document(document))
    complete(staged)
    put_in_place(staged, folder.bundle(record.version, record.document_id))
    assert CliRunner().invoke(app, ["publish", str(folder.root)]).exit_code == 0
    return folder.root


@pytest.mark.parametrize("command", ["export", "report"])
def test_a_place_that_cannot_be_written_is_told_with_code_3(out: Path, command: str) -> None:
    place = Path("/proc/none/here") / ("a.xlsx" if command == "export" else "report")
    result = CliRunner().invoke(app, [command, str(out), "--out", str(place)])
    assert result.exit_code == 3, result.exception
    assert "Cannot write" in result.output


def test_a_workbook_whose_place_is_a_folder_is_told_with_code_3(out: Path) -> None:
    (out / "export.xlsx").mkdir()
    result = CliRunner().invoke(app, ["export", str(out)])
    assert result.exit_code == 3, result.exception


@pytest.mark.parametrize("command", ["export", "report"])
def test_damaged_json_is_told_with_code_3(out: Path, command: str) -> None:
    for shown in (out / "json").iterdir():
        shown.write_bytes(b"{")
    assert CliRunner().invoke(app, [command, str(out)]).exit_code == 3


def test_what_an_object_store_says_is_a_failure_with_its_name() -> None:
    class Strange:
        def find(self, path: str) -> None:
            raise RuntimeError("Unable to locate credentials.")

    with pytest.raises(OSError, match="Unable to locate credentials") as told:
        Store(Strange(), "s3://bucket/out").find("bucket/out")
    assert told.value.filename == "s3://bucket/out"


def test_a_store_without_credentials_ends_a_run_with_code_3(
    tmp_path: Path, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("s3fs")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    result = CliRunner().invoke(
        app, ["run", "--direct", str(make_pdf()), "--out", "s3://nobody-has-this/out"]
    )
    assert result.exit_code == 3, (result.output, result.exception)


def test_an_out_that_is_removed_meanwhile_is_told(tmp_path: Path, make_pdf: MakePdf) -> None:
    out = tmp_path / "out"

    class Remover(Unwatched):
        def ended(self, outcome: Outcome) -> None:
            shutil.rmtree(out)

    with pytest.raises(CannotWrite, match="was removed"):
        run_all(RunRequest([make_pdf()], out, 1), Remover())


def test_links_to_folders_are_told(tmp_path: Path, make_pdf: MakePdf) -> None:
    make_pdf("elsewhere/b.pdf")
    make_pdf("in/a.pdf")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "in" / "circle").symlink_to(tmp_path / "in", target_is_directory=True)
    found = find_files([tmp_path / "in"], tmp_path / "out")
    assert [path.name for path in found.files] == ["a.pdf"]
    assert [path.name for path in found.links] == ["circle", "link"]


def test_who_waits_for_another_run_says_so(tmp_path: Path) -> None:
    out = OutFolder(tmp_path)
    out.staging.mkdir()
    told: list[str] = []
    with (out.staging / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def release() -> None:
            told.append("waiting")
            threading.Timer(0.1, lambda: fcntl.flock(lock, fcntl.LOCK_UN)).start()

        with told_of_waiting(release), publishing_alone(out):
            pass
    with told_of_waiting(release), publishing_alone(out):
        pass
    assert told == ["waiting"]


def test_writers_are_closed_though_the_disk_is_full(capfd: pytest.CaptureFixture[str]) -> None:
    class Writer(parquet.ParquetWriter):  # type: ignore[misc]
        def __init__(self) -> None:
            self.is_open = True

        def close(self) -> None:
            raise OSError(28, "No space left on device")

    writers = [Writer(), Writer()]
    with pytest.raises(OSError, match="No space"):
        close_all(writers)
    writers.clear()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("command", ["report", "export", "run", "publish", "status", "reprocess", "crawl"])
def test_the_help_of_a_command_lists_its_exit_codes(command: str) -> None:
    told = CliRunner().invoke(app, [command, "--help"]).output
    assert "Exit codes" in told


def test_the_command_line_ends_with_a_sentence_when_a_run_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", str(tmp_path / "none"), "--out", str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def comes_back(stop: Stop) -> None:
    signal.raise_signal(signal.SIGTERM)
    raise Stopped


def interrupted_again(stop: Stop) -> None:
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGTERM)


def cannot_write(stop: Stop) -> None:
    signal.raise_signal(signal.SIGTERM)
    raise CannotWrite("The disk is full.")


@pytest.mark.parametrize(
    ("work", "sentence", "code"),
    [
        (comes_back, INTERRUPTED, 130),
        (interrupted_again, INTERRUPTED, 130),
        (cannot_write, "The disk is full.", 3),
    ],
)
def test_a_run_that_ends_as_it_is_given_up_tells_one_end(
    work: Callable[[Stop], None],
    sentence: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given_up: list[int] = []
    monkeypatch.setattr(interrupts, "GRACE_SECONDS", 0.1)
    monkeypatch.setattr(os, "_exit", given_up.append)
    before = threading.enumerate()
    with pytest.raises(typer.Exit) as end, ending_as_documented(EventLog(sys.stdout), direct=False) as stop:
        work(stop)
    wait_for_new_threads(before)  # as an interpreter that takes long to end would
    assert end.value.exit_code == code
    assert set(given_up) == {code}
    assert capsys.readouterr().err.splitlines() == [STOPPING, sentence]


def test_a_run_that_never_comes_back_is_left_with_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given_up: list[int] = []
    monkeypatch.setattr(interrupts, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(os, "_exit", given_up.append)
    before = threading.enumerate()
    with ending_as_documented(EventLog(sys.stdout), direct=False):
        signal.raise_signal(signal.SIGINT)
        wait_for_new_threads(before)
    assert given_up == [130]
    assert capsys.readouterr().err.splitlines() == [STOPPING, INTERRUPTED]


def wait_for_new_threads(before: list[threading.Thread]) -> None:
    """Return when no thread is left that was not there before: threads start others."""
    while new := [thread for thread in threading.enumerate() if thread not in before]:
        for thread in new:
            thread.join(20)
