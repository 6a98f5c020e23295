"""What leads to disclosures and what is one: the rules of ``discovery.toml`` and of a source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, unquote, urlsplit

from extractors.web.addresses import joined, path_of
from flows.crawl.leads import Lead, WhyLeftOut
from flows.crawl.names import suffix
from flows.crawl.reading.discovery_rules import rules
from flows.crawl.reading.links import Link, tight
from flows.crawl.reading.pages import WebPage
from flows.crawl.sources import Source

MANY = 3
"""A page that leads to so many disclosures is a list of them."""
LONGEST_WAY = 4
"""Pages between the front of a site and its pages of budgets."""
MUCH_TEXT = 400
"""Characters outside of links that make a page an article, whatever it leads to."""


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns) or r"(?!)", re.I)


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where links stand: on an article, on a page of budgets, on the ``way`` from a site's front page."""

    article: bool = False
    budgets: bool = False
    way: int | None = None


@dataclass(slots=True)
class FoundLinks:
    """What a page leads to, and what of it is left out, with the reason."""

    leads: list[Lead] = field(default_factory=list)
    left_out: list[tuple[Link, WhyLeftOut]] = field(default_factory=list)


class Discovery:
    """The rules as they hold for one source."""

    def __init__(self, source: Source) -> None:
        built_in = rules()
        self._wanted = _any_of(source.wanted or built_in["wanted"])
        self._unwanted = _any_of(source.unwanted or built_in["unwanted"])
        self._lists = _any_of(built_in["lists"])
        self._follow = _any_of(source.follow)
        self._leads_on = _any_of(built_in["leads_on"])
        self._of_budgets = _any_of(built_in["of_budgets"])
        self._hints = _any_of(built_in["offices"] + built_in["years"] + built_in["stages"])
        self._offices = _any_of(built_in["offices"])
        self._stages = _any_of(built_in["stages"])
        self._no_hints = _any_of(built_in["no_offices"])
        self._way = _any_of(built_in["on_the_way"])
        self._next_page = _any_of(built_in["next_page"])
        self._last_page = _any_of(built_in["last_page"])
        self._list_pages = source.list_pages

    def is_wanted(self, *texts: str | None) -> bool:
        """Whether texts that belong to one thing, such as its link and its title, name a disclosure."""
        told = [tight(text) for text in texts if text]
        return any(map(self._wanted.search, told)) and not any(map(self._unwanted.search, told))

    def is_unwanted(self, title: str) -> bool:
        """Whether a title names something else that speaks of budgets."""
        return bool(self._unwanted.search(tight(title)))

    def is_article(self, url: str, *titles: str | None) -> bool:
        """Whether a page is itself a disclosure, not a list of them: by any of its titles."""
        if is_list_address(url):
            return False
        return any(self.is_wanted(one) and not self._lists.search(tight(one)) for one in titles)

    def is_of_budgets(self, *titles: str | None) -> bool:
        """Whether a page is one of budgets, by a title or the words that led to it."""
        return any(self._of_budgets.search(tight(one)) for one in titles if one)

    def names_many(self, page: WebPage) -> bool:
        """Whether a page leads to the disclosures of many offices by their names, or by those of stages."""
        texts = [(tight(link.text), is_file(link)) for link in page.links]
        offices = {
            text for text, _ in texts if self._offices.search(text) and not self._no_hints.search(text)
        }
        stages = [text for text, file in texts if file and self._stages.search(text)]
        return len(offices) >= MANY or len(stages) >= 2 * MANY

    def speaks_of_budgets(self, page: WebPage) -> bool:
        """Whether the words of a page are about a body's budget or its final accounts."""
        return bool(self._wanted.search(tight(page.text)[:5000]))

    def is_column(self, name: str) -> bool:
        """Whether the name of a column in a site's tree is one of budgets."""
        words = tight(name)
        return bool(self._leads_on.search(words) or self._of_budgets.search(words)) and not (
            self._unwanted.search(words)
        )

    def disclosures(self, page: WebPage) -> int:
        """How many disclosures of different bodies a page leads to."""
        found = set()
        for link in page.links:
            words = tight(link.title or link.text)
            if is_file(link):
                if (self.is_wanted(words) or self.is_wanted(_file_name(link))) and (body := _body(words)):
                    found.add(body)
            elif self.is_wanted(link.text, link.title) and self.is_article(link.url, link.text, link.title):
                found.add(link.url)
        return len(found)

    def is_list(self, page: WebPage) -> bool:
        """Whether a page is a list by what it leads to, whatever its title."""
        article = page.is_article or page.own_words > MUCH_TEXT
        return not article and self.disclosures(page) >= MANY

    def look(self, page: WebPage, standing: LinkPlace) -> FoundLinks:
        """What to follow from a page, each address once, and what not. An article has all its files."""
        found = FoundLinks()
        leads: dict[str, Lead] = {}
        for link in page.links:
            lead = self._lead(page.url, link, standing)
            if isinstance(lead, WhyLeftOut):
                found.left_out.append((link, lead))
            elif (held := leads.get(lead.link.url)) is None or _better(lead, held):
                leads[lead.link.url] = lead
        owners = {lead.link.url for lead in leads.values() if lead.kind == "article"}
        for link, _ in [one for one in found.left_out if one[0].owner in owners and is_file(one[0])]:
            leads.setdefault(link.url, Lead(link, "attachment"))
        found.left_out = [one for one in found.left_out if one[0].url not in leads]
        found.leads = list(leads.values())
        if not standing.article:
            known = set(leads)
            pages = [url for url in self._other_pages(page.url, page.scripts) if url not in known]
            found.leads += [Lead(Link(url), "list", paging=True) for url in pages]
        return found

    def leads(self, page_url: str, links: Iterable[Link], scripts: str, article: bool) -> list[Lead]:
        """What to follow from a page that is known by these alone."""
        page = WebPage(page_url, None, None, "", scripts, tuple(links))
        return self.look(page, LinkPlace(article)).leads

    def _lead(self, page_url: str, link: Link, standing: LinkPlace) -> Lead | WhyLeftOut:
        text, wanted = tight(link.text), self.is_wanted(link.text, link.title)
        if is_file(link):
            return self._file(link, standing, wanted)
        if link.onward:
            return Lead(link, "list")
        if wanted:
            if self.is_article(link.url, link.text, link.title):
                return Lead(link, "article")
            return WhyLeftOut.on_an_article if standing.article else Lead(link, "list")
        if standing.article:  # it leads to its files and to other articles, not on to lists
            return WhyLeftOut.on_an_article
        if self._is_other_page(page_url, link.url, text, tight(link.title)):
            return Lead(link, "list", paging=True)
        if self._follow.search(link.url) or self._follow.search(text):
            return Lead(link, "list")
        if self._unwanted.search(text):
            return WhyLeftOut.unwanted
        way = None if standing.way is None or not self._way.search(text) else standing.way + 1
        if self._leads_on.search(text):
            return Lead(link, "list", way=way if way and way <= LONGEST_WAY else None)
        if self._is_hinted(text, standing) or self._is_hinted(tight(link.title), standing):
            return Lead(link, "list", hinted=True)
        if way is not None:
            return Lead(link, "list", way=way)
        return WhyLeftOut.no_disclosure

    def _file(self, link: Link, standing: LinkPlace, wanted: bool) -> Lead | WhyLeftOut:
        named = _file_name(link)
        words = tight(link.text) or tight(link.title) or named
        hinted = standing.budgets and not link.told and self._is_hinted(_without_ending(words), standing)
        if standing.article or wanted or self.is_wanted(named) or hinted:
            return Lead(replace(link, url=viewed_file(link.url)), "attachment")
        if self._unwanted.search(words) or self._unwanted.search(named):
            return WhyLeftOut.unwanted
        return WhyLeftOut.nameless_file

    def _is_hinted(self, text: str, standing: LinkPlace) -> bool:
        """Whether words that name no disclosure stand for one where they stand."""
        if not text or self._unwanted.search(text):
            return False
        if re.search(rules()["cut_off"], text):
            return standing.budgets or bool(re.search(rules()["may_be_cut"], text))
        return standing.budgets and bool(self._hints.search(text)) and not self._no_hints.search(text)

    def _is_other_page(self, page_url: str, url: str, text: str, title: str) -> bool:
        """Whether a link leads to another page of the list that it stands on."""
        here, there = urlsplit(page_url), urlsplit(url)
        if here.netloc != there.netloc or url == page_url:
            return False
        if self._next_page.search(text) or (not text and self._next_page.search(title)):
            return True
        # Lists that begin at …/list.htm may go on at …/list/2.htm.
        same_folder = _folder(there.path) == _folder(here.path)
        inside = _folder(there.path) == here.path.rpartition(".")[0]
        above = there.path.rpartition(".")[0] == _folder(here.path)
        if re.search(rules()["page_number"], text) or self._last_page.search(text):
            return same_folder or inside or above
        return same_folder and bool(re.search(rules()["numbered_list"], there.path))

    def in_order(self, leads: list[Lead]) -> list[Lead]:
        """The other pages of a list, the next one first, the last one last."""

        def place(lead: Lead) -> tuple[int, int]:
            text = tight(lead.link.text).strip("[]")
            if self._next_page.search(text) or (not text and self._next_page.search(tight(lead.link.title))):
                return 0, 0
            if text.isdigit():
                return 1, int(text)
            return (3, 0) if self._last_page.search(text) else (2, _number(lead.link.url))

        return sorted(leads, key=place)

    def _other_pages(self, page_url: str, scripts: str) -> list[str]:
        """The other pages of a list that only a script tells of."""
        name, ext, count, current = _told_pages(page_url, scripts)
        if not count:
            return []
        own = re.search(r"_(\d+)$", urlsplit(page_url).path.rpartition("/")[2].rpartition(".")[0])
        first = int(own[1]) + 1 if own else 2 if current else 1
        # Where the first page is no. 0 the last one is one less; in the middle of a list nobody knows.
        last = count if current and not own else count - 1
        numbers = range(first, min(last, first + self._list_pages - 2) + 1)
        others = (joined(page_url, f"{name}_{number}.{ext}") for number in numbers)
        return [url for url in others if url]


def _told_pages(page_url: str, scripts: str) -> tuple[str, str, int, int]:
    """Name, ending and number of a list's pages, and the number of this one, as its scripts tell."""
    file = urlsplit(page_url).path.rpartition("/")[2]
    own_name, _, own_ext = file.rpartition(".")
    name, ext = re.sub(r"_\d+$", "", own_name) or "index", own_ext or "html"
    for match in re.finditer(rules()["pager_call"], scripts):
        parts = [part.strip() for part in match[1].split(",")]
        numbers = [int(part.strip("'\"")) for part in parts if re.fullmatch(r"['\"]?\d+['\"]?", part)]
        words = [part.strip("'\"") for part in parts if re.fullmatch(r"['\"][\w-]*[A-Za-z][\w-]*['\"]", part)]
        if not numbers:
            continue
        ends = [at for at, word in enumerate(words) if re.fullmatch(r"s?html?|jspx?|aspx?|php", word, re.I)]
        if ends:
            ext = words[ends[0]]
            name = words[ends[0] - 1] if ends[0] else name
        return name, ext, numbers[0], numbers[1] if len(numbers) > 1 else 0
    static = not file or re.fullmatch(r"s?html?", own_ext, re.I)
    if static and (told := re.search(rules()["page_count"], scripts)):
        current = re.search(rules()["current_page"], scripts)
        return name, ext, int(told["count"]), int(current["current"]) if current else 0
    return name, ext, 0, 0


def _better(lead: Lead, held: Lead) -> bool:
    """Whether a link says more of its address than one before it."""
    order = {"attachment": 2, "article": 1, "list": 0}
    if order[lead.kind] != order[held.kind]:
        return order[lead.kind] > order[held.kind]
    return bool(lead.link.text) and not held.link.text


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _number(url: str) -> int:
    numbers = re.findall(r"\d{1,6}", urlsplit(url).query or urlsplit(url).path.rpartition("/")[2])
    return int(numbers[-1]) if numbers else 0


def _file_name(link: Link) -> str:
    return unquote(urlsplit(viewed_file(link.url)).path.rpartition("/")[2])


def _without_ending(words: str) -> str:
    ending = suffix(words)
    return words[: -len(ending)] if ending else words


def _body(words: str) -> str:
    """The body that the name of a disclosure begins with."""
    bare = re.sub(r"^(?:附件|附)?\d*[:：.、)）]*|^20\d\d年?(?:度)?", "", words)
    bare = re.split(r"20\d\d|部门|单位|预算|决算|三公|[“\"]", bare)[0]
    return bare if len(bare) >= 2 else ""


def is_list_address(url: str) -> bool:
    """Whether the address is one that lists have."""
    return bool(re.search(rules()["list_address"], urlsplit(url).path or "/", re.I))


def is_file(link: Link) -> bool:
    """Whether a link looks like one to a file, by its address or its text."""
    files = rules()["files"]
    address = viewed_file(link.url)
    named: Iterator[str] = iter((urlsplit(address).path, tight(link.text), tight(link.title)))
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


def says_attached(text: str) -> bool:
    """Whether an article says that files come with it."""
    return bool(re.search(rules()["says_attached"], tight(text)))


def says_missing(title: str | None, text: str) -> bool:
    """Whether a page with status 200 says in words that there is nothing."""
    missing = rules()["missing"]
    short = tight(text)
    if re.search(missing["title"], (title or "").strip(), re.I):
        return True
    return len(short) <= missing["text_length"] and bool(re.search(missing["text"], short, re.I))
