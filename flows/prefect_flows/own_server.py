"""A server of the flow engine for one command, which ends with it, however that ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import flows
from flows.prefect_flows import engine_server

START_SECONDS = 120.0
HOST = "127.0.0.1"


class CannotServe(Exception):
    """The server does not start; ``str()`` is a sentence for the user."""


def is_configured() -> bool:
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


@contextmanager
def own_server(port: int | None = None) -> Iterator[None]:
    """The configured Prefect API, or else a server of our own meanwhile, at a port or any free one.

    Raises :class:`CannotServe`.
    """
    if is_configured():
        yield
        return
    if port is None:
        port = _free_port()
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise CannotServe(f"Port {port} is in use; choose another one with --port.")
    address = f"http://{HOST}:{port}/api"
    ours = {"PREFECT_API_URL": address, "PREFECT_SERVER_API_HOST": HOST, "PREFECT_SERVER_API_PORT": str(port)}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    paths = [str(Path(flows.__path__[0]).parent), os.environ.get("PYTHONPATH", "")]
    # A session of its own: what a terminal or a scheduler sends to our group is not for the server,
    # which ends when its input does.
    server = subprocess.Popen(
        [sys.executable, "-m", engine_server.__name__],
        stdin=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        start_new_session=True,
    )
    try:
        _wait_for(server, address)
        with ExitStack() as stack:
            if "prefect" in sys.modules:  # its settings have been read already
                from prefect.settings import PREFECT_API_URL, temporary_settings

                stack.enter_context(temporary_settings({PREFECT_API_URL: address}))
            yield
    finally:
        server.kill()
        server.communicate()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        health = f"{address}/health"
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(health, timeout=5):
            return
        time.sleep(0.2)
    raise CannotServe("The server of the flow engine does not start.")
