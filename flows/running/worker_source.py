"""The process from which workers are forked.

The calling process has threads (one for each worker, those of the flow engine): no plain fork of it. A
process beside it loads once what all workers need, and is forked for each of them. This module imports next
to nothing: that process can be started first of all, and loads while the rest of a run is made ready.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from functools import cache
from multiprocessing import forkserver, util
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import IO

multiprocessing.set_forkserver_preload(["flows.running.worker_seed"])
LOCK = "duizhang.lock"
"""Held as long as the process lives that a temporary folder is of."""
_STARTING = threading.Lock()
"""Two runs of one process may begin together: the file that one has locked would stop the other for good."""


@cache
def worker_source() -> ForkServerContext | SpawnContext:
    """How workers are started: forked, or new where no socket can be made for the process to fork from.

    The first call starts that process and does not wait for it. A socket's path may have some hundred
    letters, and a temporary folder's name may be longer.
    """
    try:
        with _STARTING:
            _clear()
            _locked_folder()
            forkserver.ensure_running()
    except OSError:
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


@cache
def _locked_folder() -> IO[str]:
    """The lock on the folder of the socket, which goes with this process unless that is killed."""
    folder = Path(util.get_temp_dir())
    hidden = folder / f".{LOCK}"
    lock = hidden.open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.rename(hidden, folder / LOCK)  # only now is it seen by _clear, and it is locked already
    return lock


def _clear() -> None:
    """Remove the folders of processes of ours that were killed; those of others have no such lock."""
    for lock in Path(tempfile.gettempdir()).glob(f"pymp-*/{LOCK}"):
        with suppress(OSError), lock.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
