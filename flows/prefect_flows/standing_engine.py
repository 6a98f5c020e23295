"""A server of the flow engine that stays: started once, used by every command, until it is stopped."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from flows.prefect_flows import engine_server
from flows.prefect_flows.server_process import (
    address_at,
    begin_server,
    ensure_free,
    is_configured,
    wait_for,
)

FILE = "duizhang-engine.json"
LOG = "duizhang-engine.log"
END_SECONDS = 20.0
ANSWER_SECONDS = 60.0
"""How long a server that lives may be silent."""


class Configured(Exception):
    """Prefect is configured, so that its API is used and no server of ours; ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class StandingEngine:
    """A server that stays: its process, the address of its API, when it was started."""

    pid: int
    address: str
    started: float

    @property
    def pages(self) -> str:
        """Where people see its runs."""
        return self.address.removesuffix("/api")


def standing_engine() -> StandingEngine | None:
    """The server that stays, if there is one and it answers."""
    try:
        engine = StandingEngine(**json.loads(_file().read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return engine if _answers(engine) else None


def start(port: int) -> StandingEngine:
    """Start a server that stays, or tell the one that is there.

    Raises :class:`~flows.prefect_flows.server_process.CannotServe` and :class:`Configured`.
    """
    if is_configured():
        raise Configured("Prefect is configured: its API is used, and no server is started or stopped here.")
    if (running := standing_engine()) is not None:
        return running
    ensure_free(port)
    log = _file().with_name(LOG)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        server = begin_server(port, stays=True, output=file)
    wait_for(server, address_at(port))
    engine = StandingEngine(server.pid, address_at(port), time.time())
    _file().write_text(json.dumps(asdict(engine)), "utf-8")
    return engine


def stop() -> StandingEngine | None:
    """End the server that stays; ``None`` if there is none. Raises :class:`Configured`."""
    if is_configured():
        raise Configured("Prefect is configured: its API is used, and no server is started or stopped here.")
    engine = standing_engine()
    if engine is not None:
        os.kill(engine.pid, signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while time.monotonic() < deadline and is_server(engine.pid):
            with suppress(ChildProcessError):  # where this process has started it itself
                os.waitpid(engine.pid, os.WNOHANG)
            time.sleep(0.1)
    _file().unlink(missing_ok=True)
    return engine


def _file() -> Path:
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    return home / FILE


def is_server(pid: int) -> bool:
    """Whether a process is a server of ours: its number may be another's by now."""
    try:
        return engine_server.__name__ in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def _answers(engine: StandingEngine) -> bool:
    """Whether a server answers; on a machine hard at work it may take its time, as long as it lives."""
    deadline = time.monotonic() + ANSWER_SECONDS
    health = f"{engine.address}/health"
    while is_server(engine.pid) and time.monotonic() < deadline:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(health, timeout=ANSWER_SECONDS):
            return True
        time.sleep(0.1)
    return False
