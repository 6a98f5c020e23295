"""The Data Package descriptor (datapackage.json, frictionless) of the published tables."""

from __future__ import annotations

from typing import Any

from outputs.schemas.arrow_schemas import PARTITION_COLUMNS, arrow_type
from records.archive_tables import OF_ALL, PUBLISHED
from records.columns import ColumnType, columns_of
from records.file_tables import DocumentRecord
from records.vocabularies import vocabularies

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "decimal": "number",
    "boolean": "boolean",
    "text_list": "list",
    "box": "array",
    "places": "array",
}


def datapackage() -> dict[str, Any]:
    """The descriptor; its paths start at OUT.

    A field's ``arrowType`` is its type in the Parquet files; its ``categories`` are the words of
    its vocabulary with their Chinese terms.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "duizhang",
        "title": "Budget disclosures as figures and claims",
        "description": (
            "Tables in Parquet. Each path is a folder below the output folder OUT, "
            "those of documents partitioned in hive style by fiscal_year and report_kind."
        ),
        "resources": [_resource(table) for table in PUBLISHED],
    }


def _resource(table: str) -> dict[str, Any]:
    record = PUBLISHED[table]
    columns = list(columns_of(record))
    names = {column.name for column in columns}
    partitions = [] if table in OF_ALL else list(PARTITION_COLUMNS)
    columns += [c for c in columns_of(DocumentRecord) if c.name in partitions and c.name not in names]
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns]}
    if keys := primary_key(table):
        schema["primaryKey"] = keys
    if references := foreign_keys(table):
        schema["foreignKeys"] = references
    return {
        "name": table,
        "title": (record.__doc__ or "").strip(),
        "path": f"parquet/{table}",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "partitionColumns": partitions,
        "schema": schema,
    }


def _field(column: ColumnType) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.column.description,
        "arrowType": str(arrow_type(column)),
    }
    if column.column.vocabulary:
        words = vocabularies()[column.column.vocabulary]
        field["categories"] = [{"value": word, "label": term} for word, term in words.items()]
    if column.kind == "text_list":
        field["itemType"] = "string"
    if not column.nullable:
        field["constraints"] = {"required": True}
    return field


def _own_id(table: str) -> str:
    return "body_id" if table == "bodies" else f"{table.removesuffix('s')}_id"


def primary_key(table: str) -> list[str]:
    """The columns that tell one row of the table from all others; none for a plain list of rows."""
    names = [column.name for column in columns_of(PUBLISHED[table])]
    if table in ("documents", "bodies"):
        return [_own_id(table)]
    return ["document_id", _own_id(table)] if names[1] == _own_id(table) else []


def foreign_keys(table: str) -> list[dict[str, Any]]:
    """The references of the table's columns to rows of other tables."""
    keys = []
    names = {column.name for column in columns_of(PUBLISHED[table])}
    for other in PUBLISHED:
        fields = primary_key(other)
        if other != table and fields and names.issuperset(fields):
            keys.append({"fields": fields, "reference": {"resource": other, "fields": fields}})
    return keys
