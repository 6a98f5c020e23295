"""Work for a worker process that does what a hostile file might make a library do.

What happens is told by the beginning of the file's name, in these tests only. Worker processes
import this module by its name.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time

from flows import worker
from flows.jobs import Outcome
from flows.worker import Task


def run(task: Task) -> Outcome:
    """Crash, hang, eat memory or fail as the file's name says, else do the real work."""
    match task.job.path.name.split("-")[0]:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(7)
        case "hang":  # in a C call that holds the interpreter's lock, as a library would
            ctypes.PyDLL(None).sleep(60)
        case "bomb":
            eaten = []
            while True:
                eaten.append(bytearray(b"x" * 5_000_000))
        case "fault":
            raise RuntimeError("a fault of the work itself")
        case "slow":
            time.sleep(0.5)
        case "full":
            raise worker.CannotWrite("Cannot write /somewhere: No space left on device.")
    return worker.run(task)


def cannot_start(_: Task) -> Outcome:
    """Never reached: see the test that uses it."""
    raise AssertionError
