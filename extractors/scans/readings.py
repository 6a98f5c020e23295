"""What was read in the strips of a page as lines of text, like those of any page."""

from __future__ import annotations

import re
from collections import Counter

from extractors.characters import IDEOGRAPH, normalise
from extractors.document import TextLine
from extractors.scans.corrections import corrected
from extractors.scans.picture import Rect
from extractors.scans.recognition import StripReading

IDEOGRAPHS = re.compile(f"{IDEOGRAPH.pattern}+")
IDEOGRAPH_INK, FIGURE_INK = 0.92, 0.7
"""Height of the ink of ideographs and of figures as a share of the font size."""
FEWEST_STEPS = 3
"""So many distances between characters tell the pitch of a line."""
SPREAD = 1.25
"""Ideographs whose step is so many times their height are spread: the height tells their size."""
HALF_WIDTH = 0.5
"""Half of an ideograph's width, in font sizes."""
NARROW = 0.55
"""Width of a digit or Latin letter as a share of an ideograph's."""
LINE_HEIGHT = 1.15
"""Height of a line's box as a share of its font size."""
SAME_SIZE = 0.08
"""Sizes of type that differ by a smaller share are one."""
SAME_PLACE, TOUCHING = 0.5, 0.25
"""Share of a reading over another from which both are of one place, or may be."""
SAME_HEIGHT = 0.6
"""Share of a line's height that it has in common with one beside it."""


def line_of(reading: StripReading, rect: Rect, ink: Rect, page: int, points: float) -> TextLine | None:
    """The line that was read in ``rect``, whose ink fills ``ink``; ``None`` if it is blank."""
    text = reading.text.strip()
    if not text:
        return None
    first = reading.text.index(text)
    part = slice(first, first + len(text))
    scores = reading.scores[part]
    middles = [rect.x0 + share * rect.width for share in reading.middles[part]]
    size = _size(text, middles, ink)
    edges = _edges(text, middles, size, ink)
    middle = (ink.y0 + ink.y1) / 2
    half = LINE_HEIGHT * size / 2
    return TextLine(
        page,
        normalise(corrected(text)),
        text,
        [round(edge * points, 2) for edge in edges],
        round((middle - half) * points, 2),
        round((middle + half) * points, 2),
        size * points,
        scores=[round(score, 3) for score in scores],
    )


def _size(text: str, middles: list[float], ink: Rect) -> float:
    """The font size in pixels: the step of ideographs, or else the height of the ink."""
    tall = max(1.0, ink.height / (IDEOGRAPH_INK if IDEOGRAPH.search(text) else FIGURE_INK))
    runs = [match.span() for match in IDEOGRAPHS.finditer(text)]
    steps = sum(end - start - 1 for start, end in runs)
    if steps < FEWEST_STEPS:
        return tall
    step = sum(middles[end - 1] - middles[start] for start, end in runs) / steps
    # Ideographs may be spread; they never overlap.
    return step if step < SPREAD * tall else tall


def _edges(text: str, middles: list[float], size: float, ink: Rect) -> list[float]:
    """Left edges of the characters and the right edge of the last; they touch each other."""
    halves = [HALF_WIDTH * size * (1.0 if IDEOGRAPH.match(char) else NARROW) for char in text]
    edges = [float(ink.x0)]
    for i in range(1, len(text)):
        left, right = middles[i - 1], middles[i]
        if text[i].isspace() and not text[i - 1].isspace():
            edge = min(left + halves[i - 1], (left + right) / 2)
        elif text[i - 1].isspace() and not text[i].isspace():
            edge = max(right - halves[i], (left + right) / 2)
        else:
            edge = left + (right - left) * halves[i - 1] / (halves[i - 1] + halves[i])
        edges.append(max(edge, edges[-1]))
    edges.append(max(float(ink.x1), edges[-1]))
    return edges


def once_only(lines: list[TextLine]) -> list[TextLine]:
    """``lines`` without second readings of one place: of two, the surer stays, and keeps the other.

    Two that share a part of their places only both stay, and neither is sure.
    """
    result: list[TextLine] = []
    for line in sorted(lines, key=_sureness, reverse=True):
        shared = [_shared(line, other) for other in result]
        if max(shared, default=0.0) > SAME_PLACE:
            first = result[shared.index(max(shared))]
            if line.text != first.text and first.other is None:
                first.other = line
            continue
        result.append(line)
        for other, share in zip(result, shared, strict=False):
            if share > TOUCHING:
                line.scores, other.scores = [0.0] * len(line.text), [0.0] * len(other.text)
    kept = {id(line) for line in result}
    return [line for line in lines if id(line) in kept]


def _sureness(line: TextLine) -> tuple[float, float]:
    scores = line.scores or [0.0]
    return (sum(scores) / len(scores), line.x1 - line.x0)


def _shared(line: TextLine, other: TextLine) -> float:
    """The share of the narrower of two lines on one height that lies over the other."""
    down = min(line.y1, other.y1) - max(line.y0, other.y0)
    if down < SAME_HEIGHT * min(line.y1 - line.y0, other.y1 - other.y0):
        return 0.0
    across = min(line.x1, other.x1) - max(line.x0, other.x0)
    return across / max(0.1, min(line.x1 - line.x0, other.x1 - other.x0))


def level_sizes(lines: list[TextLine]) -> None:
    """Give lines of about the same size the very same, the commonest: measured sizes scatter."""
    weights: Counter[float] = Counter()
    for line in lines:
        line.size = round(line.size * 4) / 4
        weights[line.size] += len(line.text)
    known: list[float] = []
    level: dict[float, float] = {}
    for size, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        near = next((other for other in known if abs(other - size) <= SAME_SIZE * other), None)
        if near is None:
            known.append(size)
        level[size] = size if near is None else near
    for line in lines:
        line.size = level[line.size]
