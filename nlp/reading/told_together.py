"""The things that the figures which follow are told of, one each: 甲、乙分别为5万元、6万元."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from nlp.annotations import Comparison, Subject

T = TypeVar("T")


@dataclass(slots=True)
class ToldTogether:
    """Things told together, and the stage each was named with; ``at`` counts the figures read of them."""

    subjects: Sequence[Subject | None] = ()
    phases: Sequence[str | None] = ()
    bases: Sequence[Comparison] = ()
    """What each of the changes is against, where it is not the same (与上年和预算相比分别…)."""
    years: Sequence[int] = ()
    """The year of each of the figures (2022年、2023年分别为…)."""
    flats: Mapping[int, Subject | None] = field(default_factory=dict)
    """Of which of the things each 持平 among their changes is, by its place."""
    at: int = 0

    @classmethod
    def of(cls, subjects: Sequence[Subject | None]) -> ToldTogether:
        """Things that were named without a stage."""
        return cls(subjects, [None] * len(subjects))

    def turn(self, values: Sequence[T]) -> T:
        """Which of the ``values`` of the things is the next figure's."""
        return values[self.at % len(values)]
