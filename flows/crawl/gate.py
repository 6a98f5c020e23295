"""What stands between the crawl and the network: which requests may go out, and how patiently."""

from __future__ import annotations

import asyncio
import math
import time
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
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


class Unreachable(IgnoreRequest):
    """Rules for robots that a server fails to give."""


class AskedBefore(IgnoreRequest):
    """A redirect to an address that this crawl has asked for already."""


class Circle(IgnoreRequest):
    """A redirect to an address that led to it."""


def is_for_robots(request: Request) -> bool:
    """Whether a request is for a host's rules."""
    return bool(request.meta.get("dont_obey_robotstxt"))


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
            if address in map(canonicalize_url, request.meta["redirect_urls"]):
                raise Circle(request.url)
            if address in visitor.seen:
                raise AskedBefore(request.url)
            visitor.seen.add(address)
        request.meta["passed"] = request.url

    def process_response(self, request: Request, response: Response) -> Response:
        # RFC 9309: rules that are missing (4xx) forbid nothing; those that cannot be had, everything.
        if is_for_robots(request) and not 200 <= response.status < 300:
            if 400 <= response.status < 500:
                return response.replace(body=b"")
            raise Unreachable(f"status {response.status}")
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
    share a Deferred, which gives its result to one of them only); here they wait for their turn. And it
    lets all pass whose host's rules cannot be had (no answer, one too large, a redirect to a host that
    is not ours to ask); by RFC 9309 those are forbidden.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unreachable: dict[str, str] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        parts = urlsplit(request.url)
        host = parts.netloc
        async with self._turns[host]:
            parser = await super().robot_parser(request)
        # What has an inner address is not called anyway, and its own failure says so.
        if host in self._unreachable and not inner_address(parts.hostname or ""):
            raise Refused(f"the robots.txt of {host} cannot be had ({self._unreachable[host]})")
        return parser

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Called by the original for whatever kept the rules from coming."""
        self._unreachable[netloc] = f"{type(exc).__name__}: {exc}".rstrip(": .")
        super()._robots_error(exc, netloc)


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, each after a wait: twice as long each time, or as long as the site asks.

    A site that asks for more than a crawl may wait, or has time left for, is left alone: the answer
    stands as it is.
    """

    _end: float

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatientRetry:
        retry = super().from_crawler(crawler)
        retry._end = time.monotonic() + (crawler.settings.getfloat("CLOSESPIDER_TIMEOUT") or math.inf)
        return retry

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        asked = asked_to_wait(response)
        if asked > LONGEST_WAIT:
            return response
        answer: Request | Response = super().process_response(request, response)
        if isinstance(answer, Request) and not await self._waited(answer, asked):
            return response
        return answer

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        if inner_address(urlsplit(request.url).hostname or ""):
            return None  # it would be kept back again
        answer: Request | Response | None = super().process_exception(request, exception)
        if isinstance(answer, Request) and not await self._waited(answer, 0.0):
            return None
        return answer

    async def _waited(self, request: Request, asked: float) -> bool:
        """Wait before a retry; False, at once, if the crawl has not the time."""
        backoff = self.crawler.settings.getfloat("RETRY_BACKOFF")
        seconds = min(max(backoff * 2 ** (request.meta.get("retry_times", 1) - 1), asked), LONGEST_WAIT)
        if time.monotonic() + seconds > self._end:
            return False
        await asyncio.sleep(seconds)
        return True


class LenientRefresh(MetaRefreshMiddleware):
    """Follows a page that leads on by itself; one that leads to no address at all is read as it is."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        try:
            return super().process_response(request, response)
        except ValueError:
            return response


def asked_to_wait(response: Response) -> float:
    """Seconds for which a site asks to be left alone."""
    asked = response.headers.get("Retry-After")
    return _retry_after(asked.decode("latin-1")) if asked else 0.0


def _retry_after(text: str) -> float:
    """Seconds in a ``Retry-After``, which tells them or a moment."""
    with suppress(ValueError):
        seconds = float(text)
        return max(seconds, 0.0) if math.isfinite(seconds) else 0.0
    with suppress(ValueError, TypeError):  # a moment without a time zone cannot be compared
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    return 0.0
