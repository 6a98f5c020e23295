"""A pool of worker processes, each of which can be ended alone.

Only ending a process bounds the time and the memory of a C library, so every document runs in one
that has both limits. A worker that crashes or exceeds a limit costs its own document and is
replaced. Each worker has a pipe of its own and shares no lock with the others: killing one at any
moment cannot block the rest, which is why this is not one of the pools that share a queue.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path

from extractors.guards.clock import Clock
from extractors.guards.memory import MEGABYTE, held_bytes, resident_bytes
from flows.failures import CannotWrite, failed_disclosure
from flows.jobs import Limits, Outcome, PageAhead
from flows.running import worker_process as worker
from flows.running.worker_process import Task
from flows.running.worker_source import worker_source
from flows.stopping import Stop

DOCUMENTS_PER_WORKER = 500
"""After so many documents a worker is replaced, so that what a library leaks stays bounded."""

WATCH_SECONDS = 0.05
"""How often the limits of a running document are looked at."""

START_SECONDS = 600.0
"""Far more than a machine that is hard at work needs: a process that cannot start ends by itself."""

ENDING_SECONDS = 60.0
"""How long a worker whose pipe has ended may take to end itself."""

Work = Callable[[Task], Outcome]
Finish = Callable[[Task, Outcome], Outcome]


class CannotStartWorker(Exception):
    """A worker process ended before it was ready; ``str()`` is a sentence for the user."""


class LostWorker(Exception):
    """A worker ended, or was ended, on a document; ``code`` is that of the diagnostic."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def as_it_is(task: Task, outcome: Outcome) -> Outcome:
    """The outcome unchanged: nothing is left to do with it."""
    return outcome


class WorkerPool:
    """Worker processes that run ``work`` on tasks; use it in a ``with`` statement.

    Several threads may hand in tasks. ``log`` receives what the workers' libraries print.
    """

    def __init__(self, workers: int, limits: Limits, log: Path, work: Work = worker.run) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="worker")
        # The last one back is the first to go: what is running is used before another is started.
        self._workers: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all = [_Worker(limits, log, work) for _ in range(workers)]
        for one in self._all:
            self._workers.put(one)

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Wait for what was handed in; after an exception, end the workers at once."""
        if kind is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for one in self._all:
                one.stopping = True
        self._threads.shutdown()
        for one in self._all:
            one.retire()

    def results(
        self, tasks: Sequence[Task], stop: Stop | None = None, finish: Finish = as_it_is
    ) -> Iterator[Outcome]:
        """The outcome of each task, as they end; once ``stop`` is asked for, no further one is begun.

        ``finish`` does what is left to do here, for several tasks at a time: as many as there are workers.
        Raises :class:`~flows.failures.CannotWrite` and :class:`CannotStartWorker`.
        """
        futures = [self._threads.submit(self._run, task, stop, finish) for task in tasks]
        try:
            for future in as_completed(futures):
                outcome = future.result()
                if outcome is not None:
                    yield outcome
        finally:
            for future in futures:
                future.cancel()

    def _run(self, task: Task, stop: Stop | None, finish: Finish) -> Outcome | None:
        if stop is not None and stop.asked:
            return None
        one = self._workers.get()
        started = time.monotonic()
        try:
            outcome = one.run(task)
        except LostWorker as error:
            outcome = worker.given_up(failed_disclosure(task.job, error.code, str(error)), task)
            outcome.seconds = time.monotonic() - started
        finally:
            self._workers.put(one)
        return finish(task, outcome)


class _Worker:
    """One worker process at a time, started when it is needed; used by one thread at a time."""

    def __init__(self, limits: Limits, log: Path, work: Work) -> None:
        self._limits = limits
        self._log = log
        self._work = work
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._documents = 0
        self.stopping = False
        """Set from outside: what runs is ended, at the next look at its limits."""

    def run(self, task: Task) -> Outcome:
        """The outcome of a task; raises :class:`LostWorker`, or :class:`CannotWrite`."""
        process, pipe = self._ready()
        with suppress(BrokenPipeError):  # it has just died: _await says how
            pipe.send(task)
        reply = self._await(process, pipe, self._limits.seconds, self._limits.patience)
        self._documents += 1
        # Python and the C libraries keep memory: the next document must not pay for a large one.
        swollen = resident_bytes(process.pid or 0) > self._limits.megabytes * MEGABYTE / 2
        if swollen or self._documents >= DOCUMENTS_PER_WORKER:
            self.retire()
        if isinstance(reply, CannotWrite):
            raise reply
        return reply

    def _ready(self) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        if self._process is None or self._pipe is None or not self._process.is_alive():
            self.kill()
            processes = worker_source()
            pipe, other_end = processes.Pipe()
            process = processes.Process(
                target=worker.serve, args=(other_end, self._log, self._work), name="duizhang worker"
            )
            try:
                process.start()
            except (OSError, EOFError) as error:  # the process that it is forked from has gone, or cannot
                raise CannotStartWorker(f"A worker process cannot start: {error} See {self._log}.") from error
            other_end.close()
            self._process, self._pipe, self._documents = process, pipe, 0
            try:
                self._await(process, pipe, START_SECONDS, 1.0)
            except LostWorker as error:
                raise CannotStartWorker(f"A worker process cannot start: {error} See {self._log}.") from error
        return self._process, self._pipe

    def _await(
        self,
        process: multiprocessing.process.BaseProcess,
        pipe: Connection,
        seconds: float,
        patience: float,
    ) -> Outcome | CannotWrite:
        """What the worker sends within its limits; beyond them, it has been ended when this raises."""
        clock = Clock(process.pid or 0, seconds, patience)
        limit = self._limits.megabytes
        while True:
            wait([pipe, process.sentinel], WATCH_SECONDS)
            try:
                if pipe.poll():
                    reply: Outcome | CannotWrite | PageAhead = pipe.recv()
                    if not isinstance(reply, PageAhead):
                        return reply
                    clock = Clock(process.pid or 0, seconds, patience)
                    limit = self._limits.megabytes + self._limits.recognition_megabytes
            except (EOFError, OSError):
                process.join(ENDING_SECONDS)
            if not process.is_alive():
                ending = _ending(process.exitcode)
                self.kill()
                raise LostWorker("worker_crashed", f"The process that read the file ended ({ending}).")
            if self.stopping:
                self.kill()
                raise CancelledError
            if held_bytes(process.pid or 0) > limit * MEGABYTE:
                self.kill()
                raise LostWorker("memory_limit", f"The file needs more than the memory limit of {limit} MB.")
            if clock.is_worked_off():
                self.kill()
                raise LostWorker("time_limit", f"The file takes longer than the time limit of {seconds:g} s.")
            if clock.is_waited_out():
                self.kill()
                message = f"The file is still not done after {clock.wall_seconds:g} s by the clock."
                raise LostWorker("time_limit", message)

    def kill(self) -> None:
        """End the process, whatever it is doing; what it has started ends by itself."""
        process = self._process
        if process is not None:
            process.kill()
        self.retire()

    def retire(self) -> None:
        """Let the process finish what it is doing and end, and wait for that."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join()
            process.close()


def _ending(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        with suppress(ValueError):
            return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"
