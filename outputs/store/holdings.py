"""Questions to the catalogue: what OUT holds, how it went, and where its documents' files were seen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from outputs.store.catalogue import refreshed
from outputs.store.out_folder import OutFolder


@dataclass(frozen=True, slots=True)
class Slow:
    """A document that took long: name, id, seconds of processor time, peak of the worker in MB."""

    file_name: str
    document_id: str
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Noticed:
    """A diagnostic that current documents have: how often, in how many documents, one of its messages."""

    severity: str
    stage: str
    code: str
    times: int
    documents: int
    example: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """The current documents of an OUT, counted; ``None`` is a year that is not known.

    ``statuses``, ``versions`` and ``years`` (year and kind) give the number of documents.
    ``without_source`` is how many there are of which no run told the file.
    """

    documents: int
    statuses: dict[str, int]
    versions: dict[str, int]
    years: dict[tuple[int | None, str | None], int]
    seconds: float
    slowest: list[Slow]
    noticed: list[Noticed]
    without_source: int


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document that OUT knows: its current state, and where its file was seen, the latest first."""

    document_id: str
    file_name: str
    status: str
    version: str
    sources: tuple[str, ...]


def holdings(out: Path, most: int = 10) -> Holdings:
    """Count what OUT holds; ``most`` bounds the lists of documents and diagnostics."""
    with refreshed(OutFolder(out)) as catalogue:

        def counted(columns: str) -> list[tuple[object, ...]]:
            question = f"select {columns}, count(*) from current group by {columns} order by {columns}"
            return list(catalogue.execute(question))

        slowest = catalogue.execute(
            "select file_name, document_id, seconds, megabytes from current"
            " join efforts using (document_id, version) order by seconds desc, document_id limit ?",
            (most,),
        )
        noticed = catalogue.execute(
            "select severity, stage, code, sum(times), count(distinct document_id), min(example)"
            " from diagnostics join current using (document_id, version) group by severity, stage, code"
            " order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, 5 desc, code"
            " limit ?",
            (most,),
        )
        (seconds,) = catalogue.execute(
            "select coalesce(sum(seconds), 0) from current join efforts using (document_id, version)"
        ).fetchone()
        (sourceless,) = catalogue.execute(
            "select count(*) from current where document_id not in (select document_id from sources)"
        ).fetchone()
        statuses = {str(status): int(str(n)) for status, n in counted("status")}
        return Holdings(
            documents=sum(statuses.values()),
            statuses=statuses,
            versions={str(version): int(str(n)) for version, n in counted("version")},
            years={(year, kind): n for year, kind, n in counted("fiscal_year, report_kind")},  # type: ignore[misc]
            seconds=seconds,
            slowest=[Slow(*row) for row in slowest],
            noticed=[Noticed(*row) for row in noticed],
            without_source=sourceless,
        )


def known_documents(out: Path) -> list[HeldDocument]:
    """All current documents of an OUT, by id."""
    with refreshed(OutFolder(out)) as catalogue:
        places: dict[str, list[str]] = {}
        found = catalogue.execute("select document_id, uri from sources order by seen desc, uri")
        for document_id, uri in found:
            places.setdefault(document_id, []).append(uri)
        rows = catalogue.execute(
            "select document_id, file_name, status, version from current order by document_id"
        )
        return [
            HeldDocument(document_id, file_name, status, version, tuple(places.get(document_id, ())))
            for document_id, file_name, status, version in rows
        ]


def local_path(uri: str) -> Path | None:
    """The path of a ``file:`` URI; ``None`` for other schemes."""
    parts = urlsplit(uri)
    return Path(os.fsdecode(unquote_to_bytes(parts.path))) if parts.scheme == "file" else None
