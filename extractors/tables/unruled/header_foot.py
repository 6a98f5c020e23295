"""Where the header of a table ends whose rulings do not tell it, or not alone.

Lengths are PDF points.
"""

from __future__ import annotations

import re

from extractors.tables.number_rows import FEWEST_COUNTED, numbers_columns
from extractors.tables.rulings import Segment
from extractors.tables.unruled.fragments import Row, is_figure_row
from extractors.tables.unruled.runs import names_columns
from records.list_numbers import ITEMS

CODE_BEGUN = re.compile(r"^[1235]\d{2,6}$")
"""An account code, which may go on in the next line."""
DECIMAL = re.compile(r"^\s*-?[\d,，]+[.．]\d+\s*$")


def header_foot(rows: list[Row], full: list[Segment]) -> float:
    """Where the header ends: the last full ruling above the first row of figures, or that row."""
    first = next((row for row in rows if _holds_figures(row)), None)
    if first is None:
        return full[1][0]
    above = [s[0] for s in full if s[0] <= first[0].middle_height]
    limit = max(above) if above else first[0].y0 - 1
    unruled = [
        row
        for row in rows
        if limit < row[0].y0 < first[0].y0 - 1 and not is_figure_row(row) and len(row) >= 2
    ]
    open_header = unruled and (len(above) < 2 or any(map(names_columns, unruled)))
    return _first_line(rows, rows.index(first)) - 1 if open_header else limit


def first_item(rows: list[Row], start: int) -> int:
    """The first of the rows right above ``start`` that hold numbered labels only, beside no figures."""
    while start > 0 and all(ITEMS.match(piece.text) for piece in rows[start - 1]):
        start -= 1
    return start


def _first_line(rows: list[Row], first: int) -> float:
    """Where the first row of figures begins, whose label may have lines above them.

    These stand beside a code, or alone and nearer to what is below them than to the header. Above them may
    stand items of the list that have no amount.
    """
    top = rows[first][0].y0
    following = [piece for row in rows[first : first + 2] for piece in row if not piece.is_figure]
    for index in range(first - 1, -1, -1):
        if all(ITEMS.match(piece.text) for piece in rows[index]):
            top, following = rows[index][0].y0, rows[index]  # an item without an amount
            continue
        *codes, line = rows[index]
        if codes and not all(CODE_BEGUN.match(code.text) for code in codes):
            break
        under = [piece for piece in following if line.x0 < piece.x1 and piece.x0 < line.x1]
        right = max((piece.x1 for piece in under), default=line.x1)
        over = [f.y1 for row in rows[:index] for f in row if line.x0 < f.x1 and f.x0 < right]
        if not under or not (codes or over):
            break
        if not codes and min(f.y0 for f in under) - line.y1 >= line.y0 - max(over) - 1:
            break
        top, following = line.y0, [line]
    return top


def above_numbers(heads: list[Row], body_top: float) -> tuple[list[Row], float]:
    """The rows of a header above the one that numbers the columns, and where they end."""
    numbers = next((i for i, row in enumerate(heads) if i and is_number_row(row)), None)
    if numbers is None:
        return heads, body_top
    above = max(f.y1 for row in heads[:numbers] for f in row)
    return heads[:numbers], (above + min(f.y0 for f in heads[numbers])) / 2


def _holds_figures(row: Row) -> bool:
    """Whether a row holds figures, and not the numbers of the columns."""
    return (is_figure_row(row) or any(DECIMAL.match(f.text) for f in row)) and not is_number_row(row)


def is_number_row(row: Row) -> bool:
    """Whether ``row`` only numbers the columns (栏次 1 2 3): its numbers stand as the headers do."""
    return numbers_columns([f.text for f in row], FEWEST_COUNTED)
