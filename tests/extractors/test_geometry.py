"""The thresholds of table geometry: each is explained, in one place."""

from __future__ import annotations

import ast
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import get_type_hints

import pytest

from extractors.tables.geometry import GEOMETRY, Geometry, Threshold

EXTRACTORS = Path(__file__).resolve().parent.parent.parent / "extractors"
TABLES = EXTRACTORS / "tables"
HINTS = get_type_hints(Geometry, include_extras=True)


def number_of(node: ast.expr) -> object:
    """The value of a constant; ``None`` for what is computed."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


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


def test_no_number_of_the_room_stands_without_a_reason() -> None:
    """Behind a constant that is a number stands what it counts, and why it is so large."""
    bare, explained = [], 0
    for path in EXTRACTORS.rglob("*.py"):
        body = ast.parse(path.read_text("utf-8")).body
        for node, behind in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.Assign) and type(number_of(node.value)) in (int, float):
                told = isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)
                explained += told
                bare += [] if told else [f"{path.name}: {ast.unparse(node)}"]
    assert bare == []
    assert explained > 150


def test_a_threshold_is_not_changed_while_pages_are_read() -> None:
    with pytest.raises(FrozenInstanceError):
        GEOMETRY.snap = 9.0  # type: ignore[misc]
