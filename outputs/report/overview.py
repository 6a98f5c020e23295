"""What the overview shows: all findings, worst first, all documents, obligations, coverage, charts.

It is gathered while the documents' pages are written, so that no more than one document is held. The
lists are data for the script, which shows of them what is asked for.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from outputs.findings import GRADES, is_told
from outputs.report.bodies.years import BodyPage, comparisons, region_id
from outputs.report.charts import Chart, three_public, verdicts_by_chapter
from outputs.report.document_page import DocumentPage
from outputs.report.parts.coverage import OBLIGATIONS, VERDICTS
from outputs.report.parts.series import PublicFigures, by_year
from outputs.report.parts.told import Told
from outputs.report.words import in_chinese
from records.file_tables import DocumentRecord, SectionRecord
from records.vocabularies import vocabularies

MOST_FINDINGS = 20_000
"""So many findings are listed; all are counted."""
MOST_LISTED = 1_000
"""So many bodies are listed; those with most documents are."""
MOST_BODIES = 8
"""So many bodies get a chart of their years."""
Counts = Counter[tuple[str, str]]
"""Chapter and verdict -> number of claims."""


@dataclass(slots=True)
class Owed:
    """An obligation over all documents: how often it came out how."""

    title: str
    ground: str
    outcomes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Overview:
    """The content of the overview; ``run`` is when the newest run was started."""

    run: str | None = None
    documents: list[dict[str, Any]] = field(default_factory=list)
    findings: list[tuple[tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    findings_count: int = 0
    verdicts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    by_chapter: Counts = field(default_factory=Counter)
    obligations: dict[str, Owed] = field(default_factory=dict)
    rules: dict[str, list[str]] = field(default_factory=dict)
    public: dict[str, PublicFigures] = field(default_factory=lambda: defaultdict(dict))
    charts: list[Chart] = field(default_factory=list)
    bodies: list[BodyPage] = field(default_factory=list)

    def add(self, page: DocumentPage, public: PublicFigures, by_kind: Counts) -> None:
        """Take in a document."""
        document = page.document
        findings = page.findings if is_told(document) else []
        self.findings += [(_order(one, document), _finding(one)) for one in findings]
        if len(self.findings) > 2 * MOST_FINDINGS:
            self.findings = _worst(self.findings)
        self.findings_count += len(findings)
        self.versions.add(document.version)
        for told in findings:
            if told.rule:
                self.rules[told.rule.rule_id] = [told.rule.title, told.rule.title_en]
        self.documents.append(_document(page, findings))
        if document.counts:
            self._count(page, public, by_kind)

    def _count(self, page: DocumentPage, public: PublicFigures, by_kind: Counts) -> None:
        """Take in the numbers of a document; each disclosure is counted once."""
        document = page.document
        self.by_chapter += by_kind
        for verdict, count in page.coverage.verdicts.items():
            self.verdicts[verdict] += count
        for status, found in page.coverage.obligations.items():
            for one in found:
                owed = self.obligations.setdefault(one.rule_id, Owed(one.title, one.ground))
                owed.outcomes[status] += 1
        if document.issuer:
            known = self.public[document.issuer]
            for key, amount in public.items():
                # What a document says of its own year comes before what others say of that year.
                if key not in known or key[0] == document.fiscal_year:
                    known[key] = amount

    def finish(self) -> None:
        """Put all in order and draw the charts, after the last document."""
        self.findings = _worst(self.findings)
        self.documents.sort(key=lambda one: (one["issuer"] or "\uffff", -(one["year"] or 0), one["file"]))
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

    @property
    def listed(self) -> list[BodyPage]:
        """The bodies with most documents, in the order of their regions."""
        most = heapq.nlargest(MOST_LISTED, self.bodies, key=lambda page: len(page.documents))
        ids = {page.body.body_id for page in most}
        return [page for page in self.bodies if page.body.body_id in ids]

    @property
    def regions(self) -> dict[str, str]:
        """The regions of which a page compares the bodies, and its name."""
        return {region: region_id(region) for region in comparisons(self.bodies)}

    @property
    def owed(self) -> list[Owed]:
        """The obligations, those that most documents do not meet first; what none owes is left out."""
        known = [one for one in self.obligations.values() if any(map(one.outcomes.get, OBLIGATIONS[:3]))]
        return sorted(known, key=lambda one: tuple(-one.outcomes[status] for status in OBLIGATIONS))

    @property
    def data(self) -> dict[str, Any]:
        """What the script gets."""
        return {
            "documents": self.documents,
            "findings": [finding for _, finding in self.findings],
            "count": self.findings_count,
            "rules": self.rules,
        }


def _order(one: Told, document: DocumentRecord) -> tuple[Any, ...]:
    """The worst first; the last parts make the order the same each time."""
    record = one.finding
    return GRADES.index(record.severity), -(one.relative or 0.0), document.file_name, record.page or 0, one.id


def _worst(
    rows: list[tuple[tuple[Any, ...], dict[str, Any]]],
) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    return heapq.nsmallest(MOST_FINDINGS, rows, key=lambda row: row[0])


def _finding(one: Told) -> dict[str, Any]:
    record = one.finding
    return {
        "id": record.finding_id,
        "document": record.document_id,
        "severity": record.severity,
        "kind": record.kind,
        "rule": record.rule_id,
        "title": record.title,
        "title_in_english": one.title_in_english,
        "explanation": record.explanation,
        "english": one.english,
        "said": record.said,
        "given": record.given,
        "labels": one.number_words,
        "difference": one.difference,
        "difference_in_english": one.difference_in_english,
        "relative": one.relative,
        "amount": None if one.amount is None else float(one.amount),
        "page": record.page,
        "confidence": record.confidence,
    }


def _document(page: DocumentPage, findings: list[Told]) -> dict[str, Any]:
    document = page.document
    counted = Counter(one.finding.severity for one in findings)
    return {
        "id": document.document_id,
        "issuer": document.issuer,
        "region": document.region,
        "year": document.fiscal_year,
        "kind": document.report_kind,
        "file": document.file_name,
        "status": document.status,
        "role": document.role,
        "counts": document.counts,
        "reasons": [[in_chinese(one), one.message] for one in page.diagnostics if one.severity == "error"],
        "verdicts": list(page.coverage.verdicts.values()),
        "figures": page.coverage.figures,
        "checks": page.coverage.checks,
        "errors": counted["error"],
        "notices": counted["notice"],
    }


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
