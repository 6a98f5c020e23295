"""Which figures are totals, where row and column alone do not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from linking.labels import bare, is_total
from linking.links.conditions import Figure
from linking.meaning.meaning import ITEM, WHOLE
from records.lexicon.folding import fold
from records.tables import FactRecord

TOTAL = "合计"
BY_COLUMN = frozenset({"three_public"})
"""Statements whose columns tell all; their rows have no labels."""
SUMMARIES = frozenset({"revenue_expenditure_summary", "fiscal_grant_summary"})


def with_totals(facts: Sequence[FactRecord]) -> list[FactRecord]:
    """The figures, a table's only row labelled as its total if it has no label."""
    rows: dict[str, set[tuple[int, str | None]]] = defaultdict(set)
    for fact in facts:
        if fact.statement not in BY_COLUMN:
            rows[fact.table_id].add((fact.row, fact.row_label))
    alone = {table for table, found in rows.items() if len(found) == 1 and not bare(next(iter(found))[1])}
    if not alone:
        return list(facts)
    return [
        replace(fact, row_label=TOTAL) if fact.table_id in alone and not fact.account_code else fact
        for fact in facts
    ]


def without_wider_totals(figures: Sequence[Figure]) -> list[Figure]:
    """The figures without the totals of “三公” tables that take in 会议费 and 培训费.

    There the total of “三公” says so itself, in its row or above its column.
    """
    wider = {
        figure.fact.table_id
        for figure in figures
        if figure.fact.statement == "three_public" and figure.meaning.measure in ("conference", "training")
    }
    return [
        figure
        for figure in figures
        if figure.meaning.measure != "three_public_expenditure"
        or figure.fact.table_id not in wider
        or _names_three(figure.fact)
    ]


def _names_three(fact: FactRecord) -> bool:
    return any("三公" in fold(text) for text in (fact.row_label or "", *fact.column_path))


def both_totals(figures: Iterable[Figure]) -> list[Figure]:
    """Totals that are 本年合计 and 总计 at once, as their statement prints one of the two only."""
    groups: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        fact, meaning = figure.fact, figure.meaning
        if fact.statement not in SUMMARIES or meaning.side is None:
            continue
        name = "grand" if meaning.measure == "grand_total" else "current"
        current = ("grand_total", "current_year_revenue", "current_year_expenditure", "fiscal_grant_revenue")
        if meaning.measure not in current or not _is_sum(fact.row_label):
            continue
        key = (fact.table_id, meaning.side, meaning.fund, fact.phase, fact.period)
        groups[key].setdefault(name, figure)
    also = []
    for found in groups.values():
        if len(found) == 1:
            ((name, figure),) = found.items()
            measure = "grand_total" if name == "current" else f"current_year_{figure.meaning.side}"
            also.append(Figure(figure.fact, replace(figure.meaning, measure=measure)))
    return also


def _is_sum(label: str | None) -> bool:
    return is_total(label) or bare(label).endswith(("合计", "总计", "小计"))


def whole_items(figures: Sequence[Figure]) -> list[Figure]:
    """The figures; items of a form that prints 人员经费 and 公用经费 side by side are all that they have.

    There each code stands once, and rows hold the codes of two sides. Where one row of an item has a
    column for each use, its figures stay parts of the item.
    """
    tables: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.meaning.measure == ITEM and figure.fact.account_code:
            tables[figure.fact.table_id].append(figure)
    sided = {table for table, found in tables.items() if _side_by_side(found)}
    return [
        replace(figure, meaning=replace(figure.meaning, column=WHOLE))
        if figure.meaning.measure == ITEM and figure.meaning.column in USES and figure.fact.table_id in sided
        else figure
        for figure in figures
    ]


USES = frozenset({"personnel_expenditure", "public_expenditure"})


def _side_by_side(items: Sequence[Figure]) -> bool:
    codes = [item.fact.account_code for item in items]
    if len(set(codes)) < len(codes) or {item.meaning.column for item in items} != USES:
        return False
    rows: dict[int | None, set[str]] = defaultdict(set)
    for item in items:
        rows[item.fact.row].add(item.meaning.column)
    return any(len(uses) > 1 for uses in rows.values())
