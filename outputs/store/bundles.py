"""Bundles: what one version made of one document, written once.

A bundle is a folder with two compressed files. ``document.json.zst`` is the document whole;
``head.json.zst`` tells what is asked most: the row of the document, its diagnostics, how many rows each table
has, what the run remarked on it, and the SHA-256 of the document's JSON. The published tables are built from
the JSON.

A bundle is made in a staging folder on the same file system and takes its place by one rename: it
is there whole or not at all, and that it is there is the record that the work is done. A worker
process writes the JSON; :func:`complete` does the rest where Arrow is loaded anyway.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
from pyarrow import json as arrow_json

from outputs.schemas.arrow_schemas import document_schema, file_schema
from outputs.schemas.json_documents import rows_in
from outputs.store.out_folder import DOCUMENT, OutFolder, subfolders
from outputs.store.packed import PACKED, DamagedBundle, damaged, document_bytes, read_packed, write_packed

HEAD = "head.json.zst"

__all__ = ["HEAD", "BundleHead", "DamagedBundle", "InvalidDocument", "complete", "put_in_place", "read_head"]


class InvalidDocument(Exception):
    """A ``document.json`` that does not fit the schema of the published tables."""


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


def complete(staged: Path, remarks: dict[str, Any] | None = None) -> None:
    """Make a bundle of a folder that holds ``document.json``.

    ``remarks``, plain values that follow from the document, are kept for :func:`read_head`. Raises
    :class:`InvalidDocument` if the JSON does not fit the schema, ``OSError`` if the disk is full or
    forbids it.
    """
    data = (staged / DOCUMENT).read_bytes()
    rows = _counted(_table(data))
    write_packed(staged / PACKED, data)
    write_packed(staged / HEAD, orjson.dumps(asdict(_head(data, rows, remarks or {}))))
    (staged / DOCUMENT).unlink()


def _head(data: bytes, rows: dict[str, int], remarks: dict[str, Any]) -> BundleHead:
    """The head of a document of which it is known how many ``rows`` its tables have."""
    content = rows_in(data, ("diagnostics",))
    return BundleHead(
        document=content["document"],
        content=hashlib.sha256(data).hexdigest(),
        rows={"documents": 1} | rows,
        diagnostics=[(d["severity"], d["stage"], d["code"], d["message"]) for d in content["diagnostics"]],
        remarks=remarks,
    )


def _counted(document: pa.Table) -> dict[str, int]:
    """How many rows each table of a document has, which is a table of one row."""
    (batch,) = document.to_batches()
    return {name: len(batch.column(name).flatten()) for name in batch.schema.names if name != "document"}


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


def _table(documents: bytes) -> pa.Table:
    """Documents as a table of a row each. Raises :class:`InvalidDocument`."""
    try:
        return arrow_json.read_json(
            pa.BufferReader(documents),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(documents) + 1),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=document_schema(), unexpected_field_behavior="error"
            ),
        )
    except pa.ArrowInvalid as error:
        raise InvalidDocument(str(error)) from error


def read_document(bundle: Path, sha256: str) -> bytes:
    """The ``document.json`` of a bundle, with this digest. Raises :class:`DamagedBundle`, ``OSError``."""
    data = document_bytes(bundle)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise damaged(bundle)
    return data


def read_head(bundle: Path) -> BundleHead:
    """What there is to tell of a bundle; of one of an older making without the remarks.

    Raises :class:`DamagedBundle`.
    """
    try:
        try:
            told = orjson.loads(read_packed(bundle / HEAD))
        except FileNotFoundError:
            data = (bundle / DOCUMENT).read_bytes()
            tables = {name: rows for name, rows in orjson.loads(data).items() if name != "document"}
            return _head(data, {name: len(rows) for name, rows in tables.items()}, {})
        told["diagnostics"] = [tuple(one) for one in told["diagnostics"]]
        return BundleHead(**told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(bundle) from error


def rows_of_documents(documents: Sequence[bytes]) -> list[dict[str, pa.RecordBatch]]:
    """Name of each table of documents -> the rows of a document's JSON, as its Parquet files hold them.

    Of several documents, which are read at once: much of the time goes into the columns, not into their rows.
    JSON of an older version may lack a column: it reads as null. Raises :class:`InvalidDocument`.
    """
    (batch,) = _table(b"".join(documents)).to_batches()
    rows: list[dict[str, pa.RecordBatch]] = [{} for _ in documents]
    for name in batch.schema.names:
        table = "documents" if name == "document" else name
        column = batch.column(name)
        shaped = _shaped(column if name == "document" else column.flatten(), table)
        ends = range(len(documents) + 1) if name == "document" else column.offsets.to_pylist()
        for of_document, (begin, end) in zip(rows, pairwise(ends), strict=True):
            of_document[table] = shaped.slice(begin, end - begin)
    return rows


def _shaped(rows: pa.StructArray, table: str) -> pa.RecordBatch:
    schema = file_schema(table)
    present = {field.name for field in rows.type}
    columns = [
        rows.field(field.name) if field.name in present else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
