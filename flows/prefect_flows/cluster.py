"""The same run on a Dask cluster, through Prefect's task runner for it.

Each batch of documents is a task for one of the cluster's workers, which has its own pool of worker
processes: limits and isolation are those of a run on one machine. OUT and the inputs lie on a file
system that all machines share, or on an object store.
"""

from __future__ import annotations

import atexit
import multiprocessing
import pickle
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import get_worker
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect_dask import DaskTaskRunner

from flows.jobs import Job, Outcome
from flows.running.batches import Assignment, directly, work_off
from flows.running.remote_inputs import fetched
from flows.running.worker_pool import WorkerPool
from flows.stopping import Stop
from flows.watching import Unwatched, Watcher
from outputs.publication.object_store import bring_up_to_date, out_at

LOCAL = "local"
"""In place of a scheduler's address: a cluster of processes on this machine, for the run."""

DOCUMENTS_PER_TASK = 50
"""A task costs the engine some 0.15 s; smaller ones spread better."""

_POOLS: dict[Path, WorkerPool] = {}
"""The pool of this process, by the log of its run: it serves all the batches that come here."""


def task_runner(cluster: str, workers: int) -> Any:
    """The task runner for a cluster: a scheduler's address, or :data:`LOCAL`."""
    if cluster == LOCAL:
        options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        return DaskTaskRunner(cluster_kwargs=options)
    return DaskTaskRunner(address=cluster)


def on_cluster(
    batches: list[list[Job]], assignment: Assignment, watcher: Watcher, stop: Stop
) -> list[Outcome]:
    """Execute batches as tasks of the flow that is running, on its cluster; linking is done here."""
    jobs = [job for batch in batches for job in batch]
    there = [job for job in jobs if job.linking is None]
    here = [job for job in jobs if job.linking is not None]
    starts = range(0, len(there), DOCUMENTS_PER_TASK)
    # As bytes: the engine would search everything else for futures, value by value.
    parts = [pickle.dumps((there[i : i + DOCUMENTS_PER_TASK], assignment)) for i in starts]
    futures = [work_there.submit(number, part) for number, part in enumerate(parts)]
    outcomes: list[Outcome] = []
    for future in as_completed(futures):
        for outcome in future.result():
            outcomes.append(outcome)
            watcher.ended(outcome)
    bring_up_to_date(assignment.out)
    return outcomes + (directly([here], assignment, watcher, stop) if here else [])


@task(name="batch", task_run_name="batch-{number}", cache_policy=NO_CACHE, persist_result=False, retries=0)
def work_there(number: int, pickled: bytes) -> list[Outcome]:
    """Work off a batch, with its assignment, on the cluster's worker that this is called on."""
    jobs, assignment = pickle.loads(pickled)
    return _worked_off(jobs, assignment)


def _worked_off(jobs: list[Job], assignment: Assignment) -> list[Outcome]:
    with tempfile.TemporaryDirectory(prefix="duizhang-") as folder:
        if assignment.out.remote is not None:  # nothing is shared but the store
            staging = Path(folder) / "staging"
            assignment = replace(assignment, out=out_at(assignment.out.remote), staging=staging)
        brought = list(_at_hand(jobs, assignment, Path(folder)))
        outcomes = work_off(brought, assignment, _pool(assignment), Unwatched(), Stop())
    places = {job.document_id: job for job in jobs}
    for outcome in outcomes:  # as it is known to the run
        if outcome.document_id is not None:
            outcome.path = places[outcome.document_id].shown
            outcome.source = places[outcome.document_id].source
    return outcomes


def _at_hand(jobs: Iterable[Job], assignment: Assignment, folder: Path) -> Iterable[Job]:
    """The jobs with files that can be opened here: those of an object store are fetched."""
    for number, job in enumerate(jobs):
        address = assignment.copies.address(job.path)
        if address is None or job.path.exists():
            yield job
        else:
            yield replace(job, path=fetched(address, folder / "input" / str(number) / job.path.name))


def _pool(assignment: Assignment) -> WorkerPool:
    """The pool of this process, with a worker process for each of the Dask worker's threads."""
    if assignment.log not in _POOLS:
        while _POOLS:
            _POOLS.popitem()[1].__exit__(None)
        # Dask's own supervisor starts its workers as daemons, which may have no children of their own.
        multiprocessing.current_process().daemon = False
        dask = get_worker()
        # In the folder that Dask gives each of its workers, and removes when that ends.
        log = Path(dask.local_directory) / "duizhang.log"
        _POOLS[assignment.log] = WorkerPool(dask.state.nthreads, assignment.limits, log, assignment.work)
    return _POOLS[assignment.log]


@atexit.register
def _end_pools() -> None:
    for pool in _POOLS.values():
        pool.__exit__(None)
