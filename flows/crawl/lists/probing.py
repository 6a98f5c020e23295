"""Looking at sites before they are crawled: what they are, what would be taken. Nothing is kept."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from flows.crawl.report import CrawlOrder, SourceReport, crawl_name
from flows.crawl.separate import crawl_apart
from flows.crawl.sources import InvalidSources, Source, SourceList, in_turns
from flows.stopping import Stop

LIST_PAGES = 2
"""Pages of a list that are enough to see that it goes on."""


def probe(
    source: Source, contact: str, requests: int, explain: bool = False, stop: Stop | None = None
) -> SourceReport:
    """Look at a source with so many requests at most, and fetch none of its disclosures."""
    limits = {"pages": requests, "list_pages": min(LIST_PAGES, source.list_pages)}
    order = CrawlOrder(
        source=source.model_copy(update=limits),
        contact=contact,
        archive=f"memory://{uuid.uuid4().hex}",
        crawl=crawl_name(),
        explain=explain,
        probing=True,
    )
    with tempfile.TemporaryDirectory(prefix="duizhang-") as folder:
        report = crawl_apart(order, Path(folder) / "log", stop or Stop())
    if report.stopped == f"the limit of {requests} requests":
        report.stopped = None  # of the looking, not of a crawl
    return report


def source_of(url: str, inner_hosts: tuple[str, ...] = (), delay: float = 2.0) -> Source:
    """A source that is known by an address alone. Raises :class:`~flows.crawl.sources.InvalidSources`."""
    told = {"name": name_of(url), "start": [url], "inner_hosts": inner_hosts, "delay": delay}
    try:
        return Source.model_validate(told)
    except ValidationError as error:
        message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise InvalidSources(f"{url}: {message}.") from error


def name_of(url: str) -> str:
    """A name for a source, from the host of an address: ``www.example.gov.cn`` is ``example``."""
    host = (urlsplit(url).hostname or "site").removeprefix("www.")
    bare = re.sub(r"\.(?:gov|org|edu|com|net)\.cn$|\.cn$", "", host)
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:48] or "site"


def check(
    listed: SourceList, names: list[str], requests: int, told: Callable[[SourceReport], None], stop: Stop
) -> list[SourceReport]:
    """Look at the sources of a list, as many at once as it says; each is told of when it is done."""

    def look(group: list[Source]) -> list[SourceReport]:
        reports = []
        for source in group:
            if not stop.asked:
                reports.append(probe(source, listed.contact, requests, stop=stop))
                told(reports[-1])
        return reports

    groups = in_turns(listed.selected(names))
    with ThreadPoolExecutor(listed.sites_at_once) as threads:
        return [report for reports in threads.map(look, groups) for report in reports]
