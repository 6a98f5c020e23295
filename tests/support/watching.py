"""How much memory a test's processes take while it runs."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from extractors.guards.memory import held_bytes, resident_bytes


@dataclass
class Peak:
    """The most bytes held at a time: by this process beyond what it had, and by those that it started."""

    of_this: int = 0
    of_children: int = 0


@contextmanager
def watched_memory() -> Iterator[Peak]:
    """Look at the memory of this process and of its descendants every few milliseconds."""
    peak, ended, before = Peak(), threading.Event(), resident_bytes(os.getpid())

    def watch() -> None:
        while not ended.is_set():
            own, together = resident_bytes(os.getpid()), held_bytes(os.getpid())
            peak.of_this = max(peak.of_this, own - before)
            peak.of_children = max(peak.of_children, together - own)
            time.sleep(0.005)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()
