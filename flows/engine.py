"""Starting the flow engine (Prefect), which takes long and is chatty, from the command line."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from flows.failures import CannotWrite
from flows.inputs import MissingInput
from flows.pool import CannotStartWorker
from flows.run import RunReport, RunRequest, Watcher
from outputs.bundles import DamagedBundle

SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
"""Defaults: what the environment says comes first."""

INTERRUPT_SECONDS = 3.0
"""How long the engine may take to end after Ctrl-C."""

OURS = (CannotWrite, MissingInput, CannotStartWorker, DamagedBundle)


class EngineFailure(Exception):
    """The flow engine does not start or breaks; ``str()`` is a sentence for the user."""


def prepare_environment() -> None:
    """Set Prefect's defaults, before it is imported.

    Someone who has configured Prefect (an API, a home folder, profiles) keeps that; otherwise its
    database lies in Duizhang's own cache folder.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    configured = {"PREFECT_API_URL", "PREFECT_HOME"} & os.environ.keys()
    if not configured and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ["PREFECT_HOME"] = str(_own_home())


def _own_home() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "duizhang" / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="duizhang-prefect-"))
    return home


def run_as_flow(request: RunRequest, watcher: Watcher, give_up: Callable[[], None]) -> RunReport:
    """Run the flow on the configured Prefect API, or on one that is started for the run.

    After Ctrl-C the run stops as a direct one does, but the engine, whose server the same Ctrl-C
    has ended, would go on asking for it: ``give_up``, which must end the process, is called if the
    engine has not returned soon. Raises what :func:`flows.run.run_all` raises, and
    :class:`EngineFailure`.
    """
    prepare_environment()
    try:
        with _bounded_interrupt(give_up):
            from flows.process import process

            return process(request, watcher)
    except OURS:
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}".rstrip(".")
        raise EngineFailure(
            f"The flow engine failed ({detail}). The same work runs without it: duizhang run --direct."
        ) from error


@contextmanager
def _bounded_interrupt(give_up: Callable[[], None]) -> Iterator[None]:
    def interrupted(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)  # a second Ctrl-C does what it always did
        timer = threading.Timer(INTERRUPT_SECONDS, give_up)
        timer.daemon = True
        timer.start()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
