"""What a column of figures means: measure, fund, stage, year and unit, from its headers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extractors.characters import fold
from extractors.tables.words import is_word
from records.lexicon.groups import CENT, GRANTS, PROCUREMENT, YUAN
from records.lexicon.reading import GENERAL, REVENUE_OF, Reading, read
from records.lexicon.statements import measure_of
from records.lexicon.terms import terms, wholes_of, words
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("extractors")

YEAR = re.compile(r"(20[0-4]\d)")
UNKNOWN = frozenset({None, "amount", "total"})
"""Measures of columns that leave it to the row, or to the statement, what is measured."""
BEYOND_MONEY = Decimal(10) ** 18
"""Yuan; a number so large is none that a body spends."""


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What the figures of a column mean; ``None`` where the headers do not say.

    The measure of a column that is a total of those beside it is ``total``, of one that only holds
    money ``amount``.
    """

    measure: str | None
    fund: str | None
    phase: str | None
    prior_years: int
    year: int | None
    unit: str | None
    known: bool = True
    """Whether the headers' words are known, or say at least that it is money."""


def is_money(measure: str | None) -> bool:
    """Whether a measure is money, as far as one knows."""
    return measure not in terms() or terms()[measure].unit == "money"


_LETTER = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z]$")
"""The letter that a catalogue gives a kind of purchase (货物A)."""


def read_row(label: str | None, statement: str, above: str | None = None) -> Reading:
    """What the label of a row says, in a table of ``statement`` or below the measure ``above``.

    货物 alone is a kind of purchase in the statement of these.
    """
    words = _LETTER.sub("", label or "")
    plain = read(words, above)
    if plain.measure is not None or statement != PROCUREMENT:
        return plain
    below = read(words, measure_of(statement))
    return below if below.measure is not None and below.whole else plain


@cache
def _amount() -> re.Pattern[str]:
    return re.compile("|".join(words().amount.words))


@cache
def _stages() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rule.header), rule.stage) for rule in words().stage]


@lru_cache(maxsize=TEXTS)
def meaning_of(path: tuple[str, ...]) -> ColumnMeaning:
    """The meaning of a column with the headers ``path`` (top first)."""
    whole = "".join(path)
    year = YEAR.search(whole)
    measure, fund, known = _measure(path)
    if measure in ("change", "change_rate"):
        whole = WORDS.against_prior.sub("", whole)
        year = YEAR.search(whole)
    stages = (stage for head in reversed(path) for pattern, stage in _stages() if pattern.search(fold(head)))
    return ColumnMeaning(
        measure,
        fund,
        next(stages, None),
        1 if WORDS.prior_year.search(whole) and not WORDS.carried_in.search(whole) else 0,
        int(year[1]) if year else None,
        _unit(path, measure),
        known,
    )


def _measure(path: tuple[str, ...]) -> tuple[str | None, str | None, bool]:
    """The measure and the fund of a column: those of its lowest header that says one; whether it is known."""
    measure: str | None = None
    fund: str | None = None
    known = True
    for place, head in enumerate(path, 1):
        if fold(head) in ("收入", "支出"):
            continue  # the side
        if place < len(path) and is_word(head, "group"):
            continue
        reading = read(WORDS.formula.sub("", head), measure if measure not in UNKNOWN else None)
        if reading.fund != "fiscal_grant" or fund not in GRANTS:
            fund = reading.fund or fund  # 财政拨款 below 一般公共预算 is what that fund grants
        found = reading.measure
        if reading.accounts and reading.fund is None and found in GENERAL:
            return None, fund, False  # an account (住房公积金): but a part of what the table is of
        if found in (None, *GENERAL) and reading.left and WORDS.included.match(head):
            return None, fund, False  # 其中：基本建设资金支出: a part that has no word
        if found is None and not reading.left and reading.is_total:
            found = "total"
        elif found is None and WORDS.counted_head.match(fold(head)):
            found = "count"
        elif found is None and _amount().search(fold(head)):
            found = "amount"
        elif found is None and reading.left:
            known = False
        measure = narrower(measure, found)
    if measure == "current_year_revenue" and fund in REVENUE_OF:
        measure = REVENUE_OF[fund]
    # 合计 below 工资津补贴 is that of a part of what the table is of
    return measure, fund, known or measure not in (None, "total")


def narrower(upper: str | None, lower: str | None) -> str | None:
    """What is measured under two headers, or in a row under a header: the one that says more."""
    if lower is None or upper is None:
        return upper or lower
    if lower in UNKNOWN or lower in GENERAL:
        return lower if upper in UNKNOWN or upper in GENERAL and lower in GENERAL else upper
    if upper == "project_expenditure" and "basic_expenditure" in wholes_of(lower):
        return upper  # 人员经费 under 项目支出 is not that of basic expenditure
    return upper if lower in wholes_of(upper) else lower


def _unit(path: tuple[str, ...], measure: str | None) -> str | None:
    for head in reversed(path):
        unit = read(unicodedata.normalize("NFKC", head)).unit
        if unit:
            return unit
        if "%" in unicodedata.normalize("NFKC", head):
            return "%"
    own = terms()[measure].unit if measure in terms() else None
    return own if own in ("%", "分") else None


def in_yuan(value: Decimal, unit: str | None) -> Decimal | None:
    """``value`` in yuan to the cent; ``None`` if ``unit`` is no unit of money or the amount no real one."""
    factor = YUAN.get(unit or "")
    if factor is None:
        return None
    amount = value * factor
    return amount.quantize(CENT) if abs(amount) < BEYOND_MONEY else None
