"""The thresholds of table geometry: each is explained, in one place."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import get_type_hints

import pytest

from extractors.tables.geometry import GEOMETRY, Geometry, Threshold

TABLES = Path(__file__).resolve().parent.parent.parent / "extractors" / "tables"
HINTS = get_type_hints(Geometry, include_extras=True)


@pytest.mark.parametrize("name", [field.name for field in fields(Geometry)])
def test_a_threshold_has_a_unit_a_reason_and_pages_that_it_is_for(name: str) -> None:
    (told,) = HINTS[name].__metadata__
    assert isinstance(told, Threshold)
    assert told.unit
    assert told.reason
    assert told.pages
    assert getattr(GEOMETRY, name) > 0


@pytest.mark.parametrize("name", [field.name for field in fields(Geometry)])
def test_a_threshold_is_used(name: str) -> None:
    assert any(f"GEOMETRY.{name}\n" in path.read_text("utf-8") for path in TABLES.rglob("*.py"))


def test_a_threshold_is_not_changed_while_pages_are_read() -> None:
    with pytest.raises(FrozenInstanceError):
        GEOMETRY.snap = 9.0  # type: ignore[misc]
