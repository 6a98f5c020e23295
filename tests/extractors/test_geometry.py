"""The thresholds of table geometry: each is explained, in one place."""

from __future__ import annotations

from dataclasses import Field, FrozenInstanceError, fields
from pathlib import Path

import pytest

from extractors.tables.geometry import GEOMETRY, Geometry

TABLES = Path(__file__).resolve().parent.parent.parent / "extractors" / "tables"


@pytest.mark.parametrize("one", fields(Geometry), ids=lambda field: field.name)
def test_a_threshold_has_a_unit_a_reason_and_pages_that_it_is_for(one: Field[float]) -> None:
    assert all(one.metadata[told] for told in ("unit", "reason", "pages"))
    assert getattr(GEOMETRY, one.name) > 0


@pytest.mark.parametrize("name", [field.name for field in fields(Geometry)])
def test_a_threshold_is_used(name: str) -> None:
    assert any(f"GEOMETRY.{name}\n" in path.read_text("utf-8") for path in TABLES.rglob("*.py"))


def test_a_threshold_is_not_changed_while_pages_are_read() -> None:
    with pytest.raises(FrozenInstanceError):
        GEOMETRY.snap = 9.0  # type: ignore[misc]
