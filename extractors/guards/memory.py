"""How much memory processes hold, and how to keep one from taking more.

Whoever starts a process that opens hostile files checks many times a second how much it holds, together
with all that it has started. That is too late for a library that fills gigabytes at once, so such a process
also bounds itself: what is beyond its bound is refused to it, which libraries meet as an ordinary failure.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1024 * 1024
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def resident_bytes(pid: int) -> int:
    """The resident set of a process; 0 if it is gone, or if the system has no ``/proc`` (not Linux)."""
    told = _statm(pid)
    return int(told.split()[1]) * _PAGE_BYTES if told else 0


def with_descendants(pid: int) -> Iterator[int]:
    """A process and all that it has started, and those have started, as far as they are there."""
    yield pid
    for child in _children(pid):
        yield from with_descendants(child)


def held_bytes(pid: int) -> int:
    """The resident sets of a process and of its descendants.

    A child that has not begun its own program yet runs in the memory of its parent (``vfork``); that is
    counted once.
    """
    told = _statm(pid)
    own = int(told.split()[1]) * _PAGE_BYTES if told else 0
    return own + sum(held_bytes(child) for child in _children(pid) if _statm(child) != told)


def _statm(pid: int) -> str:
    try:
        told = Path(f"/proc/{pid}/statm").read_text()
    except OSError:
        return ""
    return told if len(told.split()) > 1 else ""


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with suppress(OSError):
                yield from map(int, Path(f"/proc/{pid}/task/{thread}/children").read_text().split())


def end_all(pid: int) -> None:
    """End a process and its descendants at once."""
    for one in list(with_descendants(pid)):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGKILL)


def bound_own_memory(megabytes: int) -> None:
    """Refuse this process, and those that it starts, more memory of its own than that."""
    most = megabytes * MEGABYTE
    with suppress(ValueError, OSError):  # it has a lower bound already
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
