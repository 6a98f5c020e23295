"""The pool of worker processes: replaced when lost, recycled, and gone at the end."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows.jobs import Job, Limits, Outcome
from flows.running import worker_pool as pools
from flows.running.worker_pool import CannotStartWorker, WorkerPool
from flows.running.worker_process import Task
from tests.support import unruly_work

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.long

LIMITS = Limits(seconds=20, megabytes=1000, patience=1_000)


@pytest.fixture
def make_task(tmp_path: Path, make_pdf: Callable[..., Path]) -> Callable[[str], Task]:
    def make(name: str) -> Task:
        path = make_pdf(f"{name}.pdf", text=name)
        data = path.read_bytes()
        job = Job(path, hashlib.sha256(data).hexdigest(), len(data), "0.1.0")
        return Task(job, tmp_path / "staging" / name, LIMITS)

    return make


def worker_ids() -> set[int]:
    return {p.pid for p in multiprocessing.active_children() if p.name == "duizhang worker" and p.pid}


def test_a_worker_serves_many_documents_and_is_then_replaced(
    make_task: Callable[[str], Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "DOCUMENTS_PER_WORKER", 3)
    served = []
    with WorkerPool(1, LIMITS, tmp_path / "log", unruly_work.run) as pool:
        for number in range(6):
            assert len(list(pool.results([make_task(str(number))]))) == 1
            served.append(worker_ids())
    assert served[0] == served[1] != set()
    assert served[2] == served[5] == set()  # at its end, before the next document is there
    assert served[3] == served[4] != served[0]


def test_no_process_is_left_at_the_end(make_task: Callable[[str], Task], tmp_path: Path) -> None:
    with WorkerPool(2, LIMITS, tmp_path / "log") as pool:
        assert len(list(pool.results([make_task("a"), make_task("b")]))) == 2
        assert worker_ids()
    assert not worker_ids()


def test_after_an_exception_running_documents_are_ended_at_once(
    make_task: Callable[[str], Task], tmp_path: Path
) -> None:
    patient = Limits(seconds=3600, megabytes=1000)
    tasks = [replace(make_task(name), limits=patient) for name in ("a", "hang-b")]
    ended = []

    def finish(task: Task, outcome: Outcome) -> Outcome:
        ended.append(task.job.path.name)
        return outcome

    with (  # noqa: PT012
        pytest.raises(KeyboardInterrupt),
        WorkerPool(2, patient, tmp_path / "log", unruly_work.run) as pool,
    ):
        for _ in pool.results(tasks, finish=finish):
            raise KeyboardInterrupt
    assert ended == ["a.pdf"]  # nobody waited for the other one
    assert not worker_ids()


def test_a_worker_that_cannot_start_ends_the_run_and_not_in_a_loop(
    make_task: Callable[[str], Task], tmp_path: Path
) -> None:
    log = tmp_path / "no such folder" / "log"
    with pytest.raises(CannotStartWorker, match="exit code 1"), WorkerPool(1, LIMITS, log) as pool:
        list(pool.results([make_task("a")]))


def test_what_libraries_print_goes_to_the_log(
    make_task: Callable[[str], Task], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with WorkerPool(1, LIMITS, tmp_path / "log", unruly_work.run) as pool:
        list(pool.results([make_task("crash-a")]))
    assert "Segmentation fault" in (tmp_path / "log").read_text()
    assert "Segmentation fault" not in "".join(capfd.readouterr())


def test_each_page_that_is_recognised_has_the_time_limit_for_itself(
    make_task: Callable[[str], Task], tmp_path: Path
) -> None:
    limits = Limits(seconds=1, megabytes=1000, patience=1_000)
    tasks = [replace(make_task(name), limits=limits) for name in ("pictures-a", "picture-b")]
    with WorkerPool(2, limits, tmp_path / "log", unruly_work.run) as pool:
        outcomes = {outcome.path.name: outcome for outcome in pool.results(tasks)}
    assert outcomes["pictures-a.pdf"].status == "ok"
    assert outcomes["picture-b.pdf"].status == "failed"
    assert "longer than the time limit of 1 s" in outcomes["picture-b.pdf"].reasons[0]


def test_a_long_name_of_the_temporary_folder_is_no_hindrance(
    make_pdf: Callable[..., Path], tmp_path: Path
) -> None:
    scratch = tmp_path / ("t" * 150)
    scratch.mkdir()
    command = [
        sys.executable,
        "-m",
        "flows",
        "run",
        make_pdf("a.pdf", text="a"),
        "--out",
        tmp_path / "out",
        "--direct",
    ]
    ended = subprocess.run(
        [*map(str, command)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert [one.name for one in (tmp_path / "out" / "json").glob("*.json")] != []
