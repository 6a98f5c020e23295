"""What in an OUT needs attention: documents that failed, and why, and what the last run brought."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outputs.store.catalogue import refreshed
from outputs.store.out_folder import OutFolder

RUN_REPORTS = "*Z.json"
"""The reports of runs in OUT/runs; those of crawls have another ending."""


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """A document that could not be processed, and why."""

    document_id: str
    file_name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run brought: the files that it processed, of them those that failed, and findings."""

    started: str
    processed: int = 0
    failed: int = 0
    errors: int = 0
    notices: int = 0
    files: tuple[str, ...] = field(default=())


def failed_documents(out: Path, most: int) -> list[FailedDocument]:
    """The current documents that failed, by name; ``most`` bounds their number."""
    with refreshed(OutFolder(out)) as catalogue:
        failed = catalogue.execute(
            "select document_id, version, file_name from current where status = 'failed'"
            " order by file_name, document_id limit ?",
            (most,),
        ).fetchall()
        reasons = (
            "select example from diagnostics where document_id = ? and version = ? and severity = 'error'"
        )
        return [
            FailedDocument(
                document_id,
                file_name,
                tuple(str(reason) for (reason,) in catalogue.execute(reasons, (document_id, version))),
            )
            for document_id, version, file_name in failed
        ]


def last_run(out: Path, most: int) -> LastRun | None:
    """The last run that ended; ``None`` if there was none. ``most`` bounds the list of its files."""
    reports = sorted(OutFolder(out).runs.glob(RUN_REPORTS))
    if not reports:
        return None
    report: dict[str, Any] = json.loads(reports[-1].read_bytes())
    new = [one for one in report["documents"] if not one["done_before"]]
    findings = [one["findings"] for one in new]
    return LastRun(
        report["started"],
        len(new),
        sum(one["status"] in ("failed", "unread") for one in new),
        sum(one["errors"] for one in findings),
        sum(one["notices"] for one in findings),
        tuple(one["file"] for one in new[:most]),
    )
