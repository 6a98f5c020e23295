"""Which rows of a table without accounts make which: 合计 of all, 小计 of a group, 一、 of its items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.characters import fold
from linking.checks.identities import ZERO
from linking.labels import item_level, names_total
from records.file_tables import FactRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

MOST_ROWS = 60
"""Rows of a table whose groups are looked for: how many rows a group has is tried out."""
Columns = list[dict[int, FactRecord]]


class WholeRow(NamedTuple):
    """A row, and the rows that make it."""

    row: int
    parts: tuple[int, ...]


def wholes(columns: list[list[FactRecord]]) -> list[WholeRow]:
    """The rows that are made by others, as far as numbers of items or the sums of a column tell by which."""
    labels = {fact.row: fact.row_label or "" for facts in columns for fact in facts}
    rows = {row: labels[row] for row in sorted(labels)}
    totals = [row for row in rows if names_total(rows[row])]
    if any(item_level(label) is not None for label in rows.values()):
        return list(_numbered(rows, totals))
    if len(rows) > MOST_ROWS or any(WORDS.part_head.match(fold(label)) for label in rows.values()):
        return []
    by_row = [{fact.row: fact for fact in facts} for facts in columns]
    ordered = list(rows)
    if totals and totals[-1] != ordered[-1] and totals[0] == ordered[0]:
        ordered.reverse()  # totals above what makes them
    return _grouped(ordered, totals, by_row)


def _numbered(rows: dict[int, str], totals: list[int]) -> Iterator[WholeRow]:
    """合计 of the rows on top, below one of which are all that have no number; each row of its own items."""
    levels = {row: item_level(label) for row, label in rows.items() if row not in totals}
    top = min(level for level in levels.values() if level is not None)
    listed = [row for row, level in levels.items() if level == top]
    if len(totals) == 1 and totals[0] in (min(rows), max(rows)) and min(levels) == listed[0]:
        yield WholeRow(totals[0], tuple(listed))
    if len(totals) > 1:
        return
    for row, level in levels.items():
        below = _below(row, level, levels)
        deeper = {levels[part] for part in below}
        if level is not None and len(below) > 1 and None not in deeper and len(deeper) == 1:
            yield WholeRow(row, tuple(below))


def _below(row: int, level: int | None, levels: dict[int, int | None]) -> list[int]:
    below = []
    for other, its in levels.items():
        if other > row:
            if its is not None and level is not None and its <= level:
                break
            below.append(other)
    return below


def _grouped(ordered: list[int], totals: list[int], columns: Columns) -> list[WholeRow]:
    """Each total of the rows next to it that are part of no other; of how many is what a column's sum tells.

    The last is of all that are left. A total that no column tells the rows of leaves all in doubt.
    """
    if not totals or ordered[-1] not in totals:
        return []
    found: list[WholeRow] = []
    left: list[int] = []
    for row in ordered:
        if row in totals and row != ordered[-1]:
            fitting = [sum(_fits(column, row, left[at:]) for column in columns) for at in range(len(left))]
            best = max(fitting, default=0)
            if not best or fitting.count(best) > 1:
                return []
            at = fitting.index(best)
            found.append(WholeRow(row, tuple(left[at:])))
            left = left[:at]
        left.append(row)
    return [*found, WholeRow(ordered[-1], tuple(left[:-1]))]


def _fits(column: dict[int, FactRecord], whole: int, parts: list[int]) -> bool:
    values = [column[row].value or ZERO for row in parts if row in column]
    return whole in column and bool(column[whole].value) and sum(values, ZERO) == column[whole].value
