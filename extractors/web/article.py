"""Which part of a web page is the article, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

from extractors.dates.told import day_of, day_told
from extractors.document import Attachment, Publication
from extractors.web.addresses import joined, parts_of
from extractors.web.drawn_tables import is_left_out
from extractors.web.styles import shown_as
from records.rule_files import Rules, rules_beside

SILENT = frozenset({"script", "style", "noscript", "template", "head", "object", "svg", "iframe"})
SCHEMES = ("", "http", "https", "file")
LEAST_TEXT = 120
"""Characters that a known container must hold to be believed: some sites leave it empty."""
MOST_OF_IT = 0.7
"""An element that holds so much of its parent's weight stands for it."""
MOST_OUTSIDE = 400
"""Characters beside links that navigation or a footer may have."""
LEAST_FIGURES = 4
"""A table of so many numbers is one of figures: a calendar or a list of links has its numbers in links."""
FIGURE = re.compile(r"[-△(（]?\d[\d,]*(?:\.\d+|\d{2})[)）%]?|[≥≤=]\s*\d[\d.]*\D{0,4}")
TABLE_WEIGHT = 50
"""What a table's cell weighs at least, in characters of text."""


class _Container(Rules):
    names: frozenset[str]


class _Outside(Rules):
    tags: frozenset[str]
    words: frozenset[str]


class _Blocks(Rules):
    tags: frozenset[str]


class _Meta(Rules):
    """Names of the meta elements, best first."""

    title: tuple[str, ...]
    date: tuple[str, ...]
    source: tuple[str, ...]
    column: tuple[str, ...]


class _Attachment(Rules):
    suffixes: tuple[str, ...]
    embedded: tuple[str, ...]


class PageRules(Rules):
    """What ``pages.toml`` knows."""

    container: _Container
    outside: _Outside
    blocks: _Blocks
    meta: _Meta
    attachment: _Attachment


rules = rules_beside(__file__, "pages.toml", PageRules)
"""What ``pages.toml`` knows."""


def article_of(page: Any, outside: frozenset[Any]) -> Any:
    """The element that holds the article: a known container, or else where the text is densest."""
    body = page.find("body")
    body = page if body is None else body
    weights = _weights(body, outside)
    known = [element for element in body.iter() if _names(element) & _container_names()]
    full = [element for element in known if weights.get(element, 0) >= LEAST_TEXT]
    if full:
        return max(full, key=lambda element: weights[element])
    element = body
    while True:
        heaviest = max(element, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or heaviest.tag in ("p", "table", "tbody", "tr", "span", "font", "ul", "ol"):
            return element
        if weights.get(heaviest, 0) < max(MOST_OF_IT * weights.get(element, 0), 1):
            return element
        if any(_holds_figures(child, outside) for child in element if child is not heaviest):
            return element
        element = heaviest


def _holds_figures(element: Any, outside: frozenset[Any]) -> bool:
    """Whether an element beside the heaviest has a table of figures, which belongs to the article too."""
    if not isinstance(element.tag, str) or element.tag in SILENT or element in outside:
        return False
    texts = ("".join(cell.itertext()) for cell in element.iter("td", "th") if cell.find(".//a") is None)
    return sum(FIGURE.fullmatch(text.strip()) is not None for text in texts) >= LEAST_FIGURES


def _weights(body: Any, outside: frozenset[Any]) -> dict[Any, int]:
    """Characters of text below each element, links and what stands around an article left out."""
    weights: dict[Any, int] = {}
    for element in reversed(list(body.iter())):
        weight = 0
        if isinstance(element.tag, str) and element.tag not in SILENT and element not in outside:
            if element.tag != "a":
                weight = len((element.text or "").strip())
                weight += sum(weights[child] + len((child.tail or "").strip()) for child in element)
            if element.tag in ("td", "th") and weight:
                weight = max(weight, TABLE_WEIGHT)
        weights[element] = weight
    return weights


@cache
def _container_names() -> frozenset[str]:
    return frozenset(name.lower() for name in rules().container.names)


def _names(element: Any) -> set[str]:
    """Id, class attribute and its words, in lower case."""
    if not isinstance(element.tag, str):
        return set()
    own_class = element.get("class", "").lower()
    return {element.get("id", "").lower(), own_class, *own_class.split()} - {""}


def outside_of(page: Any) -> frozenset[Any]:
    """The elements that stand around an article: navigation, footer.

    By their names only those that hold little text beside links: names are used for all sorts of things.
    """
    outside = rules().outside
    found: set[Any] = set()
    texts: dict[Any, tuple[int, int]] = {}
    for element in reversed(list(page.iter())):
        length, linked = len(element.text or ""), 0
        for child in element:
            inner, inner_linked = texts.pop(child, (0, 0))
            length += inner + len(child.tail or "")
            linked += inner_linked
        if not isinstance(element.tag, str):
            length = linked = 0
        elif element.tag in outside.tags:
            found.add(element)
        elif length - linked < MOST_OUTSIDE and _names(element) & outside.words:
            found.add(element)
        texts[element] = (length, length if element.tag == "a" else linked)
    return frozenset(found)


def is_hidden(element: Any) -> bool:
    """Whether the page itself hides an element."""
    return is_left_out(element) or shown_as(element, "visibility") == "hidden"


def publication_of(page: Any) -> Publication | None:
    """What the meta elements say of the article, and its day in words; ``None`` if there is nothing."""
    said: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            said.setdefault(name, content)
    found = {
        field: next((said[name] for name in names if name in said), None) for field, names in rules().meta
    }
    found["date"] = day_of(found["date"]) or day_told("published", shown_text(page), on_page=True)
    return Publication(**found) if any(found.values()) else None


def shown_text(page: Any) -> str:
    """The words of the whole page, what stands around the article too, one line an element."""
    parts: list[str] = []
    for element in page.iter():
        if isinstance(element.tag, str) and element.tag not in SILENT and element.text:
            parts.append(element.text.strip())
        if element.tail and element.getparent() is not None and element.getparent().tag not in SILENT:
            parts.append(element.tail.strip())
    return "\n".join(part for part in parts if part)


def attachments_of(page: Any) -> list[Attachment]:
    """The files that the page links to or shows in a frame, each address once, in order."""
    base = next((element.get("href") for element in page.iter("base") if element.get("href")), None)
    found: dict[str, str] = {}
    for address, text in _links(page):
        address = address.strip()
        whole = joined(base, address) if base else address
        if whole and not found.get(whole):
            found[whole] = " ".join(text.split())
    return [Attachment(href, text) for href, text in found.items()]


def _links(page: Any) -> Iterator[tuple[str, str]]:
    attachment = rules().attachment
    for element in page.iter("a", "iframe", "embed", "object"):
        address = element.get("href") or element.get("src") or element.get("data") or ""
        text = element.text_content() if element.tag == "a" else ""
        suffixes = attachment.suffixes if element.tag == "a" else attachment.embedded
        parts = parts_of(address.strip())
        if parts is None or parts.scheme not in SCHEMES or not (parts.path or parts.query):
            continue
        named = unquote(parts.path).lower().endswith(suffixes) or unquote(parts.query).lower().endswith(
            suffixes
        )
        shown = text.strip().lower().endswith(suffixes) or element.get("download") is not None
        if named or shown:
            yield address, text or element.get("title") or ""
