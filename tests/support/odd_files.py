"""Honest files as odd programs write them: each is whole, and none may be told as damaged or lose a word."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf

from tests.support.hostile_formats import ofd_file, text_file
from tests.support.hostile_set import (
    ROWS,
    SENTENCES,
    HostileFile,
    docx_file,
    html_text,
    mhtml_file,
    packed,
    paragraph,
    pdf_file,
    unpacked,
    word_body,
    word_table,
    xlsx_file,
)

STRICT = "http://purl.oclc.org/ooxml/"
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def odd_files() -> Iterator[HostileFile]:
    """The whole set."""
    yield from _pdf()
    yield from _word()
    yield from _sheets()
    yield from _web()
    yield from _others()


def redone(change: Callable[[pymupdf.Document], None], **saving: object) -> bytes:
    """The PDF after a change."""
    with pymupdf.open(stream=pdf_file(), filetype="pdf") as pdf:
        change(pdf)
        return pdf.tobytes(no_new_id=True, **saving)  # type: ignore[no-any-return]


def _pdf() -> Iterator[HostileFile]:
    whole = pdf_file()
    yield HostileFile("zeros-behind.pdf", whole + bytes(4_096))
    yield HostileFile("blanks-behind.pdf", whole + b"\r\n" * 3_000)
    yield HostileFile("server-behind.pdf", whole + b"\n<!-- cached -->" * 200)
    yield HostileFile("mark-before.pdf", b"\xef\xbb\xbf\r\n\r\n" + whole)
    yield HostileFile("no-last-line-end.pdf", whole.rstrip())
    yield HostileFile("objects-in-streams.pdf", redone(lambda _: None, use_objstms=1, deflate=True))
    yield HostileFile("ascii.pdf", redone(lambda _: None, ascii=True, expand=255, pretty=True))
    for name, method in (
        ("aes", pymupdf.PDF_ENCRYPT_AES_256),
        ("rc4", pymupdf.PDF_ENCRYPT_RC4_40),
    ):
        locked = {"encryption": method, "owner_pw": "owner", "user_pw": ""}
        yield HostileFile(f"empty-password-{name}.pdf", redone(lambda _: None, **locked))

    def turned(pdf: pymupdf.Document) -> None:
        for page in pdf:
            page.set_rotation(90)

    def sizes(pdf: pymupdf.Document) -> None:
        pdf.new_page(2, width=1191, height=842)
        pdf.new_page(0, width=300, height=300)

    def boxes(pdf: pymupdf.Document) -> None:
        for page in pdf:
            page.set_mediabox(pymupdf.Rect(-100, -100, 695, 942))
            page.set_cropbox(pymupdf.Rect(0, 0, 595, 842))

    def units(pdf: pymupdf.Document) -> None:
        for page in pdf:
            pdf.xref_set_key(page.xref, "UserUnit", "2.0")

    def signed(pdf: pymupdf.Document) -> None:
        field = pymupdf.Widget()
        field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_SIGNATURE, "seal"
        field.rect = pymupdf.Rect(400, 700, 500, 760)
        pdf[0].add_widget(field)

    def hidden_layer(pdf: pymupdf.Document) -> None:
        draft = pdf.add_ocg("草稿", on=False)
        for page in pdf:
            page.insert_text((100, 700), "草稿99999.99", fontname="china-s", oc=draft)

    for change in (turned, sizes, boxes, units, signed, hidden_layer):
        yield HostileFile(f"{change.__name__}.pdf", redone(change))
    attached = redone(lambda pdf: pdf.embfile_add("预算.xlsx", xlsx_file()) and None)
    yield HostileFile("attachment.pdf", attached)
    yield HostileFile("filled-in.pdf", redone(_filled_in))
    yield HostileFile("updated.pdf", _updated(whole))


def _filled_in(pdf: pymupdf.Document) -> None:
    """The amounts of the first page stand in fields of a form, or are typed over it."""
    page = pdf[0]
    for i in range(1, 7):
        page.add_redact_annot((372, 302 + 20 * i, 471, 318 + 20 * i))
    page.apply_redactions(graphics=pymupdf.PDF_REDACT_LINE_ART_NONE)
    for i, (_, amount) in enumerate(ROWS[:6], 1):
        box = pymupdf.Rect(372, 302 + 20 * i, 471, 318 + 20 * i)
        if i > 3:
            page.add_freetext_annot(box, amount, fontsize=10)
            continue
        field = pymupdf.Widget()
        field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_TEXT, f"amount{i}"
        field.rect, field.field_value, field.text_fontsize = box, amount, 10
        page.add_widget(field)


def _updated(whole: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(whole)
        with pymupdf.open(path) as pdf:
            pdf[0].insert_text((72, 60), "更正", fontname="china-s")
            pdf.saveIncr()
        return path.read_bytes()


def _word() -> Iterator[HostileFile]:
    parts = unpacked(docx_file(word_body()))
    text = "".join(map(paragraph, SENTENCES))
    table = word_table([("项目", "决算数"), *ROWS])

    def changed(pattern: str, new: str) -> bytes:
        document = re.sub(pattern, new, parts["word/document.xml"].decode())
        return packed(parts | {"word/document.xml": document.encode()})

    wordml = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    yield HostileFile("strict.docx", changed(wordml, STRICT + "wordprocessingml/main"))
    run = r"(<w:r>.*?</w:r>)"
    for name, around in {
        "content-controls": r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>",
        "smart-tags": r"<w:smartTag><w:customXml>\1</w:customXml></w:smartTag>",
        "fields": r"<w:fldSimple w:instr='REF a'>\1</w:fldSimple>",
        "directions": r"<w:bdo w:val='ltr'><w:dir w:val='ltr'>\1</w:dir></w:bdo>",
        "readings": r"<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
        r"<w:rubyBase>\1</w:rubyBase></w:ruby></w:r>",
    }.items():
        yield HostileFile(f"{name}.docx", changed(run, around))
    old = r"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>\1</w:ins>"
    yield HostileFile("tracked.docx", changed(run, old))
    yield HostileFile("by-prefix.docx", changed(r"(</?|xmlns:| )w(?=[:=])", r"\1v"))
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + parts["word/document.xml"].decode()).encode("utf-16")
    yield HostileFile("utf-16.docx", packed(parts | {"word/document.xml": utf16}))
    yield HostileFile("strokes.docx", packed({n.replace("/", "\\"): d for n, d in parts.items()}))
    capitals = {n.replace("document.xml", "Document.xml"): d for n, d in parts.items()}
    yield HostileFile("capitals.docx", packed(capitals))
    yield HostileFile("streamed.docx", _streamed(parts))
    yield HostileFile("comment.docx", _commented(docx_file(word_body())))
    box = f"<w:p><w:r><w:pict><w:txbxContent>{text}{table}</w:txbxContent></w:pict></w:r></w:p>"
    yield HostileFile("text-box.docx", docx_file(box))


class _Pipe(io.RawIOBase):
    """What can only be written to, as the answer of a server."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(data)  # type: ignore[arg-type]


def _streamed(parts: dict[str, bytes]) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return pipe.data


def _commented(data: bytes) -> bytes:
    sink = io.BytesIO(data)
    with zipfile.ZipFile(sink, "a") as archive:
        archive.comment = b"made by an office program"
    return sink.getvalue()


def _sheets() -> Iterator[HostileFile]:
    parts = unpacked(xlsx_file())

    def changed(pattern: str, new: str) -> bytes:
        return packed(
            {
                name: re.sub(pattern, new, data.decode()).encode() if "/sheet" in name else data
                for name, data in parts.items()
            }
        )

    yield HostileFile("no-places.xlsx", changed(r' r="[A-Z]*\d+"', ""))
    prefixed = changed(r"(</?)(?=\w)", r"\1x:")
    prefixed = packed(
        {n: d.replace(b"xmlns=", b"xmlns:x=") if b"<x:" in d else d for n, d in unpacked(prefixed).items()}
    )
    yield HostileFile("by-prefix.xlsx", prefixed)
    yield HostileFile("dimension.xlsx", changed(r'<dimension ref="[^"]*"', '<dimension ref="A1"'))
    yield HostileFile("readings.xlsx", changed("</is>", "<rPh><t>yin</t></rPh></is>"))
    capitals = {name.replace("/sheet1", "/Sheet1"): data for name, data in parts.items()}
    yield HostileFile("capitals.xlsx", packed(capitals))
    yield HostileFile("streamed.xlsx", _streamed(parts))
    yield HostileFile("zeros-behind.xlsx", xlsx_file() + bytes(17))
    yield HostileFile("excel-2003.xls", excel_xml().encode())
    yield HostileFile("web-page.xls", html_text().encode("gb18030"))


def excel_xml(cells: str = "") -> str:
    """The sentences and the rows in the XML of Excel 2003; ``cells`` come first."""

    def row(*texts: str) -> str:
        return "<Row>" + "".join(f'<Cell><Data ss:Type="String">{t}</Data></Cell>' for t in texts) + "</Row>"

    first = "".join(map(row, SENTENCES))
    second = "".join(row(*texts) for texts in [("项目", "决算数", "备注"), *((a, b, "无") for a, b in ROWS)])
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}">'
        f'<Worksheet ss:Name="说明"><Table>{first}</Table></Worksheet>'
        f'<Worksheet ss:Name="收入决算表"><Table>{cells}{second}</Table></Worksheet></Workbook>'
    )


def _web() -> Iterator[HostileFile]:
    text = html_text()
    yield HostileFile("after-the-end.html", (text + "<script>a='</html>'</script><!-- 9 ms -->").encode())
    yield HostileFile("capitals.html", re.sub(r"</?\w+", lambda tag: tag[0].upper(), text).encode())
    yield HostileFile("open-cells.html", re.sub("</t[dr]>|</p>", "", text).encode())
    yield HostileFile("no-frame.html", re.sub("</?(html|body|head)>", "", text).encode())
    declared = '<?xml version="1.0" encoding="gb2312"?>' + text
    yield HostileFile("xhtml.html", declared.encode("gb18030"))
    yield HostileFile("controls.html", text.replace("<p>", "<p>\0\x01").encode())
    fields = re.sub(
        r"<td>([\d.]+)</td>", r"<td><input type=text value='\1'><input type=hidden value=x></td>", text
    )
    yield HostileFile("fields.html", fields.encode())
    spans = r"<p class=MsoNormal><span lang=ZH-CN>\1<o:p></o:p></span></p>"
    word = re.sub(r"<p>(.*?)</p>", spans, text).replace(
        "<body>", "<!--[if gte mso 9]><xml/><![endif]--><body>"
    )
    yield HostileFile("word-made.html", word.encode())
    yield HostileFile("line-feeds.mht", mhtml_file().replace(b"\r\n", b"\n"))


def _others() -> Iterator[HostileFile]:
    parts = unpacked(ofd_file())
    yield HostileFile("streamed.ofd", _streamed(parts))
    yield HostileFile("strokes.ofd", packed({n.replace("/", "\\"): d for n, d in parts.items()}))
    bare = {
        name: re.sub(rb"(</?)ofd:|(xmlns):ofd", rb"\1\2", data) if name.endswith(".xml") else data
        for name, data in parts.items()
    }
    yield HostileFile("no-prefix.ofd", packed(bare))
    yield HostileFile("pages.txt", text_file().replace("标记13", "\f标记13").encode("gbk"))
