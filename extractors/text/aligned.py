"""Tables that blanks align: lines below each other whose fields stand in columns, parted by tabs here.

Which figure belongs to which head is told where all lines have as many fields, or where the figures of each
column end at one place and every head stands over one column. Else the lines are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.characters import columns
from extractors.numbers import is_dash, parse_figure

PIECE = re.compile(r"[^\s](?:[ \u00a0\u3000]?[^\s])*")
"""What stands together: one blank within, or none."""
FEWEST_ROWS = 3
"""So many lines with figures are a table."""
AMOUNT = re.compile(r"-?[\d,]*\d\.\d+")


@dataclass(frozen=True, slots=True)
class AlignedField:
    """A field of a line: its text and the columns of characters that it takes."""

    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return is_dash(self.text) or parse_figure(self.text) is not None


def pieces_of(text: str) -> list[AlignedField]:
    """The fields of a line that several blanks part."""
    found = []
    for match in PIECE.finditer(text):
        start = columns(text[: match.start()])
        found.append(AlignedField(match[0], start, start + columns(match[0])))
    return found


def is_aligned(text: str) -> bool:
    """Whether several blanks part a line into fields, and nothing else does."""
    return "\t" not in text and "|" not in text and len(PIECE.findall(text)) > 1


def with_tabs(lines: Sequence[str]) -> list[str] | None:
    """Lines below each other with a tab between every two columns, if they are a table that shows these."""
    rows = [pieces_of(line) for line in lines]
    figured = [row for row in rows if any(AMOUNT.fullmatch(piece.text) for piece in row[1:])]
    if len(figured) < FEWEST_ROWS:
        return None
    counts = {len(row) for row in rows}
    if len(counts) == 1:
        return ["\t".join(piece.text for piece in row) for row in rows]
    spans = _columns(figured)
    placed = [_placed(row, spans) for row in rows] if spans else []
    if not placed or not all(placed) or not _are_headed(rows, placed):
        return None
    return ["\t".join(fields) for fields in placed]


def _columns(rows: Sequence[Sequence[AlignedField]]) -> list[tuple[int, int]]:
    """The columns of rows of figures; none if the figures of one do not end, nor its labels begin, alike."""
    spans: list[list[int]] = []
    for start, end in sorted((piece.start, piece.end) for row in rows for piece in row):
        if spans and start < spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    for left, right in spans:
        own = [piece for row in rows for piece in row if left <= piece.start < right]
        figures = {piece.end for piece in own if piece.is_figure and not is_dash(piece.text)}
        starts = {piece.start for piece in own if piece.is_figure}
        if len(figures) > 1 and len(starts) > 1:
            return []
    return [(left, right) for left, right in spans]


def _placed(row: Sequence[AlignedField], spans: Sequence[tuple[int, int]]) -> list[str]:
    """The fields of a row by column; none if one stands over two columns, or two in one."""
    fields = [""] * len(spans)
    for piece in row:
        over = [i for i, (left, right) in enumerate(spans) if piece.start < right and left < piece.end]
        if len(over) != 1 or fields[over[0]]:
            return []
        fields[over[0]] = piece.text
    return fields


def _are_headed(rows: Sequence[Sequence[AlignedField]], placed: Sequence[Sequence[str]]) -> bool:
    """Whether a head stands over each column of figures."""
    top = next(number for number, row in enumerate(rows) if any(piece.is_figure for piece in row[1:]))
    return all(
        any(fields[column] for fields in placed[:top])
        for column in range(1, len(placed[0]))
        if any(AMOUNT.fullmatch(fields[column]) for fields in placed)
    )


def runs_of_aligned(lines: Sequence[str | None]) -> Iterator[tuple[int, list[str]]]:
    """The tables among ``lines`` (``None``: no line of text): where each begins, and its lines with tabs."""
    first = 0
    for number, line in enumerate([*lines, None]):
        if line is not None and is_aligned(line):
            continue
        if number - first >= FEWEST_ROWS:
            run = [text for text in lines[first:number] if text is not None]
            if tabbed := with_tabs(run):
                yield first, tabbed
        first = number + 1
