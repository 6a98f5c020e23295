"""What the other documents of the archive add to one, put into its JSON: published as one document.

The JSON of a document is a long text of known order, of which the additions touch the row of the document and
some tables; the others are taken over as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from linking.book.bodies import Bodies
from linking.book.holding import Addition
from linking.book.units import OfUnits
from outputs.findings import Finding, finding_of
from outputs.schemas.json_documents import decode_row, digits_of, places_of_tables
from outputs.store.book import BookStore, Written
from records.archive_tables import OF_DOCUMENTS, BodyRecord

OWN_ID = {"links": "claim_id", "rules": "rule_id", "checks": "check_id", "findings": "finding_id"}
"""Tables that are added to -> the column that tells their rows apart."""
Rows = dict[str, list[dict[str, Any]]]


OF_BODY = {
    "body": "name",
    "region_code": "region_code",
    "region": "region",
    "province": "province",
    "region_level": "level",
}
"""Column of a figure -> that of its body."""


@dataclass(frozen=True, slots=True)
class Added:
    """What is added to a document, as plain values; ``own`` are rows of tables that are not in its JSON."""

    columns: dict[str, Any]
    rows: Rows
    own: Rows


@dataclass(frozen=True, slots=True)
class ToldFindings:
    """What the archive says of a document to a reader: whether its findings are told, and those it adds."""

    is_told: bool
    errors: int
    notices: int
    worst: list[Finding]


@dataclass(slots=True)
class Additions:
    """What is added to each document of an archive, and the bodies."""

    book: BookStore
    bodies: Bodies
    units: dict[str, OfUnits]
    digests: dict[str, str] = field(default_factory=dict)
    _whole: dict[str, str] = field(default_factory=dict)

    def digest(self, document_id: str) -> str:
        """What changes when anything of it changes."""
        if document_id not in self._whole:
            self._whole[document_id] = self._digest(document_id)
        return self._whole[document_id]

    def _digest(self, document_id: str) -> str:
        body = self.body(document_id)
        told = [
            self.digests.get(document_id, ""),
            [getattr(body, column) for column in OF_BODY.values()] if body else None,
            self.bodies.of_document.get(document_id),
            _of_units(self.units, document_id),
        ]
        return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]

    def body(self, document_id: str) -> BodyRecord | None:
        """The body of a document."""
        return self.bodies.records.get(self.bodies.of_document.get(document_id, ""))

    def told(self, documents: Collection[str]) -> dict[str, ToldFindings]:
        """What is told of those of the documents to which anything is added."""
        asked = set(documents)
        kept = self.book.told() if asked else ()
        found = {
            document_id: self._told(document_id, counts or role == "variant", orjson.loads(findings))
            for document_id, counts, role, findings in kept
            if document_id in asked
        }
        for document_id in self.units.keys() & asked - found.keys():
            found[document_id] = self._told(document_id, True, [])
        return found

    def _told(self, document_id: str, is_told: bool, rows: list[dict[str, Any]]) -> ToldFindings:
        records = [decode_row("findings", row) for row in rows]
        if document_id in self.units:
            records += self.units[document_id].findings
        findings = [finding_of(record) for record in records]
        errors = [one for one in findings if one.severity == "error"]
        return ToldFindings(is_told, len(errors), len(findings) - len(errors), errors)

    def of(self, document_id: str) -> Added:
        """What is added to a document."""
        kept = self.book.addition(document_id) if document_id in self.digests else None
        told = orjson.loads(kept) if kept else {"columns": {}, "rows": {}}
        rows: Rows = told["rows"]
        for table, more in _of_units(self.units, document_id).items():
            rows[table] = [*rows.get(table, []), *more]
        columns = told["columns"] | {"body_id": self.bodies.of_document.get(document_id)}
        return Added(
            columns,
            {table: some for table, some in rows.items() if table not in OF_DOCUMENTS},
            {table: some for table, some in rows.items() if table in OF_DOCUMENTS},
        )


def _of_units(units: dict[str, OfUnits], document_id: str) -> Rows:
    found = units.get(document_id)
    if found is None:
        return {}
    tables: dict[str, Sequence[Any]] = {
        "units": found.units,
        "checks": found.checks,
        "findings": found.findings,
        "rules": found.rules,
    }
    return {table: plain(rows) for table, rows in tables.items() if rows}


def plain(records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as they stand in JSON."""
    result: list[dict[str, Any]] = orjson.loads(orjson.dumps(list(records), default=digits_of))
    return result


def written_addition(addition: Addition) -> Written:
    """An addition as the book keeps it."""
    columns = addition.columns
    rows = {table: plain(rows) for table, rows in addition.rows.items() if rows}
    data = orjson.dumps({"columns": columns, "rows": rows})
    findings = orjson.dumps(rows.get("findings", []))
    digest = hashlib.sha256(data).hexdigest()
    return Written(addition.document_id, digest, bool(columns["counts"]), columns["role"], findings, data)


def with_added(document: bytes, added: Added) -> bytes:
    """The JSON of a document with what is added to it."""
    places = places_of_tables(document)
    if places is None:
        return _with_added_anew(document, added)
    parts: list[bytes] = []
    at = 0
    for name, (begin, end) in places.items():
        if name == "document":
            anew = orjson.dumps(orjson.loads(document[begin:end]) | added.columns)
        elif name in added.rows:
            anew = _continued(document[begin:end], added.rows[name], OWN_ID[name])
        else:
            continue
        parts += document[at:begin], anew
        at = end
    return b"".join([*parts, document[at:]])


def _with_added_anew(document: bytes, added: Added) -> bytes:
    """The same for JSON of an older version, which has other tables: it is taken apart whole."""
    content = orjson.loads(document)
    content["document"] |= added.columns
    for table, more in added.rows.items():
        content[table] = _upserted(content.get(table, []), more, OWN_ID[table])
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


def _continued(table: bytes, more: list[dict[str, Any]], key: str) -> bytes:
    """The JSON of a table with more rows, as :func:`_upserted`.

    A table that new rows only continue is not taken apart: it may have hundreds.
    """
    known = set(re.findall(b'"%b":"([^"]*)"' % key.encode(), table))
    if not known.isdisjoint(row[key].encode() for row in more):
        return orjson.dumps(_upserted(orjson.loads(table), more, key))
    return table[:-1] + b"," * bool(known) + orjson.dumps(more)[1:] if more else table


def _upserted(rows: list[dict[str, Any]], more: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The rows, those with the key of a new one replaced by it, the other new ones behind."""
    anew = {row[key]: row for row in more}
    known = {row[key] for row in rows}
    return [anew.get(row[key], row) for row in rows] + [row for row in more if row[key] not in known]
