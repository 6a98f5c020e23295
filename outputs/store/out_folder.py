"""Where things lie below OUT, the folder that a run writes to (docs/architecture.md, “The contract”)."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion, Version

DOCUMENT = "document.json"
"""The file of a bundle that holds the document whole."""


@dataclass(frozen=True, slots=True)
class OutFolder:
    """The places below OUT.

    ``bundles`` hold what was made, ``json`` and ``parquet`` show the current state, ``snapshots``
    holds the folders that ``parquet`` points to, ``runs`` tells what each run did and how long it
    took, ``staging`` is work that is not finished.
    """

    root: Path
    remote: str | None = None
    """The address on an object store that this folder is a working copy of."""

    @property
    def bundles(self) -> Path:
        return self.root / "bundles"

    @property
    def json(self) -> Path:
        return self.root / "json"

    @property
    def parquet(self) -> Path:
        return self.root / "parquet"

    @property
    def schema(self) -> Path:
        return self.root / "schema"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def reviews(self) -> Path:
        """The file of the readers' marks, which no run writes."""
        return self.root / "reviews.json"

    @property
    def staging(self) -> Path:
        return self.root / ".staging"

    def bundle(self, version: str, document_id: str) -> Path:
        """The folder of one document as processed by one version."""
        return self.bundles.joinpath(version, document_id[:2], document_id)


_told: ContextVar[Callable[[], None] | None] = ContextVar("who is told of waiting", default=None)


@contextmanager
def told_of_waiting(tell: Callable[[], None]) -> Iterator[None]:
    """Inside, ``tell`` is called when :func:`publishing_alone` has to wait for another run."""
    token = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(token)


@contextmanager
def publishing_alone(out: OutFolder) -> Iterator[None]:
    """Nobody else publishes, or replaces a bundle, meanwhile; one run waits for the other, and says so."""
    out.staging.mkdir(parents=True, exist_ok=True)
    with (out.staging / "publish.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if tell := _told.get():
                tell()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def all_bundles(out: OutFolder) -> Iterator[tuple[str, Path]]:
    """Every bundle with its version, the newest version last."""
    for version in sorted(subfolders(out.bundles), key=lambda folder: version_order(folder.name)):
        for shelf in subfolders(version):
            for bundle in subfolders(shelf):
                yield version.name, bundle


def subfolders(folder: Path) -> Iterator[Path]:
    """The folders in ``folder``; none if it does not exist."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir() and not entry.name.startswith("."):
                    yield folder / entry.name
    except FileNotFoundError:
        return


def version_order(name: str) -> tuple[bool, Version, str]:
    """A key that sorts versions from old to new; what is no version number comes first."""
    try:
        return (True, Version(name), name)
    except InvalidVersion:
        return (False, Version("0"), name)


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it is on the disk, whole, when this returns."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one. Unchanged ones stay."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    write_file(beside, data)
    os.replace(beside, path)
