"""The spider: from the start pages of a source to its disclosures, all of it into the archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import canonicalize_url

from flows.crawl.addresses import inner_address
from flows.crawl.archive import Archive, ArchiveFailure
from flows.crawl.discovery import Discovery, Lead, Link, digest_of_words, says_missing
from flows.crawl.fetches import Fetch, page_id, utc_now
from flows.crawl.gate import AskedBefore, Refused, asked_to_wait, refusal
from flows.crawl.names import published_name
from flows.crawl.pages import WebPage, looks_like_html, read_page
from flows.crawl.sources import Source

FIRST, THEN, LAST = 20, 10, 0
"""Order of requests: files that are new, what else is new, what was fetched before."""

TOLD_REFUSALS = 200
MALFORMED = "it is no well-formed address"


class Unreadable(Exception):
    """A page that meets a fault of ours; ``str()`` is a sentence for the user."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"The page cannot be read ({type(error).__name__}: {error}).")


@dataclass(frozen=True, slots=True)
class Step:
    """A lead with the page that it stands on, ``depth`` links from a start page."""

    lead: Lead
    depth: int = 0
    page: WebPage | None = None
    page_sha256: str | None = None
    article: bool = False

    @property
    def url(self) -> str:
        return self.lead.link.url

    @property
    def kind(self) -> str:
        return self.lead.kind


@dataclass(slots=True)
class Progress:
    """What a crawl has used so far, why it ends early, and what it does not ask for.

    ``stopped`` is the limit that ends it, ``broken`` the failure that does, ``archive_lost`` if that is the
    archive's; ``refused`` are addresses with the reason.
    """

    requests: int = 0
    transferred: int = 0
    taken_as_fresh: int = 0
    stopped: str | None = None
    broken: str | None = None
    archive_lost: bool = False
    refused: dict[str, str] = field(default_factory=dict)


class DisclosureSpider(Spider):
    """Visits the pages of one source and keeps what it finds.

    What this crawl has fetched before it was interrupted (``done``) is taken from the archive;
    what an earlier crawl has fetched (``known``) is asked for on condition that it has changed.
    """

    def __init__(
        self, source: Source, archive: Archive, crawl: str, progress: Progress, **kwargs: Any
    ) -> None:
        super().__init__(name=source.name, **kwargs)
        self.source = source
        self.archive = archive
        self.crawl = crawl
        self.known = archive.last_good(source.name)
        self.done = {fetch.url: fetch for fetch in archive.fetches(source.name, crawl) if fetch.ok}
        self.discovery = Discovery(source)
        self.progress = progress
        self.seen: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        for url in self.source.start:
            for request in self._visit([Step(Lead(Link(url), "list"))]):
                yield request

    # From a lead to a request, or to what is in the archive

    def _visit(self, steps: list[Step]) -> Iterator[Request]:
        """Requests for what is not there yet, and for what leads on from what is."""
        while steps:
            step = steps.pop()
            try:
                address = canonicalize_url(step.url)
            except ValueError:
                self._refuse(step.url, MALFORMED)
                continue
            if address in self.seen:
                continue
            if reason := refusal(step.url, self.source, step.kind):
                self._refuse(step.url, reason)
                continue
            self.seen.add(address)
            done = self.done.get(step.url)
            if done is None and self._is_fresh(step):
                self.progress.taken_as_fresh += 1
                continue
            if done is not None:
                with suppress(Unreadable):  # it is asked for anew: the site may have mended it
                    steps += self._leads_of(done, step)
                    self.seen.add(canonicalize_url(done.final_url))
                    continue
            yield self._request(step)

    def _is_fresh(self, step: Step) -> bool:
        """Whether a file that its site gives no marks of change for was fetched not long ago."""
        known = self.known.get(step.url)
        if known is None or known.kind != "attachment" or _conditions(known):
            return False
        age = datetime.fromisoformat(utc_now()) - datetime.fromisoformat(known.fetched_at)
        # A fetch that is still to come was recorded by a clock that has been set back since.
        return timedelta(0) <= age < timedelta(days=self.source.recheck_days)

    def _request(self, step: Step) -> Request:
        known = self.known.get(step.url)
        new = FIRST if step.kind == "attachment" else THEN
        return Request(
            step.url,
            headers=_conditions(known) if known else {},
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,  # _visit sees to it, for what is in the archive too
            priority=LAST if known else new,
            meta={"lead": step.lead, "step": step},
        )

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
        fetch = self._fetch(response.meta["step"], response)
        fetch.error = str(error)
        self.archive.record(fetch)
        return []

    def _received(self, response: Response) -> list[Step]:
        """Record an answer; what leads on from it."""
        step: Step = response.meta["step"]
        self.progress.requests += 1
        self.progress.transferred += len(response.body)
        known = self.known.get(step.url)
        fetch = self._fetch(step, response)
        if response.status == 304 and known:
            self.archive.record(self._confirmed(step, known, fetch))
            return self._leads_of(known, step)
        if response.status != 200:
            fetch.error = f"The site answers with status {response.status}."
            if seconds := asked_to_wait(response):
                fetch.error = f"{fetch.error[:-1]} and asks to be left alone for {seconds:,.0f} seconds."
            self.archive.record(fetch)
            return []
        return self._take(step, fetch, response)

    def _take(self, step: Step, fetch: Fetch, response: Response) -> list[Step]:
        """Keep the content of an answer, if it is what was asked for; what leads on from it."""
        page = None
        if looks_like_html(response.body, fetch.media_type):
            content_type = fetch.headers.get("content-type")
            page = _read(response.url, response.body, content_type)
        fetch.error = self._not_wanted(step, fetch, page, response.body)
        if fetch.error:
            self.archive.record(fetch)
            return []
        self._keep(fetch, self.known.get(step.url), response.body)
        self.archive.record(fetch)
        return self._leads_from(page, fetch, step) if page else []

    def _keep(self, fetch: Fetch, known: Fetch | None, body: bytes) -> None:
        """Store a content. A page that says what it said before is the one that is there."""
        if known and known.words and known.words == fetch.words:
            fetch.sha256, fetch.size, fetch.outcome = known.sha256, known.size, "unchanged"
            return
        fetch.sha256, fetch.size = self.archive.store(body), len(body)
        if known is None:
            fetch.outcome = "new"
        else:
            fetch.outcome = "unchanged" if known.sha256 == fetch.sha256 else "changed"

    def _not_wanted(self, step: Step, fetch: Fetch, page: WebPage | None, body: bytes) -> str | None:
        """Fill in what an answer is; a sentence if it is not what the link promised."""
        if page:
            fetch.title, fetch.published = page.title, page.published
            if says_missing(page.title, page.text):
                return "The page says in words that there is nothing."
            if step.kind == "attachment":
                return "Instead of a file there is a page."
            titles = (page.title, step.lead.link.text, step.lead.link.title)
            article = self.discovery.is_article(page.url, *titles)
            fetch.kind = "article" if article else "list"
            fetch.group = page_id(fetch.final_url) if fetch.kind == "article" else None
            # The link's words go before a heading that is the site's, not the article's.
            named = self.discovery.is_wanted(page.title) or not self.discovery.is_wanted(fetch.link_text)
            fetch.name = page.title if named else fetch.link_text
            fetch.words = digest_of_words(page.text, page.links)
            return None
        if not body:
            return "The answer is empty."
        link = step.lead.link
        fetch.kind = "attachment"
        fetch.name = published_name(
            link.text, link.title, _raw_disposition(fetch), fetch.final_url, fetch.media_type
        )
        if step.kind == "list" and not self.discovery.is_wanted(link.text, link.title, fetch.name):
            return "Instead of a page there is a file that is no disclosure by its name."
        if step.article and step.page:
            fetch.group = page_id(step.page.url)
        return None

    def _fetch(self, step: Step, response: Response) -> Fetch:
        """The record of an answer, as a failure so far."""
        fetch = self._record(step, response.url)
        fetch.status = response.status
        fetch.headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
            if name.lower() != b"set-cookie"
        }
        fetch.media_type = fetch.headers.get("content-type", "").partition(";")[0].strip().lower() or None
        fetch.transferred = len(response.body)
        return fetch

    def _record(self, step: Step, final_url: str) -> Fetch:
        page = step.page
        return Fetch(
            source=self.source.name,
            crawl=self.crawl,
            url=step.url,
            final_url=final_url,
            kind=step.kind,
            outcome="failed",
            link_text=step.lead.link.text or step.lead.link.title or None,
            referrer=page.url if page else None,
            referrer_title=page.title if page else None,
            referrer_published=page.published if page else None,
            referrer_sha256=step.page_sha256,
            region=self.source.region,
            issuer=self.source.issuer,
        )

    def _confirmed(self, step: Step, known: Fetch, answer: Fetch) -> Fetch:
        """The record that a content is still as it was."""
        fetch = self._record(step, known.final_url)
        fetch.fetched_at, fetch.status, fetch.outcome = answer.fetched_at, answer.status, "unchanged"
        # The marks of change are those of the answer that had the content.
        fetch.headers = known.headers | answer.headers
        fetch.kind, fetch.sha256, fetch.size = known.kind, known.sha256, known.size
        fetch.media_type, fetch.name, fetch.title = known.media_type, known.name, known.title
        fetch.published, fetch.group, fetch.words = known.published, known.group, known.words
        return fetch

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        step: Step = request.meta["step"]
        error = failure.value
        if isinstance(error, AskedBefore):
            return
        too_large = not isinstance(error, Refused) and "decompress" in str(error)
        if isinstance(error, IgnoreRequest) and not too_large:
            self._refuse(request.url, str(error))
            return
        self.progress.requests += 1
        fetch = self._record(step, request.url)
        fetch.error = self._sentence(error, request)
        self.archive.record(fetch)
        self._keep_limits()

    def _sentence(self, error: BaseException | None, request: Request) -> str:
        inner = inner_address(urlsplit(request.url).hostname or "")
        if inner:
            return f"The host has an address of an inner network ({inner}), which is not called."
        return f"No answer came ({type(error).__name__}: {error}).".replace(": )", ")")

    # Leads

    def _leads_of(self, fetch: Fetch, step: Step) -> list[Step]:
        """What leads on from a page that is in the archive."""
        if fetch.kind == "attachment" or fetch.sha256 is None:
            return []
        body = self.archive.content(fetch.sha256)
        page = _read(fetch.final_url, body, fetch.headers.get("content-type"))
        return self._leads_from(page, fetch, step)

    def _leads_from(self, page: WebPage, fetch: Fetch, step: Step) -> list[Step]:
        article = fetch.kind == "article"
        for address in page.malformed:
            self._refuse(address, MALFORMED)
        try:
            leads = self.discovery.leads(page.url, page.links, page.scripts, article)
        except Exception as error:  # One page of a site must not cost the others.
            raise Unreadable(error) from error
        if step.depth >= self.source.depth:
            leads = [lead for lead in leads if lead.kind == "attachment"]
        steps = [Step(lead, step.depth + 1, page, fetch.sha256, article) for lead in leads]
        return steps[::-1]

    def _refuse(self, url: str, reason: str) -> None:
        if len(self.progress.refused) < TOLD_REFUSALS:
            self.progress.refused[url] = reason

    def _keep_limits(self) -> None:
        """End the crawl if it has used up what the source allows; the next one goes on from there."""
        used = self.progress
        if used.requests >= self.source.pages:
            used.stopped = f"the limit of {self.source.pages} requests"
        elif used.transferred >= self.source.megabytes * 1_000_000:
            used.stopped = f"the limit of {self.source.megabytes} MB"
        if used.stopped:
            raise CloseSpider(used.stopped)


def _read(url: str, body: bytes, content_type: str | None) -> WebPage:
    """A page, read. Raises :class:`Unreadable`."""
    try:
        return read_page(url, body, content_type)
    except Exception as error:  # One page of a site must not cost the others.
        raise Unreadable(error) from error


def _conditions(known: Fetch) -> dict[str, str]:
    """The headers that ask for a content only if it has changed."""
    marks = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
    return {header: known.headers[mark] for mark, header in marks if mark in known.headers}


def _raw_disposition(fetch: Fetch) -> bytes | None:
    with suppress(KeyError):
        return fetch.headers["content-disposition"].encode("latin-1")
    return None
