"""Identities of “三公”经费, 机构运行信息 and 政府采购: totals and their parts by what their rows mean."""

from __future__ import annotations

from collections import defaultdict

from linking.checks.checked_tables import CheckedTable, check_rules
from linking.checks.identities import ChecksMade, check_bound, check_sum
from linking.links.conditions import Figure
from linking.meaning.figures import figure_meaning
from records.file_tables import FactRecord
from records.lexicon.families import families
from records.lexicon.groups import PROCUREMENT
from records.lexicon.terms import wholes_of
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

Key = tuple[str, str | None, int | None, int]
"""A measure, stage and year; where kinds stand in rows also the column."""
VEHICLE_KIND = "vehicle_kind"
"""Any of the kinds that vehicles are counted by."""
STATEMENTS = ("three_public", "institution_operation", PROCUREMENT)


def check_operation(sheet: CheckedTable, found: ChecksMade) -> None:
    """“三公” = 出国 + 用车 + 接待, 采购 = 货物 + 工程 + 服务, and what is part of what."""
    if sheet.statement not in STATEMENTS:
        return
    figures: dict[Key, list[FactRecord]] = defaultdict(list)
    read = ((fact, figure_meaning(fact)) for fact in sheet.facts)
    known = [Figure(fact, meaning) for fact, meaning in read if meaning is not None]
    for figure in known:
        fact = figure.fact
        column = fact.column if sheet.statement == PROCUREMENT else 0
        if not any(WORDS.no_money.search(head) for head in fact.column_path):
            for name in (
                {figure.meaning.measure, VEHICLE_KIND} if _is_kind(figure) else {figure.meaning.measure}
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


def _is_kind(figure: Figure) -> bool:
    return "vehicles" in wholes_of(figure.meaning.measure)
