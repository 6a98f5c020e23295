"""Which stage of the money a phrase speaks of: 年初预算, 全年预算, 决算; and rates of completion, shares."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.rules import any_of, rules

_LINK = r"(?:约|近|将近|达到?|为|是|[:：“”\"（( 了到])*$"


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = rules("phases")
    groups = "|".join(f"(?P<{phase}>{expression})" for phase, expression in words["phase"].items())
    return re.compile(words["masked"]), re.compile(groups)


@lru_cache(maxsize=20_000)
def phase_in(text: str) -> str | None:
    """The stage that ``text`` names last: a phase, or ``budget`` where it only says 预算."""
    if (
        "预" not in text
        and "算" not in text
        and "数" not in text
        and "实" not in text
        and "初" not in text
        and "计" not in text
        and "执" not in text
        and "调" not in text
        and "支出" not in text
    ):
        return None
    masked, phases = _expressions()
    found = None
    for match in phases.finditer(masked.sub(lambda match: "＿" * len(match[0]), text)):
        found = match.lastgroup
    return found


def without_fund_names(text: str) -> str:
    """``text`` with 预算 blanked out where it is part of a name (一般公共预算)."""
    return _expressions()[0].sub("＿", text)


def names_adjusted(text: str) -> bool:
    """Whether ``text`` names an adjusted budget beside a plain one (预算数5万元，调整数6万元)."""
    phases = _expressions()[1]
    if "调整" not in text and "变动" not in text and "全年" not in text:
        return False
    found = {match.lastgroup for match in phases.finditer(without_fund_names(text))}
    return {"adjusted_budget", "budget"} <= found


@cache
def _rates() -> tuple[list[re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    words = rules("phases")
    completions = [re.compile(word + _LINK) for word in words["completion"]["words"]]
    share = re.compile(words["share"]["words"] + _LINK)
    plain = re.compile(any_of(words["share"]["plain"]) + _LINK)
    return completions, share, plain


@lru_cache(maxsize=20_000)
def completion_in(lead: str) -> tuple[int, str, bool] | None:
    """Where a completion rate begins in the text before a percentage, its budget phrase, and if it is one.

    The third is false for a rate of something else (满意率, 整改率).
    """
    for expression in _rates()[0]:
        match = expression.search(lead)
        if match is None:
            continue
        name = match.lastgroup or "whose"
        if (
            name == "whose"
            and "预算" not in (match["whose"] or "")
            and match["whose"]
            and len(match["whose"]) > 8
        ):
            continue
        return match.start(), match[name] or "", name != "plain"
    return None


@lru_cache(maxsize=20_000)
def share_in(lead: str) -> tuple[int, str] | None:
    """Where 占… begins in the text before a percentage, and what it is a share of (may be empty)."""
    if "占" not in lead and "比" not in lead:
        return None
    match = _rates()[1].search(lead)
    if match is not None and match["of"]:
        return match.start(), match["of"]
    plain = _rates()[2].search(lead) or match
    return (plain.start(), "") if plain is not None else None


def has_score_word(text: str) -> bool:
    """Whether ``text`` speaks of scoring."""
    return re.search(rules("phases")["score"]["words"], text) is not None
