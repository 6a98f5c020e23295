"""Working off documents: each goes through a worker process, then its bundle takes its place in OUT.

How batches of documents are executed is a choice: here and now, as tasks of the flow engine, or on
the machines of a cluster. Each :data:`Executor` has its pool of worker processes where it works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flows.failures import fault, writing
from flows.jobs import KEPT, Job, Limits, Outcome
from flows.running.remote_inputs import Copies
from flows.running.worker_pool import Work, WorkerPool
from flows.running.worker_process import Task, run, write_document
from flows.stopping import Stop
from flows.watching import Watcher
from outputs.publication.object_store import push_bundle
from outputs.store.bundles import InvalidDocument, complete, put_in_place
from outputs.store.out_folder import OutFolder, publishing_alone

DOCUMENTS_PER_BATCH = 200
"""Documents in a task of the flow engine: a task costs it about as much as a small document."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """How documents are worked off; plain values, which can travel to another machine.

    ``staging`` is the run's folder for unfinished work, ``log`` the file for what the workers'
    libraries print, ``work`` what a worker does with a task, ``copies`` the working copies of inputs.
    """

    out: OutFolder
    staging: Path
    log: Path
    workers: int
    limits: Limits
    force: bool
    work: Work = run
    copies: Copies = field(default_factory=Copies)


Executor = Callable[[list[list[Job]], Assignment, Watcher, Stop], list[Outcome]]
"""Works off batches; tells the watcher of each document, and stops early if it is asked to."""


def batches_of(jobs: list[Job]) -> list[list[Job]]:
    """The jobs in their order, some hundred in a batch."""
    return [jobs[i : i + DOCUMENTS_PER_BATCH] for i in range(0, len(jobs), DOCUMENTS_PER_BATCH)]


def directly(batches: list[list[Job]], assignment: Assignment, watcher: Watcher, stop: Stop) -> list[Outcome]:
    """Execute all batches as one, here and now."""
    jobs = [job for batch in batches for job in batch]
    with worker_pool(assignment, len(jobs)) as pool:
        return work_off(jobs, assignment, pool, watcher, stop)


_KEPT: ContextVar[WorkerPool | None] = ContextVar("kept pool", default=None)


@contextmanager
def keeping_workers(assignment: Assignment) -> Iterator[None]:
    """Within, all pools on this machine are one, so that workers are started once for a whole run."""
    with WorkerPool(assignment.workers, assignment.limits, assignment.log, assignment.work) as pool:
        token = _KEPT.set(pool)
        try:
            yield
        finally:
            _KEPT.reset(token)


@contextmanager
def worker_pool(assignment: Assignment, documents: int) -> Iterator[WorkerPool]:
    """The pool for an assignment: no more workers than documents."""
    kept = _KEPT.get()
    if kept is not None:
        yield kept
        return
    workers = max(1, min(assignment.workers, documents))
    with WorkerPool(workers, assignment.limits, assignment.log, assignment.work) as pool:
        yield pool


def work_off(
    jobs: Sequence[Job], assignment: Assignment, pool: WorkerPool, watcher: Watcher, stop: Stop
) -> list[Outcome]:
    """Process documents and keep their bundles; an outcome for each that was processed.

    Raises :class:`~flows.failures.CannotWrite` and :class:`~flows.running.worker_pool.CannotStartWorker`.
    """
    tasks = [Task(job, assignment.staging / job.document_id, assignment.limits) for job in jobs]
    outcomes = []
    with stop.working():
        for outcome in pool.results(tasks, stop, partial(_put_in_place, assignment)):
            outcomes.append(outcome)
            watcher.ended(outcome)
    return outcomes


def _put_in_place(assignment: Assignment, task: Task, outcome: Outcome) -> Outcome:
    """Make the bundle of a processed document."""
    if outcome.document_id is None or outcome.status == KEPT:
        return outcome
    outcome.tries = task.job.tries + 1 if outcome.failed else 0
    bundle = assignment.out.bundle(task.job.version, task.job.document_id)
    replace = assignment.force or task.job.replaces or task.job.tries > 0
    # Where a bundle is replaced there is none for a moment: nobody may publish just then.
    alone = publishing_alone(assignment.out) if replace else nullcontext()
    with writing(bundle), alone:
        try:
            complete(task.folder, outcome.remarks)
        except InvalidDocument as error:
            outcome = write_document(fault(task.job, error), task)
            outcome.tries = task.job.tries + 1
            complete(task.folder, outcome.remarks)
        push_bundle(assignment.out, task.folder, bundle)
        put_in_place(task.folder, bundle, replace)
    outcome.entry = {}  # it is in the bundle, and would take more memory than all else that is told
    return outcome
