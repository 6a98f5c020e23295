"""Running the crawl of a source in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from flows.crawl.report import CrawlOrder, SourceReport
from flows.stopping import Stop

GRACE_SECONDS = 120.0
"""How much longer than its limit a crawl may take to end."""

STOP_SECONDS = 10.0
"""How long a crawl that is to stop may take for what it has asked for already."""

WATCH_SECONDS = 0.2


def crawl_apart(order: CrawlOrder, log: Path, stop: Stop | None = None) -> SourceReport:
    """Crawl a source; a crash of its process is told in the report. What it logs goes to ``log``.

    The process ends soon after ``stop`` is asked for, and with this process, however that ends.
    """
    with log.open("ab") as errors, tempfile.TemporaryFile() as report:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.crawl"],
            stdin=subprocess.PIPE,
            stdout=report,
            stderr=errors,
            start_new_session=True,  # a Ctrl-C is for us: we end it
        )
        with process:
            try:
                assert process.stdin
                with suppress(BrokenPipeError):  # it has ended already: its exit code will say so
                    process.stdin.write(order.model_dump_json().encode() + b"\n")
                    process.stdin.flush()  # and left open: see flows/crawl/__main__.py
                in_time = _await(process, order, stop or Stop())
            finally:
                process.kill()
        report.seek(0)
        told = report.read()
    if not in_time:
        return _broken(order, "Its process did not end in time and was ended.")
    try:
        return SourceReport.model_validate_json(told)
    except ValidationError:
        return _broken(order, f"Its process ended with exit code {process.returncode}; see {log}.")


def _broken(order: CrawlOrder, reason: str) -> SourceReport:
    return SourceReport(source=order.source.name, crawl=order.crawl, broken=reason)


def _await(process: subprocess.Popen[bytes], order: CrawlOrder, stop: Stop) -> bool:
    """Wait for a process; whether it ended by itself in time."""
    seconds = order.source.minutes * 60 + order.source.response_seconds + GRACE_SECONDS
    deadline, stopping = time.monotonic() + seconds, False
    while time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            process.wait(WATCH_SECONDS)
            return True
        if stop.asked and not stopping:
            process.terminate()
            deadline, stopping = time.monotonic() + STOP_SECONDS, True
    return False
