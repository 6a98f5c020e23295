"""The picture of a page: its ink, its skew, and the page laid straight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from extractors.pdf.pictures import PageImage
from extractors.placement import Placement

Picture = np.ndarray[Any, np.dtype[np.uint8]]
"""Grey, a byte a pixel, 0 is black."""

NEIGHBOURHOOD = 51
"""Pixels across, some six strokes of small print: what is ink is told from its surroundings."""
CONTRAST = 18
"""Ink is so much darker than the mean of its neighbourhood (pixels, of 255 shades)."""
WIDEST_SKEW = 4.0
"""Degrees by which a sheet lies askew in a scanner at most."""
SMALLEST_SKEW = 0.02
"""Degrees; what is skewed by less is straight."""
MOST_POINTS = 60_000
"""Dark pixels that the skew is told from; more make it no surer, only slower."""
SEARCH = ((WIDEST_SKEW, 0.1, 2.0), (0.15, 0.02, 1.0), (0.03, 0.005, 1.0))
"""Steps of the search for the skew: degrees to both sides, degrees a step, pixels that count as one."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle in pixels; ``x1`` and ``y1`` are exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Straight:
    """A page laid straight: the picture and how it was turned.

    The page was first turned by ``skew`` degrees, then by ``quarters`` quarter turns, both
    counter-clockwise. ``points`` is the length of a pixel in points.
    """

    picture: Picture
    points: float
    skew: float = 0.0
    quarters: int = 0

    @property
    def width(self) -> float:
        """In points."""
        return float(self.picture.shape[1] * self.points)

    @property
    def height(self) -> float:
        """In points."""
        return float(self.picture.shape[0] * self.points)

    def turned(self, quarters: int) -> Straight:
        """The page turned by further quarters counter-clockwise."""
        picture = np.ascontiguousarray(np.rot90(self.picture, quarters))
        return replace(self, picture=picture, quarters=(self.quarters + quarters) % 4)

    def placement(self) -> Placement:
        """The way from this picture's points back to those of the page."""
        width, height = self.width, self.height
        if self.quarters % 2:
            width, height = height, width
        unturned = {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            1: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
            2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            3: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        }[self.quarters]
        skewed = np.linalg.inv(np.vstack([_rotation(width, height, self.skew), [0.0, 0.0, 1.0]]))
        (a, b, c), (d, e, f), _ = (skewed @ np.array(unturned, dtype=float)).tolist()
        return Placement(((a, b, c), (d, e, f)))


def straighten(image: PageImage, points: float) -> Straight:
    """The picture of a page turned by its skew; ``points`` is the length of a pixel in points."""
    rgb = np.frombuffer(image.rgb, np.uint8).reshape(image.height, image.width, 3)
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    skew = skew_of(ink_of(grey))
    if abs(skew) < SMALLEST_SKEW:
        return Straight(grey, points)
    height, width = grey.shape
    matrix = _rotation(width, height, skew)
    straight = cv2.warpAffine(
        grey,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255.0,
    )
    return Straight(np.asarray(straight, np.uint8), points, skew=skew)


def _rotation(width: float, height: float, skew: float) -> Any:
    """The matrix that turns a page about its middle so that lines falling by ``skew`` degrees lie level."""
    return cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)


def ink_of(grey: Picture) -> Picture:
    """Where there is ink: 255, elsewhere 0; shadows and tinted paper do not count."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, NEIGHBOURHOOD, CONTRAST
    )
    return np.asarray(ink, np.uint8)


def skew_of(ink: Picture) -> float:
    """By how many degrees lines of text and rulings fall to the right; 0 on an empty page.

    The skew is the shear under which the ink falls into the fewest rows and columns (Postl 1986).
    """
    ys, xs = np.nonzero(ink)
    if len(xs) < 100:
        return 0.0
    step = max(1, len(xs) // MOST_POINTS)
    # Not every step-th point: those would keep whole columns of a regular raster.
    chosen = np.random.default_rng(0).permutation(len(xs))[: len(xs) // step]
    x, y = xs[chosen].astype(np.float64), ys[chosen].astype(np.float64)
    best = 0.0
    for reach, degrees, bin_size in SEARCH:
        count = round(reach / degrees)
        angles = best + degrees * np.arange(-count, count + 1)
        scores = [_order(x, y, angle, bin_size) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def _order(x: Any, y: Any, angle: float, bin_size: float) -> float:
    """How much the ink gathers in few rows and columns once it is sheared by ``angle`` degrees."""
    slope = np.tan(np.radians(angle))
    total = 0.0
    for along, across, sign in ((x, y, -1.0), (y, x, 1.0)):
        place = (across + sign * slope * along) / bin_size
        counts = np.bincount((place - place.min()).astype(np.int64))
        total += float(np.sum(counts.astype(np.float64) ** 2))
    return total


def leaning(ink: Picture) -> float:
    """How far a mark leans to the right: how far its top third lies right of its lowest, by its height."""
    third = max(1, len(ink) // 3)
    top, bottom = (np.nonzero(part)[1] for part in (ink[:third], ink[-third:]))
    if not len(top) or not len(bottom):
        return 0.0
    return float((top.mean() - bottom.mean()) / len(ink))
