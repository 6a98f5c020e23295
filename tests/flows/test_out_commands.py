"""reprocess, status and publish, and how a run is told and stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.commands.launching import EXIT_CANNOT_WRITE, EXIT_INTERRUPTED, INTERRUPTED, STOPPING
from flows.jobs import Limits
from flows.running.reprocess import reprocessing
from flows.running.run import RunRequest, run_all
from outputs.publication.dataset import read_table
from outputs.store.holdings import holdings
from tests.flows.test_run import ROOT, published, wait_for_a_bundle
from tests.support import unruly_work
from tests.support.commands import duizhang, duizhang_apart
from tests.support.waiting import WAY_OUT

pytestmark = pytest.mark.long

MakePdf = Callable[..., Path]


@pytest.fixture
def archive(tmp_path: Path, make_pdf: MakePdf) -> Path:
    """An OUT with three documents of an older version; their files lie in two folders."""
    files = [make_pdf(f"{folder}/{name}.pdf", text=name) for folder, name in ("1a", "1b", "2c")]
    run_all(RunRequest(files, tmp_path / "out", workers=1, version="0.0.1"))
    return tmp_path / "out"


def test_reprocess_makes_this_version_of_all_documents(archive: Path) -> None:
    done = duizhang("reprocess", archive, "--direct")
    assert done.returncode == 0
    assert set(read_table(archive, "documents")["version"].to_pylist()) == {
        duizhang("--version").stdout.split()[1]
    }
    again = duizhang("reprocess", archive, "--direct", "--log", "json")
    assert json.loads(again.stdout.splitlines()[-1])["done_before"] == 3


def test_reprocess_tells_files_that_are_gone_or_changed_and_keeps_what_there_was(
    archive: Path, tmp_path: Path, make_pdf: MakePdf
) -> None:
    (tmp_path / "1" / "a.pdf").unlink()
    make_pdf("2/c.pdf", text="changed")
    done = duizhang("reprocess", archive, "--direct")
    assert done.returncode == 1
    assert "a.pdf" in done.stdout
    assert "c.pdf" in done.stdout
    documents = {d["file_name"]: d["version"] for d in read_table(archive, "documents").to_pylist()}
    assert set(documents) == {"a.pdf", "b.pdf", "c.pdf"}
    assert documents["a.pdf"] == documents["c.pdf"] == "0.0.1" != documents["b.pdf"]


def test_reprocess_failed_does_again_only_what_failed(tmp_path: Path, make_pdf: MakePdf) -> None:
    files = [make_pdf("in/crash-a.pdf", text="a"), make_pdf("in/b.pdf", text="b")]
    out = tmp_path / "out"
    run_all(RunRequest(files, out, workers=1), work=unruly_work.run)
    report = run_all(reprocessing(out, True, 1, Limits(), False))
    assert [(o.path.name, o.status, o.done_before) for o in report.outcomes] == [("crash-a.pdf", "ok", False)]
    assert read_table(out, "documents")["status"].to_pylist() == ["ok", "ok"]


def test_publish_shows_what_a_stopped_run_finished(archive: Path) -> None:
    before = published(archive)
    shutil.rmtree(archive / "snapshots")
    (archive / "parquet").unlink()
    shutil.rmtree(archive / "json")
    assert duizhang("publish", archive).returncode == 0
    assert published(archive) == before


def test_status_tells_the_holdings_as_text_and_as_json(archive: Path) -> None:
    shown = duizhang("status", archive)
    assert shown.returncode == 0
    assert "by version 0.0.1" in shown.stdout
    assert "c.pdf" in shown.stdout
    told = json.loads(duizhang("status", archive, "--json", "--most", "2").stdout)
    assert told["documents"] == told["statuses"]["ok"] == told["versions"]["0.0.1"] == 3
    assert told["years"] == [{"fiscal_year": None, "report_kind": None, "documents": 3}]
    assert len(told["slowest"]) == 2


def test_a_damaged_bundle_is_told_by_every_command(archive: Path) -> None:
    rows = next(archive.rglob("head.json.zst"))
    rows.write_bytes(b"")
    for command in ("status", "publish", "reprocess"):
        done = duizhang(command, archive)
        assert done.returncode == EXIT_CANNOT_WRITE
        assert f"{rows.parent} is damaged" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_run_can_be_followed_as_json_lines(tmp_path: Path, make_pdf: MakePdf) -> None:
    make_pdf("in/a.pdf", text="a")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"")
    done = duizhang_apart("run", tmp_path / "in", "--out", tmp_path / "out", "--direct", "--log", "json")
    assert done.returncode == 1
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["event"] for one in events] == ["begin", "document", "document", "publishing", "end"]
    assert events[0]["documents"] == 2
    assert {Path(one["file"]).name: one["status"] for one in events[1:3]} == {
        "a.pdf": "ok",
        "bad.pdf": "failed",
    }
    assert {name: events[-1][name] for name in ("documents", "ok", "failed")} == {
        "documents": 2,
        "ok": 1,
        "failed": 1,
    }
    assert all(one["time"] for one in events)


UNRULY_RUN = """
import flows.commands.command_line, flows.running.run
from tests.support import unruly_work

if __name__ == "__main__":
    run_all = flows.running.run.run_all
    flows.running.run.run_all = lambda *a, **k: run_all(*a, work=unruly_work.run, **k)
    flows.commands.command_line.app()
"""


def unruly_run(tmp_path: Path, *options: str) -> tuple[subprocess.Popen[str], Path]:
    """A run over the files of ``in``, whose names tell what the work does; its first bundle is there."""
    out, program = tmp_path / "out", tmp_path / "program.py"
    program.write_text(UNRULY_RUN)
    process = subprocess.Popen(
        [sys.executable, program, "run", tmp_path / "in", "--out", out, "--direct", *options],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_a_bundle(out)
    return process, out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_interrupt_lets_what_is_being_read_be_finished(
    tmp_path: Path, make_pdf: MakePdf, number: signal.Signals
) -> None:
    for n in range(40):
        make_pdf(f"in/slow-{n}.pdf", text=f"file {n}")
    process, out = unruly_run(tmp_path, "--workers", "1")
    while len(list((tmp_path / "in").glob("*.begun"))) < 2:  # until the second is being read
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, number)
    _, errors = process.communicate(timeout=WAY_OUT)
    assert process.returncode == EXIT_INTERRUPTED
    assert errors.splitlines() == [STOPPING, INTERRUPTED]
    assert 2 <= len(list(out.glob("bundles/*/*/*"))) < 10
    assert list((out / ".staging").iterdir()) == []
    assert not out.joinpath("parquet").exists()
    assert holdings(out).without_source == 0


def test_the_second_interrupt_stops_at_once(tmp_path: Path, make_pdf: MakePdf) -> None:
    make_pdf("in/hang-a.pdf", text="hang", pages=50)  # the largest is read first
    make_pdf("in/b.pdf", text="b")
    process, out = unruly_run(tmp_path, "--workers", "2")
    os.killpg(process.pid, signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=2)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=WAY_OUT)
    assert process.returncode == EXIT_INTERRUPTED
    assert errors.splitlines() == [STOPPING, INTERRUPTED]
    assert list((out / ".staging").iterdir()) == []
