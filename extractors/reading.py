"""A file into the rows and texts of its document: the one way in, whatever the format."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from extractors.chapters import LEADER, read_chapters
from extractors.dates.told import Event, day_told, fitting
from extractors.document import ReadFile, SectionText
from extractors.flow import Flow
from extractors.identity import Identity, kind_told, read_identity, year_told
from extractors.placement import Placement
from extractors.readers import read_content
from extractors.tables.facts import TableRows, read_regular, read_table
from extractors.tables.figures import Context
from extractors.tables.proof.next_page import proven_whole
from extractors.tables.proof.shares import confirm, tell_shares
from extractors.tables.sheet import Sheet
from extractors.tables.units import complete_units
from extractors.text.glossaries import spell_out
from records.file_tables import CellRecord, DocumentRecord, FactRecord, IndicatorRecord
from records.tables import Document

CROWDED_CELLS = 3
"""So many cells with several amounts are columns that were lost, and no figure of speech."""
ID_LENGTH = 32
"""Hex digits of the SHA-256 that name a document."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's collector of cycles from going through what is being read.

    A document is millions of small objects without cycles; the collector takes a tenth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_document(data: bytes, file_name: str) -> Document:
    """The rows of :func:`read_file` alone."""
    return read_file(data, file_name).document


def read_file(data: bytes, file_name: str, known: Identity | None = None) -> ReadFile:
    """The document that the bytes of a file hold, whatever its name says, with its texts.

    ``known`` is what others say of it, such as the page that it is attached to; it counts where the
    file itself says nothing. Raises a subclass of :class:`extractors.errors.UnreadableFile` if they
    hold none.
    """
    with collector_paused():
        return _read(data, file_name, known)


def _read(data: bytes, file_name: str, known: Identity | None) -> ReadFile:
    digest = hashlib.sha256(data).hexdigest()
    media_type, content = read_content(data)
    document = Document(
        DocumentRecord(
            document_id=digest[:ID_LENGTH],
            file_name=file_name,
            sha256=digest,
            media_type=media_type,
            pages=content.pages,
        )
    )
    content.flow.unstack()
    spell_out(content.flow)
    _join_proven(document, content.flow)
    for notice in content.notices:
        document.notice(notice.stage, notice.severity, notice.code, notice.message, notice.page)
    chapters = read_chapters(content.flow, document.record.document_id)
    document.sections = [section.record for section in chapters.sections]
    texts = {section.record.section_id: section.body for section in chapters.sections}
    sheets = content.flow.sheets
    identity = read_identity(
        [*content.cover, *(paragraph.text for paragraph in chapters.cover)],
        [section.record.title or "" for section in chapters.sections],
        [
            *((sheet.caption.title, sheet.caption.issuer, sheet.caption.year) for sheet in sheets),
            *([(None, content.publication.source, None)] if content.publication else []),
        ],
        file_name,
    )
    said = [f"{section.record.title or ''}\n{section.body.text}" for section in chapters.sections]
    identity.report_kind = identity.report_kind or kind_told(identity.title, said)
    identity.fiscal_year = identity.fiscal_year or year_told(said)
    if known is not None:
        _complete_identity(document, identity, known)
    record = document.record
    record.title, record.issuer, record.region = identity.title, identity.issuer, identity.region
    record.fiscal_year, record.report_kind = identity.fiscal_year, identity.report_kind
    record.body_kind = identity.body_kind
    told = [*content.cover, *(paragraph.text for paragraph in chapters.cover), *chapters.contents]
    told += [
        part for section in chapters.sections for part in (section.record.title or "", section.body.text)
    ]
    record.published_at = fitting(
        "published",
        [content.publication.date if content.publication else None, *_days("published", told)],
        record.fiscal_year,
    )
    record.approved_at = fitting("approved", _days("approved", told), record.fiscal_year)
    record.contents = [LEADER.sub("", entry).strip() for entry in chapters.contents[1:]]
    context = Context(record.document_id, record.fiscal_year, record.report_kind)
    sums: list[tuple[str, ...]] = []
    project: str | None = None
    for number, (sheet, follows) in enumerate(zip(sheets, content.flow.follow_on(), strict=True), 1):
        rows = read_table(sheet, number, context, project if follows else None)
        project = rows.project
        rows.table.section_id = chapters.of_table.get(id(sheet))
        document.tables.append(rows.table)
        document.cells += rows.cells
        document.facts += rows.facts
        document.indicators += rows.indicators
        sums += rows.sums
        _notice_table(document, rows)
    complete_units(document.tables, document.facts)
    confirm(document.facts, sums)
    tell_shares(record, document.tables, document.facts)
    if content.placements:
        put_back(document, texts.values(), content.placements)
    return ReadFile(document, texts, sums, content.attachments, content.publication)


def _join_proven(document: Document, flow: Flow) -> None:
    """Join tables of two pages whose sums come out over both; a diagnostic tells it."""
    place = 1
    while place < len(flow.blocks):
        above, below = flow.blocks[place - 1 : place + 1]
        whole = None
        if isinstance(above, Sheet) and isinstance(below, Sheet):
            whole = proven_whole(above, below, read_regular)
        if whole is None:
            place += 1
            continue
        flow.blocks[place - 1 : place + 1] = [whole]
        message = "By its sums a table without a title goes on with the one of the page before."
        document.notice("tables", "info", "reading_proven", message, whole.last_page)


def _days(event: Event, texts: Iterable[str]) -> Iterator[str | None]:
    """The days that the parts of a document tell of itself, in its order."""
    return (day_told(event, text) for text in texts)


def _complete_identity(document: Document, identity: Identity, known: Identity) -> None:
    """Take over from ``known`` what the document does not say of itself; a diagnostic tells it."""
    taken = [
        name
        for name in ("issuer", "region", "fiscal_year", "report_kind", "body_kind")
        if getattr(identity, name) is None and getattr(known, name) is not None
    ]
    for name in taken:
        setattr(identity, name, getattr(known, name))
    if taken:
        message = f"Of another file of its disclosure the document has its {', '.join(taken)}."
        document.notice("identity", "info", "identity_from_companion", message)


def _notice_table(document: Document, rows: TableRows) -> None:
    table = rows.table
    if not rows.understood:
        message = f"Neither title nor header tell which statement table {table.table_id} is."
        document.notice("tables", "warning", "table_not_understood", message, table.first_page)
    if len(rows.crowded) >= CROWDED_CELLS:
        message = (
            f"Columns of table {table.table_id} were not told apart: {len(rows.crowded)} cells hold several"
            f" amounts, such as {rows.crowded[0][:40]!r}; they are kept as text."
        )
        document.notice("tables", "error", "columns_not_told_apart", message, table.first_page)
    if rows.read_again:
        message = (
            f"The page leaves open how table {table.table_id} is to be read; by its sums"
            f" {', and '.join(rows.read_again)}."
        )
        document.notice("tables", "info", "reading_proven", message, table.first_page)
    if rows.unread:
        message = (
            f"In table {table.table_id}, {len(rows.unread)} cells among the figures hold digits"
            f" but no number, such as {rows.unread[0][:40]!r}; they are kept as text."
        )
        document.notice("tables", "info", "cell_not_a_figure", message, table.first_page)


def put_back(document: Document, texts: Iterable[SectionText], placements: Mapping[int, Placement]) -> None:
    """Change the boxes of rows on the pages of ``placements``, and those that ``texts`` will give."""
    rows: list[CellRecord | FactRecord | IndicatorRecord] = [
        *document.cells,
        *document.facts,
        *document.indicators,
    ]
    for row in rows:
        if row.box is not None and row.page is not None and row.page in placements:
            row.box = placements[row.page].box(row.box)
    for text in texts:
        text.placements = placements
