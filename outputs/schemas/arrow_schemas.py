"""The Arrow schemas of the published tables, made from the records.

Money and other numbers as printed are ``decimal128``; a box is a list of four float64; ``boxes``
is a list of ``{page, box}``. A column's description and vocabulary travel as field metadata.
"""

from __future__ import annotations

import hashlib
from functools import cache

import pyarrow as pa

from records.archive_tables import OF_ALL, PUBLISHED
from records.columns import ColumnType, columns_of
from records.tables import TABLES

PARTITION_COLUMNS = ("fiscal_year", "report_kind")
"""The columns of ``documents`` by whose values the tables of documents are partitioned."""

BOX = pa.list_(pa.float64())

_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "text_list": pa.list_(pa.string()),
    "box": BOX,
    "places": pa.list_(
        pa.struct([pa.field("page", pa.int32(), nullable=False), pa.field("box", BOX, nullable=False)])
    ),
}


def arrow_type(column: ColumnType) -> pa.DataType:
    """The Arrow type of a column; raises ``TypeError`` for a decimal without its digits."""
    if column.kind != "decimal":
        return _TYPES[column.kind]
    if column.column.digits is None:
        raise TypeError(f"the decimal column {column.name} does not say its digits")
    return pa.decimal128(*column.column.digits)


def _field(column: ColumnType) -> pa.Field:
    metadata = {"description": column.column.description}
    if column.column.vocabulary:
        metadata["vocabulary"] = column.column.vocabulary
    return pa.field(column.name, arrow_type(column), column.nullable, metadata)


@cache
def table_schema(table: str) -> pa.Schema:
    """All the columns of a published table, in order, without its partition."""
    return pa.schema([_field(column) for column in columns_of(PUBLISHED[table])])


@cache
def partition_schema() -> pa.Schema:
    """The columns that the folders of a published table tell."""
    documents = table_schema("documents")
    return pa.schema([documents.field(name) for name in PARTITION_COLUMNS])


@cache
def file_schema(table: str) -> pa.Schema:
    """The columns in the Parquet files of a table: all but those that its folders tell.

    ``documents`` is the only table that has these among its own. A column that stands both in the
    folder's name and in the file is an error to some readers.
    """
    if table in OF_ALL:
        return table_schema(table)
    return pa.schema([field for field in table_schema(table) if field.name not in PARTITION_COLUMNS])


@cache
def dataset_schema(table: str) -> pa.Schema:
    """The columns that a reader of the published table sees: its own, then those of its folders."""
    schema = table_schema(table)
    for field in partition_schema() if table not in OF_ALL else ():
        if field.name not in schema.names:
            schema = schema.append(field)
    return schema


@cache
def schemas_digest() -> str:
    """What changes when a column of any published table does."""
    schemas = b"".join(dataset_schema(table).serialize().to_pybytes() for table in PUBLISHED)
    return hashlib.sha256(schemas).hexdigest()


@cache
def document_schema() -> pa.Schema:
    """A whole document as one row: ``document``, then a list of rows for each other table.

    It describes ``document.json`` as it stands.
    """
    fields = []
    for table in TABLES:
        row = pa.struct(list(table_schema(table).remove_metadata()))
        if table == "documents":
            fields.append(pa.field("document", row))
        else:
            fields.append(pa.field(table, pa.list_(pa.field("item", row))))
    return pa.schema(fields)
