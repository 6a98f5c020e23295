"""Pages -> PDF; pages as pictures, and pictures as PDF. The one module of the corpus that knows PyMuPDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

import numpy as np
import pymupdf
from numpy.typing import NDArray

from corpus.printing.look import Box, Look, Measure, SamplePage, Stroke, Text

RADICALS = {
    "一": "⼀", "二": "⼆", "人": "⼈", "入": "⼊", "工": "⼯", "支": "⽀", "文": "⽂", "方": "⽅",
    "日": "⽇", "水": "⽔", "生": "⽣", "用": "⽤", "目": "⽬", "行": "⾏", "金": "⾦", "食": "⾷",
}  # fmt: skip
"""Character -> the radical of the Kangxi block (U+2F00) that looks the same."""

BLEED = 28.0
"""Width of the rim that a crop box hides, in points."""


@cache
def _font(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


@cache
def _advance(char: str, latin: str) -> float:
    return _font(_face(char, latin)).glyph_advance(ord(char))


def _face(char: str, latin: str) -> str:
    return latin if char.isascii() else "cjk"


def measurer(latin: str) -> Measure:
    """Widths of texts whose figures are set in the face ``latin`` (``tiro``, ``helv`` or ``cjk``)."""

    def measure(text: str, size: float) -> float:
        return sum(_advance(char, latin) for char in text) * size

    return measure


def write(pages: list[SamplePage], look: Look, title: str, year: int) -> bytes:
    """The pages as a PDF, the same to the byte for the same pages."""
    document = pymupdf.open()
    for page in pages:
        _page(document, page, look)
    document.subset_fonts()
    if look.radicals:
        _radicals(document)
    return _saved(document, title, year)


def _saved(document: pymupdf.Document, title: str, year: int) -> bytes:
    date = f"D:{year + 1}0228093000+08'00'"
    document.set_metadata({"title": title, "creationDate": date, "modDate": date})
    return document.tobytes(garbage=3, deflate=True, no_new_id=True)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: its size in points, its grey levels row by row (0 black, 255 white)."""

    width: float
    height: float
    grey: NDArray[np.uint8]


def page_pictures(pdf: bytes, dpi: int, angles: Iterable[float]) -> Iterator[Picture]:
    """The pages of a PDF as grey pictures, each turned by an angle (degrees) about its middle."""
    with pymupdf.open("pdf", pdf) as document:
        for page, angle in zip(document, angles, strict=False):
            width, height = page.rect.width, page.rect.height
            columns, rows = round(width * dpi / 72), round(height * dpi / 72)
            scale = pymupdf.Matrix(dpi / 72, dpi / 72)
            turned = (
                scale
                * pymupdf.Matrix(1, 0, 0, 1, -columns / 2, -rows / 2)
                * pymupdf.Matrix(angle)
                * pymupdf.Matrix(1, 0, 0, 1, columns / 2, rows / 2)
            )
            canvas = pymupdf.IRect(0, 0, columns, rows)
            pixels = pymupdf.Pixmap(pymupdf.csGRAY, canvas)
            pixels.clear_with(255)
            shown = page.get_displaylist().get_pixmap(matrix=turned, colorspace=pymupdf.csGRAY, alpha=False)
            pixels.copy(shown, canvas)
            grey = np.frombuffer(pixels.samples, np.uint8).reshape(rows, pixels.stride)
            yield Picture(width, height, grey[:, :columns])


def pictures_as_pdf(pictures: Iterable[Picture], quality: int, title: str, year: int) -> bytes:
    """A PDF of one JPEG a page and nothing else."""
    document = pymupdf.open()
    for picture in pictures:
        rows, columns = picture.grey.shape
        samples = np.ascontiguousarray(picture.grey).tobytes()
        jpeg = pymupdf.Pixmap(pymupdf.csGRAY, columns, rows, samples, False).tobytes("jpeg", quality)
        page = document.new_page(width=picture.width, height=picture.height)
        page.insert_image(page.rect, stream=jpeg)
    return _saved(document, title, year)


def _page(document: pymupdf.Document, page: SamplePage, look: Look) -> None:
    target = document.new_page(width=page.width, height=page.height)
    _drawings(target, [m for m in page.marks if not isinstance(m, Text)])
    for bold in (False, True):
        texts = [m for m in page.marks if isinstance(m, Text) and m.bold == bold]
        if texts:
            writer = pymupdf.TextWriter(target.rect)
            for mark in texts:
                _append(writer, mark, look.latin)
                if bold and look.double_bold:
                    _append(writer, replace(mark, x=mark.x + 0.3), look.latin)
            writer.write_text(target, render_mode=2 if bold and not look.double_bold else 0)
    if look.watermark:
        _watermark(target, look)
    if look.crop:
        _crop(document, target)
    if page.rotated:
        _turn(document, target)


def _watermark(target: pymupdf.Page, look: Look) -> None:
    """Large grey text across the page, rising to the right."""
    writer = pymupdf.TextWriter(target.rect)
    at = pymupdf.Point(target.rect.width * 0.3, target.rect.height * 0.65)
    writer.append(at, look.watermark, font=_font("cjk"), fontsize=60)
    writer.write_text(target, color=(0.88,) * 3, morph=(at, pymupdf.Matrix(35)), overlay=False)


def _radicals(document: pymupdf.Document) -> None:
    """Let common characters extract as CJK radicals, as some producers' fonts do."""
    for xref in range(1, document.xref_length()):
        kind, value = document.xref_get_key(xref, "ToUnicode")
        if kind == "xref":
            table = int(value.split()[0])
            document.update_stream(table, with_radicals(document.xref_stream(table)))


RANGE = re.compile(rb"^<(\w{4})> <(\w{4})> <(\w{4})>$", re.M)
SINGLE = re.compile(rb"^<(\w{4})> <(\w{4})>$", re.M)


def with_radicals(cmap: bytes) -> bytes:
    """A ToUnicode map in which the characters of ``RADICALS`` become the radicals.

    Ranges that hold one of them are split; the map is written anew in blocks of 100 lines.
    """
    ranges = [tuple(int(n, 16) for n in m.groups()) for m in RANGE.finditer(cmap)]
    body = cmap.partition(b"endcodespacerange")[2]
    singles = [tuple(int(n, 16) for n in m.groups()) for m in SINGLE.finditer(body)]
    other = {ord(c): ord(r) for c, r in RADICALS.items()}
    lines: list[bytes] = []
    for first, last, start in [*ranges, *((g, g, c) for g, c in singles)]:
        at = first
        for glyph in range(first, last + 1):
            char = start + glyph - first
            if char in other:
                if at < glyph:
                    lines.append(b"<%04x> <%04x> <%04x>" % (at, glyph - 1, start + at - first))
                lines.append(b"<%04x> <%04x> <%04x>" % (glyph, glyph, other[char]))
                at = glyph + 1
        if at <= last:
            lines.append(b"<%04x> <%04x> <%04x>" % (at, last, start + at - first))
    head, _, _ = cmap.partition(b"endcodespacerange")
    parts = [head + b"endcodespacerange"]
    for k in range(0, len(lines), 100):
        block = lines[k : k + 100]
        parts += [b"%d beginbfrange" % len(block), *block, b"endbfrange"]
    return b"\n".join(
        [*parts, b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end", b""]
    )


def _append(writer: pymupdf.TextWriter, mark: Text, latin: str) -> None:
    x = mark.x
    for face, chars in groupby(mark.text, key=lambda c: _face(c, latin)):
        run = "".join(chars)
        writer.append((x, mark.y), run, font=_font(face), fontsize=mark.size)
        x += sum(_advance(c, latin) for c in run) * mark.size


def _drawings(target: pymupdf.Page, marks: list[Stroke | Box]) -> None:
    """Grounds first, then strokes; one path a mark, as office programs write them."""
    shape = target.new_shape()
    for mark in sorted(marks, key=lambda m: not (isinstance(m, Box) and bool(m.fill))):
        if isinstance(mark, Stroke):
            shape.draw_line((mark.x0, mark.y0), (mark.x1, mark.y1))
            shape.finish(width=mark.width, dashes="[3 2] 0" if mark.dashed else None)
        elif mark.fill is None:
            shape.draw_rect((mark.x0, mark.y0, mark.x1, mark.y1))
            shape.finish(width=mark.width)
        else:
            shape.draw_rect((mark.x0, mark.y0, mark.x1, mark.y1))
            shape.finish(color=None, fill=(mark.fill,) * 3, width=0)
    shape.commit()


def _crop(document: pymupdf.Document, target: pymupdf.Page) -> None:
    """A larger sheet around the page, with a printer's mark that the crop box hides."""
    width, height = target.rect.width, target.rect.height
    writer = pymupdf.TextWriter(target.rect)
    writer.append((BLEED, -BLEED / 3), "校样 2 第 1234.56 号", font=_font("cjk"), fontsize=8)
    writer.write_text(target)
    rim = f"{-BLEED:g} {-BLEED:g} {width + BLEED:g} {height + BLEED:g}"
    document.xref_set_key(target.xref, "MediaBox", f"[{rim}]")
    document.xref_set_key(target.xref, "CropBox", f"[0 0 {width:g} {height:g}]")


def _turn(document: pymupdf.Document, target: pymupdf.Page) -> None:
    """Turn a landscape page into a portrait one with /Rotate 90 that is displayed the same."""
    width, height = target.rect.width, target.rect.height
    target.clean_contents()
    (xref,) = target.get_contents()
    stream = document.xref_stream(xref)
    document.update_stream(xref, f"q 0 1 -1 0 {height:g} 0 cm\n".encode() + stream + b"\nQ\n")
    target.set_mediabox(pymupdf.Rect(0, 0, height, width))
    target.set_rotation(90)
