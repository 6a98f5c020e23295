"""The files of one part of a snapshot: the rows of its documents, of every table that has any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from pyarrow import parquet

from outputs.publication.additions import Added, Additions, with_added
from outputs.publication.former_parts import FormerPart, FormerParts, MadeOf, note_made
from outputs.publication.shown import ShownDocuments
from outputs.publication.wide import batch_of, figures_rows
from outputs.schemas.arrow_schemas import file_schema
from outputs.store.bundles import InvalidDocument, read_document, rows_of_documents
from outputs.store.catalogue import CurrentBundle
from outputs.store.out_folder import OutFolder
from outputs.store.packed import damaged
from records.archive_tables import OF_DOCUMENTS
from records.tables import TABLES

ROW_GROUP = 100_000
"""Rows from which on a row group is written: large enough to compress, small enough to hold."""
GROUP_BYTES = 128 * 1024 * 1024
"""Or rows of documents that have so many bytes: those of hostile ones may be large."""
BYTES_TOGETHER = 8 * 1024 * 1024
"""Documents of so many bytes are made rows at once."""
TABLES_OF_DOCUMENTS = (*TABLES, *OF_DOCUMENTS)


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
        return f"{self.range_name}{self.digest[:16]}.parquet"

    @property
    def range_name(self) -> str:
        """What the names of all files of its range begin with, whatever is in them."""
        return f"part-{self.number:05d}-"


@dataclass(frozen=True, slots=True)
class Published:
    """The documents of a snapshot, and what is added to each by the others."""

    documents: list[CurrentBundle]
    additions: Additions
    shown: ShownDocuments | None = None
    """Where their JSON is shown, if it is."""

    def made(self, one: CurrentBundle) -> str:
        """What changes when a document's rows do."""
        return f"{one.content} {self.additions.digest(one.document_id)}"

    def document(self, out: OutFolder, one: CurrentBundle) -> bytes:
        """The JSON of a document as it is published. Raises :class:`~outputs.store.packed.DamagedBundle`."""
        data = read_document(one.path(out), one.content)
        return with_added(data, self.additions.of(one.document_id))


@dataclass(slots=True)
class WaitingRows:
    """Rows of a table that are to be written, how many they are, and how many bytes their documents have."""

    batches: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0
    size: int = 0

    def add(self, batch: pa.RecordBatch, size: int) -> None:
        """Add the rows of a document whose JSON has so many bytes."""
        self.batches.append(batch)
        self.rows += batch.num_rows
        self.size += size

    @property
    def is_enough(self) -> bool:
        """Whether so many rows wait, or of such large documents, that they are to be written."""
        return self.rows >= ROW_GROUP or self.size >= GROUP_BYTES


@dataclass(slots=True)
class PartWriter:
    """Writes the rows of a part, each table to a file of its own; to be closed.

    Where one row group ends and the next begins follows from the documents alone, not from where their rows
    come from.
    """

    building: Path
    part: SnapshotPart
    waiting: dict[str, WaitingRows] = field(default_factory=dict)
    writers: dict[str, parquet.ParquetWriter] = field(default_factory=dict)

    def add(self, table: str, batch: pa.RecordBatch, size: int) -> None:
        """Add the rows of the next document in a table."""
        if batch.num_rows:
            waiting = self.waiting.setdefault(table, WaitingRows())
            waiting.add(batch, size)
            if waiting.is_enough:
                self.flush(table)

    def flush(self, table: str) -> None:
        """Write what waits."""
        waiting = self.waiting.pop(table, None)
        if waiting is None:
            return
        if table not in self.writers:
            path = self.building / table / self.part.folder / self.part.file_name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.writers[table] = writer_of(path, table)
        rows = pa.Table.from_batches(waiting.batches).combine_chunks()
        self.writers[table].write_table(rows, row_group_size=ROW_GROUP)


def write_part(
    out: OutFolder, building: Path, part: SnapshotPart, published: Published, former: FormerParts
) -> None:
    """Write the rows of a part, of every table that has any, in the order of the documents."""
    wanted = {one.document_id: published.made(one) for one in part.documents}
    before = former.before(f"{part.folder}/{part.range_name}", wanted)
    writer = PartWriter(building, part)
    try:
        if before is None:
            sizes = _write_anew(out, writer, published)
        else:
            sizes = _write_again(out, writer, published, before)
    finally:
        close_all(list(writer.writers.values()))
    made = {document_id: MadeOf(wanted[document_id], size) for document_id, size in sizes.items()}
    note_made(published.additions.book, f"{part.folder}/{part.file_name}", made)


def _write_anew(out: OutFolder, writer: PartWriter, published: Published) -> dict[str, int]:
    """Write all rows from the bundles; the size of each document's JSON."""
    sizes = {}
    for made in _made(out, writer.part.documents, published):
        sizes[made.document_id] = made.size
        for table, batch in made.rows.items():
            writer.add(table, batch, made.size)
    for table in TABLES_OF_DOCUMENTS:
        writer.flush(table)
    return sizes


def _write_again(
    out: OutFolder, writer: PartWriter, published: Published, before: FormerPart
) -> dict[str, int]:
    """The same, with the rows of the documents that did not change from the files of the part before."""
    others = [one for one in writer.part.documents if one.document_id not in before.made]
    anew = {made.document_id: made for made in _made(out, others, published)}
    sizes = {
        one.document_id: (anew.get(one.document_id) or before.made[one.document_id]).size
        for one in writer.part.documents
    }
    for table in TABLES_OF_DOCUMENTS:
        there = before.rows(table)
        there |= {document_id: made.rows[table] for document_id, made in anew.items() if table in made.rows}
        for document_id, size in sizes.items():
            if document_id in there:
                writer.add(table, there[document_id], size)
        writer.flush(table)
    return sizes


class MadeRows(NamedTuple):
    """The rows of a document in all tables of documents, and the bytes of its JSON."""

    document_id: str
    rows: dict[str, pa.RecordBatch]
    size: int


Read = tuple[CurrentBundle, Added, bytes]
"""A document, what is added to it, and its JSON with that."""


def _made(out: OutFolder, documents: Iterable[CurrentBundle], published: Published) -> Iterator[MadeRows]:
    """The rows of documents, whose JSON is shown too: it is read once."""
    together: list[Read] = []
    for one in documents:
        added = published.additions.of(one.document_id)
        data = with_added(read_document(one.path(out), one.content), added)
        made = published.made(one)
        if published.shown is not None and not published.shown.shows(one.document_id, made):
            published.shown.show(one.document_id, made, data)
        together.append((one, added, data))
        if sum(len(data) for _, _, data in together) >= BYTES_TOGETHER:
            yield from _rows(out, together, published)
            together.clear()
    yield from _rows(out, together, published)


def _rows(out: OutFolder, together: Sequence[Read], published: Published) -> Iterator[MadeRows]:
    if not together:
        return
    try:
        rows_of_each = rows_of_documents([data for _, _, data in together])
    except InvalidDocument as error:
        if len(together) == 1:
            raise damaged(together[0][0].path(out)) from error
        for each in together:  # which of them it is
            yield from _rows(out, [each], published)
        return
    for (one, added, data), rows in zip(together, rows_of_each, strict=True):
        rows |= {table: batch_of(table, some) for table, some in added.own.items()}
        if added.columns.get("counts", True):
            body = published.additions.body(one.document_id)
            rows["figures"] = figures_rows(rows["facts"], rows["documents"], body)
        yield MadeRows(one.document_id, rows, len(data))


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
