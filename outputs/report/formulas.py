"""How the operands of a link give what it computes, written as a formula.

A link says the relation and the operands, figures first, then claims; the formula is the one of its
relation that gives the computed number. If none does, nothing is shown but the operands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import permutations

NEAR = Decimal("0.0001")
MOST_TERMS = 8
"""A longer sum is told by its first terms and their number."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class FormulaTerm:
    """An operand: as it is printed, and its value in the claim's unit (any common one for a rate)."""

    text: str
    value: Decimal


def formula(relation: str, terms: list[FormulaTerm], computed: Decimal | None) -> str | None:
    """The formula in signs and digits, such as ``(703.29 − 839.49) ÷ 839.49``; ``None`` if none fits."""
    if computed is None or not terms:
        return None
    for text, result in _candidates(relation, terms):
        if abs(result - computed) <= max(NEAR, abs(computed) * NEAR):
            return text
    return None


def _candidates(relation: str, terms: list[FormulaTerm]) -> Iterator[tuple[str, Decimal]]:
    if relation == "equals" and len(terms) == 1:
        yield terms[0].text, terms[0].value
    elif relation == "sum":
        yield _sum(terms), sum((term.value for term in terms), Decimal(0))
    elif len(terms) == 2:
        for one, other in permutations(terms):
            try:
                yield from _of_two(relation, one, other)
            except (DivisionByZero, InvalidOperation):
                continue


def _sum(terms: list[FormulaTerm]) -> str:
    texts = [term.text for term in terms]
    if len(texts) > MOST_TERMS:
        texts = [*texts[: MOST_TERMS - 1], "…", texts[-1]]
    return " + ".join(texts)


def _of_two(relation: str, one: FormulaTerm, other: FormulaTerm) -> Iterator[tuple[str, Decimal]]:
    a, b = one.text, other.text
    if relation == "difference":
        yield f"{a} − {b}", one.value - other.value
    elif relation == "ratio":
        yield f"{a} ÷ {b}", one.value / other.value * HUNDRED
        yield f"{a} ÷ {b}", one.value / other.value
    elif relation == "growth":
        yield f"({a} − {b}) ÷ {b}", (one.value - other.value) / other.value * HUNDRED
        yield f"({b} − {a}) ÷ {b}", (other.value - one.value) / other.value * HUNDRED
        # From a level and the change that led to it, up or down.
        yield f"{b} ÷ ({a} − {b})", other.value / (one.value - other.value) * HUNDRED
        yield f"{b} ÷ ({a} + {b})", other.value / (one.value + other.value) * HUNDRED
        yield f"−{b} ÷ ({a} + {b})", -other.value / (one.value + other.value) * HUNDRED
        yield f"−{b} ÷ ({a} − {b})", -other.value / (one.value - other.value) * HUNDRED
