"""The name that a file is published under (公开文件名). A name is a label, never a path."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote_to_bytes, urlsplit

from flows.crawl.reading.discovery_rules import rules

LONGEST = 120
"""Characters of a name."""


def suffix(name: str) -> str:
    """The ending of a document's name, in small letters; nothing if it has none of those known."""
    ending = "." + name.strip().lower().rpartition(".")[2]
    return ending if ending in rules()["files"]["suffixes"] else ""


def decoded(data: bytes) -> str:
    """Bytes of a header or an address as text: UTF-8, or else one of the Chinese encodings."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def disposition_name(header: bytes) -> str | None:
    """The file name in a ``Content-Disposition``, in any of the ways that sites write it.

    ``filename*`` (RFC 5987) goes first; ``filename`` may be raw UTF-8 or GBK, percent-encoded, or
    an encoded word (RFC 2047).
    """
    # GBK has bytes that are a backslash or a semicolon elsewhere: cut before decoding, no escapes.
    if match := re.search(rb"filename\*\s*=\s*\"?([\w-]+)'[\w-]*'([^;\"]+)", header, re.I):
        data = unquote_to_bytes(match[2].strip())
        try:
            return label(data.decode(match[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            return label(decoded(data))
    if match := re.search(rb"filename\s*=\s*(?:\"([^\"]*)\"?|([^;]+))", header, re.I):
        data = (match[1] or match[2] or b"").strip()
        text = decoded(unquote_to_bytes(data) if b"%" in data else data)
        if text.startswith("=?"):
            try:
                text = "".join(str(make_header([part])) for part in decode_header(text))
            except (HeaderParseError, LookupError, UnicodeDecodeError):
                return None
        return label(text)
    return None


def address_name(url: str) -> str | None:
    """The file name that an address ends in."""
    return label(decoded(unquote_to_bytes(urlsplit(url).path.rpartition("/")[2])))


def label(text: str) -> str | None:
    """A text as a file name: the last part of a path, no control characters, not too long."""
    name = re.split(r"[/\\]", text.strip())[-1]
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split()).strip(". ")
    if len(name) > LONGEST:
        ending = suffix(name)
        name = name[: LONGEST - len(ending)] + ending
    return name or None


def published_name(
    link_text: str, link_title: str, disposition: bytes | None, url: str, media_type: str | None
) -> str:
    """The best name for a file: the most telling of its link, its header and its address.

    Link texts that end like a file name come first; then a header's name in Chinese; then the words
    of the link; then whatever else there is.
    """
    told = disposition_name(disposition) if disposition else None
    address = address_name(url)
    ending = next((suffix(name) for name in (told, address) if name and suffix(name)), "")
    ending = ending or rules()["files"]["by_media_type"].get(media_type or "", "")
    words = [_words(link_title), _words(link_text)]
    for name in words:
        if name and suffix(name):
            return name
    if told and re.search(r"[\u4e00-\u9fff]", told):
        return told if suffix(told) else told + ending
    for name in (words[1], words[0]):
        if name:
            return name + ending
    name = told or address or "document"
    return name if suffix(name) else name + ending


def _words(text: str) -> str | None:
    """A link's text, without the blanks that break its lines, if it names something."""
    joined = re.sub(r"\s*\n\s*", "", text.strip())
    # A slash is a date's or an alternative's in a text, never a folder's.
    name = label(joined.replace("/", "／").replace("\\", "＼"))
    return None if name is None or re.search(rules()["files"]["nameless"], name) else name
