"""A table read in one way, and which of two ways its own sums prove better."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.tables.figures import FigureReading
from extractors.tables.grid import Cell
from extractors.tables.headers import Layout
from extractors.tables.proof.rows import Sum

Key = tuple[int, float]
"""A figure of a table whatever column it is read in: its row, and where its text begins."""
Identity = tuple[Key, tuple[Decimal, ...]]
"""A sum: the whole, and the amounts of its parts."""


@dataclass(slots=True)
class TableReading:
    """The figures of a table by one layout, and the sums among them that come out.

    ``unread`` are cells among the figures that hold digits but no number.
    """

    layout: Layout
    figures: list[FigureReading] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    _identities: dict[Identity, frozenset[Key]] | None = None

    def unproven(self) -> list[FigureReading]:
        """The figures that no sum holds."""
        held = {place for made in self.sums for place in made.places}
        return [one for one in self.figures if (one.cell.row, one.cell.column) not in held]

    def identities(self) -> dict[Identity, frozenset[Key]]:
        """The sums with all figures that they hold, as these stand when this is called first."""
        if self._identities is None:
            at = {(one.cell.row, one.cell.column): one for one in self.figures}
            keys = {place: key_of(one.cell) for place, one in at.items()}
            self._identities = {}
            for made in self.sums:
                identity = keys[made.whole], tuple(sorted(at[part].figure.value for part in made.parts))
                held = self._identities.get(identity, frozenset())
                self._identities[identity] = held.union(keys[place] for place in made.places)
        return self._identities

    def take(self, other: TableReading, rows: int) -> None:
        """Add the sums of ``other``, whose table stands ``rows`` further down."""
        own = self.identities()
        for ((row, place), parts), held in other.identities().items():
            own[(row + rows, place), parts] = frozenset((row + rows, place) for row, place in held)

    def several(self) -> int:
        """How many sums have more than one part."""
        return sum(len(parts) > 1 for _, parts in self.identities())

    def held(self) -> frozenset[Key]:
        """The figures that sums hold."""
        return frozenset().union(*self.identities().values())

    def is_better_than(self, other: TableReading) -> bool:
        """Whether more sums come out than in ``other``, and none fails that came out there.

        A sum of one part is the same amount twice: it may fall away, but what it proved must be proven.
        """
        ours, theirs = self.identities(), other.identities()
        if not (len(ours) > len(theirs) and all(one in ours for one in theirs if len(one[1]) > 1)):
            return False
        return self.held() >= other.held()


def key_of(cell: Cell) -> Key:
    """What names the figure in ``cell`` whatever column it is read in."""
    return (cell.row, cell.column if cell.lines[0].page is None else cell.lines[0].x0)
