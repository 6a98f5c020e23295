"""A pale mark under the text (仅供公开 in grey across the sheet) is not text: the paper shows in its place.

A mark is told from text by three things: it is far paler than the print of its page, its strokes are
wide enough to be flat inside (the pale edge of a black stroke never is), and its characters are
larger than print. Rulings and shaded cells are flat and pale as well, but run straight and far.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from extractors.scans.picture import CONTRAST, Picture

Mask = np.ndarray[Any, np.dtype[np.uint8]]

SHRUNK = 8
"""Paper is told from a picture so many times smaller, in which thin strokes are gone."""
PAPER = 13
"""Pixels of the small picture across; what is dark and narrower stands on the paper."""
DARKEST = 98
"""Per cent of the ink is paler than what counts as the black of a page: specks are darker still."""
PALE = 0.45
"""A mark is at most so dark, as a share of the black of its page; grey print is darker."""
HALFTONE = 0.7
"""What is darker is print; soft print has every shade up to it, and most of the darkest."""
EVEN = 0.25
"""Inside a stroke, neighbours differ by less than this share of its darkness."""
OF_A_KIND = 0.7
"""So much of what is flat and pale has one darkness, if it is a mark and no photograph."""
SPREAD = 10
"""Shades to both sides that count as one darkness: noise, and what compression leaves."""
LEAST = 1500
"""Flat and pale pixels that make a mark; fewer are dirt."""
RULED = 150
"""Pixels; what runs so far straight along or down is a ruling or a shaded cell."""
WIDE = 9
"""Pixels; a wider ruling is a shaded cell."""
REACH = 12
"""Pixels that a mark goes on beyond what is flat in it: to the ends of its thin strokes."""
ACROSS = 7
"""Pixels: a stroke of print across the mark, with its soft edges."""
LARGE = 45
"""Pixels high and wide that a character of a mark is at least; print is lower."""


def without_marks(grey: Picture) -> Picture:
    """The picture of a straight page with the pale mark under its text taken away, if it has one."""
    paper = _paper(grey)
    depth = paper - cv2.GaussianBlur(grey, (3, 3), 0).astype(np.int16)
    ink = depth[depth > CONTRAST]
    if len(ink) < LEAST:
        return grey
    black = float(np.percentile(ink, DARKEST))
    flat = _flat(depth, HALFTONE * black)
    shades = depth[flat > 0]
    if len(shades) < LEAST:
        return grey
    counts = np.convolve(np.bincount(shades, minlength=256), np.ones(2 * SPREAD + 1), "same")
    level = int(np.argmax(counts))
    if level > PALE * black or counts[level] < OF_A_KIND * len(shades):
        return grey
    flat[np.abs(depth - level) > SPREAD] = 0
    marked = _large(_grown(flat, depth, level))
    # Print on the mark is as much darker than the mark as it is darker than paper elsewhere: the
    # shades between black and mark are spread, so that the soft edges of print stay as they are.
    bottom = paper - black
    spread = bottom + (grey - bottom) * black / max(1.0, black - level - SPREAD / 2)
    lifted = np.clip(spread, grey, np.maximum(paper, grey))
    return np.where(marked > 0, lifted, grey).astype(np.uint8)


def _paper(grey: Picture) -> Any:
    """How bright the paper is at each pixel: shadows and tints are paper."""
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // SHRUNK), max(1, height // SHRUNK)), interpolation=cv2.INTER_AREA
    )
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((PAPER, PAPER), np.uint8))
    return cv2.resize(bare, (width, height)).astype(np.int16)


def _flat(depth: Any, darkest: float) -> Mask:
    """Where a grey stroke is of one shade with its neighbours, and is no ruling and no shaded cell."""
    near = np.ones((3, 3), np.uint8)
    differing = cv2.dilate(depth, near) - cv2.erode(depth, near)
    flat = _mask((depth > CONTRAST) & (depth < darkest) & (differing < EVEN * depth))
    dark = _mask(depth > CONTRAST)
    for shape in ((1, RULED), (RULED, 1)):
        ruled = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        shaded = cv2.morphologyEx(ruled, cv2.MORPH_OPEN, np.ones((WIDE, WIDE), np.uint8))
        flat[cv2.dilate(ruled, np.ones((5, 5), np.uint8)) > 0] = 0
        # White print breaks up the cell that it stands in.
        flat[cv2.dilate(shaded, np.ones((2 * LARGE, 2 * LARGE), np.uint8)) > 0] = 0
    return flat


def _grown(flat: Mask, depth: Any, level: int) -> Mask:
    """What is pale and hangs together with what is flat, the print across it, and a rim around it."""
    near = np.ones((3, 3), np.uint8)
    printed = cv2.dilate(_mask(depth > level + 2 * SPREAD), near)  # with its soft edges
    pale = _mask((depth > CONTRAST / 2) & (depth < level + SPREAD) & (printed == 0))
    grown: Any = flat
    for _ in range(REACH):
        grown = cv2.bitwise_or(flat, cv2.bitwise_and(cv2.dilate(grown, near), pale))
    crossed = cv2.morphologyEx(grown, cv2.MORPH_CLOSE, np.ones((ACROSS, ACROSS), np.uint8))
    return np.asarray(cv2.dilate(crossed, np.ones((5, 5), np.uint8)), np.uint8)


def _large(marked: Mask) -> Mask:
    """What of ``marked`` belongs to strokes that together are larger than print, or stands beside such."""
    joined = cv2.dilate(marked, np.ones((5, 5), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    large = np.minimum(boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]) >= LARGE
    large[0] = False
    beside = cv2.dilate(_mask(large[labels]), np.ones((LARGE, LARGE), np.uint8))
    return np.asarray(cv2.bitwise_and(marked, beside), np.uint8)


def _mask(where: Any) -> Mask:
    return np.asarray(where, np.uint8) * np.uint8(255)
