"""Pieces of text that stand apart from each other on a line: the raw material of open tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from extractors.characters import IDEOGRAPH
from extractors.document import TextLine
from extractors.numbers import is_dash, parse_figure
from extractors.tables.geometry import GEOMETRY
from extractors.tables.pieces import LEADING, rows_of_lines
from records.phrases import Phrases

WORDS = Phrases("extractors")

WIDE_SPACE = 0.8
"""A blank so wide (in font sizes) parts two pieces of text."""
WIDEST_SPREAD = 4.0
"""The ideographs of one word stand at most so many heights of text apart."""
CLOSING = ("）", "】", "》")
LINES_ABOVE = 2
"""Heads that take one line more than others begin half a line above them: theirs is the last line but one."""
CODE_LEVELS = frozenset({"类款", "款项"})
AMOUNT = re.compile(r"\d\.\d|(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)")
"""What tells money from a code, a year or a count: decimals, or thousands that are set apart."""
WHOLE_AMOUNT = re.compile(r"-?[1-9]\d{2,}")
"""A number that may be an amount without decimals, where many stand below each other."""
FEWEST_WHOLE = 5
"""So many rows of whole numbers in ruled columns are rows of a table."""
GAP = 0.2
"""An ideograph so much farther (in font sizes) from the next character than others ends a piece."""
NARROW_BLANK = 0.4
"""Font sizes that a blank within a number takes at most."""
EVEN_BLANK = 0.05
"""... and by which such blanks differ."""
NONE = frozenset[int]()
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+\.\d\d?(?!\d)")
_UNSPACED = re.compile(r"\d{4}\.\d|\d,\d{3}\.")


@dataclass(slots=True)
class Fragment:
    """A piece of text that stands apart from its neighbours on the line."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def is_spread(self) -> bool:
        """Whether its ideographs stand apart from each other."""
        return self.x1 - self.x0 > 1.3 * len(self.text) * (self.y1 - self.y0)

    @property
    def ink_end(self) -> float:
        """Where its ink ends: a closing bracket as wide as an ideograph takes the left half of its place."""
        return self.x1 - (self.y1 - self.y0) / 2 if self.text.endswith(CLOSING) else self.x1

    @property
    def middle_height(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def is_figure(self) -> bool:
        if parse_figure(self.text) is None:
            return is_dash(self.text)
        return WORDS.code_and_name.match(self.text) is None


Row = list[Fragment]


def fragments(line: TextLine, kept: frozenset[int] = NONE) -> list[Fragment]:
    """``line`` cut where its characters stand wide apart, at no place of ``kept``."""
    text, edges = line.text, line.edges
    cuts = {match.start() for match in WORDS.cut_of_line.finditer(text)} - kept
    between = (match.start() for match in WORDS.between_word_and_amount.finditer(text))
    cuts |= {i for i in between if edges[i] - edges[i - 1] > (1 + GAP) * line.size}
    if " " in text:
        wide = WIDE_SPACE * line.size
        cuts |= {i for i, char in enumerate(text) if char == " " and edges[i + 1] - edges[i] > wide}
    else:
        cuts |= _gaps(line)
    result: list[Fragment] = []
    start = 0
    for position in [*sorted(cuts), len(text)]:
        piece = text[start:position]
        left = start + len(piece) - len(piece.lstrip())
        right = position - (len(piece) - len(piece.rstrip()))
        if left < right:
            # The edges of a line are where its characters begin: the last one is no wider than others.
            wide = edges[right - 1] + line.size if IDEOGRAPH.match(text, right - 1) else edges[right]
            end = min(edges[right], max(wide, edges[left] + 1))
            result.append(Fragment(text[left:right], edges[left], end, line.y0, line.y1))
        start = position
    return result


def _gaps(line: TextLine) -> set[int]:
    """Where an ideograph stands apart from what follows, in text not spread evenly: two narrow columns."""
    text, edges = line.text, line.edges
    inner = range(len(text) - 1)
    steps = {i: edges[i + 1] - edges[i] for i in inner if IDEOGRAPH.match(text, i)}
    if len(steps) < 3:
        return set()
    usual = median(steps.values())
    wide = {i + 1 for i, step in steps.items() if step > usual + GAP * line.size}
    most = len(steps) / (2 if usual < (1 + GAP / 2) * line.size else 3)  # heads of two ideographs each
    return wide if len(wide) <= most else set()


def _thousands(lines: list[TextLine]) -> dict[int, frozenset[int]]:
    """The blanks within numbers that set thousands apart (4 913.09), for each line by its id.

    They are all of one width, that of a blank of the font, and nothing else sets thousands apart.
    """
    found: dict[int, frozenset[int]] = {}
    widths: list[float] = []
    for line in lines:
        inside = [match.span() for match in _SPACED.finditer(line.text)] if " " in line.text else []
        if inside:
            blanks = [i for start, end in inside for i in range(start, end) if line.text[i] == " "]
            found[id(line)] = frozenset(blanks)
            widths += [(line.edges[i + 1] - line.edges[i]) / line.size for i in blanks]
    even = bool(widths) and max(widths) < NARROW_BLANK and max(widths) - min(widths) < EVEN_BLANK
    return found if even and not any(_UNSPACED.search(line.text) for line in lines) else {}


def fragment_rows(lines: list[TextLine]) -> list[Row]:
    """The fragments of ``lines`` by visual row, top to bottom; spread words (合 计) in one piece."""
    result: list[Row] = []
    thousands = _thousands(lines)
    for row in rows_of_lines(lines):
        pieces: Row = []
        above = [upper for one in result[-LINES_ABOVE:] for upper in one]
        for piece in (piece for line in row for piece in fragments(line, thousands.get(id(line), NONE))):
            last = pieces[-1] if pieces else None
            if last and _are_spread(last, piece) and not (_ends(last, above) and _ends(piece, above)):
                last.text, last.x1 = last.text + piece.text, piece.x1
            else:
                pieces.append(piece)
        if pieces:
            result.append(pieces)
    return result


def _ends(piece: Fragment, above: Row) -> bool:
    """Whether a single ideograph is the last of a head that begins in the line right above it."""
    return len(piece.text) == 1 and any(
        piece.y0 > upper.y0
        and piece.y0 - upper.y1 < LEADING * (piece.y1 - piece.y0)
        and min(abs(upper.middle - piece.middle), abs(upper.x0 - piece.x0)) < GEOMETRY.flush
        for upper in above
    )


def _are_spread(left: Fragment, right: Fragment) -> bool:
    """Whether single ideographs are a word set wide (合 计), not two columns (类 | 款)."""
    return (
        (len(left.text) == 1 or left.is_spread)
        and len(right.text) == 1
        and "\u4e00" <= left.text[-1] <= "\u9fff"
        and "\u4e00" <= right.text <= "\u9fff"
        and left.text + right.text not in CODE_LEVELS
        and right.x0 - left.x1 < WIDEST_SPREAD * (right.y1 - right.y0)
    )


def is_figure_row(row: Row) -> bool:
    """Whether a figure stands right of something in ``row``."""
    return len(row) >= 2 and any(f.is_figure for f in row[1:])


def has_whole_amount(row: Row) -> bool:
    """Whether a whole number stands right of something in ``row``."""
    return any(WHOLE_AMOUNT.fullmatch(piece.text) for piece in row[1:])


def keep_to(columns: list[float], rows: list[Row]) -> bool:
    """Whether rows stand within columns, if there are any, and no figure across two of them."""
    pieces = [piece for row in rows for piece in row]
    slack = GEOMETRY.same_edge
    return (
        bool(columns)
        and all(columns[0] - slack < piece.x0 and piece.x1 < columns[-1] + slack for piece in pieces)
        and not any(f.x0 + 1 < x < f.x1 - 1 for f in pieces if f.is_figure for x in columns[1:-1])
    )
