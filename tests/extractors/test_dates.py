"""The days that a disclosure tells: of publication and of approval."""

from __future__ import annotations

import pytest

from extractors.dates.told import Event, day_of, day_told, fitting
from extractors.reading import read_document
from flows.jobs import Origin
from records.tables import DocumentRecord

PAGE = """<html><head><title>某县财政局2023年部门决算</title>{meta}</head><body>
<div class="info">信息来源：县财政局 {label}</div><div id="zoom"><h1>某县财政局2023年部门决算</h1>{article}
<p>一、收入支出决算总体情况</p><p>2023年度收入总计100万元，比上年增加5万元，增长5.26%。</p></div></body></html>"""


TOLD: dict[Event, tuple[list[str], list[str]]] = {
    "published": (
        [
            "公开日期：2024年9月26日",
            "发布时间:2024-09-24 16:08:34",
            "发布日期：2022/10/12",
            "公开时间|2021-08-31",
            "发文日期: 2021-10-21 16:22",
            "发布于2023.2.10",
            "公开日期：2024年02月06日",
            "公开日期：二〇二四年二月六日",
        ],
        [
            "成文日期：2021年8月3日",
            "打印时间：2024-01-05",
            "保密审查情况：已审查",
            "2024年2月20日",
            "下载时间：2024-09-24",
            "公开日期：2024年13月40日",
            "公开时间：长期公开",
        ],
    ),
    "approved": (
        [
            "批复日期：2024年2月5日",
            "预算批复时间：2024-02-05",
            "县财政局于2024年2月5日批复我单位2024年部门预算",
            "经市财政局2024年8月20日批复2023年度部门决算",
            "本部门决算已于2024年8月9日经财政局批复",
            "2024年1月30日收到部门预算批复",
        ],
        [
            "2019年3月5日经编委批复成立",
            "自财政部门批复后20日内公开",
            "2024年2月5日印发预算编制通知",
            "项目可行性研究报告于2023年5月6日批复",
            "公开日期：2024年9月26日",
        ],
    ),
}
"""Texts that tell the day of an event, and such as do not."""


@pytest.mark.parametrize("event", TOLD)
def test_every_example_tells_its_day_and_no_counter_example_does(event: Event) -> None:
    examples, counters = TOLD[event]
    assert [text for text in examples if not day_told(event, text)] == []
    assert [text for text in counters if day_told(event, text)] == []


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-09-24 16:08:34", "2024-09-24"),
        ("2024年 9月 6日", "2024-09-06"),
        ("20240206", "2024-02-06"),
        ("2024/2/6", "2024-02-06"),
        ("二〇二四年十二月二十一日", "2024-12-21"),
        ("2024年2月30日", None),
        ("2024年2月", None),
        ("长期", None),
    ],
)
def test_a_date_is_read_however_it_is_printed(printed: str, day: str | None) -> None:
    assert day_of(printed) == day


def page(meta: str = "", label: str = "", article: str = "") -> DocumentRecord:
    return read_document(PAGE.format(meta=meta, label=label, article=article).encode(), "a.html").record


def test_a_page_tells_its_day_in_its_head_or_around_the_article() -> None:
    assert page('<meta name="PubDate" content="2024-09-24 10:00">').published_at == "2024-09-24"
    assert page(label="<span>发布时间：</span><span>2024-09-12 08:30</span>").published_at == "2024-09-12"
    assert page(label="日期：2024-09-01 10:00 分享").published_at == "2024-09-01"
    assert page(article="<p>公开日期：2024年9月26日</p>").published_at == "2024-09-26"


def test_a_day_of_something_else_is_not_the_day_of_publication() -> None:
    assert page(label="成文日期：2024-09-12").published_at is None
    assert page(label="发布时间：2019-09-12").published_at is None  # years before what it reports
    assert page(label="发布日期：2024-09-12 发布日期：2024-08-02").published_at is None  # a list of others
    assert page().published_at is None


def test_the_day_of_approval_is_told_in_the_text() -> None:
    told = "<p>县财政局于2024年8月20日批复我局2023年度部门决算。</p>"
    assert page(article=told).approved_at == "2024-08-20"
    assert page(article="<p>我局2019年3月5日经编委批复成立。</p>").approved_at is None


def test_what_the_site_says_of_a_file_goes_before_what_the_file_says() -> None:
    def told(own: str | None, site: str | None) -> str | None:
        record = DocumentRecord(document_id="d", file_name="a.pdf", sha256="0", fiscal_year=2023)
        record.published_at = own
        Origin("http://a.gov.cn/", "2024-09-20", "a.pdf", published=site).tell(record)
        return record.published_at

    assert told("2024-09-26", "2024-09-24 10:00") == "2024-09-24"
    assert told("2024-09-26", None) == "2024-09-26"
    assert told("2024-09-26", "2015-01-01") == "2024-09-26"


def test_a_day_years_away_from_the_fiscal_year_belongs_to_something_else() -> None:
    assert fitting("published", ["2012-05-01", "2024-02-06"], 2024) == "2024-02-06"
    assert fitting("approved", ["2029-05-01"], 2024) is None
    assert fitting("approved", [None, "2029-05-01"], None) == "2029-05-01"
