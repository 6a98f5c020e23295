"""The spider: from the start pages of a source to its disclosures, all of it into the archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import canonicalize_url

from flows.crawl import recording
from flows.crawl.addresses import inner_address
from flows.crawl.archive import Archive, ArchiveFailure
from flows.crawl.discovery import Discovery
from flows.crawl.fetches import Fetch
from flows.crawl.gate import AskedBefore, Circle, Refused, asked_to_wait, refusal
from flows.crawl.leads import Lead, WhyLeftOut
from flows.crawl.onward import Onward, Unreadable, read_body
from flows.crawl.reading.links import Link
from flows.crawl.reading.pages import WebPage
from flows.crawl.reading.walls import wall_status
from flows.crawl.revisits import Waiting, chosen, conditions
from flows.crawl.sources import MEGABYTE, Source
from flows.crawl.steps import Progress, Step

FIRST, THEN, LAST = 20, 10, 0
"""Order of requests: files that are new, what else is new, what was fetched before."""


class DisclosureSpider(Spider):
    """Visits the pages of one source and keeps what it finds.

    What this crawl has fetched before it was interrupted (``done``) is taken from the archive; so is what an
    earlier crawl has fetched (``known``), until its turn comes to be asked for if it has changed.
    """

    def __init__(
        self,
        source: Source,
        archive: Archive,
        crawl: str,
        progress: Progress,
        probing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=source.name, **kwargs)
        self.source = source
        self.archive = archive
        self.crawl = crawl
        self.progress = progress
        self.known = archive.last_good(source.name)
        self.failing = archive.failing(source.name)
        fetched = archive.fetches(source.name, crawl)
        self.done = {fetch.url: self.known[fetch.url] for fetch in fetched if fetch.ok}
        self.rules = Discovery(source)
        self.onward = Onward(source, archive, self.rules, progress, self.known, crawl)
        self.seen = self.onward.seen
        self._waiting: dict[str, Waiting] = {}
        self._files: dict[str, list[Fetch]] = {}
        for fetch in self.known.values():
            if fetch.kind == "attachment" and fetch.group:
                self._files.setdefault(fetch.group, []).append(fetch)
        self._probing = probing
        progress.known_before = sum(
            fetch.is_document for fetch in self.known.values() if fetch.crawl != crawl
        )
        progress.asked_again = sum(fetch.outcome != "new" for fetch in fetched)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DisclosureSpider:
        spider: DisclosureSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        crawler.signals.connect(spider.closed_with, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for url in self.source.start:
            for request in self._visit([Step(Lead(Link(url), "list"), url, way=0, anew=True)]):
                yield request

    # From a lead to a request, or to what is in the archive

    def _visit(self, steps: list[Step]) -> Iterator[Request]:
        """Requests for what is not there yet, and for what leads on from what is."""
        while steps:
            step = steps.pop()
            self.progress.leads[step.start] += step.kind != "list"
            try:
                address = _address(step)
            except ValueError:
                self._refuse(step, WhyLeftOut.malformed, WhyLeftOut.malformed.value)
                continue
            if address in self.seen:
                steps += self.onward.further(step)
                continue
            if reason := refusal(step.url, self.source, step.kind):
                self._refuse(step, WhyLeftOut.host, reason)
                steps += self.onward.further(step)
                continue
            self.seen.add(address)
            if self._probing and step.kind != "list":
                self.progress.sighted.append(("take", step.url, step.lead.link.text))
                continue
            if (done := self.done.get(step.key)) is not None:
                with suppress(Unreadable):  # it is asked for anew: the site may have mended it
                    self.progress.leads[step.start] += done.is_document
                    steps += self.onward.of_known(done, step, live=True)
                    self.seen.add(canonicalize_url(done.final_url))
                    continue
            elif not step.anew and (step.key in self.known or step.key in self.failing):
                with suppress(Unreadable):
                    steps += self._wait(step)
                    continue
            yield self._request(step)

    def _wait(self, step: Step) -> list[Step]:
        """Leave a known address for later; what leads on from it as it was. Raises :class:`Unreadable`."""
        known, failing = self.known.get(step.key), self.failing.get(step.key)
        steps: list[Step] = []
        if known and known.kind == "list":
            steps = self.onward.of_known(known, step)
        elif known and known.kind == "article":
            steps = self._of_article(known, step)
        elif known is None:
            steps = self.onward.further(step)
        self.progress.leads[step.start] += bool(known and known.is_document)
        fertile = step.key in self.onward.fertile
        self._waiting[step.key] = Waiting(step, known, failing, fertile)
        return steps

    def _of_article(self, known: Fetch, step: Step) -> list[Step]:
        """The files of an article that is not asked for now: those that are known, and those that failed."""
        if any(one.referrer == known.final_url for one in self.failing.values()):
            return self.onward.of_known(known, step)
        page = WebPage(known.final_url, known.title, known.published, "", "", ())
        return [
            Step(
                Lead(Link(file.url, file.link_text or ""), "attachment"),
                step.start,
                step.depth + 1,
                page,
                known.sha256,
                article=True,
                group=known.group,
            )
            for file in self._files.get(known.group or "", [])
        ]

    def _request(self, step: Step) -> Request:
        known, ask = self.known.get(step.key), step.lead.ask
        if known or step.key in self.failing or step.page is None:
            self.progress.asked_again += 1
        if self._probing:
            self.progress.sighted.append(("ask", step.url, step.lead.link.text))
        new = FIRST if step.kind == "attachment" else THEN
        headers = conditions(known) if known else {}
        if ask.referer:
            headers["Referer"] = ask.referer
        if ask.media_type:
            headers["Content-Type"] = ask.media_type
        return Request(
            step.url,
            method="GET" if ask.body is None else "POST",
            body=ask.body or "",
            headers=headers,
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,  # _visit sees to it, for what is in the archive too
            priority=LAST if known else new,
            meta={"lead": step.lead, "step": step},
        )

    def idle(self) -> None:
        """When all that is new has been asked for: what of the known has its turn."""
        left = self.source.rechecks - self.progress.asked_again
        if self._probing or left <= 0 or self.progress.stopped or self.progress.broken:
            return
        turns = chosen(self._waiting.values(), self.source, left, datetime.now(UTC))
        for one in turns:
            del self._waiting[one.step.key]
            self.crawler.engine.crawl(self._request(one.step))
        if turns:
            raise DontCloseSpider

    def closed_with(self) -> None:
        """Count what was seen and not asked for."""
        waiting = self._waiting.values()
        self.progress.taken_as_fresh = sum(bool(one.known and one.known.is_document) for one in waiting)

    # From an answer to records, contents, and further leads

    def answered(self, response: Response) -> Iterator[Request]:
        try:
            try:
                steps = self._received(response)
            except Unreadable as error:
                steps = self._unread(response, error)
            yield from self._visit(steps)
        except ArchiveFailure as error:
            self.progress.broken, self.progress.archive_lost = str(error), True
            raise CloseSpider("archive") from error
        self._keep_limits()

    def _unread(self, response: Response, error: Unreadable) -> list[Step]:
        """Record that a page came that cannot be read; nothing leads on from it."""
        fetch = recording.of_answer(self.source, self.crawl, response.meta["step"], response)
        fetch.error = str(error)
        return self._record_failure(fetch, response.meta["step"])

    def _received(self, response: Response) -> list[Step]:
        """Record an answer; what leads on from it."""
        step: Step = response.meta["step"]
        self.progress.requests += 1
        self.progress.transferred += len(response.body)
        known = self.known.get(step.key)
        fetch = recording.of_answer(self.source, self.crawl, step, response)
        if response.status == 304 and known:
            self.archive.record(recording.confirmed(fetch, known))
            self._count(known, step)
            return self.onward.of_known(known, step, live=True)
        if response.status != 200:
            fetch.error = f"The site answers with status {response.status}."
            if wall := wall_status(response.status):
                fetch.error = f"{fetch.error} {wall}"
            if seconds := asked_to_wait(response):
                fetch.error = f"{fetch.error[:-1]} and asks to be left alone for {seconds:,.0f} seconds."
            return self._record_failure(fetch, step)
        return self._take(step, fetch, response)

    def _take(self, step: Step, fetch: Fetch, response: Response) -> list[Step]:
        """Keep the content of an answer, if it is what was asked for; what leads on from it."""
        page = read_body(
            step, response.url, response.body, fetch.headers.get("content-type"), fetch.media_type
        )
        if page:
            fetch.error = recording.tell_page(step, fetch, page, self.rules)
        else:
            fetch.error = recording.tell_file(step, fetch, response.body, self.rules)
        if fetch.error:
            return self._record_failure(fetch, step)
        known = self.known.get(step.key)
        self._keep(fetch, known, response.body)
        self.archive.record(fetch)
        self._count(fetch, step)
        if step.page is None and response.url != step.url:
            self.progress.moved[step.url] = response.url
        steps = self.onward.leads_from(page, fetch, step, live=True) if page else []
        if known and fetch.outcome == "changed" and step.lead.paging:
            # What has moved on to a page that is not read again stands on this one as it was.
            with suppress(Unreadable):
                steps = self.onward.of_known(known, step) + steps
        return steps

    def _count(self, fetch: Fetch, step: Step) -> None:
        if fetch.is_document:
            self.progress.leads[step.start] += 1
        if fetch.incomplete:
            self.progress.incomplete[fetch.final_url] = fetch.name or ""

    def _record_failure(self, fetch: Fetch, step: Step) -> list[Step]:
        """Record what did not come; the list that it was a page of goes on."""
        self.archive.record(fetch)
        return self.onward.further(step)

    def _keep(self, fetch: Fetch, known: Fetch | None, body: bytes) -> None:
        """Store a content. A page that says what it said before is the one that is there."""
        fetch.since = fetch.fetched_at
        if known and known.words and known.words == fetch.words:
            fetch.sha256, fetch.size, fetch.outcome = known.sha256, known.size, "unchanged"
            fetch.since = known.since or known.fetched_at
            return
        fetch.sha256, fetch.size = self.archive.store(body), len(body)
        if known is None:
            fetch.outcome = "new"
        elif known.sha256 == fetch.sha256:
            fetch.outcome, fetch.since = "unchanged", known.since or known.fetched_at
        else:
            fetch.outcome = "changed"

    def failed(self, failure: Failure) -> Iterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        step: Step = request.meta["step"]
        error = failure.value
        if isinstance(error, AskedBefore):
            yield from self._visit(self.onward.further(step))
            return
        too_large = not isinstance(error, Refused) and "decompress" in str(error)
        if isinstance(error, IgnoreRequest) and not too_large and not isinstance(error, Circle):
            self._refused(request, step, str(error))
        else:
            self.progress.requests += 1
            fetch = recording.blank(self.source, self.crawl, step, request.url)
            fetch.error = self._sentence(error, request)
            self.archive.record(fetch)
        yield from self._visit(self.onward.further(step))
        self._keep_limits()

    def _refused(self, request: Request, step: Step, why: str) -> None:
        """Tell of a request that was not made; one that a redirect led to was asked for all the same."""
        if not request.meta.get("redirect_urls"):
            reason = WhyLeftOut.robots if "robots" in why else WhyLeftOut.host
            self._refuse(step, reason, why)
            return
        self.progress.refuse(request.url, why)
        self.progress.leave_out(step.lead.link, WhyLeftOut.away, step.page.url if step.page else None)
        self.progress.requests += 1
        fetch = recording.blank(self.source, self.crawl, step, request.url)
        fetch.outcome = "refused"
        fetch.error = f"It leads on to {request.url}: {why}."
        self.archive.record(fetch)

    def _sentence(self, error: BaseException | None, request: Request) -> str:
        inner = inner_address(urlsplit(request.url).hostname or "")
        if inner:
            return f"The host has an address of an inner network ({inner}), which is not called."
        if isinstance(error, Circle):
            return "The site sends from this address on, and back to it again."
        return f"No answer came ({type(error).__name__}: {error}).".replace(": )", ")")

    def _refuse(self, step: Step, reason: WhyLeftOut, why: str) -> None:
        self.progress.refuse(step.url, why)
        self.progress.leave_out(step.lead.link, reason, step.page.url if step.page else None)

    def _keep_limits(self) -> None:
        """End the crawl if it has used up what the source allows; the next one goes on from there."""
        used = self.progress
        if used.requests >= self.source.pages:
            used.stopped = f"the limit of {self.source.pages} requests"
        elif used.transferred >= self.source.megabytes * MEGABYTE:
            used.stopped = f"the limit of {self.source.megabytes} MB"
        if used.stopped:
            raise CloseSpider(used.stopped)


def _address(step: Step) -> str:
    """What two steps to the same thing have in common. Raises ``ValueError``."""
    plain = canonicalize_url(step.url)
    return plain if step.lead.ask.body is None else plain + step.key[len(step.url) :]
