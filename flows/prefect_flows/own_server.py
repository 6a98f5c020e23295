"""A server of the flow engine for one command, which ends with it, however that ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO

from flows.prefect_flows.environment import prepare_environment
from flows.prefect_flows.server_process import (
    CannotServe,
    address_at,
    begin_server,
    ensure_free,
    free_port,
    is_configured,
    wait_for,
)
from flows.prefect_flows.standing_engine import standing_engine


@dataclass(slots=True)
class BegunServer:
    """A server that is starting; whoever has ``taken`` it ends it."""

    port: int
    process: subprocess.Popen[bytes]
    taken: bool = False


@contextmanager
def server_ahead() -> Iterator[BegunServer | None]:
    """A server that keeps records, which starts before all else that a command loads, and takes longest.

    None where there is an API already, or no port is free. At the end it is gone if nobody has taken it.
    """
    prepare_environment()
    if is_configured() or standing_engine() is not None:
        yield None
        return
    try:
        port = free_port()
    except CannotServe:  # told by who needs the server
        yield None
        return
    ahead = BegunServer(port, begin_server(port, records_only=True))
    try:
        yield ahead
    finally:
        if not ahead.taken:
            _end(ahead.process)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.kill()
    server.communicate()


@contextmanager
def own_server(
    port: int | None = None,
    records_only: bool = False,
    output: IO[bytes] | None = None,
    ahead: BegunServer | None = None,
) -> Iterator[bool]:
    """The Prefect API that is there, or else a server of our own meanwhile, at a port or any free one.

    There is an API if Prefect is configured, or if a server was started to stay; one that does no more than
    keep records is quicker. Given is whether the server is our own; what that prints goes to ``output``.
    One that is starting already, ``ahead``, is taken. Raises :class:`CannotServe`.
    """
    if ahead is not None:
        ahead.taken = True
        with _serving(ahead.process, ahead.port):
            yield True
        return
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
    with _serving(begin_server(port, records_only=records_only, output=output), port):
        yield True


@contextmanager
def _serving(server: subprocess.Popen[bytes], port: int) -> Iterator[None]:
    """Wait until a server answers, and have Prefect use it; at the end it is gone."""
    try:
        with _known_to_prefect(address_at(port)):
            wait_for(server, address_at(port))
            yield
    finally:
        _end(server)


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
