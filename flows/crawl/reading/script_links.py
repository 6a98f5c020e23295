"""Links that no ``href`` has: in other attributes, in the words of scripts, in what scripts print.

Scripts are read, never run: the addresses that they quote, the ``<a>`` that they print, the objects
and lists that name files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

from flows.crawl.names import suffix
from flows.crawl.reading.answers import PAGE, is_address, links_in_html, links_of
from flows.crawl.reading.links import Link, line, unescape
from flows.crawl.reading.literals import NoLiteral, literal_and_end, unescaped

LONGEST_SCRIPT = 600_000
MOST_FOUND = 3_000
LONGEST_WORDS, MOST_TEXTS = 300, 60
"""Characters of an element's words, and pieces of text that they are taken from."""
LONGEST_ATTRIBUTE = 4_000
"""Characters: a longer value is data (an embedded picture), not an address or a call."""
NEAR = 160
"""Characters before an address in a script within which its title stands."""

PLAIN_ATTRIBUTES = {
    "href",
    "class",
    "style",
    "id",
    "rel",
    "type",
    "name",
    "alt",
    "title",
    "target",
    "charset",
}
NO_LINKS = {
    "img",
    "script",
    "link",
    "meta",
    "source",
    "video",
    "audio",
    "style",
    "html",
    "head",
    "form",
    "base",
}
FRAMES = {"iframe", "frame", "embed", "object"}

_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.){1,600}'|\"(?:[^\"\\\n]|\\.){1,600}\"")
_LITERAL = re.compile(r"[=(,:]\s*(?=\[\s*[\[{'\"]|\{\s*['\"\w$]+\s*:)")
_OPENED = re.compile(r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\(|\bopen\()\s*$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")

Join = Callable[[str], str | None]


def attribute_links(root: Any, join: Join) -> Iterator[Link]:
    """Links in attributes of other names than ``href``: onclick, data-*, pdfsrc and what else there is."""
    found = 0
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag in NO_LINKS:
            continue
        for name, value in node.attrib.items():
            name = name.lower()
            plain = name in PLAIN_ATTRIBUTES or (name in ("src", "data") and node.tag in FRAMES)
            if name == "href" and value.strip().lower().startswith("javascript:"):
                plain = False
            if plain or not value or len(value) > LONGEST_ATTRIBUTE:
                continue
            for address in _addresses(name, value):
                url = join(address)
                if url and found < MOST_FOUND:
                    found += 1
                    yield Link(url, _words(node), node.get("title", "").strip(), told=True)


def _words(node: Any) -> str:
    """The first words in an element."""
    found, length = [], 0
    for text in islice(node.itertext(), MOST_TEXTS):
        found.append(text)
        length += len(text.strip())
        if length > LONGEST_WORDS:
            break
    return line(found)[:LONGEST_WORDS]


def _addresses(name: str, value: str) -> Iterator[str]:
    """The addresses that an attribute's value is, or quotes."""
    if name.startswith("on") or value.strip().lower().startswith("javascript:"):
        script = unquote(value)
        for match in _QUOTED.finditer(script):
            text = unescaped(match[0]).strip()
            opened = _OPENED.search(script[: match.start()]) and re.fullmatch(r"[^\s<>{}]+", text)
            if is_address(text) or opened:
                yield text
    elif is_address(value.strip()) and (name.startswith("data") or _leads_to_page_or_file(value)):
        yield value.strip()


def _leads_to_page_or_file(value: str) -> bool:
    path = re.split(r"[?#]", value.strip(), maxsplit=1)[0]
    return bool(suffix(path) or PAGE.search(path)) or path.endswith("/") or "?" in value


def scripted_links(script: str, base: str, join: Join) -> list[Link]:
    """Links in the text of one script."""
    script = script[:LONGEST_SCRIPT]
    found: list[Link] = []
    if "<a" in script.lower():
        found += links_in_html(script, base)
    read = 0
    for match in _LITERAL.finditer(script):
        if len(found) > MOST_FOUND:
            break
        if match.start() < read:  # it is a part of one before it
            continue
        try:
            value, read = literal_and_end(script, match.end())
        except (NoLiteral, RecursionError):
            continue
        found += links_of(value, base)
        found += _listed(value, join)
    found += _quoted_files(script, join)
    return _first_with_words(found)


def _listed(value: Any, join: Join) -> Iterator[Link]:
    """Files in lists of lists: a name and an address side by side."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _listed(part, join)
    if not isinstance(value, list):
        return
    for one in value[:MOST_FOUND]:
        if isinstance(one, dict):
            yield from _listed(one, join)
        elif isinstance(one, list) and all(isinstance(part, str) for part in one):
            addresses = [
                part for part in one if is_address(part) and ("/" in part or not _CHINESE.search(part))
            ]
            names = [part for part in one if _CHINESE.search(part) and part not in addresses]
            for address in addresses:
                if url := join(address):
                    yield Link(url, names[0] if names else "", told=True)


def _quoted_files(script: str, join: Join) -> Iterator[Link]:
    """Files that a script names in quotes, with the words that stand before them, if there are any."""
    before, last = "", 0
    for match in _QUOTED.finditer(script):
        text = unescape(unescaped(match[0])).strip()
        if _names_file(text):
            if url := join(text):
                near = before if match.start() - last <= NEAR else ""
                yield Link(url, near, told=True)
        elif _CHINESE.search(text) and "<" not in text:
            before, last = text[:300], match.end()


def _names_file(text: str) -> bool:
    # Without a folder, Chinese is what a file is called, not where it lies.
    if not is_address(text) or ("/" not in text and _CHINESE.search(text)):
        return False
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    if suffix(path):
        return True
    return bool(re.search(r"[?&](?:file|fileurl|url|src)=[^&]{3,}\.\w{2,4}\b", unquote(text), re.I))


def _first_with_words(links: list[Link]) -> list[Link]:
    """Each address once, with words if any of its links has some."""
    found: dict[str, Link] = {}
    for link in links:
        if link.url not in found or (link.text and not found[link.url].text):
            found[link.url] = link
    return list(found.values())


def forwarding(script: str) -> str | None:
    """The address that a script leads on to at once."""
    match = re.search(
        r"(?:window|self|top|document|parent)?\.?\blocation(?:\.href|\.replace|\.assign)?\s*[=(]\s*(['\"])([^'\"\s]{1,600})\1",
        script[:LONGEST_SCRIPT],
    )
    return match[2] if match else None
