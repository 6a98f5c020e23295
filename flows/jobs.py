"""What a run hands to its workers, and what comes back: small, plain values."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outputs.findings import Findings
from records.tables import DocumentRecord


def readable(path: Path) -> str:
    """A path as text: archives hold names in the Chinese encodings (GBK) beside those in UTF-8."""
    name = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("utf-8", "replace")


def uri(path: Path) -> str:
    """The ``file:`` URI of a path, which keeps every byte of its name."""
    return path.absolute().as_uri()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a crawled file comes from: the fetch that brought its content first.

    ``region`` and ``issuer`` are what the source list says; ``page`` names the page that the file
    was attached to, if it was.
    """

    source_url: str
    fetched_at: str
    file_name: str
    region: str | None = None
    issuer: str | None = None
    page: str | None = None

    def tell(self, record: DocumentRecord) -> None:
        """Complete a document's row. What it says of its issuer itself goes first."""
        record.source_url, record.fetched_at = self.source_url, self.fetched_at
        record.region = self.region or record.region
        record.issuer = record.issuer or self.issuer


@dataclass(frozen=True, slots=True)
class Job:
    """A file to process. ``other_names`` are files of this run with the very same bytes."""

    path: Path
    sha256: str
    size: int
    version: str
    other_names: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def document_id(self) -> str:
        return self.sha256[:32]

    @property
    def source(self) -> str:
        """Where the file lies, as a URI."""
        return uri(self.path)

    @property
    def file_name(self) -> str:
        """The file's name without its folder, as it is published."""
        if self.origin is not None:
            return self.origin.file_name
        return readable(Path(self.path.name))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use: seconds of wall time, megabytes of memory."""

    seconds: float = 120.0
    megabytes: int = 1024


@dataclass(slots=True)
class Outcome:
    """How the work on a file ended.

    ``status`` is that of the document, or ``unread`` for a file of which not even the bytes could
    be had: there is no document then. ``done_before`` says that an earlier run did the work.
    ``reasons`` are the sentences of its errors, ``rows`` the number of rows of each table,
    ``findings`` what does not hold in it.
    """

    path: Path
    status: str
    document_id: str | None = None
    done_before: bool = False
    seconds: float = 0.0
    megabytes: float = 0.0
    reasons: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    @property
    def failed(self) -> bool:
        return self.status in ("failed", "unread")

    def as_record(self) -> dict[str, Any]:
        """The outcome as it stands in a run's report."""
        return {
            "file": readable(self.path),
            "source": uri(self.path),
            "document_id": self.document_id,
            "status": self.status,
            "done_before": self.done_before,
            "seconds": round(self.seconds, 3),
            "peak_megabytes": round(self.megabytes, 1),
            "reasons": self.reasons,
            "rows": self.rows,
            "findings": self.findings.as_record(),
        }
