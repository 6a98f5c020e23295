"""How much a piece of work costs, in a measure that is the same on every machine and at every hour."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python are run for ``work``; a call of a library written in C counts for one.

    What costs more the longer its input is, within such a call, is not seen: a search by a regular
    expression, a sort. What is given to it has to be held small instead.
    """
    lines = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Callable[..., object]:
        nonlocal lines
        if event == "line":
            lines += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
        assert sys.gettrace() is count, "the interpreter has given up counting: the work recursed too deep"
    finally:
        sys.settrace(before)
    return lines


def times_longer(short: Callable[[], object], long: Callable[[], object]) -> float:
    """How many times the processor time of ``short`` goes into that of ``long``, both at their best.

    For what is done within libraries written in C. It is compared with a bound far from what holds and
    far from what would be a fault: with 32 times the input, 32 is good and 1,024 is not, the bound is 200.
    """
    return _seconds(long, 2) / max(_seconds(short, 5), 1e-4)


def _seconds(work: Callable[[], object], attempts: int) -> float:
    took = []
    collected = gc.isenabled()
    gc.disable()  # a full collection amid a long run of tests takes longer than what is measured
    try:
        for _ in range(attempts):
            begun = time.process_time()
            work()
            took.append(time.process_time() - begun)
    finally:
        if collected:
            gc.enable()
    return min(took)
