"""What is drawn on a page as rulings and shades: strokes, thin fills, other filled areas.

Rulings come from stroked lines, stroked rectangles and thin filled rectangles alike: Word, WPS,
ONLYOFFICE, LibreOffice and Chromium each draw borders in their own way. All lengths are points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from extractors.tables.geometry import GEOMETRY
from extractors.tables.rulings import Segment

THICKEST_RULE = GEOMETRY.thickest_rule
SHORTEST_RULE = GEOMETRY.shortest_rule
LIGHTEST_INK = 0.97
"""Lightness, 1 for white: what is lighter is not seen on the page."""
FAINTEST_INK = 0.05
"""What is drawn with less opacity is not seen: browsers paint transparent borders so."""
FULL = 255
"""Full opacity, and the lightest of a channel of colour, as one byte."""
MOST_STROKES = 50_000
"""A page with more pieces of rulings is a drawing (a map, a plan); a dense dashed table has 20,000."""
MOST_OF_ITEM = 4
"""Strokes that one item of a drawing makes: those of a box."""
COLOURS = 1000
"""Colours that are remembered; a page has a handful."""
FEWEST_DOTS = 6
"""So many dots in a line are a dotted ruling; single ones stand where rulings meet."""
WIDEST_GAP = 4.0
"""The dots of a ruling stand at most so many times their width apart."""

Shade = tuple[float, float, float, float]
"""A filled area: left, top, right, bottom."""
Dot = tuple[float, float, float]
"""Its middle, across and down the page, and its width."""


def meet(shade: Shade, box: Shade) -> bool:
    """Whether two areas have more than an edge in common."""
    return shade[0] < box[2] and box[0] < shade[2] and shade[1] < box[3] and box[1] < shade[3]


@dataclass(slots=True)
class Strokes:
    """The rulings of a page as drawn: ``horizontal`` holds ``(y, x0, x1)``, ``vertical`` ``(x, y0, y1)``.

    ``shades`` are the boxes of other filled rectangles. ``is_drawing``: there are so many strokes that
    they are no rulings; they are left away. ``dots`` are the middles and widths of the smallest squares, of
    which browsers make dotted rulings.
    """

    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    is_drawing: bool = False

    @property
    def number(self) -> int:
        """How many there are, of all sorts."""
        return len(self.horizontal) + len(self.vertical) + len(self.shades) + len(self.dots)


def strokes_of(drawings: list[dict[str, Any]]) -> Strokes:
    """The strokes of a page's ``drawings``, as the PDF library gives them."""
    strokes = Strokes()
    many = sum(1 + MOST_OF_ITEM * len(drawing["items"]) for drawing in drawings) > MOST_STROKES
    for drawing in drawings:
        if many and strokes.number > MOST_STROKES:
            return Strokes(is_drawing=True)
        kind = drawing["type"]
        if (
            "s" in kind
            and not _is_blank(drawing.get("color"), drawing.get("stroke_opacity"))
            and drawing.get("width", 1) <= THICKEST_RULE
        ):
            for item in drawing["items"]:
                _add_stroke(item, strokes)
        elif "f" in kind and not _is_blank(drawing.get("fill"), drawing.get("fill_opacity")):
            _add_fill(drawing, strokes)
    return _with_dotted(strokes)


def strokes_of_vectors(vectors: list[dict[str, Any]]) -> Strokes | None:
    """The strokes of a page whose ``vectors``, as the PDF library gives them with the text, are plain.

    ``None``: some are no filled box and no thin level or upright line, so that only the drawings of the
    page tell what they are. So it is with dotted rulings, of whose dots the library leaves most away.
    """
    if len(vectors) > MOST_STROKES or not all(vector["isrect"] for vector in vectors):
        return None
    strokes = Strokes()
    for vector in vectors:
        if vector["alpha"] < FAINTEST_INK * FULL or _is_light(vector["color"]):
            continue
        x0, y0, x1, y1 = vector["bbox"]
        if not vector["stroked"]:
            _add_box((x0, y0, x1, y1), strokes)
            continue
        width = min(x1 - x0, y1 - y0)
        if width > THICKEST_RULE:
            return None
        half = width / 2  # ink reaches so far beyond the line, also at its ends
        _add_line((x0 + half, y0 + half), (x1 - half, y1 - half), strokes)
    return None if _are_dotted(strokes.dots) else strokes


def _are_dotted(dots: list[Dot]) -> bool:
    """Whether dots follow each other as those of a ruling do, and not those of the corners of cells."""
    steps = (abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(dots))
    return sum(size < step <= WIDEST_GAP * size for step, (_, _, size) in zip(steps, dots, strict=False)) > 1


@lru_cache(maxsize=COLOURS)
def _is_light(colour: int) -> bool:
    """Whether a colour, red, green and blue in one number, is nearly white."""
    return min(colour >> 16 & 255, colour >> 8 & 255, colour & 255) > LIGHTEST_INK * FULL


def _with_dotted(strokes: Strokes) -> Strokes:
    """The strokes, dots in a line as the rulings that they make."""
    if len(strokes.dots) >= FEWEST_DOTS:
        strokes.horizontal += _dotted((y, x, size) for x, y, size in strokes.dots)
        strokes.vertical += _dotted(strokes.dots)
    return strokes


def _dotted(dots: Iterable[Dot]) -> Iterator[Segment]:
    """The rulings that dots make which have the same first coordinate, and stand close in the second."""
    lines: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for across, along, size in dots:
        lines[round(across, 1)].append((along, size))
    for across, line in lines.items():
        run: list[tuple[float, float]] = []
        for place, size in sorted(line):
            if run and place - run[-1][0] > WIDEST_GAP * size:
                yield from _run(across, run)
                run = []
            run.append((place, size))
        yield from _run(across, run)


def _run(across: float, run: list[tuple[float, float]]) -> Iterator[Segment]:
    if len(run) >= FEWEST_DOTS:
        half = run[0][1] / 2
        yield across, run[0][0] - half, run[-1][0] + half


def _is_blank(colour: tuple[float, ...] | None, opacity: float | None) -> bool:
    """Whether nothing is seen of what is drawn in ``colour`` with ``opacity``."""
    if colour is None or opacity is not None and opacity < FAINTEST_INK:
        return True
    return min(colour, default=0.0) > LIGHTEST_INK


def _add_fill(drawing: dict[str, Any], strokes: Strokes) -> None:
    boxed = False
    for item in drawing["items"]:
        if item[0] == "re":
            _add_box(item[1], strokes)
            boxed = True
    if not boxed:
        _add_bar(drawing["rect"], strokes)


def _add_box(box: Shade, strokes: Strokes) -> None:
    x0, y0, x1, y1 = box
    if min(x1 - x0, y1 - y0) > THICKEST_RULE:
        strokes.shades.append((x0, y0, x1, y1))
    else:
        _add_bar(box, strokes)


def _add_stroke(item: tuple[Any, ...], strokes: Strokes) -> None:
    if item[0] == "l":
        _add_line(item[1], item[2], strokes)
    elif item[0] == "re":
        x0, y0, x1, y1 = item[1]
        if x1 - x0 <= THICKEST_RULE or y1 - y0 <= THICKEST_RULE:
            _add_bar(item[1], strokes)
        else:
            strokes.horizontal += [(y0, x0, x1), (y1, x0, x1)]
            strokes.vertical += [(x0, y0, y1), (x1, y0, y1)]
    elif item[0] == "qu":
        corners = item[1]
        for a, b in ((0, 1), (1, 3), (3, 2), (2, 0)):
            _add_line(corners[a], corners[b], strokes)


def _add_line(a: tuple[float, float], b: tuple[float, float], strokes: Strokes) -> None:
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) <= 1.0:
        if abs(ax - bx) >= SHORTEST_RULE:
            strokes.horizontal.append(((ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif abs(ax - bx) <= 1.0 and abs(ay - by) >= SHORTEST_RULE:
        strokes.vertical.append(((ax + bx) / 2, min(ay, by), max(ay, by)))


def _add_bar(rect: tuple[float, float, float, float], strokes: Strokes) -> None:
    x0, y0, x1, y1 = rect
    width, height = x1 - x0, y1 - y0
    if height <= THICKEST_RULE and width > max(height, SHORTEST_RULE):
        strokes.horizontal.append(((y0 + y1) / 2, x0, x1))
    elif width <= THICKEST_RULE and height > max(width, SHORTEST_RULE):
        strokes.vertical.append(((x0 + x1) / 2, y0, y1))
    elif 0 < width <= THICKEST_RULE and 0 < height <= THICKEST_RULE and abs(width - height) < width / 2:
        strokes.dots.append(((x0 + x1) / 2, (y0 + y1) / 2, width))
