"""Whether two documents of a body speak of the same scope (口径), and what explains that they do not agree.

What one document says of another's year refutes it only if other figures show that both speak of the same
body in the same scope. A body that was merged tells all of its last year anew: many figures differ, each by
another amount. One figure that was told anew takes along the totals above it: all differ by one amount, its
cause. An amount that is itself a total of one of the two documents is no cause but another scope: last year
without what was carried over, without a fund, without the own money of a body.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from linking.links.conditions import Figure
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL

FEWEST_AGREEING = 3
"""Totals that agree before two documents are of one scope: one or two do by chance."""
FEWEST_BESIDE_ONE = 2
"""So many agree beside what differs by one amount; one less for each further figure that differs by it."""
SURE_AGREEING = 5
"""Totals that agree before scopes are the same though some differ."""
SURE_SHARE = 4
"""For the same budget: so many agree for each that does not."""
NEAR = Decimal("0.1")
"""A difference of so small a share of the amount shows that both are of one thing."""
DIGITS_AGREEING = 3
"""Digits from which on an amount that agrees tells something."""
DIGITS = 4
"""Numbers of fewer digits may be the same by chance: those of one thing, and those of two."""
APART = Decimal(300)
"""Yuan within which two differences are one: both are of numbers that are rounded to 0.01万元."""
ABSOLUTE = ("equals", "difference", "sum")
"""Relations of claims whose difference is an amount."""
Amounts = set[Decimal]


@dataclass(slots=True)
class ScopeEvidence:
    """What two documents say of the same: the amounts that agree, those that differ, and by how much.

    ``measured`` are those of which it is known by how much they differ; of rates it is not.
    """

    agreeing: Amounts = field(default_factory=set)
    differing: Amounts = field(default_factory=set)
    measured: Amounts = field(default_factory=set)
    by: Amounts = field(default_factory=set)

    def agree(self, amount: Decimal) -> None:
        """Note an amount, in yuan, that both tell."""
        self.agreeing.add(amount.normalize())

    def differ(self, amount: Decimal, by: Decimal | None = None) -> None:
        """Note an amount that the other tells as one that is larger or smaller by so much."""
        self.differing.add(amount.normalize())
        if by is not None:
            self.by.add(abs(by))
            self.measured.add(amount.normalize())

    @property
    def is_same(self) -> bool:
        """Whether the two documents are shown to speak of the same."""
        agreeing = len(self.agreeing)
        if len(causes(self.by)) == 1 and self.differing == self.measured:
            telling = sum(_digits(one) >= DIGITS_AGREEING for one in self.agreeing)
            is_near = all(by <= NEAR * amount for amount in self.differing for by in self.by)
            if is_near:
                return telling > 0 or agreeing >= FEWEST_BESIDE_ONE
            return telling > 0 and telling + len(self.differing) > FEWEST_BESIDE_ONE
        return agreeing >= FEWEST_AGREEING and agreeing > len(self.differing)

    @property
    def is_surely_same(self) -> bool:
        """Whether nothing speaks for another scope, as needed for an error."""
        return len(self.agreeing) >= max(SURE_AGREEING, SURE_SHARE * len(self.differing))


def causes(by: Iterable[Decimal]) -> list[Decimal]:
    """Differences in yuan, those that are one but for rounding once, the smallest first."""
    found: list[Decimal] = []
    last = None
    for one in sorted(by):
        if last is None or one - last > APART:
            found.append(one)
        last = one
    return found


def totals_in(figures: Iterable[Figure]) -> Amounts:
    """The totals of a document that a difference may be: of funds, of what was carried over, and so on."""
    return {
        amount
        for figure in figures
        if figure.meaning.measure not in (ACCOUNT, ITEM, LABEL)
        and (amount := (abs(figure.fact.amount_yuan) if figure.fact.amount_yuan else None))
        and _digits(amount) >= DIGITS
    }


def is_another_scope(by: Decimal, amount: Decimal, totals: Amounts) -> bool:
    """Whether a difference from an amount, all in yuan, is one of the totals that a scope leaves out."""
    return any(abs(abs(by) - total) <= APART / 2 for total in totals if total != abs(amount))


def _digits(amount: Decimal) -> int:
    return len(amount.normalize().as_tuple().digits)
