"""The record of an answer: what it is, and whether it is what its link promised."""

from __future__ import annotations

from contextlib import suppress

from scrapy.http import Response

from flows.crawl.discovery import (
    MANY,
    Discovery,
    digest_of_words,
    is_file,
    is_list_address,
    says_attached,
    says_missing,
)
from flows.crawl.fetches import KEPT_HEADERS, Fetch, page_id
from flows.crawl.names import published_name
from flows.crawl.reading.pages import WebPage
from flows.crawl.reading.walls import wall_in
from flows.crawl.recipes import are_files
from flows.crawl.sources import Source
from flows.crawl.steps import Step

LONGEST_POST = 1_000
"""Characters of what was posted that a record keeps: forms post the whole state of their page."""


def blank(source: Source, crawl: str, step: Step, final_url: str) -> Fetch:
    """The record of a step, as a failure so far."""
    page, link = step.page, step.lead.link
    return Fetch(
        source=source.name,
        crawl=crawl,
        url=step.key,
        final_url=final_url,
        kind=step.kind,
        outcome="failed",
        link_text=link.text or link.title or None,
        referrer=page.url if page else None,
        referrer_title=page.title if page else None,
        referrer_published=page.published if page else None,
        referrer_sha256=step.page_sha256,
        region=source.region,
        issuer=source.issuer,
        posted=(step.lead.ask.body or "")[:LONGEST_POST] or None,
    )


def of_answer(source: Source, crawl: str, step: Step, response: Response) -> Fetch:
    """The record of an answer, as a failure so far."""
    fetch = blank(source, crawl, step, response.url)
    fetch.status = response.status
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    fetch.headers = {name: value for name, value in headers.items() if name in KEPT_HEADERS}
    fetch.media_type = fetch.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    fetch.transferred = len(response.body)
    return fetch


def confirmed(fetch: Fetch, known: Fetch) -> Fetch:
    """The record that a content is still as it was, from that of the answer."""
    fetch.outcome, fetch.error = "unchanged", None
    # The marks of change are those of the answer that had the content.
    fetch.headers = known.headers | fetch.headers
    fetch.final_url = known.final_url
    fetch.kind, fetch.sha256, fetch.size = known.kind, known.sha256, known.size
    fetch.media_type, fetch.name, fetch.title = known.media_type, known.name, known.title
    fetch.published, fetch.group, fetch.words = known.published, known.group, known.words
    fetch.since, fetch.incomplete = known.since or known.fetched_at, known.incomplete
    return fetch


def tell_page(step: Step, fetch: Fetch, page: WebPage, rules: Discovery) -> str | None:
    """Fill in what a page is; a sentence if it is not what the link promised."""
    link = step.lead.link
    fetch.title, fetch.published = page.title, page.published
    fetch.words = digest_of_words(page.text, page.links)
    if page.is_answer or step.lead.turn:
        fetch.kind = "list"
        fetch.group = page_id(step.key) if are_files(step.lead.turn) else None
        return None
    if says_missing(page.title, page.text):
        return "The page says in words that there is nothing."
    if wall := wall_in(page):
        return wall
    if step.kind == "attachment":
        return "Instead of a file there is a page."
    article = is_article(step, page, rules)
    fetch.kind = "article" if article else "list"
    fetch.group = page_id(fetch.final_url) if article else step.group if link.onward else None
    fetch.name = _name(page, fetch.link_text, rules)
    files = any(is_file(one) or one.onward for one in page.links)
    fetch.incomplete = True if article and not files and says_attached(page.text) else None
    return None


def is_article(step: Step, page: WebPage, rules: Discovery) -> bool:
    """Whether a page is a disclosure: by a title, or by its place and its files where no title says so."""
    link = step.lead.link
    if rules.is_list(page):
        return False
    if rules.is_article(page.url, page.title, *page.titles, link.text, link.title):
        return True
    if not step.lead.hinted or is_list_address(page.url):
        return False
    files = any(is_file(one) for one in page.links)
    many = rules.disclosures(page) >= MANY or rules.names_many(page)
    return files and not many and rules.speaks_of_budgets(page)


def _name(page: WebPage, link_text: str | None, rules: Discovery) -> str | None:
    """The name of a page: the first that names a disclosure, the page's own before its link's."""
    named = [one for one in (page.title, *page.titles, link_text) if one and rules.is_wanted(one)]
    return named[0] if named else page.title


def tell_file(step: Step, fetch: Fetch, body: bytes, rules: Discovery) -> str | None:
    """Fill in what a file is; a sentence if it is not what the link promised."""
    if not body:
        return "The answer is empty."
    link = step.lead.link
    fetch.kind = "attachment"
    fetch.name = published_name(
        link.text, link.title, _raw_disposition(fetch), fetch.final_url, fetch.media_type
    )
    if step.kind == "list" and not rules.is_wanted(link.text, link.title, fetch.name):
        return "Instead of a page there is a file that is no disclosure by its name."
    if link.owner:
        fetch.group = page_id(link.owner)
    elif step.article and step.page:
        fetch.group = step.group
    return None


def _raw_disposition(fetch: Fetch) -> bytes | None:
    with suppress(KeyError):
        return fetch.headers["content-disposition"].encode("latin-1")
    return None
