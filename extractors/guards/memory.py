"""How much memory processes hold, and how to keep one from taking more.

Who starts a process that opens hostile files looks at what it holds, with all that it has started, many
times a second. That is too late for a library that fills gigabytes at once, so such a process also bounds
itself: what is beyond its bound is refused to it, which libraries meet as an ordinary failure.
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
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0


def with_descendants(pid: int) -> Iterator[int]:
    """A process and all that it has started, and those have started, as far as they are there."""
    yield pid
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with suppress(OSError):
                for child in Path(f"/proc/{pid}/task/{thread}/children").read_text().split():
                    yield from with_descendants(int(child))


def held_bytes(pid: int) -> int:
    """The resident sets of a process and of its descendants."""
    return sum(map(resident_bytes, with_descendants(pid)))


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
