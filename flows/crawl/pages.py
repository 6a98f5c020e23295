"""A page as the crawl sees it: its words, its links, what it says of itself."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from parsel import Selector
from scrapy.http import HtmlResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from extractors.charset import usable
from extractors.web.addresses import joined, parts_of
from flows.crawl.discovery import Link

LINKS = "//a[@href] | //area[@href]"
FRAMES = "//iframe/@src | //embed/@src | //frame/@src | //object/@data"
TITLES = (
    "//meta[translate(@name,'ARTICLE','article')='articletitle']/@content",
    "//h1//text()",
    "//title//text()",
)
DATES = "//meta[translate(@name,'PUBDATE','pubdate')='pubdate']/@content"


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page of HTML. ``scripts`` is the text of its scripts, ``text`` all else.

    ``malformed`` are the links, as they stand there, that are no addresses.
    """

    url: str
    title: str | None
    published: str | None
    text: str
    scripts: str
    links: tuple[Link, ...]
    malformed: tuple[str, ...] = ()


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
    links: list[Link] = []
    malformed: list[str] = []

    def add(address: str, text: str = "", title: str = "") -> None:
        if _leads_somewhere(address):
            url = joined(base, address)
            if url is None:
                malformed.append(address.strip())
            else:
                links.append(Link(url, text, title))

    for node in html.xpath(LINKS):
        text = _line(node.xpath(".//text()").getall())
        add(node.attrib["href"], text, node.attrib.get("title", "").strip())
    for address in html.xpath(FRAMES).getall():
        add(address)
    title = next((text for path in TITLES if (text := _line(html.xpath(path).getall()))), None)
    return WebPage(
        url=url,
        title=title,
        published=_line(html.xpath(DATES).getall()[:1]) or None,
        text=_line(html.xpath("//body//text()[not(parent::script or parent::style)]").getall()),
        scripts="\n".join(html.xpath("//script//text()").getall()),
        links=tuple(links),
        malformed=tuple(malformed),
    )


def _base(response: HtmlResponse) -> str:
    """The address that the page's links are relative to."""
    try:
        base = response.urljoin("")
    except ValueError:
        return response.url
    return base if parts_of(base) else response.url


def _leads_somewhere(address: str) -> bool:
    address = address.strip().lower()
    return bool(address) and not address.startswith(("#", "javascript:", "mailto:", "tel:", "data:"))


def _line(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())
