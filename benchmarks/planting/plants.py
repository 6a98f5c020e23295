"""An error, and the values that it puts in the place of right ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from linking.intervals import decimals_of
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.narrative_tables import ClaimRecord
from records.tables import Document

Record = TypeVar("Record", FactRecord, ClaimRecord)

LEAST_CHANGE = 10
"""A planted change is at least so many units in the last place: rounding explains none."""


@dataclass(slots=True)
class Plant:
    """An error: the records that replace others, which of them must be named, and what it is.

    What is no record (a heading, a table that is missing) is a ``change`` of the document, and told by one of
    ``rules``.
    """

    sort: str
    facts: dict[str, FactRecord] = field(default_factory=dict)
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    stated: bool = False
    what: str = ""
    change: Callable[[Document], Document] | None = None
    rules: frozenset[str] = frozenset()


def with_value(record: Record, value: Decimal) -> Record:
    """The record with another value, its amount and raw text to match."""
    places = decimals_of(record.raw, record.value or Decimal(0))
    factor = YUAN.get(record.unit or "")
    amount = (value * factor).quantize(Decimal("0.01")) if factor is not None else None
    suffix = "%" if "%" in (record.raw or "") else ""
    return replace(
        record,
        value=value,
        amount_yuan=amount if record.amount_yuan is not None else None,
        raw=f"{value:,.{places}f}{suffix}",
    )


def changed(value: Decimal, places: int, chance: random.Random) -> Decimal:
    """Another value, 2 % to 30 % away and by more than rounding."""
    last = Decimal(1).scaleb(-places)
    step = (abs(value) * Decimal(chance.uniform(0.02, 0.3))).quantize(last)
    step = max(step, LEAST_CHANGE * last if places else last)
    return value + step if chance.random() < 0.5 or value - step <= 0 else value - step


def swapped(value: Decimal, places: int, chance: random.Random) -> Decimal | None:
    """The value with two neighbouring digits swapped; ``None`` where that is mere rounding."""
    text = f"{value:.{places}f}"
    spots = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    spots = [i for i in spots if i > 0 or text[1] != "0"]
    if not spots:
        return None
    i = chance.choice(spots)
    result = Decimal(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
    return result if abs(result - value) >= LEAST_CHANGE * Decimal(1).scaleb(-places) else None
