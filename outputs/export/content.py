"""What stands in the sheets: findings with both their places, and the statements as they were printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from outputs.export.sheets import Link, Style, Value, Wide
from outputs.findings import Finding, contradictions_in, failed_checks_in, operands
from outputs.report.grids import ShownTable, grids
from records.tables import CheckRecord, Document, DocumentRecord, FactRecord, LinkRecord
from records.vocabularies import vocabularies

CONTRADICTIONS = "不符"
FAILED_CHECKS = "核对不成立"
HEADS = {
    CONTRADICTIONS: (
        "单位",
        "年度",
        "类别",
        "文件",
        "文字页",
        "章节",
        "句子",
        "事项",
        "文字称",
        "按表格",
        "相差",
        "计量单位",
        "相差程度%",
        "依据的表",
        "依据的行与栏",
        "依据页",
        "说明",
        "把握",
        "核对页面",
    ),
    FAILED_CHECKS: (
        "单位",
        "年度",
        "类别",
        "文件",
        "页",
        "规则",
        "实为",
        "应为",
        "相差",
        "涉及的表",
        "涉及的行与栏",
        "说明",
        "核对页面",
    ),
}
STATEMENT_HEAD = ("单位", "年度", "类别", "文件", "表", "页", "计量单位", "表中内容")
LOOK = "查看"
OTHER = "另一文件 "


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a row, with what sorts it."""

    finding: Finding
    row: list[Value]


def contradictions(document: Document, page: str) -> Iterator[Told]:
    """Each contradicted claim with the figures it was held against; ``page`` is its document's page."""
    claims = {claim.claim_id: claim for claim in document.claims}
    sections = {section.section_id: section for section in document.sections}
    links = {link.claim_id: link for link in document.links}
    for finding in contradictions_in(document):
        claim, link = claims[finding.id], links[finding.id]
        section = sections.get(claim.section_id or "")
        tables, places, pages = _places(document, link)
        row: list[Value] = [
            *_whose(document.record),
            finding.page,
            section.title if section else None,
            claim.sentence,
            finding.subject,
            finding.said,
            finding.given,
            _trimmed(link.difference),
            claim.unit,
            _share(finding),
            tables,
            places,
            pages,
            finding.explanation,
            None if link.confidence is None else f"{link.confidence:.0%}",
            Link(LOOK, f"{page}#{finding.id}"),
        ]
        yield Told(finding, row)


def failed_checks(document: Document, page: str) -> Iterator[Told]:
    """Each failed check with its cells."""
    checks = {check.check_id: check for check in document.checks}
    for finding in failed_checks_in(document):
        check = checks[finding.id]
        tables, places, _ = _places(document, check)
        row: list[Value] = [
            *_whose(document.record),
            finding.page,
            check.rule_id,
            _trimmed(check.actual),
            _trimmed(check.expected),
            _trimmed(check.difference),
            tables,
            places,
            finding.explanation,
            Link(LOOK, f"{page}#{finding.id}"),
        ]
        yield Told(finding, row)


def statements(document: Document) -> Iterator[tuple[str, list[Value], Style]]:
    """The rows of all tables that hold figures: sheet, row, style.

    Each row begins with whose it is, so that a filter finds a body; numbers are numbers, in the unit
    that the table is printed in.
    """
    terms = vocabularies()["statement"]
    for grid in grids(document, {}):
        table = grid.table
        if not table.is_empty:
            for row, style in _grid_rows(document.record, grid):
                yield terms[table.statement], row, style


def _grid_rows(document: DocumentRecord, grid: ShownTable) -> Iterator[tuple[list[Value], Style]]:
    table = grid.table
    whose: list[Value] = [*_whose(document), table.title]
    yield [*whose, table.first_page, table.unit, table.title], "title"
    page = table.first_page
    for number, row in enumerate(grid.rows):
        page = row.page or page
        is_head = number < table.header_rows
        cells: list[Value] = []
        reached = 0
        for cell in row.cells:
            cells += [None] * (cell.column - reached)
            reached = cell.column + 1
            if is_head and cell.column_span > 1:
                cells.append(Wide(_line(cell.text), cell.column_span))
                reached = cell.column + cell.column_span
            elif cell.fact is not None and cell.fact.value is not None:
                cells.append(cell.fact.value)
            else:
                cells.append(_line(cell.text))
        yield [*whose, page, table.unit, *cells], "head" if is_head else "body"


def _whose(document: DocumentRecord) -> list[Value]:
    kind = vocabularies()["report_kind"].get(document.report_kind or "")
    return [document.issuer, document.fiscal_year, kind, document.file_name]


def _share(finding: Finding) -> Decimal | None:
    return None if finding.relative is None else Decimal(f"{finding.relative * 100:.1f}")


def _trimmed(value: Decimal | None) -> Decimal | None:
    """A computed number without idle zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _places(document: Document, record: LinkRecord | CheckRecord) -> tuple[str, str, str]:
    """Tables, rows and columns, pages of the figures that a record names; of other files their ids."""
    titles = {table.table_id: table.title or table.table_id for table in document.tables}
    by_id = {(fact.document_id, fact.fact_id): fact for fact in document.facts}
    named = operands(record)
    facts = [by_id[key] for key in named if key in by_id]
    tables = dict.fromkeys(titles.get(fact.table_id, fact.table_id) for fact in facts)
    pages = dict.fromkeys(str(fact.page) for fact in facts if fact.page is not None)
    places = [_place(by_id[key]) if key in by_id else f"{OTHER}{'/'.join(key)}" for key in named]
    return "；".join(tables), "；".join(places), "、".join(pages)


def _place(fact: FactRecord) -> str:
    return "·".join(part for part in (fact.row_label, "/".join(fact.column_path)) if part)


def _line(text: str) -> str:
    return text.replace("\n", "")
