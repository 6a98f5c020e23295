"""A server of the flow engine that ends with the process that started it, or stays until it is told to end.

Its address is in Prefect's settings. With ``--stays`` it ends at SIGTERM. Otherwise its input is held open by
the process that started it, and signals are for that process: a service manager sends them to all, and the
server is needed until the work has ended in good order. ``--records-only`` leaves out what schedules need.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

STAYS = "--stays"
RECORDS_ONLY = "--records-only"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""They are blocked when this program begins."""


def main() -> None:
    """Serve until the input ends, or a signal comes."""
    if STAYS in sys.argv:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    else:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    # Not in the main thread: there it would take the signals for itself.
    threading.Thread(target=_serve, daemon=True).start()
    if STAYS in sys.argv:
        while True:
            signal.pause()
    sys.stdin.buffer.read()
    os._exit(0)


def _serve() -> None:
    try:
        import uvicorn
        from prefect.server.api.server import create_app
        from prefect.settings import get_current_settings

        api = get_current_settings().server.api
        app = create_app(webserver_only=RECORDS_ONLY in sys.argv, final=True)
        uvicorn.run(app, host=api.host, port=api.port, log_level="error")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
