"""Starting the flow engine (Prefect), which takes long and is chatty, from the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import TypeVar

from flows.failures import CannotWrite
from flows.prefect_flows.environment import prepare_environment
from flows.prefect_flows.own_server import BegunServer, own_server
from flows.prefect_flows.server_process import CannotServe
from flows.running.begun import BegunRun
from flows.running.inputs import MissingInput
from flows.running.run import RunRequest
from flows.running.run_report import RunReport
from flows.running.worker_pool import CannotStartWorker
from flows.stopping import Stop, Stopped
from flows.watching import Watcher
from outputs.publication.object_store import NoSuchStore
from outputs.store.bundles import DamagedBundle

WITHOUT_ENGINE = "duizhang run --direct"
RECORD_SECONDS = 3.0
"""How long a run that failed or was stopped waits for its records."""


class EngineFailure(Exception):
    """The flow engine does not start or breaks; ``str()`` is a sentence for the user."""


OURS = (CannotWrite, MissingInput, CannotStartWorker, DamagedBundle, EngineFailure, NoSuchStore, Stopped)


@contextmanager
def engine_running(
    ours: tuple[type[Exception], ...],
    way_out: str,
    records_only: bool = False,
    ahead: BegunServer | None = None,
) -> Iterator[None]:
    """Use the Prefect API that is there, or one that is started meanwhile, or is starting already: ``ahead``.

    ``ours`` are exceptions of the work, which pass; all others are taken as an
    :class:`EngineFailure`, whose sentence tells ``way_out``, the command that does without.
    """
    prepare_environment()
    try:
        with own_server(records_only=records_only, ahead=ahead):
            yield
    except CannotServe as error:
        raise EngineFailure(f"{error} The same work runs without it: {way_out}.") from error
    except ours:
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}".rstrip(".")
        raise EngineFailure(
            f"The flow engine failed ({detail}). The same work runs without it: {way_out}."
        ) from error


@contextmanager
def recorded(
    begun: BegunRun, request: RunRequest, stop: Stop, ahead: BegunServer | None = None
) -> Iterator[None]:
    """Record a run, which has begun, as a flow; the engine starts beside it.

    At the end its records are complete, unless ``stop`` was asked for or the work within failed: then
    they are left as they are. Raises :class:`EngineFailure`.
    """
    failed: list[Exception] = []

    def record() -> None:
        if not begun.under_way():  # a run that is refused needs no engine
            return
        try:
            with engine_running(OURS, WITHOUT_ENGINE, records_only=True, ahead=ahead):
                from flows.prefect_flows.run_flow import process

                process(request, stop=stop, begun=begun)
        except OURS as error:  # the run's own, which its result tells, or the engine's
            if isinstance(error, EngineFailure):
                failed.append(error)

    thread = threading.Thread(target=record, name="recording", daemon=True)
    thread.start()
    try:
        yield
    except BaseException:
        thread.join(RECORD_SECONDS)  # once it has begun
        raise
    while thread.is_alive() and not stop.asked:
        thread.join(0.2)
    if failed:
        raise failed[0]


def run_on_cluster(request: RunRequest, watcher: Watcher, stop: Stop, cluster: str) -> RunReport:
    """Run the flow on a cluster, which :func:`flows.prefect_flows.cluster.task_runner` knows.

    Raises what :func:`flows.running.run.run_all` raises, and :class:`EngineFailure`.
    """
    with engine_running(OURS, WITHOUT_ENGINE, records_only=True):
        from flows.prefect_flows.run_flow import process

        try:
            from flows.prefect_flows.cluster import on_cluster, task_runner
        except ModuleNotFoundError as error:
            message = f"A library is not installed ({error}): pip install 'duizhang[cluster]'."
            raise EngineFailure(message) from error
        runner = task_runner(cluster, request.workers)
        return in_thread(lambda: process(request, watcher, stop, on_cluster, task_runner=runner))


T = TypeVar("T")


def in_thread(work: Callable[[], T]) -> T:
    """Do work in a thread, while this one waits for signals.

    In the main thread the engine would take SIGTERM for itself, and end the run in the midst of it.
    """
    done: list[T] = []
    failed: list[BaseException] = []
    context = copy_context()

    def run() -> None:
        try:
            done.append(context.run(work))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="flow", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if failed:
        raise failed[0]
    return done[0]
