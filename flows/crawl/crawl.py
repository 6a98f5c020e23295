"""The crawl of one source with Scrapy: settings, the spider's life, and how it ended."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from flows.crawl.archive import Archive
from flows.crawl.report import CrawlOrder, SourceReport, began, name_after, summary, tell
from flows.crawl.sources import MEGABYTE, Source
from flows.crawl.spider import DisclosureSpider
from flows.crawl.steps import Progress
from flows.version import VERSION

CONTINUED_FOR = timedelta(hours=72)
"""A crawl that began longer ago is not continued: its pages have changed too much."""

AT_HAND = 4
"""Requests that are taken out of the queue at least; the others can still be overtaken by better ones."""

HEADERS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "zh-CN,zh;q=0.9"}


def settings_of(source: Source, contact: str) -> Settings:
    """Scrapy's settings for a source."""
    settings: dict[str, Any] = {
        "USER_AGENT": f"Duizhang/{VERSION} (+{contact})",
        "DEFAULT_REQUEST_HEADERS": HEADERS,
        "ROBOTSTXT_OBEY": True,
        "TWISTED_DNS_RESOLVER": "flows.crawl.addresses.GuardedResolver",
        "INNER_NAMES": sorted(source.inner_names()),
        "DOWNLOADER_MIDDLEWARES": {
            "flows.crawl.gate.Gate": 10,  # before the robots rules are asked for
            "flows.crawl.gate.StrictRobots": 100,
            "flows.crawl.gate.PatientRetry": 550,
            "flows.crawl.gate.LenientRefresh": 580,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            # A proxy would resolve names where nobody checks the addresses.
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
        },
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
        "DOWNLOAD_DELAY": source.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": source.connections,
        "CONCURRENT_REQUESTS": max(AT_HAND, 2 * source.connections),
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": source.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(source.connections),
        "RETRY_TIMES": source.retries,
        "RETRY_BACKOFF": source.backoff,
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
        "REDIRECT_MAX_TIMES": 5,
        "HTTPERROR_ALLOW_ALL": True,  # an answer of any status is recorded
        "DOWNLOAD_TIMEOUT": source.response_seconds,
        "DOWNLOAD_MAXSIZE": source.file_megabytes * MEGABYTE,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": source.verify_certificates,
        "CLOSESPIDER_TIMEOUT": source.minutes * 60,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "WARNING",
    }
    return Settings(settings)


def crawl(order: CrawlOrder) -> SourceReport:
    """Crawl the source of an order, or go on with a crawl of it that was interrupted.

    Raises :class:`~flows.crawl.archive.ArchiveFailure`.
    """
    source, started = order.source, time.monotonic()
    archive = Archive(order.archive)
    with archive.claimed(source.name) as free:
        if not free:
            return SourceReport(
                source=source.name, crawl=order.crawl, broken="Another crawl of this source is going on."
            )
        name = _open_crawl(archive, source) or name_after(order.crawl, archive.last_crawl(source.name))
        progress = _visit(order, archive, name)
        report = summary(archive, source, name, progress.taken_as_fresh)
        # What broke is not gone on with: the next crawl asks the site anew, which may have mended it.
        if not progress.stopped and not progress.archive_lost:
            archive.end_crawl(source.name, name)
    tell(report, source, progress, order.explain)
    report.seconds = round(time.monotonic() - started, 1)
    return report


def _open_crawl(archive: Archive, source: Source) -> str | None:
    """The crawl to go on with; one that is too old is ended as it is."""
    name = archive.open_crawl(source.name)
    if name is None:
        return None
    if datetime.now(UTC) - began(name) < CONTINUED_FOR:
        return name
    archive.end_crawl(source.name, name)
    return None


def _visit(order: CrawlOrder, archive: Archive, name: str) -> Progress:
    """Run the spider, which a process can do once."""
    source = order.source
    process = AsyncCrawlerProcess(settings_of(source, order.contact))
    crawler = process.create_crawler(DisclosureSpider)
    progress = Progress()

    def note_fault(failure: Any, **_: Any) -> None:
        progress.broken = progress.broken or f"Duizhang itself failed: {failure.getErrorMessage()}"

    crawler.signals.connect(note_fault, signal=signals.spider_error, weak=False)
    process.crawl(
        crawler, source=source, archive=archive, crawl=name, progress=progress, probing=order.probing
    )
    process.start()
    reason = str(crawler.stats.get_value("finish_reason", "no reason given"))
    if reason == "closespider_timeout":
        progress.stopped = f"the limit of {source.minutes:g} minutes"
    elif reason == "shutdown":
        progress.stopped = "an interruption"
    elif reason != "finished" and not progress.stopped and not progress.broken:
        progress.broken = f"The crawl ended early: {reason}."
    return progress
