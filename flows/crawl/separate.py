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

WATCH_SECONDS = 0.2


def crawl_apart(order: CrawlOrder, log: Path, stop: Stop) -> SourceReport:
    """Crawl a source; a crash of its process is told in the report. What it logs goes to ``log``.

    The process ends as soon as ``stop`` is asked for, and with this process, however that ends: at
    most the answer that is on its way is lost.
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
            assert process.stdin
            try:
                with suppress(BrokenPipeError):  # it has ended already: its exit code will say so
                    process.stdin.write(order.model_dump_json().encode() + b"\n")
                    process.stdin.flush()  # and left open: see flows/crawl/__main__.py
                in_time = _ended(process, order, stop)
            finally:
                process.kill()
                with suppress(BrokenPipeError):  # of what it did not read
                    process.stdin.close()
        report.seek(0)
        told = report.read()
    if stop.asked and not told:
        return SourceReport(source=order.source.name, crawl=order.crawl, stopped="an interruption")
    try:
        return SourceReport.model_validate_json(told)
    except ValidationError:
        if not in_time:
            reason = (
                f"It did not end within {_longest(order):,.0f} seconds and was ended; the next crawl goes on."
            )
            return SourceReport(source=order.source.name, crawl=order.crawl, broken=reason)
        reason = f"Its process ended with exit code {process.returncode}; see {log}."
        return SourceReport(source=order.source.name, crawl=order.crawl, broken=reason)


def _ended(process: subprocess.Popen[bytes], order: CrawlOrder, stop: Stop) -> bool:
    """Wait for a process, but no longer than it may take, and not once it is to stop; whether it ended."""
    deadline = time.monotonic() + _longest(order)
    while time.monotonic() < deadline and not stop.asked:
        with suppress(subprocess.TimeoutExpired):
            process.wait(WATCH_SECONDS)
            return True
    return False


def _longest(order: CrawlOrder) -> float:
    """Seconds that the crawl of a source may take."""
    return order.source.minutes * 60 + order.source.response_seconds + GRACE_SECONDS
