"""Web pages of government sites: the article, its tables and its attachments."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.charset import decode
from extractors.document import Attachment, Publication
from extractors.errors import DamagedFile, TooLarge, UnreadableFile
from extractors.flow import Content
from extractors.paragraphs import Paragraph
from extractors.reading import read_document, read_file
from extractors.web.html import read_html
from extractors.web.mhtml import read_mhtml

SENTENCE = "2024年度收入合计10.00万元，其中：财政拨款收入10.00万元，占100%。"
FILLER = "<p>" + "本局负责全县水务工作，" * 20 + "。</p>"
TABLE = """
<table border=1>
<tr><td rowspan=2>科目编码</td><td rowspan=2>科目名称</td><td colspan=2>本年收入</td></tr>
<tr><td>合计</td><td>财政拨款<br>收入</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>10.00</td><td>9.00</td></tr>
</table>
"""


def crowded(cells: list[str]) -> str:
    """A statement whose columns ran together: a row for each cell."""
    rows = "".join(f"<tr><td>2010{n}</td><td>科目</td><td>{cell}</td></tr>" for n, cell in enumerate(cells))
    head = "<tr><td>科目编码</td><td>科目名称</td><td>本年支出</td></tr>"
    return f"<html><body><p>支出决算表</p><p>单位：万元</p><table border=1>{head}{rows}</table></body></html>"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["10.00 9.00 1.00", "4.00 4.00", "6.00 5.00 1.00"], True),
        (["1,010.00 -9.00", "4.00 4.00", "6.00 5.00"], True),
        (["10.00", "4.00 4.00", "6.00"], False),  # a remark in one cell
        (["10.00", "4.00", "6.00"], False),
    ],
)
def test_columns_that_were_not_told_apart_are_told(cells: list[str], told: bool) -> None:
    document = read_document(crowded(cells).encode(), "a.html")
    codes = [(one.code, one.severity) for one in document.diagnostics]
    assert (("columns_not_told_apart", "error") in codes) == told
    assert not document.tables[0].is_empty


PAGE = f"""<!DOCTYPE html><html><head>
<meta charset="utf-8">
<meta name="ArticleTitle" content="某县水务局2024年度部门决算">
<meta name="PubDate" content="2025-09-10">
<meta name="ContentSource" content="某县水务局">
<meta name="ColumnName" content="财政信息">
<title>某县水务局2024年度部门决算_某县人民政府</title></head>
<body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> 当前位置：财政预决算</div>
<div id="main">
  <h1>某县水务局2024年度部门决算</h1>
  <div class="TRS_Editor">
    <p align="center"><b>第一部分 部门决算情况说明</b></p>
    <p>&nbsp;&nbsp;&nbsp;&nbsp;一、收入决算情况说明</p>
    <p>　　{SENTENCE}</p>
    <p style="display:none">隐藏的 99万元</p>{FILLER}
    <p style="text-align: center; font-size: 24px">收入决算表</p>
    <p style="text-align:right">单位：万元</p>
    {TABLE}
    <p>注：本表反映收入。</p>
    <p><a href="./W0201.xlsx">附件1：决算公开表.xlsx</a></p>
  </div>
  <div class="fj"><a href="/upload/2.doc?x=1">附件2</a><a href="javascript:void(0)">关闭</a></div>
</div>
<div class="footer">版权所有 某县人民政府 备案号123456</div>
<script>var x = "第二部分";</script>
</body></html>"""


def texts(content: Content) -> list[str]:
    """The paragraphs of a flow, and a word for each table."""
    return [block.text if isinstance(block, Paragraph) else "TABLE" for block in content.flow.blocks]  # type: ignore[union-attr]


def test_an_article_gives_figures_claims_and_chapters_with_anchors() -> None:
    read = read_file(PAGE.encode(), "a.html")
    document, record = read.document, read.document.record
    assert (record.media_type, record.pages, record.issuer) == ("text/html", None, "某县水务局")
    assert (record.title, record.fiscal_year) == ("某县水务局2024年度部门决算", 2024)
    (table,) = document.tables
    assert (table.title, table.unit, table.note) == ("收入决算表", "万元", "注：本表反映收入。")
    assert [(f.column_path, f.value, f.anchor) for f in document.facts] == [
        (["本年收入", "合计"], Decimal("10.00"), "table[1]/r3c3"),
        (["本年收入", "财政拨款收入"], Decimal("9.00"), "table[1]/r3c4"),
    ]
    assert [(s.number, s.title) for s in document.sections] == [
        ("第一部分", "部门决算情况说明"),
        ("一", "收入决算情况说明"),
    ]
    text = document.sections[1].text
    assert text.startswith(SENTENCE)
    assert "99万元" not in text
    assert "首页" not in text
    assert "版权" not in text
    assert read.texts[document.sections[1].section_id].anchor(0) == "p[3]"


def test_what_the_page_says_of_itself_and_offers_is_there() -> None:
    read = read_file(PAGE.encode(), "a.html")
    assert read.publication == Publication(
        "某县水务局2024年度部门决算", "2025-09-10", "某县水务局", "财政信息"
    )
    assert read.attachments == [
        Attachment("./W0201.xlsx", "附件1：决算公开表.xlsx"),
        Attachment("/upload/2.doc?x=1", "附件2"),
    ]
    based = PAGE.replace("<title>", '<base href="https://www.example.gov.cn/zwgk/"><title>')
    assert [a.href for a in read_html(based.encode()).attachments] == [
        "https://www.example.gov.cn/zwgk/W0201.xlsx",
        "https://www.example.gov.cn/upload/2.doc?x=1",
    ]


def test_without_a_known_container_the_densest_part_is_the_article() -> None:
    page = (
        PAGE.replace('class="TRS_Editor"', 'class="own-name"')
        .replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
    )
    found = texts(read_html(page.encode()))
    assert SENTENCE in found
    assert "TABLE" in found
    assert not any("版权" in text or "首页" in text for text in found)


def test_the_article_is_found_inside_a_form_and_whatever_its_parts_are_called() -> None:
    page = PAGE.replace("<body>", '<body><form id="aspnetForm">').replace("</body>", "</form></body>")
    page = page.replace('<div class="TRS_Editor">', '<div class="position"><div class="header">')
    found = texts(read_html(page.replace('<div class="fj">', '</div><div class="fj">').encode()))
    assert SENTENCE in found
    assert "TABLE" in found
    assert not any("版权" in text or "首页" in text for text in found)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("claimed", ["utf-8", "gb2312", "big5"])
def test_a_page_is_read_whatever_encoding_it_claims(encoding: str, claimed: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{claimed}"')
    if (encoding, claimed) == ("gb18030", "big5"):
        page = PAGE.replace('charset="utf-8"', "")
    assert SENTENCE in texts(read_html(page.encode(encoding)))


def test_a_damaged_utf_8_page_is_not_taken_for_another_encoding() -> None:
    data = PAGE.encode()
    at = data.index("全县".encode())
    content = read_html(data[: at + 1] + data[at + 2 :])
    assert SENTENCE in texts(content)
    assert "broken_characters" in [notice.code for notice in content.notices]


def test_a_traditional_page_in_big5_is_read_as_it_claims() -> None:
    data = ('<meta charset="big5"><p>' + "預算說明。" * 10).encode("big5")
    assert decode(data) == (data.decode("big5"), "big5")


def test_lines_and_lists_and_frames_become_paragraphs() -> None:
    page = (
        "<body><table><tr><td>"
        "<div>一、收入情况<br>收入10万元。<br>支出9万元，<br>增加1万元。</div>"
        '<ol start="2"><li>甲<li>乙</ol><ol style="list-style: cjk-ideographic"><li>丙</ol>'
        "<div>前<span>中</span>\n 后<p>新段</p>尾</div><del>旧</del>"
        "</td></tr></table></body>"
    )
    assert texts(read_html(page.encode())) == [
        "一、收入情况",
        "收入10万元。",
        "支出9万元，增加1万元。",
        "2.甲",
        "3.乙",
        "一、丙",
        "前中后",
        "新段",
        "尾",
    ]


def test_pictures_of_the_article_are_reported_and_little_signs_are_not() -> None:
    page = PAGE.replace(SENTENCE, SENTENCE + '<img src="a.jpg"><img src="i.png" width="16"><img src="b.gif">')
    (notice,) = [n for n in read_html(page.encode()).notices if n.code == "picture_without_text"]
    assert "1 picture" in notice.message


def test_an_error_page_is_reported() -> None:
    content = read_html(b"<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>")
    assert [notice.code for notice in content.notices] == ["page_without_text"]


def test_a_page_saved_with_its_pictures_is_read() -> None:
    data = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<html><body><p>{SENTENCE}</p></body></html>\r\n--x--\r\n"
    ).encode()
    assert texts(read_mhtml(data)) == [SENTENCE]
    assert read_document(data, "a.doc").record.media_type == "multipart/related"
    with pytest.raises(DamagedFile):
        read_mhtml(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n")


def test_entities_and_external_parts_are_not_followed() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>前&x;后</p>'
    assert "前" in "".join(texts(read_html(page.encode())))
    assert "file:" not in "".join(texts(read_html(page.encode())))


def test_spans_beyond_the_table_are_cut_and_tables_beyond_measure_refused() -> None:
    page = "<table><tr><td rowspan=9999>甲</td><td colspan=0>乙</td></tr><tr><td>丙</td></tr></table>"
    (sheet,) = read_html(page.encode()).flow.sheets
    assert sheet.rows == 2
    row = "<tr>" + "<td rowspan=1000 colspan=1000>1</td>" * 3 + "</tr>"
    with pytest.raises(TooLarge):
        read_html(f"<table>{row * 1000}</table>".encode())


PIECES = """
<table> <tr> <td> </td> </table> <p> </p> <div> <br> <ol> <li> </a> <h2> <td/colspan=3/rowspan=2> <!-- ]]>
&nbsp; <a/href="a.pdf"> 合计 1.00 \0
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split()), max_size=60))
def test_no_page_makes_the_reader_fail(pieces: list[str]) -> None:
    data = b"<html>" + "".join(pieces).encode()
    with suppress(UnreadableFile):
        read_document(data, "a.html")


def test_tables_of_figures_in_parts_side_by_side_are_all_of_the_article() -> None:
    def part(name: str, rows: int) -> str:
        lines = "".join(f"<tr><td>{name}{i}</td><td>{i}.00</td><td>{i}.50</td></tr>" for i in range(rows))
        return f"<div class=part><p>{name}</p><table>{lines}</table></div>"

    links = "".join(f"<td><a href=/d>{day}</a></td>" for day in range(31))
    calendar = f"<div><table><tr>{links}</tr></table></div>"
    page = f"<html><body>{part('收入决算表', 40)}{part('支出决算表', 4)}</body></html>"
    assert texts(read_html(page.encode())).count("TABLE") == 2
    beside = f"<html><body>{part('收入决算表', 40)}{calendar}</body></html>"
    assert texts(read_html(beside.encode())).count("TABLE") == 1


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("document.write('<table><tr><td>5</td></tr></table>');", True),
        ("var box = document.getElementById('a'); box.innerHTML += \"<tr><td>5</td></tr>\";", True),
        ("document.write('<script src=\"count.js\"><\\/script>');", False),
        ("if (a<table.length) { n = 1; }", False),
    ],
)
def test_tables_that_scripts_write_are_told(script: str, told: bool) -> None:
    text = "<p>" + "收入预算为五万元。" * 9 + "</p>"
    page = f"<html><body><h1>某局2024年部门预算</h1>{text}<script>{script}</script></body></html>"
    notices = [notice.code for notice in read_html(page.encode()).notices]
    assert ("content_left_out" in notices) is told


def test_a_rowspan_does_not_reach_beyond_its_head() -> None:
    head = "<tr><td rowspan=3>科目名称</td><td colspan=2>本年支出</td></tr>"
    head += "<tr><td>小计</td><td>基本支出</td></tr>"
    body = "<tr><td>行政运行</td><td>9.00</td><td>8.00</td></tr>"
    page = f"<p>单位：万元</p><table><thead>{head}</thead><tbody>{body}</tbody></table>"
    facts = read_document(f"<html><body>{page}</body></html>".encode(), "a.html").facts
    assert [(f.row_label, f.column_path, str(f.value)) for f in facts] == [
        ("行政运行", ["本年支出", "小计"], "9.00"),
        ("行政运行", ["本年支出", "基本支出"], "8.00"),
    ]


def test_a_rowspan_reaches_over_rows_that_are_parts_of_their_own() -> None:
    rows = [
        "<tr><td>科目名称</td><td>科目</td><td>本年支出</td></tr>",
        "<tr><td rowspan=2>教育支出</td><td>小学教育</td><td>9.00</td></tr>",
        "<tr><td>初中教育</td><td>8.00</td></tr>",
        "<tr><td>其他支出</td><td>其他</td><td>7.00</td></tr>",
    ]
    apart = "".join(f"<tbody>{row}</tbody>" for row in rows)
    assert rows_of(apart) == rows_of("".join(rows)) != []


def rows_of(table: str) -> list[tuple[str | None, str, str]]:
    page = f"<html><body><p>单位：万元</p><table>{table}</table></body></html>"
    facts = read_document(page.encode(), "a.html").facts
    return [(fact.row_label, "/".join(fact.column_path), str(fact.value)) for fact in facts]


def test_lines_of_cells_that_hold_whole_columns_are_rows() -> None:
    head = "<tr><td>科目名称</td><td>本年支出</td><td>基本支出</td></tr>"
    broken = "<tr><td>教育支出<br>普通教育<br>小学教育</td><td>9.00<br>8.00<br>7.00</td>"
    broken += "<td>5.00<br>&nbsp;<br>4.00</td></tr>"
    assert rows_of(head + broken) == [
        ("教育支出", "本年支出", "9.00"),
        ("教育支出", "基本支出", "5.00"),
        ("普通教育", "本年支出", "8.00"),
        ("小学教育", "本年支出", "7.00"),
        ("小学教育", "基本支出", "4.00"),
    ]
    paragraphs = broken.replace("<br>", "</p><p>").replace("<td>", "<td><p>").replace("</td>", "</p></td>")
    assert len(rows_of(head + paragraphs)) == 5


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td>机关事业单位<br>基本养老保险<br>缴费支出</td><td>9.00</td><td>5.00</td></tr>",
        "<tr><td>教育支出</td><td>9.00<br>（含结转）</td><td>5.00</td></tr>",
    ],
)
def test_lines_of_a_label_or_of_a_remark_are_no_rows(row: str) -> None:
    head = "<tr><td>科目名称</td><td>本年支出</td><td>基本支出</td></tr>"
    other = "<tr><td>住房保障支出</td><td>3.00</td><td>3.00</td></tr>"
    assert {label for label, _, value in rows_of(head + row + other) if value == "3.00"} == {"住房保障支出"}


def test_a_rowspan_that_is_one_too_small_leaves_the_heads_in_their_columns() -> None:
    head = "<tr><td>科目名称</td><td colspan=2>本年支出</td><td>上年结转</td></tr>"
    head += "<tr><td>小计</td><td>基本支出</td></tr>"
    body = "<tr><td>教育支出</td><td>9.00</td><td>8.00</td><td>1.00</td></tr>"
    assert rows_of(head + body) == [
        ("教育支出", "本年支出/小计", "9.00"),
        ("教育支出", "本年支出/基本支出", "8.00"),
        ("教育支出", "上年结转", "1.00"),
    ]


def test_the_lines_of_a_caption_that_breaks_part_are_fields_of_their_own() -> None:
    table = "<table><tr><td>科目</td><td>金额</td></tr><tr><td>教育支出</td><td>1.00</td></tr></table>"
    caption = "收入决算表<br/> 公开02表<br/>编制单位：某林场<br/>单位：万元"
    content = read_html(f"<html><body>第二部分<br>正文到此为止。<br>{caption}{table}</body></html>".encode())
    (sheet,) = content.flow.sheets
    found = sheet.caption
    assert (found.title, found.form_code, found.issuer, found.unit) == (
        "收入决算表",
        "公开02表",
        "某林场",
        "万元",
    )
    broken = "<p>本年收入情况见部门收支总<br>表，单位：万元<br>的说明。</p>"
    assert [block.text for block in read_html(broken.encode()).flow.blocks] == [  # type: ignore[union-attr]
        "本年收入情况见部门收支总表，单位：万元的说明。"
    ]
