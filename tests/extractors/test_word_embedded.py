"""What a Word file holds that is no text of its own: workbooks that it shows, and pictures."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

from extractors.word.docx import read_docx
from tests.support.word_files import cells, docx, p, texts
from tests.support.workbook_files import book

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


def test_pictures_are_reported_for_what_they_show_is_not_read() -> None:
    content = read_docx(docx(p("见下图。"), "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"))
    (notice,) = content.notices
    assert notice.code == "picture_without_text"
    assert "1 picture" in notice.message
