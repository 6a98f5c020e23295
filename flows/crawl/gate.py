"""What stands between the crawl and the network: which requests may go out, and how patiently."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from w3lib.url import canonicalize_url

from flows.crawl.addresses import inner_address
from flows.crawl.sources import Source, authority

LONGEST_WAIT = 300.0
"""Seconds that a site may make us wait by ``Retry-After`` or ``Crawl-delay``."""

ROBOTS = "/robots.txt"


class Refused(IgnoreRequest):
    """A request that is not made; ``str()`` says why."""


class AskedBefore(IgnoreRequest):
    """A redirect to an address that this crawl has asked for already."""


def refusal(url: str, source: Source, kind: str) -> str | None:
    """Why an address may not be asked for; None if it may."""
    try:
        place = authority(url)
    except ValueError:
        return "neither http nor https"
    if place in source.page_authorities():
        return None
    if kind == "attachment" or urlsplit(url).path == ROBOTS:
        if place in source.file_authorities():
            return None
    return f"the source does not name the host {urlsplit(url).netloc}"


class Visitor(Protocol):
    """Who asks: the source that it visits, and the addresses that it has asked for."""

    source: Source
    seen: set[str]


class Gate:
    """Lets out what :func:`refusal` lets pass, also after a redirect; each address once."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._keep_crawl_delay, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        visitor: Any = self._crawler.spider
        lead = request.meta.get("lead")
        reason = refusal(request.url, visitor.source, lead.kind if lead else "list")
        if reason:
            raise Refused(reason)
        if request.meta.get("redirect_urls") and request.meta.get("passed") != request.url:
            self._note_redirect(visitor, request)

    def _note_redirect(self, visitor: Visitor, request: Request) -> None:
        if request.meta.get("lead"):
            address = canonicalize_url(request.url)
            if address in visitor.seen:
                raise AskedBefore(request.url)
            visitor.seen.add(address)
        request.meta["passed"] = request.url

    def process_response(self, request: Request, response: Response) -> Response:
        # RFC 9309: rules that a server fails to give forbid everything, missing ones nothing.
        if urlsplit(request.url).path == ROBOTS and request.meta.get("dont_obey_robotstxt"):
            if response.status >= 500:
                return response.replace(body=b"User-agent: *\nDisallow: /\n")
            if response.status >= 400:
                return response.replace(body=b"")
        return response

    def _keep_crawl_delay(self, robotparser: Any, request: Request) -> None:
        """Take the robots rules' ``Crawl-delay``, which Scrapy leaves alone, as the least delay."""
        rules = getattr(robotparser, "rp", None)
        asked = rules.crawl_delay(self._crawler.settings["USER_AGENT"]) if rules else None
        if not asked:
            return
        delay = min(float(asked), LONGEST_WAIT)
        downloader: Any = self._crawler.engine.downloader
        with suppress(KeyError):
            slot = downloader.slots[downloader.get_slot_key(request)]
            slot.delay = max(slot.delay, delay)
        for extension in self._crawler.extensions.middlewares:
            if hasattr(extension, "mindelay"):  # AutoThrottle would take the delay back
                extension.mindelay = max(extension.mindelay, delay)


class StrictRobots(RobotsTxtMiddleware):
    """Scrapy's robots rules, for all requests.

    Its own lets those pass that wait for a host's rules together with others (Scrapy 2.19: they
    share a Deferred, which gives its result to one of them only); here they wait for their turn.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        async with self._turns[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, each after a wait: twice as long each time, or as long as the site asks."""

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        answer: Request | Response = super().process_response(request, response)
        if isinstance(answer, Request):
            await self._wait(answer, response.headers.get("Retry-After"))
        return answer

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        if inner_address(urlsplit(request.url).hostname or ""):
            return None  # it would be kept back again
        answer: Request | Response | None = super().process_exception(request, exception)
        if isinstance(answer, Request):
            await self._wait(answer, None)
        return answer

    async def _wait(self, request: Request, asked: bytes | None) -> None:
        backoff = self.crawler.settings.getfloat("RETRY_BACKOFF")
        seconds = backoff * 2 ** (request.meta.get("retry_times", 1) - 1)
        if asked:
            seconds = max(seconds, _retry_after(asked.decode("latin-1")))
        await asyncio.sleep(min(seconds, LONGEST_WAIT))


def _retry_after(text: str) -> float:
    """Seconds in a ``Retry-After``, which tells them or a moment."""
    with suppress(ValueError):
        return float(text)
    with suppress(ValueError, TypeError):  # a moment without a time zone cannot be compared
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    return 0.0
