"""What a figure of a table measures: what was published of it; of rows with a name of their own the name."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from extractors.tables.meanings import UNKNOWN, read_row
from linking.labels import bare, is_total
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL, WHOLE, Meaning, of_fund
from linking.meaning.special import special_row
from records.file_tables import FactRecord
from records.lexicon.accounts import class_code
from records.lexicon.groups import CARRIED, GRANTS, PARTS_OF_EXPENDITURE
from records.lexicon.reading import GENERAL, REVENUE_OF, Reading, read
from records.lexicon.statements import fund_of, measure_of, of_kind, side_of
from records.lexicon.terms import sides_of

ITEMS = frozenset({"basic_expenditure", "economic_classification"})
COMPARED = frozenset({"change", "change_rate", "share", "execution_rate"})
"""Columns that compare; they hold no figure of their row's own."""
Word = str | None
Known = tuple[str, Word, Word, tuple[str, ...], Word, Word, Word, Word, bool, str]


def figure_meaning(fact: FactRecord, title: str = "") -> Meaning | None:
    """What a figure measures; ``None`` if no claim speaks of such figures. ``title`` is its table's."""
    return _meaning(
        (
            fact.statement,
            fact.side or side_of(fact.statement),
            fact.row_label,
            tuple(fact.column_path),
            fact.account_code,
            fact.scheme,
            fact.fund,
            fact.measure,
            fact.is_total,
            title if fact.statement == "other" else "",
        )
    )


@lru_cache(maxsize=60_000)
def _meaning(known: Known) -> Meaning | None:
    statement, side, label, path, code, scheme, fund, measure, total, title = known
    special = special_row(statement, bare(label), path)
    if special is not None:
        return Meaning(special.measure, special.fund)
    if measure in COMPARED:
        return None
    above = _title_measure(title) if title else None
    in_summary = statement in of_kind("summary")
    row = read_row(label, statement, above) if label and (not code or in_summary) else None
    if row is not None and row.fund == "fiscal_grant" and fund in GRANTS:
        row = replace(row, fund=fund)  # 其中：财政拨款 of 一般公共预算 is that fund's
    whose = (row.fund if row else None) or fund or fund_of(statement)
    part = _part(measure, label, statement, fund)
    if in_summary:
        return _of_summary(side, label or "", row, measure, whose, part)
    if code:
        kind = ITEM if scheme in ("economic", "government_economic") else ACCOUNT
        own = "expenditure" if kind == ITEM else _side_of(measure, side)
        return Meaning(kind, whose, own, bare(label), code, part)
    if row is not None and row.measure and row.measure not in GENERAL and statement != "project_expenditure":
        if measure not in (*UNKNOWN, row.measure) and statement not in of_kind("costs"):
            return None
        return Meaning(row.measure, whose, _side_of(row.measure, side), bare(label))
    if total or is_total(label) or statement == "three_public":
        if row is not None and row.left and not is_total(label):
            return None
        own = above if measure in UNKNOWN else measure
        return Meaning(of_fund(own, whose), whose, _side_of(own, side)) if own else None
    kind = ITEM if statement in ITEMS else ACCOUNT if fund_of(statement) else LABEL
    own = "expenditure" if kind == ITEM else _side_of(measure, side)
    return Meaning(kind, whose, own, bare(label), None, part)


def _of_summary(
    side: str | None, label: str, row: Reading | None, measure: str | None, whose: str | None, part: str
) -> Meaning | None:
    """A figure of a two-sided statement: its row tells what it is, its column whose money."""
    if row is None:
        return None
    code = class_code(bare(label)) if side != "revenue" else None
    if code:
        return Meaning(ACCOUNT, whose, "expenditure", bare(label), code, part)
    if row.fund and row.measure in (None, *GENERAL) and not row.left and not is_total(label):
        of_fund_alone = REVENUE_OF.get(row.fund) if side == "revenue" else "current_year_expenditure"
        if measure in CARRIED:  # a row of its own below 年初财政拨款结转和结余
            of_fund_alone = measure
        return Meaning(of_fund_alone, row.fund, side) if of_fund_alone else None
    if row.measure and not (row.measure in GENERAL and row.qualifiers):
        if row.measure in GENERAL and measure in PARTS_OF_EXPENDITURE:
            return Meaning(measure or "", whose, side)
        return Meaning(of_fund(row.measure, whose), whose, side or _side_of(row.measure, None), bare(label))
    if row.is_total and not row.left:
        return Meaning("grand_total", whose, side)
    return Meaning(LABEL, whose, side, bare(label))


def _part(measure: str | None, label: str | None, statement: str, fund: str | None) -> str:
    """What a column shows of a named row; :data:`WHOLE` if row and statement say the same."""
    said = read(label or "")
    usual = (measure_of(statement), said.measure, REVENUE_OF.get(said.fund or fund or ""))
    return WHOLE if measure is None or measure in (*UNKNOWN, *GENERAL, *usual) else measure


def _side_of(measure: str | None, side: str | None) -> str | None:
    return next(iter(sides_of(measure)), side)


@lru_cache(maxsize=1_000)
def _title_measure(title: str) -> str | None:
    said = read(title.removesuffix("表").removesuffix("明细"))
    return said.measure if said.measure not in GENERAL else None
