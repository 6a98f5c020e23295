"""What is to be asked for next: a link with what it is taken for, and how it is asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from flows.crawl.reading.links import Link


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that is more than an address. ``identity`` names it if its body varies."""

    body: str | None = None
    media_type: str = ""
    referer: str = ""
    identity: str = ""

    def key(self, url: str) -> str:
        """What the answer is kept under: its address, for a POST with a digest of what was asked."""
        if self.body is None:
            return url
        digest = hashlib.sha256((self.identity or self.body).encode()).hexdigest()[:16]
        return f"{url}#post-{digest}"


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of what a recipe asks for: the recipe, its step, the values for its addresses, the number."""

    recipe: str
    values: tuple[tuple[str, str], ...]
    page: int
    step: int = 0


@dataclass(frozen=True, slots=True)
class Lead:
    """A link that is to be followed: to a ``list`` page, an ``article`` or an ``attachment``.

    ``paging`` leads to another page of the same list; ``hinted`` says that only its place, on a page
    of budgets, speaks for it; ``way`` counts the steps from the front of a site.
    """

    link: Link
    kind: str
    paging: bool = False
    hinted: bool = False
    way: int | None = None
    ask: Ask = field(default_factory=Ask)
    turn: Turn | None = None

    @property
    def key(self) -> str:
        return self.ask.key(self.link.url)


class WhyLeftOut(StrEnum):
    """Why a link of a page is not followed."""

    no_disclosure = "its words name no disclosure"
    unwanted = (
        "its words name something else that speaks of budgets (a government's own budget, a tender, a notice)"
    )
    nameless_file = "a file whose name says nothing, on a page that is no disclosure"
    on_an_article = "it stands on a disclosure, of which only the files are taken"
    host = "the source does not name its host"
    robots = "the site's robots.txt forbids it"
    malformed = "it is no well-formed address"
    depth = "it is further from the start page than `depth` allows"
    list_pages = "the list has more pages than `list_pages` allows"
    way = "the way from the front page has led through as many pages as it may"
    away = "it leads to a host that the source does not name"
