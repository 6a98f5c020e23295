"""Rows that lines and pages have broken, made whole: the parts of a row that together have its fields."""

from __future__ import annotations

from itertools import zip_longest

from extractors.numbers import is_dash, is_plain_number, parse_figure
from extractors.tables.words import is_word
from extractors.text.rows import (
    MOST_FIELDS,
    MOST_LOOKED_AT,
    LineRegion,
    Row,
    begins_body,
    begins_form,
    begins_header,
    is_caption,
    looks_like_form,
    width_of,
)

MOST_PARTS = 40
"""Single lines in a row that may end a cell."""
MOST_WIDTHS = 60
"""Numbers of columns that are tried."""
HEADS = ("row_head", "column_number")


def mended(rows: list[Row], stripped: bool) -> list[Row]:
    """Rows whose cells were broken over lines, joined again.

    A line end within a cell costs no field: the parts of a row have together one field less than it has for
    each break. ``stripped`` as in :func:`parted`: a short row may be whole then, unless a quotation mark
    is open.
    """
    if stripped:
        return _closed(rows)
    steps = [len(row.fields) - 1 for row in rows]
    if all(steps) and len(set(steps)) == 1:
        return rows
    width = _width(steps)
    if width is None:
        return rows
    result: list[Row] = []
    open_: Row | None = None
    for index, row in enumerate(rows):
        if open_ is not None:
            _append(open_, row)
        elif len(row.fields) == 1 and row.alone:
            result.append(row)
            continue
        elif len(row.fields) == 1 and result and _ends(result[-1], rows[index + 1 : index + 1 + MOST_PARTS]):
            _append(result[-1], row)
            continue
        else:
            open_ = Row(row.line, list(row.fields), row.after)
        if len(open_.fields) > width:
            result.append(open_)
            open_ = None
    if open_ is not None:
        result.append(open_)
    for row in result:
        row.fields = [_unquoted(text) for text in row.fields]
    return result


def _width(steps: list[int]) -> int | None:
    """The number of steps from field to field of a whole row, by which all lines fall into rows.

    ``None`` if there is none, or if all lines would be one row.
    """
    most, total = max(steps), sum(steps)
    for width in range(most, min(total - 1, most + MOST_WIDTHS, MOST_FIELDS) + 1):
        reached = 0
        for step in steps:
            reached += step
            if reached > width:
                break
            if reached == width:
                reached = 0
        else:
            if reached == 0:
                return width
    return most if steps.count(most) > 1 and steps.count(0) + steps.count(most) == len(steps) else None


def _ends(above: Row, below: list[Row]) -> bool:
    """Whether a single line between two whole rows is the end of the upper one's last cell.

    It may as well be the beginning of the lower one's first.
    """
    last = above.fields[-1]
    if above.alone or not last or is_plain_number(last) or is_dash(last):
        return False
    first = next((row.fields[0] for row in below if len(row.fields) > 1), "")
    return not first or begins_body([first]) or any(is_word(first, kind) for kind in HEADS)


def _append(row: Row, part: Row) -> None:
    row.fields[-1] = f"{row.fields[-1]}\n{part.fields[0]}".strip("\n")
    row.fields += part.fields[1:]


def _closed(rows: list[Row]) -> list[Row]:
    """Rows with those joined whose last field begins with a quotation mark that does not close."""
    result: list[Row] = []
    for row in rows:
        if result and row.after is None and _is_open(result[-1]):
            _append(result[-1], row)
        else:
            result.append(row)
    for row in result:
        row.fields = [_unquoted(text) for text in row.fields]
    return result


def _is_open(row: Row) -> bool:
    return row.fields[-1].startswith('"') and row.fields[-1].count('"') % 2 == 1


def _unquoted(text: str) -> str:
    """A field as spreadsheets write one with line ends in it, without its quotation marks."""
    if "\n" in text and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"')
    return text


def bordered(region: LineRegion) -> list[Row]:
    """The rows between the rules of a table that rules each of its rows."""
    starts = sorted(region.borders)
    result: list[Row] = []
    part = -1
    for row in region.rows:
        here = sum(start < row.line for start in starts)
        if here == part and result and len(result[-1].fields) == len(row.fields):
            _join(result[-1], row)
        else:
            result.append(row)
        part = here
    return result


def parted(rows: list[Row], stripped: bool) -> list[list[Row]]:
    """Rows that only breaks part, as tables.

    ``stripped``: the file has no empty fields at the ends of lines, so that numbers of fields tell little.
    """
    pieces: list[list[Row]] = []
    for row in rows:
        if not pieces or row.after is not None:
            pieces.append([])
        pieces[-1].append(row)
    tables: list[list[Row]] = []
    begun = False
    head: list[str] = []  # the texts of the open table's first row: where they stand again, another begins
    for piece in pieces:
        piece = mended(piece, stripped)
        if (
            tables
            and piece[0].filled != head
            and _goes_on(tables[-1][:MOST_LOOKED_AT], begun, piece, stripped)
        ):
            if _is_cut(tables[-1][-1], piece[0]):
                _join(tables[-1][-1], piece.pop(0))
            tables[-1] += piece
        else:
            tables.append(piece)
            begun, head = False, piece[0].filled
        begun = begun or any(begins_body(row.fields) for row in piece)
    return tables


def _goes_on(table: list[Row], begun: bool, piece: list[Row], stripped: bool) -> bool:
    """Whether a piece of rows after a break belongs to the table above it, whose first rows are ``table``.

    ``begun``: the table has rows of figures already.
    """
    first = piece[0]
    if len(first.filled) < 3 and is_caption(first.filled):
        return False
    if stripped or width_of(table) == width_of(piece):
        return not (begun and begins_header(first.fields)) or looks_like_form(table)
    return looks_like_form(table) or begins_form(table)


def _is_cut(above: Row, below: Row) -> bool:
    """Whether the end of a page has cut a row in two: text only, and all of it goes on from above."""
    if not below.filled or below.fields[0] and above.fields[0] or begins_body(below.fields):
        return False
    pairs = list(zip_longest(above.fields, below.fields, fillvalue=""))
    if any(parse_figure(text) or is_dash(text) for text in below.filled):
        return False
    return all(a and not is_plain_number(a) for a, b in pairs if b)


def _join(above: Row, below: Row) -> None:
    pairs = zip_longest(above.fields, below.fields, fillvalue="")
    above.fields = [f"{a}\n{b}".strip("\n") for a, b in pairs]
