"""The Prefect flow around a run. The work itself knows nothing of it.

Documents go in batches into a few large tasks, which hand them to the run's own pool of worker
processes: a task a document would cost more than the document, a task's time-out cannot stop a C
library, and Prefect's own process pool does not outlive a crashed worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.jobs import Job, Outcome
from flows.prefect_flows.artifacts import create_artifacts
from flows.running.batches import Assignment, Executor, work_off, worker_pool
from flows.running.run import RunRequest, run_all
from flows.running.run_report import RunReport
from flows.stopping import Stop
from flows.watching import Unwatched, Watcher

BATCHES_AT_ONCE = 2
"""So that the pool has work while the last document of a batch is on."""


def as_tasks(batches: list[list[Job]], assignment: Assignment, watcher: Watcher, stop: Stop) -> list[Outcome]:
    """Execute each batch as a task of the flow that is running; they share a pool."""
    with worker_pool(assignment, sum(len(batch) for batch in batches)) as pool:

        @task(
            name="batch",
            task_run_name="batch-{number}",
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=0,
        )
        def execute(number: int, documents: int) -> Sequence[Outcome]:
            return work_off(batches[number], assignment, pool, watcher, stop)

        futures = [execute.submit(number, len(batch)) for number, batch in enumerate(batches)]
        return [outcome for future in futures for outcome in future.result()]


_FOLLOWED: ContextVar[tuple[Watcher, Stop]] = ContextVar("who follows the run, and may stop it")
"""No parameters of the flow: those travel to every machine of a cluster."""


def process(
    request: RunRequest,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
    execute: Executor = as_tasks,
    **options: Any,
) -> RunReport:
    """Process disclosures and publish: :func:`flows.running.run.run_all` as a flow.

    ``options`` are those of a flow: its task runner, its retries.
    """
    options.setdefault("task_runner", ThreadPoolTaskRunner(max_workers=BATCHES_AT_ONCE))
    token = _FOLLOWED.set((watcher or Unwatched(), stop or Stop()))
    try:
        return _process.with_options(**options)(request, execute)
    finally:
        _FOLLOWED.reset(token)


@flow(name="process", persist_result=False, validate_parameters=False)
def _process(request: RunRequest, execute: Executor) -> RunReport:
    # No more than a call: what a flow's function uses by name travels to every machine of a cluster.
    return _followed_run(request, execute)


def _followed_run(request: RunRequest, execute: Executor) -> RunReport:
    watcher, stop = _FOLLOWED.get()
    report = run_all(request, watcher, execute, stop=stop)
    create_artifacts(report)
    return report
