"""Source lists are made from tables, looked at and checked, without fetching any disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.characters import printable
from flows.commands.command_line import app
from flows.crawl.lists.from_csv import as_toml, read_table
from flows.crawl.lists.seeds import entries, seeds
from flows.crawl.sources import InvalidSources, Source, read_sources
from tests.support.disclosure_site import Site
from tests.support.site_families import build
from tests.support.site_making import Made

runner = CliRunner()


@pytest.fixture
def made() -> Iterator[Made]:
    with Site().running() as site:
        yield build("ucap-json", False, site)


@pytest.mark.long
def test_a_probe_tells_the_family_and_what_would_be_taken_and_fetches_no_disclosure(made: Made) -> None:
    arguments = ["sources", "probe", "--delay", "0", "--inner-host", "127.0.0.1", "--explain"]
    done = runner.invoke(app, [*arguments, made.site.url + made.start])
    assert done.exit_code == 0, done.output
    assert "ucap" in done.stdout
    assert "Would be taken: 6" in done.stdout  # of the two pages that it looks at
    assert "某某县教育局2024年部门预算公开" in done.stdout
    assert "县长调研防汛工作" not in done.stdout  # an answer for scripts has no other links
    asked = made.site.paths()
    assert not [path for path in asked if path.endswith((".pdf", ".html")) or "/202402/" in path]
    assert 3 <= len(asked) <= 5


@pytest.mark.long
def test_a_probe_of_a_page_that_leads_to_nothing_ends_with_1_and_says_what_to_do(made: Made) -> None:
    made.site.page("/news/", '<a href="/1.html">县长调研防汛工作</a>', "新闻")
    arguments = ["sources", "probe", "--delay", "0", "--inner-host", "127.0.0.1"]
    done = runner.invoke(app, [*arguments, f"{made.site.url}/news/"])
    assert done.exit_code == 1
    assert "No disclosure was found from here" in done.stdout
    assert "its words name no disclosure" in done.stdout


@pytest.mark.long
def test_a_list_is_checked_source_by_source(made: Made, tmp_path: Path) -> None:
    site = made.site
    site.redirect("/old.shtml", made.start)
    path = tmp_path / "sources.toml"
    sources = "".join(
        f'[[source]]\nname = "{name}"\nstart = ["{site.url}{start}"]\n'
        for name, start in (("good", made.start), ("moved", "/old.shtml"), ("gone", "/gone"))
    )
    defaults = '[defaults]\ndelay = 0\nretries = 0\ninner_hosts = ["127.0.0.1"]\n'
    path.write_text(f'contact = "mailto:a@example.org"\n{defaults}{sources}')
    done = runner.invoke(app, ["sources", "check", str(path)], env={"COLUMNS": "400"})
    assert done.exit_code == 1
    rows = {line.split()[1]: line for line in done.stdout.splitlines() if line.startswith("│")}
    assert "now is" in rows["moved"]
    assert "status 404" in rows["gone"]
    assert "now is" not in rows["good"]


def test_an_address_with_a_fragment_is_refused_when_it_is_given(tmp_path: Path) -> None:
    done = runner.invoke(app, ["sources", "probe", "http://www.example.gov.cn/gkmlpt/index#123"])
    assert done.exit_code == 2
    assert "has a #" in done.stderr
    path = tmp_path / "sources.toml"
    path.write_text('contact = "a@b.c"\n[[source]]\nname = "a"\nstart = ["http://a.gov.cn/#/list"]\n')
    with pytest.raises(InvalidSources, match="has a #"):
        read_sources(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("head", ["地区,网址,备注\n", "备注,region,URL\n", ""])
def test_a_table_of_regions_and_addresses_becomes_a_source_list(
    tmp_path: Path, encoding: str, head: str
) -> None:
    rows = [
        ("某省甲县", "http://www.jia.gov.cn/zwgk/"),
        ("某省甲县", "http://www.jia.gov.cn/czj/"),
        ("某省乙县", "www.yi.gov.cn/yjs.html"),
        ("某省丙县", "http://www.jia.gov.cn/bing/"),
        ("某省丁县", "http://www.ding.gov.cn/#/yjs"),
        ("某省戊县", ""),
        ("某省甲县", "http://www.jia.gov.cn/zwgk/"),
    ]
    cells = [f"x,{region},{url}" if head.startswith("备注") else f"{region},{url},x" for region, url in rows]
    table = tmp_path / "table.csv"
    table.write_bytes((head + "\r\n".join(cells)).encode(encoding))
    done = runner.invoke(app, ["sources", "from-csv", str(table), "--contact", "mailto:me@example.org"])
    assert done.exit_code == 1
    assert [word in done.stderr for word in ("has a #", "no address", "twice")] == [True] * 3
    path = tmp_path / "sources.toml"
    path.write_text(done.stdout, "utf-8")
    listed = read_sources(path)
    assert listed.contact == "mailto:me@example.org"
    assert [(one.name, one.region, len(one.start)) for one in listed.source] == [
        ("jia", "某省甲县", 2),
        ("yi", "某省乙县", 1),
        ("jia-2", "某省丙县", 1),
    ]


def test_a_table_without_addresses_is_said_to_have_none(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("某省甲县,x\n")
    with pytest.raises(InvalidSources, match="no column of addresses"):
        read_table(table)
    assert runner.invoke(app, ["sources", "from-csv", str(table)]).exit_code == 2


def test_the_seed_list_is_a_source_list_with_the_date_of_its_check(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(runner.invoke(app, ["sources", "seeds", "--contact", "a@b.c"]).stdout, "utf-8")
    listed = read_sources(path)
    assert len(listed.source) == len(seeds().portal) >= 31
    assert {one.checked for one in listed.source} == {seeds().checked}
    assert seeds().checked_how
    assert all(one.start[0].startswith("https://www.") for one in listed.source)
    assert {one.region for one in entries("浙江省")} == {"浙江省", "浙江省杭州市", "浙江省宁波市"}


def test_what_is_written_is_read_again_whatever_is_in_a_name(tmp_path: Path) -> None:
    from flows.crawl.lists.from_csv import ListedSource

    path = tmp_path / "sources.toml"
    path.write_text(as_toml([ListedSource("a", '某"省\\县\t', ("http://a.gov.cn/",))], "a@b.c"), "utf-8")
    assert read_sources(path).source[0].region == '某"省\\县\t'


def test_a_start_page_stands_for_http_and_https_with_www_and_without() -> None:
    own = Source(name="a", start=("http://www.a.gov.cn/", "https://b.gov.cn/", "http://10.0.0.1:8080/"))
    hosts = own.page_authorities()
    assert {
        (h, p) for h in ("a.gov.cn", "www.a.gov.cn", "b.gov.cn", "www.b.gov.cn") for p in (80, 443)
    } <= hosts
    assert ("10.0.0.1", 8080) in hosts
    assert len(hosts) == 9


def test_a_list_made_of_a_table_steers_no_terminal_and_means_the_same(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("地区,网址\n某县\u202e\u009b乙,http://www.jia.gov.cn/\n", "utf-8")
    done = runner.invoke(app, ["sources", "from-csv", str(table)])
    assert done.stdout == printable(done.stdout)
    path = tmp_path / "sources.toml"
    path.write_text(done.stdout, "utf-8")
    assert [one.region for one in read_sources(path).source] == ["某县\u202e\u009b乙"]
