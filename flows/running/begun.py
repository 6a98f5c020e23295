"""A run that goes on in a thread of its own, while others follow it: the terminal, the flow engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from queue import SimpleQueue

from flows.jobs import Job, Outcome
from flows.running.batches import Assignment, work_off, worker_pool
from flows.running.run import RunRequest, run_all
from flows.running.run_report import RunReport
from flows.stopping import Stop
from flows.watching import Watcher

BATCHES_AT_ONCE = 2
"""So that the pool has work while the last document of a batch is on."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are worked off together: their number, and what will have become of them."""

    documents: int
    outcomes: Future[list[Outcome]]


class BegunRun:
    """:func:`flows.running.run.run_all`, begun at once."""

    def __init__(self, request: RunRequest, watcher: Watcher, stop: Stop) -> None:
        self._request, self._watcher, self._stop = request, watcher, stop
        self._batches: SimpleQueue[Batch | None] = SimpleQueue()
        self._report: Future[RunReport] = Future()
        self._under_way = threading.Event()
        context = copy_context()
        threading.Thread(target=lambda: context.run(self._run), name="run", daemon=True).start()

    def under_way(self) -> bool:
        """Wait until documents are being worked on, or all is over; false if it failed before that."""
        self._under_way.wait()
        return not self._report.done() or self._report.exception() is None

    def batches(self) -> Iterator[Batch]:
        """The batches as they are begun, once, until the run has ended."""
        while (batch := self._batches.get()) is not None:
            yield batch

    def result(self) -> RunReport:
        """The report at the end; raises what the run raised. Signals are taken meanwhile."""
        while True:
            try:
                return self._report.result(0.2)
            except TimeoutError:
                if self._report.done():
                    raise

    def _run(self) -> None:
        try:
            report = run_all(self._request, self._watcher, self._execute, stop=self._stop)
            self._report.set_result(report)
        except BaseException as error:
            self._report.set_exception(error)
        finally:
            self._under_way.set()
            self._batches.put(None)

    def _execute(
        self, batches: list[list[Job]], assignment: Assignment, watcher: Watcher, stop: Stop
    ) -> list[Outcome]:
        """Execute batches here and now, two at a time."""
        documents = sum(len(batch) for batch in batches)
        with worker_pool(assignment, documents) as pool, ThreadPoolExecutor(BATCHES_AT_ONCE) as threads:
            begun = []
            for batch in batches:
                context = copy_context()
                outcomes = threads.submit(context.run, work_off, batch, assignment, pool, watcher, stop)
                begun.append(Batch(len(batch), outcomes))
                self._batches.put(begun[-1])
                self._under_way.set()
            return [outcome for batch in begun for outcome in batch.outcomes.result()]
