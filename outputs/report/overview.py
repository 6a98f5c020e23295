"""What the overview shows: a line for each document, all findings the worst first, coverage, charts.

It is gathered while the documents' pages are written, so that no more than one document is held.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from outputs.findings import Finding, badness, is_told
from outputs.report.charts import Chart, three_public, verdicts_by_chapter
from outputs.report.document_page import VERDICTS, DocumentPage
from outputs.report.series import PublicFigures, by_year
from records.tables import DocumentRecord, SectionRecord
from records.vocabularies import vocabularies

MOST_FINDINGS = 500
"""So many findings of each sort are listed; all are counted."""
MOST_BODIES = 8
"""So many bodies get a chart of their years."""
Counts = Counter[tuple[str, str]]
"""Chapter and verdict -> number of claims."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the document that it is of."""

    document_id: str
    where: str
    file_name: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list of all; ``errors`` are the sentences that say why it failed."""

    document: DocumentRecord
    verdicts: dict[str, int]
    contradictions: int
    failed_checks: int
    errors: list[str]


@dataclass(slots=True)
class Overview:
    """The content of the overview; ``run`` is when the newest run was started."""

    run: str | None = None
    documents: list[DocumentRow] = field(default_factory=list)
    contradictions: list[FindingRow] = field(default_factory=list)
    failed_checks: list[FindingRow] = field(default_factory=list)
    contradictions_count: int = 0
    failed_checks_count: int = 0
    figures: int = 0
    verdicts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    by_chapter: Counts = field(default_factory=Counter)
    public: dict[str, PublicFigures] = field(default_factory=lambda: defaultdict(dict))
    charts: list[Chart] = field(default_factory=list)

    @property
    def versions(self) -> list[str]:
        """The versions that made the documents."""
        return sorted({row.document.version for row in self.documents})

    @property
    def statuses(self) -> dict[str, int]:
        """Status -> number of documents, in the order of the vocabulary."""
        counted = Counter(row.document.status for row in self.documents)
        return {status: counted[status] for status in vocabularies()["status"] if counted[status]}

    @property
    def years(self) -> dict[int | None, int]:
        """Fiscal year -> number of documents, the newest first."""
        counted = Counter(row.document.fiscal_year for row in self.documents)
        return dict(sorted(counted.items(), key=lambda item: -(item[0] or 0)))

    def add(self, page: DocumentPage, figures: int, public: PublicFigures, by_kind: Counts) -> None:
        """Take in a document."""
        document = page.document
        where = " ".join(
            str(part) for part in (document.issuer or document.file_name, document.fiscal_year) if part
        )
        told = is_told(document)
        contradictions = page.contradictions if told else []
        failed_checks = page.failed_checks if told else []
        for found, listed in (
            (contradictions, self.contradictions),
            (failed_checks, self.failed_checks),
        ):
            listed += [FindingRow(document.document_id, where, document.file_name, one) for one in found]
            if len(listed) > 2 * MOST_FINDINGS:
                listed[:] = _worst(listed)
        self.contradictions_count += len(contradictions)
        self.failed_checks_count += len(failed_checks)
        if document.counts:
            self.figures += figures
            self.by_chapter += by_kind
            for verdict, count in page.verdicts.items():
                self.verdicts[verdict] += count
        if document.issuer and document.counts:
            known = self.public[document.issuer]
            for key, amount in public.items():
                # What a document says of its own year comes before what others say of that year.
                if key not in known or key[0] == document.fiscal_year:
                    known[key] = amount
        errors = [one.message for one in page.diagnostics if one.severity == "error"]
        self.documents.append(
            DocumentRow(document, page.verdicts, len(contradictions), len(failed_checks), errors)
        )

    def finish(self) -> None:
        """Put all in order and draw the charts, after the last document."""
        self.contradictions, self.failed_checks = _worst(self.contradictions), _worst(self.failed_checks)
        self.documents.sort(
            key=lambda row: (
                row.document.issuer or "\uffff",
                -(row.document.fiscal_year or 0),
                row.document.file_name,
            )
        )
        terms = vocabularies()["section_kind"]
        rows = [
            (terms[kind], verdict, self.by_chapter[kind, verdict])
            for kind in terms
            for verdict in VERDICTS
            if self.by_chapter[kind, verdict]
        ]
        bodies = sorted(self.public, key=lambda body: (-len({key[0] for key in self.public[body]}), body))
        # Of a single document the chart would be the same as on its page.
        drawn = [verdicts_by_chapter(rows) if len(self.documents) > 1 else None]
        drawn += [three_public(by_year(self.public[body]), body) for body in bodies[:MOST_BODIES]]
        self.charts = [chart for chart in drawn if chart is not None]


def _worst(rows: Iterable[FindingRow]) -> list[FindingRow]:
    return heapq.nsmallest(
        MOST_FINDINGS, rows, key=lambda row: (badness(row.finding), row.file_name, row.finding.id)
    )


def claims_by_kind(sections: list[SectionRecord], claims: Iterable[tuple[str | None, str]]) -> Counts:
    """Kind of chapter and verdict -> number of claims; a section without a kind has its parent's.

    ``claims`` are section and verdict of each claim.
    """
    by_id = {section.section_id: section for section in sections}
    counts: Counts = Counter()
    for section_id, verdict in claims:
        section = by_id.get(section_id or "")
        while section is not None and section.kind is None:
            section = by_id.get(section.parent_id or "")
        if section is not None and section.kind is not None:
            counts[section.kind, verdict] += 1
    return counts
