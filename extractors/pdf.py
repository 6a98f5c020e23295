"""PDF pages as lines of text and rulings. The only module that knows PyMuPDF.

Text comes from the characters with their font boxes (not the tight ink boxes: a point and a digit
have one baseline, not one ink height). A page whose text stands on its side is turned before it is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")

import pymupdf  # noqa: E402  (the variable above must be set first)

from extractors.characters import normalise  # noqa: E402
from extractors.document import TextLine  # noqa: E402
from extractors.errors import DamagedFile, EmptyFile, EncryptedFile, NoPages, NotAPdf, TooLarge  # noqa: E402
from extractors.guards.damage import says_lost  # noqa: E402
from extractors.placement import Placement  # noqa: E402
from extractors.tables.grid import Grid, LeftOut  # noqa: E402
from extractors.tables.rulings import Segment  # noqa: E402
from extractors.tables.strokes import strokes_of  # noqa: E402

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CLIP
ASLANT = 0.1
"""Sine of the angle from which text is neither level nor upright."""
UPRIGHT = 0.99
"""Cosine of the angle up to which it is."""
UNEVEN = 1.25
"""A line so many times as high as its first character holds texts of different heights."""
DOUBLE = 1.5
"""Points between two writings of one text."""
HAIR = 0.5
"""Points by which a character may reach into its neighbour."""
BOLD = pymupdf.TEXT_FONT_BOLD
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How picture files begin."""
MOST_PICTURE_PIXELS = 120_000_000
A4_LENGTH = 842.0
LONGEST_SHEET = 1250.0
"""Points; A3 is 1,191 long."""
SHADE = (0.93, 0.93, 0.93)
LITTLE_TEXT = 60
"""Characters; a page with more is not looked at for images."""


@dataclass(slots=True)
class Page:
    """A page as displayed: ``lines`` in the file's order, rulings as drawn.

    ``horizontal`` holds ``(y, x0, x1)``, ``vertical`` ``(x, y0, y1)``, ``shades`` the boxes of other
    filled rectangles, in points from the top left.
    ``content`` says what a page without lines of text holds instead; ``covered`` is, on a page with
    little text, the share of it that the largest image covers; ``curves``, on one without text, the
    number of curves drawn on it. ``is_drawing``: the page has so many
    strokes that they are no rulings; they are left away. ``placement`` is the way back to the page as
    displayed, where it was turned to read text that stands on its side. ``grids`` are its tables
    once they have been looked for, ``left_out`` is what was not taken for one. ``damaged``: the library
    met what it could not read on it; ``repaired``: until then it had to put the file or its list of
    pages together.
    """

    number: int
    width: float
    height: float
    content: Literal["text", "image", "drawing", "blank", "unreadable"] = "text"
    covered: float = 0.0
    curves: int = 0
    is_drawing: bool = False
    damaged: bool = False
    repaired: bool = False
    lines: list[TextLine] = field(default_factory=list)
    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    shades: list[tuple[float, float, float, float]] = field(default_factory=list)
    placement: Placement | None = None
    grids: list[Grid] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def open_pdf(data: bytes) -> Any:
    """The opened PDF; a picture file as one.

    Raises :class:`EmptyFile`, :class:`NotAPdf`, :class:`EncryptedFile`, :class:`DamagedFile`,
    :class:`NoPages`.
    """
    if not data:
        raise EmptyFile
    if data.startswith(PICTURES):
        data = picture_as_pdf(data)
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf
    try:
        pdf = pymupdf.open(stream=data, filetype="pdf")
        if pdf.needs_pass:
            raise EncryptedFile
        pages = pdf.page_count
    except EncryptedFile:
        raise
    except Exception as error:  # The library raises errors of many kinds on a damaged file.
        raise DamagedFile(type(error).__name__) from error
    if pages == 0:
        # A cut-off file is repaired into one without pages; a whole file has its end mark.
        if b"%%EOF" not in data[-2048:]:
            raise DamagedFile
        raise NoPages
    return pdf


def picture_as_pdf(data: bytes) -> bytes:
    """A picture file (PNG, JPEG, TIFF) as a PDF with a page for each of its pictures.

    A picture that is larger than any sheet at the resolution that it names, or that names none, becomes
    as long as an A4 page. Raises :class:`DamagedFile`, :class:`TooLarge`.
    """
    try:
        with pymupdf.open(stream=data) as pictures:
            # The size stands in the head of a picture: nothing is unpacked yet.
            for page in pictures:
                if any(i["width"] * i["height"] > MOST_PICTURE_PIXELS for i in page.get_image_info()):
                    raise TooLarge
            pdf = pictures.convert_to_pdf()
        with pymupdf.open(stream=pdf, filetype="pdf") as source, pymupdf.open() as result:
            for index, page in enumerate(source):
                width, height = page.rect.width, page.rect.height
                scale = A4_LENGTH / max(width, height) if max(width, height) > LONGEST_SHEET else 1.0
                sheet = result.new_page(width=scale * width, height=scale * height)
                sheet.show_pdf_page(sheet.rect, source, index)
            return bytes(result.tobytes(no_new_id=True))
    except TooLarge:
        raise
    except Exception as error:  # The library raises errors of many kinds on a damaged picture.
        raise DamagedFile(type(error).__name__) from error


def sheets_of_pictures(
    sheets: Iterable[tuple[float, float, list[tuple[bytes, tuple[float, float, float, float]]]]],
) -> bytes:
    """A PDF of pages of a width and a height, each with pictures in their boxes.

    A picture that cannot be read, or is too large to be unpacked, is left away.
    """
    with pymupdf.open() as pdf:
        for width, height, pictures in sheets:
            sheet = pdf.new_page(width=max(width, 1.0), height=max(height, 1.0))
            for data, box in pictures:
                try:
                    with pymupdf.open(stream=data) as picture:
                        infos = [info for page in picture for info in page.get_image_info()]
                    if any(info["width"] * info["height"] > MOST_PICTURE_PIXELS for info in infos):
                        continue
                    sheet.insert_image(pymupdf.Rect(box), stream=data, keep_proportion=False)
                except Exception:  # The library raises errors of many kinds on a damaged picture.
                    continue
        return bytes(pdf.tobytes(no_new_id=True))


def drawn_pages(pages: Iterable[Page]) -> bytes:
    """A PDF that shows what was read of ``pages``: their lines, rulings and shades, each at its place.

    For formats that no library here draws. Pages that could not be read stay blank.
    """
    font = pymupdf.Font("cjk")
    with pymupdf.open() as pdf:
        for page in pages:
            sheet = pdf.new_page(width=max(page.width, 1.0), height=max(page.height, 1.0))
            shape = sheet.new_shape()
            for box in page.shades:
                shape.draw_rect(pymupdf.Rect(box))
                shape.finish(color=None, fill=SHADE, width=0)
            for y, x0, x1 in page.horizontal:
                shape.draw_line((x0, y), (x1, y))
            for x, y0, y1 in page.vertical:
                shape.draw_line((x, y0), (x, y1))
            if page.horizontal or page.vertical:
                shape.finish(width=0.5)
            shape.commit()
            writer = pymupdf.TextWriter(sheet.rect)
            for line in page.lines:
                baseline = line.y0 + (line.y1 - line.y0) * font.ascender / (font.ascender - font.descender)
                for char, x in zip(line.text, line.edges, strict=False):
                    if not char.isspace():
                        writer.append((x, baseline), char, font=font, fontsize=line.size)
            writer.write_text(sheet)
        return bytes(pdf.tobytes(no_new_id=True))


def read_pages(data: bytes) -> Iterator[Page]:
    """The pages of a PDF in order.

    Raises as :func:`open_pdf`; a page that cannot be parsed comes empty, as ``unreadable``.
    """
    pymupdf.TOOLS.reset_mupdf_warnings()
    pdf = open_pdf(data)
    try:
        patched = says_lost(pymupdf.TOOLS.mupdf_warnings())
        for index in range(pdf.page_count):
            page = _read_page(pdf, index)
            page.damaged = says_lost(pymupdf.TOOLS.mupdf_warnings())
            page.repaired = patched or bool(pdf.is_repaired)
            yield page
    finally:
        pdf.close()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: ``rgb`` holds three bytes a pixel, row by row from the top left.

    ``damaged``: the library met what it could not draw.
    """

    number: int
    width: int
    height: int
    rgb: bytes
    damaged: bool = False


MOST_PIXELS = 50_000_000
"""Larger pictures are not drawn: a page of A0 at 150 dots an inch has 35 million."""


def page_images(data: bytes, dpi: int, numbers: Iterable[int] | None = None) -> Iterator[PageImage]:
    """Pages as displayed, ``72 / dpi`` points a pixel; all of them, or those of ``numbers`` (from 1).

    Raises as :func:`open_pdf`; a page that cannot be drawn, or is too large for it, is left out.
    """
    with open_pdf(data) as pdf:
        for number in numbers if numbers is not None else range(1, pdf.page_count + 1):
            try:
                page = pdf[number - 1]
                if not 0 < page.rect.width * page.rect.height * (dpi / 72) ** 2 <= MOST_PIXELS:
                    continue
                pymupdf.TOOLS.reset_mupdf_warnings()
                picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
                damaged = says_lost(pymupdf.TOOLS.mupdf_warnings())
            except (RuntimeError, ValueError):
                continue
            yield PageImage(number, picture.width, picture.height, picture.samples, damaged)


class _Unparsable(Exception):
    """A page that the library cannot parse."""


@contextmanager
def _parsing() -> Iterator[None]:
    """Take what the library raises on a damaged page, errors of many kinds, as :class:`_Unparsable`."""
    try:
        yield
    except Exception as error:
        raise _Unparsable from error


def _read_page(pdf: Any, index: int) -> Page:
    try:
        return _parsed_page(pdf, index)
    except _Unparsable:
        return Page(index + 1, 0, 0, "unreadable")


def _parsed_page(pdf: Any, index: int) -> Page:
    with _parsing():
        page = pdf[index]
        if page.rotation:
            page.remove_rotation()
        rect = page.rect
        result = Page(index + 1, rect.width, rect.height)
        content = page.get_textpage(flags=TEXT_FLAGS).extractRAWDICT()
    if degrees := _lies_on_its_side(content):
        result.placement = _turned_back(degrees, rect.width, rect.height)
        with _parsing():
            page.set_rotation(degrees)
            page.remove_rotation()
            rect = page.rect
            result.width, result.height = rect.width, rect.height
            content = page.get_textpage(flags=TEXT_FLAGS).extractRAWDICT()
    result.lines = _text_lines(content, result)
    with _parsing():
        drawings = page.get_cdrawings()
    strokes = strokes_of(drawings)
    result.horizontal, result.vertical = strokes.horizontal, strokes.vertical
    result.shades, result.is_drawing = strokes.shades, strokes.is_drawing
    with _parsing():
        if sum(len(line.text) for line in result.lines) <= LITTLE_TEXT:
            result.covered = _covered(page, rect)
        if not result.lines:
            result.content = "image" if page.get_images() else "drawing" if drawings else "blank"
            result.curves = sum(item[0] == "c" for drawing in drawings for item in drawing["items"])
    return result


def _lies_on_its_side(content: dict[str, Any]) -> int:
    """By how many degrees clockwise a page must be turned for most of its text to be level."""
    lines = [line for block in content["blocks"] for line in block.get("lines", ())]
    standing = [line for line in lines if abs(line["dir"][1]) > UPRIGHT]
    if 2 * len(standing) <= len(lines):
        return 0
    if sum(len(span["chars"]) for line in standing for span in line["spans"]) < LITTLE_TEXT:
        return 0
    upwards = sum(line["dir"][1] < 0 for line in standing)
    return 90 if 2 * upwards > len(standing) else 270


def _turned_back(degrees: int, width: float, height: float) -> Placement:
    """From a page of ``width`` and ``height`` that was turned clockwise back to the page as displayed."""
    if degrees == 90:
        return Placement(((0.0, 1.0, 0.0), (-1.0, 0.0, height)))
    return Placement(((0.0, -1.0, width), (1.0, 0.0, 0.0)))


def _covered(page: Any, rect: Any) -> float:
    """The share of a page that its largest image covers."""
    boxes = [pymupdf.Rect(image["bbox"]) & rect for image in page.get_image_info()]
    areas = [box.width * box.height for box in boxes if not box.is_empty]
    return float(max(areas, default=0.0) / max(1.0, rect.width * rect.height))


def _text_lines(content: dict[str, Any], page: Page) -> list[TextLine]:
    lines = _all_lines(content, page)
    if _has_doubles(lines):
        _remove_doubles(content)
        lines = _all_lines(content, page)
    return lines


def _all_lines(content: dict[str, Any], page: Page) -> list[TextLine]:
    lines = []
    for line in _whole(line for block in content["blocks"] for line in block.get("lines", ())):
        spans = line["spans"]
        chars = [char for span in spans for char in span["chars"]]
        if not chars:
            continue
        across, down = line["dir"]
        if min(abs(across), abs(down)) > ASLANT:
            continue  # a watermark
        x0, y0, x1, y1 = line["bbox"]
        if x1 <= 0 or y1 <= 0 or x0 >= page.width or y0 >= page.height:
            continue
        level = abs(across) > abs(down)
        top, bottom = chars[0]["bbox"][1::2]
        if level and y1 - y0 > UNEVEN * (bottom - top):
            for part in _by_height(chars):
                lines += _line(part, spans[0], page)
        else:
            lines += _line(chars, spans[0], page, line["bbox"], level)
    return lines


def _whole(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines, those that fill a hole in another put into it.

    Where a font lacks a character (often a quotation mark), producers write it apart in another font.
    """
    result = list(lines)
    rows: dict[int, list[dict[str, Any]]] = {}
    for line in result:
        rows.setdefault(round(line["spans"][0]["origin"][1]), []).append(line)
    filled: set[int] = set()
    for row in rows.values():
        if len(row) < 2:
            continue
        for small in row:
            x0, _, x1, _ = small["bbox"]
            for line in row:
                if line["bbox"][0] < x0 and x1 < line["bbox"][2] and _fill_hole(line, small):
                    filled.add(id(small))
                    break
    return [line for line in result if id(line) not in filled] if filled else result


def _fill_hole(line: dict[str, Any], small: dict[str, Any]) -> bool:
    """Put the characters of ``small`` into ``line`` if a hole between two of its own takes them."""
    x0, _, x1, _ = small["bbox"]
    for index, span in enumerate(line["spans"]):
        chars = span["chars"]
        for i, (left, right) in enumerate(pairwise(chars), 1):
            if left["bbox"][2] <= x0 + HAIR and x1 <= right["bbox"][0] + HAIR:
                parts = [span | {"chars": chars[:i]}, *small["spans"], span | {"chars": chars[i:]}]
                line["spans"][index : index + 1] = parts
                return True
            if left["bbox"][0] > x0:
                return False
    return False


def _line(
    chars: list[dict[str, Any]],
    span: dict[str, Any],
    page: Page,
    box: tuple[float, float, float, float] | None = None,
    level: bool = True,
) -> list[TextLine]:
    """The line of ``chars``, with font and size of ``span``; none if it is blank."""
    raw = "".join([char["c"] for char in chars])
    if raw.isspace():
        return []
    if box is None:
        tops, bottoms = [char["bbox"][1] for char in chars], [char["bbox"][3] for char in chars]
        box = (chars[0]["bbox"][0], min(tops), chars[-1]["bbox"][2], max(bottoms))
    x0, y0, x1, y1 = box
    if level:
        edges = [char["bbox"][0] for char in chars]
        edges.append(chars[-1]["bbox"][2])
    else:  # text turned on its side: the characters share the width of the line
        edges = [x0 + (x1 - x0) * i / len(raw) for i in range(len(raw) + 1)]
    bold = bool(span["flags"] & BOLD)
    return [TextLine(page.number, normalise(raw), raw, edges, y0, y1, span["size"], bold)]


def _by_height(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters of one line in runs of one height; the library joins neighbours set a little higher."""
    runs: list[list[dict[str, Any]]] = []
    for char in chars:
        y0, y1 = char["bbox"][1::2]
        if runs and (char["c"].isspace() or abs(y0 - runs[-1][0]["bbox"][1]) < (UNEVEN - 1) * (y1 - y0)):
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _has_doubles(lines: list[TextLine]) -> bool:
    """Whether some line is written twice, a little apart: some producers embolden text so."""
    seen: dict[tuple[str, int], list[TextLine]] = {}
    for line in lines:
        row = int(line.y0 / DOUBLE)
        for key in ((line.text, row - 1), (line.text, row), (line.text, row + 1)):
            for other in seen.get(key, ()):
                if abs(line.x0 - other.x0) < DOUBLE and abs(line.y0 - other.y0) < DOUBLE:
                    return True
        seen.setdefault((line.text, row), []).append(line)
    return False


def _remove_doubles(content: dict[str, Any]) -> None:
    """Take the second writing of characters that are written twice out of ``content``.

    The library joins the one writing of a text with the other of its neighbour, so that only the
    single characters tell.
    """
    seen: set[tuple[str, int, int]] = set()
    for block in content["blocks"]:
        for line in block.get("lines", ()):
            spans = line["spans"]
            before = sum(len(span["chars"]) for span in spans)
            for span in spans:
                span["chars"] = [char for char in span["chars"] if _is_first(char, seen)]
            chars = [char for span in spans for char in span["chars"]]
            if chars and len(chars) < before:
                boxes = [char["bbox"] for char in chars]
                x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
                line["bbox"] = (x0, y0, max(box[2] for box in boxes), max(box[3] for box in boxes))


def _is_first(char: dict[str, Any], seen: set[tuple[str, int, int]]) -> bool:
    """Whether ``char`` was not yet seen at about its place; notes it in ``seen``."""
    text = char["c"]
    column, row = round(char["bbox"][0] / DOUBLE), round(char["bbox"][1] / DOUBLE)
    if text.isspace():
        return True
    if any((text, column + dx, row + dy) in seen for dx in (0, -1, 1) for dy in (0, -1, 1)):
        return False
    seen.add((text, column, row))
    return True
