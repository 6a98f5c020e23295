"""What a crawl that knows the start page only finds on sites of every family."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from flows.crawl.archive import Archive
from flows.crawl.report import CrawlOrder, SourceReport, crawl_name
from flows.crawl.sources import Source
from tests.support.crawls import crawled
from tests.support.disclosure_site import Site
from tests.support.site_families import FAMILIES, asked_for, build
from tests.support.site_making import Made

pytestmark = pytest.mark.long

DIALECTS = [(family, second) for family in FAMILIES for second in (False, True)]
TOLD = {"wall", "shell"}
"""Families that cannot be read without a browser; their report says so."""


@dataclass
class Visit:
    """All sites after one crawl, which began at their start pages."""

    made: dict[tuple[str, bool], Made]
    report: SourceReport
    archive: Archive


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("families")
    with ExitStack() as stack:
        made = {
            (family, second): build(family, second, stack.enter_context(Site().running()))
            for family, second in DIALECTS
        }
        source = Source.model_validate(
            {
                "name": "all",
                "start": [one.site.url + one.start for one in made.values()],
                "delay": 0,
                "backoff": 0.02,
                "retries": 0,
                "connections": 4,
                "inner_hosts": ["127.0.0.1"],
            }
        )
        archive = str(folder / "archive")
        order = CrawlOrder(
            source=source, contact="mailto:keeper@example.org", archive=archive, crawl=crawl_name()
        )
        report = crawled(order, folder / "log")
        assert report.broken is None, (folder / "log").read_text()
        yield Visit(made, report, Archive(archive))


@pytest.mark.parametrize(("family", "second"), [one for one in DIALECTS if one[0] not in TOLD])
def test_a_site_is_found_whole_from_its_start_page(visit: Visit, family: str, second: bool) -> None:
    made = visit.made[family, second]
    assert made.wanted
    assert len(asked_for(made)) >= 0.9 * len(made.wanted)


def test_nothing_is_taken_that_is_no_disclosure_and_nothing_forbidden_asked_for(visit: Visit) -> None:
    for made in visit.made.values():
        assert not [
            path
            for path in made.site.paths()
            if path.startswith(("/xw/", "/xwzx/", "/zbgg/", "/portal/api/visit/"))
        ]
        asked = [one.path + one.posted for one in made.site.log]
        assert len(asked) == len(set(asked))
    taken = [fetch for fetch in visit.archive.last_good("all").values() if fetch.is_document]
    files = {fetch.url for fetch in taken if fetch.kind == "attachment"}
    wanted = {made.site.url + path for made in visit.made.values() for path in made.wanted}
    assert len(files - wanted) == 0
    for fetch in taken:
        if fetch.kind == "article":
            assert any(word in (fetch.name or "") for word in ("部门预算", "单位预算")), fetch.name


@pytest.mark.parametrize("family", sorted(TOLD))
@pytest.mark.parametrize("second", [False, True])
def test_what_cannot_be_read_is_told_with_what_to_do(visit: Visit, family: str, second: bool) -> None:
    made = visit.made[family, second]
    start = made.site.url + made.start
    told = {one.url: one.reason for one in [*visit.report.empty_starts, *visit.report.failures]}
    assert made.told in told[start]
    assert "by hand" in told[start]
    assert visit.report.failed


def test_starts_that_lead_to_disclosures_are_not_told(visit: Visit) -> None:
    good = {made.site.url + made.start for key, made in visit.made.items() if key[0] not in TOLD}
    assert not good & {one.url for one in visit.report.empty_starts}
    assert not good & set(visit.report.lost_starts)
