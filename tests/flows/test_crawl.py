"""The crawl of a site on loopback: what is asked for, what is kept, what is never asked for."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.crawl.archive import Archive
from flows.crawl.fetches import Fetch
from flows.crawl.report import CrawlOrder, SourceReport, crawl_name
from flows.crawl.separate import crawl_apart
from flows.crawl.sources import Source
from flows.stopping import Stop
from tests.support.crawls import crawled
from tests.support.disclosure_site import WANTED, Reply, Site, bomb, fill, raw
from tests.support.waiting import WAY_OUT, wait_until

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
QUICK = {"delay": 0, "backoff": 0.02, "inner_hosts": ["127.0.0.1"]}


@dataclass
class Place:
    """A filled site, its host for files, a forbidden one, and an archive."""

    site: Site
    files: Site
    forbidden: Site
    folder: Path

    @property
    def archive(self) -> Archive:
        return Archive(str(self.folder / "archive"))

    def source(self, **more: object) -> Source:
        return Source.model_validate(
            {
                "name": "county",
                "start": [f"{self.site.url}/zwgk/yjs/"],
                "attachment_hosts": [self.files.authority],
                # Named, but its address is one of the inner network.
                "hosts": [f"localhost:{self.forbidden.port}"],
                "region": "某某省某某县",
            }
            | QUICK
            | more
        )

    def crawl(self, source: Source | None = None) -> SourceReport:
        order = self.order(source or self.source())
        report = crawled(order, self.folder / "crawl.log")
        assert report.broken is None, (report.broken, (self.folder / "crawl.log").read_text())
        return report

    def order(self, source: Source) -> CrawlOrder:
        return CrawlOrder(
            source=source,
            contact="mailto:keeper@example.org",
            archive=str(self.folder / "archive"),
            crawl=crawl_name(),
        )

    def fetches(self) -> dict[str, Fetch]:
        """The fetches of the last crawl, by the address below its host."""
        found = self.archive.fetches("county", self.archive.crawls("county")[-1])
        return {"/" + fetch.url.split("/", 3)[3]: fetch for fetch in found}

    def stored(self) -> dict[str, bytes]:
        return {
            path.name: path.read_bytes()
            for path in (self.folder / "archive" / "objects").rglob("*")
            if path.is_file()
        }


@pytest.fixture
def place(tmp_path: Path, corpus_documents: list[Path]) -> Iterator[Place]:
    with Site().running() as site, Site().running() as files, Site().running() as forbidden:
        fill(site, files, forbidden, corpus_documents)
        yield Place(site, files, forbidden, tmp_path)


@pytest.fixture(scope="module")
def visited(
    tmp_path_factory: pytest.TempPathFactory, corpus_documents: list[Path]
) -> Iterator[tuple[Place, SourceReport]]:
    """A site after one visit, for tests that look only."""
    with Site().running() as site, Site().running() as files, Site().running() as forbidden:
        fill(site, files, forbidden, corpus_documents)
        place = Place(site, files, forbidden, tmp_path_factory.mktemp("visited"))
        yield place, place.crawl()


Visited = tuple[Place, SourceReport]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Place]:
    """A site without content."""
    with Site().running() as site, Site().running() as files, Site().running() as forbidden:
        yield Place(site, files, forbidden, tmp_path)


def test_everything_wanted_is_fetched_once_and_nothing_forbidden_is_asked_for(visited: Visited) -> None:
    place, report = visited
    assert report.documents == {"new": 7, "changed": 0, "unchanged": 0, "failed": 1}
    assert not report.failed
    good = Counter(place.site.paths(200) + place.files.paths(200))
    assert set(good.values()) == {1}
    pages = {"/zwgk/yjs/", "/zwgk/yjs/index_1.html", "/zwgk/yjs/index_2.html"}
    articles = {"/zwgk/yjs/202409/t20240920_1.html", "/zwgk/yjs/202402/t2_2.html"}
    final = {path for path in WANTED if path != "/files/latest"} | {"/files/2024/3.pdf"}
    # … and the two that turn out to be none, and the robots rules.
    assert set(good) == pages | articles | final | {"/old/gone.html", "/old/dead.pdf", "/robots.txt"}
    assert set(place.site.paths(302) + place.site.paths(301)) == {"/files/latest", "/go/away", "/go/inside"}
    assert place.forbidden.log == []
    assert all("keeper@example.org" in one.agent for one in place.site.log)


def test_what_is_not_fetched_is_told_with_its_reason(visited: Visited) -> None:
    place, report = visited
    refused = {one.url.split("/", 3)[3]: one.reason for one in report.refused}
    assert "robots" in refused["secret/2024budget.pdf"]
    for path in ("2024.pdf", "caught.html", "page.html"):
        assert "does not name the host" in refused[path]
    assert "neither http nor https" in refused["2024budget.pdf"]
    failed = {one.url.split("/", 3)[3]: one.reason for one in report.failures}
    assert failed.keys() == {"old/gone.html", "old/dead.pdf", "go/inside"}
    assert "inner network (127.0.0.1)" in failed["go/inside"] or "(::1)" in failed["go/inside"]
    assert place.fetches()["/old/gone.html"].status == 200


def test_each_document_is_traced_to_where_and_when_it_was_published(visited: Visited) -> None:
    place, _ = visited
    fetches = place.fetches()
    assert {path: fetches[path].name for path in WANTED} == WANTED
    attached = fetches["/zwgk/yjs/202409/P020240920.pdf"]
    article = fetches["/zwgk/yjs/202409/t20240920_1.html"]
    assert attached.referrer == article.final_url
    assert attached.referrer_title == "某某县卫生健康局2024年度部门决算公开"
    assert attached.referrer_published == article.published == "2024-09-20 10:30"
    assert attached.referrer_sha256 == article.sha256
    assert attached.region == "某某省某某县"
    assert (attached.status, attached.headers["content-type"]) == (200, "application/pdf")
    redirected = fetches["/files/latest"]
    assert redirected.final_url == f"{place.site.url}/files/2024/3.pdf"
    # Which files belong to which page.
    assert article.group == attached.group == fetches["/module/download?i_ID=9"].group
    assert fetches["/module/download?i_ID=7&colid=1"].group is None
    assert redirected.group == fetches["/zwgk/yjs/202402/t2_2.html"].group != article.group
    origins = [place.archive.origin("attachment", sha) for sha in place.archive.documents("attachment")]
    assert {one.name for one in origins} == set(WANTED.values())


def test_the_second_visit_transfers_only_what_has_changed(place: Place) -> None:
    place.crawl()
    before = place.stored()
    changed = "/zwgk/yjs/202409/P020240920.pdf"
    place.site.file(changed, b"%PDF-1.7 another version")
    list_page = place.site.replies["/zwgk/yjs/index_1.html"].body.decode("gb2312")
    place.site.page("/zwgk/yjs/index_1.html", list_page + '<a href="new.pdf">某某乡2025年部门预算</a>')
    place.site.file("/zwgk/yjs/new.pdf", b"%PDF-1.7 new")
    for site in (place.site, place.files):
        site.forget()
    report = place.crawl()
    assert report.documents == {"new": 1, "changed": 1, "unchanged": 6, "failed": 1}
    fresh = {changed, "/zwgk/yjs/new.pdf", "/zwgk/yjs/index_1.html"}
    no_good = {"/old/gone.html", "/old/dead.pdf"}  # was not kept, so it is looked at again
    assert set(place.site.paths(200)) == fresh | no_good | {"/robots.txt"}
    assert place.files.paths() == ["/robots.txt", "/upload/P0202409.pdf"]
    assert place.files.paths(200) == []
    after = place.stored()
    assert before.items() <= after.items()  # the old version stays
    assert len(after) == len(before) + 3
    assert place.fetches()[changed].outcome == "changed"
    # What the site marks no changes of is not fetched again so soon.
    assert "/module/download?i_ID=7&colid=1" not in place.site.paths()
    report = place.crawl(place.source(recheck_days=0))
    assert "/module/download?i_ID=7&colid=1" in place.site.paths()
    assert report.documents == {"new": 0, "changed": 0, "unchanged": 8, "failed": 1}


def test_a_crawl_that_is_killed_goes_on_where_it_was_and_ends_the_same(
    place: Place, tmp_path: Path, corpus_documents: list[Path]
) -> None:
    undisturbed = Place(place.site, place.files, place.forbidden, tmp_path / "undisturbed")
    undisturbed.folder.mkdir()
    undisturbed.crawl()
    for site in (place.site, place.files):
        site.forget()
    order = place.order(place.source(delay=0.1))
    records = tmp_path / "archive" / "fetches"
    for wanted in (2, 6):
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.crawl"], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdin
        process.stdin.write(order.model_dump_json().encode() + b"\n")
        process.stdin.flush()
        wait_until(lambda wanted=wanted: len(list(records.rglob("[!.]*.json"))) >= wanted)
        process.kill()
        process.wait()
        process.stdin.close()
    assert place.archive.open_crawl("county") == order.crawl
    report = place.crawl()
    assert report.crawl == order.crawl
    assert "/secret/2024budget.pdf" not in place.site.paths()
    assert report.documents == {"new": 7, "changed": 0, "unchanged": 0, "failed": 1}
    assert place.stored() == undisturbed.stored()
    for kind in ("attachment", "article"):
        assert place.archive.documents(kind) == undisturbed.archive.documents(kind)
    known, expected = place.fetches(), undisturbed.fetches()
    assert known.keys() == expected.keys()
    for path, fetch in known.items():
        for name in ("sha256", "outcome", "kind", "name", "final_url", "referrer", "group"):
            assert getattr(fetch, name) == getattr(expected[path], name), (path, name)
    assert place.archive.open_crawl("county") is None


def test_the_process_of_a_crawl_ends_when_its_input_does(place: Place) -> None:
    process = subprocess.Popen([sys.executable, "-m", "flows.crawl"], cwd=ROOT, stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(place.order(place.source(delay=60)).model_dump_json().encode() + b"\n")
    process.stdin.flush()
    wait_until(lambda: place.site.log)
    process.stdin.close()
    assert process.wait(WAY_OUT) == 1


def test_a_page_that_only_counts_its_readers_has_not_changed(bare: Place) -> None:
    bare.site.page("/zwgk/yjs/", '<a href="t1.html">某某局2024年部门预算公开</a>', "部门预决算公开")
    for readers in (1, 2):
        text = f"<p>预算公开说明</p><span>浏览次数：{readers}次</span>"
        bare.site.page("/zwgk/yjs/t1.html", text, "某某局2024年部门预算公开")
        report = bare.crawl()
    assert report.documents == {"new": 0, "changed": 0, "unchanged": 1, "failed": 0}
    assert len(bare.archive.documents("article")) == 1
    bare.site.page("/zwgk/yjs/t1.html", text + "<p>补充说明</p>", "某某局2024年部门预算公开")
    assert bare.crawl().documents["changed"] == 1


def test_a_crawl_that_is_to_stop_ends_at_once(place: Place) -> None:
    stop = Stop()
    threading.Timer(0.5, stop.ask).start()
    order = place.order(place.source(delay=600))  # before it is over nothing else would end the crawl
    assert crawl_apart(order, place.folder / "crawl.log", stop).stopped == "an interruption"


def test_a_crawl_whose_process_dies_is_told_with_its_exit_code(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    order = place.order(place.source())
    report = crawl_apart(order, place.folder / "crawl.log", Stop())
    assert "exit code 1" in (report.broken or "")
    assert report.failed


def test_limits_end_a_crawl_and_the_next_one_goes_on(place: Place) -> None:
    source = place.source(pages=7)
    reports = [place.crawl(source)]
    assert reports[0].stopped == "the limit of 7 requests"
    assert place.archive.crawls("county") == []
    while reports[-1].stopped:
        assert len(reports) < 6
        reports.append(place.crawl(source))
    assert reports[-1].documents == {"new": 7, "changed": 0, "unchanged": 0, "failed": 1}
    good = Counter(place.site.paths(200) + place.files.paths(200))
    assert {path for path, times in good.items() if times > 1} <= {
        "/robots.txt",
        "/old/gone.html",
        "/old/dead.pdf",
    }


def start_page(bare: Place, *links: str) -> None:
    rows = (f'<a href="{link}">某某局{n}2024年部门预算.pdf</a>' for n, link in enumerate(links))
    bare.site.page("/zwgk/yjs/", "".join(rows), "部门预决算公开")


def test_no_answer_is_larger_or_slower_than_allowed_packed_or_not(bare: Place) -> None:
    start_page(bare, "/large.pdf", "/bomb.pdf", "/slow.pdf", "/good.pdf")
    bare.site.file("/large.pdf", b"x" * 1_100_000)
    bare.site.replies["/bomb.pdf"] = bomb(30)
    bare.site.file("/slow.pdf", b"%PDF-", seconds=6)
    bare.site.file("/good.pdf", b"%PDF-")  # is asked for again, should the machine be busy
    report = bare.crawl(bare.source(file_megabytes=1, response_seconds=2, retries=1))
    assert report.documents == {"new": 1, "changed": 0, "unchanged": 0, "failed": 3}
    assert all(one.reason for one in report.failures)
    assert max(map(len, bare.stored().values())) < 1_000_000


def test_a_crawl_ends_in_time_and_after_so_many_bytes(bare: Place) -> None:
    start_page(bare, *(f"/{n}.pdf" for n in range(40)))
    for n in range(40):
        bare.site.file(f"/{n}.pdf", f"%PDF-{n}".encode() + b"x" * 300_000, seconds=0.1)
    assert bare.crawl(bare.source(megabytes=1)).stopped == "the limit of 1 MB"
    bare.site.forget()
    assert "minutes" in (bare.crawl(bare.source(minutes=0.02)).stopped or "")
    assert len(bare.site.log) < 40


@pytest.mark.parametrize(
    "notation", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:127.0.0.1]"]
)
def test_an_inner_address_is_not_called_however_it_is_written(bare: Place, notation: str) -> None:
    place = f"{notation}:{bare.forbidden.port}"
    bare.site.redirect("/zwgk/yjs/", f"http://{place}/")
    bare.forbidden.page("/", "trapped")
    report = bare.crawl(bare.source(hosts=[place]))
    assert bare.forbidden.log == []
    assert report.lost_starts == [f"{bare.site.url}/zwgk/yjs/"]
    assert report.failed


def test_a_start_page_at_an_inner_address_needs_a_source_that_names_it(bare: Place) -> None:
    start_page(bare, "/1.pdf")
    bare.site.file("/1.pdf", b"%PDF-1")
    report = bare.crawl(bare.source(inner_hosts=[]))
    assert bare.site.log == []
    assert "inner network" in report.failures[0].reason
    assert not bare.crawl().failed


def test_names_never_become_paths(bare: Place) -> None:
    start_page(bare, "/d?i=1", "/d?i=2")
    bare.site.page("/zwgk/yjs/", '<a href="/download?i=1" title="2024年部门预算">下载</a>', "部门预决算公开")
    evil = raw('attachment; filename="../../../../tmp/../某局2024年预算.pdf"')
    bare.site.file("/download?i=1", b"%PDF-", headers={"Content-Disposition": evil})
    bare.crawl()
    assert bare.fetches()["/download?i=1"].name == "某局2024年预算.pdf"
    written = {path.relative_to(bare.folder).parts[0] for path in bare.folder.rglob("*")}
    assert written == {"archive", "crawl.log"}


def test_robots_rules_hold_for_all_requests_that_wait_for_them(bare: Place) -> None:
    paths = [f"/secret/{n}/" for n in range(4)]
    for path in paths:
        bare.site.page(path, "trapped")
    rules = b"User-agent: *\nDisallow: /secret/\n"
    bare.site.file("/robots.txt", rules, "text/plain", marked=False, seconds=0.3)
    bare.crawl(bare.source(start=[bare.site.url + path for path in paths]))
    assert bare.site.paths() == ["/robots.txt"]


def test_rules_that_a_site_fails_to_give_forbid_everything(bare: Place) -> None:
    start_page(bare, "/1.pdf")
    bare.site.replies["/robots.txt"] = Reply(b"broken", 503, marked=False)
    report = bare.crawl(bare.source(retries=1))
    assert set(bare.site.paths()) == {"/robots.txt"}
    assert "robots" in report.refused[0].reason
    assert report.failed


def test_the_delay_that_a_site_asks_for_is_kept(bare: Place) -> None:
    start_page(bare, "/1.pdf", "/2.pdf")
    for n in (1, 2):
        bare.site.file(f"/{n}.pdf", f"%PDF-{n}".encode())
    bare.site.file("/robots.txt", b"User-agent: *\nCrawl-delay: 1.5\n", "text/plain", marked=False)
    bare.crawl()
    moments = [one.moment for one in bare.site.log]
    assert len(moments) == 4
    # Scrapy varies a delay by half of it, so that requests look less like a machine's; half of what is
    # left is for the answers of a machine that is busy.
    assert moments[-1] - moments[1] > 0.75


def test_a_redirect_to_what_was_asked_for_before_is_not_followed(bare: Place) -> None:
    start_page(bare, "/1.pdf", "/again")
    bare.site.file("/1.pdf", b"%PDF-1")
    bare.site.redirect("/again", "/1.pdf")
    bare.crawl()
    assert bare.site.paths().count("/1.pdf") == 1


def test_two_crawls_of_a_source_do_not_meet(bare: Place) -> None:
    start_page(bare)
    with bare.archive.claimed("county"):
        report = crawl_apart(bare.order(bare.source()), bare.folder / "crawl.log", Stop())
    assert report.broken == "Another crawl of this source is going on."
    assert bare.site.log == []
