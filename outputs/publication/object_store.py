"""An OUT on an object store (``s3://…``, or what else fsspec knows): the same things, by single PUTs.

A store has neither renames nor links, so the work is done in a working copy below the user's cache
folder, which may be removed at any time: :func:`bring_up_to_date` makes it again. In the store

- a bundle is there when its head is, which is put last, in one piece;
- the tables lie in ``snapshots/<name>/<table>/…``; ``current.json``, put last, names the snapshot that
  readers should see. The one before it stays until the next change, for readers that are still at work;
- any number of runs may write: who has put ``current.json`` looks whether all bundles that are there by
  then are in it, and publishes again if not.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from outputs.publication.additions import ToldFindings
from outputs.publication.holding import HoldBodies, directly
from outputs.publication.part_files import Published
from outputs.publication.snapshot import publish, published_tables
from outputs.schemas.datapackage import datapackage
from outputs.schemas.json_schema import json_schema, pretty
from outputs.store.bundles import HEAD, put_in_place
from outputs.store.out_folder import DOCUMENT, OutFolder, all_bundles, publishing_alone
from outputs.store.packed import PACKED

CURRENT = "current.json"
IDENTITY = "identity"
"""A file of a bundle in the working copy: which object its rows are those of."""

OLDER = "older "
"""Before the identity of a bundle whose document is not compressed."""
AT_ONCE = 200
"""Objects that are fetched together."""


class NoSuchStore(Exception):
    """An address that no installed library understands; ``str()`` is a sentence for the user."""


def is_address(place: Path | str) -> bool:
    """Whether a place is on an object store: it has a scheme, other than ``file``."""
    return "://" in str(place) and not str(place).startswith("file://")


def out_at(place: Path | str) -> OutFolder:
    """The OUT at a place: a folder, or the working copy of an address."""
    text = str(place)
    if is_address(text):
        return OutFolder(working_copy(text.rstrip("/")), text.rstrip("/"))
    return OutFolder(Path(text.removeprefix("file://")))


def working_copy(address: str) -> Path:
    """The folder in the user's cache that stands for an address."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "duizhang" / "stores" / hashlib.sha256(address.encode()).hexdigest()[:32]


def file_system(address: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it. Raises :class:`NoSuchStore`."""
    from fsspec.core import url_to_fs

    try:
        store, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise NoSuchStore(f"{address}: {error} (for s3:// pip install 'duizhang[s3]')") from error
    store.invalidate_cache()
    return store, path


class Store:
    """A file system of fsspec; whatever it raises when it fails becomes an ``OSError`` that names it."""

    def __init__(self, files: Any, address: str) -> None:
        self._files, self._address = files, address

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._files, name)

        def called(*given: Any, **named: Any) -> Any:
            try:
                return method(*given, **named)
            except OSError:
                raise
            except Exception as error:
                detail = f"{type(error).__name__}: {error}".rstrip(".")
                raise OSError(errno.EIO, detail, self._address) from error

        return called


def store_at(address: str) -> tuple[Any, str]:
    """The store of an address, as :class:`Store`, and the path in it. Raises :class:`NoSuchStore`."""
    files, path = file_system(address)
    return Store(files, address), path


def objects(address: str) -> dict[str, dict[str, Any]]:
    """Path below an address -> what the store tells of the object."""
    store, root = store_at(address)
    try:
        found = store.find(root, detail=True)
    except FileNotFoundError:
        return {}
    return {path[len(root) :].lstrip("/"): info for path, info in found.items()}


def identity(info: dict[str, Any]) -> str:
    """What changes when an object is written again."""
    marks = ("ETag", "etag", "md5", "LastModified", "created", "mtime")
    told = next((info[mark] for mark in marks if info.get(mark)), "")
    # a listing may tell as a number what the object itself tells as a date
    return f"{info.get('size')} {told.timestamp() if isinstance(told, datetime) else told}"


def bring_up_to_date(out: OutFolder) -> None:
    """Bring a working copy up to date with its store; nothing for a folder. Raises ``OSError``."""
    if out.remote is not None:
        with publishing_alone(out):
            _pull(out, out.remote)


def _pull(out: OutFolder, address: str) -> dict[str, str]:
    """Fetch bundles and reports that are new in the store; the identity of each bundle there."""
    there = _bundles(address)
    wanted = dict(there)
    for version, bundle in list(all_bundles(out)):
        name = f"{version}/{bundle.parent.name}/{bundle.name}"
        if there.get(name) == _identity_of(bundle):
            del wanted[name]
        else:
            shutil.rmtree(bundle)  # gone there, or written again
    names = sorted(wanted)
    for some in (names[i : i + AT_ONCE] for i in range(0, len(names), AT_ONCE)):
        staged = [out.staging / ".pulled" / name for name in some]
        parts = [
            (f"{name}/{part}", folder / part)
            for name, folder in zip(some, staged, strict=True)
            for part in ((DOCUMENT,) if there[name].startswith(OLDER) else (PACKED, HEAD))
        ]
        fetch(f"{address}/bundles", [path for path, _ in parts], [file for _, file in parts])
        for name, folder in zip(some, staged, strict=True):
            (folder / IDENTITY).write_text(wanted[name])
            put_in_place(folder, out.bundles / name)
    reports = [path for path in objects(f"{address}/runs") if path.endswith(".json")]
    missing = [path for path in reports if not (out.runs / path).exists()]
    fetch(f"{address}/runs", missing, [out.runs / path for path in missing])
    return there


def _bundles(address: str) -> dict[str, str]:
    """Version, shelf and id of each bundle in the store -> what changes when it is written again."""
    found: dict[str, str] = {}
    for path, info in objects(f"{address}/bundles").items():
        name = str(Path(path).parent)
        if path.endswith(f"/{HEAD}"):
            found[name] = identity(info)
        elif path.endswith("/rows.arrow"):  # what versions before 0.4 put last
            found[name] = f"{OLDER}{identity(info)}"
    return found


def _identity_of(bundle: Path) -> str | None:
    try:
        return (bundle / IDENTITY).read_text()
    except OSError:
        return None


def fetch(address: str, paths: list[str], files: list[Path]) -> None:
    """Fetch objects below an address into files."""
    store, root = store_at(address)
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
    if paths:
        store.get([f"{root}/{path}" for path in paths], [str(file) for file in files])


def push_bundle(out: OutFolder, staged: Path, bundle: Path) -> None:
    """Put a bundle, still in its staging folder, into the store; nothing for a folder."""
    if out.remote is None:
        return
    store, root = store_at(out.remote)
    name = bundle.relative_to(out.root)
    store.pipe_file(f"{root}/{name}/{PACKED}", (staged / PACKED).read_bytes())
    store.pipe_file(f"{root}/{name}/{HEAD}", (staged / HEAD).read_bytes())
    (staged / IDENTITY).write_text(identity(store.info(f"{root}/{name}/{HEAD}")))


def push_file(out: OutFolder, file: Path) -> None:
    """Put a file of the working copy into the store; nothing for a folder."""
    if out.remote is not None:
        store, root = store_at(out.remote)
        store.pipe_file(f"{root}/{file.relative_to(out.root)}", file.read_bytes())


def publish_out(
    out: OutFolder, hold_bodies: HoldBodies = directly, asked: Collection[str] = ()
) -> dict[str, ToldFindings]:
    """Make readers of a folder or of a store see all its bundles, as in
    :func:`outputs.publication.snapshot.publish`.
    """
    if out.remote is None:
        return publish(out, hold_bodies, asked)
    there = None
    told: dict[str, ToldFindings] = {}
    while there != _bundles(out.remote):  # also those that other runs have put meanwhile
        with publishing_alone(out):
            there = _pull(out, out.remote)
            told = _publish_to_store(out, out.remote, hold_bodies, asked)
    return told


def _publish_to_store(
    out: OutFolder, address: str, hold_bodies: HoldBodies, asked: Collection[str]
) -> dict[str, ToldFindings]:
    store, root = store_at(address)
    with published_tables(out, hold_bodies) as published:
        snapshot, before = out.parquet.resolve(), current_snapshot(address)
        _put_snapshot(address, snapshot, before.get("snapshot"))
        _put_documents(out, address, published)
        told = published.additions.told(asked)
    store.pipe_file(f"{root}/schema/document.schema.json", pretty(json_schema()))
    store.pipe_file(f"{root}/schema/datapackage.json", pretty(datapackage()))
    now = {"snapshot": f"snapshots/{snapshot.name}", "previous": before.get("snapshot", "")}
    if now["snapshot"] == now["previous"]:
        return told
    store.pipe_file(f"{root}/{CURRENT}", json.dumps(now).encode())
    if before.get("previous") and before["previous"] not in now.values():
        with suppress(FileNotFoundError):  # another run was quicker
            store.rm(f"{root}/{before['previous']}", recursive=True)
    return told


def current_snapshot(address: str) -> dict[str, str]:
    """What ``current.json`` tells: ``snapshot`` and ``previous``; nothing if nothing is published."""
    store, root = store_at(address)
    try:
        told: dict[str, str] = json.loads(store.cat_file(f"{root}/{CURRENT}"))
    except FileNotFoundError:
        return {}
    return told


def _put_snapshot(address: str, snapshot: Path, before: str | None) -> None:
    """Put the files of a snapshot that are not there; those of the one before are copied in the store."""
    store, root = store_at(address)
    target = f"snapshots/{snapshot.name}"
    there = objects(f"{address}/{target}")
    old = objects(f"{address}/{before}") if before else {}
    for file in sorted(snapshot.rglob("*.parquet")):
        name = str(file.relative_to(snapshot))
        if name in there and there[name].get("size") == file.stat().st_size:
            continue
        if name in old:
            store.copy(f"{root}/{before}/{name}", f"{root}/{target}/{name}")
        else:
            store.pipe_file(f"{root}/{target}/{name}", file.read_bytes())


def _put_documents(out: OutFolder, address: str, published: Published) -> None:
    """Put each current document into ``json/``, and remove the others from there."""
    store, root = store_at(address)
    shown = objects(f"{address}/json")
    current = {one.document_id: one for one in published.documents}
    book = published.additions.book
    known = book.shown()
    for name in shown:
        if Path(name).stem not in current:
            store.rm_file(f"{root}/json/{name}")
    for document_id, one in current.items():
        name = f"{document_id}.json"
        made = published.made(one)
        if name in shown and known.get(document_id) == (made, identity(shown[name])):
            continue
        store.pipe_file(f"{root}/json/{name}", published.document(out, one))
        book.note_shown([(document_id, made, identity(store.info(f"{root}/json/{name}")))])
