"""Of the ways to read a table that its page allows, the one that its own sums prove.

Only places and readings are chosen, never digits: a slip of the clerk stays one. Where nothing on the page
leaves a choice, nothing is read twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from extractors.numbers import parse_figure
from extractors.tables.grid import Cell
from extractors.tables.proof.columns import parted
from extractors.tables.proof.places import Move, glued, strays
from extractors.tables.proof.reading import TableReading, key_of
from extractors.tables.proof.recognised import Swap, other_texts
from extractors.tables.sheet import Sheet

MOST_TRIED = 24
"""Other readings of one table that are tried at most."""
MOST_READ = 20_000
"""Figures that are read once more at most, all trials counted: a larger table is read once."""
Change = Move | Swap
Read = Callable[[Sheet, int | None], TableReading]
"""How a table is read, its header as many rows as is said, or as many as it seems to have."""


def proven_reading(sheet: Sheet, read: Read) -> tuple[Sheet, TableReading, list[str]]:
    """The reading of ``sheet`` that its sums prove, and the table that it reads.

    Tells what in it is read otherwise than at first sight.
    """
    first = read(sheet, None)
    return _Choice(sheet, read, first).made()


class _Choice:
    """The choice between the readings of one table."""

    def __init__(self, sheet: Sheet, read: Read, first: TableReading) -> None:
        self.sheet, self.read, self.best = sheet, read, first
        self.header: int | None = None
        self.left = min(MOST_TRIED, MOST_READ // max(1, len(first.figures)))
        self.told: list[str] = []

    def made(self) -> tuple[Sheet, TableReading, list[str]]:
        if self.left and (self.best.unread or self.best.unproven()):
            self._other_header()
        while self._other_columns():
            pass
        while self.left > 0 and self._other_places():
            pass
        return self.sheet, self.best, self.told

    def _takes(self, sheet: Sheet, header: int | None, message: str, moved: Sequence[Cell] = ()) -> bool:
        """Whether ``sheet`` is proven better if it is read so, and all that ``moved``; then that it is."""
        self.left -= 1
        reading = self.read(sheet, header)
        if not reading.is_better_than(self.best) or not reading.held().issuperset(map(key_of, moved)):
            return False
        self.sheet, self.header, self.best = sheet, header, reading
        self.told.append(message)
        return True

    def _other_header(self) -> None:
        """A row more than seems to be header, if it has no figures; one less, if all in it are proven."""
        rows, numbers = self.best.layout.header_rows, self.best.layout.number_rows
        for wanted in (rows + 1, rows - 1):
            row = min(wanted, rows)
            if (
                not self.sheet.caption_rows < row < self.sheet.rows - 1
                or row in numbers | self.sheet.repeated
            ):
                continue
            columns = [column for group in self.best.layout.groups for column in group.values]
            cells = [cell for cell in map(self.sheet.at[row].__getitem__, columns) if cell.texts]
            figures = [cell for cell in cells if parse_figure(cell.text) is not None]
            kept = set(self.sheet.repeated)
            if cells and bool(figures) is (wanted < rows):
                if self._takes(self.sheet, wanted, f"its header is {wanted} rows high", figures):
                    return
                self.sheet.repeated = kept

    def _other_columns(self) -> bool:
        sheet = parted(self.sheet, self.best) if self.left > 0 else None
        return sheet is not None and self._takes(sheet, self.header, "what seemed one column is several")

    def _other_places(self) -> bool:
        """Whether figures are proven elsewhere, or as else recognised; all of one kind are tried, then each.

        One that is proven on both sides of its own may stand in either: it stays.
        """
        kinds: list[list[Change]] = [
            [*other_texts(self.sheet, self.best)],
            [*glued(self.sheet, self.best), *strays(self.sheet, self.best)],
        ]
        if not any(kinds):
            return False
        self.best.identities()  # by where the figures stand before they are moved
        for changes in kinds:
            ways = Counter(id(change.source) for change in changes)
            free = [change for change in changes if ways[id(change.source)] == 1]
            if len(free) > 1 and self._changes(free):
                return True
        changes = [change for kind in kinds for change in kind]
        for chosen in ([one for one in changes if one.source is change.source] for change in changes):
            proven = [change for change in chosen if self._is_proven(change)]
            if len(proven) == 1 and self._changes(proven):
                return True
        return False

    def _is_proven(self, change: Change) -> bool:
        self.left -= 1
        if self.left < 0:
            return False
        change.make()
        reading = self.read(self.sheet, self.header)
        found = reading.is_better_than(self.best) and key_of(change.target) in reading.held()
        change.undo()
        return found

    def _changes(self, chosen: list[Change]) -> bool:
        targets = [change.target for change in chosen]
        if self.left <= 0 or len(set(map(id, targets))) < len(chosen):
            return False
        for change in chosen:
            change.make()
        if self._takes(self.sheet, self.header, ", and ".join(one.told() for one in chosen), targets):
            return True
        for change in chosen:
            change.undo()
        return False
