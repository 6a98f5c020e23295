"""Tables laid out for checking: their figures by row and column, headers cut to what they mean.

What ``checks.toml`` holds: the schema of the identities (勾稽关系) and of the words around them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from re import Pattern
from typing import Any, NamedTuple, NotRequired

from typing_extensions import TypedDict

from extractors.characters import fold
from linking.intervals import decimals_of
from records.file_tables import FactRecord, TableRecord
from records.lexicon.statements import is_even
from records.phrases import Phrases
from records.remembered import TEXTS
from records.rule_files import closed, load_rules
from records.tables import Document

WORDS = Phrases("linking/checks")

FEWEST_PRINTED = 2
"""Figures with so many decimals before these are the decimals of the table."""
USUAL = 0.05
"""Share of a table's figures that must be printed with so many decimals."""
FIGURE = re.compile(r"^-?[\d,，]+(\.\d+)?%?$|^(?:-?[\d,]+\.\d{2}){2,}$")
"""A figure, or the figures of two columns that were read as one."""
MONEY = re.compile(r"^-?[\d,]+\.\d{2}$")


SCOPES = ("of_all_bodies", "title_of_own_level", "of_units")
BASIC = "basic_expenditure"


@cache
def check_rules() -> dict[str, Any]:
    """The identities of ``checks.toml``, with their patterns compiled.

    Raises :class:`~records.rule_files.InvalidRules`.
    """
    loaded: Any = load_rules(Path(__file__).with_name("checks.toml"), CheckRules)
    rules: dict[str, Any] = loaded
    return rules


class ColumnHead(NamedTuple):
    """What a column shows: its headers without those of stage and year, and these."""

    heads: tuple[str, ...]
    side: str | None
    phase: str | None
    period: int | None
    unit: str | None


@dataclass(slots=True)
class CheckedTable:
    """A table's figures in their order: by grid row, by column; ``places`` decimals at most."""

    table: TableRecord
    facts: list[FactRecord]
    rows: dict[int, list[FactRecord]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[tuple[int, ColumnHead], list[FactRecord]] = field(default_factory=lambda: defaultdict(list))
    places: int = 0
    labels: set[str] = field(default_factory=set)
    said: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    complete: bool = True
    side_by_side: bool = False

    @property
    def statement(self) -> str:
        """Which statement of the form the table is."""
        return self.table.statement


@lru_cache(maxsize=TEXTS)
def _heads(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(head for head in map(fold, path) if not WORDS.stage_head.match(head))


def head_of(fact: FactRecord) -> ColumnHead:
    """What the column of a figure shows; stage and year that its row is named by are no column's."""
    by_row = WORDS.year_of_row.fullmatch(fold(fact.row_label or "")) is not None
    phase, period = (None, None) if by_row else (fact.phase, fact.period)
    return ColumnHead(_heads(tuple(fact.column_path)), fact.side, phase, period, fact.unit)


def is_money(fact: FactRecord) -> bool:
    """Whether a figure is an amount of money."""
    return fact.amount_yuan is not None and fact.value is not None


def usual_places(counts: Counter[int]) -> int:
    """The decimals that the figures of a table are printed with, from how many have so many.

    The most that several of them have: one 1683.0 among integers says nothing of the others.
    """
    total = counts.total()
    for places in sorted(counts, reverse=True):
        found = sum(number for printed, number in counts.items() if printed >= places)
        if found >= min(total, FEWEST_PRINTED) and found >= USUAL * total:
            return places
    return 0


def checked_tables(document: Document) -> list[CheckedTable]:
    """The tables with figures, in order; linear in the number of cells and facts."""
    sheets = {table.table_id: CheckedTable(table, []) for table in document.tables}
    taken: dict[str, set[tuple[int, int]]] = defaultdict(set)
    printed: dict[str, Counter[int]] = defaultdict(Counter)
    for fact in document.facts:
        taken[fact.table_id].add((fact.row, fact.column))
    for fact in document.facts:
        sheet = sheets.get(fact.table_id)
        if sheet is None or fact.value is None:
            continue
        sheet.facts.append(fact)
        sheet.rows[fact.row].append(fact)
        sheet.columns[fact.column, head_of(fact)].append(fact)
        if is_even(sheet.statement) and is_money(fact):
            printed[fact.table_id][decimals_of(fact.raw, fact.value)] += bool(fact.value)
    for key, counts in printed.items():
        sheets[key].places = usual_places(counts)
    gridded = {
        key: [
            f for f in sheet.facts if not (f.row_label and fold(f.row_label) == fold("".join(f.column_path)))
        ]
        for key, sheet in sheets.items()
    }
    figures = {key: {fact.column for fact in facts} for key, facts in gridded.items()}
    first = {key: min((fact.row for fact in facts), default=0) for key, facts in gridded.items()}
    for cell in document.cells:
        key, text = cell.table_id, cell.text
        sheet = sheets[key]
        sheet.labels.add(fold(text))
        sheet.said[cell.row].append(text)
        if not sheet.complete or cell.row < first[key]:
            continue
        if "\n" in text and is_even(sheet.statement):
            # a figure that ran into the label beside it
            sheet.complete = not any(MONEY.match(line.strip()) for line in text.splitlines())
        if (
            cell.role == "body"
            and cell.column in figures[key]
            and (cell.row, cell.column) not in taken[key]
            and FIGURE.match(text.strip())
        ):
            sheet.complete = False
    for table in _cut_off(document.tables):
        sheets[table].complete = False
    for sheet in sheets.values():
        sheet.side_by_side = any(
            len({(f.account_code, f.row_label) for f in facts if f.side == facts[0].side}) > 1
            for facts in sheet.rows.values()
        )
    return [sheet for sheet in sheets.values() if sheet.facts]


def _cut_off(tables: list[TableRecord]) -> set[str]:
    """Tables that may go on in the next one: that has no title and follows on this page or the next."""
    cut: set[str] = set()
    for first, second in pairwise(tables):
        if first.last_page is None or second.first_page is None or second.title:
            continue
        if first.document_id != second.document_id:
            continue
        pages = second.first_page - first.last_page
        if pages == 1 or pages == 0 and second.statement == "other":
            if second.statement in (first.statement, "other"):
                cut |= {first.table_id, second.table_id}
    return cut


@closed
class NamedRow(TypedDict):
    statement: str
    side: str
    row: Pattern[str]
    fund: str


@closed
class SameRule(TypedDict):
    name: str
    measures: list[str]
    kinds: NotRequired[list[str]]
    phases: NotRequired[list[str]]
    unless: NotRequired[list[str]]
    rows: NotRequired[list[NamedRow]]


@closed
class ComposedRule(TypedDict):
    whole: str
    parts: list[str]


@closed
class PartsRule(TypedDict):
    whole: str
    parts: NotRequired[list[str]]
    printed: list[Pattern[str]]


@closed
class BoundRule(TypedDict):
    whole: str
    part: str


@closed
class PerformanceRules(TypedDict):
    shortest_name: int
    distinct_target: int
    shortest_name_distinct: int


@closed
class CauseRule(TypedDict):
    direction: str
    cause: Pattern[str]
    whole: NotRequired[bool]
    of_budget: NotRequired[bool]


@closed
class DriverRule(TypedDict):
    measures: NotRequired[list[str]]
    more: NotRequired[Pattern[str]]
    fewer: NotRequired[Pattern[str]]
    unless: NotRequired[Pattern[str]]
    of_year: NotRequired[bool]
    of_budget: NotRequired[bool]


@closed
class PurposeRule(TypedDict):
    name: str
    item: Pattern[str]
    own: Pattern[str]
    telling: Pattern[str]
    beside: NotRequired[list[str]]


@closed
class CheckRules(TypedDict):
    whole_beside: dict[str, Pattern[str]]
    statements: dict[str, list[str]]
    same: list[SameRule]
    composed: list[ComposedRule]
    parts: list[PartsRule]
    bounds: list[BoundRule]
    performance: PerformanceRules
    reason: list[CauseRule]
    driver: list[DriverRule]
    purpose: list[PurposeRule]


def scope_of(table: TableRecord) -> frozenset[str]:
    """Of which bodies a table is: 部门汇总, 局本级, 下属单位; nothing where its title does not say it."""
    return frozenset(scope for scope in SCOPES if getattr(WORDS, scope).search(table.title or ""))


def fund_of(table: TableRecord) -> frozenset[str]:
    """Whether a table says that it is of another fund than the usual one, or of all money."""
    title, note = table.title or "", table.note or ""
    said = {"of_another_fund": title, "of_all_money": f"{title}\n{note}"}
    return frozenset(fund for fund, words in said.items() if getattr(WORDS, fund).search(words))


def of_all_money(sheets: Iterable[CheckedTable]) -> frozenset[str]:
    """The tables of basic expenditure that are, or may be, of all money of the body.

    Such a table is of the general public budget if its title says so, if the body has no money of another
    kind, or if its total is that of a table of that budget.
    """
    sheets = list(sheets)
    basic = [sheet for sheet in sheets if sheet.statement == BASIC]
    others = any(
        fact.fund == "other" and fact.side == "revenue" and is_money(fact) and bool(fact.value)
        for sheet in sheets
        for fact in sheet.facts
    )
    named = {id(sheet) for sheet in basic if WORDS.of_grants.search(sheet.table.title or "")}
    totals = {
        fact.amount_yuan
        for sheet in sheets
        for fact in sheet.facts
        if (sheet.statement != BASIC or id(sheet) in named)
        and fact.measure == BASIC
        and fact.fund == "general_public_budget"
    }
    return frozenset(
        sheet.table.table_id
        for sheet in basic
        if "of_all_money" in fund_of(sheet.table)
        or others and id(sheet) not in named and totals.isdisjoint(fact.amount_yuan for fact in sheet.facts)
    )  # fmt: skip
