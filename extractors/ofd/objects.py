"""The objects of an OFD page: characters with their places, paths as drawings. Lengths become points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot
from typing import Any
from unicodedata import east_asian_width

from extractors.ofd.container import Ink, PageContent, Resources, children, first, ink_of, local, numbers
from records.columns import Box

POINTS = 72 / 25.4
"""Points in a millimetre."""
USUAL_WIDTH = 0.353
"""Width of a line in millimetres where the file does not say."""
DEEPEST = 20
"""Groups of objects in groups; a real page has two or three."""
MOST_OBJECTS = 200_000
"""Objects of a page, with those inside of others; a hostile file may repeat a few without end."""
PATH = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers each operator of a path takes."""
NARROW, NARROWEST = 0.95, 0.2
"""A Latin character is no wider, and none is narrower, in sizes of its font."""
LARGEST = 1000
"""Millimetres: no text is so large."""
BOLD = 600
"""Weight from which on a character is bold."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class GlyphRun:
    """Characters of one text object in a row: their left edges, baseline and size in points.

    ``widths`` are how far each character itself reaches. ``aslant``: the text does not stand upright.
    """

    text: str
    lefts: list[float]
    widths: list[float]
    baseline: float
    size: float
    bold: bool
    aslant: bool = False


@dataclass(slots=True)
class Objects:
    """What a page shows: runs of characters, paths in the form of the PDF library's drawings, and the
    share of the page that its largest picture covers. ``unplaced`` counts what it cannot show,
    ``pictures`` the parts that hold pictures, each with the box in which it is shown."""

    runs: list[GlyphRun] = field(default_factory=list)
    drawings: list[dict[str, Any]] = field(default_factory=list)
    covered: float = 0.0
    pictures: list[tuple[str | None, Box]] = field(default_factory=list)
    curves: int = 0
    unplaced: int = 0


def objects_of(page: PageContent) -> Objects:
    """The objects of a page, from the lowest layer up."""
    walk = _Walk(page)
    left, top, _, _ = page.box
    for layer in page.layers or ():
        ink = page.resources.inks.get(layer.get("DrawParam", ""), Ink())
        walk.through(layer, (1.0, 0.0, 0.0, 1.0, -left, -top), ink, 0)
    return walk.found


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does ``inner`` first, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def at(matrix: Matrix, x: float, y: float) -> Point:
    """A point taken by a matrix, in points."""
    a, b, c, d, e, f = matrix
    return ((a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS)


class _Walk:
    """One pass over the objects of a page."""

    def __init__(self, page: PageContent) -> None:
        self.found = Objects()
        self._resources: Resources = page.resources
        self._area = page.box[2] * page.box[3] * POINTS**2
        self._count = 0

    def through(self, parent: Any, matrix: Matrix, ink: Ink, depth: int) -> None:
        """Take up the objects below an element."""
        if depth > DEEPEST:
            self.found.unplaced += 1
            return
        for element in parent:
            kind = local(element)
            if kind == "PageBlock":
                self.through(element, matrix, ink, depth + 1)
            if (
                not kind.endswith("Object")
                or element.get("Visible") == "false"
                or element.get("Alpha") == "0"
            ):
                continue
            self._count += 1
            if self._count > MOST_OBJECTS:
                self.found.unplaced += 1
                return
            boundary = numbers(element.get("Boundary"), 4)
            if boundary is None:
                continue
            own = numbers(element.get("CTM"), 6)
            left, top, width, _ = boundary
            inner: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if own else IDENTITY
            placed = times(times(inner, (1.0, 0.0, 0.0, 1.0, left, top)), matrix)
            shared = self._resources.inks.get(element.get("DrawParam", ""), ink)
            drawn = ink_of(element).over(shared).over(ink)
            if kind == "TextObject":
                self._text(element, placed, width, hypot(inner[0], inner[1]))
            elif kind == "PathObject":
                self._path(element, placed, drawn)
            elif kind == "ImageObject":
                self._picture(element, boundary, matrix)
            elif kind == "CompositeObject":
                group = self._resources.groups.get(element.get("ResourceID", ""))
                content = first(group, "Content") if group is not None else None
                if content is not None:
                    self.through(content, placed, drawn, depth + 1)
                self.found.unplaced += content is None
            else:
                self.found.unplaced += any(local(one) == "TextCode" for one in element.iter())

    def _text(self, element: Any, matrix: Matrix, boundary_width: float, own_scale: float) -> None:
        """Take up the characters of a text object, whose boundary is so wide outside of its own matrix."""
        size = numbers(element.get("Size"), 1)
        scale = hypot(matrix[2], matrix[3])
        across = hypot(matrix[0], matrix[1])
        if not size or not 0 < size[0] * scale < LARGEST:
            self.found.unplaced += not size or size[0] < 0 or size[0] * scale >= LARGEST
            return
        codes = children(element, "TextCode")
        if first(element, "CGTransform") is not None and not any((code.text or "").strip() for code in codes):
            self.found.unplaced += 1  # its glyphs are drawn, and no text says which they are
        stretch = numbers(element.get("HScale"), 1)
        weight = element.get("Weight", "400")
        bold = weight.isdecimal() and int(weight) >= BOLD or element.get("Font") in self._resources.bold_fonts
        x = y = 0.0
        for code in codes:
            text = (code.text or "").strip("\r\n\t")
            begin = numbers(code.get("X"), 1), numbers(code.get("Y"), 1)
            x = begin[0][0] if begin[0] else x
            y = begin[1][0] if begin[1] else y
            if not text or "\n" in text:
                text = "".join(text.split("\n"))
            width = size[0] * (stretch[0] if stretch else 1.0)
            reach = x + boundary_width / max(own_scale, 1e-6)
            places = list(_places(text, x, y, width, reach, code.get("DeltaX"), code.get("DeltaY")))
            for part in _level(places):
                points = [at(matrix, place.x, place.y) for place in part]
                self.found.runs.append(
                    GlyphRun(
                        "".join(place.char for place in part),
                        [point[0] for point in points],
                        [place.width * across * POINTS for place in part],
                        points[0][1],
                        size[0] * scale * POINTS,
                        bold,
                        abs(matrix[1]) > 0.1 * across,
                    )
                )

    def _path(self, element: Any, matrix: Matrix, ink: Ink) -> None:
        data = first(element, "AbbreviatedData")
        stroked = element.get("Stroke", "true") != "false"
        filled = element.get("Fill", "false") == "true"
        if data is None or not (stroked or filled):
            return
        scale = hypot(matrix[0], matrix[1])
        width = (USUAL_WIDTH if ink.width is None else ink.width) * scale * POINTS
        items: list[tuple[Any, ...]] = []
        corners: list[Point] = []
        for shape, curved in _shapes(data.text or "", matrix):
            self.found.curves += curved
            corners += shape
            if (rect := _rectangle(shape)) is not None:
                items.append(("re", rect))
            elif not curved:
                items += [("l", a, b) for a, b in zip(shape, shape[1:], strict=False)]
        if not corners:
            return
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.found.drawings.append(
            {
                "type": "s" * stroked + "f" * filled,
                "color": _colour(ink.stroke) if stroked else None,
                "fill": _colour(ink.fill) if filled else None,
                "stroke_opacity": _opacity(ink.stroke),
                "fill_opacity": _opacity(ink.fill),
                "width": width,
                "items": items,
                "rect": (min(xs), min(ys), max(xs), max(ys)),
            }
        )

    def _picture(self, element: Any, boundary: list[float], matrix: Matrix) -> None:
        x0, y0 = at(matrix, boundary[0], boundary[1])
        x1, y1 = at(matrix, boundary[0] + boundary[2], boundary[1] + boundary[3])
        part = self._resources.pictures.get(element.get("ResourceID", ""))
        self.found.pictures.append((part, (x0, y0, x1, y1)))
        self.found.covered = max(self.found.covered, min(1.0, abs(x1 - x0) * abs(y1 - y0) / self._area))


@dataclass(frozen=True, slots=True)
class _Place:
    char: str
    x: float
    y: float
    width: float


def _places(
    text: str, x: float, y: float, size: float, reach: float, across: str | None, down: str | None
) -> Iterator[_Place]:
    """The characters of a text code with their places; the steps between them are as the file has them.

    ``reach`` is where the object ends. How wide a character is, the font alone knows: the step to the next
    one tells, unless it leaves a gap; for the last one, the end of the object.
    """
    steps_x, steps_y = steps(across, len(text)), steps(down, len(text))
    for index, char in enumerate(text):
        wide = east_asian_width(char) in "WF" or char in "“”‘’—…·"
        usual = size * (1.0 if wide else 0.5)
        last = index == len(text) - 1
        step = steps_x[index] if index < len(steps_x) else 0.0 if steps_y else usual
        told = reach - x if last and index >= len(steps_x) else step
        least = NARROWEST * size if last else 0.0
        yield _Place(char, x, y, told if least < told <= (1.01 if wide else NARROW) * size else usual)
        x += step
        y += steps_y[index] if index < len(steps_y) else 0.0


def steps(text: str | None, most: int) -> list[float]:
    """The steps of ``DeltaX`` or ``DeltaY``: ``g 3 5.0`` stands for three times 5.0. At most ``most``."""
    parts = (text or "").split()
    found: list[float] = []
    index = 0
    while index < len(parts) and len(found) < most:
        if parts[index] == "g" and index + 2 < len(parts) and parts[index + 1].isdecimal():
            step = numbers(parts[index + 2], 1)
            count = min(int(parts[index + 1][:9]), most - len(found))
            index += 3
        else:
            step, count = numbers(parts[index], 1), 1
            index += 1
        found += (step or [0.0]) * count
    return found


def _level(places: list[_Place]) -> Iterator[list[_Place]]:
    """Characters cut where they step down: text set in a column is a run a character."""
    part: list[_Place] = []
    for place in places:
        if part and abs(place.y - part[-1].y) > 0.1 * place.width:
            yield part
            part = []
        part.append(place)
    if part:
        yield part


def _shapes(data: str, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The open and closed lines of a path, each with whether it has curves; curves as their chords."""
    tokens = PATH.findall(data)
    shape: list[Point] = []
    curved = False
    index = 0
    while index < len(tokens):
        name = tokens[index].upper()
        index += 1
        count = ARGUMENTS.get(name)
        if count is None:
            continue
        values = [float(token) for token in tokens[index : index + count] if not token[-1].isalpha()]
        if len(values) < count:
            break
        index += count
        if name in "SM":
            if len(shape) > 1:
                yield shape, curved
            shape, curved = [at(matrix, *values)], False
        elif name == "C":
            if len(shape) > 1:
                yield [*shape, shape[0]], curved
            shape, curved = shape[:1], False
        else:
            curved = curved or name != "L"
            shape.append(at(matrix, *values[-2:]))
    if len(shape) > 1:
        yield shape, curved


def _rectangle(shape: list[Point]) -> tuple[float, float, float, float] | None:
    """The box of a closed line with four right angles."""
    if len(shape) != 5 or hypot(shape[0][0] - shape[4][0], shape[0][1] - shape[4][1]) > 0.5:
        return None
    for (ax, ay), (bx, by) in zip(shape, shape[1:], strict=False):
        if min(abs(ax - bx), abs(ay - by)) > 0.3:
            return None
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return (min(xs), min(ys), max(xs), max(ys))


def _colour(element: Any) -> tuple[float, ...]:
    """A colour as red, green and blue from 0 to 1; black where it is not told or told otherwise."""
    values = numbers(element.get("Value"), None) if element is not None else None
    if not values:
        return (0.0,)
    if len(values) == 4:
        cyan, magenta, yellow, black = (value / 255 for value in values)
        return tuple(max(0.0, 1 - ink - black) for ink in (cyan, magenta, yellow))
    return tuple(value / 255 for value in values)


def _opacity(element: Any) -> float | None:
    alpha = numbers(element.get("Alpha"), 1) if element is not None else None
    return alpha[0] / 255 if alpha else None
