"""One dataclass a published table: the contract of Duizhang with its readers.

A value that is not known is ``None``, never ``""`` or 0. Boxes are in PDF points from the top left
of the page as displayed. For formats without pages ``page`` and ``box`` are ``None`` and
``anchor`` names the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from records.columns import Box, Column, Place

DocumentId = Annotated[str, Column("First 32 hex digits of the SHA-256 of the file.")]
TableId = Annotated[str, Column("Table, unique in the document.")]
Page = Annotated[int | None, Column("Page, from 1.")]
PageBox = Annotated[Box | None, Column("Box on the page, in points from its top left.")]
Anchor = Annotated[str | None, Column("Place in a format without pages.")]
Confidence = Annotated[
    float | None,
    Column("How sure a number recognised in a picture is, 0 to 1; null where the file gives text."),
]
Places = Annotated[list[Place], Column("All the places that the text covers, in order.")]
Period = Annotated[int | None, Column("Fiscal year that the figure belongs to.")]
Value = Annotated[Decimal | None, Column("The number as printed, in its own unit.", digits=(24, 6))]
Unit = Annotated[str | None, Column("Unit of the number, such as 万元, 元, %, 人.")]
AmountYuan = Annotated[Decimal | None, Column("The amount in yuan, if it is money.", digits=(20, 2))]
Raw = Annotated[str | None, Column("The number's text as it stands in the file.")]
Measure = Annotated[str | None, Column("What is measured.", vocabulary="measure")]
Fund = Annotated[str | None, Column("Which fund's money it is.", vocabulary="fund")]
Phase = Annotated[str | None, Column("Budget, adjusted budget or outturn.", vocabulary="phase")]
Side = Annotated[str | None, Column("Revenue or expenditure.", vocabulary="side")]
Scope = Annotated[str | None, Column("Whose money: the body's, a part's, a project's.", vocabulary="scope")]
Project = Annotated[str | None, Column("Project (项目) that it is the figure of.")]
FactDocuments = Annotated[
    list[str], Column("Document of each of fact_ids; empty if all are of this document.")
]
Proven = Annotated[
    float | None,
    Column("Share of its amounts that a sum or another identity confirms, 0 to 1; null without amounts."),
]
Statement = Annotated[str, Column("Which statement of the form it is.", vocabulary="statement")]


@dataclass(slots=True, kw_only=True)
class DocumentRecord:
    """A file (文件) and how its processing ended."""

    document_id: DocumentId
    file_name: Annotated[str, Column("Name of the file, without its folder.")]
    sha256: Annotated[str, Column("SHA-256 of the file, 64 hex digits.")]
    source_url: Annotated[str | None, Column("Address that it was fetched from.")] = None
    fetched_at: Annotated[str | None, Column("When it was fetched, ISO 8601.")] = None
    media_type: Annotated[str | None, Column("Media type, by content.")] = None
    pages: Annotated[int | None, Column("Number of pages.")] = None
    title: Annotated[str | None, Column("Title on the cover.")] = None
    issuer: Annotated[str | None, Column("Public body that discloses (公开单位).")] = None
    region: Annotated[str | None, Column("Administrative division of the issuer.")] = None
    fiscal_year: Annotated[int | None, Column("Fiscal year (年度).")] = None
    report_kind: Annotated[str | None, Column("Budget or final accounts.", vocabulary="report_kind")] = None
    body_kind: Annotated[str | None, Column("Department or unit.", vocabulary="body_kind")] = None
    contents: Annotated[list[str], Column("Entries of its table of contents (目录), as printed.")] = field(
        default_factory=list
    )
    status: Annotated[str, Column("How the processing ended.", vocabulary="status")] = "ok"
    version: Annotated[str, Column("Version of the pipeline.")] = ""
    disclosure_id: Annotated[
        str | None, Column("Disclosure that it belongs to; documents linked with each other have the same.")
    ] = None
    seconds: Annotated[float | None, Column("Processor time of the work, in seconds.")] = None
    proven: Proven = None
    body_id: Annotated[str | None, Column("Public body, as in bodies; null if the issuer is not known.")] = (
        None
    )
    role: Annotated[
        str, Column("What it is beside the others of its disclosure.", vocabulary="document_role")
    ] = "primary"
    counts: Annotated[bool, Column("Whether a sum may use its rows: each disclosure is counted once.")] = True
    superseded_by: Annotated[
        str | None, Column("Document that stands in its place, if it does not count.")
    ] = None
    published_at: Annotated[str | None, Column("Day of publication, as its page tells it, ISO 8601.")] = None
    approved_at: Annotated[str | None, Column("Day of approval (批复), where it is told, ISO 8601.")] = None
    source_urls: Annotated[list[str], Column("All addresses that it was fetched from, the first first.")] = (
        field(default_factory=list)
    )


@dataclass(slots=True, kw_only=True)
class SectionRecord:
    """A heading (标题) with the text below it."""

    document_id: DocumentId
    section_id: Annotated[str, Column("Section, unique in the document.")]
    parent_id: Annotated[str | None, Column("Section that holds this one.")]
    level: Annotated[int, Column("Depth: 1 is a part (第X部分).")]
    number: Annotated[str | None, Column("Numbering as printed.")]
    title: Annotated[str | None, Column("Heading without its numbering.")]
    kind: Annotated[str | None, Column("What the section is about.", vocabulary="section_kind")] = None
    page: Page = None
    text: Annotated[str, Column("Text of the section, lines joined.")] = ""


@dataclass(slots=True, kw_only=True)
class TableRecord:
    """A logical table (表), over all its pages."""

    document_id: DocumentId
    table_id: TableId
    statement: Statement
    title: Annotated[str | None, Column("Title as printed.")] = None
    form_code: Annotated[str | None, Column("Form number, such as 公开01表.")] = None
    unit: Annotated[str | None, Column("Unit of its money: 万元 or 元.")] = None
    first_page: Annotated[int | None, Column("First page, from 1.")] = None
    last_page: Annotated[int | None, Column("Last page, from 1.")] = None
    rows: Annotated[int, Column("Rows of the grid.")] = 0
    columns: Annotated[int, Column("Columns of the grid.")] = 0
    header_rows: Annotated[int, Column("Rows of the grid, from the top, that are header.")] = 0
    is_empty: Annotated[bool, Column("True if no cell holds a figure.")] = True
    note: Annotated[str | None, Column("What else stands above and below the table (注).")] = None
    section_id: Annotated[str | None, Column("Section that the table stands in.")] = None
    proven: Proven = None


@dataclass(slots=True, kw_only=True)
class CellRecord:
    """A cell (单元格) of a table's grid."""

    document_id: DocumentId
    table_id: TableId
    row: Annotated[int, Column("Row of the grid, from 0.")]
    column: Annotated[int, Column("Column of the grid, from 0.")]
    row_span: Annotated[int, Column("Rows that it covers.")] = 1
    column_span: Annotated[int, Column("Columns that it covers.")] = 1
    role: Annotated[str, Column("Header, stub or body.", vocabulary="role")] = "body"
    text: Annotated[str, Column("Normalised text, lines kept.")] = ""
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None


@dataclass(slots=True, kw_only=True)
class FactRecord:
    """A figure (数) in a table, with its meaning."""

    document_id: DocumentId
    fact_id: Annotated[str, Column("Fact, unique in the document.")]
    table_id: TableId
    row: Annotated[int, Column("Row of the grid, from 0.")]
    column: Annotated[int, Column("Column of the grid, from 0.")]
    statement: Statement
    side: Side = None
    row_label: Annotated[str | None, Column("The row's own label as printed, on one line.")] = None
    account_code: Annotated[str | None, Column("Account code (科目编码), joined.")] = None
    account_name: Annotated[str | None, Column("Account name (科目名称).")] = None
    scheme: Annotated[str | None, Column("Classification of the account.", vocabulary="scheme")] = None
    level: Annotated[int | None, Column("Level of the account: 1 类, 2 款, 3 项.")] = None
    is_total: Annotated[bool, Column("Whether the row is a total (合计, 总计, 小计).")] = False
    body_code: Annotated[str | None, Column("Code of the public body (单位编码) in the row.")] = None
    project: Project = None
    column_path: Annotated[list[str], Column("Headers of the column, top first.")] = field(
        default_factory=list
    )
    measure: Measure = None
    fund: Fund = None
    scope: Scope = None
    phase: Phase = None
    period: Period = None
    value: Value = None
    unit: Unit = None
    amount_yuan: AmountYuan = None
    raw: Raw = None
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None
    confidence: Confidence = None
    confirmed_by: Annotated[int, Column("Identities that hold and that it is part of.")] = 0
    disputed_by: Annotated[int, Column("Identities that fail and that it is part of.")] = 0


@dataclass(slots=True, kw_only=True)
class ClaimRecord:
    """A figure in the narrative (文字说明), with its meaning."""

    document_id: DocumentId
    claim_id: Annotated[str, Column("Claim, unique in the document.")]
    section_id: Annotated[str | None, Column("Section that states it.")] = None
    sentence: Annotated[str | None, Column("The sentence that states it.")] = None
    kind: Annotated[str, Column("What sort of claim it is.", vocabulary="claim_kind")] = "level"
    subject: Annotated[str | None, Column("Shortest phrase that says what is measured.")] = None
    account_path: Annotated[list[str], Column("类, 款, 项 that it names.")] = field(default_factory=list)
    account_code: Annotated[str | None, Column("Account code, if it can be told.")] = None
    understood: Annotated[bool, Column("Whether every word of its subject is accounted for.")] = True
    measure: Measure = None
    side: Side = None
    fund: Fund = None
    scope: Scope = None
    project: Project = None
    phase: Phase = None
    period: Period = None
    value: Value = None
    unit: Unit = None
    amount_yuan: AmountYuan = None
    direction: Annotated[str | None, Column("Direction of a change.", vocabulary="direction")] = None
    base: Annotated[str | None, Column("What it is compared with.", vocabulary="base")] = None
    base_phase: Annotated[
        str | None, Column("Stage of what it is compared with, if the text names it.", vocabulary="phase")
    ] = None
    share_of: Annotated[str | None, Column("What a share is a share of.")] = None
    reason_id: Annotated[str | None, Column("Reason that the text gives.")] = None
    raw: Raw = None
    page: Page = None
    box: PageBox = None
    boxes: Places = field(default_factory=list)
    anchor: Anchor = None
    confidence: Confidence = None


@dataclass(slots=True, kw_only=True)
class ReasonRecord:
    """A stated cause (主要原因)."""

    document_id: DocumentId
    reason_id: Annotated[str, Column("Reason, unique in the document.")]
    text: Annotated[str, Column("The cause as stated.")]
    categories: Annotated[
        list[str],
        Column("Kinds of cause, in the order of the text.", vocabulary="reason_category"),
    ]
    substance: Annotated[
        str | None, Column("Whether it gives a cause, or only says the change again.", vocabulary="substance")
    ] = None
    categories_version: Annotated[str | None, Column("Version of the kinds of cause.")] = None
    list_id: Annotated[
        str | None, Column("Reason that lists this one as an item; null if it stands alone.")
    ] = None
    group_id: Annotated[
        str | None, Column("First reason of the document with the same text; its own id if it is the first.")
    ] = None
    section_id: Annotated[str | None, Column("Section that states it.")] = None
    page: Page = None
    box: PageBox = None
    boxes: Places = field(default_factory=list)
    anchor: Anchor = None


@dataclass(slots=True, kw_only=True)
class ReasonEffectRecord:
    """A stated cause and a change that it explains (变动原因)."""

    document_id: DocumentId
    reason_effect_id: Annotated[str, Column("Cause and change, unique in the document.")]
    reason_id: Annotated[str, Column("The cause; a list of causes is one.")]
    claim_id: Annotated[str, Column("Claim that states the change; the outturn where two amounts span it.")]
    subject: Annotated[str | None, Column("What changed, as the text names it.")] = None
    account_path: Annotated[list[str], Column("类, 款, 项 that changed.")] = field(default_factory=list)
    account_code: Annotated[str | None, Column("Account code, if it can be told.")] = None
    measure: Measure = None
    side: Side = None
    fund: Fund = None
    level: Annotated[
        str | None,
        Column("Level of what changed: an account, a part, all.", vocabulary="change_level"),
    ] = None
    period: Period = None
    base: Annotated[str | None, Column("What it is compared with.", vocabulary="base")] = None
    direction: Annotated[str | None, Column("Direction of the change.", vocabulary="direction")] = None
    change_yuan: Annotated[
        Decimal | None, Column("The change in yuan, below zero for a decrease.", digits=(20, 2))
    ] = None
    change_rate: Annotated[
        Decimal | None, Column("The change in percent, below zero for a decrease.", digits=(24, 6))
    ] = None
    part_of: Annotated[
        str | None, Column("The smallest other change of the document that this one is part of.")
    ] = None
    share_of_whole: Annotated[
        Decimal | None, Column("This change as a share of that one, 0.25 for a quarter.", digits=(24, 6))
    ] = None
    categories: Annotated[
        list[str],
        Column("Kinds of cause, in the order of the text.", vocabulary="reason_category"),
    ] = field(default_factory=list)
    substance: Annotated[
        str | None, Column("Whether it gives a cause, or only says the change again.", vocabulary="substance")
    ] = None
    is_draft: Annotated[
        bool, Column("Whether the document has placeholders for causes: a template or a draft.")
    ] = False
    counts: Annotated[
        bool, Column("Whether a sum may take the row: it has no explained parts, and was not said before.")
    ] = False


@dataclass(slots=True, kw_only=True)
class DefinitionRecord:
    """A term and its explanation (名词解释)."""

    document_id: DocumentId
    term: Annotated[str, Column("The term.")]
    definition: Annotated[str, Column("Its explanation.")]
    page: Page = None
    box: PageBox = None
    boxes: Places = field(default_factory=list)
    anchor: Anchor = None


@dataclass(slots=True, kw_only=True)
class IndicatorRecord:
    """A performance indicator (绩效指标)."""

    document_id: DocumentId
    table_id: TableId
    project: Annotated[str | None, Column("Project or body that is measured.")] = None
    level1: Annotated[str | None, Column("First-level indicator (一级指标).")] = None
    level2: Annotated[str | None, Column("Second-level indicator (二级指标).")] = None
    name: Annotated[str | None, Column("The indicator itself (三级指标).")] = None
    operator: Annotated[
        str | None, Column("How the target binds; null if no sign is printed.", vocabulary="operator")
    ] = None
    target: Annotated[str | None, Column("Target as printed (指标值).")] = None
    target_value: Annotated[Decimal | None, Column("Target as a number.", digits=(24, 6))] = None
    actual: Annotated[str | None, Column("Result as printed (完成值).")] = None
    actual_value: Annotated[Decimal | None, Column("Result as a number.", digits=(24, 6))] = None
    unit: Unit = None
    weight: Annotated[Decimal | None, Column("Points to be had (分值).", digits=(24, 6))] = None
    score: Annotated[Decimal | None, Column("Points given (得分).", digits=(24, 6))] = None
    coefficient: Annotated[
        Decimal | None, Column("Share of the points that is given, as printed (得分系数).", digits=(24, 6))
    ] = None
    is_core: Annotated[bool | None, Column("Whether it is a core indicator (核心指标).")] = None
    deviation: Annotated[str | None, Column("Deviation as printed (偏差度).")] = None
    explanation: Annotated[str | None, Column("What the form explains beside the indicator.")] = None
    explanation_kind: Annotated[
        str | None,
        Column(
            "Whether that is a cause, a measure to be taken, or how the target is meant.",
            vocabulary="explanation_kind",
        ),
    ] = None
    categories: Annotated[
        list[str],
        Column("Kinds of cause, if it is a cause; as those of reasons.", vocabulary="reason_category"),
    ] = field(default_factory=list)
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None


@dataclass(slots=True, kw_only=True)
class LinkRecord:
    """A claim held against figures (勾稽)."""

    document_id: DocumentId
    claim_id: Annotated[str, Column("The claim.")]
    relation: Annotated[str, Column("How the operands give it.", vocabulary="relation")]
    fact_ids: Annotated[list[str], Column("Facts that are operands, in order.")]
    claim_ids: Annotated[list[str], Column("Claims that are operands.")]
    fact_document_ids: FactDocuments = field(default_factory=list)
    computed: Annotated[
        Decimal | None, Column("What the operands give; a fall is below zero.", digits=(24, 6))
    ] = None
    difference: Annotated[Decimal | None, Column("Claim, with its sign, less computed.", digits=(24, 6))] = (
        None
    )
    tolerance: Annotated[Decimal | None, Column("What rounding allows.", digits=(24, 6))] = None
    verdict: Annotated[str, Column("Outcome.", vocabulary="verdict")] = "unverifiable"
    confidence: Annotated[float | None, Column("How sure the link is, 0 to 1.")] = None
    doubts: Annotated[
        list[str],
        Column(
            "What keeps an unverifiable claim from being supported or contradicted: conditions not met.",
            vocabulary="condition",
        ),
    ] = field(default_factory=list)
    explanation: Annotated[str | None, Column("The outcome in one sentence.")] = None


@dataclass(slots=True, kw_only=True)
class CheckRecord:
    """An identity that the tables must satisfy (勾稽关系)."""

    document_id: DocumentId
    check_id: Annotated[str, Column("Check, unique in the document.")]
    rule_id: Annotated[str, Column("Rule that was applied.")]
    rule: Annotated[str, Column("The same as rule_id, under its first name.")] = ""
    fact_ids: Annotated[list[str], Column("Facts involved, in order.")]
    fact_document_ids: FactDocuments = field(default_factory=list)
    claim_ids: Annotated[list[str], Column("Claims involved, in order.")] = field(default_factory=list)
    expected: Annotated[Decimal | None, Column("What it should be.", digits=(24, 6))] = None
    actual: Annotated[Decimal | None, Column("What it is.", digits=(24, 6))] = None
    difference: Annotated[Decimal | None, Column("Actual less expected.", digits=(24, 6))] = None
    tolerance: Annotated[Decimal | None, Column("What rounding allows.", digits=(24, 6))] = None
    verdict: Annotated[str, Column("Outcome.", vocabulary="check_verdict")] = "holds"
    message: Annotated[str | None, Column("The outcome in one sentence.")] = None
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None

    def __post_init__(self) -> None:
        self.rule = self.rule_id


@dataclass(slots=True, kw_only=True)
class RuleRecord:
    """A rule (规则) as it was applied to a document: what was looked at, and how it came out."""

    document_id: DocumentId
    rule_id: Annotated[str, Column("Rule, the same in all documents.")]
    title: Annotated[str, Column("What it asks, in Chinese.")]
    title_en: Annotated[str, Column("What it asks, in English.")]
    ground: Annotated[str, Column("Form, regulation or article that it rests on.")]
    severity: Annotated[str, Column("How grave a failure is.", vocabulary="grade")]
    applied: Annotated[int, Column("How often it was applied.")] = 0
    failed: Annotated[int, Column("How often it failed.")] = 0


@dataclass(slots=True, kw_only=True)
class ObligationRecord:
    """What a disclosure owes (应公开内容), and whether it gives it."""

    document_id: DocumentId
    rule_id: Annotated[str, Column("The obligation.")]
    title: Annotated[str, Column("What is owed, in Chinese.")]
    ground: Annotated[str, Column("Form, regulation or article that it rests on.")]
    severity: Annotated[str, Column("How grave it is if it is not met.", vocabulary="grade")]
    status: Annotated[str, Column("Outcome.", vocabulary="obligation_status")]
    evidence: Annotated[str | None, Column("What meets it, or what was looked for.")] = None
    message: Annotated[str | None, Column("The outcome in one sentence.")] = None
    page: Page = None


@dataclass(slots=True, kw_only=True)
class FindingRecord:
    """What a reader is told (发现): one root cause, once."""

    document_id: DocumentId
    finding_id: Annotated[str, Column("Finding, the same over runs and versions.")]
    severity: Annotated[str, Column("How grave it is.", vocabulary="grade")]
    kind: Annotated[str, Column("What disagrees with what.", vocabulary="finding_kind")]
    rule_id: Annotated[str, Column("Rule that shows it first.")]
    title: Annotated[str, Column("The finding in a few words.")]
    explanation: Annotated[str, Column("The finding as a reviewer writes it.")]
    claim_ids: Annotated[list[str], Column("Claims whose links show it.")] = field(default_factory=list)
    check_ids: Annotated[list[str], Column("Checks that show it.")] = field(default_factory=list)
    obligation_ids: Annotated[list[str], Column("Obligations that show it.")] = field(default_factory=list)
    root_fact_id: Annotated[
        str | None, Column("Figure whose correction makes most of these checks hold.")
    ] = None
    said: Annotated[str | None, Column("What is printed, with its unit.")] = None
    given: Annotated[str | None, Column("What would hold instead, with its unit.")] = None
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None
    confidence: Annotated[float | None, Column("How sure the finding is, 0 to 1.")] = None


@dataclass(slots=True, kw_only=True)
class DiagnosticRecord:
    """Something noticed about the processing."""

    document_id: DocumentId
    stage: Annotated[str, Column("Step that noticed it.")]
    severity: Annotated[str, Column("How grave it is.", vocabulary="severity")]
    code: Annotated[str, Column("Stable name of what was noticed.", vocabulary="diagnostic")]
    message: Annotated[str, Column("One sentence for the reader.")]
    page: Page = None


@dataclass(slots=True)
class Document:
    """All the rows of one document, as published; each room adds its own."""

    record: DocumentRecord
    sections: list[SectionRecord] = field(default_factory=list)
    tables: list[TableRecord] = field(default_factory=list)
    cells: list[CellRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    claims: list[ClaimRecord] = field(default_factory=list)
    reasons: list[ReasonRecord] = field(default_factory=list)
    reason_effects: list[ReasonEffectRecord] = field(default_factory=list)
    definitions: list[DefinitionRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    checks: list[CheckRecord] = field(default_factory=list)
    rules: list[RuleRecord] = field(default_factory=list)
    obligations: list[ObligationRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    diagnostics: list[DiagnosticRecord] = field(default_factory=list)

    def notice(self, stage: str, severity: str, code: str, message: str, page: int | None = None) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(
            DiagnosticRecord(
                document_id=self.record.document_id,
                stage=stage,
                severity=severity,
                code=code,
                message=message,
                page=page,
            )
        )


TABLES: dict[str, type] = {
    "documents": DocumentRecord,
    "sections": SectionRecord,
    "tables": TableRecord,
    "cells": CellRecord,
    "facts": FactRecord,
    "claims": ClaimRecord,
    "reasons": ReasonRecord,
    "reason_effects": ReasonEffectRecord,
    "definitions": DefinitionRecord,
    "indicators": IndicatorRecord,
    "links": LinkRecord,
    "checks": CheckRecord,
    "rules": RuleRecord,
    "obligations": ObligationRecord,
    "findings": FindingRecord,
    "diagnostics": DiagnosticRecord,
}
"""Name of each published table -> its record."""
