"""The seed list (起始清单): portals of provinces and cities that are known from public record."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from flows.crawl.lists.from_csv import ListedSource
from flows.crawl.lists.probing import name_of
from records.rule_files import Rules, load_rules


class Portal(Rules):
    """The front page of a government's site."""

    region: str
    start: str


class SeedList(Rules):
    """All portals, with the date on which the list was last checked, and how."""

    checked: date
    checked_how: str
    portal: tuple[Portal, ...]


@cache
def seeds() -> SeedList:
    """The built-in list."""
    return load_rules(Path(__file__).with_suffix(".toml"), SeedList)


def entries(region: str = "") -> list[ListedSource]:
    """The sources of the list whose region begins so."""
    return [
        ListedSource(name_of(one.start), one.region, (one.start,))
        for one in seeds().portal
        if one.region.startswith(region)
    ]
