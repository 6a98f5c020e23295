"""Runs in the tests' own process, for tests of what a run does rather than of the processes it starts.

What a worker process does with a document is the same. What is made of the bytes of a document is remembered:
many tests run over the same samples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from flows.jobs import Job, Outcome
from flows.running import process_document
from flows.running import worker_process as worker
from flows.running.batches import Assignment, work_off
from flows.running.process_document import Processed, process_bytes
from flows.running.run import RunRequest, run_all
from flows.running.run_report import RunReport
from flows.running.worker_pool import Finish, Work, WorkerPool, as_it_is
from flows.running.worker_process import Task
from flows.stopping import Stop
from flows.watching import Watcher
from tests.support.made import once


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


def remembered(data: bytes, job: Job) -> Processed:
    """What :func:`process_bytes` makes of a document, from memory if it was asked for the same before."""
    archive = job.path.name if job.member else None
    told = (job.other_names, job.origin, job.member and job.member.name, archive)
    key = (job.sha256, job.version, job.file_name, repr(job.known), *map(repr, told))

    def processed() -> Processed:
        return process_bytes(data, job)

    return once(processed, *key)


def run_here(
    *inputs: Path, out: Path, work: Work = worker.run, anew: bool = False, **options: object
) -> RunReport:
    """A run over the inputs, its documents read one after the other in this process.

    With ``anew``, or where the work is not the usual one, nothing comes from memory.
    """
    request = RunRequest(list(inputs), out, **options)  # type: ignore[arg-type]
    return carried_out_here(request, work, anew)


def carried_out_here(request: RunRequest, work: Work = worker.run, anew: bool = False) -> RunReport:
    """A run that was asked for in another way than :func:`run_here` asks for it."""
    making = process_bytes if anew or work is not worker.run else remembered
    with patch.object(process_document, "process_bytes", making):
        return run_all(request, execute=in_this_process, work=work)
