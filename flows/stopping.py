"""Stopping a run in good order: what is being read is finished and kept, nothing new is begun."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(Exception):
    """The run was asked to stop, and has; what it finished is kept."""


class Stop:
    """The wish to stop, which any thread or signal handler may express."""

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._working = 0
        self._change = threading.Condition()

    def ask(self) -> None:
        """Begin nothing new from now on."""
        self._wanted.set()

    @property
    def asked(self) -> bool:
        return self._wanted.is_set()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Documents are worked on meanwhile: whoever waits for the end of the work waits for this."""
        with self._change:
            self._working += 1
        try:
            yield
        finally:
            with self._change:
                self._working -= 1
                self._change.notify_all()

    def wait_for_idleness(self) -> None:
        """Return when nothing is worked on."""
        with self._change:
            self._change.wait_for(lambda: not self._working)
