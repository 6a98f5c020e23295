"""Publication: the current bundles become ``OUT/parquet``, ``OUT/json`` and ``OUT/schema``.

``OUT/parquet`` is a symbolic link to a folder below ``OUT/snapshots``. A new snapshot is built
beside the old one and the link is replaced by one rename, so that a reader finds the old state or
the new one, never a mixture. A snapshot's folder and its files are named after their content
(a digest of documents and versions): the same documents give the same names and the same bytes,
and a reader that listed the files before the change meets a missing file rather than one of
another state. The snapshot before the current one stays until the next is published, for readers
that hold its real path (as :func:`outputs.load` does). Partitions whose documents did not
change are linked into the new snapshot, not written again.

Tables are partitioned by their document's ``fiscal_year`` and ``report_kind``, hive style; an
unknown value is ``__HIVE_DEFAULT_PARTITION__``. Readers tell the columns' types from the names of
the folders, so a table in which no folder tells one (no rows, or every year unknown) also has a
folder ``fiscal_year=0/report_kind=budget`` with a file without rows.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from outputs.arrow_schemas import PARTITION_COLUMNS, dataset_schema, file_schema
from outputs.bundles import BundleHead, read_head, read_rows
from outputs.datapackage import datapackage
from outputs.json_schema import json_schema, pretty
from outputs.out_folder import DOCUMENT, OutFolder, current_bundles, replace_file, subfolders
from records.tables import TABLES
from records.vocabularies import vocabularies

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
ROW_GROUP = 100_000
"""Rows from which on a row group is written: large enough to compress, small enough to hold."""


@dataclass(frozen=True, slots=True)
class Partition:
    """The documents that share a folder in every table, by id."""

    folder: str
    bundles: list[Path]
    digest: str

    @property
    def file_name(self) -> str:
        return f"part-{self.digest[:16]}.parquet"


def publish(out: OutFolder) -> None:
    """Bring everything that readers see up to date with the bundles; nothing to do is quick.

    Several runs may publish into one OUT: one waits for the other. Raises ``OSError`` if OUT cannot
    be written; what readers see is then as before.
    """
    with _alone(out):
        bundles = current_bundles(out)
        heads = {document_id: read_head(bundle) for document_id, bundle in bundles.items()}
        _publish_parquet(out, _partitions(bundles, heads))
        _publish_json(out, bundles)
        replace_file(out.schema / "document.schema.json", pretty(json_schema()))
        replace_file(out.schema / "datapackage.json", pretty(datapackage()))


@contextmanager
def _alone(out: OutFolder) -> Iterator[None]:
    out.staging.mkdir(parents=True, exist_ok=True)
    with (out.staging / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _partitions(bundles: dict[str, Path], heads: dict[str, BundleHead]) -> list[Partition]:
    members: dict[str, list[str]] = {}
    for document_id, head in heads.items():
        members.setdefault(_folder_name(head.partition), []).append(document_id)
    return [
        Partition(folder, [bundles[i] for i in ids], _digest(f"{i} {heads[i].content}" for i in ids))
        for folder, ids in sorted(members.items())
    ]


def _folder_name(values: tuple[Any, ...]) -> str:
    return "/".join(
        f"{name}={UNKNOWN if value is None else value}"
        for name, value in zip(PARTITION_COLUMNS, values, strict=True)
    )


def _digest(parts: Iterator[str]) -> str:
    digest = hashlib.sha256(_schemas_digest().encode())
    for part in parts:
        digest.update(f"{part}\n".encode())
    return digest.hexdigest()


def _schemas_digest() -> str:
    schemas = b"".join(dataset_schema(table).serialize().to_pybytes() for table in TABLES)
    return hashlib.sha256(schemas).hexdigest()


def _publish_parquet(out: OutFolder, partitions: list[Partition]) -> None:
    name = _digest(f"{p.folder} {p.digest}" for p in partitions)[:16]
    current = out.parquet.resolve() if out.parquet.is_symlink() else None
    if current is not None and current.name == name and current.is_dir():
        return
    for leftover in out.snapshots.glob(".building-*"):
        shutil.rmtree(leftover)
    building = out.snapshots / f".building-{name}"
    building.mkdir(parents=True)
    for partition in partitions:
        if current is None or not _link_partition(current, building, partition):
            _write_partition(building, partition)
    for table in TABLES:
        _add_empty_file(building / table, table)
    finished = out.snapshots / name
    if finished.exists():
        shutil.rmtree(building)
    else:
        os.rename(building, finished)
    _point_to(out.parquet, finished)
    for old in subfolders(out.snapshots):
        if old != finished and (current is None or old.name != current.name):
            shutil.rmtree(old)


def _point_to(link: Path, folder: Path) -> None:
    beside = link.with_name(f".{link.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(os.path.relpath(folder, link.parent), target_is_directory=True)
    if link.is_dir() and not link.is_symlink():
        raise FileExistsError(f"{link} is a folder that Duizhang did not make; please move it away")
    os.replace(beside, link)


def _link_partition(current: Path, building: Path, partition: Partition) -> bool:
    """Take over a partition's files from the current snapshot; False if it has them not."""
    files = list(current.glob(f"*/{partition.folder}/{partition.file_name}"))
    for file in files:
        target = building / file.relative_to(current)
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(file, target)
    return bool(files)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


def _write_partition(building: Path, partition: Partition) -> None:
    """Write the rows of a partition, of every table that has any, in the order of the documents."""
    waiting: dict[str, list[pa.RecordBatch]] = {table: [] for table in TABLES}
    writers: dict[str, parquet.ParquetWriter] = {}

    def flush(table: str) -> None:
        if table not in writers:
            path = building / table / partition.folder / partition.file_name
            path.parent.mkdir(parents=True, exist_ok=True)
            writers[table] = _writer(path, table)
        rows = pa.Table.from_batches(waiting[table]).combine_chunks()
        writers[table].write_table(rows, row_group_size=ROW_GROUP)
        waiting[table].clear()

    try:
        for bundle in partition.bundles:
            for table, batch in read_rows(bundle).items():
                if batch.num_rows:
                    waiting[table].append(batch)
                    if sum(b.num_rows for b in waiting[table]) >= ROW_GROUP:
                        flush(table)
        for table, batches in waiting.items():
            if batches:
                flush(table)
    finally:
        for writer in writers.values():
            writer.close()


def _writer(path: Path, table: str) -> parquet.ParquetWriter:
    return parquet.ParquetWriter(path, file_schema(table), compression="zstd")


def _add_empty_file(folder: Path, table: str) -> None:
    """Give the table's folder a file without rows if no other folder tells the columns' types."""
    names = {str(path.relative_to(folder).parent) for path in folder.glob("*/*/*.parquet")}
    told = [[n for n in names if f"{column}={UNKNOWN}" not in n] for column in PARTITION_COLUMNS]
    if all(told):
        return
    first_kind = next(iter(vocabularies()["report_kind"]))
    path = folder / _folder_name((0, first_kind)) / "part-empty.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    _writer(path, table).close()


def _publish_json(out: OutFolder, bundles: dict[str, Path]) -> None:
    """Show each current document below ``OUT/json``: a hard link to the one in its bundle."""
    out.json.mkdir(parents=True, exist_ok=True)
    for shown in out.json.glob("*.json"):
        if shown.stem not in bundles:
            shown.unlink()
    for document_id, bundle in bundles.items():
        source, shown = bundle / DOCUMENT, out.json / f"{document_id}.json"
        if shown.exists() and _same_file(source, shown):
            continue
        beside = shown.with_name(f".{shown.name}.{os.getpid()}")
        beside.unlink(missing_ok=True)
        _link(source, beside)
        os.replace(beside, shown)


def _same_file(a: Path, b: Path) -> bool:
    return os.path.samefile(a, b) or a.read_bytes() == b.read_bytes()
