"""A page as the crawl sees it: its words, its links, what it says of itself."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from parsel import Selector
from scrapy.http import HtmlResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from extractors.charset import usable
from extractors.dates.told import day_told
from extractors.web.addresses import joined, parts_of
from flows.crawl.reading.answers import links_of, read_answer, words_of
from flows.crawl.reading.links import Link, line, tight
from flows.crawl.reading.script_links import attribute_links, forwarding, scripted_links

LINKS = "//a[@href] | //area[@href]"
FRAMES = "//iframe/@src | //embed/@src | //frame/@src | //object/@data"
LAZY_FRAMES = "//iframe/@data-src | //iframe[not(@src)]/@url"
ARTICLE_TITLE = "//meta[translate(@name,'ARTICLE','article')='articletitle']/@content"
COLUMN = "//meta[translate(@name,'COLUMN','column')='columnname']/@content"
HEADING = "//h1//text()"
TITLE = "//title//text()"
TITLES = (ARTICLE_TITLE, HEADING, TITLE)
DATES = "//meta[translate(@name,'PUBDATE','pubdate')='pubdate']/@content"
REFRESH = "//meta[translate(@http-equiv,'REFSH','refsh')='refresh']/@content"

MARKUP = 400_000
"""Characters of a page's markup, and of its scripts, that patterns are searched in."""
FEW_WORDS = 200
"""Characters of a page that does nothing but lead on by a script."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page of HTML, or an answer that scripts read.

    ``scripts`` is the text of its scripts, ``text`` all else.
    ``title`` is the best of its ``titles``: the article's, the heading, the first part of the window's.
    ``own_words`` counts the characters outside of links. ``markup`` is what recipes look at.
    ``malformed`` are the links, as they stand there, that are no addresses.
    """

    url: str
    title: str | None
    published: str | None
    text: str
    scripts: str
    links: tuple[Link, ...]
    malformed: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    is_article: bool = False
    column: str = ""
    own_words: int = 0
    markup: str = ""
    is_answer: bool = False
    answer: Any = None


def looks_like_html(body: bytes, media_type: str | None) -> bool:
    """Whether a body is a page: by its first bytes, whatever its header says."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(?:!doctype html|html|head|body|script|meta|!--)", head):
        return True
    # A body that begins otherwise is one if its header says so and it is no known binary.
    return (media_type or "").endswith("html") and b"\0" not in head and not head.startswith(b"%pdf-")


def encoding_of(body: bytes, content_type: str | None) -> str:
    """The encoding of a page: UTF-8 if it holds, which no other one does by chance, else as declared."""
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    for name in ("utf-8", declared, "gb18030"):
        # Pages that claim GB2312 use characters of its extensions.
        name = "gb18030" if (name or "").lower() in ("gb2312", "gbk", "cp936") else name
        if name and (known := resolve_encoding(name)) and usable(known):
            with suppress(UnicodeDecodeError):
                body.decode(known)
                return known
    known = resolve_encoding(declared or "")
    return known if known and usable(known) else "utf-8"


def read_page(url: str, body: bytes, content_type: str | None) -> WebPage:
    """Read a page; one without any markup has no links and no title."""
    response = HtmlResponse(url, body=body, encoding=encoding_of(body, content_type))
    base = _base(response)
    html = Selector(text=response.text, type="html")  # not the response's own: that fails on a malformed base
    links = _Links(base)
    for node in html.xpath(LINKS):
        text = line(node.xpath(".//text()").getall()) or line(node.xpath(".//img/@alt").getall())
        links.add(node.attrib["href"], text, node.attrib.get("title", "").strip())
    in_links = sum(len(tight(link.text)) for link in links.found)
    for address in html.xpath(FRAMES).getall() + html.xpath(LAZY_FRAMES).getall():
        links.add(address, onward=True)
    scripts = html.xpath("//script")
    texts = [text for script in scripts if (text := "".join(script.xpath(".//text()").getall()))]
    text = line(html.xpath("//body//text()[not(parent::script or parent::style)]").getall())
    for address in _refreshes(html, texts, text):
        links.add(address, onward=True)
    if html.root is not None and hasattr(html.root, "iter"):
        links.found += attribute_links(html.root, links.address)
    for script in texts:
        links.found += scripted_links(script, base, links.address)
    window = line(html.xpath(TITLE).getall())
    article = line(html.xpath(ARTICLE_TITLE).getall()[:1])
    titles = [article, line(html.xpath(HEADING).getall()), re.split(r"\s*[_|—]+\s*|\s+-+\s+|--+", window)[0]]
    return WebPage(
        url=url,
        title=next((one for path in TITLES if (one := line(html.xpath(path).getall()))), None),
        published=line(html.xpath(DATES).getall()[:1]) or day_told("published", text, on_page=True),
        text=text,
        scripts="\n".join(texts),
        links=tuple(links.found),
        malformed=tuple(links.malformed),
        titles=tuple(dict.fromkeys(one for one in titles if one)),
        is_article=bool(article),
        column=line(html.xpath(COLUMN).getall()[:1]),
        own_words=max(len(tight(text)) - in_links, 0),
        markup=response.text[:MARKUP],
    )


def read_script_answer(url: str, body: bytes, content_type: str | None) -> WebPage | None:
    """Read an answer for scripts (JSON, JSONP, XML) as a page of links; None if it is none."""
    text = body.decode(encoding_of(body, content_type), "replace")
    answer: Any = read_answer(text)
    if answer is None:
        return None
    links = links_of(answer, url)
    return WebPage(
        url=url,
        title=None,
        published=None,
        text=words_of(links),
        scripts="",
        links=tuple(links),
        markup=text[:MARKUP],
        is_answer=True,
        answer=answer,
    )


def plain_page(url: str, body: bytes, content_type: str | None) -> WebPage:
    """A script, or what else a recipe looks into, as a page that has its text alone."""
    text = body.decode(encoding_of(body, content_type), "replace")
    return WebPage(url, None, None, "", text, (), markup=text[:MARKUP], is_answer=True)


class _Links:
    """The links of a page as they are found, with those that are no addresses."""

    def __init__(self, base: str) -> None:
        self.found: list[Link] = []
        self.malformed: list[str] = []
        self._base = base

    def add(self, address: str, text: str = "", title: str = "", onward: bool = False) -> None:
        if _leads_somewhere(address):
            url = joined(self._base, address)
            if url is None:
                self.malformed.append(address.strip())
            else:
                self.found.append(Link(url, text, title, onward))

    def address(self, address: str) -> str | None:
        """An address from elsewhere than a link; None if it is none, or of no web page."""
        url = joined(self._base, address)
        return url if url and url.startswith(("http:", "https:")) else None


def _refreshes(html: Selector, scripts: list[str], text: str) -> list[str]:
    """Where a page leads on by itself: a refresh, or a script on a page that says nothing else."""
    found = []
    for content in html.xpath(REFRESH).getall():
        if match := re.search(r"url\s*=\s*['\"]?([^'\"\s]+)", content, re.I):
            found.append(match[1])
    if len(tight(text)) <= FEW_WORDS:
        found += [address for script in scripts if (address := forwarding(script))]
    return found


def _base(response: HtmlResponse) -> str:
    """The address that the page's links are relative to."""
    try:
        base = response.urljoin("")
    except ValueError:
        return response.url
    return base if parts_of(base) else response.url


def _leads_somewhere(address: str) -> bool:
    address = address.strip().lower()
    return bool(address) and not address.startswith(
        ("#", "javascript:", "mailto:", "tel:", "data:", "about:")
    )
