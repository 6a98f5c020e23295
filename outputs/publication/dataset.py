"""Reading the published tables back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import dataset as arrow_dataset

from outputs.publication.object_store import current_snapshot, file_system, is_address
from outputs.schemas.arrow_schemas import dataset_schema, partition_schema
from outputs.store.out_folder import OutFolder
from records.archive_tables import OF_ALL, PUBLISHED


class NotPublished(Exception):
    """A folder without published tables, or a table that is not one of ours."""


def read_table(out: Path | str, table: str, **filters: Any) -> pa.Table:
    """A published table, as Arrow; its columns in the order of the schema.

    ``filters`` are column=value, column=[values] or column=None (unknown). Raises
    :class:`NotPublished`.
    """
    if table not in PUBLISHED:
        raise NotPublished(f"There is no table {table!r}; the tables are {', '.join(PUBLISHED)}.")
    schema = dataset_schema(table)
    folder, files = _published(out)
    source = arrow_dataset.dataset(
        f"{folder}/{table}",
        schema=schema,
        format="parquet",
        filesystem=files,
        partitioning=None
        if table in OF_ALL
        else arrow_dataset.partitioning(partition_schema(), flavor="hive"),
    )
    return source.to_table(filter=_condition(schema, filters))


def _published(out: Path | str) -> tuple[str, Any]:
    """The folder of the tables' current state, and its file system if that is not the local one."""
    if is_address(out):
        address = str(out).rstrip("/")
        told = current_snapshot(address)
        if not told:
            raise NotPublished(f"Nothing has been published in {out} yet.")
        files, root = file_system(address)
        return f"{root}/{told['snapshot']}", files
    folder = OutFolder(Path(out)).parquet
    if not folder.is_dir():
        raise NotPublished(f"Nothing has been published in {out} yet: {folder} is not there.")
    # The real path: if a new snapshot takes this one's place meanwhile, this one is read to the end.
    return str(folder.resolve()), None


def _condition(schema: pa.Schema, filters: dict[str, Any]) -> arrow_dataset.Expression | None:
    condition = None
    for name, value in filters.items():
        if name not in schema.names:
            raise NotPublished(f"There is no column {name!r}; the columns are {', '.join(schema.names)}.")
        column = arrow_dataset.field(name)
        if value is None:
            term = column.is_null()
        elif isinstance(value, list | tuple | set):
            term = column.isin(pa.array(list(value), schema.field(name).type))
        else:
            term = column == pa.scalar(value, schema.field(name).type)
        condition = term if condition is None else condition & term
    return condition
