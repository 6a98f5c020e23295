"""Publication: the current bundles become ``OUT/parquet``, ``OUT/json`` and ``OUT/schema``.

``OUT/parquet`` is a symbolic link to a folder below ``OUT/snapshots``. A new snapshot is built
beside the old one and the link is replaced by one rename, so that a reader finds the old state or
the new one, never a mixture. A snapshot's folder and its files are named after their content
(a digest of documents and versions): the same documents give the same names and the same bytes,
and a reader that listed the files before the change meets a missing file rather than one of
another state. The snapshot before the current one stays until the next is published, for readers
that hold its real path (as :func:`outputs.publication.frames.load` does). Partitions whose documents did not
change are linked into the new snapshot, not written again.

Tables are partitioned by their document's ``fiscal_year`` and ``report_kind``, hive style; an
unknown value is ``__HIVE_DEFAULT_PARTITION__``. A partition of many documents has several files, each
for a range of document ids, so that a change rewrites one of them and a reader that asks for a document
opens one. Rows lie in the order of their documents. Readers tell the columns' types from the names of
the folders, so a table in which no folder tells one (no rows, or every year unknown) also has a
folder ``fiscal_year=0/report_kind=budget`` with a file without rows.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from outputs.schemas.arrow_schemas import PARTITION_COLUMNS, dataset_schema, file_schema
from outputs.schemas.datapackage import datapackage
from outputs.schemas.json_schema import json_schema, pretty
from outputs.store.bundles import put_back_replaced, read_document, read_rows
from outputs.store.catalogue import CurrentBundle, current_bundles
from outputs.store.out_folder import (
    DOCUMENT,
    OutFolder,
    publishing_alone,
    replace_file,
    subfolders,
    write_file,
)
from records.tables import TABLES
from records.vocabularies import vocabularies

ID_BITS = 128
"""Bits of a document id, which is 32 hex digits."""

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
ROW_GROUP = 100_000
"""Rows from which on a row group is written: large enough to compress, small enough to hold."""
GROUP_BYTES = 64 * 1024 * 1024
"""Or so many bytes: rows of hostile documents may be large."""


PARTS_AT_ONCE = min(4, os.cpu_count() or 1)
"""Each holds up to a row group of every table."""

DOCUMENTS_PER_FILE = 2_000
"""A partition of more documents has several files: some ten megabytes each for the larger tables."""


@dataclass(frozen=True, slots=True)
class Part:
    """The documents that share a file in every table, by id.

    ``number`` is that of their range of ids, of all ranges of the partition.
    """

    folder: str
    number: int
    bundles: list[Path]
    digest: str

    @property
    def file_name(self) -> str:
        return f"part-{self.number:05d}-{self.digest[:16]}.parquet"


def publish(out: OutFolder) -> None:
    """Bring everything that readers see up to date with the bundles; nothing to do is quick.

    Several runs may publish into one OUT: one waits for the other. Raises ``OSError`` if OUT cannot
    be written; what readers see is then as before.
    """
    with publishing_alone(out):
        published = publish_tables(out)
        _publish_json(out, published)
        replace_file(out.schema / "document.schema.json", pretty(json_schema()))
        replace_file(out.schema / "datapackage.json", pretty(datapackage()))


def publish_tables(out: OutFolder) -> list[CurrentBundle]:
    """Only ``OUT/parquet``; the bundles that are in it, by document. To be called by one run at a time."""
    put_back_replaced(out)
    published = current_bundles(out)
    _publish_parquet(out, _parts(out, published))
    return published


def _parts(out: OutFolder, published: list[CurrentBundle]) -> list[Part]:
    """The parts of all partitions; ``published`` is sorted by document id."""
    partitions: dict[str, list[CurrentBundle]] = {}
    for one in published:
        partitions.setdefault(_folder_name((one.fiscal_year, one.report_kind)), []).append(one)
    parts = []
    for folder, members in sorted(partitions.items()):
        for number, chosen in _in_ranges(members):
            digest = _digest(f"{one.document_id} {one.content}" for one in chosen)
            parts.append(Part(folder, number, [one.path(out) for one in chosen], digest))
    return parts


def _in_ranges(members: list[CurrentBundle]) -> Iterator[tuple[int, list[CurrentBundle]]]:
    """The documents by range of ids, each range with its number."""
    ranges = _ranges(len(members))

    def number(one: CurrentBundle) -> int:
        return int(one.document_id, 16) * ranges >> ID_BITS

    for key, of_range in groupby(members, key=number):
        yield key, list(of_range)


def _ranges(documents: int) -> int:
    """Into how many ranges of ids the documents of a partition are divided: a power of two.

    Ids are digests, so ranges of the same width hold about as many documents each; and a partition
    that grows is divided anew only when it has doubled.
    """
    return 1 << max(0, math.ceil(math.log2(max(1, documents) / DOCUMENTS_PER_FILE)))


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


def _publish_parquet(out: OutFolder, parts: list[Part]) -> None:
    name = _digest(f"{p.folder} {p.file_name}" for p in parts)[:16]
    current = out.parquet.resolve() if out.parquet.is_symlink() else None
    sound = _sound_files(current) if current is not None else {}
    if current is not None and current.name.partition("-")[0] == name and None not in sound.values():
        return
    while (out.snapshots / name).is_dir() and None in _sound_files(out.snapshots / name).values():
        name += "-anew"  # readers of the damaged one are left alone
    for leftover in out.snapshots.glob(".building-*"):
        shutil.rmtree(leftover)
    building = out.snapshots / f".building-{name}"
    building.mkdir(parents=True)

    def build(part: Part) -> None:
        if current is None or not _link_part(current, building, part, sound):
            _write_part(building, part)

    with ThreadPoolExecutor(PARTS_AT_ONCE) as threads:
        list(threads.map(build, parts))
    for table in TABLES:
        _add_empty_file(building / table, table)
    finished = out.snapshots / name
    if finished.exists():
        shutil.rmtree(building)
    else:
        out.runs.mkdir(exist_ok=True)
        write_file(manifest_of(finished), json.dumps(_stamps(building)).encode())
        os.rename(building, finished)
    _point_to(out.parquet, finished)
    for old in subfolders(out.snapshots):
        if old != finished and (current is None or old.name != current.name):
            shutil.rmtree(old)
            manifest_of(old).unlink(missing_ok=True)


def manifest_of(snapshot: Path) -> Path:
    """The file that tells what a snapshot was made with: among what differs from run to run, for it tells
    the time, too.
    """
    return OutFolder(snapshot.parent.parent).runs / f"{snapshot.name}.files"


def _point_to(link: Path, folder: Path) -> None:
    beside = link.with_name(f".{link.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(os.path.relpath(folder, link.parent), target_is_directory=True)
    if link.is_dir() and not link.is_symlink():
        raise FileExistsError(f"{link} is a folder that Duizhang did not make; please move it away")
    os.replace(beside, link)


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Name of each file of a snapshot -> its size and the time of its last change."""
    return {
        str(path.relative_to(folder)): (status.st_size, status.st_mtime_ns)
        for path in sorted(folder.rglob("*.parquet"))
        for status in [path.stat()]
    }


def _sound_files(snapshot: Path) -> dict[str, tuple[int, int] | None]:
    """Name of each file that a snapshot was made with -> its stamp, ``None`` if it is not as it was made.

    A snapshot that does not tell its files is not sound.
    """
    try:
        made = {name: tuple(stamp) for name, stamp in json.loads(manifest_of(snapshot).read_bytes()).items()}
    except (OSError, ValueError, AttributeError):
        return {"": None}
    there = _stamps(snapshot)
    return {name: there[name] if there.get(name) == stamp else None for name, stamp in made.items()}


def _link_part(current: Path, building: Path, part: Part, sound: dict[str, tuple[int, int] | None]) -> bool:
    """Take over a part's files from the current snapshot; False if it has them not, or not as they were."""
    suffix = f"/{part.folder}/{part.file_name}"
    names = [name for name in sound if name.endswith(suffix)]
    if not names or any(sound[name] is None for name in names):
        return False
    files = [current / name for name in names]
    for file in files:
        target = building / file.relative_to(current)
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(file, target)
    return True


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


def _write_part(building: Path, part: Part) -> None:
    """Write the rows of a part, of every table that has any, in the order of the documents."""
    waiting: dict[str, list[pa.RecordBatch]] = {table: [] for table in TABLES}
    writers: dict[str, parquet.ParquetWriter] = {}

    def flush(table: str) -> None:
        if table not in writers:
            path = building / table / part.folder / part.file_name
            path.parent.mkdir(parents=True, exist_ok=True)
            writers[table] = _writer(path, table)
        rows = pa.Table.from_batches(waiting[table]).combine_chunks()
        writers[table].write_table(rows, row_group_size=ROW_GROUP)
        waiting[table].clear()

    try:
        for bundle in part.bundles:
            for table, batch in read_rows(bundle).items():
                if batch.num_rows:
                    waiting[table].append(batch)
                    if _is_enough(waiting[table]):
                        flush(table)
        for table, batches in waiting.items():
            if batches:
                flush(table)
    finally:
        _close(list(writers.values()))


def _is_enough(batches: list[pa.RecordBatch]) -> bool:
    """Whether so many rows wait, or such large ones, that they are to be written."""
    return sum(b.num_rows for b in batches) >= ROW_GROUP or sum(b.nbytes for b in batches) >= GROUP_BYTES


def _close(writers: list[parquet.ParquetWriter]) -> None:
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


def _writer(path: Path, table: str) -> parquet.ParquetWriter:
    schema = file_schema(table)
    by_document = parquet.SortingColumn(schema.get_field_index("document_id"))
    return parquet.ParquetWriter(
        path,
        schema,
        compression="zstd",
        sorting_columns=[by_document],
        write_page_index=True,
        write_page_checksum=True,
    )


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


def _publish_json(out: OutFolder, published: list[CurrentBundle]) -> None:
    """Show each current document below ``OUT/json``: a copy, so that who edits it harms no bundle.

    Raises :class:`~outputs.store.bundles.DamagedBundle`.
    """
    out.json.mkdir(parents=True, exist_ok=True)
    current = {one.document_id: one for one in published}
    for leftover in out.json.glob(".*.json.*"):  # of a run that was ended, or met a full disk
        leftover.unlink()
    for shown in out.json.glob("*.json"):
        if shown.stem not in current:
            shown.unlink()
    for document_id, one in current.items():
        bundle, shown = one.path(out), out.json / f"{document_id}.json"
        if _is_copy(bundle / DOCUMENT, shown):
            continue
        data = read_document(bundle, one.content)
        made = (bundle / DOCUMENT).stat()
        beside = shown.with_name(f".{shown.name}.{os.getpid()}")
        beside.write_bytes(data)
        os.utime(beside, ns=(made.st_atime_ns, made.st_mtime_ns))
        os.replace(beside, shown)


def _is_copy(source: Path, shown: Path) -> bool:
    """Whether a file is a copy of ours that was not changed since."""
    try:
        made, there = source.stat(), shown.stat()
    except OSError:
        return False
    same = (made.st_size, made.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
    return same and made.st_ino != there.st_ino
