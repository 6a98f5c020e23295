"""A run: find the files, do what is not done yet, publish. With or without the flow engine.

A result is known by the file's SHA-256 and the pipeline's version; what has a bundle is not done
again. Whatever ends a run, its unfinished work lies in a staging folder that the next run clears,
and nothing else is half done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from flows.failures import fault, writing
from flows.inputs import find_files, identify
from flows.jobs import Job, Limits, Outcome, readable
from flows.pool import Work, WorkerPool
from flows.staging import staging_folder
from flows.version import VERSION
from flows.worker import Task, run, write_document
from outputs.bundles import InvalidDocument, complete, read_head
from outputs.findings import Findings
from outputs.json_schema import pretty
from outputs.out_folder import OutFolder, replace_file
from outputs.snapshot import publish

DOCUMENTS_PER_BATCH = 200
"""Documents in a task of the flow engine: a task costs it about as much as a small document."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be done: the command line's arguments, or the flow's parameters."""

    inputs: list[Path]
    out: Path
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    version: str = VERSION


@dataclass(slots=True)
class RunReport:
    """What was done: an outcome for each file, by path, and the files that were left alone."""

    started: datetime
    version: str
    out: Path
    outcomes: list[Outcome] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the run's files below ``OUT/runs``."""
        return f"{self.started:%Y%m%dT%H%M%S.%f}Z"

    def as_record(self) -> dict[str, Any]:
        """The report as it is kept in ``OUT/runs``, the place for what differs from run to run."""
        return {
            "version": self.version,
            "started": self.started.isoformat(),
            "ended": datetime.now(UTC).isoformat(),
            "contradictions": self.contradictions,
            "failed_checks": self.failed_checks,
            "documents": [outcome.as_record() for outcome in self.outcomes],
            "ignored": [readable(path) for path in self.ignored],
        }

    @property
    def failures(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.failed]

    @property
    def contradictions(self) -> int:
        return sum(outcome.findings.contradictions for outcome in self.outcomes)

    @property
    def failed_checks(self) -> int:
        return sum(outcome.findings.failed_checks for outcome in self.outcomes)

    def rows(self, table: str) -> int:
        """Rows of a table over all documents of the run."""
        return sum(outcome.rows.get(table, 0) for outcome in self.outcomes)


@runtime_checkable
class Watcher(Protocol):
    """Who follows a run."""

    def begin(self, documents: int) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...

    def publishing(self) -> None: ...


class Unwatched:
    """A watcher for runs that nobody follows."""

    def begin(self, documents: int) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...

    def publishing(self) -> None: ...


ProcessBatch = Callable[[Sequence[Task]], list[Outcome]]
Executor = Callable[[ProcessBatch, list[list[Task]]], list[Outcome]]


def directly(process_batch: ProcessBatch, batches: list[list[Task]]) -> list[Outcome]:
    """Execute all batches as one, here and now."""
    return process_batch([task for batch in batches for task in batch])


def run_all(
    request: RunRequest,
    watcher: Watcher | None = None,
    execute: Executor = directly,
    work: Work = run,
) -> RunReport:
    """Process the inputs and publish.

    Raises :class:`~flows.inputs.MissingInput` before anything is done,
    :class:`~flows.failures.CannotWrite` if OUT cannot be written, and
    :class:`~flows.pool.CannotStartWorker`.
    """
    watcher = watcher or Unwatched()
    report = RunReport(datetime.now(UTC), request.version, request.out)
    found = find_files(request.inputs, request.out)
    report.ignored = found.ignored
    out = OutFolder(request.out)
    with staging_folder(out) as staging:
        jobs, lost = identify(found.files, request.version)
        to_do, done = _split(jobs, out, request.force)
        watcher.begin(len(to_do))
        tasks = [Task(job, staging / job.document_id, request.limits) for job in to_do]
        report.outcomes = found.unread + lost + done
        with _log(out, report.name) as log:
            report.outcomes += _work_off(tasks, request, out, log, watcher, execute, work)
        report.outcomes.sort(key=lambda outcome: outcome.path)
        watcher.publishing()
        with writing(out.root):
            publish(out)
            replace_file(out.runs / f"{report.name}.json", pretty(report.as_record()))
    return report


def _split(jobs: list[Job], out: OutFolder, force: bool) -> tuple[list[Job], list[Outcome]]:
    """The jobs to do, and the outcomes of those that an earlier run did."""
    to_do: list[Job] = []
    done: list[Outcome] = []
    for job in jobs:
        bundle = out.bundle(job.version, job.document_id)
        if bundle.is_dir() and not force:
            done.append(_done_before(job, bundle))
        else:
            to_do.append(job)
    # The largest first: a run should not end with one worker busy and the others idle.
    return sorted(to_do, key=lambda job: (-job.size, job.path)), done


def _done_before(job: Job, bundle: Path) -> Outcome:
    head = read_head(bundle)
    return Outcome(
        job.path,
        head.document["status"],
        job.document_id,
        done_before=True,
        reasons=head.errors,
        rows=head.rows,
        findings=Findings.of_record(head.remarks) if head.remarks else Findings(),
    )


@contextmanager
def _log(out: OutFolder, name: str) -> Iterator[Path]:
    """The file for what the workers' libraries print; gone at the end if they printed nothing."""
    log = out.runs / f"{name}.log"
    with writing(out.root):
        out.runs.mkdir(parents=True, exist_ok=True)
    try:
        yield log
    finally:
        if log.exists() and log.stat().st_size == 0:
            log.unlink()


def _work_off(
    tasks: list[Task],
    request: RunRequest,
    out: OutFolder,
    log: Path,
    watcher: Watcher,
    execute: Executor,
    work: Work,
) -> list[Outcome]:
    if not tasks:
        return []
    batches = [tasks[i : i + DOCUMENTS_PER_BATCH] for i in range(0, len(tasks), DOCUMENTS_PER_BATCH)]
    with WorkerPool(min(request.workers, len(tasks)), request.limits, log, work) as pool:

        def process_batch(batch: Sequence[Task]) -> list[Outcome]:
            outcomes = []
            for task, outcome in pool.results(batch):
                outcomes.append(_put_in_place(task, outcome, out, request.force))
                watcher.ended(outcomes[-1])
            return outcomes

        return execute(process_batch, batches)


def _put_in_place(task: Task, outcome: Outcome, out: OutFolder, force: bool) -> Outcome:
    """Make the bundle of a processed document."""
    if outcome.document_id is None:
        return outcome
    bundle = out.bundle(task.job.version, task.job.document_id)
    with writing(bundle):
        try:
            complete(task.folder, bundle, force, outcome.findings.as_record())
        except InvalidDocument as error:
            outcome = write_document(fault(task.job, error), task)
            complete(task.folder, bundle, force, outcome.findings.as_record())
    return outcome
