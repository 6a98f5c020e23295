"""Crawl, then process what is new: the sources' sites into the archive, the archive into OUT.

Each step begins where an earlier run was interrupted: a crawl knows what it has fetched, and a
document without a bundle is one to process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from flows.crawl.archive import Archive
from flows.crawl.fetches import DOCUMENTS, Fetch
from flows.crawl.report import CrawlOrder, SourceReport, crawl_name
from flows.crawl.separate import crawl_apart
from flows.crawl.sources import SourceList, in_turns, read_sources
from flows.failures import writing
from flows.jobs import Limits
from flows.running.origins import origin_of
from flows.running.run import RunRequest, run_all
from flows.running.run_log import run_log
from flows.running.run_report import RunReport
from flows.stopping import Stop, Stopped
from flows.version import VERSION
from flows.watching import Unwatched, Watcher
from outputs.publication.object_store import bring_up_to_date, out_at, push_file, working_copy
from outputs.schemas.json_schema import pretty
from outputs.store.out_folder import OutFolder, replace_file


@dataclass(frozen=True, slots=True)
class CrawlRequest:
    """What is to be crawled, and where it goes: the command line's arguments, or the flow's parameters.

    ``names`` are those of sources, all if there are none; ``schedule`` limits them to one schedule's.
    With ``explain`` the report names each link that was left out.
    """

    sources: Path
    archive: str
    out: Path | str
    names: tuple[str, ...] = ()
    schedule: str | None = None
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limits: Limits = field(default_factory=Limits)
    explain: bool = False


@dataclass(slots=True)
class CrawlReport:
    """How each source went, and the run over what was new."""

    started: datetime
    archive: str
    sources: list[SourceReport] = field(default_factory=list)
    run: RunReport | None = None

    @property
    def name(self) -> str:
        """The name of the crawl's files below ``OUT/runs``."""
        return f"{self.started:%Y%m%dT%H%M%S.%f}Z.crawl"

    @property
    def troubled(self) -> list[SourceReport]:
        """The sources that someone should look at."""
        return [source for source in self.sources if source.failed]

    def as_record(self) -> dict[str, Any]:
        """The report as it is kept in ``OUT/runs``."""
        return {
            "started": self.started.isoformat(),
            "ended": datetime.now(UTC).isoformat(),
            "archive": self.archive,
            "sources": [source.model_dump() for source in self.sources],
            "run": self.run.name if self.run else None,
            "processed": self.run.counts() if self.run else None,
        }


class CrawlWatcher(Watcher, Protocol):
    """Who follows a crawl and the run after it."""

    def crawling(self, sources: int) -> None: ...

    def crawled(self, report: SourceReport) -> None: ...


class UnwatchedCrawl(Unwatched):
    """A watcher for crawls that nobody follows."""

    def crawling(self, sources: int) -> None: ...

    def crawled(self, report: SourceReport) -> None: ...


Visit = Callable[[CrawlOrder], SourceReport]
Visitor = Callable[[list[list[CrawlOrder]], Visit, int], list[SourceReport]]
"""Carries out groups of orders: so many groups at the same time, the orders of one after another."""

Processor = Callable[[RunRequest, Watcher, Stop], RunReport]


def in_threads(groups: list[list[CrawlOrder]], visit: Visit, at_once: int) -> list[SourceReport]:
    """Carry out some groups at a time, here and now."""
    with ThreadPoolExecutor(at_once) as threads:
        done = threads.map(lambda group: [visit(order) for order in group], groups)
        return [report for reports in done for report in reports]


def here_and_now(request: RunRequest, watcher: Watcher, stop: Stop) -> RunReport:
    """Process without the flow engine."""
    return run_all(request, watcher, stop=stop)


def crawl_all(
    request: CrawlRequest,
    watcher: CrawlWatcher | None = None,
    visit_all: Visitor = in_threads,
    process: Processor = here_and_now,
    stop: Stop | None = None,
) -> CrawlReport:
    """Crawl the sources, process what the archive has and OUT has not, and publish.

    Raises :class:`~flows.crawl.sources.InvalidSources` before anything is done,
    :class:`~flows.crawl.archive.ArchiveFailure`, and what :func:`flows.running.run.run_all` raises.
    """
    watcher, stop = watcher or UnwatchedCrawl(), stop or Stop()
    listed = read_sources(request.sources)
    groups = _orders(request, listed)
    archive, out = Archive(request.archive), out_at(request.out)
    archive.prepare()
    report = CrawlReport(datetime.now(UTC), request.archive)
    watcher.crawling(sum(len(group) for group in groups))
    with run_log(out, report.name) as log:

        def visit(order: CrawlOrder) -> SourceReport:
            if stop.asked:
                raise Stopped
            told = crawl_apart(order, log, stop)
            watcher.crawled(told)
            return told

        report.sources = sorted(visit_all(groups, visit, listed.sites_at_once), key=lambda one: one.source)
    if stop.asked:
        raise Stopped
    with writing(out.root):
        bring_up_to_date(out)
    files = _new_documents(archive, out)
    report.run = process(RunRequest(files, request.out, request.workers, request.limits), watcher, stop)
    _name(report.run)
    with writing(out.root):
        replace_file(out.runs / f"{report.name}.json", pretty(report.as_record()))
        push_file(out, out.runs / f"{report.name}.json")
    return report


def _orders(request: CrawlRequest, listed: SourceList) -> list[list[CrawlOrder]]:
    """An order for each source, in groups of those that must wait for each other."""
    crawl, archive, explain = crawl_name(), request.archive, request.explain
    return [
        [
            CrawlOrder(source=source, contact=listed.contact, archive=archive, crawl=crawl, explain=explain)
            for source in group
        ]
        for group in in_turns(listed.selected(list(request.names), request.schedule))
    ]


def _name(report: RunReport) -> None:
    """Tell documents by the names that they were published under."""
    for outcome in report.outcomes:
        if origin := origin_of(outcome.path):
            outcome.path = Path(origin.file_name)


def _new_documents(archive: Archive, out: OutFolder) -> list[Path]:
    """The documents of an archive that this version has not processed, as files.

    With them come the others of their pages: what was published together may be one disclosure. From
    an object store they are fetched into a working copy, like a run's other inputs.
    """
    known = {sha256: kind for kind in DOCUMENTS for sha256 in archive.documents(kind)}
    new = {sha256 for sha256 in known if not out.bundle(VERSION, sha256[:32]).is_dir()}
    beside = _published_with(archive, [archive.origin(known[sha256], sha256) for sha256 in new])
    copy = working_copy(archive.address) / "archive"
    return [archive.local_copy(sha256, copy) for sha256 in sorted(new | beside & known.keys())]


def _published_with(archive: Archive, documents: list[Fetch]) -> set[str]:
    """The documents that stand on the same pages as these, as they are now."""
    pages: dict[str, set[str]] = {}
    for fetch in documents:
        if fetch.group:
            pages.setdefault(fetch.source, set()).add(fetch.group)
    return {
        fetch.sha256
        for source, groups in pages.items()
        for fetch in archive.last_good(source).values()
        if fetch.group in groups and fetch.is_document and fetch.sha256
    }
