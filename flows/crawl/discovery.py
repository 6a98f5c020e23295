"""What leads to disclosures and what is one: the rules of ``discovery.toml`` and of a source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from extractors.web.addresses import joined, path_of
from flows.crawl.names import suffix
from flows.crawl.sources import Source
from records.rule_files import load_rules


@cache
def rules() -> dict[str, Any]:
    """The built-in rules."""
    return load_rules(Path(__file__).with_suffix(".toml"))


def tight(text: str | None) -> str:
    """A text without any blanks, as the patterns expect it."""
    return re.sub(r"[\s\u3000\u200b\ufeff]+", "", text or "")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns) or r"(?!)", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands on a page; ``url`` is absolute and without fragment."""

    url: str
    text: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A link that is to be followed: to a ``list`` page, an ``article`` or an ``attachment``."""

    link: Link
    kind: str


class Discovery:
    """The rules as they hold for one source."""

    def __init__(self, source: Source) -> None:
        built_in = rules()
        self._wanted = _any_of(source.wanted or built_in["wanted"])
        self._unwanted = _any_of(source.unwanted or built_in["unwanted"])
        self._lists = _any_of(built_in["lists"])
        self._follow = _any_of(source.follow)
        self._leads_on = _any_of(built_in["leads_on"])
        self._next_page = _any_of(built_in["next_page"])
        self._list_pages = source.list_pages

    def is_wanted(self, *texts: str | None) -> bool:
        """Whether texts that belong to one thing, such as its link and its title, name a disclosure."""
        told = [tight(text) for text in texts if text]
        return any(map(self._wanted.search, told)) and not any(map(self._unwanted.search, told))

    def is_article(self, url: str, *titles: str | None) -> bool:
        """Whether a page is itself a disclosure, not a list of them: by any of its titles."""
        if is_list_address(url):
            return False
        return any(self.is_wanted(one) and not self._lists.search(tight(one)) for one in titles)

    def leads(self, page_url: str, links: Iterable[Link], scripts: str, article: bool) -> list[Lead]:
        """What to follow from a page, each address once. All files of an article belong to it."""
        found: dict[str, Lead] = {}
        for link in links:
            kind = self._kind(page_url, link, article)
            if kind:
                link = Link(viewed_file(link.url), link.text, link.title) if kind == "attachment" else link
                found.setdefault(link.url, Lead(link, kind))
        if not article:
            for url in self._other_pages(page_url, scripts):
                found.setdefault(url, Lead(Link(url), "list"))
        return list(found.values())

    def _kind(self, page_url: str, link: Link, article: bool) -> str | None:
        wanted = self.is_wanted(link.text, link.title)
        if is_file(link):
            named = unquote(urlsplit(link.url).path.rpartition("/")[2])
            return "attachment" if article or wanted or self.is_wanted(named) else None
        if wanted:
            if self.is_article(link.url, link.text, link.title):
                return "article"
            return None if article else "list"
        if article:  # it leads to its files and to other articles, not on to lists
            return None
        text = tight(link.text)
        follows = self._follow.search(link.url) or self._follow.search(text)
        if follows or self._leads_on.search(text) or self._is_next_page(page_url, link.url, text):
            return "list"
        return None

    def _is_next_page(self, page_url: str, url: str, text: str) -> bool:
        here, there = urlsplit(page_url), urlsplit(url)
        same_folder = (here.netloc, here.path.rpartition("/")[0]) == (
            there.netloc,
            there.path.rpartition("/")[0],
        )
        numbered = re.search(rules()["numbered_list"], there.path)
        return same_folder and bool(numbered or self._next_page.search(text))

    def _other_pages(self, page_url: str, scripts: str) -> list[str]:
        """The other pages of a list that only a script tells of."""
        for pager in rules()["pager"]:
            if match := re.search(pager["pattern"], scripts):
                told = match.groupdict()
                own = urlsplit(page_url).path.rpartition("/")[2]
                own_name, _, own_ext = own.rpartition(".")
                name = told.get("name") or re.sub(r"_\d+$", "", own_name) or "index"
                ext = told.get("ext") or own_ext or "html"
                count = min(int(told["count"]), self._list_pages)
                numbers = range(pager["first"], pager["first"] + count - 1)
                others = (joined(page_url, f"{name}_{number}.{ext}") for number in numbers)
                return [url for url in others if url]
        return []


def is_list_address(url: str) -> bool:
    """Whether the address is one that lists have."""
    return bool(re.search(rules()["list_address"], urlsplit(url).path or "/", re.I))


def is_file(link: Link) -> bool:
    """Whether a link looks like one to a file, by its address or its text."""
    files = rules()["files"]
    address = viewed_file(link.url)
    named = (urlsplit(address).path, tight(link.text), tight(link.title))
    if any(suffix(name) for name in named):
        return True
    return bool(re.search(files["address"], address, re.I))


def viewed_file(url: str) -> str:
    """The address of the file that a viewer's address names; other addresses as they are."""
    parts = urlsplit(url)
    if suffix(parts.path) or re.search(rules()["files"]["address"], parts.path, re.I):
        return url
    query = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
    for parameter in rules()["files"]["viewer_parameters"]:
        named = query.get(parameter, "")
        if "/" in named and suffix(path_of(named)):
            return joined(url, named) or url
    return url


def digest_of_words(text: str, links: Iterable[Link]) -> str:
    """A digest of what a page says and links to, without what it counts (浏览次数) and dates."""
    words = re.sub(rules()["counters"], "", tight(text))
    return hashlib.sha256("\n".join([words, *(link.url for link in links)]).encode()).hexdigest()


def says_missing(title: str | None, text: str) -> bool:
    """Whether a page with status 200 says in words that there is nothing."""
    missing = rules()["missing"]
    short = tight(text)
    if re.search(missing["title"], (title or "").strip(), re.I):
        return True
    return len(short) <= missing["text_length"] and bool(re.search(missing["text"], short, re.I))
