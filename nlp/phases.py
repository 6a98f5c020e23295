"""Which stage of the money a phrase speaks of: 年初预算, 全年预算, 决算; and rates of completion, shares."""

from __future__ import annotations

import re
from functools import lru_cache

from records.phrases import Phrases

WORDS = Phrases("nlp/phases")
COMPLETIONS = ("ran", "completed", "of_budget_named", "rate", "any_rate")
"""Phrases of a rate of completion, tried in this order."""
_IN_ALL = re.compile("[预算数实初计执调已完]|支出")
"""One of these stands in every name of a stage."""
LONGEST_NAMED = 8
"""Letters that may name what was completed where that is no budget."""


@lru_cache(maxsize=20_000)
def phase_in(text: str) -> str | None:
    """The stage that ``text`` names last: a phase, or ``budget`` where it only says 预算."""
    if not _IN_ALL.search(text):
        return None
    found = None
    for match in WORDS.stage.finditer(WORDS.masked.sub(lambda match: "＿" * len(match[0]), text)):
        found = match.lastgroup
    return found


def without_fund_names(text: str) -> str:
    """``text`` with 预算 blanked out where it is part of a name (一般公共预算)."""
    return WORDS.masked.sub("＿", text)


def names_adjusted(text: str) -> bool:
    """Whether ``text`` names an adjusted budget beside a plain one (预算数5万元，调整数6万元)."""
    if "调整" not in text and "变动" not in text and "全年" not in text:
        return False
    found = {match.lastgroup for match in WORDS.stage.finditer(without_fund_names(text))}
    return {"adjusted_budget", "budget"} <= found and "initial_budget" not in found


@lru_cache(maxsize=20_000)
def completion_in(lead: str) -> tuple[int, str, bool] | None:
    """Where a completion rate begins in the text before a percentage, its budget phrase, and if it is one.

    The third is false for a rate of something else (满意率, 整改率).
    """
    for name in COMPLETIONS:
        match = getattr(WORDS, name).search(lead)
        if match is None:
            continue
        budget = match["budget"] or ""
        if name == "completed" and "预算" not in budget and len(budget) > LONGEST_NAMED:
            continue
        return match.start(), budget, name != "any_rate"
    return None


@lru_cache(maxsize=20_000)
def share_in(lead: str) -> tuple[int, str] | None:
    """Where 占… begins in the text before a percentage, and what it is a share of (may be empty)."""
    if "占" not in lead and "比" not in lead:
        return None
    match = WORDS.share.search(lead)
    if match is not None and match["of"]:
        return match.start(), match["of"]
    plain = WORDS.plain_share.search(lead) or match
    if plain is not None and "占" not in lead and WORDS.carried_share.search(lead, 0, plain.start()):
        return None  # 预算执行比例为90%
    return (plain.start(), "") if plain is not None else None


def has_score_word(text: str) -> bool:
    """Whether ``text`` speaks of scoring."""
    return WORDS.scored.search(text) is not None
