"""The catalogue: what OUT holds, in SQLite, so that questions are answered without opening every bundle.

It is never the truth. All in it follows from the bundles and from the reports of the runs:
:func:`refreshed` brings it up to date, and makes it anew if it is lost, damaged or of another layout.
A bundle that was written again is known by its stamp (inode, size and time of its head). A catalogue that
cannot be written, in an OUT that may only be read, is made in memory.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from outputs.store.bundles import HEAD, BundleHead, read_head
from outputs.store.out_folder import DOCUMENT, OutFolder, all_bundles, version_order

LAYOUT = 4
"""Grows with every change of the tables below: a catalogue of another layout is made anew."""

READ_AT_ONCE = 500
"""Heads of bundles that are held before they are taken in."""

PARTS = ("units", "names", "totals")
"""What is kept of a document's entry in the book."""

WAIT_SECONDS = 120.0
"""How long one run waits for another that writes to the catalogue."""

_TABLES = """
create table bundles (
    document_id text, version text, stamp text, status text, file_name text, issuer text,
    fiscal_year integer, report_kind text, content text, region text, body_kind text,
    units text, names text, totals text, head text,
    primary key (document_id, version)
);
create table diagnostics (
    document_id text, version text, severity text, stage text, code text, times integer, example text
);
create index diagnostics_of on diagnostics (document_id, version);
create table versions (version text primary key, rank integer);
create table sources (document_id text, uri text, seen text, primary key (document_id, uri));
create table efforts (
    document_id text, version text, seconds real, megabytes real, primary key (document_id, version)
);
create table reports (name text primary key);
create view current as
    select bundles.*, max(rank) as rank from bundles join versions using (version) group by document_id;
"""

NONE = "[]"
"""An empty list as JSON."""
Key = tuple[str, str]
"""Document id and version."""
TotalsOf = Callable[[Iterable[Key]], dict[str, list[dict[str, Any]]]]
"""Document -> its totals in the book, as plain values."""


def catalogue_file(out: OutFolder) -> Path:
    """Where the catalogue lies: with the reports of the runs, beside what readers compare."""
    return out.runs / "catalogue.sqlite"


@contextmanager
def refreshed(out: OutFolder, bundles: bool = True) -> Iterator[sqlite3.Connection]:
    """The catalogue, up to date; without ``bundles`` only with what the reports of runs tell.

    Raises :class:`~outputs.store.bundles.DamagedBundle`, and ``OSError`` if the disk fails.
    """
    with _opened(out) as catalogue:
        if bundles:
            _take_bundles(catalogue, out)
        _take_reports(catalogue, out)
        yield catalogue


@dataclass(frozen=True, slots=True)
class CurrentBundle:
    """What publication needs to know of a document's newest bundle; ``content`` is its JSON's SHA-256.

    ``units`` and ``names`` are those of its entry in the book (:mod:`linking.book.entries`), as JSON.
    """

    document_id: str
    version: str
    fiscal_year: int | None
    report_kind: str | None
    content: str
    issuer: str | None = None
    region: str | None = None
    body_kind: str | None = None
    units: str = NONE
    names: str = NONE

    def path(self, out: OutFolder) -> Path:
        return out.bundle(self.version, self.document_id)


@contextmanager
def current_bundles(out: OutFolder) -> Iterator[tuple[list[CurrentBundle], TotalsOf]]:
    """The newest bundle of every document, by id, and what gives their totals. Raises as :func:`refreshed`.

    Totals are most of what an entry holds, and are asked for some documents at a time.
    """
    question = (
        "select document_id, version, fiscal_year, report_kind, content, issuer, region, body_kind, units,"
        " names from current order by document_id"
    )
    with refreshed(out) as catalogue:
        # Of the words that many documents have in common one is kept.
        same: dict[object, Any] = {}
        bundles = [
            CurrentBundle(*(same.setdefault(value, value) for value in row))
            for row in catalogue.execute(question)
        ]
        del same
        yield bundles, partial(_totals_of, catalogue)


def _totals_of(catalogue: sqlite3.Connection, bundles: Iterable[Key]) -> dict[str, list[dict[str, Any]]]:
    question = "select totals from bundles where document_id = ? and version = ?"
    return {key[0]: json.loads(catalogue.execute(question, key).fetchone()[0]) for key in bundles}


@contextmanager
def known_heads(out: OutFolder) -> Iterator[Callable[[Path], BundleHead]]:
    """Gives the head of a bundle, from the catalogue if that has it as it is.

    Without what only publication asks for: the entry in the book, and diagnostics that are no errors. Raises
    as :func:`refreshed`.
    """
    question = "select head from bundles where document_id = ? and version = ? and stamp = ?"
    with _opened(out) as catalogue:

        def head(bundle: Path) -> BundleHead:
            version = bundle.parent.parent.name
            known = catalogue.execute(question, (bundle.name, version, _stamp(bundle))).fetchone()
            return BundleHead(**orjson.loads(known[0])) if known else read_head(bundle)

        yield head


def note_sources(out: OutFolder, sources: Iterable[tuple[str, str]], seen: str) -> None:
    """Keep where documents come from: ids, each with a URI, at the time ``seen`` (ISO 8601).

    The report of a run tells the same when the run has ended; this is for runs that do not come so far.
    """
    with _opened(out) as catalogue, catalogue:
        _add_sources(catalogue, ((document_id, uri, seen) for document_id, uri in sources))


@contextmanager
def _opened(out: OutFolder) -> Iterator[sqlite3.Connection]:
    """The catalogue's connection; what SQLite cannot do is an ``OSError``."""
    try:
        with closing(_connected_or_anew(catalogue_file(out))) as catalogue:
            yield catalogue
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(catalogue_file(out))) from error


def _connected_or_anew(file: Path) -> sqlite3.Connection:
    try:
        return _connected(file)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            for part in file.parent.glob(f"{file.name}*"):
                part.unlink()
            return _connected(file)
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            return _with_tables(sqlite3.connect(":memory:"))
        raise


def _connected(file: Path) -> sqlite3.Connection:
    catalogue = sqlite3.connect(file, timeout=WAIT_SECONDS)
    try:
        catalogue.execute("pragma journal_mode = wal")
        catalogue.execute("pragma synchronous = normal")
        (layout,) = catalogue.execute("pragma user_version").fetchone()
        if layout != LAYOUT:
            _with_tables(catalogue)
        catalogue.execute("begin immediate")  # also a catalogue of the right layout may not be writable
        catalogue.rollback()
    except BaseException:
        catalogue.close()
        raise
    return catalogue


def _with_tables(catalogue: sqlite3.Connection) -> sqlite3.Connection:
    catalogue.execute("begin exclusive")
    (layout,) = catalogue.execute("pragma user_version").fetchone()
    if layout != LAYOUT:  # no other run was quicker
        made = "select type, name from sqlite_master where type in ('table', 'view')"
        for kind, name in catalogue.execute(made).fetchall():
            catalogue.execute(f'drop {kind} "{name}"')
        for statement in _TABLES.split(";"):
            catalogue.execute(statement)
        catalogue.execute(f"pragma user_version = {LAYOUT}")
    catalogue.commit()
    return catalogue


def _take_bundles(catalogue: sqlite3.Connection, out: OutFolder) -> None:
    """Read the heads of bundles that are new or were written again; forget those that are gone."""
    known: dict[Key, str] = {
        (document_id, version): stamp
        for document_id, version, stamp in catalogue.execute(
            "select document_id, version, stamp from bundles"
        )
    }
    new: list[tuple[str, Path]] = []
    for version, bundle in all_bundles(out):
        stamp = _stamp(bundle)
        if stamp != known.pop((bundle.name, version), None):
            new.append((stamp, bundle))
        if len(new) >= READ_AT_ONCE:
            _add_heads(catalogue, new)
            new.clear()
    _add_heads(catalogue, new)
    with catalogue:
        for key in known:
            _forget(catalogue, key)


def _add_heads(catalogue: sqlite3.Connection, new: list[tuple[str, Path]]) -> None:
    """Take in bundles, each with its stamp: whole, with the rank of their versions, or none of them."""
    heads = [(stamp, read_head(bundle)) for stamp, bundle in new]
    if not heads:
        return
    with catalogue:
        for stamp, head in heads:
            _forget(catalogue, (head.document["document_id"], head.document["version"]))
            _add_head(catalogue, stamp, head)
        known = {version for (version,) in catalogue.execute("select version from versions")}
        versions = known | {head.document["version"] for _, head in heads}
        if versions != known:
            catalogue.execute("delete from versions")
            ranked = [(version, rank) for rank, version in enumerate(sorted(versions, key=version_order))]
            catalogue.executemany("insert into versions values (?, ?)", ranked)


def _forget(catalogue: sqlite3.Connection, key: Key) -> None:
    catalogue.execute("delete from bundles where document_id = ? and version = ?", key)
    catalogue.execute("delete from diagnostics where document_id = ? and version = ?", key)


def _stamp(bundle: Path) -> str:
    for name in (HEAD, DOCUMENT):  # one of an older making has its document only
        with suppress(OSError):
            status = (bundle / name).stat()
            return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"
    return "damaged"  # reading it says why


def _add_head(catalogue: sqlite3.Connection, stamp: str, head: BundleHead) -> None:
    document = head.document
    entry = head.remarks.get("entry") or {}
    units, names, totals = (json.dumps(entry.get(part, []), ensure_ascii=False) for part in PARTS)
    catalogue.execute(
        "insert or replace into bundles values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document["document_id"],
            document["version"],
            stamp,
            document["status"],
            document["file_name"],
            document["issuer"],
            document["fiscal_year"],
            document["report_kind"],
            head.content,
            document.get("region"),
            document.get("body_kind"),
            units,
            names,
            totals,
            _in_short(head),
        ),
    )
    messages: dict[tuple[str, str, str], list[str]] = {}
    for *sort, message in head.diagnostics:
        messages.setdefault((sort[0], sort[1], sort[2]), []).append(message)
    catalogue.executemany(
        "insert into diagnostics values (?, ?, ?, ?, ?, ?, ?)",
        [
            (document["document_id"], document["version"], *of, len(told), told[0])
            for of, told in messages.items()
        ],
    )


def _in_short(head: BundleHead) -> str:
    """A head as :func:`known_heads` gives it."""
    told = {
        "document": {"status": head.document["status"]},
        "content": head.content,
        "rows": head.rows,
        "diagnostics": [one for one in head.diagnostics if one[0] == "error"],
        "remarks": {name: told for name, told in head.remarks.items() if name != "entry"},
    }
    return orjson.dumps(told).decode()


def _take_reports(catalogue: sqlite3.Connection, out: OutFolder) -> None:
    """Take what only the reports of runs tell: where documents come from, how long they took."""
    known = {name for (name,) in catalogue.execute("select name from reports")}
    for file in sorted(out.runs.glob("*.json")):
        if file.name in known:
            continue
        try:
            report = json.loads(file.read_bytes())
            told = [one for one in report["documents"] if one["document_id"]]
            efforts = [
                (one["document_id"], report["version"], one["seconds"], one["peak_megabytes"])
                for one in told
                if not one["done_before"]
            ]
            sources = [
                (one["document_id"], one["source"], report["started"]) for one in told if "source" in one
            ]
        except (OSError, ValueError, KeyError, TypeError):
            efforts, sources = [], []  # not a report of this version's making
        with catalogue:
            catalogue.execute("insert or replace into reports values (?)", (file.name,))
            catalogue.executemany("insert or replace into efforts values (?, ?, ?, ?)", efforts)
            _add_sources(catalogue, sources)


def _add_sources(catalogue: sqlite3.Connection, sources: Iterable[tuple[str, str, str]]) -> None:
    catalogue.executemany(
        "insert into sources values (?, ?, ?)"
        " on conflict do update set seen = excluded.seen where excluded.seen > seen",
        sources,
    )
