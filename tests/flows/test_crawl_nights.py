"""The nights after the first: little is asked for, nothing new is missed, and what is lost is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.crawl.archive import Archive, Failing
from flows.crawl.fetches import Fetch
from flows.crawl.leads import Lead
from flows.crawl.reading.links import Link
from flows.crawl.report import CrawlOrder, SourceReport, crawl_name
from flows.crawl.revisits import Waiting, chosen, is_due
from flows.crawl.sources import Source
from flows.crawl.steps import Step
from tests.support.crawls import crawled
from tests.support.disclosure_site import Reply, Site
from tests.support.site_making import NEWS, rows

ENTRIES, A_PAGE = 48, 12


class County:
    """A site with many disclosures over the pages of a list, the newest first."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.numbers = list(range(ENTRIES, 0, -1))
        self.publish()

    def publish(self, *more: int) -> None:
        self.numbers = [*more, *self.numbers]
        for number in self.numbers:
            title = f"某某县第{number}中学2024年部门预算公开"
            link = f'<h2>{title}</h2><a href="{number}.pdf">附件</a>'
            self.site.page(f"/yjs/a/{number}.html", link, title)
            self.site.file(f"/yjs/a/{number}.pdf", f"%PDF-1.4 {number}".encode())
        parts = [self.numbers[at : at + A_PAGE] for at in range(0, len(self.numbers), A_PAGE)]
        for at, part in enumerate(parts):
            items = [(f"/yjs/a/{n}.html", f"某某县第{n}中学2024年部门预算公开") for n in part]
            onward = f'<a href="index_{at + 1}.html">下一页</a>' if at + 1 < len(parts) else ""
            self.site.page(f"/yjs/index{f'_{at}' if at else ''}.html", rows(items) + onward, "部门预决算")

    def source(self, **more: object) -> Source:
        quick = {"delay": 0, "backoff": 0.02, "retries": 0, "inner_hosts": ["127.0.0.1"]}
        start = {"name": "county", "start": [self.site.url + "/yjs/index.html"]}
        return Source.model_validate(start | quick | more)

    def night(self, **more: object) -> SourceReport:
        self.site.forget()
        order = CrawlOrder(
            source=self.source(**more),
            contact="mailto:keeper@example.org",
            archive=str(self.folder / "archive"),
            crawl=crawl_name(),
        )
        report = crawled(order, self.folder / "log")
        assert report.broken is None, (self.folder / "log").read_text()
        return report


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with Site().running() as site:
        yield County(site, tmp_path)


@pytest.mark.long
def test_a_night_with_nothing_new_asks_for_little_and_one_with_news_finds_it(county: County) -> None:
    first = county.night()
    assert first.documents == {"new": 2 * ENTRIES, "changed": 0, "unchanged": 0, "failed": 0}
    assert first.remark == ""
    second = county.night()
    assert len(county.site.log) <= 15
    assert second.documents == {"new": 0, "changed": 0, "unchanged": 2 * ENTRIES, "failed": 0}
    assert (second.failed, second.remark) == (False, "")
    county.publish(ENTRIES + 2, ENTRIES + 1)
    third = county.night()
    assert third.documents == {"new": 4, "changed": 0, "unchanged": 2 * ENTRIES, "failed": 0}
    assert len(county.site.log) <= 15 + 4 + 1
    # Each night others have their turn.
    asked = Counter(county.site.paths(304))
    assert asked
    records = (county.folder / "archive" / "fetches" / "county").glob("*.jsonl")
    sizes = sorted(path.stat().st_size for path in records)
    assert sizes[0] < 15 * 600


@pytest.mark.long
def test_what_the_start_page_no_longer_leads_to_is_told(county: County) -> None:
    county.publish()
    county.night(list_pages=1)
    county.site.page("/yjs/index.html", rows([]), "某某县人民政府")
    report = county.night(list_pages=1)
    assert report.failed
    assert f"{2 * A_PAGE} disclosures were found before, none now" in report.remark


@pytest.mark.long
def test_start_pages_that_bring_nothing_are_told_and_limits_that_cut(county: County) -> None:
    site = county.site
    with Site().running() as other:
        site.redirect("/away", other.url + "/yjs/")
        site.page("/news/", rows([]), "新闻")
        site.replies["/wall"] = Reply(b"<html><script>x</script></html>", 521, {}, False)
        site.page("/yjs/a/48.html", "<p>详见附件</p>", "某某县第48中学2024年部门预算公开")
        starts = [site.url + path for path in ("/yjs/index.html", "/away", "/news/", "/wall", "/secret/")]
        site.file("/robots.txt", b"User-agent: *\nDisallow: /secret/\n", "text/plain", marked=False)
        report = county.night(start=starts, list_pages=2)
        assert other.log == []
    assert report.failed
    reasons = {one.url: one.reason for one in [*report.failures, *report.refused, *report.empty_starts]}
    assert set(report.lost_starts) == {starts[1], starts[3], starts[4]}
    assert f"leads on to {other.url}/yjs/" in reasons[starts[1]]
    assert "No disclosure was found from here" in reasons[starts[2]]
    assert "wall" in reasons[starts[3]]
    assert "robots" in reasons[starts[4]]
    assert starts[0] not in reasons
    assert report.cuts == {"list_pages": 1}
    assert [one.url for one in report.incomplete] == [site.url + "/yjs/a/48.html"]
    assert report.left_out["no_disclosure"] >= 1
    assert report.left_out["unwanted"] >= 1
    for told in ("more start pages bring nothing", "`list_pages`", "speaks of attachments"):
        assert told in report.remark
    assert len(NEWS) == 3


# What has its turn

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SOURCE = Source(name="a", start=("http://a.gov.cn/",))


def waiting(
    name: str, days: float, since: float | None = None, failing: Failing | None = None, **more: object
) -> Waiting:
    url = f"http://a.gov.cn/{name}"
    record = {"source": "a", "crawl": "c", "url": url, "final_url": url, "kind": "article", "outcome": "new"}
    record |= {"fetched_at": (NOW - timedelta(days=days)).isoformat(), "headers": {"etag": "x"}}
    record |= {"since": (NOW - timedelta(days=since or days)).isoformat()} | more
    return Waiting(Step(Lead(Link(url), "article"), url), Fetch.of(record), failing)


def names(turns: list[Waiting]) -> list[str]:
    return [one.step.url.rpartition("/")[2] for one in turns]


def test_those_that_were_asked_longest_ago_have_their_turn_first() -> None:
    turns = chosen([waiting("b", 2), waiting("a", 5), waiting("c", 1)], SOURCE, 2, NOW)
    assert names(turns) == ["a", "b"]


def test_lists_go_first_but_leave_others_their_turn() -> None:
    lists = [waiting(f"l{n}", n + 1, kind="list") for n in range(9)]
    others = [waiting(f"o{n}", n + 1) for n in range(9)]
    turns = names(chosen([*others, *lists], SOURCE, 10, NOW))
    assert sum(name.startswith("l") for name in turns) == 6
    assert turns[0] == "l8"


def test_what_has_long_been_as_it_is_rests_less_so_in_the_season() -> None:
    settled = waiting("a", 30, since=400)
    assert not is_due(settled, SOURCE, NOW)
    season = datetime(2026, 9, 1, tzinfo=UTC)
    assert is_due(waiting("a", 30 - 92, since=400), SOURCE, season)
    assert is_due(waiting("a", 100, since=400), SOURCE, NOW)
    assert is_due(waiting("a", 1, since=30), SOURCE, NOW)


@pytest.mark.parametrize(("times", "days", "due"), [(1, 0, True), (2, 0, True), (3, 1, False), (3, 3, True)])
def test_what_fails_again_and_again_is_tried_after_longer_and_longer(
    times: int, days: int, due: bool
) -> None:
    failing = Failing(times, (NOW - timedelta(days=days)).isoformat())
    url = "http://a.gov.cn/x"
    assert is_due(Waiting(Step(Lead(Link(url), "list"), url), None, failing), SOURCE, NOW) is due


def test_the_record_of_what_is_as_it_was_is_short_and_the_archive_knows_it_whole(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    url = "http://a.gov.cn/1.pdf"
    record = {"source": "a", "url": url, "final_url": url, "kind": "attachment", "sha256": "0" * 64}
    record |= {"name": "某局2024年部门预算.pdf", "headers": {"etag": "x" * 80}}
    for day, outcome in ((1, "new"), (2, "unchanged")):
        crawl = f"2024010{day}T000000.000000Z"
        archive.record(Fetch.of(record | {"crawl": crawl, "outcome": outcome}))
        archive.end_crawl("a", crawl)
        assert archive.last_good("a")[url].name == "某局2024年部门预算.pdf"
    assert archive.last_good("a")[url].crawl == "20240102T000000.000000Z"
    first, second = sorted((tmp_path / "fetches" / "a").glob("*.jsonl"))
    assert second.stat().st_size < 0.7 * first.stat().st_size
    (tmp_path / "state" / "a.json").unlink()
    assert archive.last_good("a")[url].sha256 == "0" * 64


def test_what_fails_is_counted_until_it_comes(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    record = {"source": "a", "url": "u", "final_url": "u", "kind": "list"}
    for day, outcome, times in ((1, "failed", 1), (2, "failed", 2), (3, "new", 0)):
        crawl = f"2024010{day}T000000.000000Z"
        archive.record(Fetch.of(record | {"crawl": crawl, "outcome": outcome, "sha256": "1" * 64}))
        archive.end_crawl("a", crawl)
        failing = archive.failing("a").get("u")
        assert (failing.times if failing else 0) == times
