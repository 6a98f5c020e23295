"""What a column of a published table is: its description, its vocabulary, its digits.

A record is a plain dataclass; each field is annotated ``Annotated[type, Column(...)]``.
:func:`columns_of` reads these annotations back, so that every schema follows from one definition.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

Box = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in PDF points from the top left of the page as displayed."""


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch on one page; a text over several lines or pages has a list of them."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Column:
    """The description of a column, as published with the schema.

    ``vocabulary`` names the closed list of words that its text comes from, ``digits`` the total
    and the fractional digits of a decimal.
    """

    description: str
    vocabulary: str | None = None
    digits: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A column as it is published.

    ``kind`` is one of ``text``, ``integer``, ``number``, ``decimal``, ``boolean``, ``text_list``,
    ``box``, ``places``.
    """

    name: str
    kind: str
    nullable: bool
    column: Column


KINDS: dict[object, str] = {
    str: "text",
    int: "integer",
    float: "number",
    Decimal: "decimal",
    bool: "boolean",
    list[str]: "text_list",
    Box: "box",
    list[Place]: "places",
}


@cache
def columns_of(record: type) -> tuple[ColumnType, ...]:
    """The columns of a record class, in order.

    Raises ``TypeError`` for a field whose type no published column has.
    """
    hints = typing.get_type_hints(record, include_extras=True)
    result = []
    for field in dataclasses.fields(record):
        annotated = hints[field.name]
        base, column = typing.get_args(annotated)[:2]
        nullable = False
        if isinstance(base, types.UnionType):
            members = [m for m in typing.get_args(base) if m is not type(None)]
            nullable = len(members) < len(typing.get_args(base))
            (base,) = members
        if base not in KINDS:
            raise TypeError(f"{record.__name__}.{field.name}: no published column type for {base}")
        result.append(ColumnType(field.name, KINDS[base], nullable, column))
    return tuple(result)
