"""Whose money a table shows, of which bodies and funds, as its title and note tell it."""

from __future__ import annotations

from collections.abc import Iterable

from linking.checks.checked_tables import CheckedTable, is_money
from records.file_tables import FactRecord, TableRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

SCOPES = ("of_all_bodies", "title_of_own_level", "of_units")
BASIC = "basic_expenditure"


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
    others = any(_is_of_other_money(fact) for sheet in sheets for fact in sheet.facts)
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


def _is_of_other_money(fact: FactRecord) -> bool:
    return fact.fund == "other" and fact.side == "revenue" and is_money(fact) and bool(fact.value)
