"""A server of the flow engine for one command, which ends with it, however that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

from flows.prefect_flows.server_process import (
    address_at,
    begin_server,
    ensure_free,
    free_port,
    is_configured,
    wait_for,
)
from flows.prefect_flows.standing_engine import standing_engine


@contextmanager
def own_server(
    port: int | None = None, records_only: bool = False, output: IO[bytes] | None = None
) -> Iterator[bool]:
    """The Prefect API that is there, or else a server of our own meanwhile, at a port or any free one.

    There is an API if Prefect is configured, or if a server was started to stay; one that does no more than
    keep records is quicker. Given is whether the server is our own; what that prints goes to ``output``.
    Raises :class:`CannotServe`.
    """
    if is_configured():
        yield False
        return
    if (standing := standing_engine()) is not None:
        with _known_to_prefect(standing.address):
            yield False
        return
    if port is None:
        port = free_port()
    ensure_free(port)
    server = begin_server(port, records_only=records_only, output=output)
    try:
        with _known_to_prefect(address_at(port)):
            wait_for(server, address_at(port))
            yield True
    finally:
        server.kill()
        server.communicate()


@contextmanager
def _known_to_prefect(address: str) -> Iterator[None]:
    """Have Prefect, here and in processes that are started, use an API."""
    before = os.environ.get("PREFECT_API_URL")
    os.environ["PREFECT_API_URL"] = address
    try:
        with ExitStack() as stack:
            if "prefect" in sys.modules:  # its settings have been read already
                from prefect.settings import PREFECT_API_URL, temporary_settings

                stack.enter_context(temporary_settings({PREFECT_API_URL: address}))
            yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        if before is not None:
            os.environ["PREFECT_API_URL"] = before
