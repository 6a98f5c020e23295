"""What the process from which workers are forked loads before the first of them; nothing else imports this.

A worker then starts in a few hundredths of a second instead of a second or two, also one that replaces
another, and all of them share the memory of what is loaded here.
"""

from __future__ import annotations

import gc
import signal

# A signal to all processes of a run is for the one that started this: it ends its workers, and then this.
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)

from flows.running import worker_process  # noqa: E402, F401
from flows.running.process_document import make_ready  # noqa: E402

make_ready()
gc.collect()
gc.freeze()  # no collection of a worker goes through it: the memory stays shared
