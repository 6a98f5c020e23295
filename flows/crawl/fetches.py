"""The record of one fetch: what was asked for, what came, and from where it was linked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

OK = ("new", "changed", "unchanged")
"""Outcomes of a fetch whose content is in the archive.

Others: ``failed``, and ``refused`` for a redirect to where the source does not lead.
"""

DOCUMENTS = ("attachment", "article")
"""Kinds of what is fetched that are disclosures; the other one is ``list``, a page that leads to them."""


KEPT_HEADERS = frozenset(
    [
        "content-type",
        "content-length",
        "content-disposition",
        "content-encoding",
        "etag",
        "last-modified",
        "date",
        "server",
        "location",
        "retry-after",
    ]
)
"""What is kept of an answer's headers."""

SHORT = (
    "source",
    "crawl",
    "url",
    "final_url",
    "kind",
    "outcome",
    "fetched_at",
    "status",
    "transferred",
    "posted",
)
"""What the record of an unchanged content says; the rest stands in the record before it."""


def utc_now() -> str:
    """This moment as it is recorded: ISO 8601, UTC, to the microsecond, so that text sorts by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def page_id(url: str) -> str:
    """A short name for a page, by its address."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


@dataclass(slots=True, kw_only=True)
class Fetch:
    """One answer of a site, or the failure to get one.

    ``status`` is None if there was no answer; ``error`` is a sentence then, and for other failures.
    ``title`` and ``published`` are what a page says of itself. ``referrer`` is the page that the link
    stood on, with its title, its date and the SHA-256 of what it was then. ``group`` is the
    :func:`page_id` of the article that a file is attached to; the article itself has it too.
    ``words`` is a digest of what a page says: its bytes may differ from visit to visit. ``since`` is when
    its content first came. ``posted`` is the body of a POST, whose ``url`` ends in a digest of it.
    ``incomplete`` is an article that names attachments and has none.
    """

    source: str
    crawl: str
    url: str
    final_url: str
    kind: str
    outcome: str
    fetched_at: str = field(default_factory=utc_now)
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    sha256: str | None = None
    size: int | None = None
    words: str | None = None
    media_type: str | None = None
    name: str | None = None
    title: str | None = None
    published: str | None = None
    link_text: str | None = None
    referrer: str | None = None
    referrer_title: str | None = None
    referrer_published: str | None = None
    referrer_sha256: str | None = None
    group: str | None = None
    region: str | None = None
    issuer: str | None = None
    since: str | None = None
    posted: str | None = None
    incomplete: bool | None = None
    transferred: int = 0
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.outcome in OK

    @property
    def is_document(self) -> bool:
        return self.ok and self.kind in DOCUMENTS

    def as_record(self) -> dict[str, Any]:
        """The whole record; what is not known is left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    def as_line(self) -> bytes:
        """The record as a line of JSON, which of a content that is as it was says no more than that."""
        record = self.as_record()
        if self.outcome == "unchanged":
            record = {key: value for key, value in record.items() if key in SHORT}
        return json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n"

    def whole(self, before: Fetch | None) -> Fetch:
        """A short record with what the one before it says."""
        if self.outcome != "unchanged" or self.sha256 is not None or before is None:
            return self
        return replace(before, **{key: getattr(self, key) for key in SHORT})

    @classmethod
    def of(cls, record: dict[str, Any]) -> Fetch:
        return cls(**record)
