"""Characters of a page, each with its box, into lines of text (文字行).

They come as the PDF library gives them: blocks of lines of spans of characters, as dicts. Text comes with
the boxes of its font (not the tight ink boxes: a point and a digit have one baseline, not one ink height).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice, pairwise
from operator import itemgetter
from typing import Any

from extractors.characters import normalise
from extractors.document import TextLine

ASLANT = 0.1
"""Sine of the angle from which text is neither level nor upright."""
UPRIGHT = 0.99
"""Cosine of the angle up to which it is."""
FEWEST_STANDING = 60
"""Characters; less text that stands on its side is a mark in the margin."""
FEWEST_SCATTERED = 10
"""Lines from which that is told."""
SCATTERED = 0.8
"""Share of a page's lines that are one character each, from which no line tells what belongs together."""
BESIDE = 0.3
"""Font sizes from one character of a line to the next, at most."""
UNEVEN = 1.25
"""A line so many times as high as its first character holds texts of different heights."""
DOUBLE = 1.5
"""Points between two writings of one text."""
HAIR = 0.5
"""Points by which a character may reach into its neighbour."""
BOLD = 1 << 4
"""The flag of a bold font."""
CHARACTER, BOX = itemgetter("c"), itemgetter("bbox")

Content = dict[str, Any]
"""The text of a page; its ``blocks`` hold lines, these spans, these characters."""


def lies_on_its_side(content: Content) -> int:
    """By how many degrees clockwise a page must be turned for most of its text to be level."""
    lines = [line for block in content["blocks"] for line in block.get("lines", ())]
    standing = [line for line in lines if abs(line["dir"][1]) > UPRIGHT]
    if 2 * len(standing) <= len(lines):
        return 0
    if sum(len(span["chars"]) for line in standing for span in line["spans"]) < FEWEST_STANDING:
        return 0
    upwards = sum(line["dir"][1] < 0 for line in standing)
    return 90 if 2 * upwards > len(standing) else 270


def text_lines(content: Content, number: int, width: float, height: float) -> list[TextLine]:
    """The lines of page ``number`` in the file's order, each text once; what lies outside is left away."""
    lines = _all_lines(content, number, width, height)
    if _has_doubles(lines):
        _remove_doubles(content)
        lines = _all_lines(content, number, width, height)
    return lines


def _all_lines(content: Content, number: int, width: float, height: float) -> list[TextLine]:
    lines = []
    painted = [line for block in content["blocks"] for line in block.get("lines", ())]
    for line in _whole(_gathered(painted) if _are_scattered(painted) else painted):
        spans = line["spans"]
        chars = spans[0]["chars"] if len(spans) == 1 else [char for span in spans for char in span["chars"]]
        if not chars:
            continue
        across, down = line["dir"]
        if down and min(abs(across), abs(down)) > ASLANT:
            continue  # a watermark
        x0, y0, x1, y1 = line["bbox"]
        if x1 <= 0 or y1 <= 0 or x0 >= width or y0 >= height:
            continue
        level = not down or abs(across) > abs(down)
        top, bottom = chars[0]["bbox"][1::2]
        if level and y1 - y0 > UNEVEN * (bottom - top):
            for part in _by_height(chars):
                lines += _line(part, spans[0], number)
        else:
            lines += _line(chars, spans[0], number, line["bbox"], level)
    return lines


def _are_scattered(lines: list[dict[str, Any]]) -> bool:
    """Whether nearly each line is one character: they are painted last first, or in no order at all."""
    if len(lines) < FEWEST_SCATTERED:
        return False
    longer = (line for line in lines if len(line["spans"]) > 1 or len(line["spans"][0]["chars"]) > 1)
    return next(islice(longer, int((1 - SCATTERED) * len(lines)), None), None) is None


def _gathered(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that single characters make which stand beside each other, down the page."""
    result: list[dict[str, Any]] = []
    rows: list[list[dict[str, Any]]] = []
    for line in sorted(lines, key=_baseline):
        if rows and _baseline(line) - _baseline(rows[-1][0]) < HAIR:
            rows[-1].append(line)
        else:
            rows.append([line])
    for right in (line for row in rows for line in sorted(row, key=lambda line: line["bbox"][0])):
        left = result[-1] if result else right
        gap = (right["bbox"][0] - left["bbox"][2]) / right["spans"][0]["size"]
        level = left["dir"] == right["dir"] and abs(_baseline(left) - _baseline(right)) < HAIR
        if left is not right and level and -BESIDE < gap < BESIDE:
            (x0, y0, x1, y1), (a0, b0, a1, b1) = left["bbox"], right["bbox"]
            box = (min(x0, a0), min(y0, b0), max(x1, a1), max(y1, b1))
            result[-1] = left | {"spans": left["spans"] + right["spans"], "bbox": box}
        else:
            result.append(right)
    return result


def _baseline(line: dict[str, Any]) -> float:
    return float(line["spans"][0]["origin"][1])


def _whole(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines, those that fill a hole in another put into it.

    Where a font lacks a character (often a quotation mark), producers write it apart in another font.
    """
    result = list(lines)
    rows: dict[int, list[dict[str, Any]]] = {}
    for line in result:
        rows.setdefault(round(line["spans"][0]["origin"][1]), []).append(line)
    filled: set[int] = set()
    for row in rows.values():
        if len(row) < 2 or _stand_apart(row):
            continue
        for small in row:
            x0, _, x1, _ = small["bbox"]
            for line in row:
                if line["bbox"][0] < x0 and x1 < line["bbox"][2] and _fill_hole(line, small):
                    filled.add(id(small))
                    break
    return [line for line in result if id(line) not in filled] if filled else result


def _stand_apart(row: list[dict[str, Any]]) -> bool:
    """Whether no line of a row reaches over the beginning of another, as in most rows."""
    boxes = sorted([line["bbox"] for line in row])
    return all(left[2] <= right[0] for left, right in pairwise(boxes))


def _fill_hole(line: dict[str, Any], small: dict[str, Any]) -> bool:
    """Put the characters of ``small`` into ``line`` if a hole between two of its own takes them."""
    x0, _, x1, _ = small["bbox"]
    for index, span in enumerate(line["spans"]):
        chars = span["chars"]
        for i, (left, right) in enumerate(pairwise(chars), 1):
            if left["bbox"][2] <= x0 + HAIR and x1 <= right["bbox"][0] + HAIR:
                parts = [span | {"chars": chars[:i]}, *small["spans"], span | {"chars": chars[i:]}]
                line["spans"][index : index + 1] = parts
                return True
            if left["bbox"][0] > x0:
                return False
    return False


def _line(
    chars: list[dict[str, Any]],
    span: dict[str, Any],
    number: int,
    box: tuple[float, float, float, float] | None = None,
    level: bool = True,
) -> list[TextLine]:
    """The line of ``chars``, with font and size of ``span``; none if it is blank."""
    raw = "".join(map(CHARACTER, chars))
    if raw.isspace():
        return []
    if box is None:
        tops, bottoms = [char["bbox"][1] for char in chars], [char["bbox"][3] for char in chars]
        box = (chars[0]["bbox"][0], min(tops), chars[-1]["bbox"][2], max(bottoms))
    x0, y0, x1, y1 = box
    if level:
        edges = [bbox[0] for bbox in map(BOX, chars)]
        edges.append(chars[-1]["bbox"][2])
    else:  # text turned on its side: the characters share the width of the line
        edges = [x0 + (x1 - x0) * i / len(raw) for i in range(len(raw) + 1)]
    bold = bool(span["flags"] & BOLD)
    return [TextLine(number, normalise(raw), raw, edges, y0, y1, span["size"], bold)]


def _by_height(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters of one line in runs of one height; the library joins neighbours set a little higher."""
    runs: list[list[dict[str, Any]]] = []
    for char in chars:
        y0, y1 = char["bbox"][1::2]
        if runs and (char["c"].isspace() or abs(y0 - runs[-1][0]["bbox"][1]) < (UNEVEN - 1) * (y1 - y0)):
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _has_doubles(lines: list[TextLine]) -> bool:
    """Whether some line is written twice, a little apart: some producers embolden text so."""
    alike: dict[str, list[TextLine]] = defaultdict(list)
    for line in lines:
        alike[line.text].append(line)
    for same in alike.values():
        if len(same) < 2:
            continue
        rows: dict[int, list[TextLine]] = defaultdict(list)
        for line in same:
            row = int(line.y0 / DOUBLE)
            for near in (row - 1, row, row + 1):
                for other in rows.get(near, ()):
                    if abs(line.x0 - other.x0) < DOUBLE and abs(line.y0 - other.y0) < DOUBLE:
                        return True
            rows[row].append(line)
    return False


def _remove_doubles(content: Content) -> None:
    """Take the second writing of characters that are written twice out of ``content``.

    The library joins the one writing of a text with the other of its neighbour, so that only the
    single characters tell.
    """
    seen: set[tuple[str, int, int]] = set()
    for block in content["blocks"]:
        for line in block.get("lines", ()):
            spans = line["spans"]
            before = sum(len(span["chars"]) for span in spans)
            for span in spans:
                span["chars"] = [char for char in span["chars"] if _is_first(char, seen)]
            chars = [char for span in spans for char in span["chars"]]
            if chars and len(chars) < before:
                boxes = [char["bbox"] for char in chars]
                x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
                line["bbox"] = (x0, y0, max(box[2] for box in boxes), max(box[3] for box in boxes))


def _is_first(char: dict[str, Any], seen: set[tuple[str, int, int]]) -> bool:
    """Whether ``char`` was not yet seen at about its place; notes it in ``seen``."""
    text = char["c"]
    column, row = round(char["bbox"][0] / DOUBLE), round(char["bbox"][1] / DOUBLE)
    if text.isspace():
        return True
    if any((text, column + dx, row + dy) in seen for dx in (0, -1, 1) for dy in (0, -1, 1)):
        return False
    seen.add((text, column, row))
    return True
