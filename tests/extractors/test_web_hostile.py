"""Web pages that are cut, nested, or lie about themselves: nothing of them is lost without a word."""

from __future__ import annotations

import pytest

from extractors.charset import decode, usable
from extractors.errors import UnsafeFile
from extractors.flow import Content
from extractors.guards.damage import page_is_cut_off
from extractors.web.html import read_html
from extractors.web.mhtml import read_mhtml
from flows.crawl.reading.pages import encoding_of
from tests.support.effort import lines_run, times_longer
from tests.support.word_files import cells, texts

SENTENCE = "本单位2024年度收入总计100.00万元，支出总计100.00万元，比上年增加10.00万元，主要原因是人员增加。"
TABLE = "<table><tr><td>项目</td><td>决算数</td></tr><tr><td>合计</td><td>100.00</td></tr></table>"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def told(content: Content) -> set[tuple[str, str]]:
    return {(one.severity, one.code) for one in content.notices}


def test_what_is_nested_deeply_is_read() -> None:
    for depth in (300, 1_500):
        content = read_html(page("<div>" * depth + f"<p>{SENTENCE}</p>{TABLE}" + "</div>" * depth))
        assert texts(content) == [SENTENCE, "TABLE"]
        assert cells(content)[1, 1][0] == "100.00"
        assert told(content) == set()


@pytest.mark.parametrize("tag", ["div", "span", "table", "ol", "font"])
def test_what_lies_too_deep_is_told(tag: str) -> None:
    inner = {"table": "<tr><td>", "ol": "<li>"}.get(tag, "")
    content = read_html(page(f"<{tag}>{inner}" * 3_000 + SENTENCE))
    assert ("error", "page_too_deep") in told(content) or SENTENCE in "".join(texts(content))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"<html><body><p>{SENTENCE}</p>", True),
        (f"<div><p>{SENTENCE}</p>{TABLE}<table><tr><td>a", True),
        (f"<p>{SENTENCE}</p><a hre", True),
        (f"<html><body><p>{SENTENCE}</p></body>", False),
        (f"<p>{SENTENCE}</p>{TABLE}", False),
        (f"<div>{TABLE}<script>document.write('<table>')</script></div>", False),
        (f"<p>{SENTENCE}</p><!-- <html> -->", False),
        ("a < b", False),
    ],
)
def test_a_page_that_ends_in_the_midst_is_told_from_a_whole_one(text: str, cut: bool) -> None:
    assert page_is_cut_off(text) is cut
    if text.startswith("<"):
        assert (("error", "file_cut_off") in told(read_html(text.encode()))) is cut


@pytest.mark.parametrize("size", ["1.2.3px", "..px", "9999999px", "0pt", "1e9pt"])
def test_sizes_that_are_none_are_passed_over(size: str) -> None:
    content = read_html(page(f'<p style="font-size:{size}">{SENTENCE}</p>'))
    assert texts(content) == [SENTENCE]


@pytest.mark.parametrize(
    "charset",
    ["hex", "rot13", "utf-16", "utf-7", "unicode_escape", "idna", "base64", "undefined", "utf-32-le"],
)
def test_an_encoding_that_is_none_is_not_believed(charset: str) -> None:
    data = page(SENTENCE, f'<meta charset="{charset}">').decode().encode("gb18030")
    assert SENTENCE in decode(data)[0]
    assert texts(read_html(data)) == [SENTENCE]
    assert data.decode(encoding_of(data, f"text/html; charset={charset}")).startswith("<html>")


def test_encodings_of_texts_are_believed() -> None:
    for name in ("big5", "shift_jis", "euc-kr", "windows-1252", "gb18030", "utf-8", "latin-1"):
        assert usable(name)


def test_a_mail_in_a_mail_without_end_is_refused() -> None:
    depth = 3_000
    head = "Content-Type: multipart/related; boundary=b{0}\r\n\r\n--b{0}\r\n"
    data = "MIME-Version: 1.0\r\n" + "".join(head.format(n) for n in range(depth))
    with pytest.raises(UnsafeFile, match="beyond measure"):
        read_mhtml(data.encode())


def mhtml(*pages: bytes, end: str = "--x--\r\n") -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    parts = [b"--x\r\nContent-Type: text/html\r\n\r\n" + one + b"\r\n" for one in pages]
    return head.encode() + b"".join(parts) + end.encode()


def test_a_saved_page_without_its_end_is_told() -> None:
    assert told(read_mhtml(mhtml(page(SENTENCE * 3)))) == set()
    assert ("error", "file_cut_off") in told(read_mhtml(mhtml(page(SENTENCE * 3), end="")))


def test_further_sheets_of_a_saved_workbook_are_told() -> None:
    data = mhtml(page(SENTENCE), page(TABLE * 5), page("<p>广告</p>"))
    assert ("error", "pages_left_out") in told(read_mhtml(data))


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "<li>项目",
        "<span>字</span>",
        "<span class=footer>字</span>",
        "<div class=nav><a href=a>字</a></div>",
        "字<br>",
    ],
)
def test_the_cost_of_a_page_grows_with_its_length_no_faster(piece: str) -> None:
    few, many, most = (page("<ol><p>" + piece * count) for count in (250, 2_000, 16_000))
    read_html(few)  # loads the rules
    assert lines_run(lambda: read_html(many)) < 1.2 * 8 * lines_run(lambda: read_html(few))
    assert times_longer(lambda: read_html(few), lambda: read_html(most)) < 400  # 64 is good, 4,096 is not


def test_items_are_numbered_as_a_browser_numbers_them() -> None:
    content = read_html(page("<ol><li>甲</li><li>乙<ol start=5><li>丙</li></ol></li><li>丁</li></ol>"))
    assert texts(content) == ["1.甲", "2.乙", "5.丙", "3.丁"]
