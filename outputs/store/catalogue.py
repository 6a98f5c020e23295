"""The ledger: what OUT holds, in SQLite, so that questions are answered without opening every bundle.

It is never the truth. All in it follows from the bundles and from the reports of the runs:
:func:`refreshed` brings it up to date, and makes it anew if it is lost, damaged or of another layout.
A bundle that was written again is known by its stamp (inode, size and time of its rows). A ledger that
cannot be written, in an OUT that may only be read, is made in memory.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from outputs.store.bundles import ROWS, BundleHead, read_head
from outputs.store.out_folder import OutFolder, all_bundles, version_order

LAYOUT = 1
"""Grows with every change of the tables below: a ledger of another layout is made anew."""

WAIT_SECONDS = 120.0
"""How long one run waits for another that writes to the ledger."""

_TABLES = """
create table bundles (
    document_id text, version text, stamp text, status text, file_name text, issuer text,
    fiscal_year integer, report_kind text, content text,
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

Key = tuple[str, str]
"""Document id and version."""


def ledger_file(out: OutFolder) -> Path:
    """Where the ledger lies: with the reports of the runs, beside what readers compare."""
    return out.runs / "ledger.sqlite"


@contextmanager
def refreshed(out: OutFolder, bundles: bool = True) -> Iterator[sqlite3.Connection]:
    """The ledger, up to date; without ``bundles`` only with what the reports of runs tell.

    Raises :class:`~outputs.store.bundles.DamagedBundle`, and ``OSError`` if the disk fails.
    """
    with _opened(out) as ledger:
        if bundles:
            _take_bundles(ledger, out)
        _take_reports(ledger, out)
        yield ledger


@dataclass(frozen=True, slots=True)
class CurrentBundle:
    """What publication needs to know of a document's newest bundle; ``content`` is its JSON's SHA-256."""

    document_id: str
    version: str
    fiscal_year: int | None
    report_kind: str | None
    content: str

    def path(self, out: OutFolder) -> Path:
        return out.bundle(self.version, self.document_id)


def current_bundles(out: OutFolder) -> list[CurrentBundle]:
    """The newest bundle of every document, by id. Raises as :func:`refreshed`."""
    question = (
        "select document_id, version, fiscal_year, report_kind, content from current order by document_id"
    )
    with refreshed(out) as ledger:
        return [CurrentBundle(*row) for row in ledger.execute(question)]


def note_sources(out: OutFolder, sources: Iterable[tuple[str, str]], seen: str) -> None:
    """Keep where documents come from: ids, each with a URI, at the time ``seen`` (ISO 8601).

    The report of a run tells the same when the run has ended; this is for runs that do not come so far.
    """
    with _opened(out) as ledger, ledger:
        _add_sources(ledger, ((document_id, uri, seen) for document_id, uri in sources))


@contextmanager
def _opened(out: OutFolder) -> Iterator[sqlite3.Connection]:
    """The ledger's connection; what SQLite cannot do is an ``OSError``."""
    try:
        with closing(_connected_or_anew(ledger_file(out))) as ledger:
            yield ledger
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(ledger_file(out))) from error


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
    ledger = sqlite3.connect(file, timeout=WAIT_SECONDS)
    try:
        ledger.execute("pragma journal_mode = wal")
        ledger.execute("pragma synchronous = normal")
        (layout,) = ledger.execute("pragma user_version").fetchone()
        if layout != LAYOUT:
            _with_tables(ledger)
        ledger.execute("begin immediate")  # also a ledger of the right layout may not be writable
        ledger.rollback()
    except BaseException:
        ledger.close()
        raise
    return ledger


def _with_tables(ledger: sqlite3.Connection) -> sqlite3.Connection:
    ledger.execute("begin exclusive")
    (layout,) = ledger.execute("pragma user_version").fetchone()
    if layout != LAYOUT:  # no other run was quicker
        made = "select type, name from sqlite_master where type in ('table', 'view')"
        for kind, name in ledger.execute(made).fetchall():
            ledger.execute(f'drop {kind} "{name}"')
        for statement in _TABLES.split(";"):
            ledger.execute(statement)
        ledger.execute(f"pragma user_version = {LAYOUT}")
    ledger.commit()
    return ledger


def _take_bundles(ledger: sqlite3.Connection, out: OutFolder) -> None:
    """Read the heads of bundles that are new or were written again; forget those that are gone."""
    known: dict[Key, str] = {
        (document_id, version): stamp
        for document_id, version, stamp in ledger.execute("select document_id, version, stamp from bundles")
    }
    heads: list[tuple[str, BundleHead]] = []
    for version, bundle in all_bundles(out):
        stamp = _stamp(bundle)
        if stamp != known.pop((bundle.name, version), None):
            heads.append((stamp, read_head(bundle)))
    if not heads and not known:
        return
    with ledger:
        for key in [*known, *((head.document["document_id"], head.document["version"]) for _, head in heads)]:
            ledger.execute("delete from bundles where document_id = ? and version = ?", key)
            ledger.execute("delete from diagnostics where document_id = ? and version = ?", key)
        for stamp, head in heads:
            _add_head(ledger, stamp, head)
        versions = [version for (version,) in ledger.execute("select distinct version from bundles")]
        ledger.execute("delete from versions")
        ledger.executemany(
            "insert into versions values (?, ?)",
            [(version, rank) for rank, version in enumerate(sorted(versions, key=version_order))],
        )


def _stamp(bundle: Path) -> str:
    try:
        status = (bundle / ROWS).stat()
    except OSError:
        return "damaged"  # reading it says why
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"


def _add_head(ledger: sqlite3.Connection, stamp: str, head: BundleHead) -> None:
    document = head.document
    ledger.execute(
        "insert or replace into bundles values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        ),
    )
    messages: dict[tuple[str, str, str], list[str]] = {}
    for *sort, message in head.diagnostics:
        messages.setdefault((sort[0], sort[1], sort[2]), []).append(message)
    ledger.executemany(
        "insert into diagnostics values (?, ?, ?, ?, ?, ?, ?)",
        [
            (document["document_id"], document["version"], *of, len(told), told[0])
            for of, told in messages.items()
        ],
    )


def _take_reports(ledger: sqlite3.Connection, out: OutFolder) -> None:
    """Take what only the reports of runs tell: where documents come from, how long they took."""
    known = {name for (name,) in ledger.execute("select name from reports")}
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
        with ledger:
            ledger.execute("insert or replace into reports values (?)", (file.name,))
            ledger.executemany("insert or replace into efforts values (?, ?, ?, ?)", efforts)
            _add_sources(ledger, sources)


def _add_sources(ledger: sqlite3.Connection, sources: Iterable[tuple[str, str, str]]) -> None:
    ledger.executemany(
        "insert into sources values (?, ?, ?)"
        " on conflict do update set seen = excluded.seen where excluded.seen > seen",
        sources,
    )
