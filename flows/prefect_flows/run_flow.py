"""The Prefect flow around a run. The work itself knows nothing of it.

The flow follows a run that has begun already: its batches are tasks, each of which ends when its documents
are done. The work waits neither for the engine to start nor for its records. A task a document would cost
more than the document, a task's time-out cannot stop a C library, and Prefect's own process pool does not
outlive a crashed worker: that is what the run's own pool of worker processes is for.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.prefect_flows.artifacts import create_artifacts
from flows.running.batches import Executor
from flows.running.begun import BATCHES_AT_ONCE, Batch, BegunRun
from flows.running.run import RunRequest, run_all
from flows.running.run_report import RunReport
from flows.stopping import Stop
from flows.watching import Unwatched, Watcher


@dataclass(slots=True)
class Followed:
    """Who follows a run, and may stop it; the run if it has begun; who executes it if not we."""

    watcher: Watcher
    stop: Stop
    begun: BegunRun | None
    execute: Executor | None


_FOLLOWED: ContextVar[Followed] = ContextVar("the run that the flow is about")
"""No parameters of the flow: those travel to every machine of a cluster."""


def process(
    request: RunRequest,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
    execute: Executor | None = None,
    begun: BegunRun | None = None,
    **options: Any,
) -> RunReport:
    """Process disclosures and publish: :func:`flows.running.run.run_all` as a flow.

    ``begun`` is the run of that request if it goes on already. ``options`` are those of a flow: its task
    runner, its retries.
    """
    options.setdefault("task_runner", ThreadPoolTaskRunner(max_workers=BATCHES_AT_ONCE))
    token = _FOLLOWED.set(Followed(watcher or Unwatched(), stop or Stop(), begun, execute))
    try:
        return _process.with_options(**options)(request)
    finally:
        _FOLLOWED.reset(token)


@flow(name="process", persist_result=False, validate_parameters=False)
def _process(request: RunRequest) -> RunReport:
    # No more than a call: what a flow's function uses by name travels to every machine of a cluster.
    return _followed_run(request)


def _followed_run(request: RunRequest) -> RunReport:
    followed = _FOLLOWED.get()
    if followed.execute is not None:
        report = run_all(request, followed.watcher, followed.execute, stop=followed.stop)
    else:
        # A retry begins anew.
        begun = followed.begun or BegunRun(request, followed.watcher, followed.stop)
        followed.begun = None
        report = _in_tasks(begun)
    create_artifacts(report)
    return report


def _in_tasks(begun: BegunRun) -> RunReport:
    """Follow a run to its end, each batch in a task of the flow that is running."""
    batches: list[Batch] = []

    @task(
        name="batch", task_run_name="batch-{number}", cache_policy=NO_CACHE, persist_result=False, retries=0
    )
    def follow(number: int, documents: int) -> str:
        outcomes = batches[number].outcomes.result()
        return f"{len(outcomes)} of {documents}"

    futures = []
    for number, batch in enumerate(begun.batches()):
        batches.append(batch)
        futures.append(follow.submit(number, batch.documents))
    for future in futures:
        future.wait()
    return begun.result()
