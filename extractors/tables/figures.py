"""A figure as it stands in its table becomes a fact with its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors.characters import fold
from extractors.government import scope_of
from extractors.numbers import PrintedNumber
from extractors.tables.grid import Cell
from extractors.tables.headers import ACCOUNT_CODE
from extractors.tables.meanings import YEAR, ColumnMeaning, in_yuan, is_money, meaning_of
from extractors.tables.measures import FigurePlace, Measured
from extractors.tables.words import FORM_WORDS, is_word
from records.columns import Box
from records.file_tables import FactRecord, TableRecord
from records.lexicon.accounts import level_of
from records.lexicon.groups import YUAN
from records.lexicon.reading import read
from records.lexicon.statements import fund_of, of_kind
from records.lexicon.terms import is_count
from records.list_numbers import without_number
from records.phrases import Phrases

WORDS = Phrases("extractors")

DEFAULT_PHASE = {
    "final_accounts": "final",
    "budget": "initial_budget",
    "government_final_accounts": "final",
    "government_budget": "initial_budget",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the figures of a document inherit from it."""

    document_id: str
    fiscal_year: int | None
    report_kind: str | None

    @property
    def is_government(self) -> bool:
        """Whether it is a government's own budget or accounts."""
        return (self.report_kind or "").startswith("government")


COLUMNS = 1000
"""Columns of tables that are remembered with what they say: a document has some hundred."""


class _Column(NamedTuple):
    """What a column says of its figures: unit, fund, stage (of money), year, and whose money it is."""

    unit: str | None
    fund: str | None
    phase: str | None
    period: int | None
    scope: str | None


@dataclass(slots=True)
class FigureReading:
    """A figure with what its table says of it: the row's label and code, the headers, the side.

    ``banner`` is the text of header cells over the whole width; ``unit`` one that the table's own
    words give to this figure; ``heading`` the label of the row right above if it has no figures;
    ``project`` the one that the form around the figure is about; ``counted_in`` what its row counts.
    """

    cell: Cell
    figure: PrintedNumber
    label: str | None
    path: list[str]
    code: str | None = None
    side: str | None = None
    body_code: str | None = None
    banner: str = ""
    unit: str | None = None
    heading: str | None = None
    project: str | None = None
    counted_in: str | None = None


def place_of(reading: FigureReading) -> FigurePlace:
    """Where the figure stands, as far as that tells what it measures."""
    row, path = reading.cell.row, tuple(reading.path)
    return FigurePlace(row, reading.label, reading.code, path, reading.side, reading.heading)


def fact_of(reading: FigureReading, found: Measured, table: TableRecord, context: Context) -> FactRecord:
    """The fact that a figure of ``table`` states; ``found`` is what it measures."""
    cell, label, measure = reading.cell, reading.label, found.measure
    path = (*reading.path, label) if label and WORDS.year_of_row.fullmatch(fold(label)) else reading.path
    column = _column(tuple(path), reading.banner, table.statement, table.title or "", context)
    money = is_money(measure)
    counted = found.unit is not None and found.unit not in YUAN
    unit = reading.figure.unit or reading.unit or found.unit or column.unit
    if unit is None and money and not counted:
        unit = table.unit
    elif unit is None and is_count(measure):
        unit = reading.counted_in
    code = reading.code or found.code
    scheme = _scheme(table.statement, code)
    value, page = reading.figure.value, cell.lines[0].page
    return FactRecord(
        document_id=context.document_id,
        fact_id=f"{table.table_id}r{cell.row}c{cell.column}",
        table_id=table.table_id,
        row=cell.row,
        column=cell.column,
        statement=table.statement,
        side=found.side,
        project=reading.project,
        row_label=label,
        account_code=code,
        account_name=(without_number(label) if label and found.code else label) if code else None,
        scheme=scheme,
        level=level_of(code, scheme),
        is_total=found.is_total,
        body_code=reading.body_code,
        column_path=reading.path,
        measure=measure,
        fund=found.fund or column.fund,
        phase=column.phase if money else None,
        period=column.period,
        scope=column.scope,
        value=value,
        unit=unit,
        amount_yuan=in_yuan(value, unit) if money else None,
        raw="".join([line.raw for line in cell.lines]).strip(),
        page=page,
        box=None if page is None else text_box(cell),
        confidence=_confidence(cell),
        anchor=cell.anchor,
    )


@lru_cache(maxsize=COLUMNS)
def _column(path: tuple[str, ...], banner: str, statement: str, title: str, context: Context) -> _Column:
    """What the headers ``path`` of a column of a table say of all its figures."""
    meaning = meaning_of(path)
    period = _period(meaning, title, context)
    return _Column(
        meaning.unit,
        _fund(banner, statement, title),
        _phase(path, meaning, period, statement, title, context),
        period,
        scope_of([*reversed(path), banner, title]) if context.is_government else None,
    )


def _fund(banner: str, statement: str, title: str) -> str | None:
    """The fund where neither column nor row names one: by the statement, the title."""
    titled = read(title).fund or read(banner).fund
    usual = fund_of(statement)
    if usual == "all" or usual == "general_public_budget" and titled == "fiscal_grant":
        return titled or usual  # 财政拨款支出表: of all grants, not of the usual one
    return usual or titled


def _phase(
    path: tuple[str, ...],
    meaning: ColumnMeaning,
    period: int | None,
    statement: str,
    title: str,
    context: Context,
) -> str | None:
    """The stage of what is money in a column."""
    performance = statement.startswith("performance")
    if performance and any(is_word(head, "part_year", FORM_WORDS) for head in path):
        return None  # 1—7月执行数: of a form that looks at the year before its end
    if meaning.phase or meaning.prior_years or meaning.measure == "change":
        return meaning.phase
    if performance and is_word(fold(title), "targets_title", FORM_WORDS):
        return DEFAULT_PHASE["budget"]
    year = context.fiscal_year
    if context.is_government and period is not None and year is not None and period < year:
        return DEFAULT_PHASE["final_accounts"]  # how the budget of the year before was carried out
    return DEFAULT_PHASE.get(context.report_kind or "")


def _period(meaning: ColumnMeaning, title: str, context: Context) -> int | None:
    year = context.fiscal_year
    if context.is_government and (titled := YEAR.search(title)):
        year = int(titled[1])  # a government reports on two years, each table says on which
    if meaning.year or year is None:
        return meaning.year
    return year - meaning.prior_years


def _scheme(statement: str, code: str | None) -> str | None:
    """The classification that an account code belongs to (支出功能分类 2…, 经济分类 3… and 5…)."""
    if not code or not ACCOUNT_CODE.match(code):
        return None
    if statement in of_kind("economic"):
        return {"3": "economic", "5": "government_economic"}.get(code[0])
    return "functional" if code.startswith("2") and len(code) in (3, 5, 7) else None


def _confidence(cell: Cell) -> float | None:
    """The lowest score of what is recognised in a cell; ``None``: its text was no picture."""
    scores = [line.confidence() for line in cell.lines if line.scores is not None]
    return min((score for score in scores if score is not None), default=None) if scores else None


def text_box(cell: Cell) -> Box:
    """Box of the text in a cell, in points."""
    lines = cell.lines
    if len(lines) == 1:
        return lines[0].box()
    return (
        round(min(line.x0 for line in lines), 2),
        round(min(line.y0 for line in lines), 2),
        round(max(line.x1 for line in lines), 2),
        round(max(line.y1 for line in lines), 2),
    )
