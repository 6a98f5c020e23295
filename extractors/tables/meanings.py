"""What a figure means: measure, fund, phase, period and unit, from its headers and its table."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractors.characters import fold
from records.list_numbers import without_number
from records.rule_files import load_rules

YEAR = re.compile(r"(20[0-4]\d)")
PRIOR = re.compile(r"上年|上一年|去年")
NOT_MONEY = frozenset(
    {"execution_rate", "score", "score_coefficient", "weight", "deviation", "actual", "target"}
)
YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
CENT = Decimal("0.01")
BEYOND_MONEY = Decimal(10) ** 18
"""Yuan; a number so large is none that a body spends."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the figures of a column mean; ``None`` where the headers do not say."""

    measure: str | None
    fund: str | None
    phase: str | None
    prior_years: int
    year: int | None
    unit: str | None


@cache
def _rules() -> dict[str, Any]:
    rules = load_rules(Path(__file__).with_name("meanings.toml"))
    for kind in ("measure", "fund", "phase", "unit"):
        rules[kind] = [(re.compile(rule["header"]), rule["is"]) for rule in rules[kind]]
    rules["count"] = re.compile("[(（](" + "|".join(rules["counts"]["units"]) + ")[)）]$")
    return rules


def _first(kind: str, texts: tuple[str, ...]) -> str | None:
    patterns: list[tuple[re.Pattern[str], str]] = _rules()[kind]
    for text in reversed(texts):
        for pattern, word in patterns:
            if pattern.search(text):
                return word
    return None


@cache
def meaning_of(path: tuple[str, ...]) -> Meaning:
    """The meaning of a column with the headers ``path`` (top first)."""
    folded = tuple(fold(text) for text in path)
    whole = "".join(path)
    year = YEAR.search(whole)
    printed = tuple(unicodedata.normalize("NFKC", text) for text in path)
    return Meaning(
        _first("measure", folded),
        _first("fund", folded),
        _first("phase", folded),
        1 if PRIOR.search(whole) and not re.search(r"上年(结转|结余)", whole) else 0,
        int(year[1]) if year else None,
        _first("unit", printed),
    )


def statement_fund(statement: str) -> str | None:
    """The fund whose money a statement shows, if it is one fund."""
    funds: dict[str, str] = _rules()["statement_fund"]
    return funds.get(statement)


@cache
def label_meaning(label: str) -> tuple[str | None, str | None]:
    """Measure and unit that a row's label tells, as in 机构运行信息表."""
    count = _rules()["count"].search(label)
    return _first("measure", (fold(without_number(label)),)), count[1] if count else None


def in_yuan(value: Decimal, unit: str | None) -> Decimal | None:
    """``value`` in yuan to the cent; ``None`` if ``unit`` is no unit of money or the amount no real one."""
    factor = YUAN.get(unit or "")
    if factor is None or abs(value * factor) >= BEYOND_MONEY:
        return None
    return (value * factor).quantize(CENT)
