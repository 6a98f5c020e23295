"""Crawling by schedules: a deployment of the flow engine for each schedule of a source list."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import flows
from flows.crawl.crawl_and_run import CrawlRequest
from flows.crawl.sources import read_sources
from flows.prefect_flows.engine import EngineFailure
from flows.prefect_flows.environment import prepare_environment
from flows.prefect_flows.own_server import own_server
from flows.prefect_flows.server_process import CannotServe
from flows.service.engine_log import engine_told
from flows.service.notices import Notifier
from outputs.publication.object_store import is_address


@dataclass(frozen=True, slots=True)
class Service:
    """How a service tells what it does: its log, who is told of failures, where it is watched, what is kept.

    ``monitor`` is host and port of health and metrics; ``keep_days`` is ``None`` to keep all.
    """

    log: str = "text"
    notifier: Notifier = field(default_factory=Notifier)
    monitor: tuple[str, int] | None = None
    keep_days: float | None = None


def serve_schedules(
    request: CrawlRequest, port: int, service: Service, tell: Callable[[str, dict[str, Any]], None]
) -> None:
    """Crawl by the schedules of a source list, until this process is told to end. ``tell`` is for events.

    A run begins when the one before it has ended. The source list is read anew for each; another
    schedule needs another start. Raises :class:`~flows.crawl.sources.InvalidSources` and
    :class:`~flows.prefect_flows.engine.EngineFailure`.
    """
    listed = read_sources(request.sources)
    prepare_environment()
    # The runs are processes of their own, which must find this program however it was started.
    paths = [str(Path(flows.__path__[0]).parent), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    with _ending_in_order(), engine_told(tell) as output, _api(port, output) as is_own:
        from prefect.flows import EntrypointType
        from prefect.schedules import Cron

        from flows.prefect_flows.crawl_flow import scheduled_crawl
        from flows.prefect_flows.records import note_lost_runs

        if is_own and (lost := note_lost_runs()):
            tell("lost_runs", {"level": "warning", "runs": lost})
        deployments: list[Any] = []
        for name, schedule in listed.all_schedules().items():
            sources = listed.selected([], name)
            if not sources:
                continue
            deployments.append(
                scheduled_crawl.to_deployment(
                    name,
                    schedule=Cron(schedule.cron, timezone=schedule.timezone),
                    parameters={
                        "sources": str(request.sources.absolute()),
                        "archive": _absolute(request.archive),
                        "out": _absolute(str(request.out)),
                        "schedule": name,
                        "workers": request.workers,
                        "time_limit": request.limits.seconds,
                        "memory_limit": request.limits.megabytes,
                        "log": service.log,
                        "webhook": service.notifier.webhook,
                        "command": service.notifier.command,
                        "keep_days": service.keep_days,
                    },
                    entrypoint_type=EntrypointType.MODULE_PATH,
                )
            )
            when = {"cron": schedule.cron, "timezone": schedule.timezone}
            tell("schedule", {"schedule": name, **when, "sources": ", ".join(s.name for s in sources)})
        pages = os.environ.get("PREFECT_API_URL", "").removesuffix("/api") or "the pages of Prefect"
        with _monitored(request, service) as monitor:
            tell("serving", {"pages": pages, "monitor": monitor})
            _serve(deployments)
    tell("stopped", {})


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """SIGTERM, which service managers send, ends the service as Ctrl-C does, also while it starts.

    A script that leaves it running in the background starts it with Ctrl-C ignored: it would never end.
    """
    handlers = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGTERM: lambda *_: signal.raise_signal(signal.SIGINT),
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve(deployments: list[Any]) -> None:
    """Begin the runs of deployments as they become due, one at a time, until told to end."""
    from prefect.runner import Runner

    class PromptRunner(Runner):
        """Ends after SIGTERM as after Ctrl-C; the original leaves its loop with a traceback."""

        def handle_sigterm(self, *_: Any, **__: Any) -> None:
            signal.raise_signal(signal.SIGINT)

    runner = PromptRunner(limit=1)
    for deployment in deployments:
        runner.add_deployment(deployment)
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(runner.start())
    finally:  # told to end, it leaves its folder behind
        shutil.rmtree(runner._tmp_dir, ignore_errors=True)


@contextmanager
def _monitored(request: CrawlRequest, service: Service) -> Iterator[str]:
    """Health and metrics meanwhile, at the address that is given; raises :class:`EngineFailure`."""
    if service.monitor is None:
        yield "none"
        return
    from flows.service.monitoring import Watched, monitored

    host, port = service.monitor
    watched = Watched(str(request.out), request.archive, _engine_answers)
    with ExitStack() as stack:
        try:
            address = stack.enter_context(monitored(watched, host, port))
        except OSError as error:
            raise EngineFailure(f"Cannot listen at {host}:{port}: {error.strerror or error}.") from error
        yield address


def _engine_answers() -> bool:
    address = f"{os.environ.get('PREFECT_API_URL', '')}/health"
    with suppress(OSError, ValueError), urllib.request.urlopen(address, timeout=5):
        return True
    return False


def _absolute(place: str) -> str:
    return place if is_address(place) else str(Path(place).absolute())


@contextmanager
def _api(port: int, output: IO[bytes] | None = None) -> Iterator[bool]:
    """The configured Prefect API, or a server of our own; only such a server knows schedules."""
    try:
        with own_server(port, output=output) as is_own:
            yield is_own
    except CannotServe as error:
        raise EngineFailure(str(error)) from error
