"""A document as JSON, written and read: one line of UTF-8, records as objects in the order of their columns.

Decimals are written as strings, so that no reader makes a float of them; what is not known is
``null``. The same rows always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import orjson

from outputs.schemas.published_values import fit_decimals, replace_lone_surrogates
from records.archive_tables import PUBLISHED
from records.columns import Place, columns_of
from records.tables import TABLES, Document


class NotADocument(Exception):
    """JSON that is no document of ours, or not one of this version's columns."""


def encode_document(document: Document) -> bytes:
    """The JSON of a document.

    Values that have no place in the published columns are fitted first, in ``disclosure`` itself,
    with a diagnostic each.
    """
    fit_decimals(document)
    try:
        return _dump(document)
    except orjson.JSONEncodeError:
        replace_lone_surrogates(document)
        return _dump(document)


def _dump(document: Document) -> bytes:
    rows = {table: getattr(document, table) for table in TABLES if table != "documents"}
    return orjson.dumps(
        {"document": document.record, **rows}, default=digits_of, option=orjson.OPT_APPEND_NEWLINE
    )


def digits_of(value: object) -> str:
    """A decimal as JSON holds it: a string of its digits."""
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"no JSON form for {type(value).__name__}")


def decode_document(data: bytes, tables: Collection[str] = TABLES) -> Document:
    """The document that :func:`encode_document` wrote, with the rows of some ``tables`` or of all.

    Raises :class:`NotADocument`.
    """
    try:
        content = orjson.loads(data)
        rows = {
            table: [decode_row(table, row) for row in content[table]] for table in tables if table in content
        }
        return Document(record=decode_row("documents", content["document"]), **rows)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise NotADocument("The JSON is no document of this version of Duizhang.") from error


def decode_row(table: str, row: dict[str, Any]) -> Any:
    """A record from its plain values, as they stand in JSON."""
    values = dict(row)
    for name, made_of in _other_than_in_json(table):
        value = values.get(name)
        if value is not None:
            values[name] = made_of(value)
    return PUBLISHED[table](**values)


@cache
def _other_than_in_json(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The columns of a table whose values JSON holds as others, and what makes them anew."""
    kinds = ((column.name, column.kind) for column in columns_of(PUBLISHED[table]))
    return tuple((name, MADE_OF[kind]) for name, kind in kinds if kind in MADE_OF)


def _places(value: list[dict[str, Any]]) -> list[Place]:
    return [Place(place["page"], tuple(place["box"])) for place in value]


MADE_OF: dict[str, Callable[[Any], Any]] = {"decimal": Decimal, "box": tuple, "places": _places}
