"""A crawl ends with the service that began it, however that ends: the next service begins it anew."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from multiprocessing import util

WATCH_SECONDS = 1.0


def end_with_parent() -> None:
    """From now on, end this process at once when the one that started it is gone.

    What a crawl and a run have finished is kept whenever they are killed; two at a time would ask a site
    for the same.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        shutil.rmtree(util.get_temp_dir(), ignore_errors=True)  # that of its workers, which nobody else knows
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
