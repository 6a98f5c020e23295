"""A disclosure made in memory, with a row in every table."""

from __future__ import annotations

from decimal import Decimal

from records.columns import Place
from records.file_tables import (
    CellRecord,
    DiagnosticRecord,
    DocumentRecord,
    FactRecord,
    IndicatorRecord,
    SectionRecord,
    TableRecord,
)
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord, ObligationRecord, RuleRecord
from records.narrative_tables import ClaimRecord, DefinitionRecord, ReasonEffectRecord, ReasonRecord
from records.tables import Document


def sample_disclosure(number: int = 0, year: int | None = 2024, kind: str | None = "budget") -> Document:
    """A disclosure with a row in every table; ``number`` tells it from others."""
    i = f"{number:032x}"
    box = (72.0, 100.25, 144.5, 112.0)
    boxes = [Place(1, box), Place(2, box)]
    return Document(
        record=DocumentRecord(
            document_id=i,
            file_name=f"{number}.pdf",
            sha256=i * 2,
            pages=2,
            issuer="某局",
            fiscal_year=year,
            report_kind=kind,
            body_kind="unit",
            version="0.1.0",
        ),
        sections=[
            SectionRecord(
                document_id=i, section_id="s1", parent_id=None, level=1, number="一、", title="概况"
            )
        ],
        tables=[TableRecord(document_id=i, table_id="t1", statement="revenue", unit="万元", is_empty=False)],
        cells=[CellRecord(document_id=i, table_id="t1", row=r, column=0, text=f"{r}") for r in range(3)],
        facts=[
            FactRecord(
                document_id=i,
                fact_id="f1",
                table_id="t1",
                row=0,
                column=1,
                statement="revenue",
                column_path=["本年收入", "合计"],
                value=Decimal("1234.56"),
                unit="万元",
                amount_yuan=Decimal("12345600.00"),
                raw="1,234.56",
                page=1,
                box=box,
            ),
            FactRecord(document_id=i, fact_id="f2", table_id="t1", row=1, column=1, statement="revenue"),
        ],
        claims=[
            ClaimRecord(
                document_id=i,
                claim_id="c1",
                section_id="s1",
                sentence="收入总计1234.56万元。",
                kind="level",
                value=Decimal("1234.56"),
                boxes=boxes,
            )
        ],
        reasons=[ReasonRecord(document_id=i, reason_id="r1", text="人员增加", categories=["staff_changes"])],
        reason_effects=[
            ReasonEffectRecord(
                document_id=i,
                reason_effect_id="e1",
                reason_id="r1",
                claim_id="c1",
                change_yuan=Decimal("-1200.50"),
                categories=["staff_changes"],
            )
        ],
        definitions=[DefinitionRecord(document_id=i, term="机关运行经费", definition="…", boxes=boxes)],
        indicators=[
            IndicatorRecord(
                document_id=i, table_id="t1", project="某项目", operator=">=", target_value=Decimal("95")
            )
        ],
        links=[
            LinkRecord(
                document_id=i,
                claim_id="c1",
                relation="equals",
                fact_ids=["f1"],
                claim_ids=[],
                computed=Decimal("1234.56"),
                verdict="supported",
                confidence=0.75,
            )
        ],
        checks=[CheckRecord(document_id=i, check_id="k1", rule_id="sum", fact_ids=["f1", "f2"])],
        rules=[
            RuleRecord(
                document_id=i, rule_id="sum", title="和", title_en="Sum", ground="公开03表", severity="error"
            )
        ],
        obligations=[
            ObligationRecord(
                document_id=i,
                rule_id="owes_revenue",
                title="收入表",
                ground="公开02表",
                severity="error",
                status="met",
            )
        ],
        findings=[
            FindingRecord(
                document_id=i,
                finding_id="0" * 16,
                severity="error",
                kind="tables",
                rule_id="sum",
                title="和",
                explanation="不符。",
                check_ids=["k1"],
                page=2,
            )
        ],
        diagnostics=[
            DiagnosticRecord(
                document_id=i, stage="pages", severity="info", code="page_without_text", message="…", page=2
            )
        ],
    )
