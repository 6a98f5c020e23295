"""Which lines of a text make up a table: those with fields, and single ones that belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extractors.text.lines import Break, Line
from extractors.text.mending import mended
from extractors.text.rows import (
    MOST_LOOKED_AT,
    LineRegion,
    Row,
    begins_body,
    begins_form,
    fields_of,
    is_aside,
    is_border,
    is_piped,
    is_tabbed,
    looks_like_form,
)
from records.list_numbers import HEADING
from records.phrases import Phrases

WORDS = Phrases("extractors")

LONGEST_BAND_TITLE = 16
"""Characters; a longer row of one field is a remark, no title of what follows."""
MOST_TEXTS = 40
"""Lines of one text, or rows of one text each, that follow each other in a form."""
SENTENCE = re.compile(r"[，。；,;：:]")


def collect(items: Sequence[Line | Break], start: int, piped: bool, stripped: bool) -> tuple[LineRegion, int]:
    """The lines of a table from ``start`` on, and where it ends.

    ``stripped`` as in :func:`~extractors.text.rows.parted`.
    """
    region = LineRegion()
    open_break: Break | None = None
    index = end = start
    parts_from: int | None = None
    while index < len(items):
        item = items[index]
        if isinstance(item, Break):
            open_break = item
        elif piped and is_border(item.text):
            (region.rules if "-|" in item.text.replace(" ", "") else region.borders).append(item.number)
            end = index + 1
        elif is_piped(item.text) if piped else _has_fields(item.text, open_break is None):
            region.rows.append(Row(item.number, fields_of(item.text, piped), open_break))
            open_break, parts_from = None, None
            end = index + 1
        elif not piped and _is_of_form(items, index, region, open_break is not None):
            region.rows.append(Row(item.number, [item.text.strip()], open_break, alone=True))
            open_break, parts_from = None, None
        elif piped or open_break is not None or is_aside(item.text):
            break
        else:  # a part of a cell, or a row whose other cells are empty
            if parts_from is None:
                parts_from = len(region.rows)
            region.rows.append(Row(item.number, [item.text.strip()], None))
        index += 1
    if parts_from is not None:
        end_parts = _last_parts(region.rows, parts_from, stripped)
        end += end_parts
        del region.rows[parts_from + end_parts :]
    return region, end


def _has_fields(text: str, within: bool) -> bool:
    """Whether a line has fields; ``within`` a table a tab at its end is the border of one, too."""
    return is_tabbed(text) or within and "\t" in text


def _is_of_form(items: Sequence[Line | Break], index: int, region: LineRegion, after_break: bool) -> bool:
    """Whether a line without fields is a row of a form: the title of its next part (资金情况), or one text.

    A program that leaves empty fields away writes such a row right below the one before; one that takes
    the parts of a form for tables sets their titles apart.
    """
    line = items[index]
    assert isinstance(line, Line)
    top = region.rows[:MOST_LOOKED_AT]
    if not (begins_form(top) or looks_like_form(top)) or WORDS.note.match(line.text.strip()):
        return False
    if not after_break:
        below = items[index + 1 : index + 1 + MOST_TEXTS]
        lines = list(takewhile(lambda item: isinstance(item, Line), below))
        if any(isinstance(item, Line) and is_tabbed(item.text) for item in lines):
            return True
    text = line.text.strip()
    if len(text) > LONGEST_BAND_TITLE or is_aside(text) or SENTENCE.search(text) or HEADING.match(text):
        return False
    following = next((item for item in items[index + 1 :] if isinstance(item, Line)), None)
    return following is not None and is_tabbed(following.text)


def _last_parts(rows: list[Row], first: int, stripped: bool) -> int:
    """How many of the single lines at the end of a table belong to its last row: those that make it whole."""
    if stripped:  # rows with a label and nothing else
        return sum(1 for _ in takewhile(lambda row: begins_body(row.fields), rows[first:]))
    for count in range(1, len(rows) - first + 1):
        whole = mended([Row(row.line, list(row.fields), row.after) for row in rows[: first + count]], False)
        if len({len(row.fields) for row in whole}) == 1 and len(whole[-1].fields) > 1:
            return count
    return 0


def is_table(region: LineRegion) -> bool:
    """Whether lines with pipes are a table: ruled, or alike in their number of fields."""
    counts = {len(row.fields) for row in region.rows}
    return bool(region.borders or region.rules) or len(counts) == 1 and counts != {1} or min(counts) > 2
