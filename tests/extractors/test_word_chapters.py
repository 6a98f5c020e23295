"""Numbers that Word generates and styles of headings: what makes the chapters of a Word file."""

from __future__ import annotations

import pytest

from extractors.numerals import numeral
from extractors.reading import read_document
from extractors.word.docx import read_docx
from tests.support.word_files import HEADER, ROW, docx, p, tbl, texts

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/>
    <w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""


def numbered(text: str, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def test_numbers_that_word_generates_stand_before_their_paragraphs() -> None:
    data = docx(
        p("第一部分 概况"),
        numbered("主要职责"),
        p("管理水务。"),
        numbered("机构设置"),
        numbered("内设机构", 1),
        numbered("办公室", 2),
        numbered("下属单位", 1),
        numbered("人员情况"),
        numbering=NUMBERING,
    )
    sections = [(s.level, s.number, s.title) for s in read_document(data, "").sections]
    assert sections == [
        (1, "第一部分", "概况"),
        (2, "一", "主要职责"),
        (2, "二", "机构设置"),
        (3, "（一）", "内设机构"),
        (4, "1", "办公室"),
        (3, "（二）", "下属单位"),
        (2, "三", "人员情况"),
    ]


def test_damaged_styles_cost_the_generated_numbers_only() -> None:
    styles = '<w:style w:type="strange" w:default="1" w:styleId="a"><w:name w:val="x"/></w:style>'
    content = read_docx(docx(numbered("主要职责"), tbl(HEADER, ROW), numbering=NUMBERING, styles=styles))
    assert texts(content) == ["主要职责", "TABLE"]
    assert [notice.code for notice in content.notices] == ["styles_damaged"]
    odd = read_docx(docx(p("收入10万元。", run='<w:b w:val="perhaps"/>')))
    assert texts(odd) == ["收入10万元。"]


def test_heading_styles_make_chapters_of_unnumbered_headings() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/>'
        '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="own"/><w:basedOn w:val="2"/></w:style>'
    )
    data = docx(
        p("第一部分 概况"),
        p("主要职责", '<w:pStyle w:val="a"/>'),
        p("管理水务。"),
        p("收入100万元，增加5万元。", '<w:pStyle w:val="2"/>'),
        styles=styles,
    )
    document = read_document(data, "")
    assert [(s.level, s.title) for s in document.sections] == [(1, "概况"), (2, "主要职责")]
    assert document.sections[1].text.endswith("收入100万元，增加5万元。")


@pytest.mark.parametrize(
    ("number_format", "value", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 105, "一百零五"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("decimal", 3, None),
        ("ideographTraditional", 11, None),
    ],
)
def test_numerals_are_written_as_word_writes_them(
    number_format: str, value: int, written: str | None
) -> None:
    assert numeral(value, number_format) == written
