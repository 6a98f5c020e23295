"""Runs of rows of figures on a page: where one ends, and what between its rows belongs to it.

Lengths are PDF points.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.characters import PAUSE
from extractors.tables.meanings import UNKNOWN, meaning_of
from extractors.tables.unruled.fragments import AMOUNT, Fragment, Row, is_figure_row
from extractors.tables.unruled.row_heights import is_cut
from extractors.tables.words import is_word
from records.list_numbers import HEADING, ITEMS
from records.phrases import Phrases

WORDS = Phrases("extractors")

MOST_BLANK_ROWS = 3
"""Rows without figures that may lie inside of a table without rulings."""
SET_IN = 2.2
"""Heights of text by which a label is set in under another at most."""
LONGEST_LABEL = 20
"""Characters of a label that is set in under another."""
LABELS_BACK = 20
"""Rows above in which a label beside no figure is compared with others."""
ITEM_PITCH = 1.2
"""Times the greatest distance of rows at which the next may follow."""
NEXT_LINE = 0.8
"""Heights of text from one line of a label to the next, at most."""
WIDEST_PITCH = 2.2
"""Rows of one table follow each other at most so many heights of text apart."""
WIDEST_BLANK = 2.5
"""Heights of text: pieces of one line of prose stand no farther apart."""
FEWEST_HEADS = 3
"""Pieces that stand apart on one line are headers, not running text, if they are so many."""
HIGHEST_HEAD = 4.0
"""Heights of text that the row of a header takes at most where nothing parts it from the next."""
_PROSE = re.compile(rf"{PAUSE}[^，。；]*[\u4e00-\u9fff]{{2}}|{PAUSE}\s*$")


def run_of_figures(rows: list[Row], top: float) -> list[Row]:
    """The rows of figures that begin right below ``top``, the lines of their labels among them."""
    start = next((i for i, row in enumerate(rows[: MOST_BLANK_ROWS + 1]) if is_figure_row(row)), None)
    if start is None or any(is_caption(row) or is_running_text(row) for row in rows[:start]):
        return []
    first = rows[0][0]
    if first.y0 - top > WIDEST_PITCH * (first.y1 - first.y0):
        return []
    return rows[: label_end(rows, start, run_end(rows, start))]


def run_end(rows: list[Row], start: int) -> int:
    """End of the run of rows of figures from ``start``; a few rows without any may lie between."""
    end = start
    while end < len(rows) and is_figure_row(rows[end]):
        end += 1
        following = end
        while following < len(rows) and not is_figure_row(rows[following]):
            if (
                following - end >= MOST_BLANK_ROWS
                and not _is_label_row(rows[following], rows[max(start, end - LABELS_BACK) : end])
                and not _is_next_line(rows[following], rows[following - 1])
            ):
                break
            following += 1
        if following == end or following >= len(rows) or not is_figure_row(rows[following]):
            continue
        pitch = max(b[0].y0 - a[0].y0 for a, b in pairwise(rows[end - 1 : following + 1]))
        run = rows[max(start, end - LABELS_BACK) : end]
        beside = [*rows[end - 1], *rows[following]]
        named = all(_is_plain_label(row, run) or _is_beside(row, beside) for row in rows[end:following])
        reach = HIGHEST_HEAD if named else WIDEST_PITCH
        if pitch < reach * (rows[end - 1][0].y1 - rows[end - 1][0].y0):
            end = following
    return end


def _is_next_line(row: Row, above: Row) -> bool:
    """Whether a row is one text right below a text of the row ``above``, as the next line of a label is."""
    (piece, *others) = row
    return not others and any(_continues(over, piece) for over in above)


def label_end(rows: list[Row], start: int, end: int) -> int:
    """End of the run of rows with the lines on which the label and the amounts of its last row go on."""
    labels = [f for row in rows[max(start, end - LABELS_BACK) : end] for f in row if not f.is_figure]
    left, right = min((f.x0 for f in labels), default=0.0), max((f.x1 for f in labels), default=0.0)
    while start < end < len(rows):
        if _is_item_beside(rows[end], rows[max(start, end - LABELS_BACK) : end]):
            end += 1
            continue
        row, above = rows[end], [piece for line in rows[max(start, end - 2) : end] for piece in line]
        if is_caption(row) or WORDS.note.match(row[0].text) or HEADING.match(row[0].text):
            break
        if any(not (left - 1 < f.x0 and f.x1 < right + 1) for f in row if not f.is_figure):
            break
        if not all(any(_continues(over, piece) for over in above) for piece in row):
            break
        end += 1
    return end


def _is_item_beside(row: Row, run: list[Row]) -> bool:
    """Whether ``row`` is the number and name of an item in the second half of a table, without an amount.

    It stands in line with labels right of the figures of the first half, in the pitch of the rows.
    """
    figures = [f.x1 for above in run for f in above if f.is_figure]
    labels = [
        f.x0 for above in run for f in above if ITEMS.match(f.text) and f.x0 > min(figures, default=0.0)
    ]
    pitch = max((b[0].y0 - a[0].y0 for a, b in pairwise(run)), default=0.0)
    return (
        bool(figures and run)
        and row[0].y0 - run[-1][0].y0 < ITEM_PITCH * pitch
        and all(ITEMS.match(f.text) and any(abs(f.x0 - x) < 1 for x in labels) for f in row)
    )


def _continues(over: Fragment, piece: Fragment) -> bool:
    """Whether ``piece`` is the rest of the text or amount ``over``, which stands on the line above."""
    height = piece.y1 - piece.y0
    below = over.x0 < piece.x1 and piece.x0 < over.x1 and piece.y0 - over.y1 < NEXT_LINE * height
    if not below or abs(over.y1 - over.y0 - height) > 0.1 * height:
        return False
    if piece.is_figure:
        return is_cut(over.text, piece.text)
    return not over.is_figure and max(len(over.text), len(piece.text)) <= LONGEST_LABEL


def holds_amounts(row: Row) -> bool:
    """Whether a row holds amounts right of something, no codes or counts."""
    return is_figure_row(row) and any(AMOUNT.search(piece.text) for piece in row if piece.is_figure)


def is_running_text(row: Row) -> bool:
    """Whether the pieces of ``row`` are one line of prose that came in pieces, such as by its fonts.

    The joined line tells: it goes on behind a comma, or ends as a sentence does.
    """
    gap = max((b.x0 - a.x1 for a, b in pairwise(row)), default=0.0)
    height = row[0].y1 - row[0].y0
    if gap >= WIDEST_BLANK * height:
        return False
    return _PROSE.search("".join(f.text for f in row)) is not None


def is_title(row: Row) -> bool:
    """Whether ``row`` is the title of a table, with its form number apart or without."""
    whole = " ".join(f.text for f in row)
    return WORDS.table_title.search(whole) is not None and (
        len(row) == 1 or WORDS.coded_title.match(whole) is not None
    )


def is_caption(row: Row) -> bool:
    whole = " ".join(f.text for f in row)
    return bool(
        is_title(row)
        or any(pattern.search(whole) for pattern in (WORDS.form_code, WORDS.money_unit, WORDS.issuer))
    )


def _is_plain_label(row: Row, run: list[Row]) -> bool:
    """Whether ``row`` is of short labels in line with those of ``run``, none of them a caption or head."""
    short = all(len(piece.text) <= LONGEST_LABEL for piece in row)
    return short and not is_caption(row) and not names_columns(row) and _is_label_row(row, run)


def _is_beside(row: Row, pieces: Row) -> bool:
    """Whether ``row`` holds short labels that stand over or under no figure of ``pieces``.

    So stand the lines of a label whose figures are set in the middle of its height.
    """
    figures = [f for f in pieces if f.is_figure]
    short = all(not f.is_figure and len(f.text) <= LONGEST_LABEL for f in row)
    apart = not any(f.x0 < figure.x1 and figure.x0 < f.x1 for f in row for figure in figures)
    return short and apart and not is_caption(row) and not names_columns(row)


def _is_label_row(row: Row, run: list[Row]) -> bool:
    """Whether ``row`` is of labels that begin where labels of ``run`` do, or are set in, or of figures."""
    starts = [f.x0 for above in run for f in above if not f.is_figure]

    def is_label(piece: Fragment) -> bool:
        farthest = SET_IN * (piece.y1 - piece.y0) if len(piece.text) <= LONGEST_LABEL else 1.0
        return any(-1 < piece.x0 - x < farthest for x in starts)

    return all(piece.is_figure or is_label(piece) for piece in row)


def holds_head(row: Row) -> bool:
    """Whether a piece of ``row`` is a word that heads codes, labels or the numbers of lines."""
    return any(is_word(f.text, "row_head") for f in row)


def is_upper_heads(row: Row) -> bool:
    """Whether ``row`` may be the top of a header: it heads columns, or each piece says what is measured."""
    measures = all(meaning_of((f.text,)).measure not in UNKNOWN for f in row)
    return holds_head(row) or measures


def names_columns(row: Row) -> bool:
    """Whether ``row`` is of heads alone, of which some are words that head the columns of a table.

    It may have two sides (收入, 支出) or two stages (预算数, 决算数).
    """
    if len(row) < 2 or any(f.is_figure for f in row):
        return False
    named = holds_head(row)
    sides = all(any(is_word(f.text, side) for side in ("revenue", "expenditure")) for f in row)
    stages = all(meaning_of((f.text,)).phase is not None for f in row)
    return sides or stages or named and len(row) >= FEWEST_HEADS
