"""The tables of an archive as a whole: what no document tells alone. Built like :mod:`records.tables`.

``bodies``, ``accounts`` and ``reviews`` are one list each; the others have rows of documents, and lie with
theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from records.columns import Column
from records.common_columns import (
    AmountYuan,
    DocumentId,
    Fund,
    Measure,
    Page,
    Period,
    Phase,
    Project,
    Scope,
    Side,
    Statement,
    Unit,
    Value,
)
from records.tables import TABLES

BodyId = Annotated[str, Column("Public body, the same in all its documents.")]
BodyName = Annotated[str | None, Column("Name of the body as it was last used.")]


@dataclass(slots=True, kw_only=True)
class BodyRecord:
    """A public body (公开单位), with all the names it was met under."""

    body_id: BodyId
    name: Annotated[str, Column("Name as it was last used, with its region.")]
    other_names: Annotated[list[str], Column("Other names and spellings that its documents use.")] = field(
        default_factory=list
    )
    region_code: Annotated[str | None, Column("Code of its region (GB/T 2260), six digits.")] = None
    region: Annotated[str | None, Column("Its region as the documents name it.")] = None
    province: Annotated[str | None, Column("Province of its region.")] = None
    level: Annotated[str | None, Column("Level of its region.", vocabulary="region_level")] = None
    kind: Annotated[
        str | None, Column("What most of its documents are of: department or unit.", vocabulary="body_kind")
    ] = None
    parent_id: Annotated[
        str | None, Column("Department whose list of units names it; null if none does.")
    ] = None
    first_year: Annotated[int | None, Column("First fiscal year of its documents.")] = None
    last_year: Annotated[int | None, Column("Last fiscal year of its documents.")] = None
    documents: Annotated[int, Column("Its documents that count.")] = 0


@dataclass(slots=True, kw_only=True)
class AccountRecord:
    """An account (科目) as the tables name it: one row a code and name."""

    scheme: Annotated[str, Column("Classification of the account.", vocabulary="scheme")]
    account_code: Annotated[str, Column("Account code (科目编码), joined.")]
    account_name: Annotated[str, Column("Account name (科目名称).")]
    first_year: Annotated[int | None, Column("First fiscal year of a document that prints it.")] = None
    last_year: Annotated[int | None, Column("Last fiscal year of a document that prints it.")] = None
    documents: Annotated[int, Column("Documents that print it.")] = 0
    is_usual: Annotated[bool, Column("Whether most documents give the code this name.")] = False


@dataclass(slots=True, kw_only=True)
class RevisionRecord:
    """A figure that differs between two issues of a disclosure (更正)."""

    document_id: DocumentId
    former_document_id: Annotated[str, Column("Document of the other issue, the former if that is known.")]
    change: Annotated[str, Column("What became of the figure.", vocabulary="revision")]
    statement: Statement
    row_label: Annotated[str | None, Column("The row's own label.")] = None
    account_code: Annotated[str | None, Column("Account code (科目编码), joined.")] = None
    column_path: Annotated[list[str], Column("Headers of the column, top first.")] = field(
        default_factory=list
    )
    fact_id: Annotated[str | None, Column("The figure; null if it is gone.")] = None
    former_fact_id: Annotated[str | None, Column("The figure in the other issue; null if added.")] = None
    value: Value = None
    former_value: Annotated[Decimal | None, Column("The number in the other issue.", digits=(24, 6))] = None
    unit: Unit = None
    page: Page = None


@dataclass(slots=True, kw_only=True)
class UnitRecord:
    """A unit that a department's list names (所属单位), and whether its own disclosure is there."""

    document_id: DocumentId
    body_id: Annotated[str | None, Column("The department.")]
    name: Annotated[str, Column("Name of the unit as listed.")]
    unit_body_id: Annotated[str | None, Column("The unit, if it has documents of its own.")] = None
    published: Annotated[
        bool, Column("Whether a document of the unit, of this year and kind of report, is there.")
    ] = False
    unit_document_id: Annotated[str | None, Column("That document.")] = None


@dataclass(slots=True, kw_only=True)
class FigureRecord:
    """A figure of a table that counts, with whose it is: for analysts, no join needed."""

    document_id: DocumentId
    fact_id: Annotated[str, Column("Fact, unique in the document.")]
    body_id: Annotated[str | None, Column("Public body, as in bodies.")]
    body: BodyName = None
    body_kind: Annotated[str | None, Column("Department or unit.", vocabulary="body_kind")] = None
    region_code: Annotated[str | None, Column("Code of its region (GB/T 2260).")] = None
    region: Annotated[str | None, Column("Its region.")] = None
    province: Annotated[str | None, Column("Its province.")] = None
    region_level: Annotated[str | None, Column("Level of its region.", vocabulary="region_level")] = None
    statement: Statement
    side: Side = None
    period: Period = None
    phase: Phase = None
    measure: Measure = None
    fund: Fund = None
    scope: Scope = None
    scheme: Annotated[str | None, Column("Classification of the account.", vocabulary="scheme")] = None
    account_code: Annotated[str | None, Column("Account code (科目编码), joined.")] = None
    account_name: Annotated[str | None, Column("Account name (科目名称).")] = None
    level: Annotated[int | None, Column("Level of the account: 1 类, 2 款, 3 项.")] = None
    is_total: Annotated[bool, Column("Whether the row is a total (合计, 总计, 小计).")] = False
    row_label: Annotated[str | None, Column("The row's own label as printed, on one line.")] = None
    project: Project = None
    value: Value = None
    unit: Unit = None
    amount_yuan: AmountYuan = None
    confirmed_by: Annotated[int, Column("Identities that hold and that it is part of.")] = 0
    disputed_by: Annotated[int, Column("Identities that fail and that it is part of.")] = 0
    page: Page = None


@dataclass(slots=True, kw_only=True)
class ReviewRecord:
    """A reader's mark on a finding (复核)."""

    document_id: DocumentId
    finding_id: Annotated[str, Column("The finding; it has the same id in later runs and versions.")]
    state: Annotated[str, Column("What the reader says of it.", vocabulary="review_state")]
    note: Annotated[str | None, Column("What the reader notes.")] = None
    who: Annotated[str | None, Column("Who marked it.")] = None
    when: Annotated[str, Column("When, ISO 8601.")] = ""


OF_DOCUMENTS: dict[str, type] = {
    "revisions": RevisionRecord,
    "units": UnitRecord,
    "figures": FigureRecord,
}
"""Tables of the archive that have rows of documents."""
OF_ALL: dict[str, type] = {"bodies": BodyRecord, "accounts": AccountRecord, "reviews": ReviewRecord}
"""Tables of the archive that are one list."""
PUBLISHED: dict[str, type] = {**TABLES, **OF_DOCUMENTS, **OF_ALL}
"""All published tables."""
