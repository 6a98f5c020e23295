"""Crawling by schedules: a deployment of the flow engine for each schedule of a source list."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import flows
from flows.crawl.crawl_and_run import CrawlRequest
from flows.crawl.sources import read_sources
from flows.prefect_flows.engine import EngineFailure, prepare_environment
from flows.prefect_flows.own_server import own_server
from flows.prefect_flows.server_process import CannotServe
from outputs.publication.object_store import is_address

START_SECONDS = 120.0
HOST = "127.0.0.1"


def serve_schedules(request: CrawlRequest, port: int, tell: Callable[[str], None]) -> None:
    """Crawl by the schedules of a source list, until this process is told to end.

    A run begins when the one before it has ended. The source list is read anew for each; another
    schedule needs another start. Raises :class:`~flows.crawl.sources.InvalidSources` and
    :class:`~flows.prefect_flows.engine.EngineFailure`.
    """
    listed = read_sources(request.sources)
    prepare_environment()
    # The runs are processes of their own, which must find this program however it was started.
    paths = [str(Path(flows.__path__[0]).parent), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    with _api(port):
        from prefect.flows import EntrypointType
        from prefect.schedules import Cron

        from flows.prefect_flows.crawl_flow import scheduled_crawl

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
                    },
                    entrypoint_type=EntrypointType.MODULE_PATH,
                )
            )
            tell(f"{name} ({schedule.cron}, {schedule.timezone}): {', '.join(s.name for s in sources)}")
        pages = os.environ.get("PREFECT_API_URL", "").removesuffix("/api") or "the pages of Prefect"
        tell(f"Serving these schedules; their runs are shown at {pages}")
        _serve(deployments)


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
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())


def _absolute(place: str) -> str:
    return place if is_address(place) else str(Path(place).absolute())


@contextmanager
def _api(port: int) -> Iterator[None]:
    """The configured Prefect API, or a server of our own; only such a server knows schedules."""
    try:
        with own_server(port):
            yield
    except CannotServe as error:
        raise EngineFailure(str(error)) from error
