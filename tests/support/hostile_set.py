"""A set of hostile files over all formats, each with the words that it should hold.

They are cut, garbled, nested, padded, or lie about themselves. What is done to a file may be undone by
who reads it, or not: either all its words are found, or it is told that something is missing.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import openpyxl
import pymupdf

NAMES = "教育科技文化卫生民政司法公安税务财政审计统计水利农业林业交通气象档案体育商务旅游医保应急信访法院"
SENTENCES = [
    f"标记{n:02d}：{NAMES[2 * n - 2 : 2 * n]}部门2024年度支出总计{1000 + n}.{n:02d}万元，增加{n}.10万元。"
    for n in range(1, 25)
]
ROWS = [(f"项目{n:02d}", f"{2000 + n}.{n:02d}") for n in range(1, 25)]
WORDS = frozenset({*(one[:4] for one in SENTENCES), *(amount for _, amount in ROWS)})
"""Each sentence by its mark, each row by its amount."""


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file with its name, and the words that its reader should find."""

    name: str
    data: bytes
    words: frozenset[str] = WORDS


def pdf_file() -> bytes:
    with pymupdf.open() as pdf:
        for start in range(0, len(SENTENCES), 6):
            page = pdf.new_page()
            for i, sentence in enumerate(SENTENCES[start : start + 6]):
                page.insert_text((72, 120 + 22 * i + start), sentence, fontname="china-s", fontsize=10)
            for i, (label, amount) in enumerate([("项目", "决算数"), *ROWS[start : start + 6]]):
                y = 300 + 20 * i
                page.draw_rect((72, y, 272, y + 20))
                page.draw_rect((272, y, 472, y + 20))
                page.insert_text((76, y + 14), label, fontname="china-s", fontsize=10)
                page.insert_text((400, y + 14), amount, fontname="china-s", fontsize=10)
        return pdf.tobytes(deflate=True, no_new_id=True)  # type: ignore[no-any-return]


def html_text() -> str:
    rows = "".join(f"<tr><td>{label}</td><td>{amount}</td></tr>" for label, amount in ROWS)
    text = "".join(f"<p>{one}</p>" for one in SENTENCES)
    table = f"<table><tr><td>项目</td><td>决算数</td></tr>{rows}</table>"
    return f"<html><head><title>决算</title></head><body>{text}{table}</body></html>"


DOCX_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:x="urn:x"'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{cells}</w:tbl>"


def word_body() -> str:
    return "".join(map(paragraph, SENTENCES)) + word_table([("项目", "决算数"), *ROWS])


def docx_file(body: str, more: dict[str, str] | None = None) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": DOCX_TYPES, "_rels/.rels": DOCX_RELATIONS, "word/document.xml": document}
    return packed({name: text.encode() for name, text in (parts | (more or {})).items()})


def packed(parts: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return sink.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx_file() -> bytes:
    book = openpyxl.Workbook()
    text, table = book.active, book.create_sheet("收入决算表")
    for sentence in SENTENCES:
        text.append([sentence])
    for row in [("项目", "决算数", "备注"), *((label, amount, "无") for label, amount in ROWS)]:
        table.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def mhtml_file() -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    page = html_text().encode()
    return head.encode() + b"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page + b"\r\n--x--\r\n"


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def garbled(data: bytes, rng: random.Random, count: int) -> bytes:
    broken = bytearray(data)
    for _ in range(count):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    return bytes(broken)


def without(data: bytes, rng: random.Random, length: int) -> bytes:
    start = rng.randrange(max(1, len(data) - length))
    return data[:start] + data[start + length :]


def streams_broken(data: bytes, rng: random.Random) -> bytes:
    """A piece of one of a PDF's streams is noise."""
    starts = [match.end() for match in re.finditer(rb"stream\r?\n", data)]
    broken, start = bytearray(data), rng.choice(starts) + 20
    broken[start : start + 30] = bytes(rng.randrange(256) for _ in range(30))
    return bytes(broken)


def files() -> Iterator[HostileFile]:
    """The whole set, the same each time."""
    yield from _everywhere()
    yield from _pdf()
    yield from _html()
    yield from _word()
    yield from _sheets()


def _everywhere() -> Iterator[HostileFile]:
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": pdf_file,
        "html": lambda: html_text().encode(),
        "mht": mhtml_file,
        "docx": lambda: docx_file(word_body()),
        "xlsx": xlsx_file,
    }
    for ending, make in makers.items():
        data, rng = make(), random.Random(ending)
        yield HostileFile(f"whole.{ending}", data)
        yield HostileFile(f"padded.{ending}", data + b"\n" * 5_000)
        yield HostileFile(f"twice.{ending}", data + data)
        for share in (0.1, 0.35, 0.6, 0.85, 0.97):
            yield HostileFile(f"cut-{share}.{ending}", cut(data, share))
        if ending in ("html", "mht"):
            continue  # a letter that is another one is no damage that anyone could see
        for number, count in enumerate((1, 3, 10, 40)):
            yield HostileFile(f"garbled-{number}.{ending}", garbled(data, rng, count))
        for length in (1, 50, 700):
            yield HostileFile(f"without-{length}.{ending}", without(data, rng, length))


def _pdf() -> Iterator[HostileFile]:
    data, rng = pdf_file(), random.Random(1)
    for number in range(12):
        yield HostileFile(f"stream-{number}.pdf", streams_broken(data, rng))
    lies = {
        "count-small": (rb"/Count 4", b"/Count 2"),
        "count-large": (rb"/Count 4", b"/Count 9"),
        "filter": (rb"/FlateDecode", b"/LZWDecode  "),
        "filter-unknown": (rb"/FlateDecode", b"/FooDecode  "),
        "contents": (rb"/Contents \d+ 0 R", b"/Contents 1 0 R"),
        "startxref": (rb"startxref\n\d+", b"startxref\n17"),
    }
    for name, (old, new) in lies.items():
        yield HostileFile(f"{name}.pdf", re.sub(old, new, data, count=1))


def _html() -> Iterator[HostileFile]:
    text = html_text()
    for depth in (100, 600, 3_000):
        for tag in ("div", "span", "blockquote"):
            inner = text.replace("<body>", "<body>" + f"<{tag}>" * depth)
            yield HostileFile(f"deep-{tag}-{depth}.html", inner.encode())
    for charset in ("utf-16", "hex", "rot13", "gb2312", "utf-7", "no-such"):
        claimed = text.replace("<title>", f'<meta charset="{charset}"><title>')
        yield HostileFile(f"claims-{charset}.html", claimed.encode("gb18030"))
    yield HostileFile("size.html", text.replace("<p>", '<p style="font-size:1.2.3px">').encode())
    yield HostileFile("base.html", text.replace("<title>", '<base href="http://[x/"><title>').encode())
    yield HostileFile("links.html", text.replace("<p>", '<a href="http://h:80:80/a.pdf">x</a><p>').encode())
    mail = "Content-Type: multipart/related; boundary=b{0}\r\n\r\n--b{0}\r\n"
    for depth in (20, 3_000):
        nested = "MIME-Version: 1.0\r\n" + "".join(map(mail.format, range(depth)))
        page = f"Content-Type: text/html; charset=utf-8\r\n\r\n{text}\r\n"
        ends = "".join(f"--b{n}--\r\n" for n in reversed(range(depth)))
        yield HostileFile(f"deep-{depth}.mht", (nested + page + ends).encode())


def _word() -> Iterator[HostileFile]:
    body = word_body()
    for share in (0.3, 0.7, 0.99):
        parts = unpacked(docx_file(body))
        parts["word/document.xml"] = cut(parts["word/document.xml"], share)
        yield HostileFile(f"part-cut-{share}.docx", packed(parts))
    rows = [("项目", "决算数"), *ROWS]
    deep = word_table(rows)
    for _ in range(60):
        deep = f"<w:tbl><w:tr><w:tc>{deep}<w:p/></w:tc></w:tr></w:tbl>"
    text = "".join(map(paragraph, SENTENCES))
    yield HostileFile("deep-tables.docx", docx_file(text + deep))
    strange = "".join(f"<w:p><x:wrap><w:r><w:t>{one}</w:t></w:r></x:wrap></w:p>" for one in SENTENCES)
    yield HostileFile("wrapped-runs.docx", docx_file(strange + word_table(rows)))
    yield HostileFile("wrapped-blocks.docx", docx_file(f"<x:wrap>{text}</x:wrap>{word_table(rows)}"))
    chunk = "<w:altChunk xmlns:r='urn:r' r:id='r9'/>"
    yield HostileFile("chunk.docx", docx_file(word_table(rows) + chunk))
    cells = body.replace("<w:tc>", "<w:tc><w:tcPr><w:gridSpan w:val='9999999999'/></w:tcPr>", 1)
    yield HostileFile("span.docx", docx_file(cells))
    yield HostileFile(
        "digits.docx",
        docx_file(body.replace("<w:tc>", f"<w:tc><w:tcPr><w:gridSpan w:val='{'9' * 5_000}'/></w:tcPr>", 1)),
    )
    note = "<w:p><w:r><w:t>见注</w:t><w:footnoteReference w:id='7'/></w:r></w:p>"
    yield HostileFile("note.docx", docx_file(body + note), WORDS | {"脚注在此"})


def _sheets() -> Iterator[HostileFile]:
    data = xlsx_file()
    names = unpacked(data)
    for name in sorted(names):
        if name.startswith("xl/") and not name.startswith(("xl/theme", "xl/_rels")):
            left = {one: part for one, part in names.items() if one != name}
            yield HostileFile(f"no-{name.replace('/', '-')}.xlsx", packed(left))
            yield HostileFile(
                f"cut-{name.replace('/', '-')}.xlsx", packed(names | {name: cut(names[name], 0.6)})
            )
    cells = re.compile(rb't="inlineStr"><is><t>(.*?)</t></is>')
    texts = cells.findall(names["xl/worksheets/sheet1.xml"])
    numbers = iter(range(len(texts)))
    referring = cells.sub(lambda _: b't="s"><v>%d</v>' % next(numbers), names["xl/worksheets/sheet1.xml"])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    shared = f'<sst xmlns="{main}">'.encode() + items + b"</sst>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = names["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="rS"/></Relationships>'.encode(),
    )
    names |= {
        "xl/worksheets/sheet1.xml": referring,
        "xl/sharedStrings.xml": shared,
        "xl/_rels/workbook.xml.rels": related,
    }
    yield HostileFile("shared.xlsx", packed(names))
    yield HostileFile("no-strings.xlsx", packed({n: d for n, d in names.items() if "Strings" not in n}))
    strings = re.sub(rb"<si>.*?</si>", b"", names["xl/sharedStrings.xml"], count=9)
    yield HostileFile("fewer-strings.xlsx", packed(names | {"xl/sharedStrings.xml": strings}))
    relations = names["xl/_rels/workbook.xml.rels"].replace(b"sheet2.xml", b"sheet9.xml")
    yield HostileFile("sheet-elsewhere.xlsx", packed(names | {"xl/_rels/workbook.xml.rels": relations}))
    sheet = names["xl/worksheets/sheet2.xml"]
    for name, (old, new) in {
        "row-number": (b'<row r="2"', '<row r="²"'.encode()),
        "row-digits": (b'<row r="2"', b'<row r="' + b"9" * 5_000 + b'"'),
        "style-number": (b'<c r="A2"', '<c s="²" r="A2"'.encode()),
        "width": (b"<sheetData>", b'<cols><col min="1" max="1" width="nan"/></cols><sheetData>'),
    }.items():
        yield HostileFile(
            f"{name}.xlsx", packed(names | {"xl/worksheets/sheet2.xml": sheet.replace(old, new, 1)})
        )
    bomb = zlib.compress(bytes(10))
    yield HostileFile("extra.xlsx", packed(names | {"xl/media/image1.png": bomb}))
