"""What the page of a public body shows: its years side by side, its documents, and what is missing."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.book.entries import Total, entry_of
from outputs.findings import is_told
from outputs.report.document_page import DocumentPage
from records.archive_tables import BodyRecord, RevisionRecord, UnitRecord
from records.file_tables import DocumentRecord
from records.linking_tables import FindingRecord, ObligationRecord
from records.tables import Document

OVER_YEARS = "over_years"
"""The kind of the findings that documents of other years show."""
KINDS = {"budget": "initial_budget", "final_accounts": "final"}
"""Kind of report -> the stage of which it tells first."""
ALL, GENERAL = "all", "general_public_budget"
ROWS: tuple[tuple[str, tuple[tuple[str, str | None, str | None], ...]], ...] = (
    ("revenue_total", (("grand_total", ALL, "revenue"),)),
    ("expenditure_total", (("grand_total", ALL, "expenditure"),)),
    ("revenue", (("current_year_revenue", ALL, "revenue"),)),
    ("expenditure", (("current_year_expenditure", ALL, "expenditure"),)),
    ("general", (("current_year_expenditure", GENERAL, "expenditure"),)),
    ("basic", (("basic_expenditure", ALL, None), ("basic_expenditure", GENERAL, None))),
    ("project", (("project_expenditure", ALL, None), ("project_expenditure", GENERAL, None))),
    ("three_public", (("three_public_expenditure", None, None),)),
    ("overseas", (("overseas_travel", None, None),)),
    ("vehicle_purchase", (("vehicle_purchase", None, None),)),
    ("vehicle_operation", (("vehicle_operation", None, None),)),
    ("reception", (("official_reception", None, None),)),
)  # fmt: skip
"""Row -> measure, fund and side of the totals that it shows, the first that is there; no fund is any."""
COMPARED = ("expenditure_total", "expenditure", "basic", "project", "three_public")
"""The rows that bodies are compared by."""
Amounts = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class BodyDocument:
    """A document as its body's page shows it: what it totals, what is told of it, what it lacks."""

    record: DocumentRecord
    amounts: Amounts
    errors: int
    notices: int
    over_years: list[FindingRecord]
    missing: list[ObligationRecord]


def _together(one: BodyDocument, other: BodyDocument) -> BodyDocument:
    return BodyDocument(
        one.record,
        other.amounts | one.amounts,
        one.errors + other.errors,
        one.notices + other.notices,
        [*one.over_years, *other.over_years],
        [*one.missing, *other.missing],
    )


@dataclass(slots=True)
class BodyPage:
    """The content of a body's page; ``changed`` counts what later issues changed, by document."""

    body: BodyRecord
    documents: list[BodyDocument] = field(default_factory=list)
    parent: BodyRecord | None = None
    units: list[tuple[str, str | None, list[int]]] = field(default_factory=list)
    changed: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def counting(self) -> dict[tuple[int, str], BodyDocument]:
        """What counts by year and kind of report; the files of one disclosure are taken together."""
        found: dict[tuple[int, str], BodyDocument] = {}
        for one in self.documents:
            year, kind = one.record.fiscal_year, one.record.report_kind
            if one.record.counts and year and kind in KINDS:
                there = found.get((year, kind))
                found[year, kind] = _together(there, one) if there else one
        return found

    @property
    def years(self) -> list[int]:
        """The years of which documents are there."""
        return sorted({one.record.fiscal_year for one in self.documents if one.record.fiscal_year})

    @property
    def columns(self) -> list[tuple[int, str]]:
        """Year and kind of report of each column, from the first year to the last; none is left out."""
        years = [year for year, _ in self.counting]
        return [
            (year, kind)
            for year in range(min(years, default=0), max(years, default=-1) + 1)
            for kind in KINDS
            if any(met == kind for _, met in self.counting)
        ]

    @property
    def rows(self) -> list[tuple[str, list[Decimal | None]]]:
        """The amounts of each row, one a column; rows without any are left out."""
        there = self.counting
        found = []
        for row, _ in ROWS:
            cells = [there[c].amounts.get(row) if c in there else None for c in self.columns]
            if any(cell is not None for cell in cells):
                found.append((row, cells))
        return found

    @property
    def absent(self) -> list[tuple[int, str]]:
        """The columns of which no document is there."""
        return [column for column in self.columns if column not in self.counting]


@dataclass(slots=True)
class BodiesCompared:
    """The bodies of a region in one year, side by side, by one kind of report."""

    year: int
    kind: str
    bodies: list[tuple[BodyRecord, BodyDocument]]

    @property
    def rows(self) -> list[str]:
        """What they are compared by: the totals that one of them has."""
        return [row for row in COMPARED if any(row in one.amounts for _, one in self.bodies)]


@dataclass(slots=True)
class BodyPages:
    """The documents by body, gathered while the pages of documents are written; ``known`` are all bodies."""

    known: dict[str, BodyRecord] = field(default_factory=dict)
    of_body: dict[str, list[BodyDocument]] = field(default_factory=lambda: defaultdict(list))

    def add(self, document: Document, page: DocumentPage) -> None:
        """Take in a document whose body is known."""
        record = document.record
        if record.body_id not in self.known:
            return
        told = [one.finding for one in page.findings] if is_told(record) else []
        grades = Counter(one.severity for one in told)
        assert record.body_id is not None
        self.of_body[record.body_id].append(
            BodyDocument(
                record,
                amounts_of(document),
                grades["error"],
                grades["notice"],
                [one for one in told if one.kind == OVER_YEARS],
                page.coverage.obligations.get("not_met", []),
            )
        )

    def pages(self, units: Sequence[UnitRecord], revisions: Sequence[RevisionRecord]) -> list[BodyPage]:
        """The pages of the bodies of which documents were taken in, by name."""
        changes: dict[str, Counter[str]] = defaultdict(Counter)
        for revision in revisions:
            changes[revision.document_id][revision.change] += 1
        result = []
        for body_id, documents in self.of_body.items():
            body = self.known[body_id]
            documents.sort(key=_order)
            ids = {one.record.document_id for one in documents}
            result.append(
                BodyPage(
                    body,
                    documents,
                    self.known.get(body.parent_id or ""),
                    _units(units, body_id, documents),
                    {name: changes[name] for name in sorted(ids & changes.keys())},
                )
            )
        return sorted(result, key=_by_region)


def _by_region(page: BodyPage) -> tuple[str, str, str]:
    return page.body.region_code or "\uffff", page.body.name, page.body.body_id


def _order(one: BodyDocument) -> tuple[object, ...]:
    record = one.record
    return -(record.fiscal_year or 0), record.report_kind or "", not record.counts, record.file_name


def _units(
    units: Sequence[UnitRecord], body_id: str, documents: Sequence[BodyDocument]
) -> list[tuple[str, str | None, list[int]]]:
    """Name and body of each unit that the body's documents list, and the years that it published of."""
    year_of = {one.record.document_id: one.record.fiscal_year for one in documents}
    found: dict[str, tuple[str | None, set[int]]] = {}
    for unit in units:
        if unit.body_id != body_id:
            continue
        body, years = found.get(unit.name, (None, set()))
        year = year_of.get(unit.document_id)
        if unit.published and year is not None:
            years.add(year)
        found[unit.name] = unit.unit_body_id or body, years
    return [(name, body, sorted(years)) for name, (body, years) in sorted(found.items())]


def amounts_of(document: Document) -> Amounts:
    """The totals of a document's own year and stage, by row, in yuan."""
    record = document.record
    phase = KINDS.get(record.report_kind or "")
    totals = [
        total
        for total in entry_of(document).totals
        if total.phase == phase and total.period == record.fiscal_year
    ]
    found = {row: _first(totals, wanted) for row, wanted in ROWS}
    return {row: amount for row, amount in found.items() if amount is not None}


def _first(totals: Sequence[Total], wanted: Sequence[tuple[str, str | None, str | None]]) -> Decimal | None:
    for measure, fund, side in wanted:
        for total in totals:
            if total.measure == measure and fund in (None, total.fund) and side in (None, total.side):
                return Decimal(total.amount)
    return None


def comparisons(pages: Iterable[BodyPage]) -> dict[str, list[BodiesCompared]]:
    """The bodies of each region side by side, by year and kind of report, where there are two."""
    groups: dict[tuple[str, int, str], list[tuple[BodyRecord, BodyDocument]]] = defaultdict(list)
    for page in pages:
        region = page.body.region
        for (year, kind), one in page.counting.items():
            if region and one.amounts:
                groups[region, year, kind].append((page.body, one))
    result: dict[str, list[BodiesCompared]] = defaultdict(list)
    for (region, year, kind), rows in sorted(groups.items(), key=lambda item: (-item[0][1], item[0])):
        if len(rows) > 1:
            rows.sort(key=lambda row: (-max(row[1].amounts.values()), row[0].name))
            result[region].append(BodiesCompared(year, kind, rows))
    return dict(result)


def region_id(region: str) -> str:
    """The name of a region's page."""
    return hashlib.sha256(region.encode()).hexdigest()[:16]
