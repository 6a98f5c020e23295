"""Crawling by schedules: a deployment of the flow engine for each schedule of a source list."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import flows
from flows.crawl.crawl_and_run import CrawlRequest
from flows.crawl.sources import read_sources
from flows.prefect_flows.engine import EngineFailure, prepare_environment
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
    if _api_is_configured():
        yield
        return
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise EngineFailure(f"Port {port} is in use; choose another one with --port.")
    os.environ["PREFECT_API_URL"] = f"http://{HOST}:{port}/api"
    os.environ["PREFECT_SERVER_API_HOST"], os.environ["PREFECT_SERVER_API_PORT"] = HOST, str(port)
    server = subprocess.Popen(
        [sys.executable, "-m", "flows.prefect_flows.engine_server"],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _wait_for(server)
        yield
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


def _api_is_configured() -> bool:
    """Whether the environment or the active profile of Prefect names an API."""
    if "PREFECT_API_URL" in os.environ:
        return True
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    try:
        profiles = tomllib.loads((home / "profiles.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    return "PREFECT_API_URL" in profiles.get("profiles", {}).get(active, {})


def _wait_for(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        health = os.environ["PREFECT_API_URL"] + "/health"
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(health, timeout=5):
            return
        time.sleep(0.2)
    raise EngineFailure("The server of the flow engine does not start.")
