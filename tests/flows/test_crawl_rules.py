"""What the crawl takes for disclosures, which names it reads, which addresses it calls."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.crawl.addresses import is_public
from flows.crawl.discovery import Discovery, says_missing
from flows.crawl.gate import refusal
from flows.crawl.names import disposition_name, published_name
from flows.crawl.reading.links import Link
from flows.crawl.reading.pages import looks_like_html, read_page
from flows.crawl.sources import InvalidSources, Source, in_turns, read_sources

HERE = "http://www.example.gov.cn/zwgk/czyjs/"


def source(**more: object) -> Source:
    return Source.model_validate({"name": "a", "start": [HERE]} | more)


@pytest.mark.parametrize(
    "title",
    [
        "某某县卫生健康局2024年度部门决算",
        "某某县人民政府办公室 2023 年部门预算公开说明",
        "某某市教师培训中心2024年单位预算",
        "2024年某某县公共资源交易中心部门决算.pdf",
        "某某镇人民政府决算公开说明",
        "附件：某某县财政局2022年“三公”经费预算表.xls",
    ],
)
def test_a_disclosure_is_known_by_its_title(title: str) -> None:
    assert Discovery(source()).is_wanted(title)


@pytest.mark.parametrize(
    "title",
    [
        "县长调研防汛工作",
        "关于某某县2023年财政预算执行情况的报告",
        "某某县2024年政府预算公开",
        "某某学校2024年预算内设备采购招标公告",
        "某某工程竣工财务决算审核公示2024",
        "关于编制2025年部门预算的通知",
        "2024年度预算绩效管理工作要点",
    ],
)
def test_what_else_speaks_of_budgets_is_no_disclosure(title: str) -> None:
    assert not Discovery(source()).is_wanted(title)


def test_a_source_may_say_itself_what_is_wanted() -> None:
    own = Discovery(source(wanted=["财政报告"], unwanted=["草案"]))
    assert own.is_wanted("2024年财政报告")
    assert not own.is_wanted("2024年财政报告（草案）")
    assert not own.is_wanted("某某局2024年部门预算")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('createPageHTML(4, 0, "index", "html");', ["index_1.html", "index_2.html", "index_3.html"]),
        ("createPageHTML('page_div',3, 1,'list','shtml',55);", ["list_2.shtml", "list_3.shtml"]),
        ("var countPage = 3//共多少页", ["index_1.html", "index_2.html"]),
        ('createPageHTML(1, 0, "index", "html");', []),
        ("print()", []),
    ],
)
def test_the_pages_of_a_list_are_read_from_its_script(script: str, expected: list[str]) -> None:
    page = HERE + "index.html"
    leads = Discovery(source()).leads(page, [], script, article=False)
    assert [lead.link.url for lead in leads] == [HERE + name for name in expected]


def test_a_script_cannot_ask_for_more_pages_than_the_source_allows() -> None:
    leads = Discovery(source(list_pages=5)).leads(HERE, [], 'createPageHTML(900000, 0, "i", "html")', False)
    assert len(leads) == 4


def test_links_are_followed_by_what_they_say() -> None:
    links = {
        "a.html": ("某某局2024年部门预算", "article"),
        "b.pdf": ("某某局2024年部门预算", "attachment"),
        "/module/download?i=1": ("某某局2024年部门决算", "attachment"),
        "viewer.html?file=%2Ffiles%2Fx.pdf": ("某某局2023年部门决算", "attachment"),
        "list/": ("部门预决算公开", "list"),
        "index_2.html": ("2", "list"),
        "index_9.html": ("尾页", "list"),
        "../index_3.html": ("3", None),
        "c.pdf": ("填表说明", None),
        "d.html": ("领导活动", None),
        "reports/e.html": ("年报", "list"),
    }
    found = {
        lead.link.text: lead.kind
        for lead in Discovery(source(follow=["/reports/"])).leads(
            HERE, [Link(f"{HERE}{path}", text) for path, (text, _) in links.items()], "", article=False
        )
    }
    # The addresses are absolute as pages give them; only the texts matter here.
    assert found == {text: kind for text, kind in links.values() if kind}


def test_all_files_of_an_article_belong_to_it_and_lists_do_not() -> None:
    links = [Link(HERE + "1.xls", "附件1"), Link(HERE, "部门预决算公开"), Link(HERE + "2.jpg", "图")]
    leads = Discovery(source()).leads(HERE + "t1.html", links, "", article=True)
    assert [(lead.link.url, lead.kind) for lead in leads] == [(HERE + "1.xls", "attachment")]


def test_lists_are_told_from_articles() -> None:
    rules = Discovery(source())
    assert rules.is_article(HERE + "t2024.html", "某某局2024年部门预算")
    assert not rules.is_article(HERE + "index_1.html", "某某局2024年部门预算")
    assert not rules.is_article(HERE + "bmyjs.html", "部门预决算公开_某某县人民政府")
    assert not rules.is_article(HERE + "t2024.html", "县长调研")


@pytest.mark.parametrize(
    ("title", "text", "missing"),
    [
        ("404 Not Found", "", True),
        ("提示信息", "对不起，您访问的页面不存在", True),
        ("某某局2024年部门预算", "本部门无预算调整" + "情况说明" * 200 + "文件不存在", False),
        ("2404年", "正文", False),
    ],
)
def test_a_page_that_says_there_is_nothing_is_known(title: str, text: str, missing: bool) -> None:
    assert says_missing(title, text) is missing


NAME = "某局2024年部门决算.pdf"


@pytest.mark.parametrize(
    "header",
    [
        b'attachment; filename="' + NAME.encode("gb18030") + b'"',
        b'attachment; filename="' + NAME.encode() + b'"',
        b"attachment;filename=" + NAME.encode("gbk"),
        f"attachment; filename*=UTF-8''{quote(NAME)}".encode(),
        f"attachment; filename*=GBK''{quote(NAME, encoding='gbk')}".encode(),
        f"attachment; filename=x.pdf; filename*=utf-8'zh'{quote(NAME)}".encode(),
        f'attachment; filename="{quote(NAME)}"'.encode(),
        b'attachment; filename="=?UTF-8?B?5p+Q5bGAMjAyNOW5tOmDqOmXqOWGs+eulw==?=.pdf"',
        b'attachment; filename="C:\\web\\' + NAME.encode() + b'"',
        b'attachment; filename="../../etc/' + NAME.encode() + b'"',
    ],
)
def test_the_name_in_a_header_is_read_however_it_is_written(header: bytes) -> None:
    assert disposition_name(header) == NAME


def test_a_name_with_a_backslash_as_its_second_byte_is_whole() -> None:
    name = "朶局2024年决算.pdf"  # 朶 ends in 0x5C in GBK
    assert b"\\" in name.encode("gbk")
    assert disposition_name(b'attachment; filename="' + name.encode("gbk") + b'"') == name


@given(st.binary(max_size=300))
def test_no_header_makes_a_path_or_an_exception(data: bytes) -> None:
    name = disposition_name(b"attachment; filename=" + data)
    if name is not None:
        assert name
        assert not {"/", "\\", "\0"} & set(name)
        assert name not in (".", "..")
        assert len(name) <= 120


@pytest.mark.parametrize(
    ("text", "title", "header", "url", "expected"),
    [
        (NAME, "", None, "/module/download?i=1", NAME),
        ("某局2024年部门决算", "", None, "/upload/P0202409.pdf", NAME),
        ("点击下载", "", b'attachment; filename="' + NAME.encode("gbk") + b'"', "/d?i=1", NAME),
        ("附件1", NAME, None, "/d?i=1", NAME),
        ("下载", "", None, "/files/P0202409.pdf", "P0202409.pdf"),
        ("2024/2025年预算", "", None, "/x.pdf", "2024／2025年预算.pdf"),
        ("", "", None, "/d?i=1", "d.pdf"),
    ],
)
def test_the_most_telling_name_is_published(
    text: str, title: str, header: bytes | None, url: str, expected: str
) -> None:
    named = published_name(text, title, header, "http://example.gov.cn" + url, "application/pdf")
    assert named == expected


def test_a_page_that_lies_about_its_encoding_is_read_all_the_same() -> None:
    html = '<html><head><meta charset="utf-8"><title>部门预算</title></head><body>正文</body></html>'
    assert read_page(HERE, html.encode("gb18030"), "text/html; charset=utf-8").title == "部门预算"
    assert read_page(HERE, html.encode(), "text/html; charset=gbk").title == "部门预算"
    assert read_page(HERE, html.replace("utf-8", "gb2312").encode("gbk"), None).title == "部门预算"


def test_a_page_is_known_by_its_bytes() -> None:
    assert looks_like_html(b"\xef\xbb\xbf\n<!DOCTYPE html>", "application/pdf")
    assert not looks_like_html(b"%PDF-1.7", "text/html")
    assert not looks_like_html(b"PK\x03\x04\0\0", "text/html")
    assert looks_like_html("某某".encode(), "text/html")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2002:c0a8:101::", "2001:db8::1", "nonsense"),
    ],
)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8", "2002:808:808::"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_only_named_hosts_and_ports_are_asked() -> None:
    own = source(hosts=["b.gov.cn"], attachment_hosts=["f.gov.cn:8080"])
    assert refusal("http://www.example.gov.cn/x", own, "list") is None
    assert refusal("https://b.gov.cn/x", own, "list") is None
    assert refusal("http://f.gov.cn:8080/x", own, "attachment") is None
    assert refusal("http://f.gov.cn:8080/robots.txt", own, "list") is None
    for url in (
        "http://f.gov.cn:8080/x",
        "http://f.gov.cn/x",
        "http://www.example.gov.cn:22/",
        "http://www.example.gov.cn.evil.cn/",
        "http://evil.cn/www.example.gov.cn",
        "http://www.example.gov.cn@evil.cn/",
        "ftp://www.example.gov.cn/",
        "file:///etc/passwd",
        "http:///x",
    ):
        assert refusal(url, own, "list"), url


GOOD = 'contact = "mailto:a@example.org"\n[[source]]\nname = "a"\nstart = ["http://a.gov.cn/"]\n'


def test_defaults_hold_for_all_sources(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('contact = "x@y.z"\n[defaults]\ndelay = 7\nregion = "某省"\n' + GOOD.partition("\n")[2])
    (one,) = read_sources(path).source
    assert (one.delay, one.region, one.connections) == (7, "某省", 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("http:", "ftp:"), "no http or https address"),
        (GOOD + 'wanted = ["("]', "no regular expression"),
        (GOOD + "delay = -1", "delay"),
        (GOOD + 'colour = "red"', "colour"),
        (GOOD + 'schedule = "weekly"', "unknown schedule 'weekly'"),
        (GOOD + '[schedules.weekly]\ncron = "every monday"', "no cron expression"),
        (GOOD + '[schedules.weekly]\ncron = "0 3 * * 1"\ntimezone = "Mars/Olympus"', "no time zone"),
        (GOOD.replace('"a"', '"../a"'), "name"),
        (GOOD + GOOD.partition("\n")[2], "two sources are named 'a'"),
        (GOOD.partition("\n")[2], "contact"),
        ("contact = ", "cannot be read"),
    ],
)
def test_a_wrong_source_list_is_said_to_be_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(InvalidSources) as caught:
        read_sources(path)
    assert said in str(caught.value)


def test_the_documentation_of_source_lists_is_complete_and_its_list_is_right(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parent.parent.parent / "docs" / "sources.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in Source.model_fields)
    path = tmp_path / "sources.toml"
    path.write_text(text.partition("```toml\n")[2].partition("```")[0], "utf-8")
    listed = read_sources(path)
    assert (listed.source[0].delay, listed.source[0].schedule) == (3, "weekly")


def test_sources_that_share_a_host_take_turns() -> None:
    a, b, c, d = (
        Source(name=name, start=(start,), attachment_hosts=files)
        for name, start, files in [
            ("a", "http://a.gov.cn/", ()),
            ("b", "http://b.gov.cn/", ()),
            ("c", "http://c.gov.cn/", ("a.gov.cn",)),
            ("d", "https://a.gov.cn/other/", ()),
        ]
    )
    assert sorted([one.name for one in group] for group in in_turns([a, b, c, d])) == [["a", "c", "d"], ["b"]]
