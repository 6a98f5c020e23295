"""Changes of what a row of a table names, against its two years: 2024年 | 2023年 of 公用经费, or of a unit.

A row is meant where the claim agrees with it in all, or where the text tells its very amount behind the
name. A name alone tells it only where the change is the row's to the last digit, and goes the other way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import agree, size_of
from linking.intervals import HUNDRED, Interval, digits_of
from linking.labels import bare
from linking.links.figure_index import interval_of
from linking.links.relations import OPERAND_UNIT, signed
from linking.wording import moved, number, on_page, parted, place, without_blanks
from records.file_tables import FactRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

FEWEST_DIGITS = 3
"""Digits of a change that tell which row is meant."""
SHORTEST = 4
"""Characters of a name that may stand for a longer one that ends with it."""


@dataclass(frozen=True)
class TwoYears:
    """What a row has for a year and for the one before."""

    now: FactRecord
    then: FactRecord

    @property
    def change(self) -> Interval:
        return interval_of(self.now, OPERAND_UNIT) - interval_of(self.then, OPERAND_UNIT)

    @property
    def rate(self) -> Interval | None:
        made = self.change.over(interval_of(self.then, OPERAND_UNIT))
        return made.scaled(HUNDRED) if made is not None and (self.then.value or 0) > 0 else None


def check_told_of_rows(
    facts: Iterable[FactRecord], sentences: Iterable[list[ClaimRecord]], found: ChecksMade
) -> None:
    """The changes that sentences tell of a row's name."""
    rows = _rows(facts)
    for claims in sentences if rows else ():
        if not WORDS.other_footing.search(without_blanks(claims[0].sentence)):
            for claim in claims:
                rate = claim.kind == "change_rate" and claim.unit == "%"
                if (rate or claim.kind == "change") and claim.value and claim.value > 0:
                    _check(claim, claims, rows, found)


def _rows(facts: Iterable[FactRecord]) -> dict[str, list[TwoYears]]:
    """The rows with one amount for each of two years, and of one thing, by their names."""
    by_row: dict[tuple[str, int, str], list[FactRecord]] = defaultdict(list)
    for fact in facts:
        if (
            fact.row_label
            and not fact.is_total
            and fact.amount_yuan is not None
            and fact.period
            and fact.phase
        ):
            by_row[fact.table_id, fact.row, fact.row_label].append(fact)
    rows: dict[str, list[TwoYears]] = defaultdict(list)
    for (_, _, label), cells in by_row.items():
        cells.sort(key=lambda fact: -(fact.period or 0))
        years = [fact.period for fact in cells]
        now, *earlier = cells
        alike = {(fact.phase, fact.measure, fact.fund, fact.unit) for fact in cells}
        if len(set(years)) == len(years) and earlier and len(alike) == 1 and years[1] == (years[0] or 0) - 1:
            rows[bare(label)].append(TwoYears(now, earlier[0]))
    return rows


def _check(
    claim: ClaimRecord, claims: list[ClaimRecord], rows: dict[str, list[TwoYears]], found: ChecksMade
) -> None:
    stated = signed(claim)
    for row, sure in _meant(claim, claims, rows):
        result = row.rate if claim.kind == "change_rate" else row.change
        if result is None or agree(stated, result) or _is_told(claim, found):
            return
        if not sure and not (agree(-stated, result) and digits_of(claim.value) >= FEWEST_DIGITS):
            return
        unit = "%" if claim.kind == "change_rate" else OPERAND_UNIT
        figures = "、".join(
            f"{place(fact, found.sources)}为{number(interval_of(fact, OPERAND_UNIT).value)}{OPERAND_UNIT}"
            for fact in (row.now, row.then)
        )
        message = (
            f"文字{on_page(claim.page)}称{row.now.row_label}{moved(claim.kind, stated.value, unit)}，"
            f"{figures}，计算为{moved(claim.kind, round(result.value, 4), unit)}，两者不符。"
        )
        rule = "stated_growth" if claim.kind == "change_rate" else "stated_change"
        tolerance = 2 * stated.tolerance + result.tolerance
        facts, value = [row.now, row.then], result.value
        found.add(rule, facts, value, stated.value, tolerance, "fails", message, [claim], unit=unit)


def _meant(
    claim: ClaimRecord, claims: list[ClaimRecord], rows: dict[str, list[TwoYears]]
) -> Iterator[tuple[TwoYears, bool]]:
    """The one row that a change is told of, and whether that is sure."""
    moves = claim.direction in ("up", "down") and claim.base_phase in (None, claim.phase)
    if claim.base != "prior_year" or not moves:
        return
    before = parted(without_blanks(claim.sentence), without_blanks(claim.raw))[0]
    named = WORDS.row_told.search(before)
    if named is None:
        return
    named_rows = _named(bare(named["name"]), rows) or _named(bare(f"{named['name']}{named['kind']}"), rows)
    meant = [row for row in named_rows if row.now.period == claim.period and row.now.phase == claim.phase]
    if len(named_rows) != 1 or len(meant) != 1:
        return
    (row,) = meant
    levels = [c for c in claims if c.kind == "level" and c.raw and without_blanks(c.raw) == named["amount"]]
    if levels:
        told = agree(size_of(levels[0]), interval_of(row.now, OPERAND_UNIT))
        if told:
            yield row, True
    elif not named["amount"]:
        same = (claim.measure, claim.fund) == (row.now.measure, row.now.fund)
        yield row, claim.understood and same and claim.measure is not None


def _named(name: str, rows: dict[str, list[TwoYears]]) -> list[TwoYears]:
    """The rows of a name, or of longer ones that end with it (水利站 for 某县水利站)."""
    if name in rows or len(name) < SHORTEST:
        return rows.get(name, [])
    return [row for label, of_name in rows.items() if label.endswith(name) for row in of_name]


def _is_told(claim: ClaimRecord, found: ChecksMade) -> bool:
    """Whether a change was held against figures already, or fails with what the text tells."""
    return any(claim.claim_id in made.claim_ids for made in found.checks)
