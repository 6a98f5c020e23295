"""Where tables with missing rulings stand on a page: by their rulings and the alignment of the text.

The result is a :class:`~extractors.tables.rulings.Frame`, whole, as every other. Lengths are PDF points.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from extractors.document import TextLine
from extractors.numbers import is_dash
from extractors.tables.geometry import GEOMETRY
from extractors.tables.rulings import TOUCH, Frame, Segment
from extractors.tables.unruled.bands import reaching
from extractors.tables.unruled.cell_borders import columns_of_pieces
from extractors.tables.unruled.completion import EDGE, complete
from extractors.tables.unruled.fragments import AMOUNT, Row, fragment_rows, is_figure_row, keep_to
from extractors.tables.unruled.header_edges import (
    header_top,
    height_of,
    is_header_height,
)
from extractors.tables.unruled.ruled_rows import goes_on_below, going_on
from extractors.tables.unruled.runs import (
    FEWEST_HEADS,
    LONGEST_LABEL,
    holds_amounts,
    is_caption,
    is_running_text,
    is_title,
    is_upper_heads,
    label_end,
    names_columns,
    run_end,
    run_of_figures,
)
from extractors.tables.unruled.shading import FULL
from records.phrases import Phrases

WORDS = Phrases("extractors")

NARROWEST = GEOMETRY.narrowest_table
FEWEST_ROWS = 3
"""So many rows of figures set one below the other are a table."""
FEWEST_DECIMALS = 3
"""A table without rulings has so many rows of figures, or one row with so many decimals."""
SHORT = 0.9
"""A ruling so much shorter than a table lies under a part of its header."""
LONGEST_PIECE = 8
"""Characters; words that are all shorter are labels and numbers, not prose."""
HEADER_ABOVE = 8
"""So many rows of a header may stand above the first ruling of a table."""
TALLEST_ROW = GEOMETRY.tallest_row
SAME_FOOT = 1.0
"""Rulings drawn at the feet of cells of one line lie so nearly as far below their text."""
MOST = 0.8
"""Share of the lines of a table under which a ruling lies as far, where each row has one."""
LEADING_OF_HEAD = 0.2
"""Heights of text between the lines of one head at most."""
FEWEST_WHOLE = 5
"""So many rows of whole numbers below a unit of money are a table."""
_WHOLE = re.compile(r"-?[1-9]\d*|0")
_BARE_AMOUNT = re.compile(
    r"^\s*(?:[-—－–] +)*-?(?:[\d,]*\.\d+|\d{1,3}(?:,\d{3})+)\s*(?:%|$| )"
    r"|\S {3,}-?[\d,]*\.\d+$"  # a row in one text of one width
)


def open_frames(
    across: list[Segment],
    lines: list[TextLine],
    known: list[float] | None,
    pieces: list[Segment] | None = None,
) -> list[Frame]:
    """Frames for tables that have horizontal rulings only, completed by the text.

    ``across`` are the rulings that touch no vertical one, ``known`` the columns of a table that may
    go on from the page before, ``pieces`` the rulings of the page as they are drawn.
    """
    rows = fragment_rows(lines)
    result = []
    stacks = _stacks(sorted(across), rows)
    rests = (going_on(group, rows, sorted(across), known) for group in stacks) if known else ()
    place, rest = next(((i, found) for i, found in enumerate(rests) if found), (0, None))
    stacks = [rest, *stacks[place + 1 :]] if rest else stacks
    for number, group in enumerate(stacks):
        is_rest = group is rest
        if not is_rest:
            group = _without_running_head(group, rows)
            group = _with_header_above(group, rows, sorted(across), pieces or [])
        top, bottom = group[0][0], group[-1][0]
        inside = [row for row in rows if top < row[0].middle_height < bottom]
        if inside and not any(map(holds_amounts, inside)):
            limit = stacks[number + 1][0][0] if number + 1 < len(stacks) else float("inf")
            body = run_of_figures([row for row in rows if bottom < row[0].middle_height < limit], bottom)
            if any(map(holds_amounts, body)):  # the ruling that closes it stands on the next page
                inside += body
                group = [*group, (body[-1][0].y1 + 2, group[0][1], group[0][2])]
        group, inside = _without_caption(group, inside)
        frame = complete(group, inside, known, columns_of_pieces(group, pieces or []), is_rest)
        if frame is not None:
            result.append(frame)
    return result


def _without_caption(group: list[Segment], inside: list[Row]) -> tuple[list[Segment], list[Row]]:
    """A table without the unit or body that stands below its first ruling, right above its header."""
    second = min((y for y, _, _ in group if y - group[0][0] > TOUCH), default=0.0)
    head = [row for row in inside if row[0].middle_height < second]
    count = next((i for i, row in enumerate(head) if not is_caption(row) or is_title(row)), len(head))
    if not 0 < count < len(head):
        return group, inside
    top = (head[count - 1][0].y1 + head[count][0].y0) / 2
    _, left, right = group[0]
    return [(top, left, right), *(s for s in group if s[0] > top)], inside[count:]


def _without_running_head(group: list[Segment], rows: list[Row]) -> list[Segment]:
    """The rulings of a table without the one below the page's own head, under which nothing stands."""
    first = group[0][0]
    rest = [segment for segment in group if segment[0] - first > TOUCH]
    if len({y for y, _, _ in rest}) < 2 or any(first < row[0].middle_height < rest[0][0] for row in rows):
        return group
    return rest


def _with_header_above(
    group: list[Segment], rows: list[Row], across: list[Segment], pieces: list[Segment]
) -> list[Segment]:
    """The rulings of a table, with one over the header that stands above the first of them.

    So a table is drawn whose cells have a border at their foot only: figures follow the first ruling, or
    this does not go through all the table, or lies below words as the next ones do, or words above it name
    columns. Its first row of figures may stand above that ruling, too. Rulings under a part of the header
    are among ``across``, those of the page as they are drawn are ``pieces``.
    """
    left, right, first = min(s[1] for s in group), max(s[2] for s in group), group[0][0]
    second = min((y for y, _, _ in group if y - first > TOUCH), default=first)
    below = [row for row in rows if first < row[0].middle_height < second]
    drawn = sum(end - start for y, start, end in group if y - first < TOUCH)
    headless = any(map(is_figure_row, below)) or drawn < FULL * (right - left)
    top, header = first, list[Segment]()
    above = [row for row in rows if row[0].y1 <= first + TOUCH]
    headless = headless or bool(above) and _is_drawn_below(above[-1], group, rows, pieces)
    if headless and above and is_figure_row(above[-1]) and _is_above(above[-1], first, left, right):
        top = above.pop()[0].y0
    lower: Row | None = None
    for over, row in reversed(list(pairwise([*above[:1], *above]))[-HEADER_ABOVE:]):
        lowest = top if lower is None else lower[0].y0
        if not (headless or names_columns(row)) or not _heads_table(row, lowest, left, right):
            break
        under = [s for s in across if row[0].middle_height < s[0] < first - TOUCH and left - EDGE < s[1]]
        alone = len(row) == 1 and not any(s[1] - EDGE < row[0].x0 and row[0].x1 < s[2] for s in under)
        ends = lower is not None and top < first and _are_lines(row, lower)
        if alone and not ends and not _are_lines(over, row):
            break  # a lone head stands over a ruling of its own, or is a line of one of several
        lower = row
        if ends or not alone:
            top, header = row[0].y0, under
    return group if top == first else [(top - TOUCH, left, right), *header, *group]


def _is_drawn_below(row: Row, group: list[Segment], rows: list[Row], pieces: list[Segment]) -> bool:
    """Whether a table's first ruling lies as far below ``row`` as the next do, each cell's drawn."""
    inside = [one[0] for one in rows if group[0][0] < one[0].middle_height < group[-1][0]]
    feet = [min(y for y, _, _ in group if y > one.middle_height) - one.y1 for one in inside]
    if len(row) < 2 or not feet or abs(group[0][0] - row[0].y1 - median(feet)) > SAME_FOOT:
        return False
    usual = sum(abs(foot - median(feet)) < SAME_FOOT for foot in feet)
    each_row = usual >= max(FEWEST_ROWS, MOST * len(feet))
    return each_row and is_upper_heads(row) or columns_of_pieces(group, pieces) is not None


def _are_lines(upper: Row, lower: Row) -> bool:
    """Whether two rows hold lines of heads, close to each other; a lone one above stands over the other."""
    close = upper is not lower and lower[0].y0 - upper[0].y1 < LEADING_OF_HEAD * height_of(lower)
    return close and (len(upper) > 1 or any(upper[0].x0 < f.x1 and f.x0 < upper[0].x1 for f in lower))


def _heads_table(row: Row, top: float, left: float, right: float) -> bool:
    """Whether a row right above ``top`` is of short heads within the width of the table below."""
    short = all(len(piece.text) <= LONGEST_LABEL and not piece.is_figure for piece in row)
    return short and not is_caption(row) and _is_above(row, top, left, right)


def _is_above(row: Row, top: float, left: float, right: float) -> bool:
    """Whether a row stands right above ``top``, from ``left`` to ``right`` at most."""
    return top - row[0].y1 < height_of(row) and left - EDGE < row[0].x0 and row[-1].x1 < right + EDGE


def framed_columns(
    frame: Frame, loose: list[Segment], lines: list[TextLine], known: list[float] | None
) -> Frame | None:
    """``frame``, which has a left and a right ruling only, with the columns of its text added.

    ``loose`` are the horizontal rulings in it that touch no other. ``None`` if its text does not
    stand in columns. ``known`` as in :func:`open_frames`.
    """
    left, top, right, bottom = frame.box
    inside = [line for line in lines if top < line.middle < bottom and left < (line.x0 + line.x1) / 2 < right]
    rows = fragment_rows(inside)
    parting = any(end - start >= NARROWEST for _, start, end in loose)  # not the leader of a chart's label
    if frame.is_box and not parting and not _fills_a_box(rows):
        return None
    return complete(sorted(frame.closed() + loose), rows, known)


def _fills_a_box(rows: list[Row]) -> bool:
    """Whether the text in a border is one table alone: rows of figures, no caption and no prose."""
    if not rows or any(is_caption(row) or is_running_text(row) for row in rows):
        return False
    figures = [row for row in rows if is_figure_row(row)]
    headed = any(names_columns(row) for row in rows) and any(len(row) > FEWEST_HEADS for row in figures)
    return headed or _is_tabular_run(figures)


def _stacks(across: list[Segment], rows: list[Row]) -> list[list[Segment]]:
    """Rulings of one table: below each other, with tabular text between them."""
    stacks: list[list[Segment]] = []
    parting: list[Segment] = []  # under a part of a header, of a table if a ruling of its width follows
    for segment in across:
        stack = stacks[-1] if stacks else None
        if stack is not None:
            left, right = stack[0][1] - EDGE, stack[0][2] + EDGE
            last = max(s[0] for s in stack)
            between = [row for row in rows if last < row[0].middle_height < segment[0]]
            inside = left <= segment[1] and segment[2] <= right
            partial = segment[0] - last < TOUCH
            dense = segment[0] - last < TALLEST_ROW and (len(between) <= 3 or _is_short(between))
            if _is_title_below(segment, between, rows) or _parts_tables(between):
                stacks.append([segment])
                parting = []
                continue
            if inside and (
                partial or dense or _is_tabular(between) or goes_on_below(stack, segment, between)
            ):
                stack += [*parting, segment]
                parting = []
                continue
            if inside and len(stack) == 1 and segment[2] - segment[1] < SHORT * (right - left):
                parting.append(segment)
                continue
        parting = []
        if segment[2] - segment[1] >= NARROWEST:
            stacks.append([segment])
    return [stack for stack in stacks if len(stack) >= 2]


def _parts_tables(between: list[Row]) -> bool:
    """Whether the rows between two rulings are the note of one table and the caption of the next.

    Below a title the highest row of the next header may stand above its first ruling.
    """
    titled = any(map(is_title, between))
    last = max((i for i, row in enumerate(between) if is_caption(row)), default=-1)
    caption, header = between[: last + 1], between[last + 1 :]
    if header and not (titled and len(header) <= HEADER_ABOVE and _is_short(header)):
        return False
    # what stands before a title is the note of the table above, or a line of text
    told = all(
        is_caption(row)
        or titled
        and (WORDS.note.match(row[0].text) is not None or len(row) == 1 and not row[0].is_figure)
        for row in caption
    )
    return bool(caption) and told and not any(is_figure_row(row) for row in header)


def _is_title_below(segment: Segment, between: list[Row], rows: list[Row]) -> bool:
    """Whether ``segment`` is the top of a table that has its title inside: nothing above, a title below."""
    below = next((row for row in rows if row[0].middle_height > segment[0]), None)
    return not between and below is not None and is_title(below)


def _is_short(rows: list[Row]) -> bool:
    """Whether ``rows`` hold short pieces only, such as the wrapped lines of narrow headers."""
    return all(len(f.text) <= LONGEST_PIECE for row in rows for f in row)


def _is_tabular(rows: list[Row]) -> bool:
    if any(is_figure_row(row) or len(row) >= FEWEST_HEADS for row in rows):
        return True
    return sum(len(row) >= 2 for row in rows) >= max(1, 0.5 * len(rows))


def looks_aligned(lines: list[TextLine], known: list[float] | None) -> bool:
    """Whether so many lines are bare amounts that a table without rulings is worth looking for.

    ``known`` are the columns of a table that may go on from the page before: then two are enough.
    """
    amounts = sum(_BARE_AMOUNT.search(line.text) is not None for line in lines)
    if amounts >= (2 if known else FEWEST_DECIMALS):
        return True
    whole = sum(_WHOLE.fullmatch(line.text.strip()) is not None for line in lines)
    return whole >= FEWEST_WHOLE and _says_unit(lines)


def _says_unit(lines: list[TextLine]) -> bool:
    """Whether a page says a unit of money: whole numbers below each other are amounts there, no counts."""
    return any(WORDS.money_unit.search(line.text) for line in lines)


def unruled_frames(lines: list[TextLine], known: list[float] | None) -> list[Frame]:
    """Frames for tables without any rulings: runs of rows with aligned figures."""
    rows = [row for row in fragment_rows(lines) if not is_running_text(row)]
    of_money = _says_unit(lines)
    result = []
    start = 0
    while start < len(rows):
        end = run_end(rows, start)
        known = reaching(known, rows[:end]) if known and start == 0 else known
        near_top = start < end and is_header_height(rows[0], rows[start])
        goes_on = near_top and keep_to(known or [], rows[:end])
        run = rows[start:end]
        if not goes_on and not _is_tabular_run(run) and not (of_money and _is_run_of_whole(run)):
            start = end + 1
            continue
        first = header_top(rows, start, end)
        end = label_end(rows, start, end)
        inside = rows[first:end]
        left = min(f.x0 for row in inside for f in row) - 3
        right = max(f.x1 for row in inside for f in row) + 3
        top, bottom = inside[0][0].y0 - 2, inside[-1][0].y1 + 2
        frame = None
        if known and keep_to(known, inside):
            frame = complete([(y, known[0], known[-1]) for y in (top, bottom)], inside, known)
            if frame is not None and not {x for x, _, _ in frame.vertical} <= set(known):
                frame = None  # of columns of its own, it is as wide as its text
        frame = frame or complete([(y, left, right) for y in (top, bottom)], inside, known)
        if frame is not None:
            result.append(frame)
        start = end + 1
    return result


def _is_tabular_run(run: list[Row]) -> bool:
    """Whether a run of rows holds so many amounts that it is a table; beside one, a dash tells as much."""
    decimals = [row for row in run if any(AMOUNT.search(f.text) for f in row)]
    amounts = [sum(bool(AMOUNT.search(f.text)) or is_dash(f.text) for f in row) for row in decimals]
    return len(decimals) >= FEWEST_ROWS or max(amounts, default=0) >= FEWEST_DECIMALS


def _is_run_of_whole(run: list[Row]) -> bool:
    """Whether a run of rows holds whole numbers right of a label, a row each."""
    return sum(any(_WHOLE.fullmatch(f.text) for f in row[1:]) for row in run) >= FEWEST_WHOLE
