"""A link as a page or an answer gives it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``url`` is absolute and without fragment.

    ``onward`` says that a browser would follow it by itself (a frame, a refresh), ``told`` that only
    a script or an attribute of another name has it. ``owner`` is the article that a file was told
    with.
    """

    url: str
    text: str = ""
    title: str = ""
    onward: bool = False
    told: bool = False
    owner: str = ""


def tight(text: str | None) -> str:
    """A text without any blanks, as the patterns expect it."""
    return re.sub(r"[\s\u3000\u200b\ufeff]+", "", text or "")


def line(texts: list[str]) -> str:
    """Texts as one line, each run of blanks as one."""
    return " ".join(" ".join(texts).split())


def unescape(text: str) -> str:
    """A text without entities of HTML; what only begins like one (``&paramJson=``) stays."""
    return re.sub(
        r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});", lambda match: html.unescape(match[0]), text
    )
