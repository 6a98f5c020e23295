"""What self-evaluation forms owe (绩效自评表): results, scores, and the reasons of what was missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from extractors.characters import fold
from extractors.numbers import parse_figure
from extractors.tables.words import FORM_WORDS, is_word
from linking.targets import is_met, units_differ
from linking.wording import number
from records.file_tables import IndicatorRecord
from records.tables import Document

Owing = tuple[IndicatorRecord, str]
"""A row of a form, and what it does not give."""
Heads = set[str]

MOST_WORDS = 12
"""Characters of a target or result told in words (有效提升): what is longer may say why."""


def owing(document: Document, what: str) -> list[Owing] | None:
    """The rows that do not give what forms owe; ``None`` if the document has no form with a place for it."""
    places, find = FORMS[what]
    forms: dict[str, list[IndicatorRecord]] = defaultdict(list)
    for indicator in document.indicators:
        forms[indicator.table_id].append(indicator)
    heads = _heads_of(document, set(forms))
    early = before_the_end(document)
    with_place = [
        rows
        for table_id, rows in forms.items()
        if table_id not in early and all(_have(heads[table_id], *place) for place in places)
    ]
    return [one for rows in with_place for one in find(rows)] if with_place else None


def before_the_end(document: Document) -> set[str]:
    """The forms that set targets alone, or look at them before the year is over (1—7月执行情况)."""
    heads = _heads_of(document, {indicator.table_id for indicator in document.indicators})
    by_title = {
        table.table_id
        for table in document.tables
        if any(is_word(table.title or "", kind, FORM_WORDS) for kind in ("targets_title", "monitoring_title"))
    }
    return by_title | {table_id for table_id, told in heads.items() if _have(told, "part_year")}


def _heads_of(document: Document, forms: set[str]) -> dict[str, Heads]:
    heads: dict[str, Heads] = {table_id: set() for table_id in forms}
    for cell in document.cells:
        if cell.table_id in forms and cell.role == "header":
            heads[cell.table_id].add(cell.text.replace("\n", ""))
    return heads


def _have(heads: Heads, *kinds: str) -> bool:
    """Whether one of the heads of a form is a word of some kinds."""
    return any(is_word(head, kind, FORM_WORDS) for head in heads for kind in kinds)


def _unexplained(rows: list[IndicatorRecord]) -> Iterator[Owing]:
    for row in rows:
        if row.explanation:
            continue
        if is_met(row) is False or _is_docked(row):
            yield row, f"“{row.name}”完成值{row.actual}未达到指标值{row.target}"
        elif _is_told_in_words(row) and fold(row.actual or "") != fold(row.target or ""):
            points = _points_of(row)
            yield row, f"“{row.name}”指标值为“{row.target}”，完成值为“{row.actual}”，得{points}分"


def _is_docked(row: IndicatorRecord) -> bool:
    """Whether points were taken off a result off its target, where no sign says which way it binds."""
    if row.operator is not None or row.target_value is None or row.actual_value is None or units_differ(row):
        return False
    if row.score is None or row.weight is None:
        return False
    return row.actual_value != row.target_value and row.score < row.weight


def _is_told_in_words(row: IndicatorRecord) -> bool:
    """Whether target and result are a few words, and points were taken off and no deviation tells why."""
    words = (row.target or "", row.actual or "")
    if row.operator != "text" or row.deviation or row.score is None or row.weight is None:
        return False
    return row.score < row.weight and all(0 < len(fold(one)) <= MOST_WORDS for one in words)


def _points_of(row: IndicatorRecord) -> str:
    return "/".join(number(one) for one in (row.score, row.weight) if one is not None)


def _without_result(rows: list[IndicatorRecord]) -> Iterator[Owing]:
    for row in rows:
        # a row without a target is of a band that asks for no result (资金管理情况)
        if row.weight is not None and row.target and not row.actual and row.score:
            yield row, f"“{row.name}”得{number(row.score)}分而未填完成值"


def _unfilled(rows: list[IndicatorRecord]) -> Iterator[Owing]:
    """No row has a result or a score; where the points are missing too, they are so in every row."""
    weights = {row.weight is None for row in rows}
    if len(weights) == 1 and all(not row.actual and row.score is None for row in rows):
        yield rows[0], f"“{rows[0].project or rows[0].name}”各项指标均未填完成值和得分"


def _points_off(rows: list[IndicatorRecord]) -> Iterator[Owing]:
    """Points taken off a target that is met, where the platform prints no deviation that would tell why."""
    for row in rows:
        printed = parse_figure(row.deviation or "0")
        at_target = printed is not None and printed.value == 0
        met = is_met(row) or _is_told_in_words(row) and fold(row.actual or "") == fold(row.target or "")
        if met and at_target and row.score is not None and row.weight is not None:
            if row.score < row.weight and not row.explanation:
                yield row, f"“{row.name}”已达到指标值{row.target}而得{_points_of(row)}分"


FORMS: dict[str, tuple[tuple[tuple[str, ...], ...], Callable[[list[IndicatorRecord]], Iterator[Owing]]]] = {
    "causes": ((("cause", "notes"),), _unexplained),
    "results": ((("actual",),), _without_result),
    "entries": ((("actual",), ("score",)), _unfilled),
    "points": ((("cause", "notes"),), _points_off),
}
"""What forms owe: its places, for each the heads of which one is there, and the rows that do not give it."""
