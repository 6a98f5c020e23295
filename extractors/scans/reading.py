"""The pages of a PDF that are pictures, recognised and put in the place of the empty ones.

This module is light; what recognises is loaded when the first picture comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

from extractors.document import TextLine
from extractors.flow import Notice
from extractors.pdf.pictures import page_images
from extractors.pdf.reading import Page
from extractors.placement import Placement
from extractors.scans.announcing import announce
from extractors.scans.candidates import is_picture

DPI = 200
"""The resolution that most scanners are set to; the recogniser loses small print below it."""
MOST_PIXELS = 12_000_000
"""A larger page (A3 has 7.7 million pixels) is read at a lower resolution."""
MOST_PAGES = 600
"""Pages of one document that are recognised, so that no document takes all night."""
DOUBTFUL = 0.9
"""A number with a character below this score is told as doubtful."""
MOST_TOLD = 20
"""Numbers that one diagnostic lists."""
STAGE = "recognition"
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?[%‰]?")

HINT = "The page is a picture, and what recognises text is not installed: install duizhang[ocr]."
CUT_PICTURE = "The picture on the page is damaged or cut off: some of the page may be missing."
TOO_MANY = f"The page is a picture; only the first {MOST_PAGES} such pages of a document are recognised."


@dataclass(slots=True)
class Recognised:
    """What recognition made of a document's pages: the ways back to them as displayed, and notices."""

    placements: dict[int, Placement] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def recognise(data: bytes, pages: list[Page]) -> Recognised:
    """Read those of a PDF's ``pages`` that are pictures, and replace them in the list.

    A page on which nothing is recognised stays as it is.
    """
    wanted = [page for page in pages if is_picture(page)]
    result = Recognised()
    if not wanted:
        return result
    try:
        from extractors.scans.pages import read_picture
        from extractors.scans.readings import level_sizes
        from extractors.scans.recognition import recogniser
    except ImportError:
        result.notices = [_not_read(page, HINT) for page in wanted]
        return result
    read: list[Page] = []
    for page in wanted[:MOST_PAGES]:
        announce()
        for image in page_images(data, _resolution(page), [page.number]):
            if image.damaged:
                result.notices.append(Notice("reading", "error", "page_damaged", CUT_PICTURE, page.number))
            try:
                scanned = read_picture(image, page.width / image.width, recogniser())
            except MemoryError:
                raise
            except Exception as error:  # The libraries raise errors of many kinds on odd pictures.
                message = f"The page is a picture that cannot be recognised ({type(error).__name__})."
                result.notices.append(_not_read(page, message))
                continue
            if scanned.page.lines:
                pages[page.number - 1] = scanned.page
                result.placements[page.number] = scanned.placement
                read.append(scanned.page)
    level_sizes([line for page in read for line in page.lines])
    result.notices += [*_told(read), *(_not_read(page, TOO_MANY) for page in wanted[MOST_PAGES:])]
    return result


def _resolution(page: Page) -> int:
    """Dots an inch at which a page is drawn."""
    pixels = page.width * page.height * (DPI / 72) ** 2
    return max(1, int(DPI * min(1.0, sqrt(MOST_PIXELS / max(1.0, pixels)))))


def _not_read(page: Page, message: str) -> Notice:
    return Notice("reading", "warning", "page_not_recognised", message, page.number)


def _told(pages: Sequence[Page]) -> Iterator[Notice]:
    """What a reader must know of recognised pages: which they are, and which numbers are doubtful."""
    if pages:
        numbers = ", ".join(_ranges([page.number for page in pages]))
        message = f"Pages {numbers} are pictures; their text was recognised."
        yield Notice(STAGE, "info", "text_recognised", message)
    for page in pages:
        doubtful = [told for line in page.lines for told in _doubtful(line)]
        if doubtful:
            more = f" and {len(doubtful) - MOST_TOLD} more" if len(doubtful) > MOST_TOLD else ""
            message = f"Numbers recognised with low confidence: {', '.join(doubtful[:MOST_TOLD])}{more}."
            yield Notice(STAGE, "warning", "low_confidence", message, page.number)


def _doubtful(line: TextLine) -> Iterator[str]:
    for match in _NUMBER.finditer(line.text):
        score = line.confidence(*match.span())
        if score is not None and score < DOUBTFUL:
            yield f"{match[0]} ({score:.2f})"


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """1, 2, 3, 5 -> "1–3", "5"."""
    start = numbers[0]
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        if following != number + 1:
            yield f"{start}–{number}" if start < number else str(number)
            start = following or number
