"""Errors of a disclosure as a whole: a heading of another year, a statement emptied or left out."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.planting.plants import Plant
from benchmarks.planting.sources import ReadSource
from linking.linker import section_kinds
from records.tables import Document

EMPTIED = {"three_public", "government_fund", "basic_expenditure", "general_public_budget_expenditure"}


def plant_heading(source: ReadSource, chance: random.Random) -> Plant | None:
    """Last year in a heading that names the report's year."""
    year = source.document.record.fiscal_year
    titles = [s for s in source.document.sections if year and f"{year}年" in (s.title or "")]
    titles = [s for s in titles if "决算" in (s.title or "") or "预算" in (s.title or "")]
    if not titles or year is None:
        return None
    title = chance.choice(titles)
    named = replace(title, title=(title.title or "").replace(f"{year}年", f"{year - 1}年"))

    def change(document: Document) -> Document:
        return replace(document, sections=[named if s is title else s for s in document.sections])

    rules = frozenset({"rule heading_year"})
    return Plant("heading_year", change=change, rules=rules, stated=True, what=named.title or "")


def plant_empty(source: ReadSource, chance: random.Random) -> Plant | None:
    """A statement without its figures, though the text states them in its chapter."""
    kinds = section_kinds(source.document)
    stated = {
        kinds.get(c.section_id or "")
        for c in source.claims
        if c.kind == "level" and c.amount_yuan and c.phase
    }
    tables = [t for t in source.document.tables if t.statement in EMPTIED & stated and not t.is_empty]
    if not tables:
        return None
    table = chance.choice(tables)

    def change(document: Document) -> Document:
        emptied = replace(table, is_empty=True)
        return replace(
            document,
            tables=[emptied if t is table else t for t in document.tables],
            facts=[f for f in document.facts if f.table_id != table.table_id],
        )

    rules = frozenset({"rule blank_statement"})
    return Plant("table_emptied", change=change, rules=rules, stated=True, what=table.title or "")


def plant_missing(source: ReadSource, chance: random.Random) -> Plant | None:
    """A statement that a disclosure owes, left out."""
    owed = {
        one.rule_id.removeprefix("owes_"): one.rule_id
        for one in source.linked.obligations
        if one.status == "met" and (one.evidence or "").startswith("《")
    }
    tables = [t for t in source.document.tables if t.statement in owed]
    tables = [t for t in tables if sum(o.statement == t.statement for o in tables) == 1]
    if not tables:
        return None
    table = chance.choice(tables)

    def change(document: Document) -> Document:
        return replace(
            document,
            tables=[t for t in document.tables if t is not table],
            facts=[f for f in document.facts if f.table_id != table.table_id],
            cells=[c for c in document.cells if c.table_id != table.table_id],
        )

    rules = frozenset({f"rule {owed[table.statement]}"})
    return Plant("statement_missing", change=change, rules=rules, stated=True, what=table.title or "")
