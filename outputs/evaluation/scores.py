"""What an evaluation measures: how many were right, of how many, and what was missed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True)
class Tally:
    """How many were right, of how many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> bool:
        """Count one more; gives ``right`` back."""
        self.right += right
        self.of += 1
        return right

    @property
    def percent(self) -> float | None:
        """None where there was nothing to measure."""
        return 100 * self.right / self.of if self.of else None


def _tally() -> Any:
    return field(default_factory=Tally)


@dataclass(slots=True)
class Score:
    """The measures of one document, or of many added up.

    A figure is right (``figures``) with its value, row, column and statement; ``figure_values``,
    ``figure_rows`` and ``figure_columns`` are the steps on the way. ``contradictions`` are those of
    the annotation that were found, ``alarms`` all that were raised (right ones of all). ``defects`` are
    those of tables at which a failing check points, ``check_alarms`` the failing checks that point at one;
    both only for documents whose annotation locates all defects.
    """

    identity: Tally = _tally()
    figures: Tally = _tally()
    figure_values: Tally = _tally()
    figure_rows: Tally = _tally()
    figure_columns: Tally = _tally()
    figure_precision: Tally = _tally()
    claims: Tally = _tally()
    claim_precision: Tally = _tally()
    account: Tally = _tally()
    phase: Tally = _tally()
    period: Tally = _tally()
    base: Tally = _tally()
    direction: Tally = _tally()
    reason: Tally = _tally()
    links: Tally = _tally()
    verdicts: Tally = _tally()
    contradictions: Tally = _tally()
    alarms: Tally = _tally()
    defects: Tally = _tally()
    check_alarms: Tally = _tally()
    reasons_without_ground: int = 0

    @property
    def false_alarms(self) -> int:
        return self.alarms.of - self.alarms.right

    @property
    def false_checks(self) -> int:
        return self.check_alarms.of - self.check_alarms.right

    def include(self, other: Score) -> None:
        """Add the measures of another document."""
        for name in tally_names():
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.right += theirs.right
            mine.of += theirs.of
        self.reasons_without_ground += other.reasons_without_ground


def tally_names() -> list[str]:
    """The names of the measures that are tallies, in order."""
    return [f.name for f in fields(Score) if f.name != "reasons_without_ground"]


@dataclass(slots=True)
class Misses:
    """What was missed or is too much, by its kind (``figure:row``, ``verdict:supported->unverifiable`` …)."""

    of_kind: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, text: str) -> None:
        self.of_kind.setdefault(kind, []).append(text)

    def in_order(self) -> list[tuple[str, list[str]]]:
        """Kinds with their texts, by name."""
        return sorted(self.of_kind.items())


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The score of a processed file against its annotation."""

    doc: str
    file_name: str
    score: Score
    misses: Misses


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all documents; ``missing`` are annotations without a processed file."""

    documents: list[DocumentScore]
    missing: list[str]

    @property
    def total(self) -> Score:
        total = Score()
        for document in self.documents:
            total.include(document.score)
        return total
