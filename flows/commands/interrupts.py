"""What Ctrl-C does to a run: the first one stops it in good order, the second one at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from flows.commands.ending import SIGNALS
from flows.stopping import Stop

GRACE_SECONDS = 3.0
"""How long the rest of a run may take when its documents are finished, or given up."""


@contextmanager
def interruptible(
    stop: Stop, told: Callable[[], None], give_up: Callable[[], None] | None = None
) -> Iterator[None]:
    """Ask ``stop`` at the first interrupt, and call ``told``; a second one is a ``KeyboardInterrupt``.

    SIGTERM, which schedulers send, does the same. ``give_up``, which must end the process from any
    thread, is for a run that may not come back by itself: it is called some seconds after the
    documents that are being read are finished, or after the second interrupt.
    """

    def first(number: int, frame: FrameType | None) -> None:
        for one in SIGNALS:
            signal.signal(one, second)
        stop.ask()
        told()
        if give_up is not None:
            threading.Thread(target=_when_idle, args=(stop, give_up), daemon=True).start()

    def second(number: int, frame: FrameType | None) -> None:
        if give_up is not None:
            _later(give_up)
        raise KeyboardInterrupt

    before = {one: signal.signal(one, first) for one in SIGNALS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _when_idle(stop: Stop, give_up: Callable[[], None]) -> None:
    stop.wait_for_idleness()
    _later(give_up)


def _later(give_up: Callable[[], None]) -> None:
    timer = threading.Timer(GRACE_SECONDS, give_up)
    timer.daemon = True
    timer.start()
