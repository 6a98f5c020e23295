"""Word files: what a reader of the printed page sees, and nothing else."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.paragraphs import Paragraph
from extractors.reading import read_document, read_file
from extractors.tables.sheet import Sheet
from extractors.word.docx import read_docx
from tests.support.word_files import (
    HEADER,
    HEADING,
    LARGE,
    ROW,
    cells,
    disclosure,
    docx,
    p,
    r,
    rezipped,
    tbl,
    tc,
    texts,
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


def test_the_strict_variant_of_the_format_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(disclosure())) as archive:
        document = archive.read("word/document.xml")
    strict = document.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_document(rezipped(disclosure(), document_xml=strict), "").facts


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
        (
            f"<w:p>{r('详见')}<w:hyperlink r:id='rId9'>{r('本站')}</w:hyperlink>{r('。')}</w:p>",
            ["详见本站。"],
        ),
        (f"<w:p><w:hyperlink w:anchor='_Toc1'>{r('收入10万元')}</w:hyperlink></w:p>", ["收入10万元"]),
        (f"<w:p>{r('收入')}<w:r><w:br w:type='page'/></w:r></w:p>" + p("支出"), ["收入", "支出"]),
    ],
    ids=[
        "tracked",
        "hidden",
        "smart-tag",
        "field",
        "control",
        "mark",
        "line",
        "soft",
        "link",
        "anchor",
        "page",
    ],
)
def test_what_stands_on_the_page_is_read(block: str, seen: list[str]) -> None:
    assert texts(read_docx(docx(block))) == seen


def test_a_link_in_a_cell_is_its_text() -> None:
    content = read_docx(
        docx(tbl([tc(f"<w:p><w:hyperlink r:id='rId9'>{r('收入')}</w:hyperlink></w:p>"), tc(p("10"))]))
    )
    assert [text for text, _, _ in cells(content).values()] == ["收入", "10"]


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
    prose = docx(tbl(["一、收支情况"], [tc(p("收入10万元。") + p("支出9万元。"))]), tbl(["道路", "9.00"]))
    assert texts(read_docx(prose)) == ["一、收支情况", "收入10万元。", "支出9万元。", "TABLE"]
    assert [cell.texts for cell in read_docx(prose).flow.sheets[0].cells] == [["道路"], ["9.00"]]
    outer = docx(tbl(["项目", "说明"], ["道路", tc(p("明细如下") + inner)]))
    first, second = read_docx(outer).flow.sheets
    assert [cell.texts for cell in first.cells] == [["项目"], ["说明"], ["道路"], ["明细如下"]]
    assert second.cells[4].anchor == "table[1]/r2c2/table[1]/r2c1"


def test_two_tables_alone_in_the_cells_of_a_row_are_the_sides_of_one_form() -> None:
    sides = [
        tbl(["项目", "预算数"], ["一、财政拨款", "10.00"]),
        tbl(["项目", "预算数"], ["一、教育", "9.00"], ["二、卫生", "1.00"]),
    ]
    caption = p("收支总表", HEADING, LARGE), p("单位：万元")
    (table,) = read_document(docx(*caption, tbl([tc(side + p("")) for side in sides])), "").tables
    assert (table.title, table.unit, table.columns, table.rows) == ("收支总表", "万元", 4, 3)
    named = [tc(p("其中：") + side) for side in sides]
    assert len(read_docx(docx(*caption, tbl(named))).flow.sheets) > 1
    titled = [
        tc(tbl([f"{name}支出预算表", ""], ["项目", "预算数"], ["一、教育", "9.00"]))
        for name in ("本年", "上年")
    ]
    assert len(read_docx(docx(tbl(titled))).flow.sheets) == 2


def test_a_table_that_only_aligns_a_caption_is_the_caption() -> None:
    data = docx(
        p("收入决算表", HEADING, LARGE),
        tbl(["", "公开02表"], ["部门：某县水务局", "单位：万元"]),
        tbl(HEADER, ROW),
    )
    (table,) = read_document(data, "").tables
    assert (table.title, table.form_code, table.unit) == ("收入决算表", "公开02表", "万元")


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
    if all(len(row) == 1 for row in rows):
        found += [text.replace(" ", "") for text in texts(content)[1:]]
    assert sorted(found) == sorted(text.replace(" ", "") for row in rows for text in row if text)


def test_a_table_is_a_sheet() -> None:
    assert isinstance(read_docx(docx(tbl(HEADER, ROW))).flow.blocks[0], Sheet)


def test_lines_of_cells_that_hold_whole_columns_are_rows() -> None:
    columns = [["合计", "公务接待费", "公务用车费"], ["9.00", "3.00", "6.00"]]
    row = [tc("".join(map(p, column))) for column in columns]
    found = cells(read_docx(docx(tbl([tc(p("项目")), tc(p("预算数"))], row))))
    assert [found[line, 1][0] for line in range(1, 4)] == ["9.00", "3.00", "6.00"]
    texts_only = [tc("".join(map(p, ["一、加强管理", "二、改进作风", "三、做好服务"])))] * 2
    assert (2, 0) not in cells(read_docx(docx(tbl([tc(p("目标")), tc(p("完成情况"))], texts_only))))
