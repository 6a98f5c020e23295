"""Which figures are totals, where row and column alone do not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.tables.words import names_total
from linking.labels import bare, is_total
from linking.links.conditions import Figure
from linking.meaning.meaning import ITEM, WHOLE
from records.lexicon.groups import TOTALS
from records.lexicon.statements import of_kind


def both_totals(figures: Iterable[Figure]) -> list[Figure]:
    """Totals that are 本年合计 and 总计 at once, as their statement prints one of the two only."""
    groups: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        fact, meaning = figure.fact, figure.meaning
        if fact.statement not in of_kind("summary") or meaning.side is None:
            continue
        name = "grand" if meaning.measure == "grand_total" else "current"
        of_total = is_total(fact.row_label) or names_total(bare(fact.row_label))
        if meaning.measure not in TOTALS or not of_total:
            continue
        key = (fact.table_id, meaning.side, meaning.fund, fact.phase, fact.period)
        groups[key].setdefault(name, figure)
    also = []
    for found in groups.values():
        if len(found) == 1:
            ((name, figure),) = found.items()
            measure = "grand_total" if name == "current" else f"current_year_{figure.meaning.side}"
            also.append(Figure(figure.fact, figure.meaning._replace(measure=measure)))
    return also


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
        figure._replace(meaning=figure.meaning._replace(column=WHOLE))
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
