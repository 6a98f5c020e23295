"""Shaded headers as rulings: where each cell of a header is a filled area, their edges part its columns.

The rows below may be ruled, shaded or neither. Lengths are PDF points.
"""

from __future__ import annotations

from itertools import pairwise

from extractors.document import TextLine
from extractors.tables.geometry import GEOMETRY
from extractors.tables.grid import positions
from extractors.tables.rulings import TOUCH, Frame, Segment, frames, join
from extractors.tables.strokes import Shade, meet
from extractors.tables.unruled.fragments import Row, fragment_rows, is_figure_row
from extractors.tables.unruled.open_rows import with_rows_below
from extractors.tables.unruled.runs import is_caption, names_columns
from records.list_numbers import ITEMS

FEWEST_TILES = 3
"""Cells side by side at the foot of a shaded header; fewer are boxes of colour."""
SAME_EDGE = GEOMETRY.same_edge
TALLEST_ROW = GEOMETRY.tallest_row


def tiled_frames(
    shades: list[Shade], others: list[Frame], bare: list[Segment], lines: list[TextLine]
) -> list[Frame]:
    """Frames for the tables whose header is of shaded cells, with the rows below it.

    ``others`` are the frames of the page, whose insides are left alone, ``bare`` the rulings that touch no
    vertical one: those below a header, of its width, part its rows, as edges of shaded rows do.
    """
    if len(shades) < FEWEST_TILES:
        return []
    boxes = [other.box for other in others if other.vertical and other.horizontal]
    free = [s for s in shades if s[3] - s[1] <= GEOMETRY.tallest_band and not any(meet(s, b) for b in boxes)]
    edges = join([(y, x0, x1) for x0, top, x1, bottom in free for y in (top, bottom)])
    rows = fragment_rows(lines)
    blocks = [block for block in _blocks(free) if not (_holds_figures(block, lines) or _goes_on(block, rows))]
    result = []
    for number, block in enumerate(blocks):
        limit = min((later.box[1] for later in blocks[number + 1 :]), default=float("inf"))
        limit = min([limit, *(box[1] for box in boxes if box[1] > block.box[3])])
        below = [line for line in lines if block.box[3] < line.middle < limit]
        across = _rulings_below(block, bare + edges, limit, fragment_rows(below))
        frame = with_rows_below(block, across, below)
        if frame is not None or not below:  # its rows may follow on the next page
            result.append(frame or block)
    return result


def _blocks(shades: list[Shade]) -> list[Frame]:
    """The headers of shaded cells, top to bottom: areas that touch each other, several at their foot."""
    across = [(y, x0, x1) for x0, top, x1, bottom in shades for y in (top, bottom)]
    down = [(x, top, bottom) for x0, top, x1, bottom in shades for x in (x0, x1)]
    found = []
    for block in frames(across, down) or []:
        left, _, right, bottom = block.box
        if right - left < GEOMETRY.narrowest_table:
            continue
        foot = positions([x for x, _, end in block.vertical if bottom - end < TOUCH])
        if len(foot) > FEWEST_TILES and len(foot) == len(positions([x for x, _, _ in block.vertical])):
            found.append(block)
    return found


def _holds_figures(block: Frame, lines: list[TextLine]) -> bool:
    """Whether a block of shaded cells holds figures or numbered labels, so that it is no header, or nothing.

    The numbers of columns are no figures; those of lines are, as they go on where the columns end.
    """
    left, top, right, bottom = block.box
    inside = [line for line in lines if top < line.middle < bottom and left < line.x0 < right]
    pieces = [piece for row in fragment_rows(inside) for piece in row]
    figures = [piece.text for piece in pieces if piece.is_figure]
    numbers = {int(text) for text in figures if text.isdecimal() and 0 < int(text) < len(block.vertical)}
    return not pieces or len(numbers) < len(figures) or any(ITEMS.match(piece.text) for piece in pieces)


def _goes_on(block: Frame, rows: list[Row]) -> bool:
    """Whether the shaded cells are a row of the table right above, as every other of its rows is."""
    left, top, right, bottom = block.box
    above = [row for row in rows if row[0].middle_height < top][-1:]
    inside = [row for row in rows if top < row[0].middle_height < bottom]
    return any(
        top - row[0].y1 < row[0].y1 - row[0].y0
        and left < row[0].middle < right
        and (_is_of_heads(row) or is_figure_row(row) and not any(map(names_columns, inside)))
        for row in above
    )


def _is_of_heads(row: Row) -> bool:
    return len(row) > 1 and not is_caption(row) and not any(piece.is_figure for piece in row)


def _rulings_below(block: Frame, bare: list[Segment], limit: float, rows: list[Row]) -> list[Segment]:
    """The rulings of the width of a header that follow it as rows do."""
    left, _, right, bottom = block.box
    wide = sorted(
        s
        for s in bare
        if bottom + TOUCH < s[0] < limit and abs(s[1] - left) < SAME_EDGE and abs(s[2] - right) < SAME_EDGE
    )
    for index, (above, below) in enumerate(pairwise([(bottom, left, right), *wide])):
        between = [row for row in rows if above[0] < row[0].middle_height < below[0]]
        tall = below[0] - above[0] > TALLEST_ROW
        if any(map(is_caption, between)) or tall and not any(map(is_figure_row, between)):
            return wide[:index]
    return wide
