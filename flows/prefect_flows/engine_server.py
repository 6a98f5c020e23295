"""A server of the flow engine that ends with the process that started it.

Its input is held open by that process; its address is in Prefect's settings. Signals are for that process:
a service manager sends them to all, and the server is needed until the work has ended in good order.
"""

from __future__ import annotations

import os
import signal
import sys
import threading


def main() -> None:
    """Serve until the input ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Not in the main thread: there it would take the signals for itself.
    threading.Thread(target=_serve, daemon=True).start()
    sys.stdin.buffer.read()
    os._exit(0)


def _serve() -> None:
    try:
        import uvicorn
        from prefect.settings import get_current_settings

        api = get_current_settings().server.api
        uvicorn.run(
            "prefect.server.api.server:create_app",
            factory=True,
            host=api.host,
            port=api.port,
            log_level="error",
        )
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
