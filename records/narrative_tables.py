"""The tables of what the text says: claims, the reasons given for changes, definitions."""

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
    Places,
    Project,
    Raw,
    Scope,
    Side,
    Unit,
    Value,
)


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
    confidence: Annotated[
        float | None,
        Column("How likely the kinds are all right: two readers tell them, less where they disagree."),
    ] = None
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
        bool,
        Column(
            "Whether a sum of a side may take the row: it was not said before, has no explained parts, and "
            "none of its side is told more finely (accounts; then 基本 and 项目支出 or sources; then totals; "
            "then single costs). An account counts itself, and not its parts, where those with a code do "
            "not add up to it."
        ),
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
