"""Governments' own budgets and accounts (政府预算、决算), told from those of departments.

A government speaks of the money of a whole region (全市, 市本级, 总预算): of taxes, transfers and debts.
"""

from __future__ import annotations

from records.phrases import Phrases

WORDS = Phrases("extractors")

MOST_OF_TABLES = 0.5
"""Share of a document's tables that must be a government's own."""
FEWEST_TABLES = 2
"""One table of a whole division may stand in a department's report for comparison."""


def is_government(title: str | None, cover: list[str], tables: list[str]) -> bool:
    """Whether a document is a government's own, by its title, first lines and titles of tables."""
    named = " ".join([title or "", *cover[:6]])
    if WORDS.department_report.search(named):
        return False
    if WORDS.government_report.search(named) or title and WORDS.money_of_region.search(title):
        return True
    if any(WORDS.treasury_report.match(text) for text in [title or "", *cover[:1]]):
        return True
    if not tables:
        return False
    if any(WORDS.department_report.search(text) for text in tables):
        return False
    found = sum(
        bool(WORDS.money_of_region.search(text) or WORDS.government_table.search(text)) for text in tables
    )
    return found >= FEWEST_TABLES and found >= MOST_OF_TABLES * len(tables)


def place_of(texts: list[str]) -> str | None:
    """The region whose government speaks, by the first text that names one."""
    for text in texts:
        for found in WORDS.government_place.finditer(text):
            if not WORDS.no_place.search(found[1]):
                return found[1]
    return None


def budget_year(title: str | None) -> int | None:
    """The year of the drafted budget in a report on two years, or that of the accounts."""
    drafted = WORDS.executed_and_drafted.search(title or "")
    if drafted:
        return int(drafted[2])
    accounts = WORDS.accounts_of_year.search(title or "")
    return int(accounts[1]) if accounts else None


def scope_of(texts: list[str]) -> str | None:
    """Whose money a figure is, by its headers and the title of its table, the nearest first.

    ``region`` is the whole region (全市), ``own_level`` its own level (市本级); ``None``: they do not say.
    """
    for text in texts:
        if WORDS.of_own_level.search(text) and WORDS.of_region.search(text):
            continue
        if WORDS.of_own_level.search(text):
            return "own_level"
        if WORDS.of_region.search(text):
            return "region"
    return None
