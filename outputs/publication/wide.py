"""The tables of the archive that follow from the others: ``figures``, ``bodies`` and ``accounts``."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
from pyarrow import parquet

from linking.book.bodies import Bodies
from outputs.publication.additions import OF_BODY, Additions
from outputs.schemas.arrow_schemas import file_schema
from outputs.schemas.json_documents import decode_row
from records.archive_tables import AccountRecord, BodyRecord
from records.lexicon.folding import fold

LEVEL_BEHIND = re.compile(r"[（(][类款项][)）]$")


def batch_of(table: str, rows: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    """Rows as they stand in JSON, as the table's Parquet files hold them."""
    records = [asdict(decode_row(table, row)) for row in rows]
    schema = file_schema(table)
    return pa.RecordBatch.from_pylist(
        [{name: row[name] for name in schema.names} for row in records], schema=schema
    )


def figures_rows(facts: pa.RecordBatch, documents: pa.RecordBatch, body: BodyRecord | None) -> pa.RecordBatch:
    """The facts of a document that counts, each with whose it is."""
    schema, count = file_schema("figures"), facts.num_rows
    told: dict[str, Any] = {name: getattr(body, column) if body else None for name, column in OF_BODY.items()}
    for name in ("body_id", "body_kind"):
        told[name] = documents.column(name)[0].as_py()
    columns = [
        pa.repeat(pa.scalar(told[field.name], field.type), count)
        if field.name in told
        else facts.column(field.name)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


ListRows = Sequence[Any]
"""The records of a table that is one list; they become columns only when it is written."""


def bodies_rows(bodies: Bodies) -> ListRows:
    """The bodies, by region and name."""
    return sorted(bodies.records.values(), key=lambda one: (one.region_code or "", one.name, one.body_id))


def digest_of_rows(rows: ListRows) -> str:
    """A digest of what is in a list."""
    return hashlib.sha256(orjson.dumps(rows, default=str)).hexdigest()


Counted = dict[tuple[str, str, str], tuple[int | None, int | None, int]]
"""Scheme, code and name -> first year, last year, number of documents."""


def accounts_rows(building: Path, parts: Sequence[str], additions: Additions) -> ListRows:
    """The accounts that the documents which count print, by scheme and code; a part is counted once."""
    counted: Counted = {}
    for part in parts:
        kept = additions.book.accounts(part)
        if kept is None:
            kept = orjson.dumps(_accounts_in(building / "figures" / part, _year(part)))
            additions.book.note_accounts(part, kept)
        for scheme, code, name, year, times in orjson.loads(kept):
            first, last, before = counted.get((scheme, code, name), (None, None, 0))
            years = [one for one in (first, last, year) if one is not None]
            counted[scheme, code, name] = min(years, default=None), max(years, default=None), before + times
    additions.book.keep_parts(parts)
    return account_records(counted)


def account_records(counted: Counted) -> list[AccountRecord]:
    """The accounts by scheme and code, by name; the one that most documents print is the usual one."""
    of_code: dict[tuple[str, str], list[str]] = defaultdict(list)
    for scheme, code, name in counted:
        of_code[scheme, code].append(name)
    result = []
    for (scheme, code), names in sorted(of_code.items()):
        votes: Counter[str] = Counter()
        for name in names:
            votes[_spelled_alike(name)] += counted[scheme, code, name][2]
        usual = min(
            names, key=lambda name: (-votes[_spelled_alike(name)], -counted[scheme, code, name][2], name)
        )
        for name in sorted(names):
            first, last, times = counted[scheme, code, name]
            result.append(
                AccountRecord(
                    scheme=scheme,
                    account_code=code,
                    account_name=name,
                    first_year=first,
                    last_year=last,
                    documents=times,
                    is_usual=name == usual,
                )
            )
    return result


def _spelled_alike(name: str) -> str:
    """The same for all spellings of a name: brackets of two widths, with or without its level (项)."""
    return fold(LEVEL_BEHIND.sub("", name.strip()))


def _year(part: str) -> int | None:
    value = part.partition("=")[2].partition("/")[0]
    return int(value) if value.isdigit() else None


def _accounts_in(file: Path, year: int | None) -> list[tuple[str, str, str, int | None, int]]:
    """Scheme, code, name, year and number of documents of the accounts in a file of figures."""
    if not file.exists():
        return []
    names = ["scheme", "account_code", "account_name"]
    rows = parquet.read_table(file, columns=[*names, "document_id"])
    counts = rows.group_by(names).aggregate([("document_id", "count_distinct")]).to_pylist()
    found = [
        (row["scheme"], row["account_code"], row["account_name"], year, row["document_id_count_distinct"])
        for row in counts
        if None not in (row["scheme"], row["account_code"], row["account_name"])
    ]
    return sorted(found, key=lambda row: row[:3])
