"""Files made to do harm: mutated disclosures, and PDF files and archives of hostile sizes."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable

import pymupdf
from PIL import Image

STRANGE = [b"0", b"-1", b"99999999", b"1e38", b"-0.0001", b"null", b"[]", b"/X", b"2147483648", b"4 0 R"]


def some_pages(data: bytes, most: int, rng: random.Random) -> bytes:
    """At most so many pages of a PDF file, one after the other."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        first = rng.randrange(max(1, pdf.page_count - most + 1))
        pdf.select(range(first, min(first + most, pdf.page_count)))
        return pdf.tobytes(garbage=3, deflate=True, no_new_id=True)  # type: ignore[no-any-return]


def flipped_bytes(data: bytes, rng: random.Random) -> bytes:
    """Some bytes are others."""
    broken = bytearray(data)
    for _ in range(rng.choice([1, 10, 100, 2_000])):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    return bytes(broken)


def cut_and_pasted(data: bytes, rng: random.Random) -> bytes:
    """A piece is missing, doubled, or stands elsewhere; or the end is cut off."""
    a, b = sorted(rng.randrange(len(data)) for _ in range(2))
    place = rng.randrange(len(data))
    return rng.choice(
        [data[:a], data[:a] + data[b:], data[:b] + data[a:], data[:place] + data[a:b] + data[place:]]
    )


def changed_objects(data: bytes, rng: random.Random) -> bytes:
    """Keys of the file's objects have strange values, or those of other objects."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        numbers = range(1, pdf.xref_length())
        for _ in range(rng.choice([1, 5, 50])):
            xref = rng.choice(numbers)
            keys = pdf.xref_get_keys(xref)
            if keys:
                value = rng.choice([*(v.decode() for v in STRANGE), f"{rng.choice(numbers)} 0 R"])
                pdf.xref_set_key(xref, rng.choice(keys), value)
        return _saved(pdf)


def changed_streams(data: bytes, rng: random.Random) -> bytes:
    """Numbers and operators of the pages' contents are others."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            for xref in page.get_contents():
                stream = pdf.xref_stream(xref) or b""
                share = rng.choice([0.0005, 0.01])
                pdf.update_stream(
                    xref,
                    re.sub(
                        rb"-?\b\d+(?:\.\d+)?\b|\b[A-Za-z]{1,2}\b",
                        lambda m: rng.choice(STRANGE) if rng.random() < share else m[0],  # noqa: B023
                        stream,
                    ),
                )
        return _saved(pdf)


def without_unicode(data: bytes, rng: random.Random) -> bytes:
    """Its fonts do not say which characters their glyphs are."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for xref in range(1, pdf.xref_length()):
            if "ToUnicode" in pdf.xref_get_keys(xref) and rng.random() < 0.9:
                pdf.xref_set_key(xref, "ToUnicode", "null")
        return _saved(pdf)


def huge_pages(data: bytes, rng: random.Random) -> bytes:
    """Its pages are as large as a province, or have no size."""
    boxes = ["[0 0 1e9 1e9]", "[0 0 200000 200000]", "[-1e6 -1e6 0 0]", "[0 0 0 0]", "[0 0 1e38 1]"]
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            pdf.xref_set_key(page.xref, rng.choice(["MediaBox", "CropBox"]), rng.choice(boxes))
            if rng.random() < 0.3:
                pdf.xref_set_key(page.xref, "UserUnit", "75000")
        return _saved(pdf)


def nested_archives(data: bytes, rng: random.Random) -> bytes:
    """The file in an archive in an archive in …"""
    for level in range(rng.choice([1, 5, 40])):
        data = zipped({f"{level}.zip" if level else "a.pdf": data})
    return data


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    flipped_bytes,
    cut_and_pasted,
    changed_objects,
    changed_streams,
    without_unicode,
    huge_pages,
    nested_archives,
]


def changed_parts(data: bytes, rng: random.Random) -> bytes:
    """Numbers and references in the parts of an OFD file are others; some parts are missing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strange = [b"0", b"-1", b"99999999", b"1e308", b"NaN", b"g 999999999 1", b"", b"Pages/Page_0/Content.xml"]
    share = rng.choice([0.002, 0.05])

    def other(match: re.Match[bytes]) -> bytes:
        return b'"' + rng.choice(strange) + b'"' if rng.random() < share else match[0]

    for name in list(parts):
        parts[name] = re.sub(rb'(?<==)"[^"]*"', other, parts[name])
        if rng.random() < 0.05 and name != "OFD.xml":
            del parts[name]
    return zipped(parts)


def torn_lines(data: bytes, rng: random.Random) -> bytes:
    """Lines of a text are cut, doubled, or elsewhere; some have marks of tables and of markup in them."""
    marks = [
        b"\t",
        b"\t\t\t",
        b"|",
        b"\n",
        b"\n\n",
        b"\f",
        b"<table>",
        b"</td><td rowspan=9999>",
        b"**",
        b"# ",
        b'"',
    ]
    lines = data.split(b"\n")
    for _ in range(rng.choice([1, 20, 400])):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        place = rng.randrange(len(lines[at]) + 1)
        lines[at] = rng.choice(
            [lines[at][:place], lines[other], lines[at][:place] + rng.choice(marks) + lines[at][place:]]
        )
    return b"\n".join(lines)


OTHER_MUTATIONS: dict[str, list[Callable[[bytes, random.Random], bytes]]] = {
    ".ofd": [changed_parts, flipped_bytes, cut_and_pasted],
    ".txt": [torn_lines, flipped_bytes, cut_and_pasted],
    ".md": [torn_lines, flipped_bytes, cut_and_pasted],
}
"""By the ending of a file's name: what is done to files that are no PDF."""


def long_text(characters: int) -> bytes:
    """A text of a table with very many columns, of very many rows apart, and of one line without end."""
    third = characters // 3
    wide = "\t".join(["2024年决算"] * 900)
    return "\n".join(
        [*[wide] * 12, "第一章", *["1\t2\n"] * (third // 5), "第二章", "万元，" * (third // 3)]
    ).encode()


def mutated(data: bytes, mutation: Callable[[bytes, random.Random], bytes], seed: int, pages: int) -> bytes:
    """A few pages of a PDF file, mutated: by the next seed that the library can write."""
    while True:
        rng = random.Random(seed)
        try:
            return mutation(some_pages(data, pages, rng), rng)
        except (ValueError, RuntimeError):  # such as no page left
            seed += 1


def many_rulings(lines: int) -> bytes:
    """A page with so many ruling lines, half of them across, at random places."""
    rng = random.Random(lines)
    drawn = []
    for n in range(lines):
        x, y = rng.uniform(0, 555), rng.uniform(0, 800)
        across, down = (rng.uniform(5, 40), 0) if n % 2 else (0, rng.uniform(5, 40))
        drawn.append(f"{x:.1f} {y:.1f} m {x + across:.1f} {y + down:.1f} l S")
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        page.insert_text((72, 72), "2024")
        xref = pdf.get_new_xref()
        pdf.update_object(xref, "<<>>")
        pdf.update_stream(xref, "\n".join(drawn).encode())
        pdf.xref_set_key(page.xref, "Contents", f"[{page.get_contents()[0]} 0 R {xref} 0 R]")
        return _saved(pdf)


def picture_bomb(side: int) -> bytes:
    """A page with a line of text over a picture of so many pixels each way, in a file of some kilobytes.

    JPEG 2000 is unpacked whole, at four bytes for each value, however small the picture is drawn.
    """
    sink = io.BytesIO()
    Image.new("L", (side, side), 255).save(sink, "JPEG2000")
    picture = sink.getvalue()
    text = b"BT /F 12 Tf 72 720 Td (budget 2024, with so many words that the page is no scan) Tj ET"
    content = text + b" q 595 0 0 842 0 0 cm /I Do Q"
    image = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray" % (side, side)
    image += b" /BitsPerComponent 8 /Filter /JPXDecode /Length %d >>" % len(picture)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    page += b" /Resources << /XObject << /I 5 0 R >> /Font << /F 6 0 R >> >> >>"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            page,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            image + b"\nstream\n" + picture + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def many_pages(pages: int) -> bytes:
    """So many pages with a line of text; written by hand, as the library takes a minute for 10,000."""
    text = b"BT /F 12 Tf 72 720 Td (budget 2024) Tj ET"
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
    page += b" /Resources << /Font << /F 4 0 R >> >> >>"
    objects += [page] * pages
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    """A PDF file of these objects; the first is its catalogue."""
    sink, offsets = io.BytesIO(), []
    sink.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(sink.tell())
        sink.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = sink.tell()
    sink.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    sink.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    sink.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return sink.getvalue()


def lying_archive(entries: int, declared: int = 100) -> bytes:
    """An archive whose end tells of a small directory, and its second end (ZIP64) of the real, large one."""
    first = zipped({"a.txt": b"budget"})
    member, _, rest = first.partition(b"PK\x01\x02")
    entry = b"PK\x01\x02" + rest[: rest.index(b"PK\x05\x06")]
    directory = entry * entries
    start, size = len(member), len(directory)
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, declared, start, 0)
    return member + directory + end64 + locator + end


def lying_compound(sectors: int) -> bytes:
    """An OLE file whose directory is one chain of so many sectors of 4,096 bytes."""
    per_table = 1024
    tables = -(-sectors // per_table)
    header = bytearray(4096)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 4, 0xFFFE, 12, 6)
    struct.pack_into("<IIIIIIIII", header, 40, sectors, tables, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    places = [*range(sectors, sectors + tables)][:109]
    struct.pack_into("<109I", header, 76, *places, *[0xFFFFFFFF] * (109 - len(places)))
    chain = [*range(1, sectors), 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    chain += [0xFFFFFFFF] * (tables * per_table - len(chain))
    return bytes(header) + bytes(4096 * sectors) + struct.pack(f"<{len(chain)}I", *chain)


def zip_bomb(megabytes: int) -> bytes:
    """A small archive of which a member is so large."""
    return zipped({"a.pdf": b"%PDF-1.7\n" + bytes(megabytes * 1_000_000)})


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def _saved(pdf: pymupdf.Document) -> bytes:
    return pdf.tobytes(no_new_id=True)  # type: ignore[no-any-return]
