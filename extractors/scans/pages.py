"""Reading a page that is a picture: its text is recognised, its rulings are found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.pdf.pictures import PageImage
from extractors.pdf.reading import Page
from extractors.placement import Placement
from extractors.scans.corrections import correct_wrapped
from extractors.scans.marks import without_marks
from extractors.scans.picture import Rect, Straight, ink_of, leaning, straighten
from extractors.scans.readings import line_of, once_only
from extractors.scans.recognition import Recogniser
from extractors.scans.rulings import find_rulings
from extractors.scans.text_areas import part_of, strips_of

LEGIBLE = 0.5
"""Mean score from which what was read is text; what the recogniser had not found itself needs more."""
LEGIBLE_MARK = 0.7
"""Confidence from which on a mark is read that only its ink tells, not the recogniser's own search."""
SAMPLE = 5
"""Lines that are read to tell which way up a page lies."""
UPRIGHT = 0.85
"""Confidence from which on a page lies the right way up, and no other way is tried."""
STROKE = 0.2
"""A 1 that leans so far to the right is a stroke (/), which says that there is no figure."""
LONG = 3.0
"""A rectangle so many times as long as wide shows in which direction its text runs."""


@dataclass(slots=True)
class ScannedPage:
    """A page as read from its picture, straightened, and the way back to it as displayed."""

    page: Page
    placement: Placement


def read_picture(image: PageImage, points: float, recogniser: Recogniser) -> ScannedPage:
    """Read a page's picture, in which a pixel is ``points`` long."""
    straight = straighten(image, points)
    straight = replace(straight, picture=without_marks(straight.picture))
    rects = recogniser.find(straight.picture)
    straight, rects = _upright(straight, rects, recogniser)
    ink = ink_of(straight.picture)
    rulings = find_rulings(ink, points, rects)
    bare = rulings.removed(straight.picture)
    ink[bare != straight.picture] = 0
    ink = rulings.cleared(ink, rects)
    strips = strips_of(rects, ink, rulings, points)
    readings = recogniser.read([part_of(bare, strip.rect) for strip in strips])
    page = Page(image.number, straight.width, straight.height)
    for strip, reading in zip(strips, readings, strict=True):
        if reading.score < (LEGIBLE if strip.found else LEGIBLE_MARK):
            continue
        if reading.text == "1" and leaning(part_of(ink, strip.ink)) > STROKE:
            reading = replace(reading, text="/")
        line = line_of(reading, strip.rect, strip.ink, image.number, points)
        if line is not None:
            page.lines.append(line)
    page.lines = once_only(page.lines)
    page.horizontal = [(y * points, x0 * points, x1 * points) for y, x0, x1 in rulings.horizontal]
    page.vertical = [(x * points, y0 * points, y1 * points) for x, y0, y1 in rulings.vertical]
    correct_wrapped(page.lines, page.horizontal)
    return ScannedPage(page, straight.placement())


def _upright(straight: Straight, rects: list[Rect], recogniser: Recogniser) -> tuple[Straight, list[Rect]]:
    """The page with its text upright: it may have been scanned sideways or upside down."""
    lying = sum(rect.width > LONG * rect.height for rect in rects)
    standing = sum(rect.height > LONG * rect.width for rect in rects)
    turns = (1, 3) if standing > lying else (0, 2)
    best, best_score = (straight, rects), -1.0
    for quarters in turns:
        turned = straight.turned(quarters) if quarters else straight
        found = recogniser.find(turned.picture) if quarters else rects
        sample = sorted(found, key=lambda rect: -rect.width)[:SAMPLE]
        readings = recogniser.read([part_of(turned.picture, rect) for rect in sample])
        score = sum(reading.score for reading in readings) / max(1, len(readings))
        if score > best_score:
            best, best_score = (turned, found), score
        if score >= UPRIGHT or not rects:
            break
    return best
