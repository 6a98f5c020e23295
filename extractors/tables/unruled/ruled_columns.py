"""Tables whose columns are ruled and whose rows are not: vertical rulings from top to bottom.

Where a head stands over several columns, the rulings between these begin below it; where a total stands in
two columns, the one between them ends above it. Rulings may close the table above and below, or not.
Lengths are PDF points.
"""

from __future__ import annotations

from itertools import combinations

from extractors.document import TextLine
from extractors.tables.geometry import GEOMETRY
from extractors.tables.grid import positions
from extractors.tables.rulings import AS_HIGH, SNAP, TOUCH, Frame, Segment
from extractors.tables.unruled.completion import complete
from extractors.tables.unruled.fragments import AMOUNT, FEWEST_WHOLE, fragment_rows, has_whole_amount

FEWEST_COLUMNS = 3
"""Two columns side by side are text beside text."""
FEWEST_ROWS = 2
"""So many lines of figures in one band are rows; a single one may stand below heads of several levels."""


def with_ruled_columns(found: list[Frame], lines: list[TextLine], known: list[float] | None) -> list[Frame]:
    """The frames of a page, those of columns that no ruling parts into rows as one, their rows added."""
    open_ = [frame for frame in found if frame.vertical and not _parts_rows(frame)]
    result = [frame for frame in found if frame not in open_]
    for group in _side_by_side(open_):
        completed = _completed(group, result, lines, known)
        result += [completed] if completed else group
    return sorted(result, key=lambda frame: frame.box[1::-1])


def _parts_rows(frame: Frame) -> bool:
    """Whether a horizontal ruling lies between the first and the last of a frame's height."""
    _, top, _, bottom = frame.box
    return any(top + AS_HIGH < y < bottom - AS_HIGH for y, _, _ in frame.horizontal)


def _side_by_side(found: list[Frame]) -> list[list[Frame]]:
    """The frames that begin or end at one height, as groups."""
    groups: list[list[Frame]] = [[frame] for frame in found]
    for one, other in combinations(found, 2):
        (_, top, _, bottom), (_, upper, _, lower) = one.box, other.box
        meet = min(bottom, lower) - max(top, upper) > AS_HIGH
        if meet and (abs(top - upper) < AS_HIGH or abs(bottom - lower) < AS_HIGH):
            mine = next(group for group in groups if any(frame is one for frame in group))
            others = next(group for group in groups if any(frame is other for frame in group))
            if mine is not others:
                mine += others
                groups = [group for group in groups if group is not others]
    return groups


def _completed(
    group: list[Frame], others: list[Frame], lines: list[TextLine], known: list[float] | None
) -> Frame | None:
    whole = Frame([s for f in group for s in f.horizontal], [s for f in group for s in f.vertical])
    left, top, right, bottom = whole.box
    inside = [line for line in lines if top < line.middle < bottom]
    if not inside or any(other.vertical and _overlap(other, whole) for other in others):
        return None
    if not whole.horizontal:  # the outer columns may be open at the sides
        beside = [line for line in inside if AMOUNT.search(line.text) or line.x1 < left or line.x0 > right]
        left = min([left, *(line.x0 - 3 for line in beside if line.x0 < left - TOUCH)])
        right = max([right, *(line.x1 + 3 for line in beside if line.x1 > right + TOUCH)])
    columns = positions([left, *(x for x, _, _ in whole.vertical), right])
    if len(columns) < FEWEST_COLUMNS + 1 or right - left < GEOMETRY.narrowest_table:
        return None
    down = _mended(whole.vertical, inside)
    parting = _partings(down, (left, top, right, bottom))
    rows = fragment_rows([line for line in inside if left < (line.x0 + line.x1) / 2 < right])
    figures = sum(any(AMOUNT.search(piece.text) for piece in row) for row in rows)
    if not figures and sum(map(has_whole_amount, rows)) >= FEWEST_WHOLE:
        figures = FEWEST_ROWS
    if figures < (1 if any(y < bottom - AS_HIGH for y, _, _ in parting) else FEWEST_ROWS):
        return None
    across = sorted([(top, left, right), *parting, (bottom, left, right)])
    frame = complete(across, rows, known, columns)
    if frame is None:
        return None
    sides = [(x, top, bottom) for x in (left, right)]
    return Frame(frame.horizontal, sorted([*sides, *down]))


def _mended(vertical: list[Segment], lines: list[TextLine]) -> list[Segment]:
    """``vertical`` with gaps closed over which no text stands: a border that was left out of one cell."""
    result: list[Segment] = []
    for x, start, end in sorted(vertical):
        over = result[-1] if result else (float("-inf"), 0.0, 0.0)
        if abs(over[0] - x) < SNAP and not any(
            over[2] < line.middle < start and line.x0 < x < line.x1 for line in lines
        ):
            result[-1] = (over[0], over[1], max(over[2], end))
        else:
            result.append((x, start, end))
    return result


def _overlap(one: Frame, other: Frame) -> bool:
    (left, top, right, bottom), (x0, y0, x1, y1) = one.box, other.box
    return min(right, x1) - max(left, x0) > TOUCH and min(bottom, y1) - max(top, y0) > TOUCH


def _partings(vertical: list[Segment], box: tuple[float, float, float, float]) -> list[Segment]:
    """Edges of cells over or under several columns: where the rulings of these begin and end."""
    left, top, right, bottom = box
    found: set[Segment] = set()
    for x, start, end in vertical:
        for y, is_cut in ((start, start - top > AS_HIGH), (end, bottom - end > AS_HIGH)):
            if not is_cut:
                continue
            through = [other for other, upper, lower in vertical if upper < y - TOUCH and lower > y + TOUCH]
            found.add(
                (
                    y,
                    max([left, *(other for other in through if other < x)]),
                    min([right, *(other for other in through if other > x)]),
                )
            )
    return sorted(found)
