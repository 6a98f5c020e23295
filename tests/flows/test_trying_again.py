"""The time limit is of a processor's time, and what came to a limit is tried again a few times."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.guards.clock import Clock, processor_seconds
from extractors.word import libreoffice
from flows.jobs import Limits, Outcome
from flows.running import trying_again
from flows.running import worker_process as worker
from flows.running.run import RunRequest, run_all
from flows.running.trying_again import MOST_TRIES
from flows.running.worker_process import Task
from tests.support import runs, unruly_work

BUSY = "while True: pass"
IN_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"


@pytest.mark.parametrize("program", [BUSY, IN_A_CHILD])
def test_a_clock_counts_what_a_process_and_its_children_work(program: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
    try:
        clock = Clock(process.pid, 0.3, patience=1e6)
        while not clock.is_over():
            time.sleep(0.01)
        assert (processor_seconds(process.pid) or 0) > 0.3
        assert not clock.is_waited_out()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert processor_seconds(process.pid) is None


def test_waiting_is_no_work_but_not_for_ever() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        patient, hasty = Clock(process.pid, 30, patience=1e6), Clock(process.pid, 30, patience=0)
        assert hasty.is_over()
        assert not hasty.is_worked_off()
        assert not patient.is_over()
    finally:
        process.communicate(b"\n")


@pytest.mark.long
def test_a_document_that_waits_for_its_machine_is_read_and_one_that_works_for_ever_is_not(
    tmp_path: Path, make_pdf: Callable[..., Path]
) -> None:
    for name in ("waiting", "busy"):
        make_pdf(f"in/{name}-a.pdf", text=name)
    limits = Limits(seconds=1.0, patience=1_000)
    report = run_all(RunRequest([tmp_path / "in"], tmp_path / "out", 2, limits), work=unruly_work.run)
    outcomes = {outcome.path.stem.split("-")[0]: outcome for outcome in report.outcomes}
    assert outcomes["waiting"].status == "ok"
    assert outcomes["busy"].status == "failed"
    assert outcomes["busy"].reasons == ["The file takes longer than the time limit of 1 s."]


def shown(out: Path) -> dict[str, bytes]:
    """The bundles and what is published of them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for folder in (out / "bundles", (out / "parquet").resolve(), (out / "json").resolve())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def failing_with(code: str, done: list[str]) -> Callable[[Task], Outcome]:
    """Work on documents that fails, as the pool does it for who comes to a limit."""

    def work(task: Task) -> Outcome:
        done.append(code)
        return worker.given_up(unruly_work.failed_disclosure(task.job, code, "It failed."), task)

    return work


@pytest.mark.parametrize("code", ["time_limit", "memory_limit", "worker_crashed"])
def test_what_came_to_a_limit_is_tried_again_and_not_for_ever(
    tmp_path: Path, make_pdf: Callable[..., Path], code: str
) -> None:
    make_pdf("in/a.pdf", text="text")
    done: list[str] = []
    for _ in range(MOST_TRIES + 2):
        report = runs.run_here(tmp_path / "in", out=tmp_path / "out", work=failing_with(code, done))
        assert [outcome.status for outcome in report.outcomes] == ["failed"]
    assert len(done) == MOST_TRIES


def test_what_a_further_try_reads_takes_the_place_of_the_failure(
    tmp_path: Path, make_pdf: Callable[..., Path]
) -> None:
    make_pdf("in/a.pdf", text="text")
    runs.run_here(tmp_path / "in", out=tmp_path / "out", work=failing_with("time_limit", []))
    (again,) = runs.run_here(tmp_path / "in", out=tmp_path / "out").outcomes
    assert (again.status, again.done_before) == ("ok", False)
    (third,) = runs.run_here(tmp_path / "in", out=tmp_path / "out").outcomes
    assert (third.status, third.done_before) == ("ok", True)
    runs.run_here(tmp_path / "in", out=tmp_path / "undisturbed")
    assert shown(tmp_path / "out") == shown(tmp_path / "undisturbed")


def test_a_failure_of_the_file_itself_is_not_tried_again(
    tmp_path: Path, make_pdf: Callable[..., Path]
) -> None:
    make_pdf("in/a.pdf", text="text")
    done: list[str] = []
    for _ in range(2):
        runs.run_here(tmp_path / "in", out=tmp_path / "out", work=failing_with("damaged_file", done))
    assert done == ["damaged_file"]


def test_what_needs_libreoffice_is_read_once_it_is_there(
    tmp_path: Path, make_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pdf("in/a.pdf", text="text")
    done: list[str] = []
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("no-such-program",))
    for _ in range(2):
        runs.run_here(tmp_path / "in", out=tmp_path / "out", work=failing_with("needs_libreoffice", done))
    assert done == ["needs_libreoffice"]
    monkeypatch.setattr(trying_again, "is_installed", lambda: True)
    (outcome,) = runs.run_here(tmp_path / "in", out=tmp_path / "out").outcomes
    assert (outcome.status, outcome.done_before) == ("ok", False)
