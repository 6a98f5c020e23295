"""PDF files into a flow: lines and rulings become text and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.flow import Content, Notice
from extractors.guards.damage import is_cut_off
from extractors.pages.assemble import assemble
from extractors.pages.furniture import remove_furniture
from extractors.pdf.opening import picture_as_pdf
from extractors.pdf.reading import Page, read_pages
from extractors.placement import Placement
from extractors.scans.reading import recognise

PAGE_NOTICES = {
    "unreadable": ("error", "page_unreadable", "The page is damaged and cannot be read."),
    "image": ("warning", "page_without_text", "The page holds an image but no text; it may be a scan."),
    "drawing": ("warning", "page_without_text", "The page holds a drawing but no text."),
    "blank": ("info", "page_without_text", "The page is blank."),
}
"""By :attr:`~extractors.pdf.reading.Page.content`: severity, code and message."""


def read_pdf(data: bytes) -> Content:
    """The content of a PDF. Raises as :func:`extractors.pdf.opening.open_pdf`."""
    pages = list(read_pages(data))
    damage = list(_damage(data, pages))  # before pictures of pages take their place
    recognised = recognise(data, pages)
    placements = {page.number: page.placement for page in pages if page.placement is not None}
    return paged_content(pages, [*damage, *recognised.notices], placements | recognised.placements)


def paged_content(
    pages: list[Page], notices: Iterable[Notice], placements: dict[int, Placement] | None = None
) -> Content:
    """The content of ``pages``, with ``notices`` and what else is noticed; takes their furniture away."""
    found = [*notices, *_empty_pages(pages)]
    remove_furniture(pages)
    flow = assemble(pages)
    return Content(flow, len(pages), [*found, *_drawings(pages)], placements=placements or {})


def read_picture_file(data: bytes) -> Content:
    """The content of a picture file, its text recognised. Raises as :func:`picture_as_pdf`."""
    picture = picture_as_pdf(data)
    content = read_pdf(picture.pdf)
    if picture.damaged:
        message = "The picture is damaged or cut off: some of what it showed may be missing."
        content.notices.append(Notice("reading", "error", "page_damaged", message))
    return content


def _damage(data: bytes, pages: list[Page]) -> Iterator[Notice]:
    """What of the file was not whole; the pages that came of it may lack text and tables."""
    if is_cut_off(data):
        message = "The file ends before it says that it does: its last part is missing."
        yield Notice("reading", "error", "file_cut_off", message)
    if any(page.repaired for page in pages):
        message = (
            "The file is damaged or cut off and had to be put together again from its parts:"
            f" these are the {len(pages)} pages that were found, and some of them may lack content."
        )
        yield Notice("reading", "error", "file_repaired", message)
    yield from damaged_parts(pages)


def damaged_parts(pages: list[Page]) -> Iterator[Notice]:
    """The pages of which a part is damaged."""
    for page in pages:
        if page.damaged and page.content != "unreadable":
            message = "A part of the page is damaged: some of its text or its tables may be missing."
            yield Notice("reading", "error", "page_damaged", message, page.number)


def _empty_pages(pages: list[Page]) -> Iterator[Notice]:
    for page in pages:
        if page.content in PAGE_NOTICES:
            yield Notice("reading", *PAGE_NOTICES[page.content], page.number)


def _drawings(pages: list[Page]) -> Iterator[Notice]:
    message = "The page holds so many strokes that they are taken for a drawing, not for tables."
    for page in pages:
        if page.is_drawing:
            yield Notice("tables", "warning", "page_is_a_drawing", message, page.number)
