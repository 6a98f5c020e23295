"""What is handed to the crawl of a source and what it tells: the two sides of its process."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from flows.crawl.archive import Archive
from flows.crawl.fetches import Fetch
from flows.crawl.sources import MEGABYTE, Source
from flows.crawl.steps import Progress

COUNTED = ("new", "changed", "unchanged", "failed")


class CrawlOrder(BaseModel):
    """The crawl of one source: ``crawl`` is its name if it begins anew. ``probing`` only looks."""

    model_config = ConfigDict(frozen=True)

    source: Source
    contact: str
    archive: str
    crawl: str
    explain: bool = False
    probing: bool = False


class Trouble(BaseModel):
    """An address that could not be fetched, or was not asked for, and why."""

    url: str
    reason: str
    referrer: str | None = None


class LeftLinkRecord(BaseModel):
    """A link that is left out: its words, why, and the page that it stands on."""

    url: str
    text: str
    reason: str
    page: str | None = None


class SourceReport(BaseModel):
    """How the crawl of a source ended.

    ``documents`` counts the disclosures by outcome, ``pages`` the other pages. ``stopped`` is the
    limit that ended it early, ``broken`` a failure that did. ``lost_starts`` are start pages that
    could not be had, ``empty_starts`` those that led to no disclosure, with what that means.
    ``incomplete`` are articles without the files that they speak of, ``cuts`` counts what was not followed
    for a limit's sake, ``left_out`` the links that were left out by the reason, ``links_left_out`` are
    these links if an explanation was asked for. ``moved`` are start pages that lead to another address,
    ``families`` the content systems that are met. ``sighted`` is what a probe would take and ask for.
    """

    source: str
    crawl: str
    documents: dict[str, int] = {}
    pages: dict[str, int] = {}
    requests: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    found_before: int = 0
    failures: list[Trouble] = []
    refused: list[Trouble] = []
    lost_starts: list[str] = []
    empty_starts: list[Trouble] = []
    incomplete: list[Trouble] = []
    cuts: dict[str, int] = {}
    left_out: dict[str, int] = {}
    links_left_out: list[LeftLinkRecord] = []
    moved: dict[str, str] = {}
    families: list[str] = []
    sighted: list[tuple[str, str, str]] = []
    stopped: str | None = None
    broken: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the source needs someone to look at it."""
        return bool(self.broken or self.lost_starts or self.empty_starts or self.is_lost)

    @property
    def found(self) -> int:
        return sum(self.documents.values())

    @property
    def is_lost(self) -> bool:
        """Whether disclosures that were there before are there no more, with no limit in between."""
        return bool(self.found_before and not self.found and not self.stopped)

    @property
    def remark(self) -> str:
        """What someone should know who looks at the source; empty if all went well."""
        return " ".join(self.remarks)

    @property
    def remarks(self) -> list[str]:
        """The sentences of the remark."""
        if self.broken:
            return [self.broken]
        told = []
        reasons = {one.url: one.reason for one in [*self.failures, *self.refused]}
        told += [f"{url}: {reasons.get(url, '')}" for url in self.lost_starts[:1]]
        if self.is_lost:
            told.append(
                f"{self.found_before:,} disclosures were found before, none now: the site has moved them or "
                "is built anew. `duizhang sources probe` shows what its start page leads to."
            )
        elif not self.lost_starts:
            told += [f"{one.url}: {one.reason}" for one in self.empty_starts[:1]]
        more = len(self.lost_starts) + len(self.empty_starts) - 1
        if more > 0:
            told.append(f"{more} more start pages bring nothing.")
        if self.stopped:
            told.append(f"Stopped by {self.stopped}; the next crawl goes on.")
        told += [CUT[name].format(count=count) for name, count in self.cuts.items() if name in CUT]
        if count := len(self.incomplete):
            told.append(
                "An article speaks of attachments and has none yet; it is looked at again."
                if count == 1
                else f"{count:,} articles speak of attachments and have none yet; they are looked at again."
            )
        return told

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


CUT = {
    "depth": "{count:,} links lay deeper than `depth` allows and were not followed.",
    "list_pages": "{count:,} lists have more pages than `list_pages` allows; the rest of them was not read.",
    "way": "The way from the front page led through too many pages; name a page that lists the disclosures.",
}
"""What was not followed for a limit's sake, and which limit."""

NOTHING = (
    "No disclosure was found from here. Name the page that lists the disclosures (预决算公开), add patterns "
    "to `follow`, or let `duizhang sources probe` show what the page leads to."
)


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
    failures = [fetch for fetch in last.values() if fetch.outcome == "failed"]
    refused = [fetch for fetch in last.values() if fetch.outcome == "refused"]
    return SourceReport(
        source=source.name,
        crawl=crawl,
        documents={outcome: documents[outcome] for outcome in COUNTED},
        pages={outcome: pages[outcome] for outcome in COUNTED},
        failures=[
            Trouble(url=fetch.url, reason=fetch.error or "", referrer=fetch.referrer) for fetch in failures
        ],
        refused=[
            Trouble(url=fetch.url, reason=fetch.error or "", referrer=fetch.referrer) for fetch in refused
        ],
        lost_starts=[fetch.url for fetch in [*failures, *refused] if fetch.url in source.start],
    )


def tell(report: SourceReport, source: Source, progress: Progress, explain: bool) -> None:
    """Fill in what the crawl itself has to tell beside its records."""
    report.requests = progress.requests
    report.megabytes = round(progress.transferred / MEGABYTE, 3)
    known = {one.url for one in report.refused}
    report.refused += [
        Trouble(url=url, reason=why) for url, why in progress.refused.items() if url not in known
    ]
    report.lost_starts += [
        url for url in source.start if url in progress.refused and url not in report.lost_starts
    ]
    report.stopped, report.broken = progress.stopped, progress.broken
    report.found_before = progress.known_before
    if not report.stopped:
        report.empty_starts = [
            Trouble(url=url, reason=progress.notes.get(url, NOTHING))
            for url in source.start
            if url not in report.lost_starts and not progress.leads[url]
        ]
    report.incomplete = [Trouble(url=url, reason=name) for url, name in progress.incomplete.items()]
    report.cuts, report.left_out = dict(progress.cuts), dict(progress.left_out)
    report.moved = progress.moved
    report.families, report.sighted = list(progress.families), progress.sighted
    if explain:
        report.links_left_out = [LeftLinkRecord(**asdict(one)) for one in progress.links_left_out]
