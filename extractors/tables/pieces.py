"""Pieces of text above a table as the eye joins them: over runs, and over the lines of a field.

Lengths are PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extractors.characters import tight
from extractors.document import TextLine
from records.phrases import Phrases

WORDS = Phrases("extractors")

NEAR = 0.6
"""Runs on one line that are nearer than so many font sizes are one piece."""
LONGEST_REST = 24
"""Characters of the end of a title that stands on a line of its own."""


LEADING = 0.6
"""Heights of text between the lines of one text at most."""
OVERLAP = 0.2
"""A line whose middle lies higher than this share of a row's height above its foot, is in the row."""


@dataclass(slots=True)
class Piece:
    """Text on one line that stands apart from its neighbours; ``size`` is its font size."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float

    def is_centred_over(self, below: Piece) -> bool:
        """Whether the middles of two pieces stand below each other."""
        off = abs((self.x0 + self.x1) - (below.x0 + below.x1))
        return off < 2 * self.size + 0.2 * (self.x1 - self.x0)


def joined_pieces(row: list[TextLine]) -> list[Piece]:
    """The pieces of a row of lines, left to right: runs painted one after the other are one."""
    pieces: list[Piece] = []
    for line in (part for whole in row for part in _at_tabs(whole)):
        text = tight(line.text)
        if not text:
            continue
        last = pieces[-1] if pieces else None
        parted = "\t" in row[0].raw
        if last is not None and not parted and line.x0 - last.x1 < NEAR * max(line.size, last.size):
            last.text = tight(last.text + (" " if line.text[:1] == " " else "") + text)
            last.x1, last.y1 = line.x1, max(last.y1, line.y1)
        else:
            pieces.append(Piece(text, line.x0, line.x1, line.y0, line.y1, line.size))
    return pieces


def _at_tabs(line: TextLine) -> list[TextLine]:
    """``line`` cut at its tabulators, which only a format without pages keeps."""
    if "\t" not in line.raw:
        return [line]
    cuts = [-1, *(i for i, char in enumerate(line.raw) if char == "\t"), len(line.raw)]
    return [line.part(a + 1, b) for a, b in pairwise(cuts) if a + 1 < b]


def merged(pieces: list[Piece]) -> Piece:
    """Pieces of one row as one, a blank between them."""
    first, last = pieces[0], pieces[-1]
    text = tight(" ".join(piece.text for piece in pieces))
    return Piece(text, first.x0, last.x1, first.y0, max(piece.y1 for piece in pieces), first.size)


def unwrapped(rows: list[list[Piece]]) -> list[list[Piece]]:
    """``rows`` with the second line of a wrapped field (部门名称：…) put to its first.

    A row may become empty.
    """
    for index, row in enumerate(rows):
        for piece in row:
            if not WORDS.field.search(piece.text):
                continue
            for below in rows[index + 1 : index + 3]:
                rest = next((other for other in below if _is_rest(other, piece)), None)
                if rest is not None:
                    piece.text += rest.text
                    below.remove(rest)
                    break
    return rows


def _is_rest(piece: Piece, field: Piece) -> bool:
    """Whether ``piece`` stands close below ``field``, within its width, and begins nothing of its own."""
    return (
        field.y0 + 0.6 * field.size < piece.y0 < field.y1 + 0.8 * field.size
        and field.x0 - field.size < piece.x0 < field.x1
        and piece.x1 < field.x1 + 2 * field.size
        and abs(piece.size - field.size) < 0.6
        and len(piece.text) <= LONGEST_REST
        and not WORDS.beside_title.search(piece.text)
    )


def rows_of_lines(lines: list[TextLine]) -> list[list[TextLine]]:
    """Lines grouped by baseline, top to bottom; each group left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.y0 + line.y1):
        middle = line.middle
        if rows and middle < rows[-1][0].y1 - OVERLAP * (rows[-1][0].y1 - rows[-1][0].y0):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows
