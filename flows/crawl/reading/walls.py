"""Answers that are not the page asked for: walls (瑞数, 加速乐), pages that only scripts fill."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from flows.crawl.reading.links import tight
from flows.crawl.reading.pages import WebPage
from records.rule_files import Rules, load_rules


class WallRules(Rules):
    """How such answers look."""

    shell_words: int
    wall_statuses: frozenset[int]
    wall: re.Pattern[str]
    filled_by_script: re.Pattern[str]


@cache
def rules() -> WallRules:
    """The built-in rules."""
    return load_rules(Path(__file__).with_suffix(".toml"), WallRules)


WALL = (
    "The site checks by a script whether its visitor is a browser (a wall); Duizhang does not pass itself "
    "off as one. Ask the keepers of the site for access, or fetch the files by hand and give them to "
    "duizhang run."
)
SHELL = (
    "The page has no words of its own: scripts fill it in a browser. Name a page that lists the disclosures "
    "in its HTML (often one below it, or of an older list), or fetch the files by hand."
)


def wall_status(status: int) -> str | None:
    """What a status means that walls answer with."""
    return WALL if status in rules().wall_statuses else None


def wall_in(page: WebPage) -> str | None:
    """A sentence if a page is a wall: a script that checks, and nothing to read."""
    return WALL if _is_bare(page) and rules().wall.search(page.markup) else None


def shell_in(page: WebPage) -> str | None:
    """A sentence if a page is empty but for what scripts would fill in."""
    return SHELL if _is_bare(page) and rules().filled_by_script.search(page.markup) else None


def _is_bare(page: WebPage) -> bool:
    plain = [link for link in page.links if not link.told and not link.onward]
    return len(tight(page.text)) <= rules().shell_words and not plain and "<script" in page.markup.lower()
