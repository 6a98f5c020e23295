"""Reads a text as a chapter of a document of our own making, for the tests of the narrative."""

from __future__ import annotations

from typing import Any

from extractors.chapters import kind_of
from extractors.document import ReadFile, SectionText, TextLine
from nlp.narrative import Narrative, read_narrative
from records.file_tables import DocumentRecord, SectionRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

CHARACTER = 10.0


def lines_of(text: str, breaks: list[int] | None = None) -> SectionText:
    """``text`` as a section's text; its lines break at the line feeds and at ``breaks``."""
    body = SectionText()
    y = 100.0
    start = 0
    for paragraph in text.split("\n"):
        cuts = sorted({cut - start for cut in breaks or [] if start < cut < start + len(paragraph)})
        if start:
            body.text += "\n"
        for a, b in zip([0, *cuts], [*cuts, len(paragraph)], strict=True):
            part = paragraph[a:b]
            edges = [50 + CHARACTER * i for i in range(len(part) + 1)]
            body.starts.append(len(body.text))
            body.lines.append(TextLine(1, part, part, edges, y, y + 12, 12))
            body.text += part
            y += 20
        start += len(paragraph) + 1
    return body


def document_of(*chapters: tuple[str, str], year: int = 2024, kind: str = "final_accounts") -> ReadFile:
    """A file as read with chapters ``(title, text)``, all on one level."""
    document = Document(DocumentRecord(document_id="d" * 32, file_name="x.pdf", sha256="0" * 64))
    document.record.fiscal_year, document.record.report_kind = year, kind
    read = ReadFile(document)
    for number, (title, text) in enumerate(chapters, 1):
        record = SectionRecord(
            document_id="d" * 32, section_id=f"s{number}", parent_id=None, level=2, number=None, title=title,
            kind=kind_of(title), text=text,
        )  # fmt: skip
        document.sections.append(record)
        read.texts[record.section_id] = lines_of(text)
    return read


def read(text: str, title: str = "一般公共预算财政拨款支出决算情况说明", **about: object) -> Narrative:
    """The narrative of a document with one chapter."""
    return read_narrative(document_of((title, text), **about))  # type: ignore[arg-type]


def claims(
    text: str, title: str = "一般公共预算财政拨款支出决算情况说明", **about: object
) -> list[ClaimRecord]:
    """The claims of a chapter; of 收、支总计 only the first of the two."""
    found = read(text, title, **about).claims
    return [
        claim
        for before, claim in zip([None, *found], found, strict=False)
        if before is None
        or (before.raw, before.box, before.sentence, before.kind)
        != (claim.raw, claim.box, claim.sentence, claim.kind)
    ]


def rows(text: str, title: str, *names: str, **about: Any) -> list[tuple[Any, ...]]:
    """These fields of each claim of a chapter, as text."""
    return [
        tuple(str(v) if (v := getattr(claim, name)) is not None else None for name in names)
        for claim in claims(text, title, **about)
    ]
