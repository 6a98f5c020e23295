"""Announces each page before it is recognised, so that limits of time and memory can count it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[], None] | None] = ContextVar("listener", default=None)


@contextmanager
def announced_to(listener: Callable[[], None]) -> Iterator[None]:
    """Inside, ``listener`` is called before each page that is recognised, which takes seconds."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def announce() -> None:
    """Say that a page is about to be recognised."""
    if listener := _listener.get():
        listener()
