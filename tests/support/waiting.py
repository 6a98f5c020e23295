"""Waiting for what other processes do, on a machine of any speed."""

from __future__ import annotations

import time
from collections.abc import Callable

WAY_OUT = 600.0
"""Seconds after which what has not happened never will: on no machine does anything here take so long."""


def wait_until(condition: Callable[[], object], seconds: float = WAY_OUT) -> None:
    """Return once the condition holds; an assertion fails if it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "what was waited for did not happen"
        time.sleep(0.02)
