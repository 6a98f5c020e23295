"""Publication: the current bundles become ``OUT/parquet``, ``OUT/json`` and ``OUT/schema``.

``OUT/parquet`` is a symbolic link to a folder below ``OUT/snapshots``. A new snapshot is built
beside the old one and the link is replaced by one rename, so that a reader finds the old state or
the new one, never a mixture. A snapshot's folder and its files are named after their content
(a digest of documents and versions): the same documents give the same names and the same bytes,
and a reader that listed the files before the change meets a missing file rather than one of
another state. The snapshot before the current one stays until the next is published, for readers
that hold its real path (as :func:`outputs.publication.frames.load` does). Partitions whose documents did not
change are linked into the new snapshot, not written again. The JSON of a document is shown when its rows are
made, a moment before the tables change: it is read once for both.

What the documents of an archive say of each other is put into their rows here
(:mod:`outputs.publication.holding`): bundles are never changed.

Tables of documents are partitioned by their document's ``fiscal_year`` and ``report_kind``, hive style; an
unknown value is ``__HIVE_DEFAULT_PARTITION__``. A partition of many documents has several files, each
for a range of document ids, so that a change rewrites one of them and a reader that asks for a document
opens one. Rows lie in the order of their documents. Readers tell the columns' types from the names of
the folders, so a table in which no folder tells one (no rows, or every year unknown) also has a
folder ``fiscal_year=0/report_kind=budget`` with a file without rows. ``bodies`` and ``accounts`` are one file
each, whatever the year.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from outputs.publication.additions import ToldFindings
from outputs.publication.former_parts import FormerParts
from outputs.publication.holding import HoldBodies, directly, hold_archive
from outputs.publication.part_files import Published, SnapshotPart, write_part, writer_of
from outputs.publication.shown import ShownDocuments
from outputs.publication.wide import ListRows, accounts_rows, bodies_rows, digest_of_rows
from outputs.schemas.arrow_schemas import PARTITION_COLUMNS, schemas_digest
from outputs.schemas.datapackage import datapackage
from outputs.schemas.json_schema import json_schema, pretty
from outputs.store.book import opened_book
from outputs.store.bundles import put_back_replaced
from outputs.store.catalogue import CurrentBundle, current_bundles
from outputs.store.out_folder import OutFolder, publishing_alone, replace_file, subfolders, write_file
from outputs.store.reviews import kept_reviews
from records.archive_tables import OF_DOCUMENTS
from records.tables import TABLES
from records.vocabularies import vocabularies

ID_BITS = 128
"""Bits of a document id, which is 32 hex digits."""

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"

PARTS_AT_ONCE = min(4, os.cpu_count() or 1)
"""Each holds up to a row group of every table."""

DOCUMENTS_PER_FILE = 250
"""A partition of more documents has several files; a new document writes one of them again."""


def publish(
    out: OutFolder, hold_bodies: HoldBodies = directly, asked: Collection[str] = ()
) -> dict[str, ToldFindings]:
    """Bring everything that readers see up to date with the bundles; nothing to do is quick.

    What a run tells of the documents that it ``asked`` for, where others bear upon them, is given back.
    Several runs may publish into one OUT: one waits for the other. ``hold_bodies`` does the work of holding
    documents against each other.
    Raises ``OSError`` if OUT cannot be written; the tables that readers see are then as before.
    """
    with publishing_alone(out), published_tables(out, hold_bodies, with_json=True) as published:
        replace_file(out.schema / "document.schema.json", pretty(json_schema()))
        replace_file(out.schema / "datapackage.json", pretty(datapackage()))
        return published.additions.told(asked)


@contextmanager
def published_tables(
    out: OutFolder, hold_bodies: HoldBodies = directly, *, with_json: bool = False
) -> Iterator[Published]:
    """Bring ``OUT/parquet`` up to date, and ``OUT/json`` if asked for; inside, what is in them.

    To be called by one run at a time.
    """
    put_back_replaced(out)
    with opened_book(out) as book:
        with current_bundles(out) as (documents, totals_of):
            additions = hold_archive(out, documents, totals_of, book, hold_bodies)
        published = Published(documents, additions, ShownDocuments.of(out, book) if with_json else None)
        _publish_parquet(out, _parts(published), published)
        if published.shown is not None:
            _publish_json(out, published, published.shown)
        yield published


def _parts(published: Published) -> list[SnapshotPart]:
    """The parts of all partitions; the documents are sorted by id."""
    partitions: dict[str, list[CurrentBundle]] = {}
    for one in published.documents:
        partitions.setdefault(_folder_name((one.fiscal_year, one.report_kind)), []).append(one)
    parts = []
    for folder, members in sorted(partitions.items()):
        for number, chosen in _in_ranges(members):
            digest = _digest(f"{one.document_id} {published.made(one)}" for one in chosen)
            parts.append(SnapshotPart(folder, number, chosen, digest))
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
    digest = hashlib.sha256(schemas_digest().encode())
    for part in parts:
        digest.update(f"{part}\n".encode())
    return digest.hexdigest()


def _publish_parquet(out: OutFolder, parts: list[SnapshotPart], published: Published) -> None:
    lists: dict[str, ListRows] = {
        "bodies": bodies_rows(published.additions.bodies),
        "reviews": kept_reviews(out),
    }
    told = [f"{p.folder} {p.file_name}" for p in parts] + [digest_of_rows(rows) for rows in lists.values()]
    name = _digest(iter(told))[:16]
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

    former = FormerParts.of(published.additions.book, current, sound)

    def build(part: SnapshotPart) -> None:
        if not _link_part(current, building, former.files.get(f"{part.folder}/{part.file_name}", [])):
            write_part(out, building, part, published, former)

    with ThreadPoolExecutor(PARTS_AT_ONCE) as threads:
        list(threads.map(build, parts))
    for table in (*TABLES, *OF_DOCUMENTS):
        _add_empty_file(building / table, table)
    lists["accounts"] = accounts_rows(
        building, [f"{part.folder}/{part.file_name}" for part in parts], published.additions
    )
    for table, rows in lists.items():
        _write_list(building, table, rows)
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


def _link_part(current: Path | None, building: Path, files: list[Path]) -> bool:
    """Take over a part's ``files`` from the current snapshot; False if there are none."""
    if current is None:
        return False
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


def _add_empty_file(folder: Path, table: str) -> None:
    """Give the table's folder a file without rows if no other folder tells the columns' types."""
    names = {str(path.relative_to(folder).parent) for path in folder.glob("*/*/*.parquet")}
    told = [[n for n in names if f"{column}={UNKNOWN}" not in n] for column in PARTITION_COLUMNS]
    if all(told):
        return
    first_kind = next(iter(vocabularies()["report_kind"]))
    path = folder / _folder_name((0, first_kind)) / "part-empty.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    writer_of(path, table).close()


def _write_list(building: Path, table: str, rows: ListRows) -> None:
    """Write a table that is one list for all years; its file is named after what is in it."""
    path = building / table / f"part-{digest_of_rows(rows)[:16]}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    with writer_of(path, table) as writer:
        writer.write_batch(pa.RecordBatch.from_pylist([asdict(one) for one in rows], writer.schema))


def _publish_json(out: OutFolder, published: Published, shown: ShownDocuments) -> None:
    """Show each current document below ``OUT/json``, with what is added to it; no others.

    Those of which the rows were made were shown with them. Raises
    :class:`~outputs.store.packed.DamagedBundle`.
    """
    shown.remove_others({one.document_id for one in published.documents})
    for one in published.documents:
        if not shown.shows(one.document_id, published.made(one)):
            shown.show(one.document_id, published.made(one), published.document(out, one))
