"""合计 of a table without accounts (of projects, by units, of purchases) against its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractors.characters import fold
from linking.checks.checked_tables import CheckedTable
from linking.checks.identities import COUNTED, ZERO, ChecksMade, check_sum
from linking.checks.tables.wholes import wholes
from linking.intervals import decimals_of, digits_of
from linking.labels import is_total, item_level, names_total
from linking.mistyped import AMOUNT_PLACES, FEWEST_DIGITS, SHIFTS, is_swapped_sum, repairs, typed_over
from records.file_tables import FactRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

PROJECTS = "project_expenditure"
MADE_OTHERWISE = frozenset({
    "revenue_expenditure_summary", "fiscal_grant_summary", "three_public", "institution_operation",
    "performance_overall", "performance_project", "performance_summary",
})  # fmt: skip
"""Statements whose rows make each other as their form says, for which there are rules of their own."""
SURELY_ALL = 2
"""Columns that come out, beside which no other has a row of its own that is not listed (预备费)."""
FEWEST_ALONE, FEWEST_OF_ITEM = 3, 2
"""Rows whose sum tells a slip though no other column has one; of an item, whose number says which are its."""
MOST_ADDED = 15
"""Values of which all the sums are made."""


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
        return not self.excess

    @property
    def excess(self) -> Decimal:
        """By how much the rows are more than the total."""
        return sum((part.value or ZERO for part in self.parts), ZERO) - (self.total.value or ZERO)

    @property
    def filled(self) -> set[int]:
        """The rows that have a figure other than zero."""
        return {row.row for row in (*self.rows, *self.less) if row.value}


def check_listed(sheet: CheckedTable, columns: list[list[FactRecord]], found: ChecksMade) -> None:
    """The total of each column of money or of what is counted, and those of groups of rows.

    A column is judged once others show that its rows are all: those have figures in all the rows that have
    one here, as a row that is not listed may have none in a column with blanks. Of tables other than those of
    projects a slip must explain what is apart, or it is too much for a row that is not listed. A column that
    is alone is judged where nothing but a slip explains it.
    """
    projects = sheet.statement == PROJECTS
    if not projects:
        columns = columns + _counts(sheet)
    what = "各项目之和" if projects else "各项之和"
    for sums in _sums(sheet, columns, projects):
        shown = [one for one in sums if one.fits and (len(one.rows) if projects else len(one.filled)) > 1]
        for one in sums:
            alone = len(sums) == 1 and _is_alone(one, sheet.statement)
            if one in shown or alone or _is_judged(one, shown, projects):
                check_sum(found, "total_of_rows", one.total, one.rows, what, sheet.places, minus=one.less)


def _sums(sheet: CheckedTable, columns: list[list[FactRecord]], projects: bool) -> Iterator[list[ListedSum]]:
    """The sums of each row that others make, column by column."""
    flat = not any(WORDS.part_or_whole.search(fact.row_label or "") for fact in sheet.facts)
    if flat or projects:
        sums = max(_ways(columns), key=lambda way: sum(one.fits for one in way))
        if sums or projects:
            yield sums
            return
    if sheet.side_by_side or sheet.statement in MADE_OTHERWISE:
        return
    for whole in wholes(columns):
        yield [
            ListedSum(by_row[whole.row], [by_row[row] for row in whole.parts if row in by_row], [])
            for by_row in ({fact.row: fact for fact in facts} for facts in columns)
            if whole.row in by_row and any(row in by_row for row in whole.parts)
        ]


def _is_judged(one: ListedSum, shown: list[ListedSum], projects: bool) -> bool:
    """Whether columns that come out show that the rows are all, so that this one must come out too."""
    is_money = one.total.amount_yuan is not None
    alike = [other for other in shown if (other.total.amount_yuan is not None) == is_money]
    filled = {row for other in alike for row in other.filled}
    if not alike or not one.filled <= filled:
        return False
    return projects or _is_slip(one) or is_money and (one.excess > 0 or len(alike) >= SURELY_ALL)


def _is_slip(one: ListedSum) -> bool:
    """Whether one figure, mistyped, makes the total other than the sum of its rows."""
    pairs = repairs(one.total, one.parts)
    return any(typed_over(told, meant, AMOUNT_PLACES) for told, meant in pairs)


def _is_alone(one: ListedSum, statement: str) -> bool:
    """Whether a total that no other bears out is other than its rows by a slip and by nothing else.

    Rows that take in one another are too much by what some of them have. A row that is not listed makes
    them too little by what it has: that may be a round amount, as a digit mistyped is one. Rows that say
    what was, what came and what is left are not added up.
    """
    if any(is_swapped_sum(near.total, near.parts) for near in _as_rounded(one)):
        return True
    fewest = FEWEST_OF_ITEM if item_level(one.total.row_label) is not None else FEWEST_ALONE
    if statement in MADE_OTHERWISE or len(one.filled) < fewest:
        return False
    if any(_is(row, "no_addend") for row in one.rows):
        return False
    values = [part.value or ZERO for part in one.parts]
    if any(map(_is_shifted, _as_rounded(one))):
        return True
    if one.excess > 0:
        return not _is_made_by(one.excess, values) and any(map(_is_slip, _as_rounded(one)))
    exact = min(digits_of(value) for value in values if value) >= FEWEST_DIGITS
    return statement != PROJECTS and exact and _is_slip(one)


def _as_rounded(one: ListedSum) -> Iterator[ListedSum]:
    """A sum, and what it was if its total was rounded otherwise than its rows by one in the last place."""
    yield one
    last = Decimal(1).scaleb(-decimals_of(one.total.raw, one.total.value or ZERO))
    for rounded in (last, -last) if one.total.amount_yuan is not None else ():
        yield one._replace(total=replace(one.total, value=(one.total.value or ZERO) + rounded))


def _is_shifted(one: ListedSum) -> bool:
    """Whether the decimal point of one figure, moved, makes the total other than the sum of its rows."""
    pairs = repairs(one.total, one.parts)
    return any(told in (meant * shift, meant / shift) for told, meant in pairs for shift in SHIFTS[:2])


def _is_made_by(amount: Decimal, values: list[Decimal]) -> bool:
    """Whether some of the values add up to an amount; of very many it is taken to be so."""
    if len(values) > MOST_ADDED:
        return True
    made = {ZERO}
    for value in values:
        made |= {one + value for one in made}
    return amount in made


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
    totals = [fact for fact in facts if is_total(fact.row_label)] or [
        fact for fact in (facts[0], facts[-1]) if names_total(fact.row_label)
    ]
    rows = [fact for fact in facts if fact not in totals]
    if len(totals) != 1 or not rows or any(names_total(row.row_label) for row in rows):
        return None
    if len(rows) > 1 and rows[0].value == totals[0].value and any(row.value for row in rows[1:]):
        rows = rows[1:]
    return ListedSum(totals[0], rows, [])
