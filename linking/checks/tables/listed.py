"""合计 of a table without accounts (of projects, by units, of purchases) against its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from extractors.characters import fold
from linking.checks.checked_tables import CheckedTable
from linking.checks.identities import COUNTED, ZERO, ChecksMade, check_sum
from linking.labels import is_total
from linking.mistyped import AMOUNT_PLACES, is_swapped_sum, repairs, typed_over
from records.file_tables import FactRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")


class ListedSum(NamedTuple):
    """A total, the rows that make it, and those that are taken off."""

    total: FactRecord
    rows: list[FactRecord]
    less: list[FactRecord]

    @property
    def parts(self) -> list[FactRecord]:
        """What adds up to the total: what is taken off with its sign turned."""
        return [*self.rows, *(replace(row, value=-(row.value or ZERO)) for row in self.less)]

    @property
    def fits(self) -> bool:
        """Whether rows make the total to the last digit."""
        return sum((part.value or ZERO for part in self.parts), ZERO) == self.total.value

    @property
    def filled(self) -> set[int]:
        """The rows that have a figure other than zero."""
        return {row.row for row in (*self.rows, *self.less) if row.value}


def check_listed(sheet: CheckedTable, columns: list[list[FactRecord]], found: ChecksMade) -> None:
    """The total of each column of money or of what is counted, once others show that its rows are all.

    Those have figures in all the rows that have one here: a row that is not listed may have none in a column
    with blanks. Of tables other than those of projects a slip must explain what is apart. A column that is
    alone is judged where two swapped digits do.
    """
    projects = sheet.statement == "project_expenditure"
    if not projects:
        if any(WORDS.part_or_whole.search(fact.row_label or "") for fact in sheet.facts):
            return
        columns = columns + _counts(sheet)
    sums = max(_ways(columns), key=lambda way: sum(one.fits for one in way))
    shown = [one for one in sums if one.fits and (len(one.rows) if projects else len(one.filled)) > 1]
    for one in sums:
        filled = {
            row
            for other in sums
            if other.fits and ((one.total.amount_yuan is None) == (other.total.amount_yuan is None))
            for row in other.filled
        }
        if (
            one in shown
            or shown and one.filled <= filled and (projects or _is_slip(one))
            or len(sums) == 1 and is_swapped_sum(one.total, one.parts)
        ):  # fmt: skip
            what = "各项目之和" if projects else "各项之和"
            check_sum(found, "total_of_rows", one.total, one.rows, what, sheet.places, minus=one.less)


def _is_slip(one: ListedSum) -> bool:
    """Whether one figure, mistyped, makes the total other than the sum of its rows."""
    pairs = repairs(one.total, one.parts)
    return any(typed_over(told, meant, AMOUNT_PLACES) for told, meant in pairs)


def _counts(sheet: CheckedTable) -> list[list[FactRecord]]:
    """The columns that count the body's staff, vehicles and the like."""
    columns = [facts for facts in sheet.columns.values() if facts[0].measure in COUNTED]
    return [facts for facts in columns if all(fact.amount_yuan is None for fact in facts)]


def _ways(columns: list[list[FactRecord]]) -> Iterator[list[ListedSum]]:
    """The sums of the columns: of all rows, without those broken out of another, less what is taken off."""
    sums = [made for facts in columns if (made := _sum_of(facts)) is not None]
    yield sums
    yield [
        ListedSum(total, [row for row in rows if not _is(row, "part_head")], []) for total, rows, _ in sums
    ]
    yield [
        ListedSum(
            total,
            [row for row in rows if not _is(row, "taken_off")],
            [row for row in rows if _is(row, "taken_off")],
        )
        for total, rows, _ in sums
    ]


def _is(row: FactRecord, phrase: str) -> bool:
    return getattr(WORDS, phrase).match(fold(row.row_label or "")) is not None


def _sum_of(facts: list[FactRecord]) -> ListedSum | None:
    """The total of a column and its rows; without a first row that repeats the total."""
    totals = [fact for fact in facts if is_total(fact.row_label)]
    rows = [fact for fact in facts if not is_total(fact.row_label)]
    if len(totals) != 1 or not rows:
        return None
    if len(rows) > 1 and rows[0].value == totals[0].value and any(row.value for row in rows[1:]):
        rows = rows[1:]
    return ListedSum(totals[0], rows, [])
