"""其中: what a column or a row breaks out of the one before it is no more than that.

“三公” items within basic expenditure: what an economic item holds is no more than the item as a whole.

Identities of “三公”经费, 机构运行信息 and 政府采购: totals and their parts by what their rows mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.characters import fold
from linking.checks.checked_tables import (
    CheckedTable,
    ColumnHead,
    check_rules,
    fund_of,
    is_money,
    of_all_money,
)
from linking.checks.identities import ChecksMade, check_bound, check_sum
from linking.labels import item_level, names_total
from linking.links.conditions import Figure
from linking.meaning.figures import figure_meaning
from linking.rules.declared import declared_filters
from records.file_tables import FactRecord
from records.lexicon.families import families
from records.lexicon.groups import PROCUREMENT
from records.lexicon.terms import wholes_of
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

RULE = "part_broken_out"
Key = tuple[int, ColumnHead]
ITEMS = {
    "30212": "overseas_travel",
    "30217": "official_reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
"""款 of the economic classification, and the “三公” item that it is a part of."""
Item = tuple[str | None, str | None, int | None]
Meant = tuple[str, str | None, int | None, int]
"""A measure, stage and year; where kinds stand in rows also the column."""
VEHICLE_KIND = "vehicle_kind"
"""Any of the kinds that vehicles are counted by."""
STATEMENTS = ("three_public", "institution_operation", PROCUREMENT)


def check_parts(sheet: CheckedTable, found: ChecksMade) -> None:
    """Columns and rows named 其中：… against the total or neighbour that they are part of.

    Where they are more than it oftener than not, another whole is meant: then failures are withheld.
    """
    for pairs in (_columns(sheet), _rows(sheet)):
        begun = len(found.checks)
        for part, whole in pairs:
            check_bound(found, RULE, part, whole, "其中数不应大于所属数", sheet.places)
        failed = sum(made.verdict == "fails" for made in found.checks[begun:])
        held = len(found.checks) - begun - failed
        if failed > max(declared_filters()["columns_not_understood"].fewest, held):
            found.withhold("columns_not_understood", lambda _: True, begun)


def _columns(sheet: CheckedTable) -> Iterator[tuple[FactRecord, FactRecord]]:
    """Each figure of a column 其中：… with that of its whole in the same row."""
    if sheet.statement not in check_rules()["statements"]["row_sums"]:
        return
    groups: dict[tuple[object, ...], list[Key]] = defaultdict(list)
    for key, facts in sheet.columns.items():
        head = key[1]
        if head.heads and is_money(facts[0]) and not any(WORDS.no_money.search(word) for word in head.heads):
            groups[head.side, head.phase, head.period, head.unit, head.heads[:-1]].append(key)
    for keys in groups.values():
        ordered = sorted(keys, key=lambda key: key[0])
        plain = [key for key in ordered if not WORDS.part_head.match(key[1].heads[-1])]
        wholes = [key for key in plain if WORDS.sum_head.match(key[1].heads[-1])]
        for part in ordered:
            if part in plain:
                continue
            before = [key for key in plain if key[0] < part[0]]
            whole = wholes[0] if len(wholes) == 1 else before[-1] if before else None
            if whole is not None:
                yield from _in_one_row(sheet, part[0], whole[0])


def _is_taken_back(fact: FactRecord) -> bool:
    """Whether a figure below zero makes the whole less than its other parts."""
    return is_money(fact) and (fact.value or 0) < 0


def _in_one_row(sheet: CheckedTable, part: int, whole: int) -> Iterator[tuple[FactRecord, FactRecord]]:
    for facts in sheet.rows.values():
        by_column = {fact.column: fact for fact in facts}
        if part in by_column and whole in by_column and not any(map(_is_taken_back, facts)):
            yield by_column[part], by_column[whole]


def _rows(sheet: CheckedTable) -> Iterator[tuple[FactRecord, FactRecord]]:
    """Each figure of a row 其中：… with that of the row right above it.

    In a table of no known form that is a numbered row or a total: another may be only the last of a list.
    """
    statements = check_rules()["statements"]
    known = sheet.statement in statements["summary"]
    if sheet.statement in statements["performance"] or sheet.side_by_side and not known:
        return
    for facts in sheet.columns.values():
        if any(map(_is_taken_back, facts)):
            continue
        for above, fact in pairwise(facts):
            is_part, in_list = (WORDS.part_head.match(fold(one.row_label or "")) for one in (fact, above))
            is_whole = known or item_level(above.row_label) is not None or names_total(above.row_label)
            if is_part and not in_list and is_whole and is_money(fact) and is_money(above):
                if above.row == fact.row - 1:
                    yield fact, above


def check_economic_items(document: Document, sheets: list[CheckedTable], found: ChecksMade) -> None:
    """30212, 30217, 30231 and 31013 of basic expenditure against the items of the “三公” statement.

    Basic expenditure is from the general public budget, as the “三公” costs are; these may also be paid
    out of projects, so the item is no less. What is of all money, or of another fund, is left alone.
    """
    wide = of_all_money(sheets) | {t.table_id for t in document.tables if fund_of(t)}
    inside = _single(
        ((ITEMS[f.account_code], f.phase, f.period), f)
        for f in document.facts
        if f.statement == "basic_expenditure" and f.account_code in ITEMS and _is_whole(f)
        if f.table_id not in wide
    )
    whole = _single(
        ((f.measure, f.phase, f.period), f)
        for f in document.facts
        if f.statement == "three_public" and f.measure in ITEMS.values() and f.table_id not in wide
    )
    for key, part in inside.items():
        if key in whole and key[1] is not None:
            check_bound(
                found,
                "item_within_three_public",
                part,
                whole[key],
                "基本支出中的该款不应大于“三公”经费的该项",
            )


def _is_whole(fact: FactRecord) -> bool:
    """Whether a figure is all of its row: not what 人员经费 or 公用经费 have of it."""
    heads = [head for head in map(fold, fact.column_path) if not WORDS.stage_head.match(head)]
    return not heads or WORDS.sum_head.match(heads[-1]) is not None


def _single(facts: Iterable[tuple[Item, FactRecord]]) -> dict[Item, FactRecord]:
    """The figure of each key, where all that are printed for it agree."""
    found: dict[Item, list[FactRecord]] = defaultdict(list)
    for key, fact in facts:
        if fact.amount_yuan is not None:
            found[key].append(fact)
    return {key: many[0] for key, many in found.items() if len({fact.amount_yuan for fact in many}) == 1}


def check_operation(sheet: CheckedTable, found: ChecksMade) -> None:
    """“三公” = 出国 + 用车 + 接待, 采购 = 货物 + 工程 + 服务, and what is part of what."""
    if sheet.statement not in STATEMENTS:
        return
    figures: dict[Meant, list[FactRecord]] = defaultdict(list)
    read = ((fact, figure_meaning(fact)) for fact in sheet.facts)
    known = [Figure(fact, meaning) for fact, meaning in read if meaning is not None]
    for figure in known:
        fact = figure.fact
        column = fact.column if sheet.statement == PROCUREMENT else 0
        if not any(WORDS.no_money.search(head) for head in fact.column_path):
            for name in (
                {figure.meaning.measure, VEHICLE_KIND}
                if "vehicles" in wholes_of(figure.meaning.measure)
                else {figure.meaning.measure}
            ):
                figures[name, fact.phase, fact.period, column].append(fact)
    for rule in check_rules()["parts"]:
        if not all(any(label.search(text) for text in sheet.labels) for label in rule["printed"]):
            continue
        measures = rule.get("parts") or families()[rule["whole"]].ways[0]
        for (name, phase, period, column), wholes in list(figures.items()):
            parts = [figures.get((part, phase, period, column), []) for part in measures]
            counted = len(measures) == 1
            if name != rule["whole"] or len(wholes) != 1 or not counted and any(len(p) > 1 for p in parts):
                continue
            operands = [fact for part in parts for fact in part]
            if operands:
                check_sum(found, "parts_of_operation", wholes[0], operands, "各项之和", sheet.places)
    for rule in check_rules()["bounds"]:
        for (name, *where), wholes in list(figures.items()):
            inside = figures.get((rule["part"], *where), [])
            if name == rule["whole"] and len(wholes) == len(inside) == 1:
                check_bound(found, "part_of_operation", inside[0], wholes[0], "其中数不应大于总数")
