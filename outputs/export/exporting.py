"""The export of an output folder: findings first, then a sheet for each statement, all bodies in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from outputs.export.checklist import checklist, sheet_name
from outputs.export.content import (
    CONTRADICTIONS,
    FAILED_CHECKS,
    HEADS,
    STATEMENT_HEAD,
    Told,
    contradictions,
    failed_checks,
    statements,
)
from outputs.export.csv_files import CsvFiles
from outputs.export.sheets import Format, Sheets
from outputs.export.workbook import Workbook
from outputs.findings import badness, is_told
from outputs.publication.dataset import NotPublished, read_table
from outputs.schemas.json_documents import decode_document
from outputs.store.out_folder import OutFolder
from records.tables import Document
from records.vocabularies import vocabularies


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: a file or a folder, and how many documents and findings it holds."""

    place: Path
    documents: int
    findings: int


def export(out: Path, format: Format, place: Path, report: Path) -> Exported:
    """Write the current documents below ``out`` to ``place``, a workbook or a folder of CSV files.

    The findings lead to the review page in the folder ``report``. Raises
    :class:`~outputs.publication.dataset.NotPublished`, and ``OSError`` if the place cannot be written.
    """
    sheets: Sheets = CsvFiles(place) if format is Format.csv else Workbook(place)
    folder = place if format is Format.csv else place.parent
    pages = quote(os.path.relpath(report / "documents", folder).replace(os.sep, "/"))
    if format is Format.checklist:
        return _export_checklists(out, sheets, place, pages)
    order = [CONTRADICTIONS, FAILED_CHECKS, *vocabularies()["statement"].values()]
    told: dict[str, list[Told]] = {CONTRADICTIONS: [], FAILED_CHECKS: []}
    gather: dict[str, Callable[[Document, str], Iterator[Told]]] = {
        CONTRADICTIONS: contradictions,
        FAILED_CHECKS: failed_checks,
    }
    begun: set[str] = set()
    documents = 0
    for document in _documents(out):
        documents += 1
        page = f"{pages}/{document.record.document_id}.html"
        for sheet, found in gather.items() if is_told(document.record) else ():
            told[sheet] += found(document, page)
        for sheet, row, style in statements(document) if document.record.counts else ():
            if sheet not in begun:
                begun.add(sheet)
                sheets.add(sheet, STATEMENT_HEAD, "head")
            sheets.add(sheet, row, style)
    for sheet, rows in told.items():
        sheets.add(sheet, HEADS[sheet], "head")
        for one in sorted(rows, key=lambda one: badness(one.finding)):
            sheets.add(sheet, one.row)
    sheets.close(order)
    return Exported(place, documents, sum(map(len, told.values())))


def _export_checklists(out: Path, sheets: Sheets, place: Path, pages: str) -> Exported:
    """A sheet a document: each obligation and rule with its result."""
    names: list[str] = []
    findings = 0
    for document in _documents(out):
        if not is_told(document.record):
            continue
        name = sheet_name(document, set(names))
        names.append(name)
        findings += len(document.findings)
        for row, is_head in checklist(document, f"{pages}/{document.record.document_id}.html"):
            sheets.add(name, row, "head" if is_head else "body")
    sheets.close(names)
    return Exported(place, len(names), findings)


def _documents(out: Path) -> Iterator[Document]:
    """The current documents by body, year and name; one at a time."""
    known = read_table(out, "documents").select(["issuer", "fiscal_year", "file_name", "document_id"])
    rows = known.to_pylist()
    if not rows:
        raise NotPublished(f"Nothing has been published in {out} yet.")
    rows.sort(
        key=lambda r: (r["issuer"] or "\uffff", r["fiscal_year"] or 0, r["file_name"], r["document_id"])
    )
    for row in rows:
        yield decode_document((OutFolder(out).json / f"{row['document_id']}.json").read_bytes())


def _name(row: dict[str, str]) -> tuple[str, str]:
    return row["file_name"], row["document_id"]
