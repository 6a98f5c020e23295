"""What is handed to the crawl of a source and what it tells: the two sides of its process."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from flows.crawl.archive import Archive
from flows.crawl.fetches import Fetch
from flows.crawl.sources import Source

COUNTED = ("new", "changed", "unchanged", "failed")


class CrawlOrder(BaseModel):
    """The crawl of one source: ``crawl`` is its name if it begins anew."""

    model_config = ConfigDict(frozen=True)

    source: Source
    contact: str
    archive: str
    crawl: str


class Trouble(BaseModel):
    """An address that could not be fetched, or was not asked for, and why."""

    url: str
    reason: str
    referrer: str | None = None


class SourceReport(BaseModel):
    """How the crawl of a source ended.

    ``documents`` counts the disclosures by outcome, ``pages`` the other pages. ``stopped`` is the
    limit that ended it early, ``broken`` a failure that did. ``lost_starts`` are start pages that
    could not be had.
    """

    source: str
    crawl: str
    documents: dict[str, int] = {}
    pages: dict[str, int] = {}
    requests: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    failures: list[Trouble] = []
    refused: list[Trouble] = []
    lost_starts: list[str] = []
    stopped: str | None = None
    broken: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the source needs someone to look at it."""
        return bool(self.broken or self.lost_starts)

    @property
    def found(self) -> int:
        return sum(self.documents.values())

    @property
    def remark(self) -> str:
        """What someone should know who looks at the source, in a sentence; empty if all went well."""
        if self.broken:
            return self.broken
        if self.lost_starts:
            reasons = {one.url: one.reason for one in [*self.failures, *self.refused]}
            return f"{self.lost_starts[0]}: {reasons.get(self.lost_starts[0], '')}"
        return f"Stopped by {self.stopped}; the next crawl goes on." if self.stopped else ""

    def as_row(self) -> dict[str, Any]:
        """The report as a row of a table."""
        return {
            "source": self.source,
            "found": self.found,
            **{outcome: self.documents.get(outcome, 0) for outcome in COUNTED},
            "requests": self.requests,
            "MB": self.megabytes,
            "seconds": self.seconds,
            "remark": self.remark,
        }


NAME = "%Y%m%dT%H%M%S.%fZ"
"""What a crawl is named after: the moment when it began."""


def crawl_name() -> str:
    """A name for a crawl that begins now; names sort by time."""
    return f"{datetime.now(UTC):{NAME}}"


def began(crawl: str) -> datetime:
    """When a crawl began, by its name."""
    return datetime.strptime(crawl, NAME).replace(tzinfo=UTC)


def name_after(crawl: str, last: str) -> str:
    """A crawl's name, or, where the clock was set back since ``last``, one that sorts behind that."""
    return crawl if crawl > last else f"{began(last) + timedelta(microseconds=1):{NAME}}"


def summary(archive: Archive, source: Source, crawl: str, fresh: int = 0) -> SourceReport:
    """What the records of a crawl tell, also of its time before an interruption.

    ``fresh`` documents were not asked for, because they had been fetched not long ago.
    """
    last: dict[str, Fetch] = {}
    for fetch in archive.fetches(source.name, crawl):
        if fetch.ok or not (fetch.url in last and last[fetch.url].ok):
            last[fetch.url] = fetch
    documents, pages = Counter[str](), Counter[str]()
    for fetch in last.values():
        is_page = fetch.kind == "list" or (fetch.kind == "article" and not fetch.ok)
        (pages if is_page else documents)[fetch.outcome] += 1
    documents["unchanged"] += fresh
    failures = [fetch for fetch in last.values() if not fetch.ok]
    return SourceReport(
        source=source.name,
        crawl=crawl,
        documents={outcome: documents[outcome] for outcome in COUNTED},
        pages={outcome: pages[outcome] for outcome in COUNTED},
        failures=[
            Trouble(url=fetch.url, reason=fetch.error or "", referrer=fetch.referrer) for fetch in failures
        ],
        lost_starts=[fetch.url for fetch in failures if fetch.url in source.start],
    )
