"""What ``checks.toml`` holds: the schema of the identities (勾稽关系) and of the words around them."""

from __future__ import annotations

from re import Pattern
from typing import NotRequired

from typing_extensions import TypedDict

from records.rule_files import closed


@closed
class ColumnRules(TypedDict):
    phase: Pattern[str]
    skip: Pattern[str]
    change: Pattern[str]
    part: Pattern[str]
    whole: Pattern[str]
    whole_beside: dict[str, Pattern[str]]


@closed
class RowRules(TypedDict):
    statements: list[str]
    personnel: Pattern[str]
    public: Pattern[str]
    carried: Pattern[str]


@closed
class RowSumRules(TypedDict):
    statements: list[str]


@closed
class SummaryRules(TypedDict):
    statements: list[str]
    current: Pattern[str]
    grand: Pattern[str]
    either: Pattern[str]
    carried: Pattern[str]
    detail: Pattern[str]


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
    statements: list[str]
    budget: Pattern[str]
    initial: Pattern[str]
    done: Pattern[str]
    rate: Pattern[str]
    extra: Pattern[str]
    of_execution: Pattern[str]
    money_total: Pattern[str]
    arrived: Pattern[str]
    source: Pattern[str]
    closing: Pattern[str]
    loose_names: Pattern[str]
    shortest_name: int
    distinct_target: int
    shortest_name_distinct: int
    surplus_rate: Pattern[str]
    own_money: Pattern[str]


@closed
class CauseRule(TypedDict):
    direction: str
    cause: Pattern[str]
    whole: NotRequired[bool]


@closed
class PurposeRule(TypedDict):
    name: str
    item: Pattern[str]
    own: Pattern[str]
    telling: Pattern[str]
    beside: NotRequired[list[str]]


@closed
class TextRules(TypedDict):
    cause: Pattern[str]
    empty_cause: Pattern[str]
    own_year: str
    own_year_budget: str


@closed
class CheckRules(TypedDict):
    columns: ColumnRules
    rows: RowRules
    row_sums: RowSumRules
    summary: SummaryRules
    same: list[SameRule]
    composed: list[ComposedRule]
    parts: list[PartsRule]
    bounds: list[BoundRule]
    performance: PerformanceRules
    reason: list[CauseRule]
    purpose: list[PurposeRule]
    text: TextRules
