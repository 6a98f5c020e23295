"""The book: how the documents of each body compare, kept so that only what is new is compared again.

It lies with the reports of the runs, in SQLite. Like the catalogue it is never the truth: all in it follows
from the bundles. A body is held again when one of its documents is another one than before; what is lost or
damaged is made anew.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from backports import zstd

from outputs.store.out_folder import OutFolder

LAYOUT = 3
"""Grows with every change of the tables below: a book of another layout is made anew."""
_TABLES = """
create table held (body text primary key, digest text);
create table additions (
    document_id text primary key, body text, digest text, counts integer, role text, findings blob,
    payload blob
);
create index additions_of on additions (body);
create table shown (document_id text primary key, made text, stamp text);
create table accounts (part text primary key, payload blob);
create table made (part text primary key, payload blob);
create table carried (region text primary key, digest text, pairs text);
"""


class Written(NamedTuple):
    """What is added to a document: its digest and its JSON, and of that what a run tells of the document."""

    document_id: str
    digest: str
    counts: bool
    role: str
    findings: bytes
    payload: bytes


class BookStore:
    """An open book. Its methods may be called by several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    def held(self) -> dict[str, str]:
        """Body -> digest of the documents that were held against each other."""
        return dict(self._connection.execute("select body, digest from held"))

    def digests(self) -> dict[str, str]:
        """Document -> digest of what is added to it."""
        return dict(self._connection.execute("select document_id, digest from additions"))

    def counts(self) -> dict[str, bool]:
        """Document -> whether it counts, of those to which anything is added."""
        found = self._connection.execute("select document_id, counts from additions")
        return {document_id: bool(counts) for document_id, counts in found}

    def write(self, body: str, digest: str, additions: Iterable[Written]) -> None:
        """Keep what the documents of a body say of each other."""
        with self._lock, self._connection as connection:
            connection.execute("delete from additions where body = ?", (body,))
            connection.executemany(
                "insert or replace into additions values (?, ?, ?, ?, ?, ?, ?)",
                [
                    (name, body, own, counts, role, findings, zstd.compress(data))
                    for name, own, counts, role, findings, data in additions
                ],
            )
            connection.execute("insert or replace into held values (?, ?)", (body, digest))

    def forget(self, bodies: Iterable[str]) -> None:
        """Forget bodies that are no more."""
        with self._lock, self._connection as connection:
            for body in bodies:
                connection.execute("delete from additions where body = ?", (body,))
                connection.execute("delete from held where body = ?", (body,))

    def addition(self, document_id: str) -> bytes | None:
        """The JSON of what is added to a document."""
        return self._blob("select payload from additions where document_id = ?", document_id)

    def told(self) -> Iterator[tuple[str, bool, str, bytes]]:
        """Documents to which anything is added, with whether they count, their roles, and added findings."""
        found = self._connection.execute("select document_id, counts, role, findings from additions")
        return ((name, bool(counts), role, findings) for name, counts, role, findings in found)

    def shown(self) -> dict[str, tuple[str, str]]:
        """Document -> what its published JSON was made of, and the stamp of the file."""
        found = self._connection.execute("select document_id, made, stamp from shown")
        return {document_id: (made, stamp) for document_id, made, stamp in found}

    def note_shown(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Keep what published JSON was made of: document, that, and the stamp of the file."""
        with self._lock, self._connection as connection:
            connection.executemany("insert or replace into shown values (?, ?, ?)", rows)

    def accounts(self, part: str) -> bytes | None:
        """The accounts counted in a part of the published tables, as JSON."""
        return self._blob("select payload from accounts where part = ?", part)

    def note_accounts(self, part: str, data: bytes) -> None:
        """Keep the accounts counted in a part."""
        with self._lock, self._connection as connection:
            connection.execute("insert or replace into accounts values (?, ?)", (part, zstd.compress(data)))

    def made(self, part: str) -> bytes | None:
        """What the rows of a part of the published tables were made of, as JSON."""
        return self._blob("select payload from made where part = ?", part)

    def note_made(self, part: str, data: bytes) -> None:
        """Keep what the rows of a part were made of."""
        with self._lock, self._connection as connection:
            connection.execute("insert or replace into made values (?, ?)", (part, zstd.compress(data)))

    def keep_parts(self, parts: Iterable[str]) -> None:
        """Forget what is known of all parts but these."""
        kept = set(parts)
        with self._lock, self._connection as connection:
            for table in ("accounts", "made"):
                there = {part for (part,) in connection.execute(f"select part from {table}")}
                gone = [(part,) for part in there - kept]
                connection.executemany(f"delete from {table} where part = ?", gone)

    def carried(self, region: str, digest: str) -> list[tuple[str, str]] | None:
        """The names of a region that are one body's by their figures, if found in these documents."""
        question = "select pairs from carried where region = ? and digest = ?"
        with self._lock:
            found = self._connection.execute(question, (region, digest)).fetchone()
        return [(one, other) for one, other in json.loads(found[0])] if found else None

    def note_carried(self, region: str, digest: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep what :meth:`carried` gives."""
        with self._lock, self._connection as connection:
            row = (region, digest, json.dumps(list(pairs)))
            connection.execute("insert or replace into carried values (?, ?, ?)", row)

    def _blob(self, question: str, key: str) -> bytes | None:
        with self._lock:
            found = self._connection.execute(question, (key,)).fetchone()
        return zstd.decompress(found[0]) if found else None


def book_file(out: OutFolder) -> Path:
    """Where the book lies: with the reports of the runs, beside what readers compare."""
    return out.runs / "book.sqlite"


@contextmanager
def opened_book(out: OutFolder) -> Iterator[BookStore]:
    """The book, for one run at a time: see :func:`~outputs.store.out_folder.publishing_alone`.

    What SQLite cannot do is an ``OSError``.
    """
    out.runs.mkdir(parents=True, exist_ok=True)
    file = book_file(out)
    try:
        with closing(_connected_or_anew(file)) as connection:
            yield BookStore(connection)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(file)) from error


def _connected_or_anew(file: Path) -> sqlite3.Connection:
    try:
        return _connected(file)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        for part in file.parent.glob(f"{file.name}*"):
            part.unlink()
        return _connected(file)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, check_same_thread=False)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        (layout,) = connection.execute("pragma user_version").fetchone()
        if layout != LAYOUT:
            with connection:
                for (name,) in connection.execute(
                    "select name from sqlite_master where type = 'table'"
                ).fetchall():
                    connection.execute(f'drop table "{name}"')
                for statement in _TABLES.split(";"):
                    connection.execute(statement)
                connection.execute(f"pragma user_version = {LAYOUT}")
    except BaseException:
        connection.close()
        raise
    return connection
