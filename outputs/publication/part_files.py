"""The files of one part of a snapshot: the rows of its documents, of every table that has any."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from outputs.publication.additions import Additions, with_added
from outputs.publication.wide import batch_of, figures_rows
from outputs.schemas.arrow_schemas import file_schema
from outputs.store.bundles import InvalidDocument, read_document, rows_of_document
from outputs.store.catalogue import CurrentBundle
from outputs.store.out_folder import OutFolder
from outputs.store.packed import damaged
from records.archive_tables import OF_DOCUMENTS
from records.tables import TABLES

ROW_GROUP = 100_000
"""Rows from which on a row group is written: large enough to compress, small enough to hold."""
GROUP_BYTES = 64 * 1024 * 1024
"""Or so many bytes: rows of hostile documents may be large."""


@dataclass(frozen=True, slots=True)
class SnapshotPart:
    """The documents that share a file in every table, by id.

    ``number`` is that of their range of ids, of all ranges of the partition.
    """

    folder: str
    number: int
    documents: list[CurrentBundle]
    digest: str

    @property
    def file_name(self) -> str:
        return f"part-{self.number:05d}-{self.digest[:16]}.parquet"


@dataclass(frozen=True, slots=True)
class Published:
    """The documents of a snapshot, and what is added to each by the others."""

    documents: list[CurrentBundle]
    additions: Additions

    def document(self, out: OutFolder, one: CurrentBundle) -> bytes:
        """The JSON of a document as it is published. Raises :class:`~outputs.store.packed.DamagedBundle`."""
        data = read_document(one.path(out), one.content)
        return with_added(data, self.additions.of(one.document_id))


@dataclass(slots=True)
class WaitingRows:
    """Rows of a table that are to be written, and how many they are: counted as they come."""

    batches: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0
    size: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Add the rows of a document."""
        self.batches.append(batch)
        self.rows += batch.num_rows
        self.size += batch.nbytes

    @property
    def is_enough(self) -> bool:
        """Whether so many rows wait, or such large ones, that they are to be written."""
        return self.rows >= ROW_GROUP or self.size >= GROUP_BYTES


def write_part(out: OutFolder, building: Path, part: SnapshotPart, published: Published) -> None:
    """Write the rows of a part, of every table that has any, in the order of the documents."""
    tables = (*TABLES, *OF_DOCUMENTS)
    waiting = {table: WaitingRows() for table in tables}
    writers: dict[str, parquet.ParquetWriter] = {}

    def flush(table: str) -> None:
        if table not in writers:
            path = building / table / part.folder / part.file_name
            path.parent.mkdir(parents=True, exist_ok=True)
            writers[table] = writer_of(path, table)
        rows = pa.Table.from_batches(waiting[table].batches).combine_chunks()
        writers[table].write_table(rows, row_group_size=ROW_GROUP)
        waiting[table] = WaitingRows()

    try:
        for one in part.documents:
            for table, batch in _rows(out, one, published).items():
                if batch.num_rows:
                    waiting[table].add(batch)
                    if waiting[table].is_enough:
                        flush(table)
        for table in tables:
            if waiting[table].batches:
                flush(table)
    finally:
        close_all(list(writers.values()))


def _rows(out: OutFolder, one: CurrentBundle, published: Published) -> dict[str, pa.RecordBatch]:
    """The rows of a document in all tables of documents."""
    added = published.additions.of(one.document_id)
    try:
        rows = rows_of_document(with_added(read_document(one.path(out), one.content), added))
    except InvalidDocument as error:
        raise damaged(one.path(out)) from error
    rows |= {table: batch_of(table, some) for table, some in added.own.items()}
    if added.columns.get("counts", True):
        rows["figures"] = figures_rows(
            rows["facts"], rows["documents"], published.additions.body(one.document_id)
        )
    return rows


def close_all(writers: list[parquet.ParquetWriter]) -> None:
    """Close all, also after a failure of one: one that is left open closes itself later, with a traceback."""
    failures = []
    for writer in writers:
        try:
            writer.close()
        except OSError as error:
            failures.append(error)
            writer.is_open = False
    if failures:
        raise failures[0]


def writer_of(path: Path, table: str) -> parquet.ParquetWriter:
    """What writes a file of a table."""
    schema = file_schema(table)
    place = schema.get_field_index("document_id")
    return parquet.ParquetWriter(
        path,
        schema,
        compression="zstd",
        sorting_columns=[parquet.SortingColumn(place)] if place >= 0 else None,
        write_page_index=True,
        write_page_checksum=True,
    )
