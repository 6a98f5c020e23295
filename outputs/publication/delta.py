"""The published tables as Delta tables, for those who want transactions and time travel.

``OUT/delta/<table>`` is one Delta table for each table, partitioned as the Parquet files are. An export
is one transaction a table, made from the current snapshot; a table that has not changed since the last
export gets none. Old states stay readable until the table is vacuumed, which is left to its users.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
from pyarrow import dataset as arrow_dataset

from outputs.schemas.arrow_schemas import PARTITION_COLUMNS, dataset_schema, partition_schema
from outputs.store.out_folder import OutFolder, publishing_alone
from records.archive_tables import OF_ALL, PUBLISHED

STATE = "duizhang.state"
"""The property of a transaction that tells which files it was made from."""


class DeltaMissing(Exception):
    """The library for Delta tables is not installed; ``str()`` is a sentence for the user."""


def export_delta(out: OutFolder) -> list[str]:
    """Bring the Delta tables up to date with ``OUT/parquet``; the names of those that changed.

    Raises :class:`DeltaMissing`, and ``OSError`` if OUT cannot be written.
    """
    try:
        from deltalake import CommitProperties, DeltaTable, write_deltalake
        from deltalake.exceptions import DeltaError, TableNotFoundError
    except ImportError as error:
        raise DeltaMissing("Delta tables need one more library: pip install 'duizhang[delta]'.") from error

    changed = []
    with publishing_alone(out):
        snapshot = out.parquet.resolve()
        for table in PUBLISHED:
            folder, target = snapshot / table, out.root / "delta" / table
            state = _state(folder)
            try:
                (latest,) = DeltaTable(target).history(1)
                if latest.get(STATE) == state:
                    continue
            except TableNotFoundError:
                pass
            try:
                write_deltalake(
                    target,
                    _rows(folder, table),
                    mode="overwrite",
                    schema_mode="overwrite",
                    partition_by=[] if table in OF_ALL else list(PARTITION_COLUMNS),
                    commit_properties=CommitProperties(custom_metadata={STATE: state}),
                )
            except DeltaError as error:
                raise OSError(f"the Delta table {target} cannot be written: {error}") from error
            changed.append(table)
    return changed


def _state(folder: Path) -> str:
    """A digest of the names of a table's files, which are named after their content."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.parquet"))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _rows(folder: Path, table: str) -> pa.RecordBatchReader:
    source = arrow_dataset.dataset(
        folder,
        schema=dataset_schema(table),
        format="parquet",
        partitioning=None
        if table in OF_ALL
        else arrow_dataset.partitioning(partition_schema(), flavor="hive"),
    )
    # Its own scan, not to_table: the rows pass through in batches.
    return source.scanner().to_reader()
