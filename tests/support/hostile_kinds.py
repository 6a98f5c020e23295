"""Further kinds of hostile files: each format's own ways of hiding, doubling and dropping content."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pymupdf
import xlsxwriter

from tests.support.hostile_formats import ofd_file, text_file
from tests.support.hostile_set import (
    ROWS,
    SENTENCES,
    HostileFile,
    docx_file,
    html_text,
    packed,
    paragraph,
    pdf_file,
    unpacked,
    word_body,
    word_table,
    xlsx_file,
)
from tests.support.odd_files import excel_xml


def hostile_kinds() -> Iterator[HostileFile]:
    """The whole set."""
    yield from _pdf()
    yield from _word()
    yield from _sheets()
    yield from _web()
    yield from _ofd()


def _pdf() -> Iterator[HostileFile]:
    def redone(change: Callable[[pymupdf.Document, int], None]) -> bytes:
        with pymupdf.open(stream=pdf_file(), filetype="pdf") as pdf:
            for page in pdf:
                page.clean_contents()
            change(pdf, pdf[1].get_contents()[0])
            return pdf.tobytes(no_new_id=True)  # type: ignore[no-any-return]

    def within(pdf: pymupdf.Document, content: int, mark: bytes) -> None:
        stream = pdf.xref_stream(content)
        middle = stream.index(b" ET", len(stream) // 2) + 3
        pdf.update_stream(content, stream[:middle] + mark + stream[middle:])

    def kids(pdf: pymupdf.Document, _: int) -> None:
        tree = int(pdf.xref_get_key(pdf.pdf_catalog(), "Pages")[1].split()[0])
        listed = re.findall(r"\d+ 0 R", pdf.xref_get_key(tree, "Kids")[1])
        pdf.xref_set_key(tree, "Kids", f"[{listed[0]} null {listed[2]} {listed[3]}]")

    def half(pdf: pymupdf.Document, content: int) -> None:
        stream = pdf.xref_stream(content)
        pdf.update_stream(content, stream[: len(stream) // 2])
        pdf.xref_set_key(pdf[1].xref, "Contents", f"[{content} 0 R 9999 0 R]")

    yield HostileFile("second-half-elsewhere.pdf", redone(half))
    yield HostileFile("no-child.pdf", redone(kids))
    yield HostileFile("picture-without-end.pdf", redone(lambda pdf, c: within(pdf, c, b"\nBI /W 9 /H 9 ID ")))
    yield HostileFile("string-without-end.pdf", redone(lambda pdf, c: within(pdf, c, b"\n<< /A ( ( ((\n")))
    nothing = "<<>>"
    yield HostileFile("no-resources.pdf", _forms(lambda p: p.xref_set_key(p[1].xref, "Resources", nothing)))
    yield HostileFile("no-form.pdf", _forms(lambda p: p.update_object(p.get_page_xobjects(1)[0][0], "null")))


def _forms(change: Callable[[pymupdf.Document], None]) -> bytes:
    """Pages that show each one form object."""
    with pymupdf.open(stream=pdf_file(), filetype="pdf") as source, pymupdf.open() as made:
        for number in range(len(source)):
            page = made.new_page()
            page.show_pdf_page(page.rect, source, number)
        made = pymupdf.open(stream=made.tobytes(), filetype="pdf")
        change(made)
        return made.tobytes(no_new_id=True)  # type: ignore[no-any-return]


def _word() -> Iterator[HostileFile]:
    text = "".join(map(paragraph, SENTENCES))
    table = word_table([("项目", "决算数"), *ROWS])
    yield HostileFile("two-bodies.docx", docx_file(f"{text}</w:body><w:body>{table}"))
    yield HostileFile("table-in-a-run.docx", docx_file(f"{text}<w:p><w:r>{table}</w:r></w:p>"))
    runs = "".join(f"<w:r><w:t>{sentence}</w:t></w:r>" for sentence in SENTENCES)
    yield HostileFile("runs-alone.docx", docx_file(runs + table))
    rows = re.sub(r"</?w:tbl>|<w:tblGrid>.*</w:tblGrid>", "", table)
    yield HostileFile("rows-alone.docx", docx_file(text + rows))
    yield HostileFile("cells-alone.docx", docx_file(text + re.sub("</?w:tr>", "", table)))
    yield HostileFile("sub-document.docx", docx_file(table + "<w:subDoc/>"))
    formula = r"<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>\1</m:t></m:r></m:oMath>"
    yield HostileFile(
        "formulas.docx", docx_file(re.sub(r"<w:r><w:t>([\d.]+)</w:t></w:r>", formula, word_body()))
    )


def _sheets() -> Iterator[HostileFile]:
    parts = unpacked(xlsx_file())

    def changed(*pairs: tuple[str, str]) -> bytes:
        made = dict(parts)
        for name in parts:
            if "/sheet" in name:
                text = parts[name].decode()
                for old, new in pairs:
                    text = text.replace(old, new)
                made[name] = text.encode()
        return packed(made)

    yield HostileFile("row-twice.xlsx", changed(('r="3"', 'r="2"'), ('"A3"', '"A2"'), ('"B3"', '"B2"')))
    yield HostileFile("cell-twice.xlsx", changed(('"A3"', '"A2"'), ('"B3"', '"B2"')))
    yield HostileFile("row-back.xlsx", changed(('<row r="3"', '<row r="4"')))
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as book:
        sheet = book.add_worksheet("收入决算表")
        for number, row in enumerate([("项目", "决算数", "备注"), *((a, b, "无") for a, b in ROWS)]):
            sheet.write_row(number, 0, row)
        sheet.insert_textbox(30, 1, "\n".join(SENTENCES))
    yield HostileFile("text-box.xlsx", sink.getvalue())
    again = '<Row ss:Index="1"><Cell><Data ss:Type="String">项目</Data></Cell></Row><Row ss:Index="1"/>'
    yield HostileFile("row-twice.xls", excel_xml(again + '<Row ss:Index="0"/>').encode())
    yield HostileFile("cut.xls", excel_xml().encode()[:-500])
    yield HostileFile("far.xls", excel_xml('<Row ss:Index="99999999999"/>').encode())


def _web() -> Iterator[HostileFile]:
    text = html_text()
    half = len(text) // 2
    yield HostileFile("two-encodings.html", text[:half].encode() + text[half:].encode("gb18030"))
    yield HostileFile("two-encodings.txt", text_file()[:600].encode() + text_file()[600:].encode("gb18030"))
    yield HostileFile("read-as-western.html", text.encode().decode("latin-1").encode())
    yield HostileFile("read-as-western.txt", text_file().encode().decode("latin-1").encode())
    yield HostileFile("escaped-twice.html", text.replace("<p>", "&lt;p&gt;").encode())
    yield HostileFile("xml.html", ('<?xml version="1.0"?>' + text.replace("html>", "feed>")).encode())


def _ofd() -> Iterator[HostileFile]:
    parts = unpacked(ofd_file())
    place = "Doc_0/Pages/Page_1/Content.xml"

    def changed(pattern: str, new: str) -> bytes:
        page = re.sub(pattern, new, parts[place].decode(), flags=re.DOTALL)
        return packed(parts | {place: page.encode()})

    content = r"<ofd:Content>.*</ofd:Content>"
    yield HostileFile("no-template.ofd", changed(content, '<ofd:Template TemplateID="77"/>'))
    group = '<ofd:CompositeObject ID="900" Boundary="0 0 200 280" ResourceID="999"/>'
    yield HostileFile("no-group.ofd", changed(r"(<ofd:Layer[^>]*>).*(</ofd:Layer>)", rf"\1{group}\2"))
    yield HostileFile("other-objects.ofd", changed("ofd:TextObject", "ofd:NewObject"))
    glyphs = r"<ofd:CGTransform><ofd:Glyphs>5 6</ofd:Glyphs></ofd:CGTransform><ofd:TextCode\1></ofd:TextCode>"
    yield HostileFile("glyphs.ofd", changed(r"<ofd:TextCode([^>]*)>[^<]*</ofd:TextCode>", glyphs))
    deep = "<ofd:PageBlock>" * 30
    inner = rf"\1{deep}\2{'</ofd:PageBlock>' * 30}\3"
    yield HostileFile("deep.ofd", changed(r"(<ofd:Layer[^>]*>)(.*)(</ofd:Layer>)", inner))
