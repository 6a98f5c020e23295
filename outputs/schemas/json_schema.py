"""The JSON Schema (draft 2020-12) of a whole document, made from the records."""

from __future__ import annotations

from typing import Any

import orjson

from records.columns import ColumnType, columns_of
from records.tables import TABLES
from records.vocabularies import vocabularies

_DEFINITIONS: dict[str, Any] = {
    "box": {
        "description": "x0, y0, x1, y1 in PDF points from the top left of the page as displayed.",
        "type": "array",
        "items": {"type": "number"},
        "minItems": 4,
        "maxItems": 4,
    },
    "place": {
        "description": "A stretch on one page.",
        "type": "object",
        "properties": {"page": {"type": "integer", "minimum": 1}, "box": {"$ref": "#/$defs/box"}},
        "required": ["page", "box"],
        "additionalProperties": False,
    },
}


def json_schema() -> dict[str, Any]:
    """The schema that every published ``<document_id>.json`` validates against."""
    properties: dict[str, Any] = {}
    for table in TABLES:
        reference = {"$ref": f"#/$defs/{table}"}
        if table == "documents":
            properties["document"] = reference
        else:
            properties[table] = {"type": "array", "items": reference}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A disclosure as read by Duizhang",
        "description": (
            "Decimals are strings, so that they stay exact. What is not known is null. "
            "Columns and words are those of the Parquet tables."
        ),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {table: _record_schema(record) for table, record in TABLES.items()} | _DEFINITIONS,
    }


def _record_schema(record: type) -> dict[str, Any]:
    columns = columns_of(record)
    return {
        "description": (record.__doc__ or "").strip(),
        "type": "object",
        "properties": {column.name: _column_schema(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _column_schema(column: ColumnType) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": column.column.description}
    words = vocabularies()[column.column.vocabulary] if column.column.vocabulary else None
    match column.kind:
        case "text" if words is not None:
            return schema | {"enum": [*words, None] if column.nullable else [*words]}
        case "text_list":
            item: dict[str, Any] = {"type": "string"} if words is None else {"enum": [*words]}
            return schema | {"type": "array", "items": item}
        case "places":
            return schema | {"type": "array", "items": {"$ref": "#/$defs/place"}}
        case "box":
            box = {"$ref": "#/$defs/box"}
            return schema | ({"anyOf": [box, {"type": "null"}]} if column.nullable else box)
        case "decimal":
            schema |= {"pattern": decimal_pattern(column)}
    name = {"text": "string", "decimal": "string"}.get(column.kind, column.kind)
    return schema | {"type": [name, "null"] if column.nullable else name}


def decimal_pattern(column: ColumnType) -> str:
    """The regular expression of a decimal's text; raises ``TypeError`` if its digits are not said."""
    if column.column.digits is None:
        raise TypeError(f"the decimal column {column.name} does not say its digits")
    total, fraction = column.column.digits
    return rf"^-?[0-9]{{1,{total - fraction}}}(\.[0-9]{{1,{fraction}}})?$"


def pretty(value: Any) -> bytes:
    """A schema as indented JSON, ending with a line feed."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
