"""A document that is right in all it states raises no alarm, whatever was drawn for it."""

from __future__ import annotations

import pytest

from benchmarks.planting.sources import take
from corpus.defects import CLASSES
from tests.support.made import made_once

pytestmark = pytest.mark.long


def wrong(name: str, seed: int, defects: int) -> list[tuple[str, ...]]:
    """What is said to be wrong in a made document, beside what it does not give at all."""
    alarms = take(name, made_once(name, seed, defects)[0]).alarms
    return [alarm for alarm in alarms if alarm[0] != "owed"]


@pytest.mark.parametrize(("name", "seed"), [("henan", 77), ("chongqing", 78), ("henan_budget", 2)])
def test_a_document_without_a_defect_raises_no_alarm(name: str, seed: int) -> None:
    assert wrong(name, seed, 0) == []


def test_a_document_with_defects_raises_some() -> None:
    assert wrong("henan", 2, len(CLASSES))
