"""Runs in the tests' own process, for tests of what a run does rather than of the processes it starts.

A worker process takes a second or two to start; what it does with a document is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.jobs import Job, Outcome
from flows.running import worker_process as worker
from flows.running.batches import Assignment, work_off
from flows.running.run import RunRequest, run_all
from flows.running.run_report import RunReport
from flows.running.worker_pool import Finish, Work, WorkerPool, as_it_is
from flows.running.worker_process import Task
from flows.stopping import Stop
from flows.watching import Watcher


def in_this_process(
    batches: list[list[Job]], assignment: Assignment, watcher: Watcher, stop: Stop
) -> list[Outcome]:
    """Execute all batches without worker processes."""

    class Here(WorkerPool):
        def results(
            self, tasks: Sequence[Task], stop: Stop | None = None, finish: Finish = as_it_is
        ) -> Iterator[Outcome]:
            return (finish(task, assignment.work(task)) for task in tasks)

    jobs = [job for batch in batches for job in batch]
    with Here(1, assignment.limits, assignment.log) as pool:
        return work_off(jobs, assignment, pool, watcher, stop)


def run_here(*inputs: Path, out: Path, work: Work = worker.run, **options: object) -> RunReport:
    """A run over the inputs, its documents read one after the other in this process."""
    return run_all(RunRequest(list(inputs), out, **options), execute=in_this_process, work=work)  # type: ignore[arg-type]
