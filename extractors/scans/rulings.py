"""Ruling lines in the picture of a page, found by morphology, and the picture without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from extractors.scans.picture import Picture, Rect
from extractors.tables.rulings import Segment

SHORTEST = 18.0
"""Points; a shorter run of ink may be the stroke of a character."""
BREAK = 1.1
"""Points of a gap that a faint scan leaves in a ruling."""
THICKEST = 4.5
"""Points: the shortest piece of a ruling, the longest break in it, its greatest height."""
INKED = 0.85
"""Share of a ruling's length that is ink; the feet of a row of digits have less."""
ALONE = 60.0
"""A ruling that touches no other must be so long (points): the stroke of a large 一 is none."""
REACH = 3.0
"""Points by which rulings that ought to meet miss each other."""
EDGE = 5.0
"""What runs along the edge of the page so near it (points) is the edge of the paper."""
SLACK = 3.0
"""Pixels by which a stroke of a character may reach beyond the rectangle of its text."""
HALO = 5
"""Width in pixels of the brush that takes a ruling away with the grey around it."""

FRINGE = 11
"""... and of one that takes away what smoothing leaves of its edges, where no text stands."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """Rulings in pixels: ``horizontal`` as ``(y, x0, x1)``, ``vertical`` as ``(x, y0, y1)``.

    ``mask`` is 255 where there is a ruling.
    """

    horizontal: list[Segment]
    vertical: list[Segment]
    mask: Picture

    def removed(self, picture: Picture) -> Picture:
        """The picture with white in the place of the rulings."""
        halo = cv2.dilate(self.mask, np.ones((HALO, HALO), np.uint8))
        result = picture.copy()
        result[halo > 0] = 255
        return result

    def cleared(self, ink: Picture, texts: Sequence[Rect]) -> Picture:
        """``ink`` without the rulings and what is left of them around, but for the places of ``texts``."""
        halo = cv2.dilate(self.mask, np.ones((FRINGE, FRINGE), np.uint8))
        for text in texts:
            halo[text.y0 : text.y1, text.x0 : text.x1] = 0
        result = ink.copy()
        result[halo > 0] = 0
        return result


def find_rulings(ink: Picture, points: float, texts: Sequence[Rect] = ()) -> Rulings:
    """The rulings in ``ink``, which is straight; ``points`` is the length of a pixel in points.

    What lies wholly inside of one of ``texts``, where lines of text were found, is a stroke of it.
    """
    labels, segments = _pieces(ink, points)
    segments = _outside(segments, [(t.y0, t.y1, t.x0, t.x1) for t in texts])
    upright_labels, upright = _pieces(np.ascontiguousarray(ink.T), points)
    upright = _outside(upright, [(t.x0, t.x1, t.y0, t.y1) for t in texts])
    kept = _touching(segments, upright, points)
    upright_kept = _touching(upright, segments, points)
    mask = _painted(labels, kept) | _painted(upright_labels, upright_kept).T
    return Rulings(list(kept.values()), list(upright_kept.values()), np.ascontiguousarray(mask))


def _pieces(ink: Picture, points: float) -> tuple[Any, dict[int, Segment]]:
    """Level runs of ink: a number for each pixel, and for each number the ruling that it belongs to."""
    bridge = np.ones((1, max(1, round(BREAK / points))), np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge)
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, round(SHORTEST / points)), np.uint8))
    _, labels, boxes, centres = cv2.connectedComponentsWithStats(runs)
    inked = np.bincount(labels[ink > 0].ravel(), minlength=len(boxes)) / np.maximum(boxes[:, 4], 1)
    height, _ = ink.shape
    edge = EDGE / points
    segments = {}
    for label in range(1, len(boxes)):
        x, y, across, down, _ = boxes[label].tolist()
        if down * points <= THICKEST and edge < y < height - edge - down and inked[label] >= INKED:
            segments[label] = (float(centres[label][1]), float(x), float(x + across))
    return labels, segments


def _outside(own: dict[int, Segment], texts: list[tuple[int, int, int, int]]) -> dict[int, Segment]:
    """The rulings that no text holds; ``texts`` as first and last place across and along."""
    spans = np.array(texts, dtype=float).reshape(-1, 4)
    return {
        label: (at, start, end)
        for label, (at, start, end) in own.items()
        if not (
            (spans[:, 0] < at)
            & (at < spans[:, 1])
            & (spans[:, 2] < start + SLACK)
            & (end - SLACK < spans[:, 3])
        ).any()
    }


def _touching(own: dict[int, Segment], others: dict[int, Segment], points: float) -> dict[int, Segment]:
    """The rulings that touch one that runs across them, or are long enough to stand alone."""
    reach = REACH / points
    across = np.array(list(others.values())).reshape(-1, 3)
    kept = {}
    for label, (at, start, end) in own.items():
        near = (
            (across[:, 0] > start - reach)
            & (across[:, 0] < end + reach)
            & (across[:, 1] < at + reach)
            & (across[:, 2] > at - reach)
        )
        if near.any() or (end - start) * points >= ALONE:
            kept[label] = (at, start, end)
    return kept


def _painted(labels: Any, kept: dict[int, Segment]) -> Picture:
    """255 where a pixel belongs to one of ``kept``."""
    shade = np.zeros(int(labels.max()) + 1, np.uint8)
    shade[list(kept)] = 255
    return np.asarray(shade[labels], np.uint8)
