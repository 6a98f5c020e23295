"""A server of the flow engine that ends with the process that started it.

Its input is held open by that process; its address is in Prefect's settings.
"""

from __future__ import annotations

import os
import sys
import threading


def main() -> None:
    """Serve until the input ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import uvicorn
    from prefect.settings import get_current_settings

    api = get_current_settings().server.api
    uvicorn.run(
        "prefect.server.api.server:create_app", factory=True, host=api.host, port=api.port, log_level="error"
    )


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
