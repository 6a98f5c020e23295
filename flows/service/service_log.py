"""The log of unattended crawls: a line for each source, each run and each failure, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from extractors.characters import escaped_json, printable
from flows.crawl.crawl_and_run import CrawlReport, UnwatchedCrawl
from flows.crawl.report import COUNTED, SourceReport
from flows.jobs import Outcome, readable
from flows.running.origins import origin_of

MOST_REASONS = 3
"""Addresses of a source that were not fetched, in the log; its report in OUT/runs has them all."""


class ServiceLog(UnwatchedCrawl):
    """A :class:`flows.crawl.crawl_and_run.CrawlWatcher` that writes a line for what someone may look for.

    Events: ``crawl_begins`` · ``source`` · ``not_fetched`` · ``new_document`` · ``failed_document`` ·
    ``crawl_ends`` · ``broken``. Each has ``time`` and the ``schedule`` that it belongs to.
    """

    def __init__(self, write: Callable[[str], None], schedule: str, as_json: bool) -> None:
        self._write, self._schedule, self._as_json = write, schedule, as_json

    def crawling(self, sources: int) -> None:
        self.line("crawl_begins", sources=sources)

    def crawled(self, report: SourceReport) -> None:
        counts: dict[str, Any] = {"source": report.source, "found": report.found}
        counts |= {name: report.documents.get(name, 0) for name in COUNTED}
        counts["remark"] = report.remark
        level = "error" if report.failed else "warning" if report.failures else "info"
        self.line("source", level, **counts)
        for trouble in report.failures[:MOST_REASONS]:
            self.line("not_fetched", "warning", source=report.source, url=trouble.url, reason=trouble.reason)

    def ended(self, outcome: Outcome) -> None:
        origin = origin_of(outcome.path)
        told: dict[str, Any] = {"file": origin.file_name if origin else readable(outcome.path)}
        if origin:
            told["url"] = origin.source_url
        if outcome.failed:
            self.line("failed_document", "warning", **told, reason=" ".join(outcome.reasons))
        else:
            told |= {"document_id": outcome.document_id, "errors": outcome.findings.errors}
            self.line("new_document", **told, notices=outcome.findings.notices)

    def crawl_ended(self, report: CrawlReport) -> None:
        """The line of the whole crawl: what is new, what failed."""
        counts = report.run.counts() if report.run else {}
        new = counts.get("documents", 0) - counts.get("done_before", 0)
        totals = {name: sum(one.documents.get(name, 0) for one in report.sources) for name in COUNTED}
        level = "error" if report.troubled else "warning" if counts.get("failed") else "info"
        self.line(
            "crawl_ends",
            level,
            sources=len(report.sources),
            troubled=[one.source for one in report.troubled],
            fetched=totals,
            processed=new,
            documents_failed=counts.get("failed", 0),
            errors=counts.get("errors", 0),
            notices=counts.get("notices", 0),
        )

    def broken(self, error: Exception) -> None:
        """The line of a crawl that could not be carried out."""
        self.line("broken", "error", reason=f"{type(error).__name__}: {error}")

    def line(self, event: str, level: str = "info", **values: Any) -> None:
        """Write a line."""
        time = datetime.now(UTC).isoformat(timespec="seconds")
        record = {"time": time, "level": level, "event": event, "schedule": self._schedule} | values
        if self._as_json:
            self._write(escaped_json(json.dumps(record, ensure_ascii=False)))
        else:
            told = " ".join(
                f"{name}={_short(value)}" for name, value in values.items() if value not in ("", [])
            )
            self._write(printable(f"{time} {level} {self._schedule} {event} {told}").rstrip())


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{name}:{count}" for name, count in value.items())
    if isinstance(value, list):
        return ",".join(map(str, value))
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text else text
