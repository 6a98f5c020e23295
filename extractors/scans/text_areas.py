"""Which areas of a picture to read: those the recogniser finds, and those it overlooks in tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import cv2
import numpy as np

from extractors.scans.picture import Picture, Rect
from extractors.scans.rulings import Rulings

CROSSED = 0.6
"""A ruling that runs along so much of a rectangle's side parts it."""
INSIDE = 0.12
"""A ruling nearer to a rectangle's side than this share of its height does not part it."""
SPECKS = 0.02
"""Share of a row that specks of dirt fill between two lines."""
TALL = 1.6
"""A rectangle so many times as high as others may hold several lines."""
WIDE_GAP = 1.5
"""Heights of the line: what stands so far apart is read apart."""
FEWEST_INK = 8
"""Pixels of ink in a mark; fewer are dirt."""
MARGIN = 0.15
"""White around a strip as a share of its height: the recogniser was taught with some."""
SHARED = 0.5
"""Share of a piece's sides from which it is part of another."""
OVERLAID = 0.1
"""Share of a mark from which it lies over text that is read already."""
NEAR = 0.4
"""Heights of the line: ink so near to its end belongs to the line."""
TALLEST_MARK = 30.0
"""Points; what is higher is a stamp or a picture, no character."""
JOINED = 4.0
"""Points: marks that the recogniser overlooks are no higher; those so near each other are one."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of one line: ``rect`` is what to read, ``ink`` the rectangle around its ink."""

    rect: Rect
    ink: Rect
    found: bool = True
    """Whether the recogniser found it itself."""


def strips_of(rects: list[Rect], ink: Picture, rulings: Rulings, points: float) -> list[Strip]:
    """The strips to read on a page; ``ink`` is without rulings, ``points`` the length of a pixel."""
    usual = median(rect.height for rect in rects) if rects else 0.0
    pieces = [
        piece
        for rect in rects
        for column in _between(rect, rulings)
        for line in _lines(column, ink, usual)
        for piece in _pieces(line, ink)
    ]
    pieces = _united(pieces)
    rest = ink.copy()
    for piece in pieces:
        part_of(rest, piece)[:] = 0
    pieces = [_grown(piece, rest, rulings) for piece in pieces]
    result = [Strip(_padded(piece, ink), piece) for piece in pieces]
    for strip in result:
        part_of(rest, strip.rect)[:] = 0
    taken = np.zeros_like(rest)
    for piece in pieces:
        part_of(taken, piece)[:] = 1
    # What lies over a piece would be read a second time with it.
    marks = [mark for mark in _overlooked(rest, rulings, points) if part_of(taken, mark).mean() < OVERLAID]
    return result + [Strip(_padded(mark, ink), mark, False) for mark in marks]


def _united(pieces: list[Rect]) -> list[Rect]:
    """``pieces`` of which none overlaps another: the recogniser's rectangles may share a character."""
    result: list[Rect] = []
    for piece in sorted(pieces, key=lambda rect: (-rect.width, rect.y0, rect.x0)):
        for i, other in enumerate(result):
            across = min(piece.x1, other.x1) - max(piece.x0, other.x0)
            down = min(piece.y1, other.y1) - max(piece.y0, other.y0)
            if across >= SHARED * piece.width and down >= SHARED * min(piece.height, other.height):
                result[i] = Rect(
                    min(piece.x0, other.x0),
                    min(piece.y0, other.y0),
                    max(piece.x1, other.x1),
                    max(piece.y1, other.y1),
                )
                break
        else:
            result.append(piece)
    return sorted(result, key=lambda rect: (rect.y0, rect.x0))


def part_of(picture: Picture, rect: Rect) -> Picture:
    """What a rectangle shows of a picture."""
    return picture[rect.y0 : rect.y1, rect.x0 : rect.x1]


def _between(rect: Rect, rulings: Rulings) -> Iterator[Rect]:
    """``rect`` cut at the rulings that cross it."""
    inside = INSIDE * rect.height
    xs = _cuts(rulings.vertical, rect.x0 + inside, rect.x1 - inside, rect.y0, rect.y1)
    for x0, x1 in _spans(rect.x0, xs, rect.x1):
        ys = _cuts(rulings.horizontal, rect.y0 + inside, rect.y1 - inside, x0, x1)
        for y0, y1 in _spans(rect.y0, ys, rect.y1):
            yield Rect(x0, y0, x1, y1)


def _cuts(
    segments: list[tuple[float, float, float]], low: float, high: float, start: float, end: float
) -> list[int]:
    return sorted(
        round(at)
        for at, first, last in segments
        if low < at < high and min(last, end) - max(first, start) >= CROSSED * (end - start)
    )


def _spans(start: int, cuts: list[int], end: int) -> Iterator[tuple[int, int]]:
    ends = [start, *cuts, end]
    yield from ((a, b) for a, b in zip(ends, ends[1:], strict=False) if b - a > 2)


def _lines(rect: Rect, ink: Picture, usual: float) -> Iterator[Rect]:
    """The lines in ``rect``, which is one line unless it is tall."""
    if rect.height < TALL * usual:
        yield rect
        return
    counts = np.count_nonzero(part_of(ink, rect), axis=1)
    rows = _runs(counts > max(2.0, SPECKS * rect.width), 1)
    tall = [(a, b) for a, b in rows if b - a >= usual / 3]
    if len(tall) < 2:
        yield rect
        return
    for a, b in tall:
        yield Rect(rect.x0, rect.y0 + a, rect.x1, rect.y0 + b)


def _pieces(rect: Rect, ink: Picture) -> Iterator[Rect]:
    """The pieces of a line that stand wide apart, each close around its ink."""
    part = part_of(ink, rect)
    for a, b in _runs(part.any(axis=0), max(4, round(WIDE_GAP * rect.height))):
        piece = part[:, a:b]
        if np.count_nonzero(piece) < FEWEST_INK:
            continue
        top, bottom = _own_rows(piece)
        yield Rect(rect.x0 + a, rect.y0 + top, rect.x0 + b, rect.y0 + bottom)


def _own_rows(piece: Picture) -> tuple[int, int]:
    """The rows of a line's own ink: what the edge of the piece cuts off belongs to the lines around."""
    counts = np.count_nonzero(piece, axis=1)
    rows = _runs(counts > 0, 1)
    middle = len(counts) / 2
    main = min(rows, key=lambda run: max(run[0] - middle, middle - run[1], 0.0))
    own = [run for run in rows if run == main or run[0] > 0 and run[1] < len(counts)]
    return own[0][0], own[-1][1]


def _grown(piece: Rect, rest: Picture, rulings: Rulings) -> Rect:
    """``piece`` with the ink beside it that the recogniser left out, such as a 一 at its beginning."""
    near, far = max(3, round(NEAR * piece.height)), max(4, piece.height)
    crossing = [round(x) for x, top, bottom in rulings.vertical if top < piece.y1 and bottom > piece.y0]
    left = max([0, piece.x0 - far, *(x for x in crossing if x < piece.x0)])
    right = min([rest.shape[1], piece.x1 + far, *(x for x in crossing if x >= piece.x1)])
    before = _runs(part_of(rest, Rect(left, piece.y0, piece.x0, piece.y1)).any(axis=0), near)
    after = _runs(part_of(rest, Rect(piece.x1, piece.y0, right, piece.y1)).any(axis=0), near)
    x0 = left + before[-1][0] if before and piece.x0 - left - before[-1][1] <= near else piece.x0
    x1 = piece.x1 + after[0][1] if after and after[0][0] <= near else piece.x1
    return Rect(x0, piece.y0, x1, piece.y1)


def _runs(filled: Any, gap: int) -> list[tuple[int, int]]:
    """Stretches of ``filled`` places, end exclusive; those less than ``gap`` apart are one."""
    places = np.flatnonzero(filled)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    starts = [places[0], *places[breaks + 1]]
    ends = [*places[breaks], places[-1]]
    return [(int(a), int(b) + 1) for a, b in zip(starts, ends, strict=True)]


def _padded(rect: Rect, ink: Picture) -> Rect:
    margin = max(2, round(MARGIN * rect.height))
    height, width = ink.shape
    return Rect(
        max(0, rect.x0 - margin),
        max(0, rect.y0 - margin),
        min(width, rect.x1 + margin),
        min(height, rect.y1 + margin),
    )


def _overlooked(rest: Picture, rulings: Rulings, points: float) -> Iterator[Rect]:
    """Marks inside of tables that the recogniser did not find: dashes and single digits."""
    if not rulings.horizontal or not rulings.vertical:
        return
    left, right = min(s[1] for s in rulings.horizontal), max(s[2] for s in rulings.horizontal)
    top, bottom = min(s[1] for s in rulings.vertical), max(s[2] for s in rulings.vertical)
    inside = np.zeros_like(rest)
    area = Rect(round(left), round(top), round(right), round(bottom))
    part_of(inside, area)[:] = part_of(rest, area)
    joined = cv2.dilate(inside, np.ones((3, max(3, round(JOINED / points))), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    marks = np.bincount(labels[inside > 0].ravel(), minlength=len(boxes))
    for label in range(1, len(boxes)):
        x, y, width, height, _ = boxes[label].tolist()
        if marks[label] >= 2 * FEWEST_INK and height * points <= TALLEST_MARK:
            yield from _pieces(Rect(x, y, x + width, y + height), inside)
