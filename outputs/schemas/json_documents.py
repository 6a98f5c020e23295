"""A document as JSON, written and read: one line of UTF-8, records as objects in the order of their columns.

Decimals are written as strings, so that no reader makes a float of them; what is not known is
``null``. The same rows always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
        text = str(value)
        return format(value, "f") if "E" in text else text
    raise TypeError(f"no JSON form for {type(value).__name__}")


def decode_document(data: bytes, tables: Collection[str] = TABLES) -> Document:
    """The document that :func:`encode_document` wrote, with the rows of some ``tables`` or of all.

    Raises :class:`NotADocument`.
    """
    try:
        content = rows_in(data, tables)
        rows = {table: _decode_rows(table, content[table]) for table in tables if table in content}
        return Document(record=decode_row("documents", content["document"]), **rows)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise NotADocument("The JSON is no document of this version of Duizhang.") from error


def rows_in(data: bytes, tables: Collection[str]) -> Mapping[str, Any]:
    """The row of a document, and those of some of its tables, as plain values; others may be there, too.

    Raises ``ValueError``.
    """
    places = None if tables is TABLES else places_of_tables(data)
    if places is None:
        content: dict[str, Any] = orjson.loads(data)
        return content
    whole = memoryview(data)
    return {name: orjson.loads(whole[slice(*places[name])]) for name in ("document", *tables)}


def places_of_tables(document: bytes) -> dict[str, tuple[int, int]] | None:
    """Key -> where its value begins and ends in the JSON of a document.

    ``None`` if the tables are not all there in their order, as in JSON of an older version. No column has the
    name of a table, and in a text the quotes of a key would be escaped.
    """
    places: dict[str, tuple[int, int]] = {}
    key, begin = "document", len(_OPENING)
    if not document.startswith(_OPENING):
        return None
    for name, mark in _MARKS:
        at = document.find(mark, begin)
        if at < 0:
            return None
        places[key] = begin, at
        key, begin = name, at + len(mark) - 1
    places[key] = begin, document.rindex(b"}")
    return places


_OPENING = b'{"document":'
_MARKS = [(table, f',"{table}":['.encode()) for table in TABLES if table != "documents"]


def decode_row(table: str, row: dict[str, Any]) -> Any:
    """A record from its plain values, as they stand in JSON."""
    (record,) = _decode_rows(table, [row])
    return record


def _decode_rows(table: str, rows: list[dict[str, Any]]) -> list[Any]:
    names, all_at_once = _making(table)
    if all(list(row) == names for row in rows):
        return all_at_once(rows)
    # Rows of an older version, or of somebody else's making: what they lack is what a record has without it.
    record = PUBLISHED[table]
    made_of = {column.name: MADE_OF.get(column.kind) for column in columns_of(record)}
    records = []
    for row in rows:
        values = {
            name: make(value) if (make := made_of.get(name)) and value is not None else value
            for name, value in row.items()
        }
        records.append(record(**values))
    return records


@cache
def _making(table: str) -> tuple[list[str], Callable[[list[dict[str, Any]]], list[Any]]]:
    """The columns of a table, and what makes its records of rows that have these in their order.

    That is written out for each table, as the records themselves are: half the time of a call whose arguments
    are gathered first, and an archive has millions of rows.
    """
    record = PUBLISHED[table]
    columns = columns_of(record)
    values = ", ".join(f"{column.name}_" for column in columns)
    arguments = ", ".join(
        f"{one.name}={one.kind}({one.name}_) if {one.name}_ is not None else None"
        if one.kind in MADE_OF
        else f"{one.name}={one.name}_"
        for one in columns
    )
    written = f"lambda rows: [record({arguments}) for {values} in map(dict.values, rows)]"
    return [column.name for column in columns], eval(written, {**MADE_OF, "record": record})


def _places(value: list[dict[str, Any]]) -> list[Place]:
    return [Place(place["page"], tuple(place["box"])) for place in value]


MADE_OF: dict[str, Callable[[Any], Any]] = {"decimal": Decimal, "box": tuple, "places": _places}
