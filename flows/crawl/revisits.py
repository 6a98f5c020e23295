"""Which known addresses are asked for again tonight: a few, those not asked for longest first.

A list is read until a page brings only what is known. What it has beyond that, the articles and the
files are looked at again in turn, within ``rechecks`` requests a crawl: lists first, then what failed,
then what was asked for longest ago. What has not changed for long rests, less so in the months in which
disclosures come out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.crawl.archive import Failing
from flows.crawl.fetches import Fetch
from flows.crawl.sources import Source
from flows.crawl.steps import Step

SETTLED = timedelta(days=60)
"""What has been as it is for so long rests longer."""
LISTS_SHARE = 0.6
"""Of the requests, so many are for lists at most while other things wait."""
LONGEST_PAUSE = 30
"""Days after which what failed again and again is tried at the latest."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A known address that a page led to tonight, which is not asked for unless its turn comes."""

    step: Step
    known: Fetch | None
    failing: Failing | None = None
    fertile: bool = False
    """Whether it is a page that led to disclosures itself."""


def conditions(known: Fetch) -> dict[str, str]:
    """The headers that ask for a content only if it has changed."""
    marks = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
    return {header: known.headers[mark] for mark, header in marks if mark in known.headers}


def in_season(source: Source, now: datetime) -> bool:
    """Whether disclosures come out in this month."""
    return now.month in source.season


def _age(moment: str, now: datetime) -> timedelta:
    # A fetch that is still to come was recorded by a clock that has been set back since.
    age = now - datetime.fromisoformat(moment)
    return age if age >= timedelta(0) else timedelta.max


def is_due(one: Waiting, source: Source, now: datetime) -> bool:
    """Whether an address may be asked for again at all."""
    if one.failing and not _is_tried_again(one.failing, now):
        return False
    known = one.known
    if known is None:
        return True
    age = _age(known.fetched_at, now)
    if known.kind == "attachment" and not conditions(known) and age < timedelta(days=source.recheck_days):
        return False
    rest = source.season_rest_days if in_season(source, now) else source.rest_days
    settled = known.kind != "list" and _age(known.since or known.fetched_at, now) >= SETTLED
    return not settled or age >= timedelta(days=rest)


def _is_tried_again(failing: Failing, now: datetime) -> bool:
    """What failed twice is tried again, then after longer and longer pauses."""
    if failing.times <= 2:
        return True
    return _age(failing.at, now) >= timedelta(days=min(2.0 ** min(failing.times - 2, 10), LONGEST_PAUSE))


def chosen(waiting: Iterable[Waiting], source: Source, left: int, now: datetime) -> list[Waiting]:
    """Who is asked for, of those that wait, within so many requests."""
    due = sorted((one for one in waiting if is_due(one, source, now)), key=lambda one: _moment(one, now))
    lists = [one for one in due if one.known and one.known.kind == "list"]
    lists.sort(key=lambda one: not one.fertile)
    others = [one for one in due if not (one.known and one.known.kind == "list")]
    others.sort(key=lambda one: not (one.failing or (one.known and one.known.incomplete)))
    share = max(int(left * LISTS_SHARE), left - len(others))
    taken = lists[: max(share, 0)]
    return (taken + others)[: max(left, 0)]


def _moment(one: Waiting, now: datetime) -> str:
    moment = one.known.fetched_at if one.known else one.failing.at if one.failing else ""
    return "" if moment and datetime.fromisoformat(moment) > now else moment
