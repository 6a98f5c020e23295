"""What the reading of one document may take, for readers that start processes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MEGABYTES = 1024
"""Where nobody says another number."""

_allowed: ContextVar[int] = ContextVar("megabytes allowed", default=MEGABYTES)


@contextmanager
def allowing(megabytes: int) -> Iterator[None]:
    """Inside, what a document's reader starts may take so much memory together with this process."""
    token = _allowed.set(megabytes)
    try:
        yield
    finally:
        _allowed.reset(token)


def allowed_megabytes() -> int:
    """What this process and those that it starts may take together."""
    return _allowed.get()
