"""The documents of one disclosure treated as one: the narrative of one file, the tables of another.

A document is linked with its companions' tables joined to its own. What is joined has the id of its
document before its own ids, so that nothing is mistaken for a row of the document itself;
:func:`apart` takes the two apart again in what linking gives. Claims are not joined: the same text
is often published twice, and must not confirm itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from records.file_tables import DocumentRecord
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.tables import Document

MARK = "/"
Signature = tuple[str, tuple[Decimal, ...]]


def in_order(records: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """Documents of a disclosure in the order in which their tables follow each other."""
    return sorted(records, key=lambda record: (record.file_name, record.sha256))


def join(document: Document, others: Sequence[Document]) -> Document:
    """A document with the tables of its companions, all in the order of their files.

    A companion's table that repeats one that is there (a workbook beside the PDF printed from it) is
    left out.
    """
    by_id = {member.record.document_id: member for member in (document, *others)}
    joined = Document(document.record, document.sections)
    seen = set(_signatures(document).values())
    for record in in_order(member.record for member in by_id.values()):
        member = by_id[record.document_id]
        if member is not document:
            signatures = _signatures(member)
            repeated = {table for table, signature in signatures.items() if signature in seen}
            seen |= set(signatures.values())
            member = marked(member, repeated)
        joined.tables += member.tables
        joined.cells += member.cells
        joined.facts += member.facts
        joined.indicators += member.indicators
    return joined


def _signatures(document: Document) -> dict[str, Signature]:
    """What tells whether two tables are the same: the statement and the amounts, by table."""
    values: dict[str, list[Decimal]] = defaultdict(list)
    for fact in document.facts:
        if fact.value:
            values[fact.table_id].append(fact.amount_yuan if fact.amount_yuan is not None else fact.value)
    return {
        table.table_id: (table.statement, tuple(sorted(values[table.table_id])))
        for table in document.tables
        if table.table_id in values
    }


def marked(document: Document, without: Set[str] = frozenset()) -> Document:
    """The tables of a document, all but some, under ids that name the document, too."""
    before = document.record.document_id + MARK
    return Document(
        document.record,
        tables=[
            replace(table, table_id=before + table.table_id, section_id=None)
            for table in document.tables
            if table.table_id not in without
        ],
        cells=[replace(c, table_id=before + c.table_id) for c in document.cells if c.table_id not in without],
        facts=[
            replace(fact, fact_id=before + fact.fact_id, table_id=before + fact.table_id)
            for fact in document.facts
            if fact.table_id not in without
        ],
        indicators=[
            replace(row, table_id=before + row.table_id)
            for row in document.indicators
            if row.table_id not in without
        ],
    )


def mark(document: Document) -> None:
    """Let the ids of a document's own tables and figures name it, too: no copies, unlike :func:`marked`."""
    before = document.record.document_id + MARK
    for table in document.tables:
        table.table_id = before + table.table_id
    for fact in document.facts:
        fact.fact_id = before + fact.fact_id
        fact.table_id = before + fact.table_id


def apart(links: list[LinkRecord], checks: list[CheckRecord], findings: Sequence[FindingRecord] = ()) -> None:
    """Name figures by their own ids, and beside them their documents if one is not the row's."""
    rows: list[LinkRecord | CheckRecord] = [*links, *checks]
    for row in rows:
        named = [fact_id.rpartition(MARK) for fact_id in row.fact_ids]
        row.fact_ids = [own_id for _, _, own_id in named]
        if any(document not in ("", row.document_id) for document, _, _ in named):
            row.fact_document_ids = [document or row.document_id for document, _, _ in named]
    for finding in findings:
        if finding.root_fact_id:
            finding.root_fact_id = finding.root_fact_id.rpartition(MARK)[2]


def is_own(check: CheckRecord) -> bool:
    """Whether a check on joined tables is the document's own: it belongs to the file of its first figure."""
    return not check.fact_ids or MARK not in check.fact_ids[0]
