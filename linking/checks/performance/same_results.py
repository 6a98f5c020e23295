"""One indicator in several forms of a document (同一指标): its results agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from os.path import commonprefix

from extractors.characters import fold
from linking.checks.checked_tables import CheckedTable, check_rules
from linking.checks.identities import ZERO, ChecksMade, check_same
from linking.intervals import decimals_of
from linking.labels import abbreviates, bare
from records.file_tables import FactRecord, IndicatorRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

Pair = tuple[IndicatorRecord, IndicatorRecord]
"""An indicator, and the same one in a form before."""
LONG_NAME = 12
"""Characters from which on a name that leaves some out is still the same name."""
PROJECT_NAME = 6
"""Letters that the names of a project share at their beginning."""


def check_same_results(document: Document, sheets: list[CheckedTable], found: ChecksMade) -> None:
    """Results of one indicator that differ between the forms of a document, each pair once."""
    actuals: dict[tuple[str, str], FactRecord] = {}
    for sheet in sheets:
        if sheet.statement in check_rules()["statements"]["performance"]:
            for fact in sheet.facts:
                if fact.measure == "actual" and fact.row_label:
                    actuals.setdefault((fact.table_id, fold(fact.row_label)), fact)
    rows = [
        one for one in document.indicators if one.actual_value is not None and one.target_value is not None
    ]
    statements = {table.table_id: table.statement for table in document.tables}
    seen: set[tuple[int, int]] = set()
    for other, first in (*_by_target(rows), *_of_whole_body(rows, statements), *_of_one_project(rows)):
        facts = [actuals.get((one.table_id, fold(one.name or ""))) for one in (other, first)]
        if other.table_id == first.table_id or (id(other), id(first)) in seen:
            continue
        if facts[0] is not None and facts[1] is not None:
            seen.add((id(other), id(first)))
            _check(facts[0], facts[1], first.name or "", found)


def _check(other: FactRecord, first: FactRecord, name: str, found: ChecksMade) -> None:
    """A result in two forms: printed alike it is the same number, as nothing is rounded twice."""
    made = check_same(found, "same_indicator", other, first, f"同一指标“{name}”的完成值应相同")
    alike = decimals_of(other.raw, other.value or ZERO) == decimals_of(first.raw, first.value or ZERO)
    if made is not None and made.verdict == "rounding" and alike and other.value != first.value:
        made.verdict = "fails"
        made.message = (made.message or "").replace("，在四舍五入范围内。", "，两者不符。")


def _by_target(rows: list[IndicatorRecord]) -> Iterator[Pair]:
    """Indicators of a telling name with the same target."""
    groups: dict[tuple[str, str | None, object, str], list[IndicatorRecord]] = defaultdict(list)
    for row in rows:
        if _is_telling(bare(row.name), row):
            groups[bare(row.name), row.operator, row.target_value, _unit(row)].append(row)
    for same in groups.values():
        for other in same[1:]:
            yield other, same[0]


def _is_telling(name: str, indicator: IndicatorRecord) -> bool:
    """Whether an indicator's name, or its name with its target, means one thing in all projects."""
    rules = check_rules()["performance"]
    distinct = (indicator.target_value or ZERO) >= rules["distinct_target"]
    shortest = rules["shortest_name_distinct"] if distinct else rules["shortest_name"]
    return len(name) >= shortest and not WORDS.loose_indicator.search(name)


def _unit(row: IndicatorRecord) -> str:
    return (row.unit or "").partition("/")[0].removesuffix("次")


def _of_whole_body(rows: list[IndicatorRecord], statements: Mapping[str, str]) -> Iterator[Pair]:
    """A rate of the whole body's form, and a project's whose long name is that with characters left out."""
    rates = [row for row in rows if _unit(row) == "%"]
    whole = [row for row in rates if statements.get(row.table_id) == "performance_overall"]
    parts = [row for row in rates if statements.get(row.table_id) == "performance_project"]
    for one in whole:
        for part in parts:
            short, long = sorted((bare(one.name), bare(part.name)), key=len)
            if len(short) >= LONG_NAME and abbreviates(short, long):
                yield part, one


def _of_one_project(rows: list[IndicatorRecord]) -> Iterator[Pair]:
    """Rates of one name in the forms of one project, which has a form for the money of each source."""
    groups: dict[str, list[IndicatorRecord]] = defaultdict(list)
    for row in rows:
        if _unit(row) == "%" and row.project:
            groups[bare(row.name)].append(row)
    for same in groups.values():
        for first, other in combinations(same, 2):
            if _is_one_project(fold(first.project or ""), fold(other.project or "")):
                yield other, first


def _is_one_project(one: str, other: str) -> bool:
    common = len(commonprefix((one, other)))
    if common < PROJECT_NAME:
        return False
    return all(WORDS.source_of_project.fullmatch(name[common:]) is not None for name in (one, other))
