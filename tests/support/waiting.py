"""Waiting for what other processes do, on a machine of any speed, and ports for them."""

from __future__ import annotations

import errno
import random
import socket
import time
from collections.abc import Callable

WAY_OUT = 600.0
"""Seconds after which what has not happened never will: on no machine does anything here take so long."""
PORTS = range(20_000, 32_000)
"""Below those that systems give to connections: nobody else is given one before a server takes it."""


def wait_until(condition: Callable[[], object], seconds: float = WAY_OUT) -> None:
    """Return once the condition holds; an assertion fails if it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "what was waited for did not happen"
        time.sleep(0.02)


def free_port() -> int:
    """A port for a server that is yet to be started."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        try:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
                return port
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
