"""The export of an output folder: findings first, then what documents hold, then the statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outputs.export.annotating import annotate
from outputs.export.checklist import HEAD, checklist, sheet_name
from outputs.export.contents import CONTENTS, DOCUMENTS
from outputs.export.csv_files import CsvFiles
from outputs.export.findings import FINDINGS, ranked_rows
from outputs.export.sheets import Format, Sheets, Value
from outputs.export.statements import statement_head, statements
from outputs.export.tables import Surroundings
from outputs.export.workbook import Workbook
from outputs.findings import GRADES, is_told
from outputs.publication.dataset import NotPublished, read_table
from outputs.report.originals import originals
from outputs.report.parts.told import Told
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


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What is exported; all where nothing is said.

    ``bodies`` are parts of names of public bodies; ``severity`` is the least grave that is told.
    """

    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    severity: str | None = None

    def has(self, row: dict[str, Any]) -> bool:
        """Whether a document is wanted."""
        body = row["issuer"] or ""
        return (not self.years or row["fiscal_year"] in self.years) and (
            not self.bodies or any(wanted in body for wanted in self.bodies)
        )

    def select(self, document: Document) -> Document:
        """The document with the findings that are wanted."""
        if self.severity is not None:
            grave = GRADES[: GRADES.index(self.severity) + 1]
            document.findings = [one for one in document.findings if one.severity in grave]
        return document


def export(
    out: Path, format: Format, place: Path, report: Path, wanted: ExportChoice | None = None
) -> Exported:
    """Write the current documents below ``out`` to ``place``: a workbook, or a folder of files.

    The findings lead to the review page in the folder ``report``, where it has been written. Raises
    :class:`~outputs.publication.dataset.NotPublished`,
    :class:`~outputs.store.reviews.UnreadableReviews`, and ``OSError`` if the place cannot be written.
    """
    wanted = wanted or ExportChoice()
    if format is Format.pdf:
        return _export_originals(out, place, wanted)
    sheets: Sheets = CsvFiles(place) if format is Format.csv else Workbook(place)
    around = Surroundings.of(out, report, place if format is Format.csv else place.parent)
    if format is Format.checklist:
        return _export_checklists(out, sheets, place, around, wanted)
    sheets.begin(FINDINGS.name, FINDINGS.head)
    for table in CONTENTS:
        sheets.begin(table.name, table.head)
    widths = _widths(out)
    begun: set[str] = set()
    ranked: list[tuple[Told, list[Value]]] = []
    documents = 0
    for document in _documents(out, wanted):
        documents += 1
        if is_told(document.record):
            ranked += ranked_rows(document, around)
        for table in CONTENTS if document.record.counts else (DOCUMENTS,):
            for row in table.rows(document, around):
                sheets.add(table.name, row)
        for sheet, row, style in statements(document) if document.record.counts else ():
            if sheet not in begun:
                begun.add(sheet)
                sheets.begin(sheet, statement_head(widths[sheet]))
            sheets.add(sheet, row, style)
    for _, row in sorted(ranked, key=lambda one: _badness(one[0])):
        sheets.add(FINDINGS.name, row)
    sheets.close([FINDINGS.name, *(table.name for table in CONTENTS), *vocabularies()["statement"].values()])
    return Exported(place, documents, len(ranked))


def _badness(one: Told) -> tuple[int, float]:
    return GRADES.index(one.finding.severity), -(one.relative or 0.0)


def _widths(out: Path) -> dict[str, int]:
    """Sheet of a statement -> columns of its widest table."""
    terms = vocabularies()["statement"]
    widths: dict[str, int] = defaultdict(int)
    for row in read_table(out, "tables").select(["statement", "columns"]).to_pylist():
        sheet = terms[row["statement"]]
        widths[sheet] = max(widths[sheet], row["columns"])
    return widths


def _export_checklists(
    out: Path, sheets: Sheets, place: Path, around: Surroundings, wanted: ExportChoice
) -> Exported:
    """A sheet a document: each obligation and rule with its result."""
    names: list[str] = []
    findings = 0
    for document in _documents(out, wanted):
        if not is_told(document.record):
            continue
        name = sheet_name(document, set(names))
        names.append(name)
        findings += len(document.findings)
        sheets.begin(name, HEAD)
        for row, is_head in checklist(document, around):
            sheets.add(name, row, "head" if is_head else "body")
    sheets.close(names)
    return Exported(place, len(names), findings)


def _export_originals(out: Path, place: Path, wanted: ExportChoice) -> Exported:
    """The originals that are PDF, each with its findings as notes on its pages."""
    files = originals(OutFolder(out))
    place.mkdir(parents=True, exist_ok=True)
    documents = findings = 0
    for document in _documents(out, wanted):
        if is_told(document.record) and annotate(document, files.get(document.record.document_id, ()), place):
            documents += 1
            findings += len(document.findings)
    return Exported(place, documents, findings)


def _documents(out: Path, wanted: ExportChoice) -> Iterator[Document]:
    """The wanted documents by body, year and name; one at a time."""
    known = read_table(out, "documents").select(["issuer", "fiscal_year", "file_name", "document_id"])
    rows = known.to_pylist()
    if not rows:
        raise NotPublished(f"Nothing has been published in {out} yet.")
    rows = [row for row in rows if wanted.has(row)]
    rows.sort(
        key=lambda r: (r["issuer"] or "\uffff", r["fiscal_year"] or 0, r["file_name"], r["document_id"])
    )
    for row in rows:
        data = (OutFolder(out).json / f"{row['document_id']}.json").read_bytes()
        yield wanted.select(decode_document(data))
