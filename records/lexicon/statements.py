"""The statements (报表) of a disclosure: whose money they show, which side, what their figures measure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from records.lexicon.folding import fold
from records.lexicon.schema import Statement, Statements, Titles
from records.rule_files import load_rules, rules_beside


@cache
def statements() -> dict[str, Statement]:
    """All statements by their word. Raises :class:`~records.rule_files.InvalidRules`."""
    loaded = load_rules(Path(__file__).with_name("statements.toml"), Statements)
    return {one.statement: one for one in loaded.statement}


def fund_of(statement: str | None) -> str | None:
    """Whose money a statement shows, unless a row or a column says otherwise; ``all``: that of all funds."""
    one = statements().get(statement or "")
    return one.fund if one else None


def side_of(statement: str | None) -> str | None:
    """The side of a statement that shows one only."""
    one = statements().get(statement or "")
    return one.side if one else None


def measure_of(statement: str | None) -> str | None:
    """What the figures of a statement measure where neither row nor column say more."""
    one = statements().get(statement or "")
    return one.measure if one else None


def whole_in(chapter: str | None) -> str | None:
    """What a share is a share of, in the chapter about a statement, where the text leaves it out."""
    one = statements().get(chapter or "")
    return one.whole if one else None


def spoken_of(chapter: str | None) -> list[str]:
    """The statements that a chapter about a statement speaks of, the first first."""
    one = statements().get(chapter or "")
    return one.chapter if one else []


def is_even(statement: str) -> bool:
    """Whether the money columns of a statement are all printed to one precision."""
    one = statements().get(statement)
    return one is not None and one.even


@cache
def of_kind(*kinds: str) -> frozenset[str]:
    """The statements that are built in one of some ways."""
    return frozenset(name for name, one in statements().items() if one.kind in kinds)


titles = rules_beside(__file__, "titles.toml", Titles)
"""How tables tell which statement they are. Raises :class:`~records.rule_files.InvalidRules`."""


def statement_of_title(title: str) -> str | None:
    """The statement that a title names, or ``None`` if it names none."""
    folded = fold(title)
    return next((rule.statement for rule in titles().title if rule.names(folded)), None)
