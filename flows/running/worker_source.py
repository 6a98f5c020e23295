"""The process from which workers are forked.

The calling process has threads (one for each worker, those of the flow engine): no plain fork of it. A
process beside it loads once what all workers need, and is forked for each of them. This module imports next
to nothing: that process can be started first of all, and loads while the rest of a run is made ready.
"""

from __future__ import annotations

import multiprocessing
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, SpawnContext

multiprocessing.set_forkserver_preload(["flows.running.worker_seed"])


@cache
def worker_source() -> ForkServerContext | SpawnContext:
    """How workers are started: forked, or new where no socket can be made for the process to fork from.

    The first call starts that process and does not wait for it. A socket's path may have some hundred
    letters, and a temporary folder's name may be longer.
    """
    try:
        forkserver.ensure_running()
    except OSError:
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")
