"""The sheet of findings: what does not hold, with both its places, and what a reader said of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from outputs.export.sheets import WHOSE, Head, Value
from outputs.export.tables import ExportedTable, Surroundings, term, whose
from outputs.findings import operands
from outputs.report.parts.told import Told, told
from records.file_tables import FactRecord
from records.linking_tables import CheckRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

LOOK = "查看"
OTHER = "另一文件 "
HEAD = (
    *WHOSE,
    Head("页", 6),
    Head("程度", 7),
    Head("类型", 14),
    Head("规则", 26),
    Head("事项", 30),
    Head("所载", 14),
    Head("应为", 14),
    Head("相差", 16),
    Head("相差金额（元）", 15),
    Head("相差程度%", 9),
    Head("说明", 60),
    Head("章节", 18),
    Head("句子", 40),
    Head("涉及的表", 26),
    Head("涉及的行与栏", 40),
    Head("涉及页", 9),
    Head("把握", 7),
    Head("依据", 30),
    Head("标记", 8),
    Head("备注", 20),
    Head("标记人", 10),
    Head("标记时间", 18),
    Head("审阅页面", 9),
    Head("编号", 18),
)


def finding_rows(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    """The findings of a document, the worst first."""
    for _, row in ranked_rows(document, around):
        yield row


def ranked_rows(document: Document, around: Surroundings) -> Iterator[tuple[Told, list[Value]]]:
    """The findings of a document, each with what ranks it among those of others."""
    claims = {claim.claim_id: claim for claim in document.claims}
    sections = {section.section_id: section.title for section in document.sections}
    links = {link.claim_id: link for link in document.links}
    checks = {check.check_id: check for check in document.checks}
    for one in told(document):
        record = one.finding
        claim = claims.get(next(iter(record.claim_ids), ""))
        naming: list[LinkRecord | CheckRecord] = [links[i] for i in record.claim_ids if i in links]
        naming += [checks[i] for i in record.check_ids if i in checks]
        tables, places, pages = _places(document, naming)
        mark = around.marks.get(one.id)
        yield (
            one,
            [
                *whose(document.record),
                record.page,
                term("grade", record.severity),
                term("finding_kind", record.kind),
                one.rule.title if one.rule else None,
                record.title,
                record.said,
                record.given,
                one.difference,
                one.amount,
                None if one.relative is None else Decimal(f"{one.relative * 100:.1f}"),
                record.explanation,
                sections.get(claim.section_id or "") if claim else None,
                _sentence(claim),
                tables,
                places,
                pages,
                None if record.confidence is None else f"{record.confidence:.0%}",
                one.rule.ground if one.rule else None,
                term("review_state", mark.state) if mark else None,
                mark.note if mark else None,
                mark.who if mark else None,
                mark.when if mark else None,
                around.link(LOOK, document.record.document_id, one.id),
                one.id,
            ],
        )


def _sentence(claim: ClaimRecord | None) -> str | None:
    return claim.sentence if claim else None


def _places(
    document: Document, records: list[LinkRecord | CheckRecord]
) -> tuple[str | None, str | None, str | None]:
    """Tables, rows and columns, pages of the figures that records name; of other files their ids."""
    titles = {table.table_id: table.title or table.table_id for table in document.tables}
    by_id = {(fact.document_id, fact.fact_id): fact for fact in document.facts}
    named = dict.fromkeys(key for record in records for key in operands(record))
    facts = [by_id[key] for key in named if key in by_id]
    tables = dict.fromkeys(titles.get(fact.table_id, fact.table_id) for fact in facts)
    pages = dict.fromkeys(str(fact.page) for fact in facts if fact.page is not None)
    places = [_place(by_id[key]) if key in by_id else f"{OTHER}{'/'.join(key)}" for key in named]
    return "；".join(tables) or None, "；".join(places) or None, "、".join(pages) or None


def _place(fact: FactRecord) -> str:
    return "·".join(part for part in (fact.row_label, "/".join(fact.column_path)) if part)


FINDINGS = ExportedTable("问题", HEAD, finding_rows)
