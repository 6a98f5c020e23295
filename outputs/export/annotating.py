"""The original PDF of a document with its findings as notes on its pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.errors import UnreadableFile
from extractors.pdf.notes import Note, noted_pdf
from outputs.report.parts.told import Told, told
from records.columns import Box
from records.file_tables import FactRecord
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document
from records.vocabularies import vocabularies

PDF = "application/pdf"


def annotate(document: Document, places: tuple[Path, ...], folder: Path) -> bool:
    """Write the original with its findings into ``folder``; whether there is one that can be written.

    The original is the first of ``places`` that still holds this document.
    """
    record = document.record
    if record.media_type != PDF or record.status == "failed":
        return False
    data = next((data for path in places if (data := _content(path, record.sha256)) is not None), None)
    if data is None:
        return False
    notes = [note for one in told(document) for note in notes_of(document, one)]
    try:
        noted = noted_pdf(data, notes)
    except UnreadableFile:
        return False
    (folder / f"{Path(record.file_name).stem}-{record.document_id[:8]}.pdf").write_bytes(noted)
    return True


def notes_of(document: Document, one: Told) -> list[Note]:
    """A finding's notes: the whole of it at its first place, a word at each other one.

    What has no place on a page is noted on the first page.
    """
    finding = one.finding
    grade = vocabularies()["grade"][finding.severity]
    told_whole = f"【{grade}】{finding.title}\n{finding.explanation}"
    places = list(dict.fromkeys(_places(document, finding)))
    if not places:
        return [Note(finding.page or 1, None, told_whole, finding.severity, tuple(one.words))]
    first, *others = places
    return [
        Note(*first, told_whole, finding.severity),
        *(Note(*place, f"【{grade}】{finding.title}", finding.severity) for place in others),
    ]


def _places(document: Document, finding: FindingRecord) -> list[tuple[int, Box]]:
    claims = {claim.claim_id: claim for claim in document.claims}
    facts = {fact.fact_id: fact for fact in document.facts}
    links = {link.claim_id: link for link in document.links}
    checks = {check.check_id: check for check in document.checks}
    own = document.record.document_id
    records: list[FactRecord | ClaimRecord | None] = [facts.get(finding.root_fact_id or "")]
    named: list[LinkRecord | CheckRecord] = []
    for claim_id in finding.claim_ids:
        records.append(claims.get(claim_id))
        if claim_id in links:
            named.append(links[claim_id])
    checks_of = [checks[check_id] for check_id in finding.check_ids if check_id in checks]
    named += checks_of
    for naming in named:
        documents = naming.fact_document_ids or [own] * len(naming.fact_ids)
        records += [facts.get(fact) for fact, of in zip(naming.fact_ids, documents, strict=True) if of == own]
    records += [claims.get(claim) for naming in named for claim in naming.claim_ids]
    found = [(one.page, one.box) for one in records if one is not None and one.page and one.box]
    spots: list[FindingRecord | CheckRecord] = [finding, *checks_of]
    return found or [(one.page, one.box) for one in spots if one.page and one.box]


def _content(path: Path, sha256: str) -> bytes | None:
    if not path.is_file():
        return None
    data = path.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
