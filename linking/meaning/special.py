"""Rows and claims that the lexicon has no word for (``special.toml``)."""

from __future__ import annotations

import re
from functools import lru_cache

from records.lexicon.folding import fold
from records.narrative_tables import ClaimRecord
from records.rule_files import Rules, rules_beside


class SpecialRow(Rules):
    """Rows of a statement by their label, in folded text, and by the last header of the column."""

    measure: str
    statement: str
    label: re.Pattern[str]
    column: re.Pattern[str] | None = None
    fund: str | None = None
    examples: list[str]
    counter_examples: list[str]


class SpecialClaim(Rules):
    """Claims by the words of subject and sentence; ``~`` behind a measure: it may mean something else."""

    measures: list[str]
    subject: re.Pattern[str]
    sentence: re.Pattern[str] | None = None
    kinds: list[str] | None = None
    units: list[str] | None = None
    any_phase: bool = False
    examples: list[str]
    counter_examples: list[str]


class PerHead(Rules):
    """Amounts per head, group or vehicle: one of ``measures``, most often the first, over a count.

    Behind the words of ``narrow`` what is counted belongs to the last of them alone.
    """

    measures: list[str]
    narrow: re.Pattern[str] | None = None
    by: str
    subject: re.Pattern[str]
    examples: list[str]
    counter_examples: list[str]


class Special(Rules):
    """The file."""

    row: list[SpecialRow]
    claim: list[SpecialClaim]
    per_head: list[PerHead]


special = rules_beside(__file__, "special.toml", Special)
"""The rules, validated. Raises :class:`~records.rule_files.InvalidRules`."""


@lru_cache(maxsize=20_000)
def special_row(statement: str, label: str, path: tuple[str, ...]) -> SpecialRow | None:
    """The rule that a row falls under."""
    for rule in special().row:
        if rule.statement == statement and rule.label.search(label):
            if rule.column is None or path and rule.column.search(fold(path[-1])):
                return rule
    return None


def special_claim(claim: ClaimRecord, subject: str, kind: str | None) -> SpecialClaim | None:
    """The rule that a claim in a chapter about ``kind`` falls under."""
    for rule in special().claim:
        if not rule.subject.search(subject) or rule.kinds is not None and kind not in rule.kinds:
            continue
        if rule.units is not None and claim.kind in ("level", "count", "score"):
            if claim.unit not in rule.units:
                continue
        if rule.sentence is None or rule.sentence.search(claim.sentence or ""):
            return rule
    return None


@lru_cache(maxsize=20_000)
def per_head(subject: str) -> PerHead | None:
    """The rule of an amount per head that a subject speaks of."""
    return next((rule for rule in special().per_head if rule.subject.search(subject)), None)
