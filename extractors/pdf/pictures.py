"""Pictures of pages, and pages made of pictures and of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pymupdf

from extractors.pdf.opening import forget_complaints, is_too_large, lost_something, open_pdf
from extractors.pdf.reading import Page

SHADE = (0.93, 0.93, 0.93)


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
                forget_complaints()
                picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
                damaged = lost_something()
            except (RuntimeError, ValueError):
                continue
            yield PageImage(number, picture.width, picture.height, picture.samples, damaged)


DRAWING_DPI = 144
"""Two pixels a point: the small print of a drawing can be read."""


def picture_of_drawing(svg: str) -> bytes:
    """An SVG drawing as PNG, in the library's own fonts; coarser if it is very large."""
    with pymupdf.open(stream=svg.encode(), filetype="svg") as drawing:
        (page,) = drawing
        size = page.rect.width * page.rect.height / 72**2
        dpi = min(DRAWING_DPI, int((MOST_PIXELS / max(size, 1e-9)) ** 0.5))
        return bytes(page.get_pixmap(dpi=max(dpi, 1), alpha=False).tobytes("png"))


@dataclass(frozen=True, slots=True)
class PictureSheets:
    """A PDF of pictures, and its pages (from 1) of which a picture is damaged, or is none, or too large."""

    pdf: bytes
    damaged: list[int]


def sheets_of_pictures(
    sheets: Iterable[tuple[float, float, list[tuple[bytes, tuple[float, float, float, float]]]]],
) -> PictureSheets:
    """A PDF of pages of a width and a height, each with pictures in their boxes.

    A picture that cannot be read, or is too large to be unpacked, is left away.
    """
    damaged = []
    with pymupdf.open() as pdf:
        for number, (width, height, pictures) in enumerate(sheets, 1):
            sheet = pdf.new_page(width=max(width, 1.0), height=max(height, 1.0))
            shown = [_is_shown(sheet, data, box) for data, box in pictures]
            if not all(shown):
                damaged.append(number)
        return PictureSheets(pdf.tobytes(no_new_id=True), damaged)


def _is_shown(sheet: pymupdf.Page, data: bytes, box: tuple[float, float, float, float]) -> bool:
    """Put a picture on a sheet; whether it is there, and whole."""
    try:
        with pymupdf.open(stream=data) as picture:
            if any(is_too_large(page, data) for page in picture):
                return False
        forget_complaints()
        sheet.insert_image(pymupdf.Rect(box), stream=data, keep_proportion=False)
    except Exception:  # The library raises errors of many kinds on a damaged picture.
        return False
    return not lost_something()


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
