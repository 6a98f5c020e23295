"""Holding the documents of bodies against each other, in as many processes as a run has."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from outputs.publication.holding import BodyTask, Held, HoldBodies, directly, hold_body

FEWEST = 40
"""Fewer documents than that are done before the processes have started."""
AT_ONCE = 400
"""Bodies that are handed out together: what they say of each other waits in memory until it is written."""


def holding(workers: int) -> HoldBodies:
    """What does the work of holding bodies' documents, with so many processes."""
    return partial(_hold, workers) if workers > 1 else directly


def _hold(workers: int, tasks: Sequence[BodyTask]) -> Iterable[Held]:
    if sum(len(task.bundles) for task in tasks) < FEWEST:
        return directly(tasks)
    return _in_processes(workers, tasks)


def _in_processes(workers: int, tasks: Sequence[BodyTask]) -> Iterator[Held]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for start in range(0, len(tasks), AT_ONCE):
            yield from pool.map(hold_body, tasks[start : start + AT_ONCE], chunksize=4)
