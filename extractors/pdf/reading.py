"""PDF pages as lines of text and rulings.

A page whose text stands on its side is turned before it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import pymupdf

from extractors.document import TextLine
from extractors.glyphs.lines import Content, lies_on_its_side, text_lines
from extractors.pdf.opening import forget_complaints, lost_something, open_pdf
from extractors.placement import Placement
from extractors.tables.grid import Grid, LeftOut
from extractors.tables.rulings import Segment
from extractors.tables.strokes import Strokes, strokes_of, strokes_of_vectors

TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CLIP
    | pymupdf.TEXT_COLLECT_VECTORS
    | pymupdf.TEXT_LAZY_VECTORS  # which wait until the text that they stand in is told
)
VECTOR = pymupdf.mupdf.FZ_STEXT_BLOCK_VECTOR
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


def read_pages(data: bytes) -> Iterator[Page]:
    """The pages of a PDF in order.

    Raises as :func:`open_pdf`; a page that cannot be parsed comes empty, as ``unreadable``.
    """
    forget_complaints()
    pdf = open_pdf(data)
    try:
        patched = lost_something()
        for index in range(pdf.page_count):
            page = _read_page(pdf, index)
            page.damaged = lost_something()
            page.repaired = patched or bool(pdf.is_repaired)
            yield page
    finally:
        pdf.close()


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
        page = pdf.load_page(index)
        if page.rotation:
            page.remove_rotation()
        content = page.get_textpage(flags=TEXT_FLAGS).extractRAWDICT()
        result = Page(index + 1, content["width"], content["height"])
    if degrees := lies_on_its_side(content):
        result.placement = _turned_back(degrees, result.width, result.height)
        with _parsing():
            page.set_rotation(degrees)
            page.remove_rotation()
            content = page.get_textpage(flags=TEXT_FLAGS).extractRAWDICT()
            result.width, result.height = content["width"], content["height"]
    result.lines = text_lines(content, index + 1, result.width, result.height)
    strokes = _strokes(page, content)
    result.horizontal, result.vertical = strokes.horizontal, strokes.vertical
    result.shades, result.is_drawing = strokes.shades, strokes.is_drawing
    with _parsing():
        if sum(len(line.text) for line in result.lines) <= LITTLE_TEXT:
            result.covered = _covered(page)
        if not result.lines:
            drawings = page.get_cdrawings()
            result.content = "image" if page.get_images() else "drawing" if drawings else "blank"
            result.curves = sum(item[0] == "c" for drawing in drawings for item in drawing["items"])
    return result


def _strokes(page: Any, content: Content) -> Strokes:
    """The rulings and shades of a page: most have filled boxes or nothing, which come with the text."""
    vectors = [block for block in content["blocks"] if block["type"] == VECTOR]
    strokes = strokes_of_vectors(vectors)
    if strokes is None:
        with _parsing():
            drawings = page.get_cdrawings()
        strokes = strokes_of(drawings)
    return strokes


def _turned_back(degrees: int, width: float, height: float) -> Placement:
    """From a page of ``width`` and ``height`` that was turned clockwise back to the page as displayed."""
    if degrees == 90:
        return Placement(((0.0, 1.0, 0.0), (-1.0, 0.0, height)))
    return Placement(((0.0, -1.0, width), (1.0, 0.0, 0.0)))


def _covered(page: Any) -> float:
    """The share of a page that its largest image covers."""
    rect = page.rect
    boxes = [pymupdf.Rect(image["bbox"]) & rect for image in page.get_image_info()]
    areas = [box.width * box.height for box in boxes if not box.is_empty]
    return float(max(areas, default=0.0) / max(1.0, rect.width * rect.height))
