"""What the page of one document shows, gathered for its template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outputs.report.charts import Chart
from outputs.report.evidence import evidence
from outputs.report.parts.coverage import VERDICTS, Coverage, coverage
from outputs.report.parts.grids import ShownTable, grids
from outputs.report.parts.marking import Marked, marked
from outputs.report.parts.reasons import ReasonGroup, reasons_by_category
from outputs.report.parts.targets import ProjectTargets, indicators_by_project
from outputs.report.parts.told import Told, told
from records.file_tables import DiagnosticRecord, DocumentRecord, SectionRecord
from records.narrative_tables import ClaimRecord, DefinitionRecord, ReasonRecord
from records.tables import Document

RECOGNISED = "text_recognised"
"""The notice that a document's text was recognised in pictures."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its text, its tables, and what was counted in it."""

    section: SectionRecord | None
    text: Marked
    grids: list[ShownTable]
    contradicted: int

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return f"s-{self.section.section_id}" if self.section else "s-outside"


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The content of a page; ``data`` is what its script gets."""

    document: DocumentRecord
    findings: list[Told]
    coverage: Coverage
    verdict_of: dict[str, str]
    chapters: list[ShownSection]
    reasons: list[ReasonGroup]
    definitions: list[DefinitionRecord]
    projects: list[ProjectTargets]
    diagnostics: list[DiagnosticRecord]
    data: dict[str, Any]
    charts: list[Chart]

    @property
    def recognised(self) -> bool:
        """Whether pages were pictures."""
        return any(one.code == RECOGNISED for one in self.diagnostics)

    def of_severity(self, severity: str) -> list[Told]:
        """The findings of a severity, the worst first."""
        return [one for one in self.findings if one.finding.severity == severity]

    def mark(self, claims: tuple[ClaimRecord, ...]) -> str:
        """The verdict that the number of these claims shows."""
        found = {self.verdict_of.get(claim.claim_id, "unverifiable") for claim in claims}
        return next(verdict for verdict in VERDICTS if verdict in found)


def document_page(
    document: Document, charts: list[Chart], companions: Sequence[Document] = ()
) -> DocumentPage:
    """Gather what the page of a document shows; ``companions`` hold figures that its links name."""
    verdict_of = {link.claim_id: link.verdict for link in document.links}
    findings = told(document)
    return DocumentPage(
        document=document.record,
        findings=findings,
        coverage=coverage(document),
        verdict_of=verdict_of,
        chapters=_chapters(document, verdict_of),
        reasons=reasons_by_category(document),
        definitions=document.definitions,
        projects=indicators_by_project(document),
        diagnostics=document.diagnostics,
        data=evidence(document, findings, companions),
        charts=charts,
    )


def _chapters(document: Document, verdict_of: dict[str, str]) -> list[ShownSection]:
    """The sections in order; what stands in none of them comes last."""
    known = {section.section_id for section in document.sections}
    claims: dict[str | None, list[ClaimRecord]] = defaultdict(list)
    for claim in document.claims:
        claims[claim.section_id if claim.section_id in known else None].append(claim)
    reasons: dict[str | None, list[ReasonRecord]] = defaultdict(list)
    for reason in document.reasons:
        reasons[reason.section_id].append(reason)
    tables: dict[str | None, list[ShownTable]] = defaultdict(list)
    for grid in grids(document, _failed_of_facts(document)):
        section_id = grid.table.section_id
        tables[section_id if section_id in known else None].append(grid)
    chapters = []
    for section in (*document.sections, None):
        section_id = section.section_id if section else None
        if section is None and not (claims[None] or tables[None]):
            continue
        chapters.append(
            ShownSection(
                section,
                marked(section.text if section else "", claims[section_id], reasons[section_id]),
                tables[section_id],
                sum(verdict_of.get(claim.claim_id) == "contradicted" for claim in claims[section_id]),
            )
        )
    return chapters


def _failed_of_facts(document: Document) -> dict[str, tuple[str, ...]]:
    """A figure's id -> the failed checks that name it, of those in this document."""
    failed: dict[str, tuple[str, ...]] = {}
    for check in document.checks:
        if check.verdict == "fails":
            for fact_id in check.fact_ids:
                failed[fact_id] = (*failed.get(fact_id, ()), check.check_id)
    return failed
