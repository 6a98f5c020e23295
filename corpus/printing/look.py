"""How a family's pages look, and the strokes that a page is made of. No PDF library here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from corpus.tables.sheet import TrueFigure

Measure = Callable[[str, float], float]
"""``measure(text, size)``: width of a text in points."""

A4 = (595.32, 841.92)


class UnknownLook(ValueError):
    """A family gives a look that is not known."""


@dataclass(frozen=True, slots=True)
class Look:
    """The producer's habits; lengths in points.

    ``rulings``: ``lines`` (strokes), ``pieces`` (filled rectangles with corner dots), ``boxes``
    (a stroked rectangle a cell), ``horizontal`` (no vertical rules),
    ``three`` (above and below the header, and at the end), ``ragged`` (each cell edge a stroke of its
    own that misses or overruns its corner a little), ``none``, ``zebra`` (no rules, every other row
    shaded). ``outer``: ``same``, ``open``
    (no left and right frame), ``double``, ``dashed``, ``thick``. ``repeat``: what a continuation
    page repeats: ``none``, ``header``, ``title`` (with ``continued`` behind it). ``landscape``:
    ``size`` or ``rotate``. ``radicals``: text extracts with CJK radicals (⼀ for 一). ``spread``:
    short labels are spaced out over their cell. ``ground``: white rectangles lie below the cells.
    ``title_inside``: title and captions are rows of the grid, as in a printed workbook. ``double_bold``:
    bold text is written twice, a little apart. ``watermark``: grey text across each page.
    """

    rulings: str = "lines"
    outer: str = "same"
    rule: float = 0.5
    repeat: str = "none"
    cut_rows: bool = False
    landscape: str = "size"
    size: float = 9.0
    row_height: float = 17.0
    padding: float = 2.5
    figure_shift: float = 0.0
    figure_place: str = "center"
    header_bold: bool = False
    header_shade: float = 0.0
    title_size: float = 15.0
    margin: tuple[float, float, float, float] = (56, 64, 56, 60)
    page_number: str = "{n}"
    page_number_place: str = "center"
    running_head: str = ""
    latin: str = "tiro"
    crop: bool = False
    text_size: float = 14.0
    line_height: float = 26.0
    flow: bool = False
    caption_gap: float = 3.0
    continued: str = ""
    radicals: bool = False
    spread: bool = False
    ground: bool = False
    title_inside: bool = False
    double_bold: bool = False
    watermark: str = ""

    def changed(self, by: dict[str, Any]) -> Look:
        """This look with some habits changed. Raises :class:`UnknownLook`."""
        known = {f.name for f in fields(self)}
        if by.keys() - known:
            raise UnknownLook(f"no such habit: {', '.join(sorted(by.keys() - known))}")
        values = {f.name: getattr(self, f.name) for f in fields(self)} | by
        values["margin"] = tuple(values["margin"])
        return Look(**values)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; ``y`` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled with a grey (0 black, 1 white) or stroked with ``width``."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: float | None = 0.0
    width: float = 0.0


@dataclass(slots=True)
class SamplePage:
    """A page as displayed, with its figures for the truth."""

    width: float
    height: float
    rotated: bool = False
    marks: list[Text | Stroke | Box] = field(default_factory=list)
    figures: list[TrueFigure] = field(default_factory=list)


CLOSING = "，。、；：？！）”》〉】%％,.;:)’"
OPENING = "（“《〈【(‘"


def is_latin(char: str) -> bool:
    return char.isascii() and not char.isspace()


def wrap(text: str, width: float, size: float, measure: Measure, first: float = 0.0) -> list[str]:
    """Break a text into lines no wider than ``width``, the first indented by ``first``.

    Digits and Latin letters stay together, closing punctuation does not begin a line. The lines
    joined give the text again, but for line feeds.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", first
        i = 0
        while i < len(paragraph):
            j = i + 1
            while is_latin(paragraph[i]) and j < len(paragraph) and is_latin(paragraph[j]):
                j += 1
            while j < len(paragraph) and paragraph[j] in CLOSING and not is_latin(paragraph[i]):
                j += 1
            if is_latin(paragraph[i]):
                while j < len(paragraph) and paragraph[j] in CLOSING:
                    j += 1
            unit = paragraph[i:j]
            need = measure(unit, size)
            if line and used + need > width:
                opening = ""
                while line and line[-1] in OPENING:
                    opening, line = line[-1] + opening, line[:-1]
                lines.append(line)
                line, used = opening, measure(opening, size)
            if need > width and len(unit) > 1 and not line:
                k = len(unit)
                while k > 1 and measure(unit[:k], size) > width:
                    k -= 1
                unit, j = unit[:k], i + k
                need = measure(unit, size)
            line += unit
            used += need
            i = j
        lines.append(line)
        first = 0.0
    return lines
