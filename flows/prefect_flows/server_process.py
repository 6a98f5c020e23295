"""The process of a server of the flow engine: how it is started, and when it is up."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import IO

import flows
from flows.prefect_flows import engine_server
from flows.prefect_flows.engine_server import RECORDS_ONLY, SIGNALS, STAYS

START_SECONDS = 600.0
"""Far more than a machine that is hard at work needs: a server that cannot start ends by itself."""
HOST = "127.0.0.1"
PORTS = range(20_000, 32_000)
"""Below those that systems give to connections: until the server takes its port nobody else is given it."""


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


def begin_server(
    port: int, stays: bool = False, records_only: bool = False, output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a server, which is not up yet. Unless it ``stays`` it ends when its input does."""
    paths = [str(Path(flows.__path__[0]).parent), os.environ.get("PYTHONPATH", "")]
    options = [name for name, wanted in ((STAYS, stays), (RECORDS_ONLY, records_only)) if wanted]
    # Signals wait until the server has said what it does with them: a service manager sends them to all.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    # A session of its own: what a terminal or a scheduler sends to our group is not for the server.
    server = subprocess.Popen(
        [sys.executable, "-m", engine_server.__name__, *options],
        stdin=subprocess.DEVNULL if stays else subprocess.PIPE,
        stdout=output,
        stderr=output,
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "PREFECT_SERVER_API_HOST": HOST,
            "PREFECT_SERVER_API_PORT": str(port),
            "PREFECT_API_URL": address_at(port),
        },
        start_new_session=True,
    )
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return server


def address_at(port: int) -> str:
    """The address of the API of a server at a port."""
    return f"http://{HOST}:{port}/api"


def free_port() -> int:
    """A port of this machine for a server that is yet to be started."""
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with suppress(OSError), socket.socket() as probe:
            probe.bind((HOST, port))
            return port
    raise CannotServe("No port is free for the server of the flow engine.")


def ensure_free(port: int) -> None:
    """Raises :class:`CannotServe` if something answers at a port."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise CannotServe(f"Port {port} is in use; choose another one with --port.")


def wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when a server answers. Raises :class:`CannotServe`."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        health = f"{address}/health"
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(health, timeout=5):
            return
        time.sleep(0.1)
    raise CannotServe("The server of the flow engine does not start.")
