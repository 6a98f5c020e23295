"""How much memory a test's processes take while it runs."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.guards.memory import resident_bytes, with_descendants


@dataclass
class Peak:
    """The most bytes held at a time beyond what was there: by this process, and by those that it started."""

    of_this: int = 0
    of_children: int = 0


@contextmanager
def watched_memory() -> Iterator[Peak]:
    """Look at the memory of this process and of its descendants every few milliseconds."""
    peak, ended = Peak(), threading.Event()
    before, children_before = resident_bytes(os.getpid()), _held_by_children()

    def watch() -> None:
        while not ended.is_set():
            peak.of_this = max(peak.of_this, resident_bytes(os.getpid()) - before)
            peak.of_children = max(peak.of_children, _held_by_children() - children_before)
            time.sleep(0.005)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def _held_by_children() -> int:
    """What the processes hold that have begun their own program: before that, they are in our memory."""
    own = _command(os.getpid())
    return sum(resident_bytes(pid) for pid in with_descendants(os.getpid()) if _command(pid) != own)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
