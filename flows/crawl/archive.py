"""The archive (存档): every content once, by its SHA-256, and a record of each fetch.

It lies in a folder or in an object store, through fsspec::

    archive.json                               the version of this layout
    objects/<sha256[:2]>/<sha256>              a content, written once
    files/<sha256[:2]>/<sha256>.json           the first fetch that brought this content as a document
    articles/<sha256[:2]>/<sha256>.json        the same for pages
    addresses/<sha256[:2]>/<sha256>/….json     the first fetch of it from each other address
    fetches/<source>/<crawl>.jsonl             the fetches of a crawl that is done
    fetches/<source>/<crawl>/<moment>.json     the fetches of one that is not: a record each
    state/<source>.json                        the last good fetch of each address, and what failed

Only whole files are written, each in one step (on a disk by rename, on an object store by one PUT),
and a record only after what it tells of. So whatever ends a crawl, all that is there is true, and
what the next one needs to go on is there. ``state`` can be made from ``fetches`` again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

from flows.crawl.fetches import DOCUMENTS, Fetch
from outputs.store.out_folder import write_file

_SHELF = {"attachment": "files", "article": "articles"}


class ArchiveFailure(Exception):
    """The archive cannot be read or written; ``str()`` is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Failing:
    """An address that could not be had: in how many crawls in a row, when last, and who leads to it."""

    times: int
    at: str
    referrer: str | None = None


def _failing_after(failing: dict[str, Failing], fetches: list[Fetch]) -> dict[str, Failing]:
    """What fails after a crawl, from what failed before it and its fetches by time."""
    last = {fetch.url: fetch for fetch in fetches if not fetch.ok}
    for fetch in fetches:
        if fetch.ok:
            last.pop(fetch.url, None)
    mended = {fetch.url for fetch in fetches if fetch.ok}
    now = {
        url: Failing(failing[url].times + 1 if url in failing else 1, fetch.fetched_at, fetch.referrer)
        for url, fetch in last.items()
    }
    return {url: one for url, one in (failing | now).items() if url not in mended}


@contextmanager
def _using(place: str) -> Iterator[None]:
    """Take whatever a file system raises, of which each has its own, as one failure."""
    try:
        yield
    except ArchiveFailure:
        raise
    except Exception as error:
        detail = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ArchiveFailure(f"The archive {place} cannot be used: {detail.rstrip('.')}.") from error


class Archive:
    """An archive by its address: a path, or what fsspec knows (``s3://…``, ``memory://…``).

    All its methods raise :class:`ArchiveFailure`.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        with _using(address):
            self._files, root = fsspec.core.url_to_fs(address)
        self._root = root.rstrip("/")

    def prepare(self) -> None:
        """Begin the archive if it is new; that it can be written is seen before anything is fetched."""
        self._write_once(f"{self._root}/archive.json", b'{"format": 1}\n')

    # Contents

    def store(self, data: bytes) -> str:
        """Keep a content; its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._write_once(self._object(sha256), data)
        return sha256

    def content(self, sha256: str) -> bytes:
        """A content that is kept."""
        with _using(self.address):
            data: bytes = self._files.cat_file(self._object(sha256))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveFailure(f"In the archive {self.address}, the content {sha256} is damaged.")
        return data

    def local_copy(self, sha256: str, folder: Path) -> Path:
        """A document as a file on this machine: where it lies, or a copy below ``folder``.

        The copy has the record of its origin beside it as the archive has.
        """
        if isinstance(self._files, LocalFileSystem):
            return Path(self._object(sha256))
        copy = Archive(str(folder))
        for kind in DOCUMENTS:
            if self._has(self._document(kind, sha256)):
                for fetch in (self.origin(kind, sha256), *self._from_elsewhere(sha256)):
                    copy.publish(fetch)
        copy.store(self.content(sha256))
        return Path(copy._object(sha256))

    # Documents

    def publish(self, fetch: Fetch) -> None:
        """Note that a content is a document; the first fetch that did stays the one that is told of.

        Of each other address that has it, the first fetch is kept too.
        """
        assert fetch.sha256
        data = json.dumps(fetch.as_record(), ensure_ascii=False, sort_keys=True).encode() + b"\n"
        place = self._document(fetch.kind, fetch.sha256)
        if not self._has(place):
            self._write(place, data, final=True)
        elif self.origin(fetch.kind, fetch.sha256).final_url != fetch.final_url:
            address = hashlib.sha256(fetch.final_url.encode()).hexdigest()[:16]
            self._write_once(f"{self._addresses(fetch.sha256)}/{address}.json", data)

    def documents(self, kind: str) -> list[str]:
        """The SHA-256 of all documents of a kind, sorted."""
        with _using(self.address):
            names = self._names_below(f"{self._root}/{_SHELF[kind]}")
            return sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))

    def origin(self, kind: str, sha256: str) -> Fetch:
        """The first fetch of a document."""
        with _using(self.address):
            return Fetch.of(json.loads(self._files.cat_file(self._document(kind, sha256))))

    def _from_elsewhere(self, sha256: str) -> list[Fetch]:
        """The first fetch of a document from each of its other addresses."""
        with _using(self.address):
            paths = self._listed(self._addresses(sha256))
            return [Fetch.of(json.loads(self._files.cat_file(path))) for path in paths]

    # Fetches

    @contextmanager
    def claimed(self, source: str) -> Iterator[bool]:
        """Keep other crawls of a source away; whether that could be had. On a disk only."""
        if not isinstance(self._files, LocalFileSystem):
            yield True
            return
        place = Path(self._root) / "locks" / source
        with _using(self.address):
            place.parent.mkdir(parents=True, exist_ok=True)
            lock = place.open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def record(self, fetch: Fetch) -> None:
        """Keep the record of a fetch, and of a document its origin."""
        if fetch.is_document:
            self.publish(fetch)
        moment = fetch.fetched_at.translate({ord(c): None for c in "-:+."})
        folder = f"{self._fetches(fetch.source)}/{fetch.crawl}"
        self._write(f"{folder}/{moment}-{uuid.uuid4().hex[:8]}.json", fetch.as_line())

    def crawls(self, source: str) -> list[str]:
        """The crawls of a source that have ended, the oldest first."""
        return [name.removesuffix(".jsonl") for name in self._crawl_names(source) if name.endswith(".jsonl")]

    def last_crawl(self, source: str) -> str:
        """The newest crawl of a source that is known, ended or not; "" if there was none."""
        names = {name.removesuffix(".jsonl") for name in self._crawl_names(source)}
        return max(names | {self._read_state(source)[0]})

    def open_crawl(self, source: str) -> str | None:
        """The newest crawl of a source that has not ended, if there is one."""
        names = self._crawl_names(source)
        folders = [name for name in names if not name.endswith(".jsonl") and f"{name}.jsonl" not in names]
        return folders[-1] if folders else None

    def fetches(self, source: str, crawl: str) -> list[Fetch]:
        """The fetches of a crawl, ended or not, by time."""
        lines = set(self._ended(source, crawl))
        with _using(self.address):
            paths = self._listed(f"{self._fetches(source)}/{crawl}")
            parts = self._files.cat(paths) if paths else {}
        lines |= {line for part in parts.values() for line in part.splitlines()}
        fetches = (Fetch.of(json.loads(line)) for line in lines)
        return sorted(fetches, key=lambda fetch: (fetch.fetched_at, fetch.url))

    def end_crawl(self, source: str, crawl: str) -> None:
        """Bring the records of a crawl into one file, and the state of the source up to it."""
        folder = f"{self._fetches(source)}/{crawl}"
        fetches = self.fetches(source, crawl)
        self._write(f"{folder}.jsonl", b"".join(fetch.as_line() for fetch in fetches))
        with _using(self.address):
            if self._files.exists(folder):
                self._files.rm(folder, recursive=True)
        failing = self.failing(source)
        if crawl > self._read_state(source)[0]:
            failing = _failing_after(failing, fetches)
        self._write_state(source, crawl, self.last_good(source), failing)

    def failing(self, source: str) -> dict[str, Failing]:
        """The addresses of a source that could not be had, up to the last crawl that has ended."""
        return self._read_state(source)[2]

    def last_good(self, source: str) -> dict[str, Fetch]:
        """The last fetch of each address of a source that brought, or confirmed, its content."""
        through, good, _ = self._read_state(source)
        for crawl in sorted({name.removesuffix(".jsonl") for name in self._crawl_names(source)}):
            if crawl > through:
                good |= {
                    fetch.url: fetch.whole(good.get(fetch.url))
                    for fetch in self.fetches(source, crawl)
                    if fetch.ok
                }
        return good

    def _read_state(self, source: str) -> tuple[str, dict[str, Fetch], dict[str, Failing]]:
        path = f"{self._root}/state/{source}.json"
        with _using(self.address):
            if not self._files.exists(path):
                return "", {}, {}
            state = json.loads(self._files.cat_file(path))
        good = {url: Fetch.of(record) for url, record in state["good"].items()}
        failing = {url: Failing(**record) for url, record in state.get("failing", {}).items()}
        return state["through"], good, failing

    def _write_state(
        self, source: str, crawl: str, good: dict[str, Fetch], failing: dict[str, Failing]
    ) -> None:
        state = {
            "through": crawl,
            "good": {url: fetch.as_record() for url, fetch in sorted(good.items())},
            "failing": {url: asdict(one) for url, one in sorted(failing.items())},
        }
        data = json.dumps(state, ensure_ascii=False).encode()
        self._write(f"{self._root}/state/{source}.json", data)

    def _ended(self, source: str, crawl: str) -> list[bytes]:
        path = f"{self._fetches(source)}/{crawl}.jsonl"
        with _using(self.address):
            data: bytes = self._files.cat_file(path) if self._files.exists(path) else b""
        return data.splitlines()

    def _crawl_names(self, source: str) -> list[str]:
        with _using(self.address):
            return sorted(path.rpartition("/")[2] for path in self._listed(self._fetches(source)))

    # Places

    def _object(self, sha256: str) -> str:
        return f"{self._root}/objects/{sha256[:2]}/{sha256}"

    def _document(self, kind: str, sha256: str) -> str:
        assert kind in DOCUMENTS
        return f"{self._root}/{_SHELF[kind]}/{sha256[:2]}/{sha256}.json"

    def _addresses(self, sha256: str) -> str:
        return f"{self._root}/addresses/{sha256[:2]}/{sha256}"

    def _fetches(self, source: str) -> str:
        return f"{self._root}/fetches/{source}"

    def _listed(self, folder: str) -> list[str]:
        """The paths in a folder; none if there is no such folder. Files being written are left out."""
        self._files.invalidate_cache()
        if not self._files.exists(folder):
            return []
        paths = (path.rstrip("/") for path in self._files.ls(folder, detail=False))
        return [path for path in paths if not path.rpartition("/")[2].startswith(".")]

    def _names_below(self, folder: str) -> Iterator[str]:
        self._files.invalidate_cache()
        if self._files.exists(folder):
            for path in self._files.find(folder):
                name = path.rpartition("/")[2]
                if not name.startswith("."):
                    yield name

    # Writing

    def _has(self, path: str) -> bool:
        with _using(self.address):
            return bool(self._files.exists(path))

    def _write_once(self, path: str, data: bytes) -> None:
        if not self._has(path):
            self._write(path, data, final=True)

    def _write(self, path: str, data: bytes, final: bool = False) -> None:
        """Write a whole file in one step; what is ``final`` is read-only on a disk."""
        with _using(self.address):
            if not isinstance(self._files, LocalFileSystem):
                self._files.pipe_file(path, data)
                return
            place = Path(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{place.name}.{uuid.uuid4().hex[:8]}")
            write_file(beside, data)
            if final:
                beside.chmod(0o444)
            os.replace(beside, place)
