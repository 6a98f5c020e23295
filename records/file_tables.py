"""The tables of what a file shows: headings, tables with their cells and figures, indicators, diagnostics."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from records.columns import Column
from records.common_columns import (
    AmountYuan,
    Anchor,
    Confidence,
    DocumentId,
    Fund,
    Measure,
    Page,
    PageBox,
    Period,
    Phase,
    Project,
    Proven,
    Raw,
    Scope,
    Side,
    Statement,
    TableId,
    Unit,
    Value,
)


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
class IndicatorRecord:
    """A performance indicator (绩效指标)."""

    document_id: DocumentId
    table_id: TableId
    project: Annotated[str | None, Column("Project or body that is measured.")] = None
    level1: Annotated[str | None, Column("First-level indicator (一级指标).")] = None
    level2: Annotated[str | None, Column("Second-level indicator (二级指标).")] = None
    level1_weight: Annotated[
        Decimal | None,
        Column("Points of the first level, if printed beside its name (产出指标（50分）).", digits=(24, 6)),
    ] = None
    level2_weight: Annotated[
        Decimal | None, Column("Points of the second level, likewise.", digits=(24, 6))
    ] = None
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
class DiagnosticRecord:
    """Something noticed about the processing."""

    document_id: DocumentId
    stage: Annotated[str, Column("Step that noticed it.")]
    severity: Annotated[str, Column("How grave it is.", vocabulary="severity")]
    code: Annotated[str, Column("Stable name of what was noticed.", vocabulary="diagnostic")]
    message: Annotated[str, Column("One sentence for the reader.")]
    page: Page = None
