"""Bundles: what one version made of one document, written once.

A bundle is a folder with two files. ``document.json`` is the document whole; ``rows.arrow`` holds
the same rows in an Arrow file of a single row (:func:`outputs.schemas.arrow_schemas.document_schema`),
from which the published tables are built without reading JSON again. Its metadata tells the
SHA-256 of ``document.json``, and what the run remarked on the document; behind the Arrow file stands its
own SHA-256.

A bundle is made in a staging folder on the same file system and takes its place by one rename: it
is there whole or not at all, and that it is there is the record that the work is done. A worker
process writes the JSON; :func:`complete` does the rest where Arrow is loaded anyway.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import json as arrow_json

from outputs.schemas.arrow_schemas import document_schema, file_schema
from outputs.store.out_folder import DOCUMENT, OutFolder, subfolders, write_file
from records.tables import TABLES

ROWS = "rows.arrow"
_CONTENT = b"document.json sha256"
_COUNTS = b"rows"
_REMARKS = b"remarks"
_SEAL = b"SHA-256:"
"""Stands behind the Arrow file, before its digest; files of an older making have none."""


class InvalidDocument(Exception):
    """A ``document.json`` that does not fit the schema of the published tables."""


class DamagedBundle(Exception):
    """A bundle that cannot be read back; ``str()`` is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class BundleHead:
    """What is told of a bundle without reading all its rows.

    ``document`` is the row of ``documents``, ``content`` the SHA-256 of ``document.json``, ``rows``
    the number of rows of each table, ``diagnostics`` severity, stage, code and message of each,
    ``remarks`` what was given to :func:`complete`.
    """

    document: dict[str, Any]
    content: str
    rows: dict[str, int]
    diagnostics: list[tuple[str, str, str, str]]
    remarks: dict[str, Any]

    @property
    def errors(self) -> list[str]:
        """The messages of the document's errors."""
        return [message for severity, _, _, message in self.diagnostics if severity == "error"]


def add_rows(staged: Path, remarks: dict[str, Any] | None = None) -> None:
    """Add the rows to a folder that holds ``document.json``.

    ``remarks``, plain values that follow from the document, are kept for :func:`read_head`. Raises
    :class:`InvalidDocument` if the JSON does not fit the schema, ``OSError`` if the disk is full or
    forbids it.
    """
    data = (staged / DOCUMENT).read_bytes()
    write_file(staged / ROWS, _rows_file(data, remarks or {}))


def put_in_place(staged: Path, bundle: Path, replace: bool = False) -> None:
    """Let a finished staging folder take the place of a bundle by one rename.

    If the bundle is there already it stays, unless ``replace`` is set. Raises ``OSError``; nothing is
    then changed.
    """
    bundle.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(bundle)
    if replace and bundle.exists():
        shutil.rmtree(aside, ignore_errors=True)
        os.rename(bundle, aside)
    try:
        os.rename(staged, bundle)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            _put_back(aside, bundle)
            raise
        shutil.rmtree(staged)  # another run has made the same bundle in the meantime
    shutil.rmtree(aside, ignore_errors=True)
    _sync_folder(bundle.parent)


_ASIDE = ".replaced-"


def _aside(bundle: Path) -> Path:
    """Where a bundle lies while another one takes its place: beside it, for who is ended just then."""
    return bundle.with_name(f"{_ASIDE}{bundle.name}")


def _put_back(aside: Path, bundle: Path) -> None:
    """Bring back a bundle that was laid aside, unless another one has its place."""
    if bundle.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
    elif aside.is_dir():
        os.rename(aside, bundle)


def put_back_replaced(out: OutFolder) -> None:
    """Bring back bundles that were laid aside by a run that was ended before the new ones were in place.

    Not while another run replaces bundles: see :func:`~outputs.store.out_folder.publishing_alone`.
    """
    for aside in laid_aside(out):
        _put_back(aside, aside.with_name(aside.name.removeprefix(_ASIDE)))


def laid_aside(out: OutFolder) -> list[Path]:
    """The bundles that lie aside: for a moment, or left so."""
    return [
        shelf / name
        for version in subfolders(out.bundles)
        for shelf in subfolders(version)
        for name in os.listdir(shelf)
        if name.startswith(_ASIDE)
    ]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rows_file(document: bytes, remarks: dict[str, Any]) -> bytes:
    try:
        table = arrow_json.read_json(
            pa.BufferReader(document),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(document) + 1),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=document_schema(), unexpected_field_behavior="error"
            ),
        )
    except pa.ArrowInvalid as error:
        raise InvalidDocument(str(error)) from error
    counts = {name: len(table.column(name)[0]) for name in table.column_names if name != "document"}
    table = table.replace_schema_metadata(
        {
            _CONTENT: hashlib.sha256(document).hexdigest(),
            _COUNTS: json.dumps({"documents": 1} | counts),
            _REMARKS: json.dumps(remarks),
        }
    )
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data + _SEAL + hashlib.sha256(data).digest()


def _unsealed(sealed: pa.Buffer, check: bool) -> pa.Buffer:
    """The Arrow file in a file of rows. Raises ``ValueError`` if it is to be checked and has changed."""
    size = sealed.size - len(_SEAL) - hashlib.sha256().digest_size
    if size < 0 or sealed[size : size + len(_SEAL)].to_pybytes() != _SEAL:
        return sealed
    data = sealed.slice(0, size)
    if check and hashlib.sha256(data).digest() != sealed[size + len(_SEAL) :].to_pybytes():
        raise ValueError("its rows are not those that were written")
    return data


def read_document(bundle: Path, sha256: str) -> bytes:
    """The ``document.json`` of a bundle, with this digest. Raises :class:`DamagedBundle`, ``OSError``."""
    data = (bundle / DOCUMENT).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged(bundle)
    return data


def _damaged(bundle: Path) -> DamagedBundle:
    return DamagedBundle(f"The bundle {bundle} is damaged; remove it and run again.")


@contextmanager
def _opened(bundle: Path, tables: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The single row of a bundle, of all tables or some. Raises :class:`DamagedBundle`."""
    names = document_schema().names
    options = pa.ipc.IpcReadOptions(
        use_threads=False, included_fields=[names.index(name) for name in tables] if tables else None
    )
    try:
        with pa.memory_map(str(bundle / ROWS)) as source:
            data = _unsealed(source.read_buffer(), check=tables is None)
            yield pa.ipc.open_file(pa.BufferReader(data), options=options).get_batch(0)
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise _damaged(bundle) from error


def read_head(bundle: Path) -> BundleHead:
    """What there is to tell of a bundle. Raises :class:`DamagedBundle`."""
    with _opened(bundle, ["document", "diagnostics"]) as batch:
        metadata = batch.schema.metadata or {}
        diagnostics = batch.column("diagnostics")[0].as_py()
        return BundleHead(
            document=batch.column("document")[0].as_py(),
            content=metadata[_CONTENT].decode(),
            rows=json.loads(metadata[_COUNTS]),
            diagnostics=[(d["severity"], d["stage"], d["code"], d["message"]) for d in diagnostics],
            remarks=json.loads(metadata.get(_REMARKS, b"{}")),
        )


def read_rows(bundle: Path) -> dict[str, pa.RecordBatch]:
    """Name of each published table -> the document's rows, as its Parquet files hold them.

    A bundle of an older version may lack a column: it reads as null. Raises :class:`DamagedBundle`.
    """
    with _opened(bundle) as batch:
        rows: dict[str, pa.RecordBatch] = {"documents": _shaped(batch.column("document"), "documents")}
        for table in batch.schema.names:
            if table in TABLES:
                rows[table] = _shaped(batch.column(table).flatten(), table)
        return rows


def _shaped(rows: pa.StructArray, table: str) -> pa.RecordBatch:
    schema = file_schema(table)
    present = {field.name for field in rows.type}
    columns = [
        rows.field(field.name).cast(field.type) if field.name in present else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
