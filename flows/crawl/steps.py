"""The way of a crawl: its steps from page to page, and what it has to tell of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from flows.crawl.leads import Lead, WhyLeftOut
from flows.crawl.reading.links import Link
from flows.crawl.reading.pages import WebPage

TOLD_REFUSALS = 200
TOLD_LINKS = 5_000
"""Links that are left out, with ``--explain``."""


@dataclass(slots=True)
class Chain:
    """A list over its pages: how many have been read, and the links on them."""

    pages: int = 1
    links: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Step:
    """A lead with the page that it stands on, ``depth`` links from the start page ``start``.

    ``article`` says that the page is a disclosure, ``group`` of which; ``budgets`` that it is of budgets;
    ``way`` counts the pages from a site's front; ``rest`` are further pages of the list of ``chain``.
    ``anew`` says that it is asked for even if it is known.
    """

    lead: Lead
    start: str
    depth: int = 0
    page: WebPage | None = None
    page_sha256: str | None = None
    article: bool = False
    group: str | None = None
    budgets: bool = False
    way: int | None = None
    chain: Chain = field(default_factory=Chain)
    rest: tuple[Lead, ...] = ()
    anew: bool = False

    @property
    def url(self) -> str:
        return self.lead.link.url

    @property
    def key(self) -> str:
        return self.lead.key

    @property
    def kind(self) -> str:
        return self.lead.kind


@dataclass(frozen=True, slots=True)
class LeftLink:
    """A link that is left out, where it stands, and why."""

    url: str
    text: str
    reason: str
    page: str | None = None


@dataclass(slots=True)
class Progress:
    """What a crawl has used so far, why it ends early, what it met, and what it does not ask for.

    ``stopped`` is the limit that ends it, ``broken`` the failure that does, ``archive_lost`` if that is the
    archive's; ``refused`` are addresses with the reason. ``leads`` counts by start page the disclosures that
    were led to, ``notes`` says of a start page what it is instead of a list. ``incomplete`` are articles
    without the files that they speak of; ``sighted`` is what a probe would take, follow and ask for.
    """

    requests: int = 0
    transferred: int = 0
    asked_again: int = 0
    taken_as_fresh: int = 0
    known_before: int = 0
    stopped: str | None = None
    broken: str | None = None
    archive_lost: bool = False
    refused: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    links_left_out: list[LeftLink] = field(default_factory=list)
    cuts: Counter[str] = field(default_factory=Counter)
    incomplete: dict[str, str] = field(default_factory=dict)
    leads: Counter[str] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    families: dict[str, None] = field(default_factory=dict)
    sighted: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, url: str, reason: str) -> None:
        """Note an address that is not asked for."""
        if len(self.refused) < TOLD_REFUSALS:
            self.refused[url] = reason

    def leave_out(self, link: Link, reason: WhyLeftOut, page: str | None) -> None:
        """Count a link that is left out."""
        self.left_out[reason.name] += 1
        if len(self.links_left_out) < TOLD_LINKS:
            self.links_left_out.append(LeftLink(link.url, link.text or link.title, reason.value, page))
