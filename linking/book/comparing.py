"""Two sets of figures held against each other: what is the same, what differs, what only one has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.labels import bare
from linking.links.verdicts import LEAST_SURE
from records.file_tables import FactRecord
from records.tables import Document

Place = tuple[object, ...]
"""Where a figure belongs, whatever the format: statement, row and column by their words."""
Amounts = Counter[tuple[str, Decimal]]


@dataclass(slots=True)
class Figures:
    """The figures of one issue: its amounts by statement, and those whose place is told apart."""

    amounts: Amounts = field(default_factory=Counter)
    placed: dict[Place, FactRecord] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return self.amounts.total()


@dataclass(frozen=True, slots=True)
class Compared:
    """How the figures of one issue, the second, stand to those of another, the first.

    ``contained`` is the share of the smaller one's amounts that the other has too.
    """

    same: int
    changed: list[tuple[FactRecord, FactRecord]]
    contained: float

    @property
    def agreeing(self) -> float:
        """Of the figures that stand in the same place in both, the share that is the same."""
        return self.same / (self.same + len(self.changed)) if self.same or self.changed else 0.0


def figures_of(documents: Iterable[Document]) -> Figures:
    """The figures of the documents of an issue; nothing that is zero, or was recognised with doubt."""
    found = Figures()
    doubled: set[Place] = set()
    for document in documents:
        for fact in document.facts:
            if not fact.value or fact.confidence is not None and fact.confidence < LEAST_SURE:
                continue
            place = place_of(fact)
            known = found.placed.get(place)
            if known is not None and known.document_id != fact.document_id and not differ(known, fact):
                continue  # a workbook beside the document that was printed from it says all twice
            found.amounts[fact.statement, _amount(fact)] += 1
            if known is not None:
                doubled.add(place)
            else:
                found.placed[place] = fact
    for place in doubled:
        del found.placed[place]
    return found


def place_of(fact: FactRecord) -> Place:
    """The place of a figure in the form, by words."""
    return (
        fact.statement,
        fact.side,
        fact.account_code,
        bare(fact.row_label),
        fact.project,
        fact.fund,
        fact.phase,
        fact.period,
        tuple(bare(head) for head in fact.column_path),
    )


def compare(first: Figures, second: Figures) -> Compared:
    """Hold the figures of two issues against each other."""
    both = (first.amounts & second.amounts).total()
    smaller = min(first.count, second.count)
    same, changed = 0, []
    for place, fact in second.placed.items():
        other = first.placed.get(place)
        if other is None:
            continue
        if differ(fact, other):
            changed.append((other, fact))
        else:
            same += 1
    return Compared(same, changed, both / smaller if smaller else 0.0)


def differ(one: FactRecord, other: FactRecord) -> bool:
    """Whether two figures of one place are two numbers."""
    return _amount(one) != _amount(other)


def only_in(one: Figures, other: Figures) -> list[FactRecord]:
    """The figures of ``one`` whose place and amount the other has not."""
    left = other.amounts - one.amounts
    left = other.amounts - left  # amounts that both have
    result = []
    for place, fact in one.placed.items():
        key = (fact.statement, _amount(fact))
        if place in other.placed:
            continue
        if left[key] > 0:
            left[key] -= 1  # it stands in another place there
        else:
            result.append(fact)
    return result


def _amount(fact: FactRecord) -> Decimal:
    amount = fact.amount_yuan if fact.amount_yuan is not None else fact.value
    return (amount or Decimal(0)).normalize()


def in_reading_order(facts: Sequence[FactRecord]) -> list[FactRecord]:
    """Figures as a reader meets them."""
    return sorted(facts, key=place_in_reading)


def place_in_reading(fact: FactRecord) -> tuple[int, str, int, int]:
    """Where a reader comes to a figure."""
    return fact.page or 0, fact.table_id, fact.row, fact.column
