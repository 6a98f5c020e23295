"""Running the crawl of a source in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from pydantic import ValidationError

from flows.crawl.report import CrawlOrder, SourceReport

GRACE_SECONDS = 120.0
"""How much longer than its limit a crawl may take to end."""


def crawl_apart(order: CrawlOrder, log: Path) -> SourceReport:
    """Crawl a source; a crash of its process is told in the report. What it logs goes to ``log``.

    The process ends with this one, however that ends.
    """
    seconds = order.source.minutes * 60 + order.source.response_seconds + GRACE_SECONDS
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
                process.stdin.write(order.model_dump_json().encode() + b"\n")
                process.stdin.flush()  # and left open: see flows/crawl/__main__.py
                process.wait(seconds)
            except BrokenPipeError:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                return _broken(order, f"Its process was ended after {seconds:g} seconds.")
            except BaseException:
                process.kill()
                raise
        report.seek(0)
        told = report.read()
    try:
        return SourceReport.model_validate_json(told)
    except ValidationError:
        return _broken(order, f"Its process ended with exit code {process.returncode}; see {log}.")


def _broken(order: CrawlOrder, reason: str) -> SourceReport:
    return SourceReport(source=order.source.name, crawl=order.crawl, broken=reason)
