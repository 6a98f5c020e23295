"""What a broken or hostile site does to its crawl: never more than to the address that is broken."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.web.addresses import joined, parts_of, path_of
from extractors.web.html import read_html
from flows.crawl.archive import Archive
from flows.crawl.discovery import viewed_file
from flows.crawl.reading.links import Link
from flows.crawl.reading.pages import read_page
from flows.crawl.report import CrawlOrder, SourceReport, name_after
from flows.crawl.separate import crawl_apart
from flows.crawl.sources import Source
from flows.stopping import Stop
from tests.support.crawls import crawled
from tests.support.disclosure_site import Reply, Site

pytestmark = pytest.mark.long

START = "/zwgk/yjs/"
MALFORMED = ("http://h:8080:80/2024.pdf", "http://[2024]/a.pdf", "http://h:99999/b.pdf", "//[附件]/c.pdf")
WANTED = "某某局2024年部门预算.pdf"
OTHER = "http://127.0.0.1:9/"


class Place:
    """A site, its archive, and crawls of it at a moment that a test chooses."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.archive = Archive(str(folder / "archive"))

    def crawl(self, name: str = "", **more: object) -> SourceReport:
        return crawled(self.order(name, **more), self.folder / "crawl.log")

    def crawl_apart(self, **more: object) -> SourceReport:
        return crawl_apart(self.order(**more), self.folder / "crawl.log", Stop())

    def order(self, name: str = "", **more: object) -> CrawlOrder:
        source = Source.model_validate(
            {
                "name": "county",
                "start": [self.site.url + START],
                "delay": 0,
                "backoff": 0.02,
                "retries": 0,
                "inner_hosts": ["127.0.0.1"],
            }
            | more
        )
        return CrawlOrder(
            source=source,
            contact="mailto:keeper@example.org",
            archive=str(self.folder / "archive"),
            crawl=name or f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}",
        )

    def start_page(self, *addresses: str) -> None:
        links = "".join(f'<a href="{address}">{WANTED}</a>' for address in addresses)
        self.site.page(START, links, "部门预决算公开")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with Site().running() as site:
        yield Place(site, tmp_path)


def test_malformed_links_are_told_and_cost_nothing_else(place: Place) -> None:
    place.start_page("/1.pdf", *MALFORMED, "/2.pdf")
    for path in ("/1.pdf", "/2.pdf"):
        place.site.file(path, b"%PDF-" + path.encode())
    report = place.crawl()
    assert (report.broken, report.documents["new"]) == (None, 2)
    told = {one.url: one.reason for one in report.refused}
    assert {url for url, reason in told.items() if "well-formed" in reason} == set(MALFORMED)


def test_a_redirect_to_a_malformed_address_costs_that_file_alone(place: Place) -> None:
    place.start_page("/1.pdf", "/2.pdf")
    place.site.redirect("/1.pdf", "http://[2024]/")
    place.site.file("/2.pdf", b"%PDF-2")
    report = place.crawl()
    assert (report.broken, report.documents["new"]) == (None, 1)


@pytest.mark.parametrize("address", ["http://[x/", "http://h:99999/"])
def test_a_page_that_leads_on_to_a_malformed_address_is_read_as_it_is(place: Place, address: str) -> None:
    refresh = f'<meta http-equiv="refresh" content="0;url={address}">'
    place.site.page(START, f'<a href="/1.pdf">{WANTED}</a>', "部门预决算公开", head=refresh)
    place.site.file("/1.pdf", b"%PDF-1")
    report = place.crawl()
    assert (report.broken, report.documents["new"]) == (None, 1)


@pytest.mark.parametrize("base", ["http://[x/", "http://h:99999/", "  ", "::"])
def test_a_malformed_base_of_a_page_is_passed_over(base: str) -> None:
    page = f'<html><head><base href="{base}"></head><body><a href="a.pdf">2024年预算</a></body></html>'
    assert read_page("http://a.cn/x/", page.encode(), None).links
    assert read_html(page.encode()).flow is not None


def test_addresses_that_are_none_have_no_parts() -> None:
    assert [parts_of(address) for address in MALFORMED] == [None] * len(MALFORMED)
    assert [path_of(address) for address in MALFORMED] == [""] * len(MALFORMED)
    assert joined("http://a.cn/b/", "c.pdf#page=2") == "http://a.cn/b/c.pdf"
    assert joined("http://a.cn/", "http://a.cn:80:80/") is None
    assert viewed_file("http://a.cn/view?file=//[x/a.pdf") == "http://a.cn/view?file=//[x/a.pdf"
    assert Link("http://a.cn/").url


def test_a_crawl_that_broke_is_not_replayed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.start_page("/1.pdf")
    place.site.file("/1.pdf", b"%PDF-1")
    (place.folder / "sitecustomize.py").write_text(
        "import flows.crawl.spider as s\n"
        "def broken(*_):\n    raise RuntimeError('a fault of ours')\n"
        "s.DisclosureSpider._keep = broken\n"
    )
    root = Path(__file__).resolve().parents[2]
    monkeypatch.setenv("PYTHONPATH", f"{place.folder}:{root}")
    first = place.crawl_apart()
    assert first.broken
    assert "a fault of ours" in first.broken
    monkeypatch.setenv("PYTHONPATH", str(root))
    place.site.forget()
    second = place.crawl()
    assert second.crawl != first.crawl
    assert (second.broken, second.documents["new"]) == (None, 1)
    assert START in place.site.paths()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(b"", seconds=3.0, marked=False), id="late"),
        pytest.param(Reply(b"", closes=True, marked=False), id="closed"),
        pytest.param(Reply(b"#" * 3_000_000, marked=False), id="large"),
        pytest.param(
            Reply(gzip.compress(b"\0" * 9_000_000), headers={"Content-Encoding": "gzip"}, marked=False),
            id="bomb",
        ),
        pytest.param(Reply(status=302, headers={"Location": OTHER}, marked=False), id="elsewhere"),
        pytest.param(Reply(status=302, headers={"Location": "/robots.txt"}, marked=False), id="in a circle"),
        pytest.param(Reply(b"broken", 500, marked=False), id="broken"),
        pytest.param(Reply(b"", 304, marked=False), id="without an answer"),
    ],
)
def test_rules_that_cannot_be_had_forbid_everything(place: Place, reply: Reply) -> None:
    place.start_page("/1.pdf")
    place.site.replies["/robots.txt"] = reply
    report = place.crawl(response_seconds=1, file_megabytes=2)
    assert set(place.site.paths()) == {"/robots.txt"}
    assert "robots.txt" in report.refused[0].reason
    assert report.failed


@pytest.mark.parametrize("status", [401, 404, 410])
def test_rules_that_are_not_there_forbid_nothing(place: Place, status: int) -> None:
    place.start_page("/1.pdf")
    place.site.file("/1.pdf", b"%PDF-1")
    place.site.replies["/robots.txt"] = Reply(b"Disallow: /", status, marked=False)
    assert place.crawl().documents["new"] == 1


@pytest.mark.parametrize("asked", ["86400", "90"])
def test_a_site_that_asks_for_more_than_a_crawl_may_wait_is_left_alone(place: Place, asked: str) -> None:
    place.start_page("/1.pdf", "/2.pdf")
    place.site.replies["/1.pdf"] = Reply(b"", 503, {"Retry-After": asked}, marked=False)
    place.site.file("/2.pdf", b"%PDF-2")
    report = place.crawl(retries=3, minutes=1)
    assert report.broken is None
    assert report.documents["new"] == 1
    assert f"{int(asked):,} seconds" in report.failures[0].reason
    assert place.site.paths().count("/1.pdf") == 1


@pytest.mark.parametrize("way", [[START], ["/on/", START], ["/on/", "/there/", "/on/"]])
def test_a_site_that_sends_in_a_circle_is_told(place: Place, way: list[str]) -> None:
    for here, there in zip([START, *way], way, strict=False):
        place.site.redirect(here, there)
    report = place.crawl()
    assert [(one.url, "back to it again" in one.reason) for one in report.failures] == [
        (place.site.url + START, True)
    ]
    assert report.lost_starts


def test_an_address_that_leads_to_what_was_asked_for_already_is_no_circle(place: Place) -> None:
    place.start_page("/1.pdf", "/2.pdf")
    place.site.file("/1.pdf", b"%PDF-1")
    place.site.redirect("/2.pdf", "/1.pdf")
    report = place.crawl()
    assert (report.documents["new"], report.failures) == (1, [])


def test_a_crawl_that_does_not_end_in_time_says_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.crawl.separate.GRACE_SECONDS", -1000.0)
    report = place.crawl_apart(minutes=1)
    assert report.broken is not None
    assert "was ended" in report.broken
    assert "exit code" not in report.broken


def test_a_clock_that_was_set_back_counts_no_file_twice(place: Place) -> None:
    place.start_page("/1.pdf")
    place.site.file("/1.pdf", b"%PDF-1", marked=False)
    now = datetime.now(UTC)
    names = [f"{now + timedelta(days=days):%Y%m%dT%H%M%S.%fZ}" for days in (9, 0, 1)]
    counts = [place.crawl(name, recheck_days=0).documents for name in names]
    assert [one["new"] for one in counts] == [1, 0, 0]
    assert [one["unchanged"] for one in counts] == [0, 1, 1]
    crawls = place.archive.crawls("county")
    assert len(crawls) == 3
    assert crawls == sorted(crawls)
    assert crawls[0] == names[0]


def test_a_crawl_is_named_after_its_beginning_unless_the_clock_was_set_back() -> None:
    early, late = "20240102T030405.000006Z", "20250102T030405.999999Z"
    assert name_after(late, early) == late
    assert name_after(early, "") == early
    assert name_after(early, late) == "20250102T030406.000000Z"
