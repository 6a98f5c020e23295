"""How the program ends when it is told to: in order, from its first moment to its last.

This is loaded before all else, and loads nothing itself.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import suppress

EXIT_INTERRUPTED = 130
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class ToldToEnd:
    """Has SIGTERM, which schedulers send, do what Ctrl-C does, whatever is loaded meanwhile."""

    asked = False
    """Whether a signal has come. While modules are loaded its exception may be lost in a callback."""

    def listen(self) -> None:
        """From now on SIGTERM is a ``KeyboardInterrupt``, where no command takes it for itself.

        Ctrl-C is one by itself; with Python's own handler in place event loops end their tasks in order.
        """
        signal.signal(signal.SIGTERM, self._told)

    def end(self, code: int) -> None:
        """End the process with a code, whatever it is told from now on: all is done and said."""
        with suppress(OSError, ValueError):  # nobody listens
            sys.stdout.flush()
        for one in SIGNALS:
            signal.signal(one, lambda *_: os._exit(code))
        if code == EXIT_INTERRUPTED:
            # An interpreter in which the exception was met within exec() would end by the signal after all.
            atexit._run_exitfuncs()
            os._exit(code)
        sys.exit(code)

    def _told(self, number: int, frame: object) -> None:
        ToldToEnd.asked = True
        raise KeyboardInterrupt
