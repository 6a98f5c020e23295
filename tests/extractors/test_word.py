"""Word files: what a reader of the printed page sees, and nothing else."""

from __future__ import annotations

import io
import shutil
import socket
import zipfile
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import (
    DamagedFile,
    EncryptedFile,
    TooLarge,
    UnreadableFile,
    UnsafeFile,
)
from extractors.numerals import numeral
from extractors.packages import Package
from extractors.paragraphs import Paragraph
from extractors.reading import read_document, read_file
from extractors.tables.sheet import Sheet
from extractors.word import libreoffice
from extractors.word.docx import read_docx
from nlp.narrative import read_narrative
from tests.support.word_files import NAMES, cells, docx, p, r, tbl, tc, texts
from tests.support.workbook_files import book

HEADING = '<w:jc w:val="center"/>'
LARGE = '<w:sz w:val="36"/>'
HEADER = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入"]
ROW = ["201", "一般公共服务支出", "10.00", "10.00"]


def disclosure() -> bytes:
    return docx(
        p("某县水务局2024年度部门决算", HEADING, LARGE),
        p("第一部分 部门决算情况说明"),
        p("一、收入决算情况说明"),
        p("2024年度收入合计10.00万元，其中：财政拨款收入10.00万元，占100%。"),
        p("第二部分 部门决算表"),
        p("收入决算表", HEADING, LARGE),
        f"<w:p>{r('部门：某县水务局')}<w:r><w:tab/></w:r>{r('金额单位：万元')}</w:p>",
        tbl(HEADER, ROW),
        p("注：本表反映各项收入。"),
    )


def test_a_word_file_gives_figures_and_text_with_anchors_instead_of_pages() -> None:
    read = read_file(disclosure(), "a.doc")
    document, record = read.document, read.document.record
    assert (record.media_type, record.pages) == (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        None,
    )
    assert (record.issuer, record.fiscal_year, record.report_kind) == ("某县水务局", 2024, "final_accounts")
    (table,) = document.tables
    assert (table.title, table.unit, table.statement) == ("收入决算表", "万元", "revenue")
    assert (table.first_page, table.note) == (None, "注：本表反映各项收入。")
    fact = document.facts[0]
    assert (fact.value, fact.account_code, fact.anchor) == (Decimal("10.00"), "201", "table[1]/r2c3")
    assert (fact.page, fact.box) == (None, None)
    section = next(s for s in document.sections if s.number == "一")
    assert section.page is None
    assert read.texts[section.section_id].anchor(5) == "p[4]"


def test_merged_cells_and_the_lines_of_a_cell_are_kept() -> None:
    start, rest = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        [tc("项目", start), tc("决算数", '<w:gridSpan w:val="2"/>')],
        [tc("", rest), "小计", tc(p("其中：") + p("基本支出"))],
        ["合计", tc(f"<w:p>{r('1,234')}<w:r><w:br/></w:r>{r('.56')}</w:p>"), "3.00"],
    )
    found = cells(read_docx(docx(table)))
    assert found[0, 0] == ("项目", 2, 1)
    assert found[0, 1] == ("决算数", 1, 2)
    assert found[1, 2] == ("其中：\n基本支出", 1, 1)
    assert found[2, 1] == ("1,234\n.56", 1, 1)


def test_a_cell_that_continues_none_above_keeps_its_text() -> None:
    found = cells(
        read_docx(docx(tbl([tc("合计", "<w:vMerge/>"), "1.00"], [tc("其中", "<w:vMerge/>"), "2.00"])))
    )
    assert found[0, 0] == ("合计", 2, 1)
    wide = '<w:gridSpan w:val="2"/>'
    table = tbl(["合计", "1.00"], [tc("其中", wide + "<w:vMerge/>")])
    assert cells(read_docx(docx(table)))[1, 0] == ("其中", 1, 2)


def test_spans_of_old_and_of_broken_files_are_understood() -> None:
    merged = [tc("决算数", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")]
    broken = [tc("合计", '<w:gridSpan w:val="two"/>'), tc("1.00", '<w:vMerge w:val="none"/>')]
    found = cells(read_docx(docx(tbl(merged, broken))))
    assert found[0, 0] == ("决算数", 1, 2)
    assert (found[1, 0], found[1, 1]) == (("合计", 1, 1), ("1.00", 1, 1))


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


def test_the_strict_variant_of_the_format_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(disclosure())) as archive:
        document = archive.read("word/document.xml")
    strict = document.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_document(rezipped(disclosure(), document_xml=strict), "").facts


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
    ("block", "seen"),
    [
        (f"<w:p>{r('收入')}<w:del>{r('9')}</w:del><w:ins>{r('10')}</w:ins>{r('万元')}</w:p>", ["收入10万元"]),
        (f"<w:p>{r('收入10')}{r('（内部）', '<w:vanish/>')}{r('万元')}</w:p>", ["收入10万元"]),
        (f"<w:p>{r('长')}<w:smartTag>{r('100公里')}</w:smartTag></w:p>", ["长100公里"]),
        (f"<w:p>{r('收入')}<w:fldSimple w:instr='X'>{r('10')}</w:fldSimple></w:p>", ["收入10"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('收入10万元')}</w:sdtContent></w:sdt>", ["收入10万元"]),
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("收入10") + "</w:p>" + p("万元。"),
            ["收入10万元。"],
        ),
        (
            f"<w:p>{r('收入10万元。')}<w:r><w:br/></w:r>{r('支出9万元。')}</w:p>",
            ["收入10万元。", "支出9万元。"],
        ),
        (f"<w:p>{r('收入')}<w:r><w:br/></w:r>{r('10万元。')}</w:p>", ["收入10万元。"]),
        (f"<w:p>{r('收入')}<w:r><w:br w:type='page'/></w:r></w:p>" + p("支出"), ["收入", "支出"]),
    ],
    ids=["tracked", "hidden", "smart-tag", "field", "control", "mark", "line", "soft", "page"],
)
def test_what_stands_on_the_page_is_read(block: str, seen: list[str]) -> None:
    assert texts(read_docx(docx(block))) == seen


def test_rows_that_were_deleted_are_gone() -> None:
    kept, _, last = tbl(HEADER, ROW).rpartition("<w:tr>")
    table = f"{kept}<w:tr><w:trPr><w:del/></w:trPr>{last}"
    assert read_docx(docx(table)).flow.sheets[0].rows == 1


def test_text_boxes_stand_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('文本框中的说明。')}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    content = read_docx(docx(f"<w:p>{r('前文。')}{shape}{r('后文。')}</w:p>", p("下一段。")))
    assert texts(content) == ["前文。后文。", "文本框中的说明。", "下一段。"]
    first, second = content.flow.blocks[0], content.flow.blocks[1]
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.lines[0].anchor, second.lines[0].anchor) == ("p[1]", "p[1]/box")


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = f'<w:footnote w:id="2">{p("含上年结转。")}</w:footnote>'
    block = f"<w:p>{r('收入10万元。')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    content = read_docx(docx(block, p("支出9万元。"), footnotes=notes))
    assert texts(content) == ["收入10万元。", "含上年结转。", "支出9万元。"]


def test_nested_tables_are_tables_of_their_own_and_frames_are_none() -> None:
    inner = tbl(HEADER, ROW)
    framed = docx(tbl([tc(p("收入决算表", HEADING, LARGE) + p("单位：万元") + inner + p(""))]))
    (sheet,) = read_docx(framed).flow.sheets
    assert (sheet.caption.title, sheet.caption.unit) == ("收入决算表", "万元")
    assert sheet.cells[0].anchor == "table[1]/r1c1/table[1]/r1c1"
    outer = docx(tbl(["项目", "说明"], ["道路", tc(p("明细如下") + inner)]))
    first, second = read_docx(outer).flow.sheets
    assert [cell.texts for cell in first.cells] == [["项目"], ["说明"], ["道路"], ["明细如下"]]
    assert second.cells[4].anchor == "table[1]/r2c2/table[1]/r2c1"


def test_a_table_that_only_aligns_a_caption_is_the_caption() -> None:
    data = docx(
        p("收入决算表", HEADING, LARGE),
        tbl(["", "公开02表"], ["部门：某县水务局", "单位：万元"]),
        tbl(HEADER, ROW),
    )
    (table,) = read_document(data, "").tables
    assert (table.title, table.form_code, table.unit) == ("收入决算表", "公开02表", "万元")


def test_pictures_are_reported_for_what_they_show_is_not_read() -> None:
    content = read_docx(docx(p("见下图。"), "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"))
    (notice,) = content.notices
    assert notice.code == "picture_without_text"
    assert "1 picture" in notice.message


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


@settings(max_examples=20)
@given(
    st.lists(
        st.lists(st.sampled_from(["", "1.00", "合计", "收 入"]), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_no_cell_of_a_table_is_lost(rows: list[list[str]]) -> None:
    content = read_docx(docx(p("文。"), tbl(*rows)))
    found = [text for sheet in content.flow.sheets for cell in sheet.cells for text in cell.texts]
    assert sorted(found) == sorted(text.replace(" ", "") for row in rows for text in row if text)


def test_reading_asks_no_network_and_no_english_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds the private names of `unstructured` that are replaced: with another version it fails."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    import unstructured.nlp.tokenize
    import unstructured.partition.docx

    assert unstructured.nlp.tokenize.sent_tokenize("收入增加。支出减少。") == ["收入增加。", "支出减少。"]
    assert unstructured.nlp.tokenize._get_nlp().lang == "zh"
    assert unstructured.partition.docx._ListLabels.__name__ == "_ChineseLabels"
    assert read_document(disclosure(), "").facts


def rezipped(data: bytes, **changed: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.rpartition("/")[2].replace(".", "_"), old.read(name)))
    return buffer.getvalue()


def bomb() -> bytes:
    return rezipped(disclosure(), document_xml=b"<w:document>" + b" " * 100_000_000)


def entities() -> bytes:
    return rezipped(
        disclosure(),
        document_xml=f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {NAMES}>'
        f"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>".encode(),
    )


def locked() -> bytes:
    data = bytearray(disclosure())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (bomb, TooLarge),
        (entities, UnsafeFile),
        (locked, EncryptedFile),
        (lambda: disclosure()[:400], DamagedFile),
        (lambda: rezipped(disclosure(), document_xml=b"<w:document>"), DamagedFile),
        (lambda: rezipped(disclosure(), document_xml=f"<w:document {NAMES}/>".encode()), DamagedFile),
        (lambda: docx(tbl([tc("1", '<w:gridSpan w:val="99999999"/>')])), TooLarge),
    ],
    ids=["bomb", "entities", "locked", "cut-off", "bad-xml", "no-body", "wide"],
)
def test_hostile_and_broken_files_are_refused(make, error: type[UnreadableFile]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error):
        read_docx(make())


def test_a_package_of_too_many_parts_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(TooLarge):
        Package(buffer.getvalue())


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(disclosure())
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFile):
        read_docx(bytes(damaged))


SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "documents"
PAIRS = sorted(
    path for path in (*SHARED.glob("*.docx"), *SHARED.glob("*.doc")) if path.with_suffix(".pdf").exists()
)


def stated(path: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """The figures and the claims of a file, without their places; equal ones numbered."""
    read = read_file(path.read_bytes(), "")
    figures = [
        (f.statement, f.row_label, f.account_code, *f.column_path, f.measure, f.phase, f.value, f.unit)
        for f in read.document.facts
    ]
    claims = [
        (c.sentence, c.kind, c.subject, *c.account_path, c.phase, c.period, c.value, c.unit, c.base)
        for c in read_narrative(read).claims
    ]
    return counted_once(figures), counted_once(claims)


def counted_once(rows: list[tuple[object, ...]]) -> set[tuple[object, ...]]:
    seen: Counter[tuple[object, ...]] = Counter()
    result = set()
    for row in rows:
        seen[row] += 1
        result.add((seen[row], *row))
    return result


@pytest.mark.long
@pytest.mark.skipif(not PAIRS, reason="the real documents are not there")
@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.name)
def test_the_word_file_of_a_document_says_what_its_pdf_says(path: Path) -> None:
    if path.suffix == ".doc" and not any(map(shutil.which, libreoffice.PROGRAMS)):
        pytest.skip("LibreOffice is not installed")
    figures, claims = stated(path)
    printed_figures, printed_claims = stated(path.with_suffix(".pdf"))
    assert len(figures & printed_figures) >= 0.995 * len(figures | printed_figures)
    assert len(claims & printed_claims) >= 0.98 * len(claims | printed_claims)


def test_a_table_is_a_sheet() -> None:
    assert isinstance(read_docx(docx(tbl(HEADER, ROW))).flow.blocks[0], Sheet)


SHOWN = (
    '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ProgID="Excel.Sheet.12"'
    ' r:id="rB"/></w:object></w:r>'
)
RELATIONS = "word/_rels/document.xml.rels"


def with_workbook(data: bytes, book: bytes) -> bytes:
    """A DOCX file with a workbook in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
    one = f'<Relationship Id="rB" Type="{kind}" Target="embeddings/a.xlsx"/></Relationships>'
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", one.encode())
    parts["word/embeddings/a.xlsx"] = book
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def test_a_workbook_that_is_shown_as_a_picture_is_a_table() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        other, sheet = made.add_worksheet("底稿"), made.add_worksheet("表")
        other.write_row(0, 0, ["科目名称", "合计", "基本支出"])
        other.write_row(1, 0, ["不显示", 9.5, 9.5])
        sheet.write_row(0, 0, ["科目名称", "合计", "基本支出"])
        sheet.write_row(1, 0, ["公共服务支出", 10.5, 4.5])
        sheet.write_row(2, 0, ["社会保障支出", 1.5, 1.5])
        sheet.activate()

    written = docx(p("支出决算表"), f"<w:p>{SHOWN}</w:p>", p("后文，说明表中的情况。"))
    content = read_docx(with_workbook(written, book(fill)))
    assert texts(content)[-2:] == ["TABLE", "后文，说明表中的情况。"]
    found = cells(content)
    assert (found[1, 0][0], found[1, 1][0]) == ("公共服务支出", "10.5")
    assert content.flow.sheets[0].caption.title == "支出决算表"
    assert [notice.code for notice in content.notices] == []
    assert {cell.anchor for cell in content.flow.sheets[0].at[1]} >= {"p[2]/表!A2"}
    damaged = read_docx(with_workbook(written, book(fill)[:300]))
    assert [notice.code for notice in damaged.notices] == ["picture_without_text"]
