"""What a figure of a table measures, by its row and its column."""

from __future__ import annotations

import re
from functools import lru_cache

from linking.labels import bare, is_total
from linking.meaning.meaning import (
    ACCOUNT,
    FUND_OF,
    ITEM,
    LABEL,
    PARTS,
    SIDE_OF,
    WHOLE,
    Meaning,
    of_fund,
)
from linking.meaning.special import special_row
from records.lexicon.accounts import class_code
from records.lexicon.reading import REVENUE_OF, Reading, read
from records.lexicon.terms import terms, wholes_of
from records.tables import FactRecord

SUMMARIES = frozenset({"revenue_expenditure_summary", "fiscal_grant_summary"})
BY_ROW_OR_COLUMN = frozenset({"three_public", "institution_operation"})
ITEMS = frozenset({"basic_expenditure", "economic_classification"})
GENERAL = frozenset({"current_year_revenue", "current_year_expenditure", "grand_total"})
COMPARED = frozenset({"change", "change_rate", "share", "execution_rate"})
"""Columns that compare; they hold no figure of their row's own."""
TOTAL_OF = {
    "revenue": "current_year_revenue",
    "expenditure": "current_year_expenditure",
    "general_public_budget_expenditure": "current_year_expenditure",
    "government_fund": "current_year_expenditure",
    "state_capital": "current_year_expenditure",
    "economic_classification": "current_year_expenditure",
    "basic_expenditure": "basic_expenditure",
    "project_expenditure": "project_expenditure",
    "three_public": "three_public_expenditure",
}
"""What a statement's total is where row and column say no more."""
LETTER = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z]$")
"""The letter that a catalogue gives a kind of purchase (货物A)."""
Key = tuple[str, str | None, str | None, tuple[str, ...], str | None, str | None, str | None, str]


def figure_meaning(fact: FactRecord, title: str = "") -> Meaning | None:
    """What a figure measures; ``None`` if no claim speaks of such figures. ``title`` is its table's."""
    return _meaning(
        (
            fact.statement,
            fact.side,
            fact.row_label,
            tuple(fact.column_path),
            fact.account_code,
            fact.scheme,
            fact.fund,
            title if fact.statement == "other" else "",
        )
    )


def column_measure(fact: FactRecord) -> str | None:
    """What the column of a figure measures: of a total column the total of its statement."""
    if fact.statement == "other":
        return None
    column, _, known = _column(tuple(fact.column_path), fact.statement)
    return column or (TOTAL_OF.get(fact.statement) if known else None)


@lru_cache(maxsize=60_000)
def _meaning(known: Key) -> Meaning | None:
    statement, side, label, path, code, scheme, fund, title = known
    special = special_row(statement, bare(label), path)
    if special is not None:
        return Meaning(special.measure, special.fund)
    column, column_fund, is_known = _column(path, statement)
    if column in COMPARED:
        return None
    above = _title_measure(title) if title else None
    row = read(LETTER.sub("", label), above) if label and (not code or statement in SUMMARIES) else None
    fund = (row.fund if row else None) or fund or column_fund
    side = side or SIDE_OF.get(statement)
    if statement in SUMMARIES:
        return _of_summary(statement, side, label or "", row, column, fund)
    fund = fund or FUND_OF.get(statement)
    if code and scheme in ("economic", "government_economic"):
        return Meaning(ITEM, fund, "expenditure", bare(label), code, _part(column))
    if code:
        return Meaning(ACCOUNT, fund, _side_of(column) or side, bare(label), code, _part(column))
    if row is not None and row.measure and row.measure not in GENERAL and statement != "project_expenditure":
        beside = column is not None and column not in (*GENERAL, row.measure, *wholes_of(row.measure))
        if beside and statement not in BY_ROW_OR_COLUMN:
            return None
        return Meaning(row.measure, fund, _side_of(row.measure) or side, bare(label))
    if is_total(label) or row is not None and row.is_total or statement == "three_public":
        if row is not None and row.left and not is_total(label):
            return None
        measure = column or TOTAL_OF.get(statement) or above
        if measure is None or not column and not is_known:
            return None
        own = _side_of(measure) or side
        return Meaning(of_fund(measure, fund), fund, own)
    if statement in ITEMS:
        return Meaning(ITEM, fund, "expenditure", bare(label), None, _part(column))
    kind = ACCOUNT if statement in FUND_OF else LABEL
    return Meaning(kind, fund, _side_of(column) or side, bare(label), None, _part(column))


def _of_summary(
    statement: str, side: str | None, label: str, row: Reading | None, column: str | None, fund: str | None
) -> Meaning | None:
    """A figure of a two-sided statement: its row tells what it is, its column whose money."""
    whose = fund or FUND_OF[statement]
    if row is None:
        return None
    code = class_code(bare(label)) if side == "expenditure" else None
    if code:
        return Meaning(ACCOUNT, whose, side, bare(label), code, _part(column))
    if row.fund and row.measure in (None, *GENERAL) and not row.left and not is_total(label):
        measure = REVENUE_OF.get(row.fund) if side == "revenue" else "current_year_expenditure"
        return Meaning(measure, row.fund, side) if measure else None
    if row.measure and not (row.measure in GENERAL and row.qualifiers):
        if row.measure in GENERAL and column in PARTS:
            return Meaning(column or "", whose, side)
        return Meaning(of_fund(row.measure, whose), whose, side or _side_of(row.measure), bare(label))
    if row.is_total and not row.left:
        return Meaning("grand_total", whose, side)
    return Meaning(LABEL, whose, side, bare(label))


@lru_cache(maxsize=20_000)
def _column(path: tuple[str, ...], statement: str) -> tuple[str | None, str | None, bool]:
    """The measure and the fund that the headers of a column say, and whether they say all they say."""
    measure: str | None = None
    fund: str | None = None
    is_known = True
    for head in path:
        said = read(head, under=measure)
        if said.measure in COMPARED:
            return said.measure, fund, True
        bare_side = statement in SUMMARIES and said.measure in GENERAL
        if said.measure and not bare_side:
            measure = said.measure
        elif said.left:
            is_known = False
        fund = said.fund or fund
    return measure, fund, is_known


def _part(column: str | None) -> str:
    return column if column is not None and column not in GENERAL else WHOLE


def _side_of(measure: str | None) -> str | None:
    term = terms().get(measure or "")
    return term.side if term else None


@lru_cache(maxsize=1_000)
def _title_measure(title: str) -> str | None:
    said = read(title.removesuffix("表").removesuffix("明细"))
    return said.measure if said.measure not in GENERAL else None
