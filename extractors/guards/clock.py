"""How long a process may work: processor time counts, and time by the clock on the wall as a last resort.

On a busy machine a good file takes many times as long by that clock, and hardly longer in processor time.
This is read from ``/proc``, without any package: the keeper of a converter has none.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from extractors.guards.memory import with_descendants

PATIENCE = 5.0
"""How many times its processor's time a process may take by the clock on the wall."""
_TICKS = os.sysconf("SC_CLK_TCK")
_AFTER_NAME = slice(11, 15)
"""Of ``/proc/PID/stat`` behind the name: time of the process and of its ended children, user and system."""


class Clock:
    """How much of its seconds a process, with all that it starts, has used since this clock was made."""

    def __init__(self, pid: int, seconds: float, patience: float = PATIENCE) -> None:
        self._pid, self.seconds = pid, seconds
        self.wall_seconds = seconds * patience
        self._begun, self._used = time.monotonic(), processor_seconds(pid)

    def is_worked_off(self) -> bool:
        """Whether the processor's time is over. Where the system does not tell it, the wall's counts."""
        used = processor_seconds(self._pid)
        if used is None or self._used is None:
            return time.monotonic() - self._begun > self.seconds
        return used - self._used > self.seconds

    def is_waited_out(self) -> bool:
        """Whether the wall's time is over."""
        return time.monotonic() - self._begun > self.wall_seconds

    def is_over(self) -> bool:
        """Whether one of the two is over."""
        return self.is_waited_out() or self.is_worked_off()


def processor_seconds(pid: int) -> float | None:
    """What a process and its descendants have used so far; nothing if it is gone or there is no ``/proc``."""
    own = _ticks(pid)
    if own is None:
        return None
    return sum(_ticks(one) or 0 for one in with_descendants(pid)) / _TICKS


def _ticks(pid: int) -> int | None:
    with suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(errors="replace")
        return sum(map(int, told.rpartition(")")[2].split()[_AFTER_NAME]))
    return None
