"""Answers that a site gives to its scripts: JSON, JSONP, XML, HTML inside of these.

One walker goes through all of them: an object with an address and a title is a link, HTML in a text
holds links, and what lies in an object that is a link belongs to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from parsel import Selector

from extractors.web.addresses import joined
from flows.crawl.names import suffix
from flows.crawl.reading.links import Link, line, tight
from flows.crawl.reading.literals import NoLiteral, literal_at
from records.rule_files import Rules, load_rules

LONGEST = 4_000_000
"""Characters of an answer that are read."""
MOST_OBJECTS = 20_000
DEEPEST = 30
"""Elements of XML within each other; what lies deeper is taken as text."""
LONGEST_ADDRESS = 2_000
"""Characters: what is longer is no address, and servers refuse it."""


PAGE = re.compile(r"[\w-]\.(?:[sjpx]?html?|jspx?|as[hpm]x?|aspx|php|do|action|cfm)$", re.I)
"""The endings of pages."""


class AnswerRules(Rules):
    """The names that sites give to the address, the title and the parts of what they list."""

    address: tuple[str, ...]
    title: tuple[str, ...]
    address_ending: re.Pattern[str]
    title_ending: re.Pattern[str]
    attachments: re.Pattern[str]


@cache
def rules() -> AnswerRules:
    """The built-in rules."""
    return load_rules(Path(__file__).with_suffix(".toml"), AnswerRules)


def read_answer(text: str) -> Any | None:
    """What an answer holds, as plain values; None if it is nothing of the kind."""
    text = text[:LONGEST].strip().lstrip("\ufeff").strip()
    if text[:1] in ("{", "["):
        return _json(text)
    if match := re.match(r"[\w$.]{1,80}\s*\(\s*(?=[\[{\"'])", text):
        value = _json(text[match.end() :].rstrip(";) \r\n\t"))
        return value if not isinstance(value, str) or "<" in value or value[:1] in ("{", "[") else None
    if text.startswith("<?xml") or re.match(
        r"<(?!!doctype|html|head|body|div|ul|ol|li|table|script|p\b)", text, re.I
    ):
        return _xml(text)
    return None


def _json(text: str) -> Any | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        try:
            value = literal_at(text)
        except (NoLiteral, RecursionError):
            return None
    return value


def _xml(text: str) -> Any | None:
    root = Selector(text=text, type="xml").root
    if root is None or not isinstance(getattr(root, "tag", None), str):
        return None
    return {_name(root.tag): _element(root, 0)}


def _element(node: Any, depth: int) -> Any:
    children = [child for child in node if isinstance(child.tag, str)]
    if not children or depth > DEEPEST:
        return node.text or ""
    found: dict[str, Any] = {}
    for child in children:
        name, value = _name(child.tag), _element(child, depth + 1)
        if name in found:
            held = found[name]
            found[name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            found[name] = value
    return found


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def links_of(answer: Any, base: str) -> list[Link]:
    """The links in an answer, as seen from its address, in order."""
    found: list[Link] = []
    for value, owner, title in _objects(answer):
        if isinstance(value, str):
            found += links_in_html(value, base)
        elif link := object_link(value, base, owner, title):
            found.append(link)
    return found


def object_link(value: dict[str, Any], base: str, owner: str = "", outer_title: str = "") -> Link | None:
    """The link that an object is, if it has an address; what it lacks of a title its owner has."""
    address = address_in(value)
    if address is None:
        return None
    url = joined(base, address)
    title = title_in(value) or outer_title
    if url is None or not title:
        return None
    return Link(url, title, told=True, owner=(joined(base, owner) or "") if owner else "")


def address_in(value: dict[str, Any]) -> str | None:
    """The address that an object has."""
    for text in _named(value, rules().address, rules().address_ending):
        if is_address(text) and ("/" in text or not re.search("[\u4e00-\u9fff]", text)):
            return text
    return None


def title_in(value: dict[str, Any]) -> str:
    """The title that an object has, without markup."""
    for text in _named(value, rules().title, rules().title_ending):
        return line([re.sub(r"<[^<>]{0,200}>", "", text)])[:300]
    return ""


def _named(value: dict[str, Any], names: tuple[str, ...], ending: re.Pattern[str]) -> Iterator[str]:
    """The texts of an object under one of these names, then those under a name that ends so."""
    lower = {
        key.lower(): text for key, one in value.items() if isinstance(one, str) and (text := one.strip())
    }
    yield from (lower[name] for name in names if name in lower)
    yield from (text for name, text in lower.items() if name not in names and ending.search(name))


def is_address(text: str) -> bool:
    """Whether a text looks like an address: absolute, from the root, relative, or a file's name."""
    if len(text) > LONGEST_ADDRESS or re.search(r"[\s<>{}\"'`^|]", text.strip()):
        return False
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    if re.match(r"(?:https?:)?//[^/]|/[^/*]|\.{1,2}/", text):
        return True
    return bool(suffix(path) or PAGE.search(path))


def _objects(answer: Any) -> Iterator[tuple[dict[str, Any] | str, str, str]]:
    """All objects, and all texts with markup; with the address and title of the object around."""
    stack: list[tuple[Any, str, str]] = [(answer, "", "")]
    seen = 0
    while stack:
        value, owner, title = stack.pop()
        if isinstance(value, dict):
            seen += 1
            if seen > MOST_OBJECTS:
                return
            yield value, owner, title
            address, own = address_in(value) or "", title_in(value)
            parts = []
            for key, one in value.items():
                within = rules().attachments.search(key)
                parts.append((one, address if within else "", own if within else ""))
            stack += reversed(parts)
        elif isinstance(value, list):
            stack += reversed([(one, owner, title) for one in value])
        elif isinstance(value, str):
            if (
                value.lstrip()[:1] in ("{", "[") and (inner := _json(value.strip())) is not None
            ):  # JSON in JSON
                stack.append((inner, owner, title))
            elif "<a" in value.lower():
                yield value, owner, title


def links_in_html(text: str, base: str) -> list[Link]:
    """The links in a piece of markup, in whatever a script or an answer has wrapped it."""
    if "\\" in text:
        text = re.sub(r"\\(['\"/])", r"\1", text)
    text = text[:LONGEST].replace("<![CDATA[", "").replace("]]>", "")
    found = []
    for node in Selector(text=f"<div>{text}</div>", type="html").xpath("//a[@href]"):
        # What a script puts together from pieces is no address yet.
        pieces = re.search(r"['\"+]\s*\+|\+\s*['\"]|\$\{", node.attrib["href"])
        url = None if pieces else joined(base, node.attrib["href"])
        if url and url.startswith("http"):
            words = line(node.xpath(".//text()").getall())
            found.append(Link(url, words, node.attrib.get("title", "").strip(), told=True))
    return found


def objects_in(answer: Any) -> list[dict[str, Any]]:
    """All objects of an answer, the outer ones first."""
    return [value for value, _, _ in _objects(answer) if isinstance(value, dict)]


def words_of(links: list[Link]) -> str:
    """What an answer says that only its scripts read: the titles in it."""
    return " ".join(tight(link.text) for link in links)
