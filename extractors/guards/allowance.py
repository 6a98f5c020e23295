"""What reading one document may use, for readers that start processes of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from extractors.guards.memory import MEGABYTE, resident_bytes

MEGABYTES = 1024
"""Where nobody says another number."""

_allowed: ContextVar[int | None] = ContextVar("megabytes allowed", default=None)


@contextmanager
def allowing(megabytes: int) -> Iterator[None]:
    """Inside, what a document's reader starts may take so much memory together with this process."""
    token = _allowed.set(megabytes)
    try:
        yield
    finally:
        _allowed.reset(token)


def left_megabytes() -> int:
    """What the processes that this one starts may take.

    What a process holds that nobody bounded (a notebook, a test run) is its own affair: only where
    :func:`allowing` says what a document may take, this process counts as well.
    """
    allowed = _allowed.get()
    return MEGABYTES if allowed is None else allowed - resident_bytes(os.getpid()) // MEGABYTE
