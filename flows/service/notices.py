"""Telling somebody: a webhook or a command, on failures and on new findings of severity ``error``."""

from __future__ import annotations

import json
import shlex
import subprocess
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flows.crawl.crawl_and_run import CrawlReport
from flows.jobs import readable

SECONDS = 30
MOST = 50
"""Failures and documents with findings that are told one by one; the counts are of all."""


class CannotNotify(Exception):
    """Nobody could be told; ``str()`` is a sentence for the log."""


class InvalidTarget(ValueError):
    """Not an address of a webhook; ``str()`` is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Notifier:
    """Who is told: an address that is sent JSON, a command that is given it as its input, both, or nobody."""

    webhook: str | None = None
    command: str | None = None

    def __post_init__(self) -> None:
        if self.webhook is not None and urlsplit(self.webhook).scheme not in ("http", "https"):
            raise InvalidTarget(f"A webhook is an http or https address, not {self.webhook!r}.")

    def tell(self, notice: dict[str, Any]) -> None:
        """Tell a notice to everybody who is to be told. Raises :class:`CannotNotify`."""
        data = json.dumps(notice, ensure_ascii=False).encode()
        failed = [one for one in (self._post(data), self._run(data)) if one]
        if failed:
            raise CannotNotify(" ".join(failed))

    def _post(self, data: bytes) -> str | None:
        if self.webhook is None:
            return None
        request = urllib.request.Request(self.webhook, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):
                return None
        except OSError as error:
            return f"The webhook cannot be reached: {error}."

    def _run(self, data: bytes) -> str | None:
        if self.command is None:
            return None
        try:
            words = shlex.split(self.command)
            done = subprocess.run(words, input=data, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            return f"The command to notify failed: {error}."
        if done.returncode:
            return f"The command to notify ended with code {done.returncode}."
        return None


def notice_of(report: CrawlReport, schedule: str) -> dict[str, Any] | None:
    """What there is to tell of a crawl; ``None`` if nothing failed and no new document has errors."""
    run = report.run
    failures = run.failures if run else []
    new = [one for one in run.outcomes if not one.done_before] if run else []
    flawed = [one for one in new if one.findings.errors]
    if not (report.troubled or failures or flawed):
        return None
    return {
        "schedule": schedule,
        "started": report.started.isoformat(),
        "out": str(run.out) if run else None,
        "sources_failed": [{"source": one.source, "reason": one.remark} for one in report.troubled],
        "documents_failed": len(failures),
        "errors": sum(one.findings.errors for one in flawed),
        "failures": [
            {"file": readable(one.path), "reason": " ".join(one.reasons)} for one in failures[:MOST]
        ],
        "documents_with_errors": [
            {
                "file": readable(one.path),
                "document_id": one.document_id,
                "errors": one.findings.errors,
                "first": one.findings.worst[0].explanation if one.findings.worst else None,
            }
            for one in flawed[:MOST]
        ],
    }


def notice_of_breaking(error: Exception, schedule: str) -> dict[str, Any]:
    """What there is to tell of a crawl that could not be carried out."""
    return {"schedule": schedule, "broken": f"{type(error).__name__}: {error}"}
